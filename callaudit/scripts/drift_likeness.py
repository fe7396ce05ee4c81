"""How near some spoken words come to a line of a script, word by word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from callaudit.scripts.drift_lines import SLOT

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

SAME_WORD = 82.0
"""Two words are one where rapidfuzz's ratio says so: "invoice" and "invoices"."""

LITTLE = 0.3
"""Weight of a word that is in most sentences; any other weighs 1."""

SLOT_WORDS = 4
"""Words that one slot may be filled with, numbers aside."""

LOOSE_SLOT_WORDS = 2
"""The same where the order is not looked at: most slots hold a name or a number."""

_LITTLE_WORDS = frozenset(
    "i we you he she they it the a an to and if that this is are am was were be been being will"
    " would can could do does did have has had of in for on at with from my your our me us them not"
    " no so or as by get got just about there okay yes please well very hello hi hey"
    " may might".split()
)


MONTH_OR_MODAL = "may"
"""Weighs little, and may all the same be the month that fills a slot."""

_FORMS = {"paid": "pay", "pay": "paid", "sent": "send", "send": "sent", "spoke": "speak"}
"""Forms of the verbs of such calls that are not spelled alike."""


@dataclass(frozen=True)
class Likeness:
    """How near: in the very words and their order, and in the words alone; each from 0 to 1.

    `shared` of its `wanted` weighty words came; `others` are the weighty spoken words besides.
    """

    ordered: float
    loose: float
    shared: int = 0
    wanted: int = 0
    others: tuple[str, ...] = ()


def likeness(line: Sequence[str], spoken: Sequence[str]) -> Likeness:
    """Compare a line's words, slots among them, with spoken words.

    Both measures are Dice's: twice the weight that is shared, over the weight of both. In order,
    only the stretch from the first shared word to the last counts, so that a line may be part of
    a longer sentence. Words that stand where a slot is are not held against it.
    """
    from rapidfuzz.distance import LCSseq

    wanted = [word for word in line if word != SLOT]
    heard = _as_wanted(tuple(wanted), tuple(spoken))
    blocks = [op for op in LCSseq.opcodes(wanted, heard) if op.tag == "equal"]
    if not blocks:
        return Likeness(0.0, 0.0)
    shared = sum(_weight(w) for op in blocks for w in wanted[op.src_start : op.src_end])
    whole = sum(map(_weight, wanted))
    ordered = 2 * shared / (whole + shared + _between(line, heard, blocks))
    common = Counter(wanted) & Counter(heard)
    rest_words = Counter(heard) - common
    held = sum(_weight(word) * count for word, count in common.items())
    slots = line.count(SLOT)
    others = heard if not slots else [word for word in heard if not word[:1].isdigit()]
    rest = max(0.0, sum(map(_weight, others)) - held - LOOSE_SLOT_WORDS * slots)
    return Likeness(
        ordered,
        2 * held / (whole + held + rest),
        shared=sum(count for word, count in common.items() if _weight(word) == 1.0),
        wanted=sum(_weight(word) == 1.0 for word in wanted),
        others=tuple(w for w in rest_words.elements() if _weight(w) == 1.0 or w == MONTH_OR_MODAL),
    )


def _between(line: Sequence[str], heard: Sequence[str], blocks: "Sequence[Opcode]") -> float:
    """Return the weight of words between shared ones that no slot may hold."""
    slots = [0]
    for word in line:
        if word == SLOT:
            slots[-1] += 1
        else:
            slots.append(slots[-1])
    # `slots[n]` are all the slots before the n-th literal word.
    extra = 0.0
    for before, after in pairwise(blocks):
        held = SLOT_WORDS * (slots[after.src_start] - slots[before.src_end - 1])
        words = heard[before.dest_end : after.dest_start]
        extra += sum(map(_weight, words[held:]))
    return extra


def _weight(word: str) -> float:
    return LITTLE if word in _LITTLE_WORDS else 1.0


def _as_wanted(wanted: tuple[str, ...], spoken: tuple[str, ...]) -> list[str]:
    """Return the spoken words, each that is nearly one of the line's as that one."""
    known = frozenset(wanted)
    return [word if word in known else _nearest(word, known) for word in spoken]


@lru_cache(maxsize=65536)
def _nearest(word: str, known: frozenset[str]) -> str:
    from rapidfuzz import fuzz, process

    if _FORMS.get(word) in known:
        return _FORMS[word]
    if len(word) < 4:
        return word
    long = [one for one in known if len(one) >= 4]
    found = process.extractOne(word, sorted(long), scorer=fuzz.ratio, score_cutoff=SAME_WORD)
    return found[0] if found else word
