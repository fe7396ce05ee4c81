"""A note on each call for the creditor's or agency's own system, with what the guides ask of one.

Time and date, who was reached, what came of it, promises with amount, day and means, disputes and
refusals, planned days and what is done next: guides 002 and 004, catalogue DOC-01 and DOC-02.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from callaudit.core.case import FactKind
from callaudit.reports.export_calls import LOGGED, SaidCall
from callaudit.reports.export_facts import amount_of, at_of, day_of, doubt_of, hours_of, speaker_of
from callaudit.reports.row_parts import SaidRow
from callaudit.reports.wording import BAD_MOMENT, FACTS

Row = dict[str, Any]

NOTE_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "call_start": "string",
    "duration_s": "Float64",
    **dict.fromkeys(LOGGED, "string"),
    "direction": "string",
    "reached": "string",
    "outcome": "string",
    "promised_amount": "string",
    "promised_date": "string",
    "promised_method": "string",
    "promises": "string",
    "disputes": "boolean",
    "refuses": "boolean",
    "planned": "string",
    "next_steps": "string",
    "amount_said": "string",
    "not_said": "string",
    "note": "string",
    "evidence": "string",
    "link": "string",
    "audit": "string",
}
"""One row an audited call. `note` says all of it in sentences; `evidence` quotes the words."""

_NEXT = {
    FactKind.PROMISE: "look for the payment{on}, and ask after it if it has not come",
    FactKind.PAYMENT_SENT: "look for the payment that was sent{on}",
    FactKind.CONSENT: "call{on}",
    FactKind.DISPUTE: "record the dispute and answer it with the papers",
    FactKind.REFUSAL: "keep the refusal and its reason on the account",
    FactKind.STOP_CALLS: "place no more calls",
    FactKind.STOP_NUMBER: "place no more calls to this number",
    FactKind.STOP_OTHER: "place no calls to {party}",
    FactKind.CEASE: "end all contact",
    FactKind.ATTORNEY: "speak with the attorney alone",
    FactKind.BANKRUPTCY: "stop collecting and pass the account on",
    FactKind.WRONG_NUMBER: "take this number off the account",
    FactKind.WORK_PROHIBITED: "place no calls to lines at work",
    FactKind.INCONVENIENT: "place no calls {hours}",
    FactKind.HOURS_AGREED: "call {hours}",
}
"""What follows from what was said."""

_BY = {FactKind.PROMISE: "by"}

_PLANNED = {FactKind.PROMISE: "payment", FactKind.PAYMENT_SENT: "payment", FactKind.CONSENT: "call"}


def note_rows(call: SaidCall, out: Path) -> Iterator[Row]:
    """Yield the note on a call; `promises` is a list of payments, `evidence` one of quotes."""
    promise = _first(call, FactKind.PROMISE)
    planned = [
        f"{_PLANNED[fact.kind]} {day_of(fact)}"
        for fact in call.facts
        if fact.kind in _PLANNED and fact.due
    ]
    steps = list(dict.fromkeys(step for fact in call.facts if (step := _step(fact))))
    yield {
        "call_id": call.call_id,
        "call_start": call.start,
        "duration_s": call.duration_s,
        **{name: call.logged[name] for name in LOGGED},
        "direction": call.direction,
        "reached": call.reached,
        "outcome": _outcome(call),
        "promised_amount": amount_of(promise) if promise else "",
        "promised_date": day_of(promise) if promise else "",
        "promised_method": (promise.method or "") if promise else "",
        "promises": [_promise(fact) for fact in _all(call, FactKind.PROMISE)],
        "disputes": _first(call, FactKind.DISPUTE) is not None,
        "refuses": _first(call, FactKind.REFUSAL) is not None,
        "planned": "; ".join(planned),
        "next_steps": "; ".join(steps),
        "amount_said": call.elements.get("amount", ""),
        "not_said": ", ".join(call.not_said),
        "note": _note(call, steps),
        "evidence": [_evidence(fact) for fact in call.facts],
        "link": call.link(out),
        "audit": call.audit,
    }


def quotes_in_words(evidence: list[Row]) -> str:
    """Return the quotes of a note in one line: `promise, customer at 0:35: “…”`."""
    return "; ".join(
        f"{one['kind']}, {one['speaker']}{at}: “{one['quote']}”"
        for one in evidence
        for at in (f" at {one['at']}" if one["at"] else "",)
    )


def promises_in_words(promises: list[Row]) -> str:
    """Return promises in one line: `200.00 by 2026-11-27 (check; could be …); 300.00 by …`."""
    return "; ".join(
        f"{amount}by {one['due']}{f' ({beside})' if beside else ''}"
        for one in promises
        for amount in (f"{one['amount']} " if one["amount"] else "",)
        for beside in ("; ".join(filter(None, (one["method"], one["date_note"]))),)
    )


def _promise(fact: SaidRow) -> Row:
    return {
        "amount": amount_of(fact),
        "due": day_of(fact),
        "date_note": doubt_of(fact),
        "method": fact.method or "",
    }


def _all(call: SaidCall, kind: FactKind) -> list[SaidRow]:
    return [fact for fact in call.facts if fact.kind is kind]


def _first(call: SaidCall, kind: FactKind) -> SaidRow | None:
    return next(iter(_all(call, kind)), None)


def _outcome(call: SaidCall) -> str:
    return "; ".join(dict.fromkeys(_said(fact) for fact in call.facts)) or call.reached


def _said(fact: SaidRow) -> str:
    """Say a fact with amount, day, means and hours: `promises to pay 200.00 by 2026-05-14`."""
    if fact.kind is FactKind.INCONVENIENT and not fact.hours:
        return BAD_MOMENT
    doubt = doubt_of(fact) if fact.kind is FactKind.PROMISE else ""
    beside = "; ".join(filter(None, (fact.method, doubt, fact.party)))
    parts = [
        FACTS[fact.kind],
        amount_of(fact),
        f"{_BY.get(fact.kind, 'on')} {day_of(fact)}" if fact.due else "",
        f"({beside})" if beside else "",
        hours_of(fact),
    ]
    return " ".join(part for part in parts if part)


def _step(fact: SaidRow) -> str:
    if fact.kind in (FactKind.INCONVENIENT, FactKind.HOURS_AGREED) and not fact.hours:
        return ""
    on = f" on {day_of(fact)}" if fact.due else ""
    return _NEXT[fact.kind].format(on=on, hours=hours_of(fact), party=fact.party)


def _note(call: SaidCall, steps: list[str]) -> str:
    when = f"{datetime.fromisoformat(call.start):%Y-%m-%d %H:%M}" if call.start else ""
    dialled = {"outbound": "called", "inbound": "was called by"}.get(call.direction, "")
    party = call.logged["consumer"] or ("the consumer" if dialled else "")
    phone = call.logged["phone"]
    head = [
        when,
        call.logged["agent"],
        f"{dialled} {party}{f' at {phone}' if phone else ''}" if dialled else "",
    ]
    sentences = [
        ", ".join(part for part in head if part),
        call.reached,
        "; ".join(dict.fromkeys(_said(fact) for fact in call.facts)),
        f"next: {'; '.join(steps)}" if steps else "",
    ]
    return " ".join(f"{one[0].upper()}{one[1:]}." for one in sentences if one)


def _evidence(fact: SaidRow) -> Row:
    quote = fact.evidence
    return {
        "kind": fact.kind.value,
        "speaker": speaker_of(fact),
        "quote": quote.quote,
        "turn": quote.turn,
        "at": at_of(fact),
        "start_s": quote.start_s,
        "end_s": quote.end_s,
    }
