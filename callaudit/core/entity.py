"""Values that were spoken, and the required elements of a call."""

from enum import StrEnum

from callaudit.core.model import Frozen


class EntityKind(StrEnum):
    """What sort of value a span of speech names."""

    MONEY = "money"
    DATE = "date"
    PHONE = "phone"
    REFERENCE = "reference"
    CHECK_NUMBER = "check_number"
    PERSON = "person"
    COMPANY = "company"
    EMAIL = "email"
    DAYS = "days"


class Entity(Frozen):
    """A value and the characters of the turn it was spoken in. Made by `text.entities`.

    `value` is canonical: money `"342.50"`, date `"2025-04-18"` (or `"--04-18"` when no year
    can be decided), phone `"614-555-0190"`, reference `"LB-2207"` as spoken, days `"25"`.
    `superseded` marks a value the speaker took back ("four seventeen, no, four fifty").
    """

    kind: EntityKind
    value: str
    text: str
    turn: int
    start_char: int
    end_char: int
    superseded: bool = False
    note: str | None = None


class Element(Frozen):
    """A required element of a call: its value, where it was said, whether the record agrees.

    `matches_record` is None where the call log says nothing about it, and where it cannot be told:
    `doubt` then says why, as the end of a sentence. The quote is what stands at (turn,
    start_char, end_char); where the record agrees only with a second hearing, `heard_again` is
    what that gave. Made by `text.elements` and `pipeline.ledger_hearing`.
    """

    name: str
    value: str
    turn: int
    start_char: int
    end_char: int
    quote: str
    start_s: float | None = None
    end_s: float | None = None
    matches_record: bool | None = None
    doubt: str | None = None
    heard_again: str | None = None
