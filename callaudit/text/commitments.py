"""What the words of a call commit both sides to: promises, payments on their way, a next call."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from callaudit.core.conversation import Conversation
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.agreement import date_of
from callaudit.text.promise import Span, callback_day, payment_days, payment_method

NEAR_TURNS = 2
"""How far from the promised day the promised amount may be said."""


class Commitment(NamedTuple):
    """A day that was agreed on, where it was said, and how much is to be paid by what means."""

    day: date
    span: Span
    amount: Decimal | None = None
    method: str | None = None


class Commitments(NamedTuple):
    """The commitments of a call; None where there is none."""

    promised: Commitment | None = None
    sent: Commitment | None = None
    next_call: Commitment | None = None


def find_commitments(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> Commitments:
    """Return what was promised, sent and asked for, each with its day.

    The amount is the one said nearest to the day, at most two turns away; None where none was. Days
    without a year that nobody can decide are none.
    """
    promised, sent = payment_days(conversation, entities, metadata=metadata)
    method = payment_method(conversation)
    named = method.value if method else None
    asked = callback_day(conversation, entities, metadata=metadata)
    return Commitments(
        promised=_commitment(promised, entities, named),
        sent=_commitment(sent, entities, named),
        next_call=_commitment(asked, (), None),
    )


def _commitment(
    span: Span | None, entities: tuple[Entity, ...], method: str | None
) -> Commitment | None:
    day = date_of(span.value) if span else None
    if span is None or day is None:
        return None
    return Commitment(day=day, span=span, amount=_amount(span, entities), method=method)


def _amount(span: Span, entities: tuple[Entity, ...]) -> Decimal | None:
    """Return the amount said nearest to a day: in its own turn before all others."""
    near = [
        entity
        for entity in entities
        if entity.kind is EntityKind.MONEY
        and not entity.superseded
        and abs(entity.turn - span.turn.index) <= NEAR_TURNS
    ]
    if not near:
        return None
    best = min(
        near,
        key=lambda e: (abs(e.turn - span.turn.index), abs(e.start_char - span.start_char), e.turn),
    )
    try:
        return Decimal(best.value)
    except InvalidOperation:
        return None
