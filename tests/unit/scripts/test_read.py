"""Files to scripts: what is said, by whom, on which way, and where it stands."""

import io
import json

import pytest
from docx import Document

from callaudit.core.errors import FaultsError
from callaudit.scripts.encoded import read_encoded
from callaudit.scripts.read import read_script
from callaudit.scripts.script import Say, Script, ScriptFile, paths_of
from callaudit.scripts.script_type import ScriptType


def read(text: str, path: str = "call.md") -> ScriptFile:
    return read_script(text.encode(), path=path)


def said(script: Script) -> list[str]:
    """Every way through a script as one line."""
    return [
        " / ".join(f"{say.speaker.value}: {say.words.text}" for say in path.says)
        for path in paths_of(script)
    ]


def first_line(script: Script) -> Say:
    line = script.body[0]
    assert isinstance(line, Say)
    return line


def only(file: ScriptFile) -> Script:
    assert len(file.scripts) == 1
    return file.scripts[0]


def test_headings_comments_and_notes_are_not_speech():
    file = read(
        "# Voicemail\n\n<!-- never\nshown -->\nNote: Smile.\n\nHello, this is **Ana**.\n"
        "It wraps.\n\n## Tips\n\nSpeak slowly.\n"
    )
    assert said(only(file)) == ["agent: Hello, this is Ana. It wraps."]
    assert [comment.words.text for comment in file.comments] == [" never\nshown "]


def test_each_heading_that_names_a_sort_begins_a_script():
    file = read(
        "# First voicemail\n\nHi.\n\n# Second attempt\n\nHello.\n\n# Location call\n\nHey.\n"
    )
    assert [(s.name, s.facts.type, s.facts.attempt) for s in file.scripts] == [
        ("First voicemail", ScriptType.VOICEMAIL, 1),
        ("Second attempt", ScriptType.SECOND_ATTEMPT, 2),
        ("Location call", ScriptType.THIRD_PARTY, None),
    ]


def test_front_matter_says_it_for_the_whole_file():
    file = read(
        "---\ntype: voicemail\nparty: third\ndebt: consumer\nattempt: 2\n"
        "jurisdictions: [CA, NY]\nflags: [time_barred]\n---\n\n# First call\n\nHi.\n"
    )
    facts = only(file).facts
    assert (facts.type, facts.party, facts.attempt) == ("voicemail", "third", 2)
    assert (facts.jurisdictions, facts.flags) == (("CA", "NY"), {"time_barred": True})


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("type: voicemall", "call.md:2: type: 'voicemall' is none of voicemail, first_call"),
        ("title: x\npary: third", "call.md:3: pary: there is no such key; did you mean party?"),
        (
            "flags: [time_bared]",
            "call.md:2: flags: no account flag is called 'time_bared'; did you",
        ),
        ("tyep: letter", "call.md:2: tyep: there is no such key; did you mean type?"),
        ("attempt: none", "call.md:2: attempt: 'none' is no number from 1 to 99"),
        ("type: [", "call.md:2: front matter: is no YAML"),
    ],
)
def test_a_wrong_head_is_told_with_file_line_and_what_it_may_be(head, told):
    with pytest.raises(FaultsError) as raised:
        read(f"---\n{head}\n---\n\nHi.\n")
    assert str(raised.value).startswith(told)


def test_a_file_name_says_the_sort_where_nothing_else_does():
    assert only(read("Hi.", "scripts/second_attempt.md")).facts.type is ScriptType.SECOND_ATTEMPT


@pytest.mark.parametrize(
    "text",
    [
        "Agent: Hi.\n\nIf the customer says \"no\":\n\nAgent: Fine.\n\nOtherwise:\n\nAgent: Good.\n",  # noqa: E501
        "Agent: Hi.\n\n- If the customer says \"no\": Fine.\n- Otherwise: Good.\n",
        "Agent: Hi.\n\n## If the customer says \"no\"\n\nAgent: Fine.\n\n## Otherwise\n\nAgent: Good.\n",  # noqa: E501
        "Agent: Hi.\n\nIf the customer says “no”:\n    Agent: Fine.\nOtherwise:\n    Agent: Good.\n",  # noqa: E501
        "> Hi.\n\nIf the customer says \"no\":\n> Fine.\n\nOtherwise:\n> Good.\n",
        "| Who | What |\n|---|---|\n| Agent | Hi. |\n\n* If the customer says \"no\" → Fine.\n* Otherwise → Good.\n",  # noqa: E501
    ],
)  # fmt: skip
def test_branches_are_ways_however_they_are_laid_out(text):
    assert said(only(read(text))) == [
        "agent: Hi. / customer: no / agent: Fine.",
        "agent: Hi. / agent: Good.",
    ]


def test_a_single_condition_may_also_not_hold_and_a_way_that_ends_goes_no_further():
    script = only(
        read("Agent: Hi.\n\nIf wrong number:\nAgent: Sorry.\n(End call)\n\nAgent: You owe us.\n")
    )
    assert said(script) == [
        "agent: Hi. / customer: You have the wrong number. / agent: Sorry.",
        "agent: Hi. / agent: You owe us.",
    ]
    assert [path.reaches_end for path in paths_of(script)] == [False, True]


def test_alternatives_are_ways_of_their_own():
    script = only(read("Option A: Hello there.\n\nOption B: Good day.\n\nAgent: It is Ana.\n"))
    assert said(script) == [
        "agent: Hello there. / agent: It is Ana.",
        "agent: Good day. / agent: It is Ana.",
    ]
    assert said(only(read("Hello there.\n\nor\n\nGood day.\n\nIt is Ana.\n"))) == said(script)


def test_a_flag_named_in_a_branch_holds_in_it_alone():
    script = only(
        read(
            "Agent: Hi.\n\nIf legal_action_authorized:\n<!-- flag: counsel_assigned -->\nAgent: Sue.\n"  # noqa: E501
        )
    )
    assert [path.flags for path in paths_of(script)] == [
        ("legal_action_authorized", "counsel_assigned"),
        (),
    ]


def test_many_forks_are_walked_so_that_every_branch_is_taken():
    fork = 'If the customer says "a{0}":\n    Agent: A{0}.\nOtherwise:\n    Agent: B{0}.\n\n'
    script = only(read("".join(fork.format(number) for number in range(12))))
    ways = paths_of(script)
    lines = {say.words.text for path in ways for say in path.says}
    assert len(ways) == 2
    assert {f"{side}{number}." for side in "AB" for number in range(12)} <= lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_hold_whatever_ends_a_line(end):
    text = end.join(
        ["# Voicemail", "", "\tHi \U0001f600 é́ *there*, call &amp; see [x](http://a.b)."]
    )
    file = read(text)
    say = first_line(only(file))
    at = say.words.text.index("there")
    start, stop = say.words.place(at, at + 5)
    assert file.source.text[start:stop] == "there"
    assert file.source.place(start) == (3, text.splitlines()[2].index("there") + 1)


def test_plain_text_has_titles_in_capitals_and_comments():
    file = read(
        "FIRST VOICEMAIL\n\n# draft\nHello, it is Ana.\n\nSecond attempt:\n\nHi.\n", "a.txt"
    )
    assert [(s.name, said(s)) for s in file.scripts] == [
        ("FIRST VOICEMAIL", ["agent: Hello, it is Ana."]),
        ("Second attempt:", ["agent: Hi."]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "# callaudit: allow VM-01-debt-talk reason: client policy",
        "#callaudit: allow VM-01-debt-talk reason: client policy",
        "# ask for a call back after the second call",
        "# Second call",
    ],
)
def test_a_line_of_text_behind_a_number_sign_is_a_comment_and_parts_no_script(line):
    file = read(f"VOICEMAIL\n\nAgent: Hello, it is Ana.\n{line}\nAgent: Call us.\n", "a.txt")
    assert said(only(file)) == ["agent: Hello, it is Ana. / agent: Call us."]
    assert [comment.words.text for comment in file.comments] == [line.lstrip("# ")]


def test_a_title_behind_a_number_sign_is_a_heading_in_text_too():
    file = read("# First voicemail\n\nHi.\n\n## Second attempt\n\nHello.\n", "a.txt")
    assert [s.name for s in file.scripts] == ["First voicemail", "Second attempt"]


@pytest.mark.parametrize("path", ["bot.json", "bot.yaml"])
def test_prompts_of_a_bot_keep_the_place_of_every_word(path):
    prompt = {
        "type": "first_call",
        "name": "not said",
        "steps": [
            {"role": "system", "content": "You are a bot."},
            {"say": 'Hi, "Dana" \u2013 it\'s me.'},
            {"if": "customer says no", "say": "Fine."},
            {"else": [{"say": "Good."}]},
        ],
    }
    file = read(json.dumps(prompt, indent=2), path)
    script = only(file)
    assert said(script) == [
        'agent: Hi, "Dana" – it\'s me. / customer: No. / agent: Fine.',
        'agent: Hi, "Dana" – it\'s me. / agent: Good.',
    ]
    say = first_line(script)
    start, stop = say.words.place(say.words.text.index("it's"), say.words.text.index(" me"))
    assert file.source.text[start:stop] == "it's"


def test_a_folded_yaml_string_keeps_its_places():
    file = read("type: voicemail\nsay: >-\n  Hello, this\n  is Ana.\n", "bot.yml")
    say = first_line(only(file))
    start, stop = say.words.place(say.words.text.index("is Ana"), len(say.words.text))
    assert file.source.text[start:stop] == "is Ana."


def test_a_word_file_is_read_by_its_styles():
    document = Document()
    document.add_heading("Voicemail", 1)
    document.add_paragraph("Note: be calm.")
    document.add_paragraph("Hello, this is [your name].")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Customer"
    table.rows[0].cells[1].text = "Yes?"
    stream = io.BytesIO()
    document.save(stream)
    file = read_script(stream.getvalue(), path="calls.docx")
    assert said(only(file)) == ["agent: Hello, this is Morgan Reyes. / customer: Yes?"]
    assert file.source.place(first_line(only(file)).words.starts[0]) == (3, 1)


@pytest.mark.parametrize(
    ("data", "path", "told"),
    [
        (b"\x00\x01", "a.md", "a.md: is no text"),
        (b"{", "a.json", "a.json:1: is no JSON"),
        (b"a: [", "a.yaml", "a.yaml:1: is no YAML"),
        (b"no zip", "a.docx", "a.docx: is no Word file"),
        (b"x", "a.pdf", "a.pdf: is of a sort that is not read"),
    ],
)
def test_what_cannot_be_read_is_told(data, path, told):
    with pytest.raises(FaultsError) as raised:
        read_script(data, path=path)
    assert str(raised.value).startswith(told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encodings_that_editors_write(encoding):
    assert read_encoded("Grüße – “ja”".encode(encoding)).text == "Grüße – “ja”"
