"""Cases of a report in a real Chromium: opened, followed by links and keys, heard, printed."""

import re
import shutil
import subprocess

import pytest

from callaudit.reports.as_html import write_report
from callaudit.reports.marks import visible
from tests.unit.reports import case_examples, examples
from tests.web.chromium import PATIENCE_S
from tests.web.conftest import tone
from tests.web.test_report import WEAK_CONTRAST

pytestmark = pytest.mark.web

MARKS = "#k1 svg .calls > *"
CURRENT = "document.querySelector('.finding.current')?.id"


@pytest.fixture(scope="module")
def cases_report(tmp_path_factory):
    """Write a report of two cases, the sound of their calls beside it."""
    folder = tmp_path_factory.mktemp("cases")
    calls = case_examples.case_calls()
    for call in calls:
        tone(folder / f"{call.call_id}.wav", seconds=12)
    write_report(
        folder / "report.html",
        run=examples.run_of(calls),
        audits=calls,
        cases=(case_examples.case(), case_examples.inbound_case()),
        audio={call.call_id: f"{call.call_id}.wav" for call in calls},
    )
    return folder / "report.html"


@pytest.fixture
def page(browser, cases_report):
    browser.errors.clear()
    browser.open(cases_report)
    return browser


def click(page, selector):
    """Click in the middle of an element, as a mouse does."""
    page.run(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
    x, y = page.run(
        f"(() => {{ const r = document.querySelector({selector!r}).getBoundingClientRect();"
        "return [r.left + r.width / 2, r.top + r.height / 2]; })()"
    )
    for kind in ("mousePressed", "mouseReleased"):
        page.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def on_screen(page, selector):
    return page.run(
        f"(() => {{ const r = document.querySelector({selector!r}).getBoundingClientRect();"
        "return r.height > 0 && r.top < innerHeight && r.bottom > 0; })()"
    )


def test_a_case_opens_and_has_a_mark_for_each_call(page):
    assert page.run("[...document.querySelectorAll('details.case')].map(c => c.open)") == [
        False,
        False,
    ]
    click(page, "#k1 > summary")
    assert page.run("document.getElementById('k1').open")
    kinds = page.run(
        f"[...document.querySelectorAll({MARKS!r})].map(m => m.querySelector('.mark').classList[1])"
    )
    assert kinds == ["voicemail", "conversation", "answered", "not_connected"]
    seen = page.run(
        f"[...document.querySelectorAll({MARKS!r})].every(m => m.getBoundingClientRect().width > 8)"
    )
    assert seen
    assert page.errors == []


def test_a_mark_leads_to_its_call_and_the_call_back_to_its_case(page):
    click(page, "#k1 > summary")
    click(page, "#k1 svg .calls a[href='#c1']")
    page.wait_for("document.getElementById('c1').open")
    page.wait_for("scrollY > 0")
    assert on_screen(page, "#c1 > summary")
    page.run("document.getElementById('k1').open = false")
    click(page, "#c1 .to-case a")
    page.wait_for("document.getElementById('k1').open")
    assert on_screen(page, "#k1 > summary")


def test_a_link_that_is_followed_twice_opens_its_call_again(page):
    click(page, "#k1 > summary")
    for _ in range(2):
        click(page, "#k1 svg .calls a[href='#c1']")
        page.wait_for("document.getElementById('c1').open")
        page.run("document.getElementById('c1').open = false")


def test_marks_are_reached_and_followed_by_keys(page):
    click(page, "#k1 > summary")
    page.run("document.querySelector('#k1 svg .calls a').focus()")
    assert page.run("document.activeElement.getAttribute('href')") == "#c2"
    page.press("Tab")
    assert page.run("document.activeElement.getAttribute('href')") == "#c1"
    page.press("Enter")
    page.wait_for("document.getElementById('c1').open")


def test_the_keys_for_findings_stop_at_those_of_cases(page):
    page.press("j")
    assert page.run(CURRENT) == "k1-f1"
    assert page.run("document.getElementById('k1').open")
    page.press("j")
    assert page.run(CURRENT) == "c1-f1"
    page.press("k")
    assert page.run(CURRENT) == "k1-f1"
    assert page.errors == []


def test_a_quote_of_another_call_goes_there_and_plays_there(page):
    page.run("document.getElementById('c1').open = true")
    assert page.run("document.querySelector('#c1-f1 .elsewhere .who a').textContent") == (
        "m2-promise"
    )
    click(page, "#c1-f1 .elsewhere a.hear")
    page.wait_for("document.getElementById('c2').open")
    page.wait_for("!document.querySelector('#c2 audio').paused")
    page.wait_for("document.querySelector('#c2 audio').currentTime > 4")
    assert page.run("document.querySelector('#c1 audio').paused")
    assert page.run("location.hash") == "#c2-t1"
    assert on_screen(page, "#c2-t1")


def test_a_fact_of_a_case_is_heard_where_it_was_said(page):
    click(page, "#k1 > summary")
    click(page, "#k1 .established a.hear")
    page.wait_for("!document.querySelector('#c2 audio').paused")
    assert on_screen(page, "#c2-t1")


def test_a_call_that_a_filter_hides_is_shown_to_those_who_follow_a_mark(page):
    page.run(
        "(() => { const f = document.getElementById('f-state'); f.value = 'clean';"
        "f.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    page.wait_for("document.getElementById('c1').hidden")
    click(page, "#k1 > summary")
    click(page, "#k1 svg .calls a[href='#c1']")
    page.wait_for("!document.getElementById('c1').hidden")


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_reaches_beyond_the_window(page, width):
    page.resize(width)
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.run("document.documentElement.scrollWidth") <= width


def test_a_narrow_window_scrolls_the_timeline_inside_its_box_by_keys_too(page):
    page.resize(320)
    page.run("document.getElementById('k1').open = true")
    box = "document.querySelector('#k1 .timeline')"
    assert page.run(f"{box}.scrollWidth > {box}.clientWidth + 200")
    page.run(f"{box}.focus()")
    assert page.run(f"document.activeElement === {box}")
    page.send("Input.dispatchKeyEvent", type="keyDown", key="ArrowRight", windowsVirtualKeyCode=39)
    page.send("Input.dispatchKeyEvent", type="keyUp", key="ArrowRight", windowsVirtualKeyCode=39)
    page.wait_for(f"{box}.scrollLeft > 0")


def test_no_mark_or_flag_lies_outside_its_drawing(page):
    page.run("document.querySelectorAll('details.case').forEach(one => one.open = true)")
    outside = page.run(
        "[...document.querySelectorAll('.timeline svg')].flatMap(svg => {"
        "const box = svg.getBoundingClientRect();"
        "return [...svg.querySelectorAll('.calls text, .calls circle, .flags text, .grid text')]"
        ".filter(e => { const r = e.getBoundingClientRect();"
        "return r.left < box.left - 1 || r.right > box.right + 1"
        " || r.top < box.top - 1 || r.bottom > box.bottom + 1; }).map(e => e.textContent); })"
    )
    assert outside == []


def test_flags_do_not_cover_each_other(page):
    page.run("document.getElementById('k1').open = true")
    covered = page.run(
        "(() => { const all = [...document.querySelectorAll('#k1 .flags text')]"
        ".map(e => [e.textContent, e.getBoundingClientRect()]);"
        "return all.flatMap(([a, r], i) => all.slice(i + 1)"
        ".filter(([b, s]) => r.left < s.right && s.left < r.right"
        " && r.top + 2 < s.bottom && s.top + 2 < r.bottom).map(([b]) => [a, b])); })()"
    )
    assert covered == []


def test_a_hostile_name_stays_text(page):
    assert page.run("document.querySelector('#k2 .id').textContent") == visible(
        case_examples.HOSTILE_NAME
    )
    assert page.run("document.querySelectorAll('#k2 b b').length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page, scheme):
    page.send(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    weak = page.run(WEAK_CONTRAST)
    ground, ink = page.run(
        "[getComputedStyle(document.body).backgroundColor,"
        "getComputedStyle(document.querySelector('#k1 .mark .full')).fill]"
    )
    page.send("Emulation.setEmulatedMedia", features=[])
    assert weak == []
    assert ground != ink


def test_without_scripts_a_mark_still_leads_to_its_call(browser, cases_report):
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(cases_report)
        click(browser, "#k1 > summary")
        assert on_screen(browser, "#k1 svg")
        click(browser, "#k1 svg .calls a[href='#c1']")
        browser.wait_for("location.hash === '#c1'")
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


def test_paper_has_the_timeline_and_what_it_tells(page, tmp_path):
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
    for said in (
        "Cases, worst first",
        "next call from 08:00",
        "promises to pay 80.00 by 2026-10-08 (card)",
        "Nobody asks after a promise",
        "Wed 2026-10-14 08:00 America/New_York",
    ):
        assert said in words


def test_a_finding_of_a_case_leads_to_its_call_and_its_case(page):
    click(page, '[data-rule="FUP-04-promised-day"]')
    shown = "[...document.querySelectorAll('details.{}')].filter(c => !c.hidden).map(c => c.id)"
    promise = page.run("document.querySelector('[data-rules~=FUP-04-promised-day]:not(.case)').id")
    assert page.run(shown.format("call")) == [promise]
    assert page.run(shown.format("case")) == ["k1"]
    assert page.errors == []


def test_the_last_seven_days_are_shaded(page):
    page.run("document.getElementById('k1').open = true")
    week, days = page.run(
        "[document.querySelector('#k1 rect.week').getBoundingClientRect().width,"
        " document.querySelectorAll('#k1 .strip rect.week').length]"
    )
    assert days == 1
    assert week > 0
