"""Telephone numbers of the North American plan, spoken or written in any grouping."""

from dataclasses import replace

from callaudit.core.entity import EntityKind
from callaudit.text.numbers import DIGITS, ZEROS
from callaudit.text.reference_cues import cue_before
from callaudit.text.spelling import Piece, digits_of, spell_out, spelt_runs
from callaudit.text.tokens import Found, SpokenTurn, tokenise

_PHONE_WORDS = frozenset(
    "call calls called number phone reach reached cell cellphone mobile callback telephone dial "
    "fax text line landline contact ring back toll again extension direct work home".split()
)
"""Words that make digits a telephone number though they do not look like one."""

_OTHER_NUMBERS = frozenset(
    "card routing social ssn security tracking check zip license passport".split()
)
"""Words that make ten digits something else when they are nearest."""

_REACH = 10
"""How many words back a cue is looked for."""

_CARD_DIGITS = range(13, 20)

_EXTENSION = frozenset({"extension", "ext", "x"})

_CURRENCY = frozenset({"dollars", "dollar", "bucks", "cents"})

_AREA = frozenset("23456789")


_ASKS_FOR = frozenset("phone telephone cell cellphone mobile callback reach call contact".split())

_ASKS = frozenset(
    "what what's which where can could may have give best good better your you ? confirm verify "
    "update share leave".split()
)


def phone_asked(turn: SpokenTurn) -> bool:
    """Tell whether a turn asks for a telephone number: "What's the best number to reach you?"."""
    words = frozenset(turn.words)
    named = "number" in words or "phone" in words or "cell" in words
    return bool(named and words & _ASKS_FOR and words & _ASKS and not words & _OTHER_NUMBERS)


def find_phones(turn: SpokenTurn, *, asked: bool = False) -> tuple[Found, ...]:
    """Find telephone numbers: ten digits, eleven with a leading 1, or seven.

    Ten digits count where area code and exchange can exist, or a word such as "call" or
    "number" stands before them; seven only with such a word, or written `555-0190`. The
    value is `614-555-0190`, of seven digits `555-0190`; an extension goes into the note. Where
    no ten digits are found, words that sound like digits ("six oh too") are read as digits.
    Where the turn before `asked` for a telephone number, that is the word that stands before,
    and ten digits are one whatever they begin with: not every number is of this plan.
    """
    plain = _as_read(turn, asked=asked)
    if any(len(found.value) >= _WHOLE for found in plain):
        return plain
    return (
        tuple(f for f in _as_read(_with_digits(turn), asked=asked) if len(f.value) >= _WHOLE)
        or plain
    )


def cut_number(turn: SpokenTurn, *, asked: bool = False) -> tuple[int, int, str] | None:
    """Find the digits of a telephone number that lacks some or has too many: words and digits.

    Only where one is expected, by a word before it or because it was `asked` for, and none of
    the turn is whole.
    """
    if find_phones(turn, asked=asked):
        return None
    for pieces in spelt_runs(turn, letters=False):
        cue = _cue(turn, pieces[0].first)
        digits = digits_of(pieces)
        named = cue_before(turn, pieces[0].first)
        if named is not None and named.name is not None:
            continue  # the number of an account, an invoice, a check
        if len(digits) in _NEARLY_WHOLE and (cue or (cue is None and asked)):
            return pieces[0].first, pieces[-1].last, digits
    return None


def whole_number(text: str) -> str:
    """Return the ten digits of a text that says one telephone number, "" where it does not."""
    spoken = tokenise(text)
    runs = [digits_of(pieces) for pieces in spelt_runs(spoken, letters=False)]
    long = [digits for digits in runs if len(digits) >= _DIGITS]
    if len(long) != 1:
        return ""
    digits = long[0].removeprefix("1") if len(long[0]) == _DIGITS + 1 else long[0]
    return digits if len(digits) == _DIGITS else ""


_NEARLY_WHOLE = range(8, 13)
"""Digits of a telephone number as it is misheard: one or two dropped or doubled."""

_MISHEARD = {"to": "two", "too": "two", "for": "four", "fore": "four", "won": "one", "ate": "eight"}
"""Words that a recogniser writes for a digit inside a number."""

_WHOLE = len("614-555-0190")

_DIGITS = 10


def _as_read(turn: SpokenTurn, *, asked: bool) -> tuple[Found, ...]:
    found: list[Found] = []
    for pieces in spelt_runs(turn, letters=False):
        found.extend(_in_run(turn, pieces, asked=asked))
    return tuple(found)


def _with_digits(turn: SpokenTurn) -> SpokenTurn:
    """Read "six oh too five" as digits: only right after a digit, so "to" stays "to" elsewhere."""
    words = list(turn.words)
    for at in range(1, len(words)):
        digit = _MISHEARD.get(words[at])
        if digit and (words[at - 1] in DIGITS or words[at - 1] in ZEROS):
            words[at] = digit
    return replace(turn, words=tuple(words))


def _in_run(turn: SpokenTurn, pieces: tuple[Piece, ...], *, asked: bool) -> list[Found]:
    """Find the numbers in one run of digits, which may say a number twice."""
    found: list[Found] = []
    cue = _cue(turn, pieces[0].first)
    if cue is None and asked:
        if len(digits_of(pieces)) == _DIGITS:
            return [_phone(turn, pieces)]
        cue = True
    if cue is False or (cue is None and len(digits_of(pieces)) in _CARD_DIGITS):
        return found
    at = 0
    while at < len(pieces):
        size = _length(turn, pieces[at:], cued=bool(cue) or bool(found))
        # Seven digits in the middle of a longer run are a part of something else.
        inside = at > 0 and pieces[at].mark != "." and not found
        if not size or (inside and len(digits_of(pieces[at : at + size])) == 7):
            at = _next_start(pieces, at)
            continue
        part = pieces[at : at + size]
        found.append(_phone(turn, part))
        at += size
    return found


def _next_start(pieces: tuple[Piece, ...], at: int) -> int:
    """Skip an "oh" that only opened the sentence, else go on after the next pause."""
    if at == 0 and pieces[0].text == "0":
        return 1
    later = (index for index in range(at + 1, len(pieces)) if pieces[index].mark in (",", "."))
    return next(later, len(pieces))


def _length(turn: SpokenTurn, pieces: tuple[Piece, ...], *, cued: bool) -> int:
    """Return how many pieces make a number from the first one on, 0 where none do."""
    digits = ""
    seven = 0
    for index, piece in enumerate(pieces, start=1):
        digits += piece.text
        following = pieces[index:]
        pause = not following or following[0].mark in (",", ".")
        size = len(digits)
        whole = not following or following[0].mark == "."
        if size == 7 and whole and _is_local(turn, pieces[:index], cued=cued):
            seven = index
        ends = pause or size == 11 or _again(digits, following) or (cued and len(following) < 3)
        grouped = cued and [len(part.text) for part in pieces[:index]] == [3, 3, 4]
        if size in (10, 11) and ends and (grouped or _is_long(digits, cued=cued)):
            return index
        if size > 10:
            break
    return seven


def _is_long(digits: str, *, cued: bool) -> bool:
    if len(digits) == 11:
        return digits[0] == "1" and digits[1] in _AREA
    real = digits[0] in _AREA and digits[3] in _AREA
    return real or (cued and digits[0] != "1")


def _is_local(turn: SpokenTurn, pieces: tuple[Piece, ...], *, cued: bool) -> bool:
    digits = digits_of(pieces)
    if digits[0] not in _AREA or turn.word(pieces[-1].last) in _CURRENCY:
        return False
    opening = 0
    for piece in pieces:
        # "three hundred forty two fifty" has seven digits too, but no exchange of three.
        if opening < 3 and turn.word(piece.last - 1) == "hundred":
            return False
        opening += len(piece.text) if opening < 3 else 0
    if opening != 3:
        return False
    halves = len(pieces) == 2 and len(pieces[0].text) == 3 and pieces[1].mark == "-"
    return cued or halves or digits.startswith("555")


def _again(digits: str, following: tuple[Piece, ...]) -> bool:
    return digits_of(following).startswith(digits[-10:])


def _cue(turn: SpokenTurn, first: int) -> bool | None:
    """Tell whether the nearest word before speaks of a telephone, of another number, or neither.

    "account number" names an account: the word before "number" decides.
    """
    near = turn.before(first, _REACH)
    for index, word in enumerate(near):
        if word in _OTHER_NUMBERS and index < 4:
            return False
        if (
            word in ("number", "line")
            and index + 1 < len(near)
            and near[index + 1] in _OTHER_NUMBERS
        ):
            return False
        if word in _PHONE_WORDS:
            return True
    return None


def _phone(turn: SpokenTurn, pieces: tuple[Piece, ...]) -> Found:
    digits = digits_of(pieces)[-10:]
    groups = (digits[-10:-7], digits[-7:-4], digits[-4:])
    first, last = pieces[0].first, pieces[-1].last
    if turn.word(first - 1) == "(":
        first -= 1
    if turn.says(first - 1, "+"):
        first -= 1
    note, last = _extension(turn, last)
    return Found(EntityKind.PHONE, "-".join(filter(None, groups)), first, last, note)


def _extension(turn: SpokenTurn, last: int) -> tuple[str | None, int]:
    place = last + (turn.word(last) == ",")
    if turn.word(place) not in _EXTENSION:
        return None, last
    place += 1
    while turn.word(place) in (".", "number"):
        place += 1
    pieces = spell_out(turn, place, letters=False)
    if not pieces:
        return None, last
    return f"extension {digits_of(pieces)}", pieces[-1].last
