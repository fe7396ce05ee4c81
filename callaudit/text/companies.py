"""Companies' names: registered ones anywhere, others where the grammar says that one stands."""

from callaudit.core.entity import EntityKind
from callaudit.text.name_match import match_company
from callaudit.text.name_slots import Slot, begins_clause, past_link, place_before
from callaudit.text.name_text import FoundName, NameText, title_case, without_overlap
from callaudit.text.name_words import (
    COMPANY_ENDS,
    COMPANY_JOINERS,
    DEPARTMENTS,
    NO_COMPANY,
    NO_NAME,
)
from callaudit.text.numbers import DIGITS, ZEROS
from callaudit.text.people import person_at


def companies_in(text: NameText) -> tuple[FoundName, ...]:
    """Return the companies named in a turn, in order."""
    found: list[FoundName] = []
    for at in range(len(text.tokens)):
        match = match_company(text.tokens, at, text.roster, partly=False)
        if match:
            end = at + match.length
            found.append(FoundName(EntityKind.COMPANY, at, end, match.spelling, "mentioned", 0))
    for at, slot in _company_places(text):
        found += _read_company(text, at, slot)
    return without_overlap(found, keep=EntityKind.COMPANY)


def _company_places(text: NameText) -> list[tuple[int, Slot]]:
    """Return where a company must stand: after a caller's name, or after "calling from"."""
    places: list[tuple[int, Slot]] = []
    tokens = text.tokens
    for at in range(len(tokens) + 1):
        slot = place_before(tokens, at)
        if slot and slot.note == "company":
            places.append((at, slot))
        elif slot and slot.note == "self":
            person = person_at(text, at, slot)
            end = _company_end(text, at)
            if person is None and end > at + 1 and text.tokens[end - 1].base in COMPANY_ENDS:
                places.append((at, Slot("company")))
            if person:
                places += _after_person(text, person.end)
        if text.cased and begins_clause(tokens, at):
            first = person_at(text, at, Slot("self", firm=True))
            places += _after_person(text, first.end) if first else []
        elif begins_clause(tokens, at):
            places += _after_bare_name(text, at)
    return places


def _after_person(text: NameText, at: int) -> list[tuple[int, Slot]]:
    """Return where the company of a caller stands: "… here from", "…, a manager at", "…, "."""
    after = past_link(text.tokens, at)
    if after > at:
        return [(after, Slot("company"))]
    if not text.cased:
        return []
    while at < len(text.tokens) and text.tokens[at].base in _BETWEEN:
        at += 1
    end = _company_end(text, at)
    bases = [token.base for token in text.tokens[at:end]]
    # Without a link only a name that looks like a company's is one.
    looks = len(bases) > 1 and (bases[-1] in COMPANY_ENDS or not COMPANY_JOINERS.isdisjoint(bases))
    begins = bool(bases) and bases[0] not in NO_NAME | NO_COMPANY | COMPANY_JOINERS
    return [(at, Slot("company"))] if looks and begins else []


_BETWEEN = frozenset({",", ".", "here", "calling", "speaking"})
"""What may stand between a caller's name and the company's without a link."""


def _after_bare_name(text: NameText, at: int) -> list[tuple[int, Slot]]:
    """Return where the company stands in "ana ruiz acme group": one or two words, then it."""
    end = _company_end(text, at)
    bases = [token.base for token in text.tokens[at:end]]
    named = len(bases) > 2 and bases[-1] in COMPANY_ENDS and NO_NAME.isdisjoint(bases[:2])
    return [(at + 1 + (len(bases) > 3), Slot("company"))] if named else []


def _read_company(text: NameText, at: int, slot: Slot) -> list[FoundName]:
    tokens = text.tokens
    if at < len(tokens) and tokens[at].base == "the":
        at += 1
    match = match_company(tokens, at, text.roster, partly=True)
    if match:
        return [FoundName(EntityKind.COMPANY, at, at + match.length, match.spelling, slot.note, 1)]
    end = _company_end(text, at)
    words = [t.base for t in tokens[at:end]]
    if not words or all(word in DEPARTMENTS for word in words):
        return []
    return [FoundName(EntityKind.COMPANY, at, end, title_case(tokens[at:end]), slot.note, 3)]


_NEVER_NEXT = (
    (frozenset({*DIGITS, *ZEROS, "ring", "phone"}) | NO_NAME) - COMPANY_JOINERS - COMPANY_ENDS
)
"""Words that do not go on with a company's name after its usual last word."""


def _company_end(text: NameText, at: int) -> int:
    """Return where an unregistered company's name ends: at most six words on."""
    tokens, end = text.tokens, at
    while end < len(tokens) and end - at < 6:
        token = tokens[end]
        joins = token.base in COMPANY_JOINERS | {"'s"} and end > at
        goes_on = end + 1 < len(tokens) and _in_company_name(text, end + 1)
        if not _in_company_name(text, end) and not (joins and goes_on):
            break
        # "alder group five oh three …", "alder group call me": the company ended before.
        after_end = end > at and not text.cased and tokens[end - 1].base in COMPANY_ENDS
        if after_end and token.base in _NEVER_NEXT:
            break
        end += 1
    return end


def _in_company_name(text: NameText, at: int) -> bool:
    token = text.tokens[at]
    if not token.is_word:
        return False
    if text.cased:
        return token.text[0].isupper() and token.base not in {"i"}
    return token.base not in NO_COMPANY
