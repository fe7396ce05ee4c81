"""States, ZIP codes and phone numbers as a call log spells them."""

import re
from typing import TYPE_CHECKING

from callaudit.calllog.coercion import NOTHING_WORDS, Coerced, quoted
from callaudit.calllog.naming import suggestion
from callaudit.calllog.settings import LogSettings

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

HOME_REGION = "US"
"""Country of phone numbers without a country code."""

_STATE_LINES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa
KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey
NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah
VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa
GU Guam|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands
"""

STATES = {
    entry[:2]: entry[3:] for line in _STATE_LINES.split("\n") for entry in line.split("|") if entry
}
"""States, the District and the territories: two letters to name."""

_BY_NAME = {name.casefold(): letters for letters, name in STATES.items()} | {
    "washington dc": "DC",
    "us virgin islands": "VI",
}


def read_state(cell: object, _settings: LogSettings) -> Coerced:
    """Return a state's two letters from letters or name: `Ohio`, `oh`, `D.C.`."""
    bare = " ".join(str(cell).replace(".", "").replace(",", " ").split())
    if bare.upper() in STATES:
        return Coerced(bare.upper())
    if bare.casefold() in _BY_NAME:
        return Coerced(_BY_NAME[bare.casefold()])
    if bare.casefold() in NOTHING_WORDS:
        return Coerced(None)
    near = suggestion(bare, STATES.values()) if len(bare) > 3 else ""
    return Coerced(None, f"{quoted(cell)} is not a state of the United States{near}")


def read_zip(cell: object, _settings: LogSettings) -> Coerced:
    """Return a ZIP code of five or nine digits.

    Spreadsheets drop the zero that New England's codes begin with; it is put back and said.
    """
    text = str(cell).strip().removesuffix(".0")
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    found = re.fullmatch(r"(\d{5})(?:[- ]?(\d{4}))?", text)
    if found:
        five, four = found.groups()
        return Coerced(f"{five}-{four}" if four else five)
    if re.fullmatch(r"\d{4}", text):
        return Coerced(f"0{text}", f"{quoted(cell)} has four digits; taken as 0{text}")
    return Coerced(None, f"{quoted(cell)} is not a ZIP code")


LONGEST_PHONE = 100
"""Characters of a cell that are looked at: what is longer is no number."""

_TRAILING_ZEROS = re.compile(r"(?:\.0)+$")
"""A spreadsheet's number that was a telephone: `3125550148.0`."""


_NANP = re.compile(r"(?:\+1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?([2-9]\d\d)[-. ]?(\d{4})", re.ASCII)
"""How nearly every number of North America is written; the library takes a while for each."""


def phone_number(text: str) -> "PhoneNumber":
    """Return a number as `phonenumbers` reads it where none without a country code is abroad.

    Raises:
        NumberParseException: if it is none.
    """
    import phonenumbers

    plain = _NANP.fullmatch(text)
    if plain:
        national = int("".join(plain.groups()))
        return phonenumbers.PhoneNumber(country_code=1, national_number=national)
    return phonenumbers.parse(text, HOME_REGION)


def read_phone(cell: object, _settings: LogSettings) -> Coerced:
    """Return a phone number as E.164: `(312) 555-0148` is `+13125550148`.

    A number that cannot be one stays as it was written, and a problem says so.
    """
    import phonenumbers

    text = _TRAILING_ZEROS.sub("", str(cell).strip()[:LONGEST_PHONE].strip())
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    try:
        number = phone_number(text)
    except phonenumbers.NumberParseException:
        return Coerced(text, f"{quoted(cell)} is not a phone number")
    # Not `is_possible_number`, which takes seven digits that can be dialled within a town.
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Coerced(text, f"{quoted(cell)} has the wrong length for a phone number")
    spelled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number):
        return Coerced(spelled, f"{quoted(cell)} is not a number that is in use anywhere")
    return Coerced(spelled)
