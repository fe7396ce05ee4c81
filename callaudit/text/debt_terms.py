"""Which invoice, how much and due when, as it was said."""

import re

from callaudit.core.conversation import OTHER_PARTY, Speaker
from callaudit.core.entity import Entity, EntityKind
from callaudit.text.agreement import agrees, due_date_of_days
from callaudit.text.call_view import CallView, Reading, read_entity

_OWED = re.compile(
    r"\b(?:balance|ow(?:e|es|ed|ing)|invoices?|bill|total|past due|overdue|outstanding|amount|"
    r"due|account|debt|for|of)\b"
)
_NOT_OWED = re.compile(
    r"\b(?:fees?|interest|settle(?:ment)?|half|down|partial|part|per|a month|monthly|each|"
    r"discount|payments? of|deposit|minimum|installments?|paid|pay|tonight|today|off|credit)\b"
)
_INVOICE_CUE = re.compile(r"\b(?:invoices?|bills?|account|statement)\b")
_OTHER_NUMBER = re.compile(
    r"\b(?:purchase order|p\.? ?o\.?|check|tracking|extension|confirmation)\b"
)
_DUE_BEFORE = re.compile(
    r"\b(?:due|dated|overdue|outstanding since|owed since|payable|past due|late since|invoiced)\b"
)
_NO_DUE = re.compile(
    r"\b(?:call|pay|paid|mailed|sent|emailed|spoke|promised|until|by|would|could|can|how|what|works?)\b"
)
_INVOICE_NOTES = ("invoice", "statement", "account", "reference")
"""What `text.entities` notes about a number that may be the invoice's."""

_ANYBODY = (Speaker.AGENT, *sorted(OTHER_PARTY), Speaker.UNKNOWN)
"""A value that is the ledger's counts also where nobody can tell who said it."""

_DENIES = re.compile(r"^\W*(?:no|nope|actually|not quite|that's not)\b")


def invoice_number(call: CallView) -> Reading | None:
    """Read the invoice by its number on record, else the number said to be an invoice's."""
    spoken = call.said(EntityKind.REFERENCE, Speaker.AGENT, *OTHER_PARTY)
    for entity in call.said(EntityKind.REFERENCE, *_ANYBODY):
        if agrees(entity, metadata=call.metadata):
            return read_entity(entity, call.metadata.invoice_number or entity.value, True)
    for entity in spoken:
        if entity.note in _INVOICE_NOTES:
            return read_entity(entity, entity.value, agrees(entity, metadata=call.metadata))
    for entity in spoken:
        before, _ = call.words_around(entity)
        cues = [m.end() for m in _INVOICE_CUE.finditer(before)]
        others = [m.end() for m in _OTHER_NUMBER.finditer(before)]
        if entity.note is None and cues and (not others or cues[-1] > others[-1]):
            return read_entity(entity, entity.value, agrees(entity, metadata=call.metadata))
    return None


def amount(call: CallView) -> Reading | None:
    """Read the balance: the ledger's amount, else the amount said to be owed."""
    by_agent = call.said(EntityKind.MONEY, Speaker.AGENT)
    by_other = [
        e for e in call.said(EntityKind.MONEY, *OTHER_PARTY) if not _denied_after(e.turn, call)
    ]
    by_unknown = call.said(EntityKind.MONEY, Speaker.UNKNOWN)
    for entity in (*by_agent, *by_other, *by_unknown):
        if agrees(entity, metadata=call.metadata):
            return read_entity(entity, entity.value, True)
    scored = [(_owed_score(entity, call), entity) for entity in by_agent]
    owed = [(score, entity) for score, entity in scored if score > 0]
    if not owed:
        return None
    best = max(owed, key=lambda pair: (pair[0], -pair[1].turn, -pair[1].start_char))[1]
    return read_entity(best, best.value, agrees(best, metadata=call.metadata))


def _owed_score(entity: Entity, call: CallView) -> float:
    """Score an amount by how near the words stand that make it the balance; 0 if it is not."""
    before, after = call.words_around(entity)
    if _NOT_OWED.search(before[-24:]) or _NOT_OWED.search(after[:14]):
        return 0.0
    owed = [len(before) - m.end() for m in _OWED.finditer(before)]
    owed += [m.start() for m in _OWED.finditer(after[:24]) if m.group() not in {"for", "of"}]
    return 1.0 / (1 + min(owed)) if owed else 0.0


def _denied_after(index: int, call: CallView) -> bool:
    after = next((t for t in call.conversation.said_by(Speaker.AGENT) if t.index > index), None)
    return after is not None and bool(_DENIES.search(after.text.lower()))


def due_date(call: CallView) -> Reading | None:
    """Read the original due date, or what "25 days past due" makes of the call's date."""
    dates = call.said(EntityKind.DATE, Speaker.AGENT, *OTHER_PARTY)
    for entity in call.said(EntityKind.DATE, *_ANYBODY):
        if agrees(entity, metadata=call.metadata) and call.metadata.due_date:
            return read_entity(entity, call.metadata.due_date.isoformat(), True)
    for entity in call.said(EntityKind.DAYS, Speaker.AGENT):
        due = due_date_of_days(entity, metadata=call.metadata)
        if due:
            return read_entity(entity, due, agrees(entity, metadata=call.metadata))
    for entity in dates:
        before = re.split(r"[.?!;]", call.words_around(entity)[0])[-1]
        cues = [m.end() for m in _DUE_BEFORE.finditer(before)]
        if cues and not _NO_DUE.search(before[cues[-1] :]):
            return read_entity(entity, entity.value, agrees(entity, metadata=call.metadata))
    return None


def days_past_due(call: CallView) -> Reading | None:
    """Read how long the debt is past due."""
    for entity in call.said(EntityKind.DAYS, Speaker.AGENT):
        return read_entity(entity, entity.value, agrees(entity, metadata=call.metadata))
    return None


def check_number(call: CallView) -> Reading | None:
    """Read the number of the check the customer says is on its way: rule FUP-05."""
    for entity in call.said(EntityKind.CHECK_NUMBER, Speaker.AGENT, *OTHER_PARTY):
        return read_entity(entity, entity.value, None)
    return None
