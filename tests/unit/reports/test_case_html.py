"""The drawing of a case as HTML: whole without scripts, and no name becomes part of it."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from callaudit.core.case import CaseAudit
from callaudit.reports.as_html import write_report
from tests.unit.reports import case_examples, examples

SVG = re.compile(r'<div class="timeline".*?(<svg.*?</svg>)', re.DOTALL)


def html_of(folder: Path, *cases: CaseAudit) -> str:
    calls = case_examples.case_calls()
    path = folder / "report.html"
    write_report(path, run=examples.run_of(calls), audits=calls, cases=cases)
    return path.read_text(encoding="utf-8")


def drawing(html: str) -> ET.Element:
    (svg,) = SVG.findall(html)
    return ET.fromstring(svg)  # noqa: S314  our own page


def test_the_drawing_is_whole_and_each_mark_is_a_named_link(tmp_path: Path) -> None:
    svg = drawing(html_of(tmp_path, case_examples.case()))
    assert svg.get("aria-label") == "Ann Lee: 4 calls by day and hour, America/New_York"
    (calls,) = (part for part in svg if part.get("class") == "calls")
    drawn = [next(part for part in mark if part.tag == "g") for mark in calls]
    assert [
        (mark.tag, mark.get("href"), shape.get("class"))
        for mark, shape in zip(calls, drawn, strict=True)
    ] == [
        ("g", None, "mark voicemail"),
        ("a", "#c2", "mark conversation"),
        ("a", "#c1", "mark answered"),
        ("g", None, "mark not_connected"),
    ]
    assert all(mark.findtext("title") == mark.get("aria-label") for mark in calls)
    badges = ["".join(text.itertext()) for text in calls.iter("text")]
    assert badges == ["■", "▲"]


def test_calls_from_the_consumer_have_an_arrow(tmp_path: Path) -> None:
    svg = drawing(html_of(tmp_path, case_examples.inbound_case()))
    marks = [mark for mark in svg.iter("g") if str(mark.get("class")).startswith("mark")]
    arrows = [mark.find("path[@class='inward']") is not None for mark in marks]
    assert arrows == [False, True]


def test_the_rolling_week_is_said_to_those_who_do_not_see_it(tmp_path: Path) -> None:
    svg = drawing(html_of(tmp_path, case_examples.case()))
    (strip,) = (part for part in svg if part.get("class") == "strip")
    assert str(strip.get("aria-label")).startswith(
        "Calls placed in the seven days that end with each day: Mon 28: 1; Tue 29: 1; Wed 30: 1; "
        "Thu 1: 2;"
    )


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    html = html_of(tmp_path, case_examples.inbound_case())
    assert "<b>Lee</b>" not in html
    assert "\u202e" not in html
    label = 'Ann "<b>Lee</b>" & [U+202E]ee: 2 calls by day and hour, the log\'s own clock'
    assert drawing(html).get("aria-label") == label


def test_without_such_cases_there_is_no_section(tmp_path: Path) -> None:
    assert 'id="cases"' not in html_of(tmp_path, case_examples.single_case())
    assert 'id="cases"' in html_of(tmp_path, case_examples.case())


def test_no_style_stands_in_the_drawing(tmp_path: Path) -> None:
    """The page's policy forbids style attributes: they would be lost."""
    assert "style=" not in html_of(tmp_path, case_examples.case())
