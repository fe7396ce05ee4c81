"""Cells of a call log to values: yes and no, numbers, money, choices.

Every reader takes the cell and the settings and gives a `Coerced`: the value, or None and
what is wrong with the cell. A bad cell costs its own value, never the call.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from callaudit.calllog.naming import plain_name, suggestion
from callaudit.calllog.settings import LogSettings

LONGEST_QUOTE = 60
"""Characters of a bad cell that a message repeats."""

LONGEST_ID = 200
"""Characters of a call id; longer ones are no ids and break file names."""

LONGEST_NUMBER = 40
"""Characters of a number; bounds the work on hostile cells."""

TRUE_WORDS = frozenset({"true", "yes", "y", "t", "1", "1.0"})
FALSE_WORDS = frozenset({"false", "no", "n", "f", "0", "0.0"})
NOTHING_WORDS = frozenset({"", "null", "none", "nan", "nat", "n/a", "na", "-"})
"""Cells that mean "not known" where a word can be no value."""

_MONEY = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?|\.\d+")
_COMMA = re.compile(r"[\d.]*\d,\d{1,2}")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")


class Coerced(NamedTuple):
    """A cell's value and what is to be said about it; either may be None."""

    value: object | None
    problem: str | None = None


Reader = Callable[[object, LogSettings], Coerced]
"""What turns one cell into a value."""


def is_blank(cell: object) -> bool:
    """Tell whether a cell holds nothing: empty, None, or not a number."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    if cell is None:
        return True
    return isinstance(cell, float | Decimal) and cell != cell


def quoted(cell: object) -> str:
    """Return a cell as a message shows it: on one line, in quotes, cut short."""
    text = " ".join(str(cell).split())
    return f'"{text[:LONGEST_QUOTE]}…"' if len(text) > LONGEST_QUOTE else f'"{text}"'


def read_text(cell: object, _settings: LogSettings) -> Coerced:
    """Return the cell as text without blanks around it; numbers keep their digits."""
    if isinstance(cell, str) and cell.isascii() and "\0" not in cell:
        return Coerced(cell.strip() or None)
    if isinstance(cell, dict | list):
        return Coerced(None, f"{quoted(cell)} is not text")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    # A lone half of a surrogate pair is legal in JSON and cannot be written anywhere.
    text = str(cell).replace("\0", "").strip().encode("utf-8", "replace").decode("utf-8")
    return Coerced(text or None)


def read_id(cell: object, settings: LogSettings) -> Coerced:
    """Return an identifier: text of one line and a sane length."""
    text = read_text(cell, settings).value
    if not isinstance(text, str):
        return Coerced(None, f"{quoted(cell)} is not an id")
    if len(text) > LONGEST_ID or not text.isprintable():
        return Coerced(None, f"{quoted(text)} is too long or holds control characters")
    return Coerced(text)


def read_bool(cell: object, _settings: LogSettings) -> Coerced:
    """Return yes, no, true, false, 1, 0 as a truth value; `unknown` and `n/a` as nothing."""
    word = str(cell).strip().casefold()
    if word in TRUE_WORDS:
        return Coerced(True)
    if word in FALSE_WORDS:
        return Coerced(False)
    if word in NOTHING_WORDS or word == "unknown":
        return Coerced(None)
    return Coerced(None, f"{quoted(cell)} is neither yes nor no")


def read_money(cell: object, _settings: LogSettings) -> Coerced:
    """Return money as a decimal: `$1,234.50`, `1234.5 USD`, `(20.00)` for a credit."""
    text = str(cell).strip()
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    bare = re.sub(r"(?i)^(-?)\s*(?:usd|us\$|\$)\s*|\s*usd$", r"\1", text).strip()
    negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    digits = re.sub(r"(?i)^[-(]\s*\$?|\)$", "", bare).strip()
    if len(text) > LONGEST_NUMBER or not _MONEY.fullmatch(digits):
        comma = "; the decimals follow a point" if _COMMA.fullmatch(digits) else ""
        return Coerced(None, f"{quoted(cell)} is not an amount such as 1234.50{comma}")
    amount = Decimal(digits.replace(",", ""))
    if isinstance(cell, float) or -int(amount.as_tuple().exponent) < 2:
        amount = amount.quantize(Decimal("0.01"))
    return Coerced(-amount if negative else amount)


def read_share(cell: object, _settings: LogSettings) -> Coerced:
    """Return a percentage as a decimal: `60`, `60%` and `60.0` are all 60."""
    text = str(cell).strip().removesuffix("%").strip()
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    number = _decimal(text)
    return Coerced(number) if number is not None else _no_number(cell)


def read_count(cell: object, _settings: LogSettings) -> Coerced:
    """Return a whole number; a spreadsheet's `25.0` is 25."""
    text = str(cell).strip().replace(",", "")
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    number = _decimal(text)
    if number is None or number != int(number) or abs(number) > 10**9:
        return Coerced(None, f"{quoted(cell)} is not a whole number")
    return Coerced(int(number))


def read_attempt(cell: object, settings: LogSettings) -> Coerced:
    """Return a count that starts at one."""
    coerced = read_count(cell, settings)
    if isinstance(coerced.value, int) and coerced.value < 1:
        return Coerced(None, f"{quoted(cell)} is below 1, the first attempt")
    return coerced


def read_seconds(cell: object, _settings: LogSettings) -> Coerced:
    """Return seconds from a number or a clock reading: `130.2`, `2:10`, `0:02:10`."""
    text = str(cell).strip()
    if text.casefold() in NOTHING_WORDS:
        return Coerced(None)
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = clock.groups()
        return Coerced(int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds))
    number = _decimal(text)
    if number is None or number < 0:
        return Coerced(None, f"{quoted(cell)} is not a number of seconds")
    return Coerced(float(number))


def choice_reader(choices: type[StrEnum], **also: str) -> Reader:
    """Return a reader for one of a closed list; case, blanks and hyphens do not matter.

    `also` gives further words for a choice, such as `conversation="answered"`.
    """
    words = {choice.value: choice for choice in choices}
    words |= {word: choices(meant) for word, meant in also.items()}

    def read_choice(cell: object, _settings: LogSettings) -> Coerced:
        word = plain_name(str(cell))
        if word in words:
            return Coerced(words[word])
        if word in NOTHING_WORDS or word == "unknown":
            return Coerced(None)
        known = ", ".join(choices)
        return Coerced(None, f"{quoted(cell)} is none of {known}{suggestion(word, words)}")

    return read_choice


def read_list(cell: object, _settings: LogSettings) -> Coerced:
    """Return several texts: a JSON list, or a cell with semicolons between them."""
    parts = parsed(cell) if isinstance(cell, str) and cell.lstrip().startswith("[") else cell
    if isinstance(parts, str):
        parts = parts.split(";")
    if not isinstance(parts, list | tuple) or any(isinstance(p, dict | list) for p in parts):
        return Coerced(None, f"{quoted(cell)} is not a list of texts")
    return Coerced(tuple(str(part).strip() for part in parts if not is_blank(part)))


def parsed(cell: object) -> object:
    """Return what a cell with JSON in it means; a cell that is not JSON comes back as it is."""
    if not isinstance(cell, str):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _decimal(text: str) -> Decimal | None:
    if len(text) > LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _no_number(cell: object) -> Coerced:
    return Coerced(None, f"{quoted(cell)} is not a number")
