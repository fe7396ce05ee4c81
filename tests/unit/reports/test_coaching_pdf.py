"""A collector's sheet has at most two pages, whatever was said; a team report names everybody."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from callaudit.reports.coaching_pdf import write_sheet_pdf, write_team_pdf
from callaudit.reports.coaching_views import CountView
from tests.unit.reports.coaching_examples import (
    HOSTILE,
    LONG_WORD,
    change,
    empty_sheet,
    moment,
    sheet,
    strength,
    team,
    worst_sheet,
)


def text_of(path: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.fixture(name="pages")
def _pages(tmp_path):
    def pages(view) -> PdfReader:
        write_sheet_pdf(tmp_path / "sheet.pdf", view)
        return PdfReader(tmp_path / "sheet.pdf")

    return pages


@pytest.mark.parametrize(
    "letters",
    ["long and winding words ", "W", f"{LONG_WORD} ", "長い言葉", "ﷺ ", "g̈́ ", "<&>"],
    ids=["words", "one word", "long words", "chinese", "wide signs", "stacked marks", "signs"],
)
def test_the_worst_sheet_has_two_pages(pages, letters):
    assert len(pages(worst_sheet(letters)).pages) == 2


def test_the_worst_sheet_still_has_every_part_and_room_for_an_answer(pages, tmp_path):
    pages(worst_sheet())
    said = text_of(tmp_path / "sheet.pdf")
    for part in ("Score", "How the talk goes", "What goes well", "What to change"):
        assert part in said
    for part in ("Until next time", "Your answer", "Collector, date", "87 more rules were broken"):
        assert part in said


def test_a_usual_sheet_has_two_pages(pages):
    assert len(pages(sheet()).pages) == 2


def test_a_sheet_without_calls_has_one_page_that_says_so(pages, tmp_path):
    assert len(pages(empty_sheet()).pages) == 1
    assert "No call of this time could be judged" in text_of(tmp_path / "sheet.pdf")


def test_what_was_said_is_shown_and_never_run(pages, tmp_path):
    hostile = moment(HOSTILE, before="", after="")
    view = sheet(
        name=HOSTILE,
        strengths=(strength(HOSTILE, hostile),),
        changes=(change(HOSTILE, title=HOSTILE, moment=hostile, why=HOSTILE),),
    )
    assert len(pages(view).pages) == 2
    said = text_of(tmp_path / "sheet.pdf")
    for shown in ("<script>alert(1)</script>", "#panic()", "*bold*", "{{ 7*7 }}"):
        assert shown in said
    assert "‮" not in said


def test_the_moment_is_linked_as_on_the_page(pages):
    reader = pages(sheet())
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    }
    assert links == {"../audit/report.html#c1-t4"}


def test_the_document_has_a_title_and_a_language_for_those_who_listen(pages):
    reader = pages(sheet())
    assert reader.metadata.title == "Coaching sheet: Alma Reyes"
    assert reader.trailer["/Root"]["/Lang"].startswith("en")


def test_a_large_team_stands_on_several_pages_with_everybody_named(tmp_path):
    write_team_pdf(tmp_path / "team.pdf", team(collectors=23, rules=30))
    said = text_of(tmp_path / "team.pdf")
    assert all(f"Collector {n}" in said for n in range(23))
    assert "RULE-29" in said


def test_one_call_is_one_in_the_team_too(tmp_path):
    once = CountView(broken=1, of=1, low=0.2065, high=1.0)
    rows = tuple(one.model_copy(update={"total": once}) for one in team().frequent)
    write_team_pdf(tmp_path / "team.pdf", team(frequent=rows))
    said = text_of(tmp_path / "team.pdf")
    assert "1 of 1 call" in said
    assert "1 of 1 calls" not in said


def test_a_team_without_findings_says_so(tmp_path):
    write_team_pdf(tmp_path / "team.pdf", team(rules=0, rules_left_out=0))
    assert "No rule was found broken" in text_of(tmp_path / "team.pdf")


def test_a_failed_write_leaves_the_old_file_and_no_part(tmp_path):
    (tmp_path / "sheet.pdf").mkdir()
    with pytest.raises(OSError, match="sheet"):
        write_sheet_pdf(tmp_path / "sheet.pdf", sheet())
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]
