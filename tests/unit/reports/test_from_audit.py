"""What a line tells beside its findings: the log, the measures, and where a rule was kept."""

from decimal import Decimal

from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.measures import CallMeasures, TalkShare
from callaudit.core.metadata import CallMetadata, CallType, Contact
from callaudit.pipeline.redaction import redact
from callaudit.reports.as_json import audit_line
from tests.unit.reports import examples

TALK = examples.conversation(
    "m1",
    "agent: This is Dana Brook. / customer: Who? / agent: Dana Brook, on a recorded line. / "
    "agent: Dana, like the singer.",
)


def audited(talk: Conversation, *quotes: str, metadata: CallMetadata | None = None) -> CallAudit:
    return CallAudit(
        call_id=talk.call_id,
        source="m1.json",
        status="audited",
        call=Call(
            metadata=metadata or CallMetadata(call_id=talk.call_id),
            conversation=talk,
            call_type=CallType.SECOND_ATTEMPT,
            contact=Contact.CONSUMER,
        ),
        findings=(
            examples.finding("REQ-01-caller", "major", "met", talk=talk, quotes=quotes),
            examples.finding("ID-01-name", "major", "broken", talk=talk, quotes=quotes[:1]),
        ),
    )


def test_the_first_two_places_where_a_rule_was_kept_are_told() -> None:
    line = audit_line(audited(TALK, "This is Dana Brook", "recorded line", "Dana, like"))
    assert [(one["rule"], one["evidence"]["quote"]) for one in line["moments"]] == [
        ("REQ-01-caller", "This is Dana Brook"),
        ("REQ-01-caller", "recorded line"),
    ]
    assert line["moments"][0]["evidence"] == {
        "turn": 0,
        "speaker": "agent",
        "quote": "This is Dana Brook",
        "start_s": 0.5,
        "end_s": 1.58,
        "start_char": 0,
        "end_char": 18,
    }


def test_private_data_are_masked_where_a_rule_was_kept() -> None:
    card = "your card is 4111 1111 1111 1111"
    turn = Turn(index=0, speaker=Speaker.AGENT, text=f"Thank you, {card}.")
    talk = Conversation(call_id="m2", turns=(turn,))
    line = audit_line(redact(audited(talk, card)))
    assert [one["evidence"]["quote"] for one in line["moments"]] == [
        "your card is •••• •••• •••• 1111"
    ]


def test_the_log_stands_in_the_line() -> None:
    row = examples.log_row("m1", agent="Dana Brook")
    line = audit_line(audited(TALK, metadata=row))
    assert {key: value for key, value in line["log"].items() if value is not None} == {
        "start": "2025-04-03T21:20:00-04:00",
        "direction": "outbound",
        "result": "unknown",
        "collector_party": "first",
        "debt_type": "consumer",
        "agent_name": "Dana Brook",
        "company": "Larkfield Lumber",
        "consumer_name": "Priya Nair",
        "invoice_number": "LL4409",
        "phone": "+12125550142",
    }
    assert Decimal("502.00") not in line["log"].values()


def test_the_log_of_a_failed_call_stands_in_its_line() -> None:
    failed = examples.failed_call()
    assert audit_line(failed)["log"] is None
    row = examples.log_row("k04-cut", agent="Dana Brook")
    line = audit_line(failed.model_copy(update={"log_row": row}))
    assert (line["log"]["agent_name"], line["measures"], line["moments"]) == (
        "Dana Brook",
        None,
        [],
    )


def test_the_measures_stand_in_the_line() -> None:
    measures = CallMeasures(times_from="words", talk_share=TalkShare(agent=0.6, customer=0.4))
    line = audit_line(audited(TALK).model_copy(update={"measures": measures}))
    assert line["measures"]["talk_share"] == {"agent": 0.6, "customer": 0.4}
    assert line["measures"]["hold_s"] is None
