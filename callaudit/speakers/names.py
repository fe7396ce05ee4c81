"""Whose name is whose: names from the call log, or from how a call opens."""

import re

from rapidfuzz import fuzz

from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "the", "and", "of"})
_GENERIC = frozenset(
    "account accounts services service group company inc llc co corp ltd collections credit "
    "recovery and of the financial solutions associates agency first national bank".split()
)
"""Words of a company's name that many companies share: they identify nobody alone."""

_LIKENESS = 80.0
"""Least rapidfuzz ratio at which a heard name is the registered one: "Hollorin" is "Halloran"."""

_NAME = r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_SAYS_OWN_NAME = re.compile(
    rf"(?:[Tt]his is|[Mm]y name is|[Ii]t's|I'm|I am) {_NAME},?"
    r" (?:and I'm calling |calling )?(?:here )?(?:from|with|over at|at|in|on behalf)\b"
)
_ASKS_FOR = re.compile(
    r"(?:[Ii]s (?:this|that)|(?:speak|talk|speaking|talking) (?:with|to)|(?:looking|calling) for|"
    rf"line for|trying to reach|do I have) {_NAME}"
)
_NOT_NAMES = frozenset({"Just", "Yes", "No", "Okay", "Can", "What", "The", "Mr", "Mrs", "Ms", "Dr"})


class NameBook(Frozen):
    """The words by which each side is named, in lower case. Made by `name_book`."""

    agent: frozenset[str] = frozenset()
    consumer: frozenset[str] = frozenset()
    company: tuple[tuple[str, ...], ...] = ()

    def mark(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Replace names by `<agent>`, `<consumer>` and `<company>`, one for each word."""
        marked = [self._side(word) or word for word in words]
        for name in self.company:
            self._mark_company(words, marked, name)
        return tuple(marked)

    def _side(self, word: str) -> str | None:
        agent, consumer = _likeness(word, self.agent), _likeness(word, self.consumer)
        if max(agent, consumer) < _LIKENESS or agent == consumer:
            return None
        return "<agent>" if agent > consumer else "<consumer>"

    def _mark_company(
        self, words: tuple[str, ...], marked: list[str], name: tuple[str, ...]
    ) -> None:
        for at in range(len(words)):
            heard = words[at : at + len(name)]
            alike = [fuzz.ratio(a, b) >= _LIKENESS for a, b in zip(heard, name, strict=False)]
            distinct = [a for a, b in zip(alike, name, strict=False) if b not in _GENERIC]
            if alike and all(alike[:2]) and sum(alike) * 2 > len(name) and any(distinct):
                marked[at : at + len(heard)] = ["<company>"] * len(heard)


def name_book(metadata: CallMetadata, spoken: str) -> NameBook:
    """Collect the names of a call: the log's, and where it has none those heard.

    A capitalised name after "may I speak with" is the consumer's, one in "this is … from"
    the collector's. `spoken` is what was said, with its capitals.
    """
    agent = _name_words(metadata.agent.name, *metadata.agent.aliases)
    consumer = _name_words(metadata.consumer.name)
    if not agent:
        agent = _heard(_SAYS_OWN_NAME, spoken)
    if not consumer:
        consumer = _heard(_ASKS_FOR, spoken) - agent
    company = _company_words(metadata.agent.company), _company_words(metadata.creditor)
    return NameBook(
        agent=agent - consumer,
        consumer=consumer,
        company=tuple(dict.fromkeys(name for name in company if name)),
    )


def _heard(pattern: re.Pattern[str], spoken: str) -> frozenset[str]:
    found = [match["name"].split() for match in pattern.finditer(spoken)]
    return (
        frozenset(
            word.strip(".").lower() for name in found[:2] for word in name if word not in _NOT_NAMES
        )
        - _TITLES
    )


def _name_words(*names: str | None) -> frozenset[str]:
    words = {w for name in names if name for w in re.findall(r"[a-z]+", name.lower())}
    return frozenset(w for w in words if len(w) > 1) - _TITLES


def _company_words(name: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", name.lower())) if name else ()


def _likeness(word: str, names: frozenset[str]) -> float:
    if len(word) < 4:
        return 100.0 if word in names else 0.0
    return max((fuzz.ratio(word, name) for name in names if len(name) > 2), default=0.0)
