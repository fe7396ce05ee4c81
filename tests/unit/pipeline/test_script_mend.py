"""Fixes of scripts: made where they are good, and nowhere a byte besides."""

import pytest

from callaudit.core.script_finding import ScriptFix
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.pipeline.script_mend import load, mend, with_tried_fixes
from callaudit.rulespec import default_rules

HEAD = "---\ntype: voicemail\nparty: third\n---\n\n"
HELLO = "Hello, this is [your name] with [company]"
CALL = "Please call me back at [phone number]."


@pytest.fixture(scope="module")
def linter() -> ScriptLinter:
    return ScriptLinter(LintSettings(rules=default_rules()))


def mended(linter: ScriptLinter, text: str, path: str = "x.md") -> str:
    return mend(linter, load(text.encode(), path=path)).data.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HELLO}, about invoice [invoice number]. {CALL}", f"{HELLO}. {CALL}"),
        (f"{HELLO} about **invoice [invoice number]**. {CALL}", f"{HELLO}. {CALL}"),
        (f"{HELLO}. It is about invoice [invoice number]. {CALL}", f"{HELLO}. {CALL}"),
        (f"{HELLO}. *It is urgent.* {CALL}", f"{HELLO}. {CALL}"),
        (f"{HELLO}. **It is urgent. {CALL}**", f"{HELLO}. **{CALL}**"),
        (f"{HELLO}. **It is** urgent. {CALL}", f"{HELLO}. {CALL}"),
        (f"{HELLO}.\nIt is urgent.\n{CALL}", f"{HELLO}.\n{CALL}"),
        (f"{HELLO}.\n\nAgent: It is urgent.\n\nAgent: {CALL}", f"{HELLO}.\n\nAgent: {CALL}"),
        (f"{HELLO}. It is\nurgent. {CALL}", f"{HELLO}. {CALL}"),
        (f"- {HELLO}.\n- It is urgent.\n- {CALL}", f"- {HELLO}.\n- {CALL}"),
    ],
)
def test_what_is_left_reads_as_if_written_so(linter, before, after):
    assert mended(linter, f"{HEAD}{before}\n") == f"{HEAD}{after}\n"


@pytest.mark.parametrize(
    "said",
    [
        f"{HELLO}. It is urgent to call [phone number].",  # the number would go
        f'{HELLO}. {CALL}\n\nIf nobody answers: It is urgent.\n\nOtherwise: "Thank you."',
        f"{HELLO}. {CALL} **So. It is** urgent.",
    ],
)
def test_a_fix_that_would_do_harm_is_not_made(linter, said):
    text = f"{HEAD}{said}\n"
    found = linter.lint(load(text.encode(), path="x.md").file)
    assert any(one.quote == "urgent" for one in found)
    assert mended(linter, text) == text


def test_a_greeting_stays_when_the_sentence_after_it_goes(linter):
    letter = "---\ntype: letter\nparty: third\n---\nDear [customer name],\n\n"
    threat = "If you do not pay you will be arrested.\n\n"
    assert mended(linter, f"{letter}{threat}Thank you.\n") == f"{letter}Thank you.\n"


def test_a_fix_is_offered_only_where_no_other_finding_comes(linter):
    text = f"{HEAD}{HELLO}. You owe us, so call me back at [phone number].\n"
    loaded = load(text.encode(), path="x.md")
    found = linter.lint(loaded.file)
    assert any(one.fix for one in found)  # the sentence could go, and the number with it
    assert not any(one.fix for one in with_tried_fixes(linter, loaded, found))


def test_what_hangs_on_a_flag_is_left_to_people(linter):
    text = "# Second attempt\n\nAgent: We will sue you. Is there a problem?\n"
    found = [f for f in linter.lint(load(text.encode(), path="x.md").file) if f.quote]
    assert [one.fix for one in found if one.rule_id == "FDCPA-1692e5-lawsuit"] == [None]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends_tabs_and_marks_of_order_stay(linter, end, mark):
    lines = [*HEAD.splitlines(), f"\t{HELLO}.  ", "It is urgent.", f"\t{CALL} \U0001f600 é", ""]
    data = mark + end.join(lines).encode()
    wanted = mark + end.join(line for line in lines if "urgent" not in line).encode()
    assert mend(linter, load(data, path="x.md")).data == wanted


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252"])
def test_a_file_stays_in_its_encoding(linter, encoding):
    before = f"{HEAD}# Ändern – für alle\n\n{HELLO}. It is urgent. {CALL}\n"
    data = before.encode(encoding)
    wanted = before.replace(" It is urgent.", "").encode(encoding)
    assert mend(linter, load(data, path="x.md")).data == wanted


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "bot.json",
            '{"type": "voicemail",\n "say": "' + HELLO + ".\\nIt\\u0020is urgent. " + CALL + '"}\n',
            '{"type": "voicemail",\n "say": "' + HELLO + ".\\n" + CALL + '"}\n',
        ),
        (
            "bot.yaml",
            f"type: voicemail\nsay: >-\n  {HELLO}.\n  It is\n  urgent. {CALL}\n",
            f"type: voicemail\nsay: >-\n  {HELLO}.\n  {CALL}\n",
        ),
        (
            "bot.yaml",
            f"type: voicemail\nsteps:\n- say: {HELLO}.\n- say: It is urgent.\n- say: {CALL}\n",
            f"type: voicemail\nsteps:\n- say: {HELLO}.\n- say: {CALL}\n",
        ),
        ("a.txt", f"VOICEMAIL\n\n{HELLO}. It's urgent. {CALL}", f"VOICEMAIL\n\n{HELLO}. {CALL}"),
    ],
)
def test_prompts_and_text_files_are_mended_in_their_own_spelling(linter, path, before, after):
    assert mended(linter, before, path) == after


def test_offsets_lines_and_columns_of_a_fix_agree(linter):
    text = f"{HEAD}{HELLO}.\r\n\tIt is urgent. {CALL}\r\n"
    file = load(text.encode(), path="x.md").file
    fix = next(one.fix for one in linter.lint(file) if one.fix)
    assert isinstance(fix, ScriptFix)
    assert file.source.place(fix.start) == (fix.line, fix.column)
    assert file.source.place(fix.end) == (fix.end_line, fix.end_column)
    assert fix.told == "leave out “It is urgent.”"
