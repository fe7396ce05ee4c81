"""What the report says of cases."""

from datetime import datetime, time

from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit, FactKind
from callaudit.core.day_hours import DayHours
from callaudit.core.interval import clock
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row
from callaudit.reports.page import report_page
from callaudit.reports.page_cases import MANY_CASES, case_view
from callaudit.reports.page_links import Links
from callaudit.reports.page_views import ReportPage
from callaudit.reports.rows import CaseFactRow
from callaudit.reports.views import (
    CaseCallView,
    CaseFindingView,
    CaseView,
    EstablishedView,
    Fact,
    FindingView,
    LinkView,
    QuoteView,
)
from tests.unit.reports import case_examples, examples

WORK, PROMISE = LinkView(anchor="c1", text="m3-work"), LinkView(anchor="c2", text="m2-promise")


def page_of(*cases: CaseAudit, calls: tuple[CallAudit, ...] | None = None) -> ReportPage:
    audits = case_examples.case_calls() if calls is None else calls
    return report_page(
        examples.run_of(audits),
        [report_call(audit) for audit in audits],
        audio={},
        title="Audit",
        cases=[case_row(case) for case in cases],
    )


def only(page: ReportPage) -> CaseView:
    (view,) = page.cases
    return view


def quoted(text: str, start_s: float) -> QuoteView:
    return QuoteView(
        speaker="Customer",
        text=text,
        turn_anchor="c2-t1",
        clock=clock(start_s),
        start_s=start_s,
        call_id="m2-promise",
    )


def test_a_case_is_shown_whole() -> None:
    view = only(page_of(case_examples.case()))
    quotes = [one.quote for one in view.established]
    assert quotes[0] is not None
    assert quotes[1] is not None
    assert quotes[0].start_s is not None
    assert view.model_copy(update={"timeline": None}) == CaseView(
        anchor="k1",
        title="Ann Lee",
        debt="debt D9",
        state="disputed",
        calls="4 calls",
        severity="major",
        broken=2,
        rules=("FDCPA-1692c-work-line", "FUP-04-promised-day"),
        severities=("major", "minor"),
        facts=(
            Fact(name="Consumer", value="Ann Lee", hint="K9"),
            Fact(name="Debt", value="D9", hint="collected by a third party"),
            Fact(name="State", value="disputed", hint="as of Tue 2026-10-13 17:00"),
            Fact(
                name="Calls",
                value="4 calls placed, 0 in the last seven days; 1 conversation",
                hint="times in America/New_York",
            ),
            Fact(
                name="Next lawful call",
                value="Wed 2026-10-14 08:00 America/New_York",
                hint="2026-10-14 12:00 UTC; within 08:00 to 21:00 in America/New_York",
            ),
        ),
        established=(
            EstablishedView(
                when="Thu 2026-10-01 14:20",
                what="promises to pay 80.00 by 2026-10-08 (card)",
                call=PROMISE,
                source="",
                quote=quotes[0],
            ),
            EstablishedView(
                when="Thu 2026-10-01 14:20",
                what="no calls at work",
                call=PROMISE,
                source="",
                quote=quotes[1],
            ),
            EstablishedView(
                when="Tue 2026-10-13 10:30",
                what="disputes the debt",
                call=LinkView(anchor="", text="m4-busy"),
                source="from the call log",
                quote=None,
            ),
        ),
        findings=(
            CaseFindingView(
                call=PROMISE,
                undetermined=False,
                finding=FindingView(
                    number=1,
                    anchor="k1-f1",
                    severity="minor",
                    rule="FUP-04-promised-day",
                    title="Nobody asks after a promise",
                    category="false other",
                    basis="law",
                    confidence="certain",
                    because=case_examples.case().findings[0].because,
                    citation=(),
                    coaching="",
                    quotes=(quoted("on the eighth", quotes[0].start_s),),
                ),
            ),
        ),
        lines=(
            CaseCallView(
                when="Mon 2026-09-28 10:05",
                call=LinkView(anchor="", text="m1-message"),
                result="voicemail",
                severity="",
                counts=True,
                rules=(),
            ),
            CaseCallView(
                when="Thu 2026-10-01 14:20",
                call=PROMISE,
                result="conversation with the consumer",
                severity="minor",
                counts=True,
                rules=("FUP-04-promised-day",),
            ),
            CaseCallView(
                when="Tue 2026-10-06 11:10",
                call=WORK,
                result="answered, no conversation",
                severity="major",
                counts=True,
                rules=("FDCPA-1692c-work-line",),
            ),
            CaseCallView(
                when="Tue 2026-10-13 10:30",
                call=LinkView(anchor="", text="m4-busy"),
                result="not connected",
                severity="",
                counts=False,
                rules=(),
            ),
        ),
        timeline=None,
    )


def test_every_mark_says_when_what_and_which_rule() -> None:
    drawing = only(page_of(case_examples.case())).timeline
    assert drawing is not None
    assert [(mark.label, mark.anchor, mark.kind) for mark in drawing.calls] == [
        ("Mon 2026-09-28 10:05; m1-message; voicemail", "", "voicemail"),
        (
            "Thu 2026-10-01 14:20; m2-promise; conversation with the consumer; "
            "1 finding: FUP-04-promised-day (minor)",
            "c2",
            "conversation",
        ),
        (
            "Tue 2026-10-06 11:10; m3-work; answered, no conversation; "
            "1 finding: FDCPA-1692c-work-line (major)",
            "c1",
            "answered",
        ),
        (
            "Tue 2026-10-13 10:30; m4-busy; not connected; does not count as a call placed",
            "",
            "not_connected",
        ),
    ]


def test_flags_tell_facts_promised_days_the_logs_end_and_the_next_call() -> None:
    drawing = only(page_of(case_examples.case())).timeline
    assert drawing is not None
    assert [(flag.kind, flag.text, flag.anchor) for flag in drawing.flags] == [
        ("fact", "promises to pay 80.00 by 2026-10-08 (card)", "c2-t1"),
        ("fact", "no calls at work", "c2-t1"),
        ("due", "80.00 due", ""),
        ("fact", "disputes the debt", ""),
        ("end", "log ends", ""),
        ("next", "next call from 08:00", ""),
    ]
    assert drawing.flags[0].label == (
        "Thu 2026-10-01 14:20, m2-promise: promises to pay 80.00 by 2026-10-08 (card): "
        "“on the eighth”"
    )


def test_a_finding_that_rests_on_another_call_points_into_it() -> None:
    page = page_of(case_examples.case())
    (finding,) = page.calls[0].findings
    assert [(quote.text, quote.turn_anchor, quote.call_id) for quote in finding.quotes] == [
        ("May I speak with Ann Lee", "c1-t1", ""),
        ("please don't call me at work", "c2-t1", "m2-promise"),
    ]


def test_calls_lead_back_to_their_case_and_others_to_none() -> None:
    calls = (*case_examples.case_calls(), examples.clean_call())
    page = page_of(case_examples.case(), calls=calls)
    assert {call.call_id: call.case for call in page.calls} == {
        "m3-work": LinkView(anchor="k1", text="Ann Lee: 4 calls"),
        "m2-promise": LinkView(anchor="k1", text="Ann Lee: 4 calls"),
        "k02-clean": None,
    }


def test_a_case_of_one_call_is_shown_only_with_a_finding_of_its_own() -> None:
    alone = case_examples.single_case()
    assert page_of(alone).cases == ()
    told = alone.model_copy(update={"findings": case_examples.case().findings})
    assert [view.title for view in page_of(told).cases] == ["Ann Lee"]


def test_a_tile_counts_the_cases_and_what_they_lack() -> None:
    tiles = page_of(case_examples.inbound_case(), case_examples.case()).tiles
    assert (tiles[-1].value, tiles[-1].label, tiles[-1].note) == (
        "2",
        "cases",
        "1 follow-up missing or late",
    )
    assert len(page_of(case_examples.single_case()).tiles) == len(tiles) - 1


def test_cases_stand_gravest_first() -> None:
    page = page_of(case_examples.inbound_case(), case_examples.case())
    assert [(view.anchor, view.state) for view in page.cases] == [
        ("k1", "disputed"),
        ("k2", "attorney"),
    ]


def test_a_case_without_a_next_call_says_why_and_keeps_the_clock_of_the_log() -> None:
    view = only(page_of(case_examples.inbound_case()))
    assert view.facts[-1] == Fact(
        name="Next lawful call", value="none", hint="the consumer has an attorney"
    )
    assert view.facts[3].hint == "times as logged"
    assert [line.result for line in view.lines] == [
        "no answer",
        "from the consumer: conversation with the consumer",
    ]
    assert view.timeline is not None
    assert [(mark.inbound, mark.anchor) for mark in view.timeline.calls] == [
        (False, ""),
        (True, ""),
    ]


def test_where_no_call_is_lawful_times_are_those_of_the_consumers_place() -> None:
    never = case_examples.inbound_case().next_call
    view = only(page_of(case_examples.case(next_call=never)))
    assert view.facts[3].hint == "times in America/New_York"


def test_a_call_without_a_time_stands_in_the_list_alone() -> None:
    calls = case_examples.case().calls
    untimed = (calls[0].model_copy(update={"at": None}), *calls[1:])
    view = only(page_of(case_examples.case(calls=untimed)))
    assert view.lines[0].when == "time not known"
    assert view.timeline is not None
    assert len(view.timeline.calls) == 3


def test_large_reports_show_the_worst_cases_and_count_the_others() -> None:
    clean = [
        case_examples.inbound_case().model_copy(update={"consumer_name": f"Person {n:04d}"})
        for n in range(MANY_CASES + 2)
    ]
    page = page_of(*clean, case_examples.case())
    assert (len(page.cases), page.cases_left_out) == (MANY_CASES, 3)
    assert page.cases[0].title == "Ann Lee"


def test_findings_of_cases_are_counted_by_rule_and_by_severity() -> None:
    page = page_of(case_examples.case())
    bars = {bar.key: (bar.broken, bar.calls) for bar in page.rules}
    assert bars["FUP-04-promised-day"] == (1, 1)
    assert bars["FDCPA-1692c-work-line"] == (1, 1)
    alone = {bar.key: bar.broken for bar in page_of().severities}
    with_case = {bar.key: bar.broken for bar in page.severities}
    assert with_case["minor"] == alone["minor"] + 1


def test_a_call_is_found_by_a_finding_of_its_case() -> None:
    page = page_of(case_examples.case())
    promise = next(view for view in page.calls if view.call_id == "m2-promise")
    assert "FUP-04-promised-day" in promise.rules
    assert "minor" in promise.severities
    assert "FUP-04-promised-day" not in {finding.rule for finding in promise.findings}


def test_hours_and_the_words_of_a_note_are_told() -> None:
    row = CaseFactRow(
        kind=FactKind.INCONVENIENT,
        at=datetime.fromisoformat("2026-10-01T14:20:00-04:00"),
        call_id="m2-promise",
        source="note",
        words="no calls before noon",
        hours=(DayHours(end=time(12)),),
    )
    vague = row.model_copy(update={"hours": (), "words": "", "source": "said"})
    case = case_row(case_examples.case()).model_copy(update={"facts": (row, vague)})
    shown = case_view(case, position=1, calls={}, links=Links()).established
    assert [(one.what, one.source) for one in shown] == [
        ("wants no calls before 12:00", "from the collector's note: “no calls before noon”"),
        ("bad moment (names no hours, binds no later call)", ""),
    ]
