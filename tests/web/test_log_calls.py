"""Calls of the log alone in a real Chromium: filtered, walked through by keys, read on a phone."""

import pytest

from callaudit.reports.as_html import write_report
from tests.unit.reports import examples

pytestmark = pytest.mark.web

CURRENT = "document.querySelector('.finding.current')?.textContent.replace(/\\s+/g, ' ')"
SHOWN = "[...document.querySelectorAll('.call')].filter(c => !c.hidden).map(c => c.id)"
MANY = 3000


def set_filter(page, name, value):
    page.run(
        f"(() => {{ const f = document.getElementById({name!r}); f.value = {value!r};"
        "f.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


def brief(call_id, rule="DOC-01-notes", severity="minor"):
    return examples.log_call(call_id, examples.finding(rule, severity, coaching="Write it down."))


def report_of(folder, *audits):
    write_report(folder / "r.html", run=examples.run_of(audits), audits=audits)
    return folder / "r.html"


@pytest.fixture
def page(browser, tmp_path):
    quiet = examples.log_call("quiet", examples.finding("DOC-01-notes", "minor", "met"))
    late = brief("late", "HOURS-02-end", "major")
    browser.errors.clear()
    browser.open(report_of(tmp_path, examples.threat_call(), brief("g1"), late, quiet))
    return browser


def test_a_rule_leaves_the_calls_of_the_log_that_broke_it(page):
    set_filter(page, "f-rule", "HOURS-02-end")
    page.wait_for(f"{SHOWN}.join() === 'c2'")
    assert page.run("document.getElementById('c2').querySelector('.id').textContent") == "late"
    assert page.errors == []


def test_keys_walk_from_calls_with_words_to_those_of_the_log(page):
    for key in "jjjjj":
        page.press(key)
    assert page.run(CURRENT) == "▲major HOURS-02-end HOURS-02-end decided so."
    page.press("j")
    assert page.run(CURRENT) == "■minor DOC-01-notes DOC-01-notes decided so."


def test_a_rule_of_a_line_leads_to_what_it_says(page):
    page.run("document.querySelector('#c3 .finding a').click()")
    page.wait_for("document.querySelector('.log-rules').open")
    assert "Write it down." in page.run("document.querySelector(location.hash).textContent")


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_reaches_beyond_the_window(page, width):
    page.resize(width)
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.run("document.documentElement.scrollWidth") <= width


def test_thousands_of_calls_of_the_log_are_filtered_while_one_waits(browser, tmp_path):
    audits = (*(brief(f"g{n}") for n in range(MANY)), brief("late", "HOURS-02-end", "major"))
    browser.open(report_of(tmp_path, *audits))
    took_ms = browser.run(
        "(() => { const f = document.getElementById('f-rule'); f.value = 'HOURS-02-end';"
        "const began = performance.now();"
        "return new Promise(done => { const seen = () => document.getElementById('shown')"
        ".textContent.startsWith('1 of') ? (document.body.offsetHeight,"
        "requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0)))"
        ": setTimeout(seen, 5); f.dispatchEvent(new Event('input', {bubbles: true})); seen(); })"
        "})()"
    )
    assert took_ms < 3000
