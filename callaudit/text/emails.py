"""Mail addresses, written or spelt: "shawn t at example dot com"."""

from callaudit.core.entity import EntityKind
from callaudit.text.numbers import ZEROS, small_number
from callaudit.text.tokens import Found, SpokenTurn

_MARKS = {"dot": ".", "point": ".", "underscore": "_", "dash": "-", "hyphen": "-", "period": "."}

_ENDINGS = frozenset("com net org edu gov us co io biz info mil ca uk me".split())

_NOT_NAMES = frozenset(
    "use is it's its that's to email emails mail address at my the me send and yes yeah so okay "
    "it be would or try just a an this for your you can could on as his her our their say says "
    "visit us online website www with from have got i i'd i'll i'm we but no well sure "
    "one's uses write was reach".split()
)
"""Words that cannot belong to the part before "at"."""

_LONGEST = 8
"""Most words of the part before "at"."""


def find_emails(turn: SpokenTurn) -> tuple[Found, ...]:
    """Find mail addresses, with "at" and "dot" spoken or as signs.

    The part before "at" reaches back to the first word that cannot be part of a name; the
    value is in lower case, without blanks, digits as digits.
    """
    found: list[Found] = []
    for at, word in enumerate(turn.words):
        if word not in ("@", "at"):
            continue
        domain = _domain(turn, at + 1)
        first = _local_start(turn, at) if domain is not None else at
        if domain is None or first == at:
            continue
        value = f"{_joined(turn, first, at)}@{domain[0]}"
        found.append(Found(EntityKind.EMAIL, value, first, domain[1]))
    return tuple(found)


def _domain(turn: SpokenTurn, place: int) -> tuple[str, int] | None:
    """Read "example dot com"; return the domain and the place after it."""
    start, spoken = place, turn.word(place - 1) == "at"
    while place < len(turn) and place - start <= _LONGEST:
        word = turn.words[place]
        if word in ("dot", "."):
            ending = turn.word(place + 1)
            if ending in _ENDINGS and turn.words[start] != "www":
                more = turn.word(place + 2) in ("dot", ".") and turn.word(place + 3) in _ENDINGS
                last = place + (4 if more else 2)
                return (_joined(turn, start, last), last) if place > start else None
        elif not (word.isalnum() or word in ("-", *_MARKS)) or (spoken and word in _NOT_NAMES):
            return None
        place += 1
    return None


def _local_start(turn: SpokenTurn, at: int) -> int:
    """Return the first word of the part before "at", `at` itself where there is none."""
    first = at
    written = turn.words[at] == "@"
    while first > 0 and at - first < _LONGEST:
        word = turn.words[first - 1]
        if written and not turn.glued(first):
            break
        sign = word in ("-", "_") or (word == "." and turn.glued(first))
        if (word in _NOT_NAMES and not written) or not (sign or word.isalnum()):
            break
        first -= 1
    while first < at and turn.words[first] in (".", "-", "dot"):
        first += 1
    return first


def _joined(turn: SpokenTurn, first: int, last: int) -> str:
    written = ""
    place = first
    while place < last:
        word = turn.words[place]
        number = small_number(turn, place)
        if number is not None and number[1] <= last:
            written += str(number[0])
            place = number[1]
            continue
        zero = word in ZEROS and len(word) > 1
        written += "0" if zero else _MARKS.get(word, word)
        place += 1
    return written
