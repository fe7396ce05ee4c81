"""Private data leaves an audit masked: same places, same times, no digit of it anywhere."""

from callaudit.core.audit import CallAudit
from callaudit.core.case import FactKind, SaidFact
from callaudit.core.finding import Verdict
from callaudit.engine import compile_pack, evaluate
from callaudit.engine.cite import cite
from callaudit.pipeline.redaction import redact
from callaudit.reports.as_json import audit_line, json_text, transcript_line
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

SAY = """
agent [0.0-4.0]: Read me the number on the front of your card, please.
customer [4.5-12.0]: It is 4111 1111 1111 1111.
agent [12.5-18.0]: Thank you, so that is 4111 1111 1111 1111, and the security code?
customer [18.5-21.0]: Nine nine two.
"""


def audited() -> CallAudit:
    made = call(SAY)
    pack = compile_pack(
        load_pack(default_rules()), load_policy("third_party", rules=default_rules())
    )
    findings = evaluate(pack, made)
    return CallAudit(
        call_id=made.call_id, source="call.txt", status="audited", call=made, findings=findings
    )


def test_no_digit_of_a_card_but_the_last_four_stands_in_what_is_written() -> None:
    masked = redact(audited())
    line = audit_line(masked)
    written = json_text(line) + json_text(transcript_line(masked) or {})
    assert "4111" not in written
    assert "Nine nine two" not in written
    assert "•••• •••• •••• 1111" in written
    assert [span["kind"] for span in line["masked"]] == [
        "card_number",
        "card_number",
        "security_code",
    ]
    assert [(span["start_s"], span["end_s"]) for span in line["masked"]][2] == (18.5, 20.82)


def test_verdicts_stay_and_every_quote_is_still_the_slice_of_its_turn() -> None:
    plain = audited()
    masked = redact(plain)
    assert masked.call is not None
    assert [(f.rule_id, f.verdict) for f in masked.findings] == [
        (f.rule_id, f.verdict) for f in plain.findings
    ]
    (card,) = [f for f in masked.findings if f.rule_id == "PCI-05-card"]
    assert card.verdict is Verdict.BROKEN
    turns = masked.call.conversation.turns
    for finding in masked.findings:
        for evidence in finding.evidence:
            said = turns[evidence.turn].text[evidence.start_char : evidence.end_char]
            assert evidence.quote == said
    assert [len(turn.text) for turn in turns] == [
        len(turn.text) for turn in (plain.call.conversation.turns if plain.call else ())
    ]


def test_what_was_said_for_later_calls_is_masked_too() -> None:
    plain = audited()
    assert plain.call is not None
    turn = plain.call.conversation.turns[1]
    quote = cite(turn, turn.text.index("4111"), turn.text.index("4111") + 19, pattern="case/x")
    said = SaidFact(kind=FactKind.DISPUTE, evidence=quote)
    masked = redact(plain.model_copy(update={"said": (said,)}))
    assert [fact.evidence.quote for fact in masked.said] == ["•••• •••• •••• 1111"]
    assert "4111" not in json_text(audit_line(masked))


def test_a_call_without_private_data_is_left_as_it_is() -> None:
    made = call("agent: This is Ana with Kestrel. / customer: Hello.")
    plain = CallAudit(call_id=made.call_id, source="call.txt", status="audited", call=made)
    assert redact(plain) is plain
