"""The report as a file; `tests/web` looks at it in a browser."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from callaudit.reports.as_html import write_report, write_report_of_rows
from callaudit.reports.as_json import audit_line, read_report_calls, transcript_line, write_lines
from tests.unit.reports import examples


class Elements(HTMLParser):
    """Collects tags, ids, links and styles of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


@pytest.fixture
def html(tmp_path):
    audits = examples.all_calls()
    write_report(
        tmp_path / "report.html",
        run=examples.run_of(audits),
        audits=audits,
        audio={"k01-threat": "calls/k01%20threat%20%231.wav"},
    )
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_nothing_is_fetched_from_anywhere(html):
    page = Elements(html)
    assert "link" not in page.tags
    assert "img" not in page.tags
    assert "iframe" not in page.tags
    assert page.values("src") == ["calls/k01%20threat%20%231.wav"]
    assert all(value.startswith("#") for value in page.values("href"))
    assert "http:" not in html
    assert "https:" not in html
    assert "@import" not in html


def test_only_our_own_style_and_script_are_allowed(html):
    policy = next(v for _, name, v in Elements(html).attributes if v.startswith("default-src"))
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert "style" not in [name for _, name, _ in Elements(html).attributes]
    assert not [name for _, name, _ in Elements(html).attributes if name.startswith("on")]


def test_ids_are_unique_and_links_lead_somewhere(html):
    page = Elements(html)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {value.removeprefix("#") for value in page.values("href")} <= set(ids)


def test_text_of_a_call_stays_text(html):
    page = Elements(html)
    assert page.tags.count("script") == 1
    assert page.tags.count("b") == html.count("<b>") + html.count("<b ")
    assert "&lt;script&gt;document.title=" in html
    assert "{{ 7 * 7 }}" in html
    for steering in "\u202e\u202c\u2028":
        assert steering not in html


def test_severity_is_told_in_words_and_shape_not_by_colour_alone(html):
    assert re.search(r'aria-hidden="true">◆</span> critical', html)
    assert re.search(r'aria-hidden="true">▲</span> major', html)


def test_a_call_that_fails_outright_says_so_beside_its_score(html):
    scores = re.findall(r'<span class="score">(.*?)</span>\n', html, re.DOTALL)
    assert [">fails</small>" in score for score in scores if "22.7" in score] == [True]
    assert [score for score in scores if ">fails<" in score and "22.7" not in score] == []


def test_a_report_of_files_is_the_report_of_the_run(tmp_path, html):
    audits = examples.all_calls()
    write_lines(tmp_path / "audit.jsonl", map(audit_line, audits))
    lines = [line for line in map(transcript_line, audits) if line]
    write_lines(tmp_path / "transcripts.jsonl", lines)
    write_report_of_rows(
        tmp_path / "again.html",
        run=examples.run_of(audits),
        calls=read_report_calls(tmp_path),
        audio={"k01-threat": "calls/k01%20threat%20%231.wav"},
    )
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == html


def test_the_order_of_the_calls_does_not_change_the_report(tmp_path, html):
    audits = examples.all_calls()[::-1]
    write_report(
        tmp_path / "other.html",
        run=examples.run_of(audits),
        audits=audits,
        audio={"k01-threat": "calls/k01%20threat%20%231.wav"},
    )
    assert (tmp_path / "other.html").read_text(encoding="utf-8") == html


def written(folder, *audits):
    write_report(folder / "report.html", run=examples.run_of(audits), audits=audits)
    return (folder / "report.html").read_text(encoding="utf-8")


def test_a_clean_batch_is_called_so(tmp_path):
    assert "No rule was broken" in written(tmp_path, examples.clean_call())


def test_a_batch_that_nobody_could_audit_is_not_called_clean(tmp_path):
    for audits in ((), (examples.failed_call(),)):
        html = written(tmp_path, *audits)
        assert "No rule was broken" not in html
        assert "No call was audited." in html
