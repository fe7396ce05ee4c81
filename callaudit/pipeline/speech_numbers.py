"""Numbers as another writer would put them: in words, or in digits."""

import re

from callaudit.text.numbers import DIGITS, SMALL, TEENS, TENS, ZEROS

_WORD_OF = {value: word for word, value in {**DIGITS, **TEENS, **TENS}.items() if word != "fourty"}
_DIGIT_WORD = {str(value): word for word, value in DIGITS.items()} | {"0": "oh"}

_ORDINAL_ENDS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip

_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_FIGURES = re.compile(
    r"(?P<address>\S*@\S*|\d+/\d+(?:/\d+)?)"
    r"|(?P<phone>(?<![\w-])(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-. ]\d{4}(?![\w-]))"
    r"|(?P<groups>(?<![\w$-])\d{4}(?: \d{4})+(?![\w,-]))"
    r"|\$(?P<dollars>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<cents>\d\d)(?!\d))?"
    r"|(?P<percent>\d+)\s?%"
    r"|(?P<hour>(?<!\d)\d{1,2}):(?P<minute>\d\d)(?!\d)"
    r"|(?P<ordinal>(?<![\w-])\d{1,2})(?:st|nd|rd|th)\b"
    r"|(?P<year>(?<![\w-])(?:19|20)\d\d(?![\w-]))"
    r"|(?P<code>(?<=[A-Za-z])-?\d+|\d+(?=-?[A-Za-z]|-\d)|(?<=\d)-\d+)"
    r"|(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?!\.\d)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:invoice|account|number|ending(?: in)?|reference|digits?|code|check|case|file|social|zip"
    r"|extension|#)\s*(?:is|are|of)?\s*#?$",
    re.IGNORECASE,
)
"""What comes before digits that are read one by one."""

_MONEY_AFTER = re.compile(r"\s*(?:dollars?|bucks?)\b", re.IGNORECASE)
_AFTER_MONTH = re.compile(rf"\b{_MONTH} $", re.IGNORECASE)
_YEAR_CUE = re.compile(rf"(?:\b(?:in|of|since|year|by|{_MONTH}[ \w]*),?\s*)$", re.IGNORECASE)


def spoken_numbers(text: str) -> str:
    """Return a text with its numbers in words.

    Example: `Call 602-555-0134 about $1,249.50 by 8:15.` becomes `Call six oh two five five five
    oh one three four about one thousand two hundred forty nine dollars and fifty cents by eight
    fifteen.`
    """
    return _FIGURES.sub(lambda found: _spoken(found, text[: found.start()]), text)


def _spoken(found: re.Match[str], before: str) -> str:
    kind, digits = found.lastgroup, found.group(found.lastgroup or 0)
    if kind in ("dollars", "cents"):
        return _money(found["dollars"].replace(",", ""), found["cents"])
    if kind == "percent":
        return f"{cardinal(int(digits))} percent"
    if kind == "minute":
        return _clock(int(found["hour"]), int(digits))
    if kind == "ordinal":
        return _ordinal(int(digits))
    if kind in ("phone", "groups"):
        return _one_by_one(re.sub(r"\D", "", digits))
    if kind == "year" and _YEAR_CUE.search(before):
        return _year(int(digits))
    if kind in ("whole", "year"):
        return _whole(found, before)
    if kind == "code":
        return (" " if before[-1:].isalnum() else "") + _one_by_one(digits.removeprefix("-"))
    return found.group()


def _money(dollars: str, cents: str | None) -> str:
    whole = int(dollars)
    said = f"{cardinal(whole)} dollar{'' if whole == 1 else 's'}"
    if cents and int(cents):
        said += f" and {cardinal(int(cents))} cent{'' if int(cents) == 1 else 's'}"
    return said


def _clock(hour: int, minute: int) -> str:
    if not minute:
        return cardinal(hour)
    return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"


def _ordinal(number: int) -> str:
    *first, last = cardinal(number).split()
    ending = f"{last[:-1]}ieth" if last.endswith("y") else _ORDINAL_ENDS.get(last, f"{last}th")
    return " ".join((*first, ending))


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    if rest < 10:
        return cardinal(year) if century == 20 else f"{cardinal(century)} oh {cardinal(rest)}"
    return f"{cardinal(century)} {cardinal(rest)}"


def _whole(found: re.Match[str], before: str) -> str:
    """Read a bare number: of four figures or more it is a reference, unless it is money."""
    written, after = found.group(), found.string[found.end() :]
    digits = written.replace(",", "")
    long = len(digits) > 3 and "," not in written and not _MONEY_AFTER.match(after)
    if long or digits[0] == "0" or (len(digits) > 2 and _REFERENCE.search(before)):
        return _one_by_one(digits)
    day = len(digits) < 3 and _AFTER_MONTH.search(before)
    return _ordinal(int(digits)) if day else cardinal(int(digits))


def _one_by_one(digits: str) -> str:
    return " ".join(_DIGIT_WORD[digit] for digit in digits)


def cardinal(number: int) -> str:
    """Return a whole number below a billion in words, without hyphens."""
    if number == 0:
        return "zero"
    parts: list[str] = []
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{cardinal(count)} {name}")
    if number > 20 and number % 10:
        parts += [_WORD_OF[number - number % 10], _WORD_OF[number % 10]]
    elif number:
        parts.append(_WORD_OF[number])
    return " ".join(parts)


_ORDINALS = {_ordinal(number): number for number in range(1, 32)}
_NUMBER = "|".join(sorted({*SMALL, *ZEROS, "hundred", "thousand"}, key=len, reverse=True))
_NEXT = rf"(?:,? |-)(?:and (?=(?:{_NUMBER})\b))?(?:{_NUMBER})"
_RUN = rf"(?:a (?=hundred|thousand))?(?:{_NUMBER})(?:{_NEXT})*"
_LAST = "|".join(word for word in _ORDINALS if " " not in word)
_WORDS = re.compile(
    rf"\b(?P<ordinal>(?:(?:twenty|thirty)[- ])?(?:{_LAST}))\b"
    rf"|\b(?P<run>{_RUN})\b(?:(?P<dollars> dollars?\b)(?: and (?P<cents>{_RUN}) cents?\b)?"
    r"|(?P<percent> percent\b))?",
    re.IGNORECASE,
)
_PHONES = {7: (3, 4), 10: (3, 3, 4), 11: (1, 3, 3, 4)}
"""Where the hyphens of a telephone number stand, by its length."""


def written_numbers(text: str) -> str:
    """Return a text with its numbers in digits, as a recogniser that tidies up writes them.

    Numbers below ten stay words unless they are money or a share, and so does what could be
    read in two ways ("two fifty").

    Example: `four hundred and ten dollars by the fifteenth` becomes `$410 by the 15th`.
    """
    return _WORDS.sub(lambda found: _written(found, text[: found.start()]), text)


def _written(found: re.Match[str], before: str) -> str:
    if found["ordinal"]:
        return _written_ordinal(found["ordinal"], before)
    words = _words(found["run"])
    if digits := _digits(words):
        return digits + found.group()[len(found["run"]) :]
    value = number_of(words)
    if value is None or (value < 10 and not (found["dollars"] or found["percent"])):
        return found.group()
    cents = number_of(_words(found["cents"])) if found["cents"] else None
    if found["dollars"]:
        return f"${value:,}" + (f".{cents:02d}" if cents is not None else "")
    return f"{value:,}%" if found["percent"] else f"{value:,}"


def _written_ordinal(said: str, before: str) -> str:
    value = _ORDINALS.get(" ".join(_words(said)))
    if value is None or (value < 4 and not _AFTER_MONTH.search(before)):
        return said
    ending = "th" if 10 < value < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _words(run: str) -> list[str]:
    return [word for word in re.split(r"[,\s-]+", run.lower()) if word not in ("and", "")]


def _digits(words: list[str]) -> str:
    """Return digits that were read one by one, hyphened as telephone numbers are."""
    if len(words) < 3 or not all(word in DIGITS or word in ZEROS for word in words):
        return ""
    digits = "".join(str(DIGITS.get(word, 0)) for word in words)
    parts, at = [], 0
    for width in _PHONES.get(len(digits), (len(digits),)):
        parts.append(digits[at : at + width])
        at += width
    return "-".join(parts)


def number_of(words: list[str]) -> int | None:
    """Return the one whole number that words say; None where they say two, or digits."""
    total = below = 0
    room = 1_000_000
    for word in words:
        if word == "a":
            continue
        if word in ("hundred", "thousand"):
            scale = 100 if word == "hundred" else 1000
            if scale == 100 and below > 99:
                return None
            below = max(below, 1) * scale
            if scale == 1000:
                total, below = total + below, 0
            room = scale
            continue
        value = SMALL.get(word)
        if value is None or value >= room:
            return None
        below += value
        room = 10 if value in TENS.values() else 1
    return total + below
