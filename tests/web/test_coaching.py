"""Coaching sheets and the team report in a real browser: they fit, print and can be read aloud."""

import pytest
from pypdf import PdfReader

from callaudit.pipeline.coaching import CoachSettings, coaching_of
from callaudit.reports.archive import read_archive
from callaudit.reports.coaching_html import write_sheet_html, write_team_html
from tests.unit.reports.coaching_examples import empty_sheet, team, worst_sheet
from tests.web import axe
from tests.web.test_report import WEAK_CONTRAST

pytestmark = pytest.mark.web

PAGES = ("Brent-Oday", "Alma-Reyes", "team", "worst", "one-word", "empty", "large-team")


@pytest.fixture(name="sheets", scope="module")
def _sheets(monday_audits, tmp_path_factory):
    """Return a folder of pages: those of the generated audits, and the worst cases."""
    out = tmp_path_factory.mktemp("coaching")
    coaching = coaching_of(read_archive([monday_audits.now]), CoachSettings(out=out))
    for name, sheet in coaching.sheets.items():
        write_sheet_html(out / f"{name}.html", sheet)
    assert coaching.team is not None
    write_team_html(out / "team.html", coaching.team)
    write_sheet_html(out / "worst.html", worst_sheet())
    write_sheet_html(out / "one-word.html", worst_sheet("W"))
    write_sheet_html(out / "empty.html", empty_sheet())
    write_team_html(out / "large-team.html", team(collectors=23, rules=30))
    return out


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_window(browser, sheets, name, width):
    browser.open(sheets / f"{name}.html", width=width)
    assert browser.run("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_serious_fault(browser, sheets, name):
    browser.open(sheets / f"{name}.html")
    assert axe.faults(browser) == []


@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_from_their_ground(browser, sheets, name):
    browser.open(sheets / f"{name}.html")
    assert browser.run(WEAK_CONTRAST) == []


def test_nothing_is_fetched_and_nothing_is_refused(browser, sheets):
    browser.errors.clear()
    browser.requests.clear()
    for name in PAGES:
        browser.open(sheets / f"{name}.html")
    assert browser.errors == []
    assert {request.split(":")[0] for request in browser.requests} == {"file"}
    assert len(browser.requests) == len(PAGES)


def test_a_link_opens_the_moment_on_the_audits_page(browser, sheets):
    browser.open(sheets / "Brent-Oday.html")
    target = browser.run("document.querySelector('#changes ~ .card a').href")
    said = browser.run("document.querySelector('#changes ~ .card q b').textContent")
    browser.send("Page.navigate", url=target)
    browser.wait_for("document.readyState === 'complete'")
    anchor = target.split("#")[1]
    browser.wait_for(f"document.getElementById('{anchor}').offsetParent !== null")
    assert said in browser.run(f"document.getElementById('{anchor}').textContent")


@pytest.mark.parametrize("name", ["Brent-Oday", "Alma-Reyes", "Farid-Noor"])
def test_a_sheet_prints_on_two_pages_from_the_browser_too(browser, sheets, name, tmp_path):
    browser.open(sheets / f"{name}.html")
    browser.print_pdf(tmp_path / "sheet.pdf")
    assert len(PdfReader(tmp_path / "sheet.pdf").pages) == 2
