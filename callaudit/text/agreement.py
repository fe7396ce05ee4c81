"""Whether a spoken value is the one on record, and what record it is compared with."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.name_match import TITLES, same_name, tokens_of

DAYS_PAST_DUE_SLACK = 1
"""Days by which a spoken "days past due" may differ from the ledger's count."""


def agrees(entity: Entity, *, metadata: CallMetadata) -> bool | None:
    """Tell whether a spoken amount, invoice number, date or count is the ledger's.

    None where the call log says nothing about it. Amounts agree to the cent, invoice numbers by
    letters and digits ("026-55" is "02655"), dates by the day (a spoken date without a year by
    month and day), days past due within a day.
    """
    if entity.kind is EntityKind.MONEY:
        return _same_amount(entity.value, metadata.amount)
    if entity.kind is EntityKind.REFERENCE:
        return _same_reference(entity.value, metadata.invoice_number)
    if entity.kind is EntityKind.DATE:
        return _same_date(entity.value, metadata.due_date)
    if entity.kind is EntityKind.DAYS:
        return _same_days(entity.value, days_past_due(metadata))
    return None


def call_date(metadata: CallMetadata) -> date | None:
    """Return the local date of the call where it was dialled."""
    return metadata.start.date() if metadata.start else None


def days_past_due(metadata: CallMetadata) -> int | None:
    """Return the ledger's days past due, else the days from due date to call date."""
    if metadata.days_past_due is not None:
        return metadata.days_past_due
    called = call_date(metadata)
    if metadata.due_date is None or called is None:
        return None
    return (called - metadata.due_date).days


def date_of(value: str, *, near: date | None = None) -> date | None:
    """Return the date of an entity's value; one without a year falls in the year of `near`."""
    full = f"{near.year}{value[1:]}" if value.startswith("--") and near else value
    try:
        return date.fromisoformat(full)
    except ValueError:
        return None


def due_date_of_days(entity: Entity, *, metadata: CallMetadata) -> str | None:
    """Return the due date that "25 days past due" means on the day of the call.

    The ledger's due date where the count agrees with it; None where it does not, or where the
    call has no date.
    """
    if metadata.due_date is not None:
        return metadata.due_date.isoformat() if agrees(entity, metadata=metadata) else None
    called = call_date(metadata)
    if called is None or not entity.value.isdigit():
        return None
    return (called - timedelta(days=int(entity.value))).isoformat()


def is_person(entity: Entity, registered: str | None) -> bool:
    """Tell whether a spoken name is part of the registered one; a title counts for nothing."""
    if not registered:
        return False
    said = _name_words(entity.value)
    known = _name_words(registered)
    return bool(said) and all(any(same_name(word, other) for other in known) for word in said)


def _name_words(name: str) -> list[str]:
    return [t.base for t in tokens_of(name) if t.is_word and t.base not in TITLES]


def _same_amount(value: str, ledger: Decimal | None) -> bool | None:
    if ledger is None:
        return None
    try:
        return Decimal(value) == ledger
    except InvalidOperation:
        return False


def _same_reference(value: str, ledger: str | None) -> bool | None:
    if ledger is None:
        return None
    return _letters_and_digits(value) == _letters_and_digits(ledger)


def _letters_and_digits(reference: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", reference.upper())


def _same_date(value: str, ledger: date | None) -> bool | None:
    if ledger is None:
        return None
    return date_of(value, near=ledger) == ledger


def _same_days(value: str, ledger: int | None) -> bool | None:
    if ledger is None:
        return None
    return value.isdigit() and abs(int(value) - ledger) <= DAYS_PAST_DUE_SLACK
