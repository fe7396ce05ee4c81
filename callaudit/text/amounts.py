"""What a run of numbers may mean as an amount: "three forty two fifty" is 342.50."""

from collections.abc import Iterator
from decimal import Decimal

from callaudit.text.numbers import Atom

_CENT = Decimal("0.01")

_PRICE_ENDINGS = frozenset({95, 98, 99})
"""Cents of shop prices: "nineteen ninety nine" is 19.99, "thirty one fifty" is 3150."""

Run = tuple[Atom, ...]


def as_value(amount: Decimal) -> str:
    """Write an amount as a decimal string with two decimals."""
    return str(amount.quantize(_CENT))


def readings(run: Run) -> tuple[Decimal, ...]:
    """Return the amounts a run of numbers can mean, the most usual first.

    As many numbers as possible are dollars and what is left over is cents; then come the
    readings with fewer dollars: "twenty two ten" is 2210.00, else 22.10.
    """
    found: list[Decimal] = []
    for split in range(len(run), 0, -1):
        cents = _cents(run[split:])
        if cents is None:
            continue
        for amount in _dollars(run[:split], whole=not run[split:]):
            found.append(amount + Decimal(cents) / 100)
    unique = list(dict.fromkeys(found))
    if _is_price(run):
        unique.reverse()
    return tuple(unique)


def agreeing(run: Run, ledger: Decimal | None) -> Decimal | None:
    """Return the ledger's amount when the run can mean it.

    Besides the readings, the bare digits count, because a recogniser writes "3150" and
    "31.50" for the same sound.
    """
    if ledger is None:
        return None
    amount = ledger.quantize(_CENT)
    if any(reading == amount for reading in readings(run)):
        return amount
    digits = "".join(_digits(atom) for atom in run)
    return amount if len(digits) >= 3 and digits in _written_out(amount) else None


def _written_out(amount: Decimal) -> tuple[str, ...]:
    """Return the digits a recogniser may write for an amount.

    It often cuts after a ten: "thirty one fifty" comes as 30-150 and "three forty two fifty"
    as 340-250.
    """
    spoken = str(amount).removesuffix(".00").replace(".", "")
    ten = {4: 0, 5: 1, 6: 0}.get(len(spoken))
    if ten is None or spoken[ten] < "2" or spoken[ten + 1] == "0":
        return (spoken,)
    return spoken, f"{spoken[: ten + 1]}0{spoken[ten + 1 :]}"


def _is_price(run: Run) -> bool:
    return (
        len(run) == 2
        and all(10 <= atom.value < 100 and atom.width == 2 for atom in run)
        and run[1].value in _PRICE_ENDINGS
    )


def _digits(atom: Atom) -> str:
    return str(atom.value) + ("" if atom.hundredths is None else f"{atom.hundredths:02d}")


def _cents(run: Run) -> int | None:
    """Read cents: nothing, "fifty", "oh five", "five oh"; None where it is no cents."""
    if not run:
        return 0
    if any(atom.hundredths is not None or atom.width > 2 for atom in run):
        return None
    if len(run) == 1:
        return run[0].value if run[0].width == 2 else None
    if len(run) == 2 and all(atom.width == 1 for atom in run):
        return run[0].value * 10 + run[1].value
    return None


def _dollars(run: Run, *, whole: bool) -> Iterator[Decimal]:
    """Give the readings of a run as dollars; `whole` when no cents follow."""
    if any(atom.hundredths is not None for atom in run):
        yield from _with_decimals(run, whole=whole)
        return
    values = tuple(atom.value for atom in run)
    if len(run) == 1:
        yield Decimal(values[0])
        return
    pair = _pair(run)
    if pair is not None:
        yield Decimal(pair)
    head, rest = run[0], run[1:]
    if head.room > 1:
        added = _pair(rest) if len(rest) > 1 else rest[0].value
        if added is not None and added < head.room:
            yield Decimal(head.value + added)
        if len(rest) == 2 and rest[0].value == 0 and rest[1].width == 1:
            yield Decimal(head.value + rest[1].value)
    if whole and len(run) > 2 and all(atom.width == 1 for atom in run) and values[0]:
        yield Decimal("".join(str(value) for value in values))


def _pair(run: Run) -> int | None:
    """Read hundreds without the word: "two eighty nine", "five oh five", "thirty one fifty"."""
    if len(run) not in (2, 3) or run[0].width > 2 or not run[0].value:
        return None
    if len(run) == 2 and run[1].width == 2:
        return run[0].value * 100 + run[1].value
    if len(run) == 3 and (run[1].value, run[1].width, run[2].width) == (0, 1, 1):
        return run[0].value * 100 + run[2].value
    return None


def _with_decimals(run: Run, *, whole: bool) -> Iterator[Decimal]:
    """Read written decimals: "342.50", and "2,000 33.10" for two thousand thirty three ten."""
    last = run[-1]
    if not whole or last.hundredths is None:
        return
    amount = Decimal(last.value) + Decimal(last.hundredths) / 100
    if len(run) == 1:
        yield amount
    elif len(run) == 2 and run[0].hundredths is None:
        head = run[0]
        if head.room > 1 and amount < head.room:
            yield head.value + amount
        elif head.width == 1 and last.width == 2:
            yield head.value * 100 + amount
