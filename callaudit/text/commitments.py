"""What the words of a call commit both sides to: promises, payments on their way, a next call."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from callaudit.core.conversation import Conversation
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.agreement import date_of
from callaudit.text.instalments import instalments
from callaudit.text.promise import (
    Span,
    all_payment_days,
    callback_day,
    payment_days,
    payment_method,
)

NEAR_TURNS = 2
"""How far from the promised day the promised amount may be said."""


class Commitment(NamedTuple):
    """A day that was agreed on, where it was said, and how much is to be paid by what means."""

    day: date
    span: Span
    amount: Decimal | None = None
    method: str | None = None


class Commitments(NamedTuple):
    """The commitments of a call; None where there is none.

    `instalments` are all days of a plan of several payments, `promised` or what replaced it among
    them; none where one payment was promised.
    """

    promised: Commitment | None = None
    sent: Commitment | None = None
    next_call: Commitment | None = None
    instalments: tuple[Commitment, ...] = ()

    @property
    def promises(self) -> tuple[Commitment, ...]:
        """Return every promise to pay of the call, in order."""
        return self.instalments or ((self.promised,) if self.promised else ())


def find_commitments(
    conversation: Conversation, entities: tuple[Entity, ...], *, metadata: CallMetadata
) -> Commitments:
    """Return what was promised, sent and asked for, each with its day.

    The amount is the one said nearest to the day, at most two turns away; None where none was. Of a
    plan of several payments each day has an amount of its own, said in the same turn. Days
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
        instalments=tuple(_plan(conversation, entities, metadata, method=named)),
    )


def _plan(
    conversation: Conversation,
    entities: tuple[Entity, ...],
    metadata: CallMetadata,
    *,
    method: str | None,
) -> Iterator[Commitment]:
    """Yield the payments of a plan, each amount with the day it stands nearest to."""
    agreed, _ = all_payment_days(conversation, entities, metadata=metadata)
    spans = instalments(agreed, conversation, entities=entities)
    money = {e for e in entities if e.kind is EntityKind.MONEY and not e.superseded}
    near = sorted(
        (
            (_apart(e, span), at, e)
            for at, span in enumerate(spans)
            for e in money
            if e.turn == span.turn.index
        ),
        key=lambda one: (one[0], one[1], one[2].start_char),
    )
    amounts: dict[int, Entity] = {}
    for _, at, entity in near:
        if at not in amounts and entity not in amounts.values():
            amounts[at] = entity
    for at, span in enumerate(spans):
        own = (amounts[at],) if at in amounts else ()
        made = _commitment(span, own, method)
        if made is not None:
            yield made


def _apart(entity: Entity, span: Span) -> int:
    """Return the characters between an amount and a day of one turn."""
    return max(span.start_char - entity.end_char, entity.start_char - span.end_char)


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
