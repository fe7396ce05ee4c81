"""Companies' names: registered ones anywhere, others where the grammar says that one stands."""

from callaudit.core.entity import EntityKind
from callaudit.text.name_match import Token, match_company
from callaudit.text.name_slots import Slot, place_before
from callaudit.text.name_text import FoundName, NameText, title_case, without_overlap
from callaudit.text.name_words import COMPANY_ENDS, COMPANY_JOINERS, DEPARTMENTS, NO_COMPANY
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
                after = _past_link(tokens, person.end)
                places += [(after, Slot("company"))] if after > person.end else []
    first = person_at(text, 0, Slot("self", firm=True)) if tokens else None
    if first and text.cased:
        after = _past_link(tokens, first.end)
        places += [(after, Slot("company"))] if after > first.end else []
    return places


_BEFORE_LINK = frozenset({",", "here", "calling", "over", "and", "i", "'m"})


def _past_link(tokens: tuple[Token, ...], at: int) -> int:
    """Step over "calling from", "over at", "here with": back to `at` if none is there."""
    end = at
    while end < len(tokens) and tokens[end].base in {
        ",",
        "here",
        "calling",
        "over",
        "and",
        "i",
        "'m",
    }:
        end += 1
    if end < len(tokens) and tokens[end].base in {"from", "with", "at", "of"}:
        return end + 1
    return at


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


def _company_end(text: NameText, at: int) -> int:
    """Return where an unregistered company's name ends: at most six words on."""
    tokens, end = text.tokens, at
    while end < len(tokens) and end - at < 6:
        token = tokens[end]
        joins = token.base in COMPANY_JOINERS | {"'s"} and end > at
        goes_on = end + 1 < len(tokens) and _in_company_name(text, end + 1)
        if not _in_company_name(text, end) and not (joins and goes_on):
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
