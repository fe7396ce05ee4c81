"""Slots that hold what a collector never says aloud: social security, birth date, card, bank.

They are no part of `slot_names.MEANINGS`: nobody should be offered one. An invented value stands in
them, so that the rules hear a number where a collector will read one out.
"""

import re

_WHOSE = r"(?:(?:the|your|their|his|her|customers?|consumers?|debtors?|clients?) )*"
_SOCIAL = r"(?:ssn|s s n|social(?: security)?)(?: (?:number|no|num|digits))?"
_LAST_FOUR = r"(?:last )?(?:four|4)(?: (?:digits?|numbers?))?"

_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "ssn_last_four",
        "0142",
        rf"{_LAST_FOUR}(?: of| on)? {_WHOSE}{_SOCIAL}|{_WHOSE}{_SOCIAL} {_LAST_FOUR}",
    ),
    ("ssn", "900-55-0142", rf"(?:full )?{_WHOSE}(?:full )?{_SOCIAL}"),
    (
        "birth_date",
        "June 2nd, 1970",
        rf"(?:full )?{_WHOSE}(?:date of birth|birth ?date|birth ?day|dob|d o b)",
    ),
    (
        "card_code",
        "312",
        rf"{_WHOSE}(?:card )?(?:security code|cvv2?|cvc2?|c v v|verification code)",
    ),
    (
        "card_number",
        "4000 1234 5678 9010",
        rf"(?:full )?{_WHOSE}(?:(?:credit|debit|full|visa) )*card (?:number|no|num)",
    ),
    (
        "routing_number",
        "044115522",
        rf"{_WHOSE}(?:bank )?(?:routing|aba|transit)(?: (?:number|no))?",
    ),
    (
        "bank_account",
        "0044119028",
        rf"{_WHOSE}(?:bank|checking|savings) account(?: (?:number|no|num))?",
    ),
)
_BARE_LAST_FOUR = re.compile(_LAST_FOUR, re.IGNORECASE)
_OF_SOCIAL = re.compile(r"\b(?:social|ssn)\b[^.?!]*$", re.IGNORECASE)
_ASKED_FOR = re.compile(
    r"\b(?:your|their|his|her|the|a|confirm|verify|provide|state|tell me|give me)\s*$",
    re.IGNORECASE,
)


def private_value(plain: str, before: str) -> tuple[str, str] | None:
    """Return kind and spoken value of a slot by its plain name; None where it holds no secret.

    `before` are the words before it. What is asked for ("confirm your [date of birth]") is spoken
    as its name; what is told ("your date of birth is [date of birth]") as a value.
    """
    kind, value = next(
        ((kind, value) for kind, value, name in _KINDS if re.fullmatch(name, plain)), ("", "")
    )
    if not kind and _BARE_LAST_FOUR.fullmatch(plain) and _OF_SOCIAL.search(before):
        kind, value = "ssn_last_four", "0142"
    if not kind:
        return None
    return kind, plain if _ASKED_FOR.search(before) else value
