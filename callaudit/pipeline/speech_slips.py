"""Speech as it slips: fillers between words, and words misheard as others that sound alike.

Both draw from a seed and the text itself, so the same text always comes out the same.
"""

import random
import re

from callaudit.text.numbers import NUMBER_WORDS

SEED = 20261118
"""Mixed with the text; another seed is another draw, not another method."""

FILLERS = ("um", "uh", "you know", "I mean", "like", "basically", "kind of", "you see")
"""What speakers put between words while they think; some recognisers set commas, some do not."""

AGAIN = ""
"""Drawn like a filler: the word before is said twice, as a speaker stumbles."""

WORDS_PER_FILLER = 6
"""One filler for so many words, rounded up: a speaker who thinks aloud."""

HOMOPHONES: dict[str, str] = {
    "account": "a count",
    "attorney": "a journey",
    "attorneys": "a journeys",
    "bail": "bale",
    "bill": "bell",
    "cease": "seize",
    "check": "czech",
    "checks": "czechs",
    "collector": "collect or",
    "counsel": "council",
    "court": "caught",
    "credit": "created",
    "creditor": "credit or",
    "debt": "dead",
    "debts": "deads",
    "due": "do",
    "fraud": "broad",
    "garnish": "varnish",
    "garnishment": "garnish mint",
    "invoice": "in voice",
    "jail": "gel",
    "lawsuit": "law suit",
    "legal": "eagle",
    "levy": "levee",
    "lien": "lean",
    "mail": "male",
    "owe": "oh",
    "owed": "ode",
    "pay": "play",
    "payment": "pavement",
    "principal": "principle",
    "seize": "cease",
    "served": "surfed",
    "sheriff": "share if",
    "sue": "soon",
    "suit": "suite",
    "wages": "wagers",
    "warrant": "warren",
    "write": "right",
}
"""Words of collection calls, and what a recogniser writes when it hears them badly.

Homophones, near homophones and wrongly divided words; each hides a word that rules listen for.
"""

_WORD = re.compile(r"[A-Za-z']+")
_NUMBERED = re.compile(r"[\d$%#@]")


def with_fillers(text: str) -> str:
    """Return a text with fillers between its words; a number is never broken up.

    Examples: `You will be arrested.` may become `You will, um, be arrested.`, `You will you know
    be arrested.` or `You will will be arrested.`
    """
    words = text.split()
    gaps = [at for at in range(1, len(words)) if not _inside_number(words[at - 1], words[at])]
    wanted = min(len(gaps), -(-len(words) // WORDS_PER_FILLER))
    draw = _draw(text)
    said: list[str] = []
    chosen = set(draw.sample(gaps, wanted))
    for at, word in enumerate(words):
        if at in chosen:
            filler, commas = draw.choice((*FILLERS, AGAIN)), draw.random() < 0.5
            said += _hesitation(said, filler, commas=commas)
        said.append(word)
    return " ".join(said)


def _hesitation(said: list[str], filler: str, *, commas: bool) -> list[str]:
    """Return what stands before the next word; with commas, one goes behind the last word too."""
    if filler == AGAIN:
        return [said[-1]] if said[-1].isalpha() else []
    if commas and said[-1][-1].isalnum():
        said[-1] += ","
    return [f"{filler}," if commas else filler]


def with_homophone(text: str) -> str:
    """Return a text in which one word, drawn from those of `HOMOPHONES`, was misheard.

    Example: `We will sue you.` becomes `We will soon you.`
    """
    found = [m for m in _WORD.finditer(text) if m.group().lower() in HOMOPHONES]
    if not found:
        return text
    chosen = _draw(text).choice(found)
    heard = HOMOPHONES[chosen.group().lower()]
    if chosen.group()[0].isupper():
        heard = heard[0].upper() + heard[1:]
    return text[: chosen.start()] + heard + text[chosen.end() :]


def _inside_number(left: str, right: str) -> bool:
    return _of_number(left) and _of_number(right)


def _of_number(word: str) -> bool:
    bare = word.strip(".,;:!?-").lower()
    return bool(_NUMBERED.search(word)) or any(p in NUMBER_WORDS for p in bare.split("-"))


def _draw(text: str) -> random.Random:
    return random.Random(f"{SEED}:{text}")  # noqa: S311 - a repeatable draw, no secret
