"""Calls of the log alone: a line where something was found, a number where nothing was."""

from pathlib import Path

from callaudit.core.audit import CallAudit
from callaudit.core.finding import NO_RECORDING, Finding
from callaudit.reports.as_html import write_report
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row
from callaudit.reports.page import report_page
from callaudit.reports.page_log import MANY_LOG_CALLS
from callaudit.reports.page_views import LogCallView, ReportPage, RuleView, ToldView
from callaudit.reports.views import LinkView
from tests.unit.reports import case_examples, examples

BYTES_A_CALL = 750
"""15 MB for 20,000 calls of a log."""


def page_of(*audits: CallAudit) -> ReportPage:
    rows = [report_call(audit) for audit in audits]
    return report_page(examples.run_of(audits), rows, audio={}, title="Audit")


def html_of(folder: Path, *audits: CallAudit) -> str:
    write_report(folder / "report.html", run=examples.run_of(audits), audits=audits)
    return (folder / "report.html").read_text(encoding="utf-8")


def late(severity: str = "critical") -> Finding:
    return examples.finding(
        "FDCPA-1692c-hours",
        severity,
        title="Call outside the permitted hours",
        because="Placed at 21:20 in America/New_York (allowed: 08:00 to 21:00)",
        citation=("12 CFR 1006.6(b)(1)(i)",),
        coaching="Call between eight and nine, by the customer's clock.",
    )


def left_open(rule: str) -> Finding:
    because = "The log does not say which attempt this is"
    return examples.finding(rule, "minor", "undetermined", because=because)


def kept() -> Finding:
    return examples.finding("FDCPA-1692c-hours", "critical", "met")


def test_a_call_of_the_log_says_in_a_line_what_was_found() -> None:
    log = page_of(examples.log_call("g1", late(), left_open("DOC-04"), left_open("ATT-02"))).of_log
    assert log.calls == (
        LogCallView(
            anchor="c1",
            call_id="g1",
            state="findings",
            what=(
                "2025-04-03 21:20 (UTC-04:00)",
                "second attempt",
                "Omar Field",
                "Priya Nair",
            ),
            agent="Omar Field",
            rules=("FDCPA-1692c-hours", "ATT-02", "DOC-04"),
            severities=("critical",),
            told=(
                ToldView(
                    severity="critical",
                    undetermined=False,
                    rules=(LinkView(anchor="r3", text="FDCPA-1692c-hours"),),
                    because="Placed at 21:20 in America/New_York (allowed: 08:00 to 21:00)",
                    quotes=(),
                ),
                ToldView(
                    severity="minor",
                    undetermined=True,
                    rules=(
                        LinkView(anchor="r1", text="ATT-02"),
                        LinkView(anchor="r2", text="DOC-04"),
                    ),
                    because="The log does not say which attempt this is",
                    quotes=(),
                ),
            ),
            warnings=(),
            case=None,
        ),
    )


def test_what_a_rule_says_stands_once_for_all_calls_of_the_log() -> None:
    log = page_of(examples.log_call("g1", late()), examples.log_call("g2", late())).of_log
    assert log.rules == (
        RuleView(
            anchor="r1",
            rule="FDCPA-1692c-hours",
            title="Call outside the permitted hours",
            basis="law",
            citation=("12 CFR 1006.6(b)(1)(i)",),
            coaching="Call between eight and nine, by the customer's clock.",
        ),
    )
    assert [call.told[0].rules[0].anchor for call in log.calls] == ["r1", "r1"]


def test_a_call_of_the_log_with_nothing_to_find_is_counted_only() -> None:
    unheard = examples.finding("ID-01-name", "major", "undetermined", because=NO_RECORDING)
    page = page_of(
        examples.log_call("g1", kept(), unheard),
        examples.log_call("g2", late()),
    )
    assert [call.call_id for call in page.of_log.calls] == ["g2"]
    assert (page.of_log.without_findings, page.of_log.left_out) == (1, 0)
    assert (page.number, page.tiles[0].value, page.calls) == (2, "2", ())


def test_calls_with_words_and_failed_ones_keep_a_section_and_stand_first() -> None:
    page = page_of(examples.log_call("g1", late()), examples.clean_call(), examples.failed_call())
    assert [(one.anchor, one.call_id) for one in page.calls] == [
        ("c1", "k04-cut"),
        ("c2", "k02-clean"),
    ]
    assert [(one.anchor, one.call_id) for one in page.of_log.calls] == [("c3", "g1")]
    assert page.not_audited[0].anchor == "c1"


def test_a_long_log_shows_its_worst_calls_and_counts_the_rest() -> None:
    many = [examples.log_call(f"g{n:05d}", late("minor")) for n in range(MANY_LOG_CALLS + 2)]
    page = page_of(*many, examples.log_call("worst", late()), examples.log_call("quiet", kept()))
    log = page.of_log
    assert log.calls[0].call_id == "worst"
    assert (len(log.calls), log.left_out, log.without_findings) == (MANY_LOG_CALLS, 3, 1)
    assert sum(bar.broken for bar in page.severities) == MANY_LOG_CALLS + 3


def test_a_log_of_thousands_leaves_the_transcripts_of_a_few_clean_calls_in_their_place() -> None:
    page = page_of(
        *(examples.log_call(f"g{n}", kept()) for n in range(2000)), examples.clean_call()
    )
    assert page.transcripts_left_out == 0
    assert page.calls[0].lines


def test_a_case_names_a_call_of_the_log_that_is_counted_only_without_a_link() -> None:
    audits = (*case_examples.case_calls(), examples.log_call("m4-busy", kept()))
    page = report_page(
        examples.run_of(audits),
        [report_call(audit) for audit in audits],
        audio={},
        title="Audit",
        cases=[case_row(case_examples.case())],
    )
    assert page.cases[0].lines[3].call == LinkView(anchor="", text="m4-busy")


def test_each_call_of_the_log_costs_little(tmp_path: Path) -> None:
    one, hundred = (
        html_of(tmp_path, *(examples.log_call(f"g{n}", late()) for n in range(number)))
        for number in (1, 101)
    )
    assert len(hundred) - len(one) < 100 * BYTES_A_CALL


def test_a_call_with_nothing_to_find_costs_nothing(tmp_path: Path) -> None:
    ten, thousand = (
        html_of(tmp_path, *(examples.log_call(f"g{n}", kept()) for n in range(number)))
        for number in (10, 1000)
    )
    assert len(thousand) - len(ten) < 100


def test_the_page_says_how_many_calls_are_not_on_it(tmp_path: Path) -> None:
    quiet = [examples.log_call(f"g{n}", kept()) for n in range(1200)]
    assert "1,200 calls of the log had nothing to find: <code>calls.csv</code>" in html_of(
        tmp_path, *quiet
    )
    assert "1,200 further calls of the log had nothing to find" in html_of(
        tmp_path, *quiet, examples.log_call("late", late())
    )
    assert 'id="of-log"' not in html_of(tmp_path, examples.clean_call())
