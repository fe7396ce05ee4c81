"""How a script writes the names of its slots: `invoice number`, `InvoiceNumber`, `INVOICE_NO`."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Letters(StrEnum):
    """Which letters of a name are capitals."""

    SMALL = "small"
    CAPITAL = "capital"
    TITLE = "title"
    CAMEL = "camel"


@dataclass(frozen=True)
class SlotStyle:
    """Letters, what stands between words, and a word of order in front, such as `insert `."""

    letters: Letters = Letters.SMALL
    between: str = " "
    order: str = ""

    def written(self, name: str) -> str:
        """Return a name of small words with blanks in this style."""
        words = re.findall(r"[\w#]+", name)
        if self.letters is Letters.CAPITAL:
            words = [word.upper() for word in words]
        elif self.letters is Letters.TITLE:
            words = [word[:1].upper() + word[1:] for word in words]
        elif self.letters is Letters.CAMEL:
            words = [words[0], *(word[:1].upper() + word[1:] for word in words[1:])]
        return self.order + self.between.join(words)


_ORDER = re.compile(r"(?:please )?(?:insert|enter|fill in|add|put) (?:the |your )?", re.IGNORECASE)


def style_of(name: str) -> SlotStyle:
    """Return the style of one name; what a name of one word leaves open is as usual."""
    order = _ORDER.match(name)
    rest = name[order.end() :] if order else name
    told = order[0] if order else ""
    parted = re.search(r"(?<=\w)([_.\-]|\s+)(?=\w)", rest)
    between = parted[1] if parted and not parted[1].isspace() else " "
    if not parted and re.search(r"[a-z][A-Z]", rest):
        letters = Letters.CAMEL if rest[:1].islower() else Letters.TITLE
        return SlotStyle(letters, "", told)
    if rest.isupper():
        return SlotStyle(Letters.CAPITAL, between, told)
    return SlotStyle(Letters.TITLE if rest[:1].isupper() else Letters.SMALL, between, told)


def usual_style(names: Iterable[str], *, among: bool = True) -> SlotStyle:
    """Return the style that most names have; those of several words tell more than others.

    `among` False counts no words of order, as for brackets in which none is wanted.
    """
    styles: Counter[SlotStyle] = Counter()
    for name in names:
        style = style_of(name)
        whole = re.search(r"\w[\W_]+\w|[a-z][A-Z]", name) is not None
        kept = style if among else SlotStyle(style.letters, style.between)
        styles[kept] += 3 if whole else 1
    return max(styles, key=lambda style: styles[style], default=SlotStyle())
