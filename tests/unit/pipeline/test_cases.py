"""What earlier calls of a case bind a later one to, whatever the order they were audited in."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from callaudit.calllog.cases import CaseIndex, history_of
from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit, CaseState, FactKind
from callaudit.core.finding import Confidence, Finding, Verdict
from callaudit.core.metadata import CallMetadata
from callaudit.engine import CompiledPack, compile_pack, evaluate, hear
from callaudit.pipeline.cases import settle_cases
from callaudit.pipeline.facts_of_call import facts_of_call
from callaudit.pipeline.redaction import redact_all
from callaudit.pipeline.second_detector import VectorCache
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

ASKS = "agent: This is Dana Frost with Pine Ridge Supply, calling about your balance."
STOP = "customer: Stop calling me. / agent: I understand."


@cache
def pack() -> CompiledPack:
    policy = load_policy("third_party", rules=default_rules())
    return compile_pack(load_pack(default_rules()), policy)


@dataclass(frozen=True)
class Tools:
    likeness: None = None
    vectors: VectorCache = field(default_factory=lambda: VectorCache(Path()))

    def pack_for(self, metadata: CallMetadata) -> CompiledPack:
        del metadata
        return pack()


def day(number: int) -> str:
    return f"2026-03-{number:02d}T12:00:00-05:00"


def settled(
    *calls: dict[str, Any], logged: bool = True
) -> tuple[dict[str, CallAudit], dict[str, CaseAudit]]:
    """Audit calls of one consumer, given as keys of the log and `say`, and settle their cases."""
    made = [
        call(
            keys.pop("say", ""),
            **{
                "call_id": f"c{number}",
                "consumer": {"id": "p1", "zip": "43004"},
                "debt_id": "d1",
                "phone": "614-555-0142",
                "attempt_number": number,
                **keys,
            },
        )
        for number, keys in enumerate((dict(one) for one in calls), start=1)
    ]
    rows = [one.metadata for one in made]
    index = CaseIndex(rows, logged=[row.call_id for row in rows] if logged else ())
    audits = []
    for one in made:
        known = one.model_copy(update={"history": history_of(one.metadata, index)})
        heard = hear(pack(), known)
        audits.append(
            CallAudit(
                call_id=one.call_id,
                source="call",
                status="audited",
                call=known,
                findings=evaluate(pack(), heard),
                established=facts_of_call(pack(), heard),
            )
        )
    found, cases = settle_cases(audits[::-1], Tools(), index=index)
    return {a.call_id: a for a in found}, {c.consumer_id or "": c for c in cases}


def finding(audit: CallAudit, rule: str) -> Finding:
    return next(one for one in audit.findings if one.rule_id == rule)


def verdict(audit: CallAudit, rule: str = "REGF-14h-onfile") -> Verdict:
    return finding(audit, rule).verdict


def test_a_stop_binds_every_later_call_and_no_earlier_one() -> None:
    audits, _ = settled(
        {"start": day(2), "say": ASKS},
        {"start": day(10), "say": STOP},
        {"start": day(20), "say": ASKS},
        {"start": day(28), "say": ASKS},
    )
    found = [verdict(audits[f"c{number}"]) for number in (1, 2, 3, 4)]
    assert found == [
        Verdict.NOT_APPLICABLE,
        Verdict.NOT_APPLICABLE,
        Verdict.BROKEN,
        Verdict.BROKEN,
    ]
    card = audits["c3"].scorecard
    assert card is not None
    assert card.failed_outright


def test_a_stop_of_one_number_leaves_the_others_free() -> None:
    audits, _ = settled(
        {"start": day(2), "say": "customer: Don't call this number again."},
        {"start": day(10), "say": ASKS, "phone": "614-555-0177"},
        {"start": day(20), "say": ASKS},
    )
    assert verdict(audits["c2"]) is Verdict.NOT_APPLICABLE
    assert verdict(audits["c3"]) is Verdict.BROKEN


def test_a_call_the_consumer_asked_for_later_is_no_breach_of_the_stop() -> None:
    audits, _ = settled(
        {"start": day(2), "say": STOP},
        {"start": day(9), "direction": "inbound", "say": "customer: Call me on Thursday."},
        {"start": day(12), "say": ASKS},
        {"start": day(20), "say": ASKS},
    )
    assert verdict(audits["c3"]) is Verdict.NOT_APPLICABLE
    assert verdict(audits["c4"]) is Verdict.BROKEN


def test_words_on_tape_go_before_a_column_that_says_no_and_a_person_decides() -> None:
    audits, _ = settled(
        {"start": day(2), "say": STOP},
        {"start": day(10), "say": ASKS, "flags": {"phone_stop_on_file": False}},
    )
    found = finding(audits["c2"], "REGF-14h-onfile")
    assert (found.verdict, found.confidence) == (Verdict.BROKEN, Confidence.NEEDS_REVIEW)
    assert found.because.endswith("(call c1), though the log says no")


def test_a_dispute_that_the_log_closed_binds_nobody() -> None:
    audits, _ = settled(
        {"start": day(2), "say": "customer: I never ordered this."},
        {"start": day(10), "say": "agent: Hello.", "flags": {"dispute_open": False}},
        {"start": day(20), "say": "agent: How would you like to pay?"},
    )
    assert verdict(audits["c3"], "FDCPA-1692g-open") is Verdict.NOT_APPLICABLE


def test_a_flag_of_an_earlier_row_holds_for_later_rows_that_are_silent() -> None:
    audits, cases = settled(
        {"start": day(2), "say": "agent: Hello.", "flags": {"bankruptcy": True}},
        {"start": day(10), "say": "agent: How would you like to pay?"},
    )
    found = finding(audits["c2"], "BK-01-onfile")
    assert found.verdict is Verdict.BROKEN
    assert "bankruptcy stands in the log since 2026-03-02 (call c1)" in found.because
    assert [e.call_id for e in found.evidence] == [None]
    assert cases["p1"].state is CaseState.BANKRUPT
    assert [(f.kind, f.source) for f in cases["p1"].facts] == [(FactKind.BANKRUPTCY, "log")]


def test_a_call_answered_by_somebody_else_begins_no_quiet_days() -> None:
    audits, cases = settled(
        {"start": day(2), "say": "agent: Is Dana in? / third_party: No, this is her son."},
        {"start": day(4), "say": ASKS},
    )
    assert verdict(audits["c2"], "REGF-7after") is not Verdict.BROKEN
    assert [one.conversation for one in cases["p1"].calls] == [False, True]


def test_consent_heard_in_a_conversation_lifts_the_quiet_days_on_its_day_alone() -> None:
    talk = {"start": day(2), "say": "agent: Hello. / customer: I'm busy, call me on Thursday."}
    on_the_day, _ = settled(talk, {"start": day(5), "result": "no_answer"})
    before, _ = settled(talk, {"start": day(4), "result": "no_answer"})
    assert verdict(on_the_day["c2"], "REGF-7after") is Verdict.NOT_APPLICABLE
    assert verdict(before["c2"], "REGF-7after") is Verdict.BROKEN


def test_calls_without_a_log_leave_it_open_what_is_missing() -> None:
    audits, cases = settled(
        {"start": day(2), "say": "agent: Hello. / customer: I need to think."},
        {"start": day(20), "say": ASKS},
        logged=False,
    )
    assert verdict(audits["c2"], "REGF-7in7") is Verdict.UNDETERMINED
    assert cases["p1"].findings == ()


def test_the_calls_that_count_are_named() -> None:
    calls = [{"start": day(number), "result": "no_answer"} for number in range(2, 9)]
    audits, cases = settled(*calls, {"start": day(8).replace("T12", "T14"), "result": "no_answer"})
    found = finding(audits["c8"], "REGF-7in7")
    assert found.verdict is Verdict.BROKEN
    assert "2026-03-02 12:00 (call c1), 2026-03-03 12:00 (call c2)" in found.because
    assert cases["p1"].attempts_in_7 == 8
    assert cases["p1"].next_call.because == "when fewer than 7 calls were placed in seven days"
    assert cases["p1"].next_call.local == "2026-03-10T08:00-04:00"


def test_calls_to_the_attorney_do_not_count() -> None:
    lawyer = {"phone": "614-555-0199", "flags": {"attorney": {"phone": "614-555-0199"}}}
    calls: list[dict[str, Any]] = [
        {"start": day(number), "result": "no_answer"} for number in range(1, 9)
    ]
    calls[4] |= lawyer
    last = {"start": day(8).replace("T12", "T14"), "result": "no_answer"}
    audits, cases = settled(*calls, last)
    assert verdict(audits["c9"], "REGF-7in7") is Verdict.MET
    assert "attorney" in finding(audits["c5"], "REGF-7in7").because
    assert cases["p1"].attempts_in_7 == 7


@pytest.mark.parametrize(
    ("state", "local"), [("43004", "2026-03-21T08:00-04:00"), ("02108", "2026-03-25T08:00-04:00")]
)
def test_the_next_call_keeps_to_the_counts_of_the_state(state: str, local: str) -> None:
    who = {"consumer": {"id": "p1", "zip": state}}
    talk = "agent: Hello. / customer: I need to think."
    _, cases = settled(
        {"start": day(2), "say": talk, **who},
        {"start": day(14), "say": talk, **who},
        {"start": day(18), "result": "voicemail", **who},
        {"start": day(19), "result": "voicemail", **who},
    )
    assert cases["p1"].next_call.local == local


@pytest.mark.parametrize(
    ("phone", "state"),
    [("614-555-0142", CaseState.WRONG_NUMBER), ("614-555-0177", CaseState.OPEN)],
)
def test_a_wrong_number_is_wrong_until_another_is_dialled(phone: str, state: CaseState) -> None:
    _, cases = settled(
        {"start": day(2), "say": "third_party: You have the wrong number. / agent: Sorry."},
        {"start": day(9), "result": "no_answer", "phone": phone},
    )
    assert cases["p1"].state is state
    assert (cases["p1"].next_call.at_utc is None) == (state is CaseState.WRONG_NUMBER)


def test_who_is_not_known_makes_no_case() -> None:
    _, cases = settled({"start": day(2), "say": ASKS, "consumer": {}, "debt_id": "", "phone": ""})
    assert cases == {}


def test_a_quote_of_another_call_is_masked_with_it() -> None:
    said = "customer: Stop calling me on 4111 1111 1111 1111."
    audits, cases = settled({"start": day(2), "say": said}, {"start": day(10), "say": ASKS})
    masked, of_cases = redact_all(list(audits.values()), list(cases.values()))
    assert verdict(audits["c2"]) is Verdict.BROKEN
    written = "".join(one.model_dump_json() for one in (*masked, *of_cases))
    assert "4111 1111" not in written
