"""How the recogniser would write a value of the ledger, and values like it that nobody said."""

import re
from decimal import Decimal

from callaudit.core.metadata import CallMetadata
from callaudit.text.name_match import TITLES, tokens_of
from callaudit.text.name_sound import key_of

NAMES = frozenset({"contact_name", "agent_name", "company_name"})
"""Elements that are names; the others that can be weighed are numbers."""

WEIGHED = (*sorted(NAMES), "invoice_number", "amount")
"""Elements whose value in the ledger can be weighed against the sound."""

_GIVEN = ("Philip", "Wanda", "Esther", "Gordon")
_SURNAMES = ("Dunbar", "Keating", "Fowler", "Marlow")
_FIRST_WORDS = ("Oldfield", "Pinecrest", "Westbury")
_LAST_WORDS = ("Motors", "Roofing", "Gardens")
"""Words of names that are nobody's in a call, each list with several first sounds."""


def ledger_value(element: str, metadata: CallMetadata) -> str | None:
    """Return what the ledger has for an element, None if it has nothing to weigh."""
    if element == "contact_name":
        return metadata.consumer.name
    if element == "agent_name":
        return metadata.agent.name
    if element == "company_name":
        return metadata.agent.company or metadata.creditor
    if element == "invoice_number":
        return metadata.invoice_number
    return None if metadata.amount is None else str(metadata.amount)


def written_forms(element: str, value: str) -> tuple[str, ...]:
    """Return the ways in which a recogniser writes a value, the likeliest first.

    Example: an invoice 4172 is written "4172", "4-1-7-2" or "4 1 7 2".
    """
    if element == "amount":
        return _amounts(Decimal(value))
    if element == "invoice_number":
        bare = re.sub(r"[^A-Za-z0-9]", "", value)
        forms = (value, bare, "-".join(bare), " ".join(bare))
        return tuple(dict.fromkeys(form for form in forms if form))
    words = [t.text for t in tokens_of(value) if t.is_word and t.base not in TITLES]
    if element == "company_name":
        return (value.replace("&", "and"),)
    return tuple(dict.fromkeys((" ".join(words), *words[:1]))) if words else ()


def decoys(element: str, form: str) -> tuple[str, ...]:
    """Return invented values of the same form: what the sound must not fit as well.

    Numbers differ in one digit or in the order of two; of names the first word differs, the
    last, or both.
    """
    if element not in NAMES:
        return _other_numbers(form)
    words = form.split()
    company = element == "company_name"
    first, second = _unlike(words[0], _FIRST_WORDS if company else _GIVEN)
    if len(words) == 1:
        return first, second
    last, other = _unlike(words[-1], _LAST_WORDS if company else _SURNAMES)
    middle = words[1:-1]
    return (
        " ".join((first, *words[1:])),
        " ".join((*words[:-1], last)),
        " ".join((second, *middle, other)),
    )


def digits_of(text: str) -> str:
    """Return the digits of a written number."""
    return re.sub(r"\D", "", text)


def _amounts(value: Decimal) -> tuple[str, ...]:
    dollars, cents = divmod(int((value * 100).to_integral_value()), 100)
    whole = tuple(dict.fromkeys((f"${dollars:,}", f"${dollars}")))
    if not cents:
        return whole
    with_cents = (f"${dollars:,}.{cents:02}", f"${dollars}.{cents:02}")
    return tuple(dict.fromkeys((*with_cents, f"{whole[0]} and {cents} cents")))


def _other_numbers(form: str) -> tuple[str, ...]:
    digits = digits_of(form)
    if not digits:
        return ()
    changed: list[str] = []
    for at in dict.fromkeys((len(digits) - 1, len(digits) // 2, 0)):
        other = (int(digits[at]) + 3) % 10 or 4
        changed.append(f"{digits[:at]}{other}{digits[at + 1 :]}")
    for at in range(len(digits) - 1):
        a, b = digits[at], digits[at + 1]
        if a != b and (at or b != "0"):
            changed.append(f"{digits[:at]}{b}{a}{digits[at + 2 :]}")
            break
    return tuple(_with_digits(form, one) for one in dict.fromkeys(changed) if one != digits)


def _with_digits(form: str, digits: str) -> str:
    left = iter(digits)
    return "".join(next(left) if letter.isdigit() else letter for letter in form)


def _unlike(word: str, choices: tuple[str, ...]) -> tuple[str, str]:
    """Return the first two that begin with another sound."""
    sound = key_of(word)[:1]
    found = [one for one in choices if key_of(one)[:1] != sound]
    return found[0], found[1]
