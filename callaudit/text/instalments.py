"""Which of the agreed days belong together: one payment now, the rest later."""

import re
from collections.abc import Iterator
from itertools import pairwise

from callaudit.core.conversation import Conversation
from callaudit.core.entity import Entity, EntityKind
from callaudit.text.promise import Span

_REST = re.compile(
    r"\b(?:(?:the|my) (?:rest|remainder|remaining|other)|what(?:'s| is) left|"
    r"(?:second|other|final|last) (?:one|payment|half|part|installment))\b"
)
"""Words of what is left after a first payment."""

_PART = re.compile(r"\b(?:half|the balance|next (?:payment|installment)|in (?:two|three) parts)\b")
"""Words of a payment that is part of what is owed, where two days are named in one breath."""

_INSTEAD = re.compile(
    r"\b(?:or|no|not|instead|sorry|actually|rather|i mean|latest|until|through|call|email)\b"
)
"""Words between two days of which only one is meant, or the second for something else."""

_AND = re.compile(r"[\s,]*and (?:then |again )?(?:on |by )?(?:the )?")

_CLAUSE = re.compile(r"[.?!;,]| and ")

_APART_TURNS = 4
"""How far apart the days of one plan may be said."""


def instalments(
    agreed: tuple[Span, ...], conversation: Conversation, *, entities: tuple[Entity, ...]
) -> tuple[Span, ...]:
    """Return the days of a plan of several payments, none where the call has no such plan.

    Two agreed days belong together where the later one is of a part ("and the rest on the
    fifteenth"), has an amount of its own, or is joined by a mere "and". "Friday or Monday" is one
    payment. Days said again count once, where they were first named as parts. The plan that was
    spoken of last counts.
    """
    plan: dict[str, Span] = {}
    for one, other in _pairs(agreed):
        if not _are_parts(one, other, conversation, entities):
            continue
        if plan and one.value not in plan:
            plan = {}
        plan.setdefault(one.value, one)
        plan.setdefault(other.value, other)
    last = agreed[-1].turn.index if agreed else -1
    renewed = {span.value for span in agreed if span.turn.index == last}
    # A last agreement on another day replaces the plan.
    return tuple(plan.values()) if renewed <= plan.keys() else ()


def _pairs(agreed: tuple[Span, ...]) -> Iterator[tuple[Span, Span]]:
    for one, other in pairwise(agreed):
        if one.value < other.value and other.turn.index - one.turn.index <= _APART_TURNS:
            yield one, other


def _are_parts(
    one: Span, other: Span, conversation: Conversation, entities: tuple[Entity, ...]
) -> bool:
    between, after = _between(one, other, conversation)
    if one.turn.index != other.turn.index:
        return bool(_REST.search(f"{between} {after}"))
    if _INSTEAD.search(between):
        return False
    said = f"{between} {after}"
    if _AND.fullmatch(between) or _REST.search(said) or _PART.search(said):
        return True
    money = [e for e in entities if e.kind is EntityKind.MONEY and e.turn == one.turn.index]
    own = [e for e in money if not e.superseded and e.end_char <= other.end_char + len(after)]
    return len(own) > 1 and any(e.start_char >= one.end_char for e in own)


def _between(one: Span, other: Span, conversation: Conversation) -> tuple[str, str]:
    """Return the words between two days, and those after the second one in its clause."""
    if one.turn.index == other.turn.index:
        between = one.turn.text[one.end_char : other.start_char]
    else:
        middle = (
            turn.text
            for turn in conversation.turns
            if one.turn.index < turn.index < other.turn.index
        )
        head = one.turn.text[one.end_char :]
        between = " ".join((head, *middle, other.turn.text[: other.start_char]))
    after = _CLAUSE.split(other.turn.text[other.end_char :], maxsplit=1)[0]
    return between.lower().replace("’", "'"), after.lower().replace("’", "'")
