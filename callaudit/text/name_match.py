"""Whether a spoken name is the registered one, also when it was misheard."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen
from callaudit.text.name_words import COMPANY_ENDS, NO_NAME

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[&,.?!;:]")
_CONTRACTION = re.compile(r"['’](?:s|m|re|ve|ll|d|t)$", re.IGNORECASE)

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mister", "missus", "missis", "dr", "doctor"})
"""Words before a surname; they are part of a name, never a name alone."""

_LEGAL_FORMS = frozenset({"inc", "llc", "ltd", "co", "corp", "corporation", "incorporated", "lp"})
"""Ends of a company's registered name that nobody says on the phone."""

_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"gh(?=[^aeiou]|$)"), ""),
    (re.compile(r"kw|qu"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"sch|tch|sh|ch|cz|tz"), "j"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"mps"), "ms"),
    (re.compile(r"[cqgk]+"), "k"),
    (re.compile(r"[dt]+"), "t"),
    (re.compile(r"[vfw](?=[aeiouy]|$)"), "f"),
    (re.compile(r"[hw]"), ""),
)
"""Spellings that sound alike on a telephone line, each to one letter."""

_SAME_SPELLING = 84
"""Least rapidfuzz ratio of two names of five letters or more that differ by a slip."""

_SAME_SOUND = 57
"""Least ratio of two names whose consonants sound the same."""

_NEAR_SURNAME = 60
"""Least ratio of a surname that follows its first name."""

_SAME_COMPANY = 88
"""Least ratio of two company names written without blanks."""

_LONGEST_NAME = 4


class Token(NamedTuple):
    """A word, number, clitic (`'s`) or punctuation mark of a turn; `base` is in lower case."""

    text: str
    base: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Tell a word from a number or a punctuation mark."""
        return self.text[0].isalpha()


def tokens_of(text: str) -> tuple[Token, ...]:
    """Cut a turn into words, clitics, numbers and punctuation marks with their characters.

    Example: "It's Daniel's" gives `it 's daniel 's`, so a name never carries its clitic.
    """
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        clitic = _CONTRACTION.search(found.group())
        end = found.end() - (len(clitic.group()) if clitic else 0)
        for start, stop in ((found.start(), end), (end, found.end())):
            if start < stop:
                piece = text[start:stop]
                tokens.append(Token(piece, piece.lower().replace("’", "'"), start, stop))
    return tuple(tokens)


@lru_cache(maxsize=4096)
def sound_of(name: str) -> str:
    """Return what is left of a name when letters that sound alike are written alike.

    Vowels count only as "there is one" at the start; example: Corey and Cory both give `kr`.
    """
    letters = re.sub(r"[^a-z]", "", name.lower())
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    first = "a" if letters[:1] in tuple("aeiouy") else letters[:1]
    rest = re.sub(r"[aeiouy]", "", letters[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


@lru_cache(maxsize=65536)
def same_name(spoken: str, registered: str) -> bool:
    """Tell whether one spoken word is one registered word, spelt alike or sounding alike."""
    heard, known = spoken.lower(), registered.lower()
    if heard == known:
        return True
    if len(heard) < 3 or len(known) < 3:
        return False
    ratio = fuzz.ratio(heard, known)
    if min(len(heard), len(known)) >= 5 and ratio >= _SAME_SPELLING:
        return True
    return ratio >= _SAME_SOUND and sound_of(heard) == sound_of(known)


def is_company(name: str | None) -> bool:
    """Tell a firm that owes from a person by the last word or an "&" of the name."""
    words = [token.base for token in tokens_of(name or "")]
    return "&" in words or "and" in words or any(w in COMPANY_ENDS for w in words[1:])


def _near(spoken: str, registered: str) -> bool:
    """Tell whether a word after an agreeing first name is the surname, badly heard.

    The first name makes the surname likely, so the same first sound and half the letters do.
    """
    begins_alike = sound_of(spoken)[:1] == sound_of(registered)[:1]
    return begins_alike and fuzz.ratio(spoken.lower(), registered.lower()) >= _NEAR_SURNAME


class Registered(Frozen):
    """A name of the call log: its words without title or legal form, and whose it is."""

    full: str
    words: tuple[str, ...]
    whose: str


class Roster(Frozen):
    """The registered names of one call. Made from its metadata."""

    people: tuple[Registered, ...] = ()
    companies: tuple[Registered, ...] = ()

    @classmethod
    def of(cls, metadata: CallMetadata) -> "Roster":
        """Collect agent, aliases, consumer, the agent's company and the creditor."""
        agents = (metadata.agent.name, *metadata.agent.aliases)
        people = [_person(name, "agent") for name in agents if name]
        firms = [(metadata.agent.company, "company"), (metadata.creditor, "creditor")]
        if is_company(metadata.consumer.name):
            firms.append((metadata.consumer.name, "consumer"))
        elif metadata.consumer.name:
            people.append(_person(metadata.consumer.name, "consumer"))
        companies = [_company(name, whose) for name, whose in firms if name]
        return cls(people=tuple(people), companies=tuple(companies))


class NameMatch(NamedTuple):
    """How many tokens from a place on spell a registered name, and its spelling there."""

    length: int
    spelling: str
    registered: Registered


def match_person(tokens: tuple[Token, ...], at: int, roster: Roster) -> NameMatch | None:
    """Return the longest registered person's name, or first or last name, that starts here."""
    best: NameMatch | None = None
    for person in roster.people:
        found = _person_at(tokens, at, person)
        if found and (best is None or found.length > best.length):
            best = found
    return best


def match_company(
    tokens: tuple[Token, ...], at: int, roster: Roster, *, partly: bool
) -> NameMatch | None:
    """Return the registered company whose name starts here.

    `partly` also takes the first words alone ("Ridge" for "Ridge Roofing and Tile"), which is
    safe only where the grammar says that a company must follow.
    """
    for company in roster.companies:
        length = _company_length(tokens, at, company.words)
        if length is None and partly:
            length = _leading_words(tokens, at, company.words)
        if length is not None:
            return NameMatch(length, company.full, company)
    return None


def _person(name: str, whose: str) -> Registered:
    words = tuple(t.text for t in tokens_of(name) if t.is_word and t.base not in TITLES)
    return Registered(full=name, words=words, whose=whose)


def _company(name: str, whose: str) -> Registered:
    words = tuple(
        "and" if t.text == "&" else t.text
        for t in tokens_of(name)
        if (t.is_word or t.text == "&" or t.text.isdigit()) and t.base not in _LEGAL_FORMS
    )
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return Registered(full=name, words=words, whose=whose)


def _person_at(tokens: tuple[Token, ...], at: int, person: Registered) -> NameMatch | None:
    words, heard = person.words, [t.base for t in tokens[at : at + _LONGEST_NAME] if t.is_word]
    if not words or not heard:
        return None
    for start in range(len(words)):
        run = 0
        while run < min(len(heard), len(words) - start) and (
            same_name(heard[run], words[start + run])
            or (run and _near(heard[run], words[start + run]))
        ):
            run += 1
        without_middle = start == 0 and run == 1 and len(words) > 2 and len(heard) > 1
        if without_middle and same_name(heard[1], words[-1]):
            return NameMatch(2, f"{words[0]} {words[-1]}", person)
        if run < len(words) and start == 0:
            whole = _cut_apart(heard, person)
            if whole:
                return whole
        if run:
            return NameMatch(run, " ".join(words[start : start + run]), person)
    return None


def _cut_apart(heard: list[str], person: Registered) -> NameMatch | None:
    """Match a long name that the recogniser cut into short words: "Cory Bland in"."""
    joined = "".join(person.words).lower()
    if len(person.words) == 1 or heard[0] in NO_NAME:
        return None
    for length in (3, 2):
        said = "".join(heard[:length])
        begins_alike = sound_of(said)[:1] == sound_of(joined)[:1]
        if len(heard) < length or not begins_alike:
            continue
        if fuzz.ratio(said, joined) >= _SAME_SPELLING:
            return NameMatch(length, " ".join(person.words), person)
    return None


def _company_length(tokens: tuple[Token, ...], at: int, words: tuple[str, ...]) -> int | None:
    known = "".join(words).lower()
    best: tuple[float, int] | None = None
    for length in range(max(1, len(words) - 1), len(words) + 3):
        window = tokens[at : at + length]
        if len(window) < length or not all(_in_company(t) for t in window):
            break
        if window[-1].base == "'s":
            continue
        said = "".join("and" if t.text == "&" else t.base for t in window if t.base != "'s")
        ratio = 100.0 if said == known else fuzz.ratio(said, known)
        exact_only = len(known) < 5
        if ratio < _SAME_COMPANY or (exact_only and said != known):
            continue
        if not same_name(window[0].base, words[0]) and said != known:
            continue
        if best is None or ratio > best[0]:
            best = (ratio, length)
    return best[1] if best else None


def _in_company(token: Token) -> bool:
    return token.text[0].isalnum() or token.text == "&" or token.base == "'s"


def _leading_words(tokens: tuple[Token, ...], at: int, words: tuple[str, ...]) -> int | None:
    run = 0
    while (
        run < len(words)
        and at + run < len(tokens)
        and tokens[at + run].is_word
        and same_name(tokens[at + run].base, words[run])
    ):
        run += 1
    while run and words[run - 1].lower() in {"and", "of", "the"}:
        run -= 1
    return run or None
