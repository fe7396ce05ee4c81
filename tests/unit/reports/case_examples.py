"""An invented case for the tests of reports: a message, a promise, a call at work, a dispute."""

from datetime import UTC, date, datetime
from decimal import Decimal

from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.case import CaseAudit, CaseCall, CaseFact, CaseState, FactKind, NextCall
from callaudit.core.conversation import Conversation
from callaudit.core.metadata import CallMetadata, CallType, Consumer, Contact
from tests.unit.reports.examples import conversation, evidence, finding

HOSTILE_NAME = 'Ann "<b>Lee</b>" & \u202eee'

SAYS_PROMISE = (
    "agent: When could you pay the eighty dollars? / "
    "customer: I will pay it on the eighth. But please don't call me at work. / "
    "agent: Of course, thank you."
)
AT_WORK = "third_party: Front desk. / agent: May I speak with Ann Lee, please?"


def _at(written: str) -> datetime:
    return datetime.fromisoformat(written)


def promise_talk() -> Conversation:
    """Return the talk that established two facts."""
    return conversation("m2-promise", SAYS_PROMISE)


def _call(talk: Conversation, start: str, **fields: object) -> CallAudit:
    values: dict[str, object] = {
        "call_id": talk.call_id,
        "source": f"calls/{talk.call_id}.wav",
        "status": "audited",
        "call": Call(
            metadata=CallMetadata(
                call_id=talk.call_id,
                start=_at(start),
                consumer=Consumer(name="Ann Lee", state="OH", zip="43215"),
            ),
            conversation=talk,
            call_type=CallType.SECOND_ATTEMPT,
            contact=Contact.CONSUMER,
        ),
    }
    return CallAudit.model_validate(values | fields)


def promise_call() -> CallAudit:
    """Return a clean conversation with a promise and a word on calls at work."""
    return _call(promise_talk(), "2026-10-01T14:20:00-04:00")


def work_call() -> CallAudit:
    """Return a call at work whose finding rests on words of the call before."""
    talk = conversation("m3-work", AT_WORK)
    forbidden = evidence(promise_talk(), "please don't call me at work")
    broken = finding(
        "FDCPA-1692c-work-line",
        "major",
        talk=talk,
        quotes=("May I speak with Ann Lee",),
        title="Talks on a line at work that the consumer forbade",
        because="The consumer said on 2026-10-01 (call m2-promise) that calls at work are not "
        "allowed.",
    )
    cited = forbidden.model_copy(update={"call_id": "m2-promise"})
    whole = broken.model_copy(update={"evidence": (*broken.evidence, cited)})
    return _call(talk, "2026-10-06T11:10:00-04:00", findings=(whole,))


def case_calls() -> tuple[CallAudit, ...]:
    """Return the calls of the case that were kept; its first and last are rows of a log."""
    return promise_call(), work_call()


def case(**fields: object) -> CaseAudit:
    """Return the case of those calls, with fields changed."""
    talk = promise_talk()
    heard = _at("2026-10-01T14:20:00-04:00")
    values: dict[str, object] = {
        "case_id": "0a1b2c3d4e5f",
        "consumer_id": "K9",
        "consumer_name": "Ann Lee",
        "debt_id": "D9",
        "party": "third",
        "as_of": _at("2026-10-13T17:00:00-04:00"),
        "calls": (
            _row("m1-message", "2026-09-28T10:05:00-04:00", result="voicemail"),
            _row("m2-promise", "2026-10-01T18:20:00+00:00", conversation=True),
            _row("m3-work", "2026-10-06T11:10:00-04:00", broken=("FDCPA-1692c-work-line",)),
            _row("m4-busy", "2026-10-13T10:30:00-04:00", result="busy", counts=False),
        ),
        "facts": (
            CaseFact(
                kind=FactKind.PROMISE,
                at=heard,
                call_id="m2-promise",
                source="said",
                evidence=evidence(talk, "on the eighth"),
                amount=Decimal("80.00"),
                due=date(2026, 10, 8),
                method="card",
            ),
            CaseFact(
                kind=FactKind.WORK_PROHIBITED,
                at=heard,
                call_id="m2-promise",
                source="said",
                evidence=evidence(talk, "please don't call me at work"),
            ),
            CaseFact(
                kind=FactKind.DISPUTE,
                at=_at("2026-10-13T10:30:00-04:00"),
                call_id="m4-busy",
                source="log",
            ),
        ),
        "attempts": 4,
        "attempts_in_7": 0,
        "conversations": 1,
        "state": CaseState.DISPUTED,
        "next_call": NextCall(
            at_utc=datetime(2026, 10, 14, 12, tzinfo=UTC),
            local="2026-10-14T08:00-04:00",
            zone="America/New_York",
            because="within 08:00 to 21:00 in America/New_York",
        ),
        "findings": (
            finding(
                "FUP-04-promised-day",
                "minor",
                talk=talk,
                quotes=("on the eighth",),
                title="Nobody asks after a promise",
                because="No contact followed the promise of 80.00 for 2026-10-08 by 2026-10-12.",
            ),
        ),
    }
    return CaseAudit.model_validate(values | fields)


def _row(call_id: str, at: str, **fields: object) -> CaseCall:
    values: dict[str, object] = {
        "call_id": call_id,
        "at": _at(at),
        "result": "answered",
        "outbound": True,
        "conversation": False,
        "counts": True,
    }
    return CaseCall.model_validate(values | fields)


def single_case() -> CaseAudit:
    """Return a case of one call without a finding: nothing to show."""
    return case(case_id="ffff", calls=case().calls[1:2], facts=(), findings=())


def inbound_case() -> CaseAudit:
    """Return a case in which the consumer called, months after the first call."""
    return case(
        case_id="eeee",
        consumer_name=HOSTILE_NAME,
        calls=(
            _row("n1", "2026-03-02T09:00:00-05:00", result="no_answer"),
            _row("n2", "2026-10-01T07:30:00-04:00", conversation=True, outbound=False),
        ),
        facts=(),
        findings=(),
        as_of=None,
        next_call=NextCall(at_utc=None, local="", zone="", because="the consumer has an attorney"),
        state=CaseState.REPRESENTED,
    )
