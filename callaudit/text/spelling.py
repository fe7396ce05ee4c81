"""Codes read out character by character: "oh two six dash five five", "L B 2207"."""

from collections.abc import Iterator
from typing import NamedTuple

from callaudit.text.numbers import DIGITS, REPEATS, TEENS, TENS, ZEROS
from callaudit.text.tokens import SpokenTurn

_ALPHABET = {
    word: word[0]
    for word in (
        "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november "
        "oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
    ).split()
}
"""Spelling alphabet of the International Civil Aviation Organization."""

_SPOKEN_MARKS = {"dash": "-", "hyphen": "-", "minus": "-", "slash": "/"}

_WRITTEN_MARKS = frozenset("-/")

_PAUSES = frozenset(",.()")

_LETTERS_AT_MOST = 4
"""Longest prefix such as "INV" that is taken for part of a code."""


class Piece(NamedTuple):
    """Some characters of a code, and the mark or pause that stood before them.

    `mark` is "-" or "/" (kept in the code), "," or "." (a pause) or "" (nothing).
    `said` tells a dash that was spoken from one that was written.
    """

    text: str
    first: int
    last: int
    mark: str = ""
    said: bool = False


_DIGIT_STARTS = frozenset({*DIGITS, *TEENS, *TENS, *ZEROS, *REPEATS})

_CODE_STARTS = _DIGIT_STARTS | frozenset(_ALPHABET) | frozenset("abcdefghijklmnopqrstuvwxyz")


def spelt_runs(turn: SpokenTurn, *, letters: bool) -> Iterator[tuple[Piece, ...]]:
    """Give every code of a turn, as pieces, in order."""
    done = 0
    for at in turn.places(_CODE_STARTS if letters else _DIGIT_STARTS):
        start = _prefixed(turn, at) if letters else at
        if start < done:
            continue
        pieces = spell_out(turn, start, letters=letters)
        if pieces:
            yield pieces
            done = pieces[-1].last


def _prefixed(turn: SpokenTurn, at: int) -> int:
    """Return where the letters before a numeral begin: the INV of "INV-2024"."""
    first = at - 2 if turn.word(at - 1) == "-" else at - 1
    word = turn.word(first)
    prefix = turn.words[at][0].isdigit() and 1 < len(word) <= _LETTERS_AT_MOST and word.isalpha()
    return first if prefix and _letters(turn, first, alone=True) else at


def spell_out(turn: SpokenTurn, at: int, *, letters: bool) -> tuple[Piece, ...]:
    """Read the pieces of a code from a word on; empty where none begins there.

    Tens are two digits ("ninety" is 90, "ninety one" 91), "eight hundred" is 800, "double
    five" 55. Stops at the first word that cannot be part of a code.
    """
    pieces: list[Piece] = []
    place, mark, said = at, "", False
    while place < len(turn):
        piece = _piece(turn, place, letters=letters, alone=not pieces)
        if piece is not None:
            pieces.append(piece._replace(mark=mark, said=said))
            place, mark, said = piece.last, "", False
            continue
        word = turn.words[place]
        if word in _SPOKEN_MARKS and pieces:
            mark, said = _SPOKEN_MARKS[word], True
        elif word in _WRITTEN_MARKS and pieces:
            mark = mark if said else word
        elif word in _PAUSES:
            mark = mark if mark in ("-", "/", ".") else word
        else:
            break
        place += 1
    return tuple(pieces)


def code_of(pieces: tuple[Piece, ...]) -> str:
    """Write a code as it was spoken: a dash stays where it was said, or joins written parts.

    "3-3-8-1" is 3381 (a recogniser's habit), "026-55" and "oh two six dash five five" are
    026-55.
    """
    parted = any(len(piece.text) > 1 for piece in pieces)
    written = ""
    for index, piece in enumerate(pieces):
        keep = index > 0 and piece.mark in ("-", "/") and (piece.said or parted)
        written += (piece.mark if keep else "") + piece.text
    return written


def digits_of(pieces: tuple[Piece, ...]) -> str:
    """Return the digits of all pieces."""
    return "".join(char for piece in pieces for char in piece.text if char.isdigit())


def spoken_singly(pieces: tuple[Piece, ...]) -> bool:
    """Tell whether a code was read out one character at a time, as amounts never are."""
    return all(len(piece.text) == 1 or len(set(piece.text)) == 1 for piece in pieces)


def _piece(turn: SpokenTurn, at: int, *, letters: bool, alone: bool) -> Piece | None:
    word = turn.words[at]
    if word[0].isdigit():
        if turn.glued(at + 1) and turn.word(at + 1) in ("st", "nd", "rd", "th"):
            return None
        return Piece("".join(char for char in word if char.isdigit()), at, at + 1)
    if word in ZEROS:
        if alone and letters and word == "o" and _letter(turn, at + 1):
            return Piece("O", at, at + 1)
        return Piece("0", at, at + 1)
    if word in REPEATS:
        return _repeated(turn, at, letters=letters)
    if word in DIGITS:
        return _digit(turn, at)
    if word in TEENS:
        return Piece(str(TEENS[word]), at, at + 1)
    if word in TENS:
        digit = DIGITS.get(turn.word(at + 1), 0)
        return Piece(str(TENS[word] + digit), at, at + 2 if digit else at + 1)
    return _letters(turn, at, alone=alone) if letters else None


def _digit(turn: SpokenTurn, at: int) -> Piece:
    digit = str(DIGITS[turn.words[at]])
    zeros = {"hundred": "00", "thousand": "000"}.get(turn.word(at + 1))
    return Piece(digit + zeros, at, at + 2) if zeros else Piece(digit, at, at + 1)


def _repeated(turn: SpokenTurn, at: int, *, letters: bool) -> Piece | None:
    if at + 1 >= len(turn):
        return None
    word = turn.words[at + 1]
    once = str(DIGITS[word]) if word in DIGITS else "0" if word in ZEROS else ""
    if not once and len(word) == 1 and (word.isdigit() or letters):
        once = word.upper()
    return Piece(once * REPEATS[turn.words[at]], at, at + 2) if once else None


def _letters(turn: SpokenTurn, at: int, *, alone: bool) -> Piece | None:
    word, spelt = turn.words[at], turn.spelt(at)
    if not word.isascii() or not word.isalpha():
        return None
    if len(word) == 1:
        # "a" and "i" are words of their own unless a code goes on around them.
        explained = turn.says(at + 1, "as", "in") and turn.word(at + 3).isalpha()
        if word in "ai" and not explained and not _spelt_around(turn, at, alone=alone):
            return None
        last = at + 4 if explained else at + 1
        return Piece(word.upper(), at, last)
    if word in _ALPHABET:
        return Piece(_ALPHABET[word].upper(), at, at + 1)
    follows = turn.word(at + 1)
    goes_on = follows[:1].isdigit() or (follows == "-" and turn.word(at + 2)[:1].isdigit())
    if len(word) <= _LETTERS_AT_MOST and goes_on:
        return Piece(spelt.upper(), at, at + 1) if spelt.isupper() or turn.glued(at + 1) else None
    return None


def _spelt_around(turn: SpokenTurn, at: int, *, alone: bool) -> bool:
    capital = turn.spelt(at).isupper()
    follows = _letter(turn, at + 1) or turn.word(at + 1) in DIGITS or turn.word(at + 1) in ZEROS
    return (not alone and follows) or (capital and (follows or turn.word(at + 1)[:1].isdigit()))


def _letter(turn: SpokenTurn, at: int) -> bool:
    word = turn.word(at)
    return len(word) == 1 and word.isalpha()
