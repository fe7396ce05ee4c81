"""Any text at all gets marks inside itself, and an answer to whatever an editor may ask."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from callaudit.asr.digests import cache_folder
from callaudit.editor.actions import actions_for
from callaudit.editor.allow import order_for
from callaudit.editor.completion import completions_at
from callaudit.editor.diagnostics import diagnostics_of
from callaudit.editor.hover import hover_at
from callaudit.editor.judge import Document, Judge, Judged
from callaudit.editor.positions import Ruler
from callaudit.pipeline.script_lint import LintSettings
from callaudit.rulespec import default_rules
from callaudit.scripts.allowances import allowances_in
from callaudit.scripts.read import read_script

PIECES = (
    "# Voicemail\n",
    "---\ntype: first_call\n---\n",
    "Agent: ",
    "Customer: ",
    "If customer says no:\n",
    "  - ",
    "you will be arrested. ",
    "[Telefon numbers to] ",
    "{{amount}} ",
    "<!-- callaudit: allow FDCPA-1692e4-arrest reason: [why] -->\n",
    "\r\n",
    "\n\n",
    "\u2028",
    "👩‍👧 ",
    "e\u0301\t",
    "\ufeff",
    "\udc00",
    "\x00",
    '{"say": "',
)

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=14).map("".join)


@pytest.fixture(scope="module")
def judge() -> Judge:
    kept = LintSettings(rules=default_rules(), cache=cache_folder())
    return Judge(kept, today=lambda: date(2026, 11, 18))


def judged(judge: Judge, text: str, language: str = "markdown") -> Judged:
    return judge.judge(Document("untitled:Untitled-1", text, language))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=texts,
    language=st.sampled_from(["markdown", "plaintext", "yaml", "json", "python"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]),
    line=st.integers(0, 12),
    character=st.integers(0, 40),
)
def test_any_text_gets_marks_inside_itself_and_answers(
    judge, text, language, encoding, line, character
):
    found = judge.with_fixes(judged(judge, text, language))
    ruler = Ruler(text, encoding)
    for mark in diagnostics_of(found, judge, ruler):
        start, end = mark.range.start, mark.range.end
        assert ruler.at(ruler.offset(start)) == start
        assert ruler.at(ruler.offset(end)) == end
        assert (start.line, start.character) <= (end.line, end.character)
    place = types.Position(line=line, character=character)
    hover_at(found, place, judge, ruler)
    completions_at(found, place, ruler)
    everything = types.Range(start=ruler.at(0), end=ruler.at(len(text)))
    params = types.CodeActionParams(
        text_document=types.TextDocumentIdentifier(uri="untitled:Untitled-1"),
        range=everything,
        context=types.CodeActionContext(diagnostics=[]),
    )
    for action in actions_for(found, params, ruler):
        assert action.edit is not None


LIST = """# First call

Agent: Hi [name], this is [your name].

If customer says no:
  - Agent: You will be arrested.
  - Agent: Good bye.

Agent: Thank you.
"""
PROMPTS = (
    "type: voicemail\nprompts:\n  - say: >-\n      You will be\n      arrested.\n  - say: Bye.\n"
)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (LIST, "markdown", "  <!-- callaudit: allow FDCPA-1692e4-arrest reason: [why] -->\n"),
        (
            LIST.replace("# First call", "FIRST CALL"),
            "plaintext",
            "  # callaudit: allow FDCPA-1692e4-arrest reason: [why]\n",
        ),
        (LIST.replace("\n", "\r\n"), "markdown", None),
        (PROMPTS, "yaml", None),
        ('{"type": "voicemail", "say": "You will be arrested."}', "json", None),
    ],
    ids=["list", "text", "CR LF", "folded YAML", "JSON"],
)
def test_an_allowance_reaches_its_finding_and_changes_nothing_that_is_said(
    judge, text, language, expected
):
    found = judged(judge, text, language)
    (finding,) = [one for one in found.findings if one.rule_id == "FDCPA-1692e4-arrest"]
    assert found.file is not None
    order = order_for(found.file, finding)
    if language == "json":
        assert order is None  # JSON has no comments
        return
    assert order is not None
    if expected is not None:
        assert order.text == expected
    changed = text[: order.offset] + order.text + text[order.offset :]
    reasoned = changed.replace("[why]", "a quote")
    after = judged(judge, reasoned, language)
    assert {one.rule_id for one in after.findings} == {
        one.rule_id for one in found.findings if one is not finding
    }
    assert reasoned.count("\r\n") in (0, reasoned.count("\n"))
    assert len(allowances_in(after.file)) == 1 if after.file else False


def test_an_allowance_above_everything_says_that_it_holds_for_the_file(judge):
    found = judged(judge, "You will be arrested.\n")
    (finding,) = [one for one in found.findings if one.rule_id == "FDCPA-1692e4-arrest"]
    assert found.file is not None
    order = order_for(found.file, finding)
    assert order is not None
    assert order.whole
    assert order.offset == 0


def test_rules_are_loaded_anew_on_another_day_and_expired_allowances_told(judge):
    text = (
        "# Voicemail\n\n<!-- callaudit: allow FDCPA-1692e4-arrest until 2026-11-18 reason: x -->\n"
        "You will be arrested.\n"
    )
    days = [date(2026, 11, 18), date(2026, 11, 19)]
    settings_ = LintSettings(rules=default_rules(), cache=cache_folder())
    open_late = Judge(settings_, today=lambda: days[0])
    assert "FDCPA-1692e4-arrest" not in {f.rule_id for f in judged(open_late, text).findings}
    days.pop(0)
    later = {f.rule_id for f in judged(open_late, text).findings}
    assert {"FDCPA-1692e4-arrest", "LINT-allow"} <= later


def test_a_file_is_named_by_its_path_or_by_the_language_that_the_editor_says():
    names = [
        Document("file:///a/b.md", "", "plaintext", Path("/a/b.md")).name,
        Document("file:///a/README", "", "markdown", Path("/a/README")).name,
        Document("untitled:Untitled-1", "", "yaml").name,
        Document("file:///a/b.docx", "", "plaintext", Path("/a/b.docx")).name,
        Document("file:///a/b.py", "", "python", Path("/a/b.py")).name,
        Document("untitled:Untitled-2", "", "python").name,
    ]
    assert names == ["/a/b.md", "/a/README.md", "Untitled-1.yaml", None, None, None]


def test_an_order_without_its_reason_is_told_as_such():
    file = read_script(
        b"<!-- callaudit: allow VM-02 reason: [why] -->\n# Voicemail\n\nHi.\n", path="a.md"
    )
    (order,) = allowances_in(file)
    assert order.fault.startswith("has no reason")
