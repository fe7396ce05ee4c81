"""Spoken and written amounts of money in a turn."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from callaudit.core.entity import EntityKind
from callaudit.text.amounts import Run, agreeing, as_value, readings
from callaudit.text.corrections import corrects
from callaudit.text.money_cues import (
    has_money_cue,
    is_clock,
    is_countable,
    looks_like_clock,
    looks_like_year,
    spoken_as_amount,
)
from callaudit.text.numbers import NUMBER_WORDS, number_run
from callaudit.text.tokens import Found, SpokenTurn

_DOLLARS = frozenset({"dollar", "dollars", "buck", "bucks", "usd"})

_STARTS = NUMBER_WORDS | {"a", "$"}

_CENTS = frozenset({"cent", "cents"})

_THOUSANDS = frozenset({"grand", "k"})
"""Words for a thousand that only amounts have."""

_VAGUE = frozenset({"few", "couple", "several", "hundreds", "thousands"})

_AFTER_BARE_CENTS = frozenset(
    ", . ? ! on by for due and that which is was today to past from in so with as it this "
    "please or if total even okay right".split()
)
"""What may follow the "fifty" of "forty dollars and fifty" for it to be cents."""

_SURE_ENOUGH = Decimal(100)
"""Smallest amount that counts as the ledger's without any word of money beside it."""


class _Candidate(NamedTuple):
    """Numbers that may be an amount; `sure` where the speaker named the currency."""

    amounts: tuple[Decimal, ...]
    agreed: Decimal | None
    run: Run
    first: int
    last: int
    sure: bool


def find_money(turn: SpokenTurn, *, ledger: Decimal | None) -> tuple[Found, ...]:
    """Find the amounts of a turn.

    A number is money when the currency is named ("a hundred and fifty bucks"), when one of
    its readings is the ledger's amount, when words such as "balance", "owe" or "pay" stand
    near a number spoken as amounts are, or when it corrects such a number. Where a number
    has several readings ("twenty two ten"), the ledger decides, else the usual one; the
    note then names the others.
    """
    candidates = tuple(_candidates(turn, ledger=ledger))
    accepted = [_is_money(turn, candidate) for candidate in candidates]
    for index in range(len(candidates) - 1):
        pair = candidates[index : index + 2]
        if sum(accepted[index : index + 2]) < 2 and _one_for_the_other(turn, *pair):
            alike = all(spoken_as_amount(each.run) and len(each.run) > 1 for each in pair)
            timed = all(looks_like_clock(each.run) for each in pair)
            if any(accepted[index : index + 2]) or (alike and not timed):
                accepted[index : index + 2] = [True, True]
    return tuple(
        _found(candidate) for candidate, good in zip(candidates, accepted, strict=True) if good
    )


def _one_for_the_other(turn: SpokenTurn, left: _Candidate, right: _Candidate) -> bool:
    """Tell whether the right number corrects the left one and both may be amounts."""
    amounts = all(
        each.sure or (spoken_as_amount(each.run) and not is_countable(turn, each.first, each.last))
        for each in (left, right)
    )
    return amounts and corrects(turn, left.last, right.first)


def _found(candidate: _Candidate) -> Found:
    amount = candidate.amounts[0] if candidate.agreed is None else candidate.agreed
    unsettled = candidate.agreed is None and not candidate.run[0].hundredths
    others = [as_value(other) for other in candidate.amounts[1:] if unsettled]
    note = f"or {', '.join(others)}" if others else None
    return Found(EntityKind.MONEY, as_value(amount), candidate.first, candidate.last, note)


def _candidates(turn: SpokenTurn, *, ledger: Decimal | None) -> Iterator[_Candidate]:
    done = 0
    for place in turn.places(_STARTS):
        if place < done:
            continue
        run = number_run(turn, place + (turn.words[place] == "$"))
        candidate = _read(turn, run, ledger=ledger, first=place) if run else None
        if candidate is not None:
            yield candidate
            done = candidate.last
        elif run:
            done = run[0].last


def _read(turn: SpokenTurn, run: Run, *, ledger: Decimal | None, first: int) -> _Candidate | None:
    """Read the amount that begins with a run of numbers, as far as it goes."""
    signed = turn.words[first] == "$"
    named = turn.word(run[-1].last) in _DOLLARS | _CENTS
    run = _readable(turn, run, ledger=ledger, whole=named)
    if not readings(run):
        return _agreed_only(run, ledger=ledger, first=first)
    last = run[-1].last
    if turn.word(last) in _CENTS:
        return _in_cents(run, ledger=ledger, first=first)
    dollars = turn.word(last) in _DOLLARS or turn.word(last - 1) in _THOUSANDS
    last += turn.word(last) in _DOLLARS
    amounts, cents = readings(run), _cents_after(turn, last, dollars=dollars, signed=signed)
    cents = cents or _cents_with_sign(turn, last, amounts[0], ledger)
    if cents is None:
        return _Candidate(amounts, agreeing(run, ledger), run, first, last, sure=dollars or signed)
    whole = tuple(amount for amount in amounts if amount == int(amount))
    amounts = tuple(amount + Decimal(cents[0]) / 100 for amount in whole or amounts)
    agreed = ledger if ledger is not None and ledger in amounts else None
    return _Candidate(amounts, agreed, run, first, cents[1], sure=True)


def _readable(turn: SpokenTurn, run: Run, *, ledger: Decimal | None, whole: bool) -> Run:
    """Return the part of a run that is one amount: all of it, or up to its first comma."""
    pauses = [atom.last for atom in run if turn.word(atom.last) == ","]
    if not pauses or pauses[0] >= run[-1].last:
        return run
    if readings(run) and (whole or agreeing(run, ledger) or all(atom.written for atom in run)):
        return run
    return tuple(atom for atom in run if atom.last <= pauses[0])


def _agreed_only(run: Run, *, ledger: Decimal | None, first: int) -> _Candidate | None:
    """Take a run without a usual reading when its digits are the ledger's: "3 4 2 5 0"."""
    agreed = agreeing(run, ledger)
    if agreed is None:
        return None
    return _Candidate((agreed,), agreed, run, first, run[-1].last, sure=False)


def _in_cents(run: Run, *, ledger: Decimal | None, first: int) -> _Candidate:
    """Read numbers before "cents": alone they are cents, several are dollars and cents."""
    alone = len(run) == 1
    amounts = (
        (Decimal(run[0].value) / 100,) if alone else tuple(amount for amount in readings(run)[::-1])
    )
    agreed = ledger if ledger is not None and ledger in amounts else None
    return _Candidate(amounts, agreed, run, first, run[-1].last + 1, sure=True)


def _cents_after(
    turn: SpokenTurn, place: int, *, dollars: bool, signed: bool
) -> tuple[int, int] | None:
    """Read the cents that follow dollars, with the place after them."""
    joined = turn.word(place) in ("and", ",")
    run = number_run(turn, place + joined)
    if not run or any(atom.hundredths is not None for atom in run):
        return None
    value = run[0].value if len(run) == 1 else run[0].value * 10 + run[-1].value
    last = run[-1].last
    if value > 99 or len(run) > 2:
        return None
    if turn.word(last) in _CENTS:
        return value, last + 1
    bare = len(run) == 2 or run[0].width == 2
    follows = turn.word(last)
    named = (dollars or signed) and turn.word(place) != ","
    ends = not follows or follows in _AFTER_BARE_CENTS
    if named and bare and ends and not is_clock(turn, last):
        return value, last
    return None


def _cents_with_sign(
    turn: SpokenTurn, place: int, dollars: Decimal, ledger: Decimal | None
) -> tuple[int, int] | None:
    """Read the "$18" of "$2,915 and $18" as cents where that makes the ledger's amount."""
    run = number_run(turn, place + 2) if turn.says(place, "and", "$") else ()
    if len(run) != 1 or run[0].hundredths is not None or ledger is None:
        return None
    return (run[0].value, run[0].last) if ledger == dollars + Decimal(run[0].value) / 100 else None


def _is_money(turn: SpokenTurn, candidate: _Candidate) -> bool:
    run, first, last = candidate.run, candidate.first, candidate.last
    if turn.word(last) in ("percent", "%"):
        return False
    if any(word in _VAGUE for word in turn.before(first, 3)[:2]):
        return False
    if candidate.sure:
        return True
    if is_countable(turn, first, last):
        return False
    if candidate.agreed is not None and _plain(turn, candidate):
        return True
    return has_money_cue(turn, run)


def _plain(turn: SpokenTurn, candidate: _Candidate) -> bool:
    """Tell whether a number that agrees with the ledger needs no word of money beside it."""
    run, before = candidate.run, turn.word(candidate.first - 1)
    if looks_like_clock(run) and before in ("at", "until", "till", "around"):
        return False
    if looks_like_year(run) and before in ("in", "since", "year"):
        return False
    large = candidate.agreed is not None and candidate.agreed >= _SURE_ENOUGH
    return large or len(run) > 1 or run[0].hundredths is not None
