"""Which lines of a script are judged: nothing that may be said is passed over in silence."""

import io

import pytest
from docx import Document

from callaudit.scripts.read import read_script
from callaudit.scripts.script import ScriptFile, paths_of

LETTER = (
    "---\ntype: letter\n---\nDear [customer name],\n\nIf you do not pay you will be arrested.\n"
)


def read(text: str, path: str = "call.md") -> ScriptFile:
    return read_script(text.encode(), path=path)


def said(file: ScriptFile) -> list[str]:
    """Every line that is said on some way, in order."""
    return list(
        dict.fromkeys(
            say.words.text for script in file.scripts for w in paths_of(script) for say in w.says
        )
    )


def unread(file: ScriptFile) -> list[str]:
    return [file.source.text[a:b] for script in file.scripts for a, b in script.unread]


@pytest.mark.parametrize(
    "more",
    [
        "> Thank you.\n",
        '"Best agency 2024" they say.\n',
        "Agent: [agent name]\n",
        "Important: we will seize your car.\n",
        "If you do not pay: you will lose your car.\n",
        "Response: none needed.\n",
    ],
)
def test_a_letter_is_read_whole_whatever_stands_in_it(more):
    lines = said(read(f"{LETTER}\n{more}"))
    assert lines[:2] == ["Dear Jordan,", "If you do not pay you will be arrested."]
    assert len(lines) == 3
    assert read(f"{LETTER}\n{more}").scripts[0].unread == ()


def test_a_note_to_the_staff_is_no_part_of_a_letter():
    text = f"{LETTER}\nNote to agent: print it twice.\n\n## Instructions\n\nSend it by mail.\n"
    assert said(read(text)) == said(read(LETTER))


HELLO = "Hi, this is Ana with Larkspur Supply. You owe us money. Please call us back."


@pytest.mark.parametrize("more", ["> Tip of the day: smile.", '"Best agency 2024"', "> Thanks."])
def test_one_quotation_among_prose_does_not_silence_it(more):
    assert HELLO in said(read(f"# Voicemail\n\n{HELLO}\n\n{more}\n"))


def test_where_most_is_quoted_the_directions_around_it_are_not_said():
    text = (
        "# Voicemail\n\nGreet the customer by name.\n\n> Hi, this is Ana with Larkspur.\n\n"
        "Wait for the beep.\n\n> Please call us back.\n"
    )
    assert said(read(text)) == ["Hi, this is Ana with Larkspur.", "Please call us back."]
    assert unread(read(text)) == []
    threat = text + "\nYou will be arrested.\n"
    assert said(read(threat))[-1] == "You will be arrested."


def test_a_quotation_in_word_does_not_silence_the_rest():
    document = Document()
    document.add_heading("Voicemail", 1)
    document.add_paragraph(HELLO)
    document.add_paragraph("Winners smile.", style="Intense Quote")
    stream = io.BytesIO()
    document.save(stream)
    assert HELLO in said(read_script(stream.getvalue(), path="calls.docx"))


def test_what_addresses_the_customer_before_the_first_speaker_is_judged():
    assert said(read("# First call\n\nYou will be arrested.\n\nAgent: Hi.\n")) == [
        "You will be arrested.",
        "Hi.",
    ]


def test_a_list_under_a_heading_holds_alternatives():
    file = read(
        "# First call\n\nAgent: Hi.\n\n## Objections\n\n- You will be arrested.\n"
        "- We can wait till Friday.\n- Ask for a supervisor.\n"
    )
    assert [[say.words.text for say in way.says] for way in paths_of(file.scripts[0])] == [
        ["Hi.", "You will be arrested."],
        ["Hi.", "We can wait till Friday."],
    ]


@pytest.mark.parametrize(
    "heading", ["Don'ts", "Never say", "Avoid", "Forbidden phrases", "Things not to say", "Tips"]
)
def test_a_list_of_what_is_not_to_be_said_is_not_said(heading):
    text = f"# First call\n\nAgent: Hi.\n\n## {heading}\n\n- You will be arrested.\n"
    assert (said(read(text)), unread(read(text))) == (["Hi."], [])


def test_prose_that_may_or_may_not_be_said_is_told_in_one_piece():
    text = (
        "# First call\n\nFailure to pay leads to\narrest and jail.\n\n"
        "Tell the customer that we will sue.\n\nVerify the address.\n\nAgent: Hi.\n"
    )
    assert unread(read(text)) == [
        "Failure to pay leads to\narrest and jail.\n\nTell the customer that we will sue."
    ]


@pytest.mark.parametrize("path", ["call.md", "call.txt"])
@pytest.mark.parametrize("mark", ["- ", "* ", "1. "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_below_a_condition_is_its_branch_though_no_deeper(path, mark, gap):
    text = (
        f"First call:\n\nAgent: Hi.\n\nIf customer is happy:{gap}{mark}Agent: Good.\n"
        f"{mark}Agent: Fine.\n\nIf customer is sad:{gap}{mark}Agent: Bad.\n\nAgent: Bye.\n"
    )
    script = read(text, path).scripts[0]
    assert [[say.words.text for say in way.says][1:] for way in paths_of(script)] == [
        ["Well.", "Good.", "Fine.", "Bye."],
        ["Well.", "Bad.", "Bye."],
    ]


def test_rows_of_a_table_are_branches_where_conditions_stand_before_them():
    text = (
        "# First call\n\nAgent: Hi.\n\n| Situation | Say | Why |\n| --- | --- | --- |\n"
        "| If customer is happy | Agent: Good. | polite |\n| If customer is sad | Bad. | |\n"
    )
    script = read(text).scripts[0]
    assert [[say.words.text for say in way.says] for way in paths_of(script)] == [
        ["Hi.", "Well.", "Good."],
        ["Hi.", "Well.", "Bad."],
    ]


def test_footnotes_and_struck_words_are_not_said():
    text = "# Voicemail\n\nHi, ~~you owe us,~~ it is Ana.[^1]\n\n[^1]: You will be arrested.\n"
    assert said(read(text)) == ["Hi,  it is Ana."]
