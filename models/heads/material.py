"""What the encoder learns from: our own lines, and the examples of the rules that forbid."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from callaudit.core.conversation import Speaker
from callaudit.core.model import Frozen
from callaudit.rulespec import default_rules, load_pack
from callaudit.rulespec.checks import Forbid
from callaudit.rulespec.dialogue import read_dialogue
from callaudit.rulespec.rule import Rule
from callaudit.text.normalise import SENTENCE_ENDS, normal_words

LINES = Path(__file__).parent / "lines"

ONE_IN = 10
"""One line in so many is held out."""

LAWFUL = "lawful"
"""Examples that pass for what is on file: the words alone would break the rule."""

LIVE = "live"
"""The call type of a line that names none."""


class Line(Frozen):
    """Canonical words in one string, with every category they violate.

    `near` are categories that the writer found close, `call_types` those of the calls in which
    the words are said.
    """

    words: str
    categories: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    call_types: frozenset[str] = frozenset({LIVE})

    @property
    def held_out(self) -> bool:
        """Tell whether the line is kept from learning; the same for the same words."""
        return hashlib.blake2b(self.words.encode(), digest_size=4).digest()[0] % ONE_IN == 0


def lines_to_learn() -> list[Line]:
    """Return every line once, in the order of its words; what is said both ways is left out."""
    found: dict[str, list[Line]] = {}
    for line in (*_written(), *_examples()):
        if line.words:
            found.setdefault(line.words, []).append(line)
    return [
        lines[0].model_copy(
            update={
                "near": frozenset().union(*(line.near for line in lines)),
                "call_types": frozenset().union(*(line.call_types for line in lines)),
            }
        )
        for _, lines in sorted(found.items())
        if len({line.categories for line in lines}) == 1
    ]


def held_out_rows() -> list[dict[str, Any]]:
    """Return the written lines that are held out, as rows of a gold file.

    Neither the encoder nor a pattern was made with them.
    """
    kept = {line.words: line.categories for line in lines_to_learn() if line.held_out}
    return [
        {**row, "labels": sorted(kept[words]), "violates": bool(kept[words])}
        for row in _rows("written_*.jsonl")
        if (words := canonical(row["text"])) in kept and not row.get("context")
    ]


def canonical(text: str) -> str:
    """Return a text as a head reads it."""
    return " ".join(word for word in normal_words(text) if word not in SENTENCE_ENDS)


def _written() -> Iterator[Line]:
    for row in _rows("*.jsonl"):
        if not row.get("context"):  # facts of the account decide, which no head knows
            yield Line(
                words=canonical(row["text"]),
                categories=frozenset({row["label"], *(row.get("also") or ())} - {None}),
                near=frozenset(row.get("near") or ()),
                call_types=frozenset({row.get("call_type") or LIVE}),
            )


def _rows(names: str) -> Iterator[dict[str, Any]]:
    for path in sorted(LINES.glob(names)):
        for written in path.read_text(encoding="utf-8").split("\n"):
            if written.strip():
                yield json.loads(written)


def _examples() -> Iterator[Line]:
    for rule in load_pack(default_rules()).rules:
        if isinstance(rule.check, Forbid) and rule.in_force:
            yield from _of_rule(rule)


def _of_rule(rule: Rule) -> Iterator[Line]:
    for fail in rule.examples.fail:
        for text in _agent_turns(fail.say):
            if fail.hits is None or any(hit in text for hit in fail.hits):
                category = fail.category or rule.category
                yield Line(words=canonical(text), categories=frozenset({category}))
    for passing in rule.examples.passing:
        if passing.because != LAWFUL:
            for text in _agent_turns(passing.say):
                yield Line(words=canonical(text))


def _agent_turns(say: str) -> list[str]:
    return [turn.text for turn in read_dialogue(say).turns if turn.speaker is Speaker.AGENT]
