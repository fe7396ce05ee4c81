"""Promises to pay, and whom not to call, each with the words that say so."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from callaudit.core.case import FactKind
from callaudit.core.interval import clock
from callaudit.reports.export_calls import LOGGED, SaidCall
from callaudit.reports.row_parts import SaidRow
from callaudit.reports.wording import FACTS, SPEAKERS

Row = dict[str, Any]

_CALL = ("call_id", "call_start", *LOGGED)
_WORDS = ("speaker", "quote", "said", "turn", "at", "start_s", "end_s", "link", "audit")

_KINDS = {"turn": "Int64", "start_s": "Float64", "end_s": "Float64"}

PROMISE_COLUMNS: dict[str, str] = {
    name: _KINDS.get(name, "string")
    for name in (
        *_CALL,
        "who",
        "amount",
        "due",
        "date_note",
        "method",
        "serious_findings",
        *_WORDS,
    )
}
"""One row a promise to pay. `who` promised; `speaker` said the words that name the day.

`said` is the whole turn that holds the quote. `serious_findings` are the rules that the call broke
in a critical or major finding: what was promised after a threat may not be held against anybody.
"""

DO_NOT_CALL_COLUMNS: dict[str, str] = {
    name: _KINDS.get(name, "string")
    for name in (*_CALL, "kind", "what", "who", "binds", "hours", "citation", "note", *_WORDS)
}
"""One row a limit that somebody on the line set to calls; `who` is not to be called.

Where that is somebody whose number nobody told, `phone` is empty and `note` says so.
"""


class _Limit(NamedTuple):
    """What a limit binds, and where that stands."""

    binds: str
    citation: str


_LIMITS: dict[FactKind, _Limit] = {
    FactKind.STOP_CALLS: _Limit("every call to this person", "12 CFR 1006.14(h)(1)"),
    FactKind.STOP_NUMBER: _Limit("this number", "12 CFR 1006.14(h)(1)"),
    FactKind.STOP_OTHER: _Limit(
        "lines of the one named under who, not of this person",
        "12 CFR 1006.14(h)(1); 15 U.S.C. 1692c(b)",
    ),
    FactKind.CEASE: _Limit("all contact about this debt", "15 U.S.C. 1692c(c); 12 CFR 1006.6(c)"),
    FactKind.ATTORNEY: _Limit(
        "all contact about this debt, but with the attorney",
        "15 U.S.C. 1692c(a)(2); 12 CFR 1006.6(b)(2)",
    ),
    FactKind.BANKRUPTCY: _Limit("all collection from this person", "11 U.S.C. 362(a)(6)"),
    FactKind.WRONG_NUMBER: _Limit("this number", "15 U.S.C. 1692b(3); 15 U.S.C. 1692d(5)"),
    FactKind.WORK_PROHIBITED: _Limit(
        "lines at this person's work", "15 U.S.C. 1692c(a)(3); 12 CFR 1006.6(b)(3)"
    ),
    FactKind.INCONVENIENT: _Limit(
        "calls in these hours", "15 U.S.C. 1692c(a)(1); 12 CFR 1006.6(b)(1)"
    ),
}
"""What each sort of limit binds; the order is that of the list within a call."""


_NUMBER_UNKNOWN = (
    "which number that is was not said on this call: look it up or ask; "
    "the line of this call is not stopped"
)
"""What is still to be found out where a stop is of somebody else."""


def promise_rows(call: SaidCall, out: Path) -> Iterator[Row]:
    """Yield each promise to pay of a call: amount, day and means as far as they were said."""
    for fact in call.facts:
        if fact.kind is FactKind.PROMISE:
            yield {
                **_of_call(call),
                "who": call.logged["consumer"] or "the consumer",
                "amount": amount_of(fact),
                "due": day_of(fact),
                "date_note": doubt_of(fact),
                "method": fact.method or "",
                "serious_findings": "; ".join(call.serious),
                **_words(call, fact, out),
            }


def do_not_call_rows(call: SaidCall, out: Path) -> Iterator[Row]:
    """Yield the limits that were set in a call: stops, an attorney, a wrong number, work, hours.

    A bad moment that names no hours binds no later call and is no row.
    """
    for kind, limit in _LIMITS.items():
        for fact in call.facts:
            if fact.kind is not kind or (kind is FactKind.INCONVENIENT and not fact.hours):
                continue
            yield {
                **_of_call(call),
                "kind": kind.value,
                "what": FACTS[kind],
                "who": _not_called(call, fact),
                "binds": limit.binds,
                "hours": hours_of(fact),
                "citation": limit.citation,
                **_words(call, fact, out),
                **({"phone": "", "note": _NUMBER_UNKNOWN} if fact.party else {"note": ""}),
            }


def _not_called(call: SaidCall, fact: SaidRow) -> str:
    """Say who is not to be called: the one that was named, whoever answers, the consumer."""
    if fact.party:
        return fact.party
    if fact.kind in (FactKind.WRONG_NUMBER, FactKind.STOP_NUMBER):
        return "whoever answers this number"
    return call.logged["consumer"] or "the consumer"


def amount_of(fact: SaidRow) -> str:
    """Return the amount that was said, empty where none was."""
    return "" if fact.amount is None else str(fact.amount)


def day_of(fact: SaidRow) -> str:
    """Return the day that was said, empty where none was."""
    return "" if fact.due is None else fact.due.isoformat()


def doubt_of(fact: SaidRow) -> str:
    """Say what leaves the day in doubt: `could be 2026-11-20 or 2026-11-27`; empty if nothing."""
    note = fact.due_note or ""
    if note.startswith("or "):
        return f"could be {' or '.join(sorted((day_of(fact), note.removeprefix('or '))))}"
    return "only roughly that day" if note == "about" else note


def hours_of(fact: SaidRow) -> str:
    """Return the hours that were named, in words."""
    return " and ".join(hours.in_words() for hours in fact.hours)


def at_of(fact: SaidRow) -> str:
    """Return when the words were said, as minutes and seconds; empty without times."""
    return "" if fact.evidence.start_s is None else clock(fact.evidence.start_s)


def speaker_of(fact: SaidRow) -> str:
    """Return who said the words."""
    return SPEAKERS[fact.evidence.speaker].lower()


def _of_call(call: SaidCall) -> Row:
    return {"call_id": call.call_id, "call_start": call.start, **_logged(call.logged)}


def _logged(logged: Mapping[str, str]) -> Row:
    return {name: logged[name] for name in LOGGED}


def _words(call: SaidCall, fact: SaidRow, out: Path) -> Row:
    quote = fact.evidence
    return {
        "speaker": speaker_of(fact),
        "quote": quote.quote,
        "said": call.turns.get(quote.turn, ""),
        "turn": quote.turn,
        "at": at_of(fact),
        "start_s": quote.start_s,
        "end_s": quote.end_s,
        "link": call.link(out, turn=quote.turn),
        "audit": call.audit,
    }
