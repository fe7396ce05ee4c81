"""The report in a real Chromium: read, filtered, heard, walked through by keys, printed."""

import re
import shutil
import subprocess

import pytest

from callaudit.core.private import PrivateKind, PrivateSpan
from callaudit.core.recording import Recording
from callaudit.reports.as_html import write_report
from callaudit.reports.audio_links import audio_src
from callaudit.reports.marks import visible
from tests.unit.reports import examples
from tests.web.chromium import PATIENCE_S
from tests.web.conftest import RECORDING, tone

pytestmark = pytest.mark.web

SHOWN = "[...document.querySelectorAll('details.call')].filter(c => !c.hidden).map(c => c.id)"
CURRENT = "document.querySelector('.finding.current')?.id"


@pytest.fixture
def page(browser, report):
    browser.errors.clear()
    browser.requests.clear()
    browser.open(report)
    return browser


def fill(page, name, value):
    """Set a filter as a person does and wait for the list to follow."""
    page.run("document.body.dataset.count = document.getElementById('shown').textContent")
    page.run(
        f"(() => {{ const f = document.getElementById({name!r}); f.value = {value!r};"
        "f.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    # The list follows after a pause in typing: two frames and the pause's own length.
    page.run("new Promise(done => setTimeout(done, 250))")


def test_the_page_opens_without_an_error_and_asks_nobody(page):
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.errors == []
    assert [url for url in page.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_reaches_beyond_the_window(page, width):
    page.resize(width)
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.run("document.documentElement.scrollWidth") <= width


def test_text_of_a_call_never_becomes_part_of_the_page(page):
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.run("document.title") == "Call audit: 5 calls"
    assert page.run("document.querySelectorAll('script').length") == 1
    assert page.run("document.querySelectorAll('img, iframe').length") == 0
    page.run("document.querySelectorAll('sup').forEach(one => one.remove())")
    said = page.run("document.querySelector('#c2-t0 p').textContent")
    assert said == visible(examples.HOSTILE)
    assert "[U+202E]" in said


def test_a_script_that_got_in_would_not_run(page):
    page.run(
        "(() => { const s = document.createElement('script'); s.textContent = 'document.title = 9';"
        "document.body.append(s); })()"
    )
    assert page.run("document.title") == "Call audit: 5 calls"
    page.wait_for("true")
    assert any("Content Security Policy" in error for error in page.errors)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("f-state", "failed", ["c3"]),
        ("f-state", "clean", ["c5"]),
        ("f-sev", "critical", ["c1"]),
        ("f-sev", "major", ["c1", "c2"]),
        ("f-rule", "VM-01-debt-talk", ["c2"]),
        ("f-agent", "Omar Field", ["c5"]),
        ("q", "SHERIFF  will", ["c1"]),
        ("q", "nobody says this", []),
    ],
)
def test_filters_leave_the_calls_that_fit(page, name, value, shown):
    fill(page, name, value)
    assert page.run(SHOWN) == shown
    assert page.run("document.getElementById('shown').textContent") == f"{len(shown)} of 5 calls"
    assert page.run("document.getElementById('none-shown').hidden") is bool(shown)


def test_a_rule_of_the_chart_filters_by_itself(page):
    page.run("document.querySelector('[data-rule=\"REQ-02-amount\"]').click()")
    assert page.run(SHOWN) == ["c1"]
    page.run("document.querySelector('.filters [type=reset]').click()")
    page.wait_for(f"{SHOWN}.length === 5")


def test_keys_walk_through_the_findings_and_back(page):
    seen = []
    for key in "jnjn":
        page.press(key)
        seen.append(page.run(CURRENT))
    assert seen == ["c1-f1", "c1-f2", "c1-f3", "c1-f4"]
    page.press("j")
    assert page.run(CURRENT) == "c2-f1"
    assert page.run("document.getElementById('c2').open")
    page.press("k")
    assert page.run(CURRENT) == "c1-f4"
    assert page.run("document.activeElement.id") == "c1-f4"
    marked = page.run("[...document.querySelectorAll('mark.current')].map(m => m.textContent)")
    assert marked == ["is this Priya Nair4"]
    page.press("p")
    assert page.run(CURRENT) == "c1-f3"


def test_what_could_not_be_judged_has_keys_of_its_own(page):
    for key in "ju":
        page.press(key)
    assert page.run(CURRENT) == "c1-f5"
    page.press("u")
    assert page.run(CURRENT) == "c4-f1"
    assert page.run("document.getElementById('c4-f1').closest('details.call > .body details').open")
    page.press("U")
    assert page.run(CURRENT) == "c1-f5"
    page.press("k")
    assert page.run(CURRENT) == "c1-f4"


def test_keys_skip_calls_that_a_filter_hides(page):
    fill(page, "f-rule", "VM-01-debt-talk")
    page.press("j")
    assert page.run(CURRENT) == "c2-f1"


def test_keys_are_letters_while_one_types(page):
    page.press("/")
    assert page.run("document.activeElement.id") == "q"
    page.press("j")
    assert page.run("document.getElementById('q').value") == "j"
    assert page.run(CURRENT) is None


def test_help_opens_and_closes(page):
    page.press("?")
    assert page.run("document.getElementById('help').open")
    page.press("Escape")
    page.wait_for("!document.getElementById('help').open")


def test_a_quote_plays_from_its_second(page):
    page.run("document.getElementById('c1').open = true")
    page.run("document.querySelector('#c1-f1 a.hear').click()")
    page.wait_for(
        "(() => { const a = document.querySelector('audio');"
        "return !a.paused && a.currentTime > 18.5; })()"
    )
    assert page.run("document.querySelector('audio').currentTime") < 25
    page.wait_for("document.querySelector('li.playing')?.id === 'c1-t4'")
    page.press(" ")
    page.wait_for("document.querySelector('audio').paused")
    page.press(" ")
    page.wait_for("!document.querySelector('audio').paused")
    assert page.errors == []


def test_enter_plays_the_finding_one_stands_on(page):
    for key in ("j", "j", "j", "Enter"):
        page.press(key)
    page.wait_for("document.querySelector('audio').currentTime > 9")
    assert page.run("document.querySelector('audio').currentTime") < 15


def test_a_report_without_its_recordings_says_so(browser, tmp_path):
    audit = examples.threat_call()
    write_report(
        tmp_path / "r.html",
        run=examples.run_of((audit,)),
        audits=(audit,),
        audio={audit.call_id: "moved.wav"},
    )
    browser.open(tmp_path / "r.html")
    for _ in range(2):
        browser.run("document.querySelector('#c1-f1 a.hear').click()")
    browser.wait_for("document.querySelectorAll('#c1 .failure').length === 1")


def test_a_recording_inside_the_report_plays_too(browser, report, tmp_path):
    audit = examples.threat_call()
    sound = Recording(
        path=str(report.parent / audit.source),
        sha256="sha256:0",
        duration_s=38.2,
        sample_rate_hz=8000,
        channels=1,
        codec="pcm_s16le",
    )
    src = audio_src(
        sound, call_id="k01", report_dir=tmp_path, embed=True, to_pcm_wav=lambda path: b""
    )
    write_report(
        tmp_path / "r.html",
        run=examples.run_of((audit,)),
        audits=(audit,),
        audio={audit.call_id: src},
    )
    browser.errors.clear()
    browser.open(tmp_path / "r.html")
    browser.run("document.querySelector('#c1-f1 a.hear').click()")
    browser.wait_for("document.querySelector('audio').currentTime > 18.5")
    assert browser.errors == []


def test_masked_words_are_not_heard_either(browser, tmp_path):
    said = examples.threat_call()
    assert said.call is not None
    turn = said.call.conversation.turns[4]
    card = PrivateKind.CARD_NUMBER
    span = PrivateSpan(kind=card, turn=turn.index, start_char=0, end_char=len(turn.text))
    audit = said.model_copy(update={"masked": (span,)})
    tone(tmp_path / RECORDING, seconds=38.2)
    write_report(
        tmp_path / "r.html",
        run=examples.run_of((audit,)),
        audits=(audit,),
        audio={audit.call_id: "calls/k01%20threat%20%231.wav"},
    )
    browser.open(tmp_path / "r.html")
    browser.run("document.querySelector('#c1').open = true")
    browser.run("document.querySelector('#c1-t3 a.at').click()")
    browser.wait_for("!document.querySelector('audio').paused")
    assert browser.run("document.querySelector('audio').muted") is False
    browser.run("document.querySelector('#c1-t4 a.at').click()")
    browser.wait_for("document.querySelector('audio').muted")
    browser.run("document.querySelector('audio').currentTime = 0.5")
    browser.wait_for("!document.querySelector('audio').muted")


def test_a_link_to_a_call_opens_it(browser, report):
    browser.run(f"location.href = {report.as_uri()!r} + '#c1-t4'")
    browser.wait_for("document.getElementById('c1')?.open")


def test_without_scripts_every_call_still_reads(browser, report):
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.send("Page.navigate", url=report.as_uri())
        browser.wait_for("document.readyState === 'complete'")
        assert browser.run("getComputedStyle(document.querySelector('.filters')).display") == "none"
        assert browser.run("document.querySelectorAll('details.call').length") == 5
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page, scheme):
    page.send(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
    )
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    weak = page.run(WEAK_CONTRAST)
    page.send("Emulation.setEmulatedMedia", features=[])
    assert weak == []


WEAK_CONTRAST = """
(() => {
  const parts = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = parts(c).map((v) => {
    v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; const p = parts(c);
    if (p.length < 4 || p[3] > 0) return c; } return 'rgb(255,255,255)'; };
  const weak = new Set();
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || e.closest('script, dialog, svg, option, .hidden') || !e.offsetParent) continue;
    const a = light(getComputedStyle(e).color), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...weak];
})()
"""


def test_paper_has_findings_and_transcript_but_no_controls(page, tmp_path):
    page.print_pdf(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
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
        "Says or implies that not paying leads to arrest",
        "12 CFR 1006.18(b)(3)",
        "Nobody can arrest you for a debt, that was only",
        "speech without words 0:14",
        "The header promises 61.0 s",
    ):
        assert said in words
    assert "Search" not in words
    assert "Hello Omar" not in words
