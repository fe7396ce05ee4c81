"""Invoice, account, order and check numbers, read out or written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from callaudit.core.entity import EntityKind
from callaudit.text.amounts import agreeing, readings
from callaudit.text.money_cues import counts_something
from callaudit.text.numbers import number_run
from callaudit.text.reference_cues import Cue, cue_after, cue_before
from callaudit.text.spelling import Piece, code_of, digits_of, spelt_runs, spoken_singly
from callaudit.text.tokens import Found, SpokenTurn

_PHONE_SIZES = frozenset({7, 10, 11})

_ECHO_AT_LEAST = 4
"""Shortest known number that is recognised without a cue."""

_LONG_ENOUGH = 4
"""Digits after which a pause may end a code."""

Pieces = tuple[Piece, ...]


class LedgerFacts(NamedTuple):
    """What the ledger says about the invoice: its number and its amount."""

    number: str | None = None
    amount: Decimal | None = None


def find_references(
    turn: SpokenTurn, *, ledger: LedgerFacts, asked: Cue | None = None
) -> tuple[Found, ...]:
    """Find the codes that a word such as "invoice", "account" or "check number" names.

    The cue stands before or after the code, or in the question that this turn answers
    (`asked`). A code that agrees with the ledger's invoice number, dashes and letter case
    aside, has the ledger's spelling; else it is written as spoken. The ledger's amount
    keeps "the invoice, three forty two fifty" an amount.
    """
    found: list[Found] = []
    for run in _runs(turn):
        pieces = _cut(run, number=ledger.number)
        leading = _and_more(turn, run, found) or cue_before(turn, run[0].first)
        if leading is not None and _dialled(run) and not _names_long_codes(leading, run):
            leading = None
        for cue in (leading, _cue_elsewhere(turn, run, asked=None if found else asked)):
            if cue is not None and _believed(turn, pieces, cue, ledger):
                value = _value(pieces, number=ledger.number)
                found.append(Found(cue.kind, value, pieces[0].first, pieces[-1].last, cue.note))
                break
    return tuple(found)


def find_known(turn: SpokenTurn, *, known: tuple[str, ...]) -> tuple[Found, ...]:
    """Find numbers that are known from the ledger or from earlier in the call, without a cue."""
    wanted = {plain(code): code for code in known if len(plain(code)) >= _ECHO_AT_LEAST}
    found: list[Found] = []
    if not wanted:
        return ()
    for pieces in _runs(turn):
        for start in range(len(pieces)):
            part = _known_from(pieces[start:], wanted)
            if part and not counts_something(turn, part[-1].last):
                code = wanted[plain(code_of(part))]
                first, last = part[0].first, part[-1].last
                found.append(Found(EntityKind.REFERENCE, code, first, last, "known"))
                break
    return tuple(found)


def _known_from(pieces: Pieces, wanted: dict[str, str]) -> Pieces:
    """Return the longest beginning of the pieces that is a known number."""
    longest = max(map(len, wanted))
    best: Pieces = ()
    for size in range(1, min(len(pieces), longest) + 1):
        if plain(code_of(pieces[:size])) in wanted:
            best = pieces[:size]
    return best


def plain(code: str) -> str:
    """Return a code for comparison: capitals and digits only, the letter O as zero."""
    return "".join(char for char in code.upper() if char.isalnum()).replace("O", "0")


def _runs(turn: SpokenTurn) -> Iterator[Pieces]:
    for pieces in spelt_runs(turn, letters=True):
        yield _until_money(turn, pieces)


def _until_money(turn: SpokenTurn, pieces: Pieces) -> Pieces:
    """Leave out what follows from a written decimal on: it is an amount."""
    for index, piece in enumerate(pieces):
        if index and "." in turn.words[piece.first]:
            return pieces[:index]
    return pieces


def _and_more(turn: SpokenTurn, pieces: Pieces, found: list[Found]) -> Cue | None:
    """Read on in a list: "invoices 4471 and 4480"."""
    first = pieces[0].first
    if not found or turn.word(first - 1) not in ("and", ",", "or") or found[-1].last < first - 2:
        return None
    if not spoken_singly(pieces) and not turn.words[first][0].isdigit():
        return None
    last = found[-1]
    return Cue(last.kind, last.note) if len(code_of(pieces)) == len(last.value) else None


def _cue_elsewhere(turn: SpokenTurn, pieces: Pieces, *, asked: Cue | None) -> Cue | None:
    """Look for the cue after a code, then in the question before this turn."""
    written = turn.words[pieces[0].first][0].isdigit()
    if len(digits_of(pieces)) < 3 or not (spoken_singly(pieces) or written):
        return None
    cue = cue_after(turn, pieces[-1].last)
    if cue is not None:
        return cue
    labelled = turn.word(pieces[0].first - 1) in ("$", "extension", "#")
    return None if _dialled(pieces) or labelled else asked


def _dialled(pieces: Pieces) -> bool:
    """Tell whether a code has the length of a telephone number, said once or twice."""
    size = len(digits_of(pieces))
    return size in _PHONE_SIZES or (size % 2 == 0 and size // 2 in _PHONE_SIZES)


def _names_long_codes(cue: Cue, pieces: Pieces) -> bool:
    """Tell whether a code as long as a telephone number is one all the same.

    "account number" names it; in "about your account 317-555-0142" the number is to call.
    """
    if cue.name is None:
        return False
    return cue.numbered or cue.ending or len(digits_of(pieces)) == min(_PHONE_SIZES)


def _cut(pieces: Pieces, *, number: str | None) -> Pieces:
    """End a code where the ledger's number ends, or at a pause after which an amount begins."""
    if number:
        exact = _known_from(pieces, {plain(number): number})
        if exact:
            return exact
    digits = 0
    for index, piece in enumerate(pieces):
        if index and piece.mark in (",", ".") and digits >= 3:
            single = len(piece.text) == 1 and spoken_singly(pieces[:index])
            if piece.mark == "." or (not single and (digits >= _LONG_ENOUGH or _compound(piece))):
                return pieces[:index]
        digits += len(piece.text)
    return pieces


def _compound(piece: Piece) -> bool:
    return len(piece.text) == 2


def _believed(turn: SpokenTurn, pieces: Pieces, cue: Cue, ledger: LedgerFacts) -> bool:
    """Tell whether a code with this cue is one, not a count, an amount or a telephone number."""
    code, first, last = code_of(pieces), pieces[0].first, pieces[-1].last
    characters = sum(len(piece.text) for piece in pieces)
    if ledger.number and plain(code) == plain(ledger.number):
        return True
    if characters < cue.shortest or not digits_of(pieces):
        return False
    if turn.word(first - 1) == "$" and not (
        characters >= _LONG_ENOUGH and turn.word(last) == "for"
    ):
        return False  # but "invoice $7746 for $640" is how a recogniser writes a number, too
    if turn.word(last) in ("%", "percent", "dollars", "dollar", "bucks", "cents", "and"):
        return turn.word(last) == "and" and not _is_amount(turn, pieces)
    if not cue.numbered and (counts_something(turn, last) or "/" in code):
        return False
    if cue.name is None and characters in _PHONE_SIZES:
        return False
    run = number_run(turn, first)
    if not cue.numbered and agreeing(run, ledger.amount) is not None:
        return False
    return cue.numbered or cue.direct or cue.ending or not _is_amount(turn, pieces)


def _is_amount(turn: SpokenTurn, pieces: Pieces) -> bool:
    """Tell whether numbers were spoken the way amounts are: "three forty two fifty"."""
    first = turn.words[pieces[0].first]
    if first[0].isdigit():
        return "." in first or len(digits_of(pieces)) < _LONG_ENOUGH
    return not spoken_singly(pieces) and bool(readings(number_run(turn, pieces[0].first)))


def _value(pieces: Pieces, *, number: str | None) -> str:
    """Write a code: as the ledger does where they agree, in digits at least, else as spoken."""
    code = code_of(pieces)
    if number:
        digits = "".join(char for char in number if char.isdigit())
        bare = code.replace("-", "")
        if plain(code) == plain(number) or (len(digits) >= 3 and bare == digits):
            return number
    return code
