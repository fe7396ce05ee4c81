"""The numbers in the page, the workbook, the tables and the summary are those of the audits."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from markdown_it import MarkdownIt

from callaudit.runner.officer import OfficerSettings, build_report
from callaudit.runner.officer_files import ReportFormat, write_report_files
from tests.unit.reports import recount

EVERY = tuple(ReportFormat)


@pytest.fixture(scope="module")
def written(monday_audits, tmp_path_factory):
    """Return the folder with the report in every format."""
    out = tmp_path_factory.mktemp("monday") / "out"
    settings = OfficerSettings(audits=(monday_audits.now,), against=(monday_audits.old,), out=out)
    write_report_files(build_report(settings), out=out, formats=EVERY)
    return out


@pytest.fixture(scope="module")
def lines(monday_audits):
    return recount.lines_of(monday_audits.now)


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(written / "officer_report.xlsx")


def rows_of(sheet):
    """Rows of a sheet as dicts by the names in its header."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def html_of(written):
    return (written / "officer_report.html").read_text(encoding="utf-8")


def page_text(written):
    """What the page says, without tags; blanks that do not break are blanks."""
    body = re.sub(r"<(style|script).*?</\1>", " ", html_of(written), flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", plain)


def table_of(written, label):
    """Cells of the body of the table in the page that has this label."""
    text = (written / "officer_report.html").read_text(encoding="utf-8")
    found = re.search(rf'aria-label="{label}, table">.*?<tbody>(.*?)</tbody>', text, re.DOTALL)
    assert found
    return [
        [
            re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", cell))).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", found[1], re.DOTALL)
    ]


def test_every_format_is_there_and_nothing_else(written) -> None:
    names = {path.name for path in written.iterdir()}
    tables = {"calls", "findings", "rules", "collectors", "clients", "weeks", "changes"}
    assert names == {f"officer_report.{kind}" for kind in ("html", "md", "xlsx")} | {
        f"officer_{table}.{kind}" for table in tables for kind in ("csv", "parquet")
    }


@pytest.mark.parametrize(("label", "key"), [("Collectors", "agent_name"), ("Clients", "creditor")])
def test_groups_on_the_page(written, lines, label, key) -> None:
    wanted = recount.grouped(lines, key)
    rows = table_of(written, label)
    assert {row[0] for row in rows} == set(wanted)
    for name, share, _, _, *counts, _ in rows:
        group = wanted[name]
        told = f"{group.serious} of {group.calls} {recount.percent(group.serious, group.calls)}"
        assert share == told
        assert counts == [*(str(count) for count in group.counts), str(group.left_open)]


def test_weeks_on_the_page(written, lines) -> None:
    rows = {row[0]: row[1] for row in table_of(written, "Weeks")}
    assert rows == {
        f"{monday}": f"{one.serious} of {one.calls} {recount.percent(one.serious, one.calls)}"
        for monday, one in recount.by_week(lines).items()
    }


def test_rules_on_the_page(written, lines) -> None:
    wanted = recount.judged(lines)
    rows = table_of(written, "Findings by rule")
    assert len(rows) > 20
    for name, share, *_ in rows:
        right, of = wanted[name.split()[-1]]
        told = f"{right} of {of}" + (f" {recount.percent(right, of)}" if right else "")
        assert share == (told if of else "never judged")


def test_severities_on_the_page(written, lines) -> None:
    done = [line for line in lines if line["status"] == "audited"]
    for severity, row in zip(
        recount.SEVERITIES, table_of(written, "Findings by severity"), strict=True
    ):
        every = [f for x in lines for f in x["findings"] if f["severity"] == severity]
        broken = sum(f["verdict"] == "broken" for f in every)
        calls = sum(any(f["severity"] == severity for f in recount.broken_of(x)) for x in done)
        assert row[1:3] == [str(broken), str(len(every) - broken)]
        assert row[4] == f"{calls} of {len(done)} {recount.percent(calls, len(done))}"


def test_tiles_and_changes_on_the_page(written, lines, monday_audits) -> None:
    text = page_text(written)
    done = [line for line in lines if line["status"] == "audited"]
    every = [f["severity"] for line in done for f in recount.broken_of(line)]
    advice = every.count("coach")
    assert f" {len(done)} calls audited of {len(lines)}; {len(lines) - len(done)} could" in text
    assert f" {len(every) - advice} compliance findings " in text
    assert f" and {advice} pieces of coaching advice " in text
    new, gone, kept = recount.changed(lines, recount.lines_of(monday_audits.old))
    assert f"New findings: {len(new)} " in text
    assert f"Findings that are gone: {len(gone)} " in text
    assert f" {len(new)} {len(gone)} {len(kept)} 0 " in text


def test_the_page_asks_nobody_and_carries_its_policy(written) -> None:
    text = (written / "officer_report.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in html.unescape(text)
    assert "<script" not in text
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
    assert " style=" not in text


def test_calls_of_the_workbook(book, lines) -> None:
    by_id = {line["call_id"]: line for line in lines}
    rows = rows_of(book["Calls"])
    assert {row["call id"] for row in rows} == set(by_id)
    for row in rows:
        line = by_id[row["call id"]]
        assert row["status"] == line["status"]
        assert row["agent"] == line["log"]["agent_name"]
        if line["status"] == "failed":
            assert row["failure message"] == line["failure"]["message"]
            continue
        counts = [f["severity"] for f in recount.broken_of(line)]
        assert [row[name] for name in recount.SEVERITIES] == [
            counts.count(name) for name in recount.SEVERITIES
        ]
        assert row["undetermined"] == len(line["findings"]) - len(counts)
        assert f"{row['day']:%Y-%m-%d}" == line["log"]["start"][:10]


def test_findings_of_the_workbook(book, lines) -> None:
    def cell(value):
        return value or None  # an empty text is an empty cell

    wanted = {
        f["id"]: (line["call_id"], f["rule"], f["verdict"], f["severity"], f["because"], quote)
        for line in lines
        for f in line["findings"]
        for quote in [cell(next((e["quote"] for e in f["evidence"] if not e["call_id"]), None))]
    }
    names = ("call id", "rule", "verdict", "severity", "because", "quote")
    rows = rows_of(book["Findings"])
    told = {row["finding id"]: tuple(row[name] for name in names) for row in rows}
    assert len(rows) == len(wanted)
    assert told == wanted


@pytest.mark.parametrize(
    ("sheet", "name", "key"),
    [("Collectors", "collector", "agent_name"), ("Clients", "client", "creditor")],
)
def test_groups_of_the_workbook(book, lines, sheet, name, key) -> None:
    wanted = recount.grouped(lines, key)
    told = {row[name]: row for row in rows_of(book[sheet])}
    assert set(told) == set(wanted)
    for one, group in wanted.items():
        row = told[one]
        assert (row["calls"], row["serious"], row["undetermined"]) == (
            group.calls,
            group.serious,
            group.left_open,
        )
        assert tuple(row[severity] for severity in recount.SEVERITIES) == group.counts
        assert row["share"] == pytest.approx(group.serious / group.calls, abs=1e-4)


def test_rules_and_changes_of_the_workbook(book, lines, monday_audits) -> None:
    wanted = recount.judged(lines)
    for row in rows_of(book["Rules"]):
        assert (row["broken"], row["judged"]) == wanted[row["rule"]]
    new, gone, _ = recount.changed(lines, recount.lines_of(monday_audits.old))
    told = [(r["change"], r["call id"], r["rule"]) for r in rows_of(book["Changes"])]
    assert {one for one in told if one[0] != "rule"} == {("new", *one) for one in new} | {
        ("gone", *one) for one in gone
    }


def test_the_workbook_has_its_sheets_filters_and_frozen_headers(book) -> None:
    middle = ["Calls", "Findings", "Rules", "Collectors", "Clients", "Weeks", "Changes"]
    assert book.sheetnames == ["Summary", *middle, "Method"]
    for name in middle:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:")


def test_links_of_the_workbook_lead_to_the_moment(book, written, monday_audits) -> None:
    anchors = set(
        re.findall(r' id="([^"]+)"', (monday_audits.now / "report.html").read_text("utf-8"))
    )
    links = [
        cell.hyperlink for row in book["Findings"].iter_rows() for cell in row if cell.hyperlink
    ]
    assert len(links) == book["Findings"].max_row - 1
    assert {(written / link.target.replace("\\", "/")).resolve() for link in links} == {
        (monday_audits.now / "report.html").resolve()
    }
    assert {link.location for link in links} <= anchors
    assert sum("-t" in link.location for link in links) > 100


def test_numbers_of_the_summary(written, lines) -> None:
    text = (written / "officer_report.md").read_text(encoding="utf-8")
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    for name, one in recount.grouped(lines, "agent_name").items():
        told = f"{one.serious} of {one.calls} ({recount.percent(one.serious, one.calls)})"
        assert f"| {name} | {told} |" in text
    order = re.findall(r"^\d+\. \[(\w+)\]\(<", text, re.MULTILINE)
    assert order == recount.worst_first(lines)[: len(order)]
    assert len(order) == 10


def test_a_report_of_texts_speaks_of_no_recording(written) -> None:
    text = page_text(written)
    assert "The calls were given as text and judged by written rules" in text
    assert "speech model and judged" not in text
    assert "with the transcript." in text
    assert " 0 of 0 " not in text


def test_a_call_fails_by_one_rule_alone_or_by_several(written, book) -> None:
    by = {r["call id"]: (r["failed by"] or "").split() for r in rows_of(book["Calls"])}
    text = page_text(written)
    told = re.findall(r" score [\d.]+(, fails by [^0-9]*?alone|, fails by \d+ rules|) ", text)
    shown = re.findall(r"<li><div class=\"head\"><a [^>]*><b>(m\d+)</b>", html_of(written))
    words = {0: "", 1: ", fails by one rule alone"}
    assert told == [words.get(len(by[one]), f", fails by {len(by[one])} rules") for one in shown]
    assert {len(by[one]) for one in shown} >= {1, 2}


def test_every_form_says_where_the_accuracy_is_that_of_other_rules(monday_audits, tmp_path) -> None:
    settings = OfficerSettings(audits=(monday_audits.now,), out=tmp_path)
    data = build_report(settings)
    for same in (True, False):
        report = data.report.model_copy(update={"same_rules_as_measured": same})
        write_report_files(
            replace(data, report=report), out=tmp_path, formats=[ReportFormat.HTML, ReportFormat.MD]
        )
        for text in (page_text(tmp_path), (tmp_path / "officer_report.md").read_text("utf-8")):
            assert ("the rules of this report are others" in text) is not same


def test_csv_and_parquet_hold_the_same(written) -> None:
    for path in sorted(written.glob("*.csv")):
        typed = pd.read_parquet(path.with_suffix(".parquet"))
        plain = pd.read_csv(path, dtype="string", keep_default_na=False)
        assert list(plain.columns) == list(typed.columns)
        assert len(plain) == len(typed)
    calls = pd.read_parquet(written / "officer_calls.parquet")
    assert calls["major"].dtype == "Int64"


HOSTILE = "=</td><img src=x onerror=alert(1)>|`[x](javascript:1)\u202e"


def test_hostile_words_stay_words(lines, tmp_path) -> None:
    audit = tmp_path / "audit"
    audit.mkdir()
    with (audit / "audit.jsonl").open("w", encoding="utf-8") as stream:
        for line in lines:
            record = json.loads(json.dumps(line))
            record["call_id"] += HOSTILE
            record["log"]["agent_name"] = record["log"]["creditor"] = HOSTILE
            for finding in record["findings"]:
                finding["because"] = HOSTILE
                for one in finding["evidence"]:
                    one["quote"] = HOSTILE
            stream.write(json.dumps(record) + "\n")
    data = build_report(OfficerSettings(audits=(audit,), out=tmp_path, title=HOSTILE))
    write_report_files(data, out=tmp_path, formats=EVERY)
    page = (tmp_path / "officer_report.html").read_text(encoding="utf-8")
    assert "&lt;img src=x onerror" in page
    assert "<img" not in page
    assert "\u202e" not in page
    summary = (tmp_path / "officer_report.md").read_text(encoding="utf-8")
    rendered = MarkdownIt("commonmark").enable("table").render(summary)
    assert "&lt;img src=x" in rendered
    assert "<img" not in rendered
    assert 'href="javascript' not in rendered
    assert len(re.findall("<tr>", rendered)) == summary.count("\n| ") - 3
    for row in (tmp_path / "officer_findings.csv").read_text(encoding="utf-8").splitlines():
        assert not row.startswith("=")
    sheet = openpyxl.load_workbook(tmp_path / "officer_report.xlsx")["Findings"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "d"}


def test_every_column_is_documented(written) -> None:
    page = (Path(__file__).parents[3] / "docs" / "report.md").read_text(encoding="utf-8")
    for path in sorted(written.glob("*.parquet")):
        assert f"`{path.stem}`" in page
        columns = pd.read_parquet(path).columns
        assert [name for name in columns if f"`{name}`" not in page] == []
