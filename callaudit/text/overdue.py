"""How many days a debt is late: "sixty eight days past due"."""

from callaudit.core.entity import EntityKind
from callaudit.text.numbers import NUMBER_WORDS, whole_number
from callaudit.text.tokens import Found, SpokenTurn

_LATE = (
    ("past", "due"), ("past", "the", "due", "date"), ("past", "its", "due", "date"), ("late",),
    ("overdue",), ("delinquent",), ("behind",), ("past", "terms"), ("beyond", "terms"),
    ("in", "arrears"), ("out",), ("over", "due"),
)  # fmt: skip

_LATE_BY = (
    ("past", "due"), ("past", "due", "by"), ("overdue", "by"), ("late", "by"), ("overdue",),
    ("delinquent",), ("delinquent", "by"), ("behind", "by"),
)  # fmt: skip

_STARTS = NUMBER_WORDS | {"a"}

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}

_BOUNDS = {"over": "more than", "than": "more than", "about": "about", "almost": "about",
           "nearly": "about", "around": "about", "roughly": "about"}  # fmt: skip


def find_overdue(turn: SpokenTurn) -> tuple[Found, ...]:
    """Find for how many days something is past due, late or overdue.

    "Net thirty" and "thirty days to pay" are terms and no lateness. Weeks become days.
    The note tells "more than" and "about".
    """
    if not any(word in ("due", "late", "overdue", "delinquent", "behind", "arrears", "terms", "out")
               for word in turn.words):  # fmt: skip
        return ()
    found: list[Found] = []
    done = 0
    for place in turn.places(_STARTS):
        number = whole_number(turn, place) if place >= done else None
        if number is None:
            continue
        days, last = number
        last += turn.word(last) in ("calendar", "business", "-")
        end = _end(turn, place, last + 1) if turn.word(last) in _UNITS else None
        if end is not None:
            value = str(days * _UNITS[turn.word(last)])
            note = _BOUNDS.get(turn.word(place - 1))
            found.append(Found(EntityKind.DAYS, value, place, end, note))
        done = max(end or 0, number[1])
    return tuple(found)


def _end(turn: SpokenTurn, first: int, last: int) -> int | None:
    """Return where the statement of lateness ends, None where it is none."""
    place = last + (turn.word(last) == "-")
    for phrase in _LATE:
        if turn.says(place, *phrase) and (phrase != ("out",) or turn.word(place + 1) != "of"):
            return place + len(phrase)
    if any(turn.says(first - len(phrase), *phrase) for phrase in _LATE_BY):
        return last
    return None
