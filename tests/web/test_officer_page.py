"""The officer's report in a real Chromium: read on a desk and a phone, printed, without faults."""

import itertools
import re
import shutil
import subprocess

import pytest

from callaudit.runner.officer import OfficerSettings, build_report
from callaudit.runner.officer_files import ReportFormat, write_report_files
from tests.web import axe
from tests.web.chromium import PATIENCE_S
from tests.web.test_report import WEAK_CONTRAST

pytestmark = pytest.mark.web

INK = """
[...document.querySelectorAll('svg:not(.defs)')].filter(svg => {
  const box = svg.getBoundingClientRect();
  return svg.closest('details:not([open])') === null && (box.width < 8 || box.height < 6
    || !svg.querySelector('rect, circle, line, text'));
}).length
"""
"""Drawings that are shown with no size or nothing in them; keys of a legend are 14 by 8."""

OUTSIDE = """
[...document.querySelectorAll('svg circle, svg rect, svg .span')].filter(mark => {
  if (mark.closest('.defs, details:not([open])')) return false;
  const own = mark.getBoundingClientRect(), box = mark.ownerSVGElement.getBoundingClientRect();
  return own.left < box.left - 1 || own.right > box.right + 1
    || own.top < box.top - 1 || own.bottom > box.bottom + 1;
}).length
"""
"""Marks that reach out of their drawing."""


@pytest.fixture(scope="module")
def officer_page(monday_audits, tmp_path_factory):
    out = tmp_path_factory.mktemp("officer")
    settings = OfficerSettings(audits=(monday_audits.now,), against=(monday_audits.old,), out=out)
    write_report_files(build_report(settings), out=out, formats=[ReportFormat.HTML])
    return out / "officer_report.html"


@pytest.fixture
def page(browser, officer_page):
    browser.errors.clear()
    browser.requests.clear()
    browser.open(officer_page)
    return browser


def open_all(page):
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_the_page_opens_without_an_error_and_asks_nobody(page) -> None:
    assert page.errors == []
    assert [url for url in page.requests if not url.startswith("file:")] == []


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_reaches_beyond_the_window_and_no_chart_is_empty(page, width) -> None:
    page.resize(width)
    open_all(page)
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.run("document.querySelectorAll('svg').length") > 50
    assert page.run(INK) == 0
    assert page.run(OUTSIDE) == 0


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_labels_of_weeks_do_not_overlap(page, width) -> None:
    page.resize(width)
    boxes = page.run("""
    [...document.querySelectorAll('.weekly .volume text:not(.count)')]
      .map(text => text.getBoundingClientRect()).filter(box => box.width)
      .map(box => [box.left, box.right])
    """)
    assert len(boxes) >= 4
    assert all(one[1] < other[0] for one, other in itertools.pairwise(boxes))


def test_a_table_that_is_wider_than_a_phone_says_so(page) -> None:
    page.resize(390)
    open_all(page)
    silent = page.run("""
    [...document.querySelectorAll('.across')].filter(one => one.scrollWidth > one.clientWidth + 1
      && getComputedStyle(one, '::before').content === 'none').map(one => one.ariaLabel)
    """)
    assert silent == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page, scheme) -> None:
    page.send(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    open_all(page)
    found, weak = axe.faults(page), page.run(WEAK_CONTRAST)
    page.send("Emulation.setEmulatedMedia", features=[])
    assert found == []
    assert weak == []


def test_nothing_is_told_by_colour_alone(page) -> None:
    """Each severity has its own shape and its name beside or hidden for readers."""
    assert page.run(
        "[...document.querySelectorAll('.shape')].every(shape => shape.textContent.trim()"
        " && /critical|major|minor|coach/.test(shape.parentElement.textContent))"
    )
    patterns = (
        "[...document.querySelectorAll('svg.coverage rect')].map(r => getComputedStyle(r).fill)"
    )
    assert len(set(page.run(patterns))) == 3


def test_a_link_opens_the_call_in_its_audits_page(page) -> None:
    page.run("document.querySelector('ol.worst a').click()")
    page.wait_for("location.hash && document.querySelector(location.hash)?.open")
    assert page.run("location.pathname").endswith("/now/report.html")


def test_paper_has_every_part(page, tmp_path) -> None:
    page.print_pdf(tmp_path / "report.pdf")
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext on this machine: apt-get install poppler-utils")
    text = subprocess.run(
        [program, "-layout", tmp_path / "report.pdf", "-"],
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE_S,
    ).stdout
    words = re.sub(r"\s+", " ", text)
    parts = (
        "Coverage",
        "By severity",
        "By rule",
        "Collectors",
        "Week by week",
        "Worst calls first",
    )
    for said in (*parts, "What changed since", "Method and accuracy", "Versions and digests"):
        assert said in words
