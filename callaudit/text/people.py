"""People's names: read where the grammar says that one stands, and registered ones anywhere."""

from callaudit.core.entity import EntityKind
from callaudit.text.name_match import TITLES, NameMatch, Token, match_person
from callaudit.text.name_slots import Slot, begins_clause, note_after, past_link, place_before
from callaudit.text.name_text import FoundName, NameText, has_capital, title_case, without_overlap
from callaudit.text.name_words import AMBIGUOUS_NAMES, COMPANY_ENDS, NO_NAME, RELATIONS


def people_in(text: NameText, companies: tuple[FoundName, ...]) -> tuple[FoundName, ...]:
    """Read every place of a name, then registered names anywhere; keep what does not overlap."""
    found: list[FoundName] = []
    for at in range(len(text.tokens) + 1):
        slot = place_before(text.tokens, at)
        if slot and slot.note != "company":
            found += _read(text, at, slot)
    for at in range(len(text.tokens)):
        found += _named_by_what_follows(text, at, companies)
        found += _title_or_mention(text, at)
    return without_overlap([*companies, *found], keep=EntityKind.PERSON)


def _read(text: NameText, at: int, slot: Slot) -> list[FoundName]:
    while at < len(text.tokens) and text.tokens[at].text in {",", "."} and slot.skips_comma:
        at += 1
    person = person_at(text, at, slot)
    if person is None:
        return []
    found = [person]
    after = person.end
    if slot.alternatives and after < len(text.tokens) and text.tokens[after].base == "or":
        other = person_at(text, after + 1, slot)
        found += [other] if other else []
    return found


def person_at(text: NameText, at: int, slot: Slot) -> FoundName | None:
    """Return the name that starts at a token, None if the words there are no name."""
    tokens = text.tokens
    name_at = _past_title(tokens, at)
    if name_at >= len(tokens) or not tokens[name_at].is_word:
        return None
    match = match_person(tokens, name_at, text.roster)
    plain_word = tokens[name_at].base in NO_NAME and not has_capital(text, name_at)
    if match and match.length == 1 and plain_word and not slot.firm:
        match = None
    if match:
        end, value, rank = name_at + match.length, match.spelling, 0
        more = _unregistered_end(text, name_at, slot)
        if more > end and _is_surname(text, end, match):
            end, rank = more, 1
            value = f"{match.spelling} {title_case(tokens[name_at + match.length : more])}"
    elif slot.registered_only:
        return None
    else:
        end = _unregistered_end(text, name_at, slot)
        if end == name_at:
            return None
        if tokens[end - 1].base in COMPANY_ENDS and end - name_at > 1:
            return None
        value, rank = title_case(tokens[name_at:end]), 2
    if end < len(tokens) and tokens[end].base in {"'t", "'re", "'ve", "'m"}:
        return None
    if name_at > at:
        value = f"{_TITLE_SPELLING[tokens[at].base]} {value}"
    return FoundName(EntityKind.PERSON, at, end, value, _note(tokens, end, slot), rank)


def _is_surname(text: NameText, at: int, match: NameMatch) -> bool:
    """Tell whether the word after a registered first name is another person's surname."""
    return text.cased and match.spelling == match.registered.words[0] and has_capital(text, at)


def _note(tokens: tuple[Token, ...], end: int, slot: Slot) -> str:
    owns = tokens[end].base == "'s" if end < len(tokens) else False
    if owns and end + 1 < len(tokens) and tokens[end + 1].base in RELATIONS:
        return "mentioned"
    return slot.note


_TITLE_SPELLING = {
    "mr": "Mr.", "mister": "Mr.", "mrs": "Mrs.", "missus": "Mrs.", "missis": "Mrs.", "ms": "Ms.",
    "miss": "Miss", "dr": "Dr.", "doctor": "Dr.",
}  # fmt: skip
"""How a spoken title is written."""


def _past_title(tokens: tuple[Token, ...], at: int) -> int:
    if at < len(tokens) and tokens[at].base in TITLES:
        at += 1
        if at < len(tokens) and tokens[at].text == ".":
            at += 1
    return at


def _unregistered_end(text: NameText, at: int, slot: Slot) -> int:
    """Return where a name that nobody registered ends; `at` itself if there is none."""
    tokens, end = text.tokens, at
    limit = 3 if text.cased else 2
    while end < len(tokens) and end - at < limit and _may_be_name(text, end):
        end += 1
    if end == at or text.cased:
        return end
    follows = tokens[end].base if end < len(tokens) else "."
    if slot.firm or follows in slot.before:
        return end
    return at


def _may_be_name(text: NameText, at: int) -> bool:
    token = text.tokens[at]
    if not token.is_word or len(token.base) < 2 or token.base in NO_NAME | TITLES:
        return False
    if text.cased:
        return token.text[0].isupper()
    # "i'm leaving from": a doing word stands where the caller's name would.
    return not (token.base.endswith("ing") and len(token.base) > len("ming"))


def _named_by_what_follows(
    text: NameText, at: int, companies: tuple[FoundName, ...]
) -> list[FoundName]:
    """Read "Lee speaking", "Joan Patel please", "Ines Holt from …", "Ana Ruiz, Acme"."""
    tokens = text.tokens
    if not begins_clause(tokens, at):
        return []
    person = person_at(text, at, Slot("self", firm=True))
    if person is None:
        return []
    beside = next((c for c in companies if at < c.start <= person.end), None)
    if beside and not text.cased:
        value = title_case(tokens[at : beside.start])
        return [person._replace(end=beside.start, value=value, rank=1)]
    after = [t.base for t in tokens[person.end : person.end + 3]]
    note = note_after(after, whole=len(tokens), used=person.end)
    company_next = any(0 < c.start - person.end <= 1 for c in companies) and after[:1] == [","]
    linked = past_link(tokens, person.end)
    owns = any(linked <= c.start <= linked + 1 for c in companies) and linked > person.end
    if company_next or owns or (note == "from" and _company_follows(person.end, companies)):
        note = "self"
    if note in {None, "from"}:
        return []
    return [person._replace(note=note)]


def _company_follows(end: int, companies: tuple[FoundName, ...]) -> bool:
    return any(0 < company.start - end <= 3 for company in companies)


def _title_or_mention(text: NameText, at: int) -> list[FoundName]:
    """Read "Mrs. Okafor" anywhere, and registered names exactly as spelt anywhere."""
    tokens = text.tokens
    token = tokens[at]
    name_at = _past_title(tokens, at)
    if name_at > at:
        firm = token.base not in {"miss", "doctor", "dr"} or text.cased
        person = person_at(text, at, Slot("mentioned", firm=firm)) if firm else None
        return [person] if person else []
    match = match_person(tokens, at, text.roster)
    said = tuple(t.base for t in tokens[at : at + match.length]) if match else ()
    if match is None or " ".join(said) != match.spelling.lower():
        return []
    common = len(said) == 1 and said[0] in AMBIGUOUS_NAMES | NO_NAME
    if common and not (text.cased and has_capital(text, at) and at > 0):
        return []
    return [FoundName(EntityKind.PERSON, at, at + match.length, match.spelling, "mentioned", 4)]
