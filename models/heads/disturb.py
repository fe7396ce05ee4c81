"""Lines as a recogniser might write them: what the encoder reads instead of half of its lines."""

from collections.abc import Sequence

import numpy as np

FILLERS = ("uh um well so okay look listen right sir like", "you know", "i mean")
HEARD_AS = {
    "debt": "dead",
    "sue": "soon",
    "suit": "suite",
    "fee": "free",
    "court": "quart",
    "lien": "lean",
    "owe": "oh",
    "pay": "pace",
    "warrant": "warned",
    "seize": "sees",
    "attorney": "a turning",
    "wages": "wage is",
    "levy": "leave he",
    "garnish": "garnished",
    "account": "a count",
    "your": "you re",
    "to": "two",
    "for": "four",
    "and": "",
    "the": "",
    "a": "",
}
"""Words, and what a recogniser writes for them; nothing where it leaves them out."""

DISTURBED = 0.5
"""Share of the lines that are disturbed, anew in each epoch."""

DROPPED, FILLED, MISHEARD, JOINED = 0.5, 0.4, 0.2, 0.2
"""Share of the disturbed lines that lose words, gain a filler, are misheard, or stand beside a
harmless line."""

LOST_WORDS = 0.06
LONGEST_JOINED, LONGEST_BESIDE = 30, 20
"""Words of a line that gets another beside it, and of the other."""

_FILLERS = (*FILLERS[0].split(), *FILLERS[1:])


def disturbed(words: str, harmless: Sequence[str], chance: np.random.Generator) -> str:
    """Return a line with words lost, misheard or put in, as chance has it; often as it is."""
    if chance.random() >= DISTURBED:
        return words
    said = words.split()
    if chance.random() < DROPPED:
        said = [word for word in said if chance.random() > LOST_WORDS or len(said) < 5]
    if chance.random() < FILLED:
        said.insert(
            int(chance.integers(len(said) + 1)), _FILLERS[int(chance.integers(len(_FILLERS)))]
        )
    if chance.random() < MISHEARD:
        said = [HEARD_AS.get(word, word) if chance.random() < 0.5 else word for word in said]
    if chance.random() < JOINED and len(said) < LONGEST_JOINED:
        other = harmless[int(chance.integers(len(harmless)))].split()
        if len(other) < LONGEST_BESIDE:
            said = [*other, *said] if chance.random() < 0.5 else [*said, *other]
    return " ".join(word for word in said if word)
