"""Number words to numbers, and spoken digits to strings of digits."""

from typing import NamedTuple

from callaudit.text.tokens import SpokenTurn

ZEROS = frozenset({"zero", "oh", "o", "nought"})

DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip

TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip

TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

SMALL = {**DIGITS, **TEENS, **TENS}

SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "million": 1_000_000,
          "billion": 1_000_000_000}  # fmt: skip

REPEATS = {"double": 2, "triple": 3}

NUMBER_WORDS = frozenset({*SMALL, *ZEROS, *SCALES, *REPEATS})

_CENTS = frozenset({"cent", "cents"})


class Atom(NamedTuple):
    """One number as it was spoken or written, before the neighbours are heard with it.

    "three forty two fifty" has the atoms 3, 42 and 50; "two thousand thirty three" is one.
    `room` is what a following number may still add: 1000 after "two thousand", else 1.
    `hundredths` are the written decimals, None where there are none.
    """

    value: int
    width: int
    room: int
    hundredths: int | None
    first: int
    last: int
    written: bool = False


def small_number(turn: SpokenTurn, at: int) -> tuple[int, int] | None:
    """Read a number word from 1 to 99; return it with the place after it."""
    word = turn.word(at)
    if word in TENS:
        digit = DIGITS.get(turn.word(at + 1))
        return (TENS[word] + digit, at + 2) if digit else (TENS[word], at + 1)
    value = SMALL.get(word)
    return None if value is None else (value, at + 1)


def whole_number(turn: SpokenTurn, at: int) -> tuple[int, int] | None:
    """Read a whole number in words or numerals: "sixty eight", "a hundred and six", "68"."""
    atom = number_atom(turn, at)
    if atom is None or atom.hundredths is not None:
        return None
    return atom.value, atom.last


def number_atom(turn: SpokenTurn, at: int) -> Atom | None:
    """Read the one number that begins at a word, None where none does."""
    word = turn.word(at)
    if word[:1].isdigit():
        return _written(turn, at)
    if word in ZEROS:
        return Atom(0, 1, 1, None, at, at + 1)
    if word in SMALL or word in ("hundred", "thousand"):
        return _spoken(turn, at)
    if word == "a" and turn.word(at + 1) in ("hundred", "thousand", "million", "grand"):
        return _spoken(turn, at)
    return None


def _written(turn: SpokenTurn, at: int) -> Atom | None:
    text = turn.words[at].replace(",", "").replace(" ", "")
    if turn.glued(at + 1) and turn.word(at + 1) in ("st", "nd", "rd", "th"):
        return None
    whole, _, decimals = text.partition(".")
    if len(decimals) > 2 or len(whole) > 12:
        return None
    hundredths = int(decimals.ljust(2, "0")) if decimals else None
    scale = SCALES.get(turn.word(at + 1))
    if scale is not None:
        value = int(whole) * scale + (hundredths or 0) * scale // 100
        return Atom(value, 4, 1 if decimals else scale, None, at, at + 2, written=True)
    room = 1000 if turn.words[at].endswith(",000") else 1
    return Atom(int(whole), len(whole), room, hundredths, at, at + 1, written=True)


def _spoken(turn: SpokenTurn, at: int) -> Atom:
    head = small_number(turn, at)
    value, place = head or (1, at + 1 if turn.words[at] == "a" else at)
    scale = SCALES.get(turn.word(place))
    if scale is None:
        return Atom(value, 1 if value < 10 else 2, 1, None, at, place)
    total, room = 0, 1
    if turn.word(place) == "hundred":
        value, place, room = _hundreds(turn, value, place)
    if SCALES.get(turn.word(place), 0) >= 1000:
        total, value, room = value * SCALES[turn.word(place)], 0, 1000
        place += 1
        rest = _tail(turn, place)
        if rest is not None and turn.word(rest[1]) == "hundred":
            value, place, room = _hundreds(turn, *rest)
        elif rest is not None and not _begins_pair(turn, rest):
            (value, place), room = rest, 1
    return Atom(total + value, 4, room, None, at, place)


def _hundreds(turn: SpokenTurn, value: int, place: int) -> tuple[int, int, int]:
    """Read on from "hundred": the value, the place after it, and the room left."""
    rest = _tail(turn, place + 1)
    if rest is None:
        return value * 100, place + 1, 100
    return value * 100 + rest[0], rest[1], 1


def _tail(turn: SpokenTurn, place: int) -> tuple[int, int] | None:
    """Read the "and fifty" of "a hundred and fifty", unless these are cents."""
    joined = turn.word(place) == "and"
    rest = small_number(turn, place + joined)
    if rest is None or (joined and turn.word(rest[1]) in _CENTS):
        return None
    return rest


def _begins_pair(turn: SpokenTurn, rest: tuple[int, int]) -> bool:
    """Tell whether "three" in "two thousand three forty" means three hundred."""
    value, place = rest
    word = turn.word(place)
    return value < 10 and (word in TEENS or word in TENS or word in ZEROS)


def number_run(turn: SpokenTurn, at: int) -> tuple[Atom, ...]:
    """Read the numbers that follow one another from a word on.

    Commas between them and hyphens between numerals are passed over ("3, 42, 50"); any
    other word ends the run.
    """
    atoms: list[Atom] = []
    place = at
    while (atom := number_atom(turn, place)) is not None:
        atoms.append(atom)
        place = atom.last
        if turn.word(place) == "," or (turn.word(place) == "-" and turn.glued(place)):
            place += 1
    return tuple(atoms)
