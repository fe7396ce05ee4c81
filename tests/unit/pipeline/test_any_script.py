"""Whatever a file holds: findings in their places, or a sentence that says what is wrong."""

import io
import json
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callaudit.pipeline.script_files import LintResult, lint_text
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.reports.lint_junit import as_junit
from callaudit.reports.lint_markdown import as_markdown
from callaudit.reports.lint_sarif import as_sarif
from callaudit.reports.lint_text import as_github, as_json, as_text
from callaudit.rulespec import default_rules
from callaudit.scripts.encoded import read_encoded
from callaudit.scripts.read import SUFFIXES, read_script
from callaudit.scripts.spelled import Source

LINTER = ScriptLinter(LintSettings(rules=default_rules()))

SPEECH = ["Agent: ", "you will be arrested", "It is urgent. ", "about invoice [invoice number] "]
MARKS = [
    "# First voicemail\n",
    "---\n",
    "type: voicemail\n",
    "If ",
    ": ",
    "- ",
    "> ",
    "say: ",
    "or\n",
]
ODD = [
    "\r\n",
    "\r",
    "\t",
    "\x0b",
    "\x85",
    "\u2028",
    "\u202e",
    "\x1b[31m",
    "é",
    "\U0001f600",
    "\ufeff",
]
BROKEN = ["{", "}", "[", '"', "\\u00e", "<!--", "{{", "**", "`", "|", "&a ", "*a", "!!map ", ">-\n"]
TEXT = st.lists(
    st.one_of(st.sampled_from([*SPEECH, *MARKS, *ODD, *BROKEN]), st.text(max_size=6)), max_size=20
).map("".join)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp437"]
ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, errors="replace"), TEXT, st.sampled_from(ENCODINGS)
)
LITTLE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _docx() -> bytes:
    document = Document()
    document.add_heading("Voicemail", 1)
    document.add_paragraph("You owe us [amount].", style="List Bullet")
    document.add_table(rows=2, cols=2).rows[0].cells[0].text = "Agent"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


DOCX = _docx()


def checked(data: bytes, suffix: str) -> LintResult:
    """Lint bytes as a file of that ending, and hold every report and place to its promise."""
    path = f"x{suffix}"
    found = lint_text(LINTER, data, name=path)
    for fault in found.faults:
        assert str(fault).startswith(f"{path}:")
        assert str(fault).isprintable()
    if found.faults:
        assert found.findings == ()
        return found
    source = read_script(data, path=path).source
    for one in found.findings:
        assert one.source_line == source.line(one.line)
        assert 1 <= one.column <= len(one.source_line) + 1
        assert (one.line, one.column) <= (one.end_line, one.end_column)
        if one.quote and one.line == one.end_line and "…" not in one.quote:
            there = one.source_line[one.column - 1 : one.end_column - 1]
            assert " ".join(there.split()) == one.quote
    for writer in (as_text, as_github, as_markdown):
        writer(found.findings, files=1).encode("utf-8", errors="strict")
    assert len(json.loads(as_json(found.findings, files=1))["findings"]) == len(found.findings)
    assert json.loads(as_sarif(found.findings, version="1"))["runs"]
    ET.fromstring(as_junit(found.findings, files=1))  # noqa: S314  written a line above
    return found


@LITTLE
@given(data=st.one_of(ENCODED, st.binary(max_size=80)), suffix=st.sampled_from(sorted(SUFFIXES)))
def test_any_bytes_give_findings_in_their_places_or_a_clear_error(data, suffix):
    checked(data, suffix)


@LITTLE
@given(
    change=st.binary(min_size=1, max_size=30), at=st.integers(0, 10_000), part=st.integers(0, 20)
)
def test_a_damaged_word_file_is_a_clear_error(change, at, part):
    whole = DOCX[: at % len(DOCX)] + change + DOCX[at % len(DOCX) + len(change) :]
    checked(whole, ".docx")
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(DOCX)) as old, ZipFile(stream, "w") as new:
        names = old.namelist()
        for name in names:
            inside = old.read(name)
            cut = at % (len(inside) + 1)
            damaged = inside[:cut] + change + inside[cut + len(change) :]
            new.writestr(name, damaged if name == names[part % len(names)] else inside)
    checked(stream.getvalue(), ".docx")


@LITTLE
@given(
    text=TEXT, encoding=st.sampled_from(ENCODINGS), suffix=st.sampled_from([".md", ".txt", ".yaml"])
)
def test_fixes_change_no_byte_besides_theirs(text, encoding, suffix):
    data = f"---\ntype: voicemail\n---\n{text}".encode(encoding, errors="replace")
    for file in lint_text(LINTER, data, name=f"x{suffix}", mending=True).rewritten:
        before, after = read_encoded(file.before), read_encoded(file.after)
        assert file.before == data
        assert (before.mark, before.encoding) == (after.mark, after.encoding)
        lint_text(LINTER, file.after, name=f"x{suffix}")


def test_a_word_file_that_unpacks_to_more_than_a_script_can_be_is_refused():
    stream = io.BytesIO()
    with ZipFile(stream, "w", compression=8) as packed:
        packed.writestr("word/document.xml", b"\0" * 101_000_000)
    assert "101 MB unpacked" in str(checked(stream.getvalue(), ".docx").faults[0])


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("before", "column"),
    [
        ("Agent: ", 8),
        ("\tAgent: ", 9),  # a tab is one column
        ("Agent: \U0001f600 ", 10),  # an emoji is one code point, two units of UTF-16
        ("Agent: \U0001f469\u200d\U0001f4bb ", 12),  # drawn as one, three code points
        ("Agent: e\u0301t ", 12),  # a letter and its accent are two
        ("Agent: \u00e9t ", 11),
        ("Agent: \u2028 \x0b ", 12),  # no editor ends a line there
    ],
)
def test_columns_count_code_points_from_1_and_lines_end_where_editors_end_them(before, column, end):
    text = f"# Second attempt{end}{end}{before}you will be arrested.{end}"
    found = [f for f in checked(text.encode(), ".md").findings if "arrest" in f.rule_id]
    assert [(f.line, f.column, f.end_column) for f in found] == [(3, column, column + 20)]


def test_a_byte_order_mark_is_no_column():
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        found = checked("you will be arrested.".encode(encoding), ".md").findings
        assert (1, 1) in {(f.line, f.column) for f in found if "arrest" in f.rule_id}


def test_lines_and_offsets_agree_everywhere():
    source = Source("a\r\nb\rc\n\r\n\u2028d")
    assert [source.line(n) for n in range(1, 6)] == ["a", "b", "c", "", "\u2028d"]
    assert [source.place(source.begin(n)) for n in range(1, 6)] == [(n, 1) for n in range(1, 6)]
