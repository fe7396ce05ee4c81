"""Card, bank and identity numbers, birth dates, health and children's names in what was said."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from callaudit.core.conversation import Conversation, Turn
from callaudit.core.entity import Entity, EntityKind
from callaudit.core.private import PrivateKind, PrivateSpan
from callaudit.text.spelling import Piece, digits_of, spelt_runs
from callaudit.text.tokens import SpokenTurn, tokenise

_KEPT_DIGITS = 4
"""Last digits that stay readable, so that a person can still tell one card from another."""

_ANSWER_TURNS = 4
"""How many turns a question for a number stays open: numbers are read out in groups."""

_HEALTH = re.compile(
    r"\b(?:cancer|chemo(?:therapy)?|radiation (?:therapy|treatments?)|tumou?rs?|leukemia|lymphoma"
    r"|melanoma|hiv|aids(?= (?:patient|virus|diagnosis))|hepatitis|dialysis|diabet(?:es|ic)"
    r"|insulin|seizures?|epilep(?:sy|tic)|strokes?(?= (?:last|in|and|patient|victim))"
    r"|heart (?:attack|surgery|failure|condition|disease)|bypass surgery|pacemaker"
    r"|miscarriages?|pregnan(?:t|cy)|abortions?|fertility treatments?"
    r"|depress(?:ion|ed)(?! (?:economy|market|prices?))|anxiety (?:disorder|attacks?|meds?)"
    r"|bipolar|schizophreni[ac]|ptsd|suicid(?:al|e)|psychiatr(?:ist|ic|y)|therapist"
    r"|rehab|overdosed?|methadone|detox|dementia|alzheimer'?s|parkinson'?s"
    r"|multiple sclerosis|lupus|colonoscopy|biops(?:y|ies)|mastectomy|hysterectomy"
    r"|vasectomy|std|herpes|miscarried|oncolog(?:y|ist)|hospice)\b",
    re.IGNORECASE,
)
"""Words that name an illness or a treatment; "sick" and "surgery" alone tell nothing."""

_CHILD = re.compile(
    r"\b(?i:my|your|her|his|their|our) (?:(?i:little|youngest|oldest|eldest|baby|own) )?"
    r"(?i:son|daughter|kid|child|baby|boy|girl|grandson|granddaughter|grandchild|newborn)"
    r"(?:'s name is|,? (?:named|called|little)|,)? "
    r"(?P<name>(?!I\b|I'|He\b|She\b|And\b|But\b|So\b)[A-Z][a-z]+)"
)

_CUES: dict[PrivateKind, re.Pattern[str]] = {
    PrivateKind.SECURITY_CODE: re.compile(
        r"security code|\bc ?v ?[vc]2?\b|three digits?|3 digits?|back of (?:the|your|my) card"
        r"|(?:code|number|numbers|digits) on the back"
    ),
    PrivateKind.SOCIAL_SECURITY_NUMBER: re.compile(r"\bsocial\b(?! media)|\bssn\b|\bs s n\b"),
    PrivateKind.BANK_NUMBER: re.compile(
        r"routing|\baba\b|\biban\b|(?:checking|savings|bank) (?:account|acct)"
        r"|account number (?:at|with|of|on|for) (?:the|your|my) (?:bank|check)"
        r"|bottom of (?:the|your|my|a) check"
    ),
    PrivateKind.CARD_NUMBER: re.compile(
        r"card(?:'s)? numbers?|(?:debit|credit) card|\b(?:visa|master ?card|amex|discover card)\b"
        r"|(?:long|sixteen|16|fifteen)[ -](?:digits?|number)|(?:number|numbers|digits) (?:on|off|"
        r"from|across) (?:the )?(?:front of )?(?:the|your|my|that) (?:front|card)"
    ),
    PrivateKind.BIRTH_DATE: re.compile(r"\bborn\b|birth ?da(?:y|te)|date of birth|\bd ?o ?b\b"),
}
"""The words that ask for a number or name it, the most telling first."""

_LAST_FOUR = re.compile(r"\b(?:last|final) (?:four|4)\b|\bend(?:s|ing)? (?:in|with)\b|\bending\b")

_NOT_OURS = re.compile(r"invoice|reference|claim|case|file|order|extension|phone|call (?:me|us)")
"""A code right after one of these is no card and no bank account, however open the question."""

_DIGITS_NEEDED = {
    PrivateKind.SECURITY_CODE: (3, 4),
    PrivateKind.SOCIAL_SECURITY_NUMBER: (9, 9),
    PrivateKind.BANK_NUMBER: (5, 17),
    PrivateKind.CARD_NUMBER: (4, 19),
}
"""Fewest and most digits that such a number has after its cue; a card is read in groups."""

_CARD_DIGITS = range(13, 20)

_NO_NUMBERS = frozenset({EntityKind.MONEY, EntityKind.DATE})
"""Values whose digits are no number of a card or an account."""

_AMOUNT = re.compile(r"\d,\d{3}\b|\d\.\d\d\b")

_BUSINESS = re.compile(r"\b(?:due|dated|invoice|bill|statement|paid|pay|payment|promised?)\b")
"""Words before a date that is no birthday, though one was asked for a few turns ago."""

_WRITTEN_BIRTH = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b")
_WRITTEN_SSN = re.compile(r"\b\d{3}-\d{2}-(?=\d{4}\b)")


class _Run(NamedTuple):
    """Digits that were said in one go, with their characters in the turn.

    At `last_digits_char` the last four begin.
    """

    digits: str
    start_char: int
    end_char: int
    last_digits_char: int


def find_private(
    conversation: Conversation, entities: Iterable[Entity] = ()
) -> tuple[PrivateSpan, ...]:
    """Find what must not be repeated, in order of turn and place; spans do not overlap.

    Digits count by their length together with the words that ask for them or name them, in
    the same turn or in one of the turns before; 13 to 19 digits that satisfy the check digit
    of payment cards (ISO/IEC 7812, Luhn) count alone. The last four digits of whole card, bank
    and social security numbers are left out of the span; a group of a card's digits goes whole.
    Birth dates are `entities` of dates in such a place. Health and children's names are found
    by lists of words: not all of them.
    """
    values = [entity for entity in entities if entity.kind in _NO_NUMBERS]
    found: list[PrivateSpan] = []
    asked: tuple[PrivateKind, int] | None = None
    for at, turn in enumerate(conversation.turns):
        if asked is not None and at - asked[1] > _ANSWER_TURNS:
            asked = None
        own = [value for value in values if value.turn == turn.index]
        found.extend(_in_turn(turn, own, asked[0] if asked else None))
        named = _last_cue(turn.text.lower())
        asked = (named, at) if named is not None else asked
    return tuple(found)


def _in_turn(
    turn: Turn, values: list[Entity], asked: PrivateKind | None
) -> tuple[PrivateSpan, ...]:
    runs = tuple(_runs(tokenise(turn.text)))
    spans = (
        *_numbers(turn, runs, values, asked),
        *_births(turn, runs, values, asked),
        *_matches(_WRITTEN_SSN, turn, PrivateKind.SOCIAL_SECURITY_NUMBER),
        *_matches(_HEALTH, turn, PrivateKind.HEALTH),
        *_matches(_CHILD, turn, PrivateKind.MINOR_NAME, group="name"),
    )
    kept: list[PrivateSpan] = []
    for span in sorted(spans, key=lambda one: (one.start_char, -one.end_char)):
        if not kept or span.start_char >= kept[-1].end_char:
            kept.append(span)
    return tuple(kept)


def _numbers(
    turn: Turn, runs: tuple[_Run, ...], values: list[Entity], asked: PrivateKind | None
) -> Iterator[PrivateSpan]:
    lowered = turn.text.lower()
    for run in runs:
        if any(run.start_char < v.end_char and v.start_char < run.end_char for v in values):
            continue
        before = lowered[: run.start_char]
        after = lowered[run.end_char : run.end_char + 40]
        kind = _kind_of(run, before, after, asked)
        if kind is None:
            continue
        part = kind is PrivateKind.CARD_NUMBER and len(run.digits) not in _CARD_DIGITS
        whole = part or kind is PrivateKind.SECURITY_CODE
        end = run.end_char if whole else run.last_digits_char
        if end > run.start_char:
            yield PrivateSpan(kind=kind, turn=turn.index, start_char=run.start_char, end_char=end)


def _runs(spoken: SpokenTurn) -> Iterator[_Run]:
    for pieces in spelt_runs(spoken, letters=False):
        start, end = spoken.starts[pieces[0].first], spoken.ends[pieces[-1].last - 1]
        if _AMOUNT.search(spoken.text[start:end]):
            continue
        yield _Run(digits_of(pieces), start, end, _before_last_digits(spoken, pieces))


def _kind_of(run: _Run, before: str, after: str, asked: PrivateKind | None) -> PrivateKind | None:
    if len(run.digits) in _CARD_DIGITS and _luhn(run.digits):
        return PrivateKind.CARD_NUMBER
    near = before[-60:]
    if len(run.digits) <= _KEPT_DIGITS and _LAST_FOUR.search(near[-30:]):
        return None
    if _NOT_OURS.search(near[-25:]):
        return None
    named = _last_cue(near) or _last_cue(after) or asked
    if named not in _DIGITS_NEEDED:
        return None
    fewest, most = _DIGITS_NEEDED[named]
    return named if fewest <= len(run.digits) <= most else None


def _last_cue(lowered: str) -> PrivateKind | None:
    """Return what the last cue of a text names; of two at one place the most telling."""
    places = [
        (max(match.end() for match in pattern.finditer(lowered)), kind)
        for kind, pattern in _CUES.items()
        if pattern.search(lowered)
    ]
    return max(places, key=lambda place: place[0])[1] if places else None


def _before_last_digits(spoken: SpokenTurn, pieces: tuple[Piece, ...]) -> int:
    """Return the character where the last four digits of a run begin."""
    kept = 0
    for piece in reversed(pieces):
        kept += len(piece.text)
        if kept >= _KEPT_DIGITS:
            written = piece.last == piece.first + 1 and spoken.words[piece.first][0].isdigit()
            start = spoken.starts[piece.first]
            return start + kept - _KEPT_DIGITS if written else start
    return spoken.starts[pieces[0].first]


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    total = sum(int(digit) for digit in digits[-1::-2])
    return (total + sum(value // 10 + value % 10 for value in doubled)) % 10 == 0


def _births(
    turn: Turn, runs: tuple[_Run, ...], values: list[Entity], asked: PrivateKind | None
) -> Iterator[PrivateSpan]:
    cue = _CUES[PrivateKind.BIRTH_DATE]
    lowered = turn.text.lower()
    dates = [value for value in values if value.kind is EntityKind.DATE]
    places = [(date.start_char, date.end_char) for date in dates]
    places.extend(match.span() for match in _WRITTEN_BIRTH.finditer(turn.text))
    for start, end in places:
        end = _with_year(runs, end)
        before = lowered[max(0, start - 40) : start]
        answers = asked is PrivateKind.BIRTH_DATE and not _BUSINESS.search(before)
        if answers or cue.search(before + "|" + lowered[end : end + 25]):
            yield PrivateSpan(
                kind=PrivateKind.BIRTH_DATE, turn=turn.index, start_char=start, end_char=end
            )


def _with_year(runs: tuple[_Run, ...], end: int) -> int:
    """Return the end of a date with the year that was said after it."""
    years = [run for run in runs if end <= run.start_char <= end + 5]
    return years[0].end_char if years and len(years[0].digits) <= _KEPT_DIGITS else end


def _matches(
    pattern: re.Pattern[str], turn: Turn, kind: PrivateKind, *, group: str | int = 0
) -> Iterator[PrivateSpan]:
    for match in pattern.finditer(turn.text):
        start, end = match.span(group)
        yield PrivateSpan(kind=kind, turn=turn.index, start_char=start, end_char=end)
