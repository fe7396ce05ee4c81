"""What a collector's note or code says of a call: facts of the case, and who was reached."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from callaudit.core.case import FactKind
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.agreement import call_date, date_of
from callaudit.text.entities import find_entities
from callaudit.text.note_words import (
    FACT_WORDS,
    MESSAGE_LEFT,
    NOBODY,
    NOT_SO,
    NOT_SO_AFTER,
    RIGHT_PARTY,
)
from callaudit.text.promise_cues import METHOD_WORDS

Reached = Literal["right_party", "message", "nobody"]

LONGEST_WORDS = 60
"""Of a note that a finding quotes."""

_CLAUSE_END = re.compile(r"[;\n|]|\.(?=\s|$)|, (?=(?:call|check|follow|fu|f/u|next|if)\b)")
_NUMBER = re.compile(r"(?<![\w/.\-#])\$?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d\d)?(?![\w/\-%]|\.\d)")
_COUNTED = re.compile(
    r"^\s*(?:x\b|pmts?|pymts?|payments|installments|wks?|weeks|mos?\b|months|days|am\b|pm\b|th\b)",
    re.I,
)
_IN_FULL = re.compile(
    r"\b(?:pif|bif|in full|full (?:bal(?:ance)?|amt|amount)|whole (?:bal|thing))\b", re.I
)
_FAR_DAYS = 180
_DAY_WORDS = {
    "tmrw": 1, "tmw": 1, "tom": 1, "tomorrow": 1, "today": 0, "tdy": 0, "tonight": 0,
}  # fmt: skip
_SHORT_DAY = re.compile(r"\b(mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?(?! (?:the )?\d)", re.I)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_METHODS = ((r"\b(?:cc|credit card)\b", "credit card"), (r"\bdc\b", "debit card"),
            (r"\b(?:ck|chk|check|cheque)\b", "check"), (r"\bach\b", "bank transfer"),
            (r"\b(?:mo|money order)\b", "money order"))  # fmt: skip


class NoteFact(NamedTuple):
    """A fact that a note tells; of a promise all amounts and days that it names."""

    kind: FactKind
    words: str
    amounts: tuple[Decimal, ...] = ()
    days: tuple[date, ...] = ()
    method: str | None = None
    in_full: bool = False


def facts_in_note(row: CallMetadata) -> tuple[NoteFact, ...]:
    """Return what the code and the note of a call establish, each kind once, in closed order.

    Collectors' shorthand is read: "PTP 250 6/14", "RTP", "disp amt", "ATTY REP", "WN", "C&D". What
    is denied, was refused to the collector, or is told of an earlier promise is none.
    """
    text = row.written
    found: list[NoteFact] = []
    taken: list[tuple[int, int]] = []
    for kind, words in FACT_WORDS.items():
        for match in words.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if not _is_so(text, match):
                continue
            taken.append(match.span())
            if kind not in {fact.kind for fact in found}:
                found.append(_fact(kind, match, text, row))
    return tuple(found)


def reached_by_note(row: CallMetadata) -> frozenset[Reached]:
    """Return whom or what a call reached, as its code and note have it."""
    text = row.written
    codes: tuple[tuple[Reached, re.Pattern[str]], ...] = (
        ("right_party", RIGHT_PARTY),
        ("message", MESSAGE_LEFT),
        ("nobody", NOBODY),
    )
    return frozenset(
        name for name, words in codes if any(_is_so(text, m) for m in words.finditer(text))
    )


def _is_so(text: str, match: re.Match[str]) -> bool:
    before = re.split(r"[.;,|\n]", text[max(0, match.start() - 40) : match.start()])[-1]
    return not NOT_SO.search(before) and not NOT_SO_AFTER.search(text[match.end() :])


def _fact(kind: FactKind, match: re.Match[str], text: str, row: CallMetadata) -> NoteFact:
    clause = _clause(text, match)
    words = clause.strip()[:LONGEST_WORDS].strip()
    if kind not in (FactKind.PROMISE, FactKind.PAYMENT_SENT):
        return NoteFact(kind, words)
    behind = text[match.start() : match.start() + len(clause) - clause.index(match.group())]
    return NoteFact(
        kind,
        words,
        amounts=tuple(dict.fromkeys(_amounts(behind))),
        days=tuple(dict.fromkeys(_days(behind, row))),
        method=_method(behind),
        in_full=bool(_IN_FULL.search(behind)),
    )


def _clause(text: str, match: re.Match[str]) -> str:
    begin = max((m.end() for m in _CLAUSE_END.finditer(text, 0, match.start())), default=0)
    end = _CLAUSE_END.search(text, match.end())
    return text[begin : end.start() if end else len(text)]


def _amounts(text: str) -> Iterator[Decimal]:
    for number in _NUMBER.finditer(text):
        if _COUNTED.match(text[number.end() :]) or _is_day(text, number):
            continue
        try:
            yield Decimal((number[1] + (number[2] or "")).replace(",", "")).quantize(
                Decimal("0.01")
            )
        except InvalidOperation:
            continue


def _is_day(text: str, number: re.Match[str]) -> bool:
    """Tell "on June 14" and "the 15" from an amount."""
    before = text[max(0, number.start() - 12) : number.start()].lower()
    small = "$" not in number.group() and not number[2] and int(number[1].replace(",", "")) <= 31
    month = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*$"
    return small and bool(re.search(rf"{month}|\bthe\s*$|\bon\s*$", before))


def _days(text: str, row: CallMetadata) -> Iterator[date]:
    called = call_date(row)
    turn = Turn(index=0, speaker=Speaker.AGENT, text=text)
    note = Conversation(call_id=row.call_id, turns=(turn,))
    for entity in find_entities(note, metadata=row):
        day = date_of(entity.value, near=called) if entity.kind is EntityKind.DATE else None
        if day is not None:
            yield _coming(day, called)
    if called is None:
        return
    for word in re.findall(r"\b(?:tmrw|tmw|tom|tdy)\b", text.lower()):
        yield called + timedelta(days=_DAY_WORDS[word])
    for number in re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)\b", text.lower()):
        if (day := _next_numbered(int(number), called)) is not None:
            yield day
    for short in _SHORT_DAY.findall(text):
        ahead = (_WEEK.index(short.lower()[:3]) - called.weekday()) % 7
        yield called + timedelta(days=ahead)


def _coming(day: date, called: date | None) -> date:
    """Return a day that was taken for one of last year as what it is in a note: one to come.

    The past tense of a note ("refused a card") says nothing of the day that was promised.
    """
    if called is None or day >= called:
        return day
    later = day + timedelta(days=365)
    return later if called <= later <= called + timedelta(days=_FAR_DAYS) else day


def _next_numbered(number: int, called: date) -> date | None:
    """Return the first day of that number from the call on, within the next two months."""
    ahead = (called + timedelta(days=n) for n in range(62))
    return next((day for day in ahead if day.day == number), None)


def _method(text: str) -> str | None:
    for words, name in _METHODS:
        if re.search(words, text, re.IGNORECASE):
            return name
    return next((name for name, words in METHOD_WORDS if words.search(text.lower())), None)
