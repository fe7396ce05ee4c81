"""Whether two spellings are one name: Kathryn is Catherine, Colleen is not Colin.

A recogniser writes a name as it sounds, so spelling decides nothing. What is compared is how a
name is said: its consonants, its first vowel, long vowels, how it ends, and its syllables.
"""

import re
from functools import lru_cache

from callaudit.text.name_match import TITLES, tokens_of

_IRREGULAR = tuple(
    frozenset(group.split())
    for group in (
        "sean shawn shaun shon",
        "geoffrey jeffrey jeffery geoffry",
        "geoff jeff",
        "leigh lee li",
        "hugh hue huw",
        "rhys reece reese rees",
        "kaitlyn caitlin katelyn kaitlin caitlyn katelynn",
        "mckenzie mackenzie makenzie",
        "graham graeme grahame",
        "eugene ugene",
        "yvonne ivonne",
        "isaac izaac izak isaak",
        "naomi neomi",
        "michael micheal mikael",
        "rachel rachael",
        "aidan aiden ayden",
        "vivian vivien vivienne",
        "nicholas nicolas nikolas",
        "theresa teresa",
        "laurence lawrence",
        "julian julien",
        "steven stephen stevan",
        "louis lewis",
        "jaime jamie",
        "meyer myer meier",
        "stuart stewart",
        "riley reilly reily",
        "gerard gerrard",
    )
)
"""Spellings of one name that no rule of sound brings together."""

_APART = frozenset(
    frozenset(pair.split("/"))
    for pair in "mary/marie jill/gill daniel/danielle gabriel/gabrielle luis/louise".split()
)
"""Names that the rules below would take for one."""

_SPELLINGS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^(?:x|cz)"), "s"),
    (re.compile(r"^wh"), "w"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"eigh"), "ay"),
    (re.compile(r"(?<=i)gh"), "e"),
    (re.compile(r"gh(?=[aeiouy])"), "g"),
    (re.compile(r"gh"), ""),
    (re.compile(r"sch|sh"), "S"),
    (re.compile(r"tch|ch(?![rl])"), "C"),
    (re.compile(r"ch"), "k"),
    (re.compile(r"th|dt"), "t"),
    (re.compile(r"mps"), "ms"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"dg(?=e)|g(?=[ey]|ia|io)"), "j"),
    (re.compile(r"qu|kw"), "kw"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"[cq]"), "k"),
    (re.compile(r"mb$"), "m"),
    (re.compile(r"(?<=[aeiou])w(?![aeiou])"), "u"),
    (re.compile(r"(?<=.)h"), ""),
)
"""Spellings of one sound, each to one letter; in order. Capitals stand for sh and ch."""

_LONG = {
    "ee": "I", "ea": "I", "ie": "I", "ei": "I", "ai": "A", "ae": "A",
    "oo": "U", "ou": "U", "eu": "U", "ew": "U", "ue": "U", "ui": "U", "oa": "O", "oe": "O",
    "ow": "O", "au": "W", "aw": "W", "oi": "Y", "ia": "J", "io": "J", "eo": "J",
    "iu": "J", "ua": "V", "uo": "V",
}  # fmt: skip
"""Two vowels that are said long, or as two."""

_LONG_BY_E = {"a": "A", "e": "I", "i": "I", "o": "O", "u": "U"}
"""A vowel that a silent e behind one consonant makes long."""

_ENDS = {"i": "I", "ie": "I", "ei": "I", "ee": "I", "ai": "I", "ea": "I"}

_VOWELS = re.compile(r"([aeiou]+)")


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """Return how a name is said: equal keys are one name.

    Short vowels after the first are all one, for nobody hears which they are; before an r and
    another vowel they are not even spoken ("Deborah", "Debra").
    """
    letters = re.sub(r"[^a-z]", "", name.lower())
    yod, letters = ("y", letters[1:]) if re.match(r"y[aeiou]", letters) else ("", letters)
    for pattern, sound in _SPELLINGS:
        letters = pattern.sub(sound, letters)
    letters, long_at_end = _without_silent_e(letters.replace("y", "i"))
    letters = re.sub(r"([^aeiou])\1+", r"\1", letters)
    parts = _VOWELS.split(letters)
    vowels = range(1, len(parts), 2)
    last = vowels[-1] if vowels else 0
    for at in vowels:
        parts[at] = _vowel(parts[at], first=at == 1, ends=not parts[at + 1])
    if long_at_end and last:
        parts[last] = _LONG_BY_E[long_at_end]
    key = re.sub(r"(?<=[^.])\.(?=r[^.\W]|r\.)", _elided, "".join(parts))
    return yod + key


def _elided(found: re.Match[str]) -> str:
    return "" if found.start() > 1 else "."


def _without_silent_e(letters: str) -> tuple[str, str]:
    """Take the e off the end; return with it the vowel that it makes long, if it does.

    Only in one syllable or two: Colleen, Denise and Celine, but not Catherine.
    """
    found = re.search(r"([aeiou]+)([^aeiou]+)e$", letters)
    if not found:
        return letters, ""
    bare = letters[:-1]
    short = len(found.group(2)) > 1 or len(_VOWELS.findall(bare)) > 2
    if len(found.group(1)) > 1 or short:
        return bare, ""
    return bare, found.group(1)


def _vowel(letters: str, *, first: bool, ends: bool) -> str:
    if ends and not first:
        return _ENDS.get(letters, "A" if letters in {"a", "ah"} else letters[-1].upper())
    if letters[:2] in _LONG:
        return _LONG[letters[:2]]
    if first:
        return letters[0]
    return "."


@lru_cache(maxsize=65536)
def is_same_word(spoken: str, registered: str) -> bool:
    """Tell whether two words are one name, however they are spelt."""
    heard, known = spoken.casefold(), registered.casefold()
    if heard == known:
        return True
    both = frozenset({heard, known})
    if both in _APART:
        return False
    return any(both <= group for group in _IRREGULAR) or (
        min(len(heard), len(known)) > 2 and key_of(heard) == key_of(known)
    )


@lru_cache(maxsize=8192)
def is_said_as(spoken: str, registered: str) -> bool:
    """Tell whether a spoken name of a person or a firm is the registered one, or a part of it.

    Every word must be said as one of the registered words is, or all together as all of those:
    a recogniser cuts "Riverbend" in two. A title counts for nothing.
    """
    said, known = _words(spoken), _words(registered)
    if not said or not known:
        return False
    if all(any(is_same_word(word, other) for other in known) for word in said):
        return True
    return is_same_word("".join(said), "".join(known))


def _words(name: str) -> list[str]:
    spelt = ("and" if t.text == "&" else t.base for t in tokens_of(name))
    return [word for word in spelt if word[0].isalnum() and word not in TITLES]
