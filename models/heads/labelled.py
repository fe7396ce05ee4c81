"""Sentences with the categories they stand for: from the rules' own examples and from lines."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Detector, Evidence, Finding, Verdict
from callaudit.core.model import Frozen
from callaudit.engine.heard import HeardCall, HeardTurn
from callaudit.pipeline.examples import ExampleRunner, call_from_dialogue
from callaudit.rulespec import Rule, RulePack
from callaudit.rulespec.pattern import FEWEST_LIKE_WORDS
from callaudit.rulespec.rule import FailExample, KnownMiss
from callaudit.text.sentences import sentences_of

Words = tuple[str, ...]


class Sentence(Frozen):
    """One sentence of an agent.

    `positive`: categories it stands for. `perhaps`: categories of its line that one of the
    line's sentences stands for, and nobody has said which. `excused`: categories for which a
    rule's exception sets it aside. `unclear`: categories of which it can be said neither way.
    `untold`: it breaks another rule, so nobody has said whether it has further categories.
    `line` names the example or line, `rule` the rule or file it comes from.
    """

    words: Words
    line: str
    rule: str
    positive: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    excused: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    untold: bool = False


def sentences_of_rules(pack: RulePack, runner: ExampleRunner) -> Iterator[Sentence]:
    """Yield the agents' sentences of every example of every rule in force."""
    for rule in pack.rules:
        if not rule.in_force:
            continue
        cases = [*runner.named_cases(rule)]
        cases += [(f"{rule.id}-miss-{i}", one) for i, one in enumerate(rule.examples.known_miss)]
        for name, case in cases:
            broken = isinstance(case, FailExample | KnownMiss)
            wanted = {getattr(case, "category", None) or rule.category} if broken else set()
            findings = runner.judge(case.say, case.call, policy=case.policy)
            aside = frozenset() if broken else _aside(rule, findings)
            yield from _sentences(
                say=case.say,
                context=case.call,
                findings=findings,
                said=Sentence(words=(), line=name, rule=rule.id, unclear=aside, untold=broken),
                wanted=wanted,
            )


def sentences_of_lines(folder: Path, runner: ExampleRunner) -> Iterator[Sentence]:
    """Yield the sentences of every line of `<category>.jsonl`."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, written in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not written.strip():
                continue
            row: dict[str, Any] = json.loads(written)
            say, context = dialogue_of(row)
            wanted = {row["label"], *row.get("also", ())} - {None}
            yield from _sentences(
                say=say,
                context=context,
                findings=runner.judge(say, context),
                said=Sentence(words=(), line=f"{path.stem}-{number}", rule=path.stem),
                wanted=wanted,
            )


def dialogue_of(row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a line as a dialogue, with the facts of its call."""
    sort = row.get("call_type", "live")
    context = {
        "result": "voicemail" if sort == "voicemail" else "answered",
        "collector_party": row.get("party", "third"),
        **(row.get("context") or {}),
    }
    said = " ".join(row["text"].split())
    say = f"{row.get('speaker', 'agent')}: {said}"
    return (f"third_party: Hello?\n{say}" if sort == "third_party" else say), context


def _aside(rule: Rule, findings: tuple[Finding, ...]) -> frozenset[str]:
    """Return the category of a rule that does not apply: its words may well be forbidden."""
    met = any(f.rule_id == rule.id and f.verdict is Verdict.MET for f in findings)
    return frozenset() if met else frozenset({rule.category})


def _sentences(
    *,
    say: str,
    context: dict[str, Any],
    findings: tuple[Finding, ...],
    said: Sentence,
    wanted: set[str],
) -> Iterator[Sentence]:
    heard = HeardCall(call_from_dialogue(say, context))
    found = [
        (finding.category, proof)
        for finding in findings
        if finding.verdict is Verdict.BROKEN
        for proof in finding.evidence
        if proof.detector is Detector.PATTERN
    ]
    excused = [(f.category, x.evidence) for f in findings for x in f.excused]
    spans = [(turn, span) for turn in heard.said_by(Speaker.AGENT) for span in _long(turn)]
    proven = {category for category, _ in found}
    missing = wanted - proven
    for turn, (first, last) in spans:
        positive = _touching(found, turn, first, last)
        alone = len(spans) == 1
        yield said.model_copy(
            update={
                "words": turn.plain.words[first:last],
                "positive": frozenset(positive | (missing if alone else set())),
                "perhaps": frozenset() if alone else frozenset(missing),
                "excused": frozenset(_touching(excused, turn, first, last)),
                "unclear": frozenset((wanted & proven) - positive) | said.unclear,
            }
        )


def once_each(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return every sentence once, in the order of its words.

    Where the same words have a category in one place and not in another, the call decides and
    not the sentence: it is unclear.
    """
    same: dict[Words, list[Sentence]] = {}
    for one in sentences:
        same.setdefault(one.words, []).append(one)
    return [_merged(same[words]) for words in sorted(same)]


def _merged(copies: list[Sentence]) -> Sentence:
    positive = frozenset[str]().union(*(one.positive for one in copies))
    told = [one for one in copies if not one.untold]
    doubtful = {
        name
        for name in positive
        if any(name not in one.positive | one.perhaps | one.unclear for one in told)
    }
    clear = positive - doubtful
    unclear = frozenset[str]().union(*(one.unclear for one in copies), doubtful)
    return copies[0].model_copy(
        update={
            "positive": clear,
            "perhaps": frozenset[str]().union(*(one.perhaps for one in copies)) - positive,
            "excused": frozenset[str]().union(*(one.excused for one in copies)),
            "unclear": unclear - clear,
            "untold": not told,
        }
    )


def _long(turn: HeardTurn) -> Iterator[tuple[int, int]]:
    for first, last in sentences_of(turn.plain):
        if last - first >= FEWEST_LIKE_WORDS:
            yield first, last


def _touching(said: list[tuple[str, Evidence]], turn: HeardTurn, first: int, last: int) -> set[str]:
    start, end = turn.plain.spoken_span(first, last)
    return {
        category
        for category, quote in said
        if quote.turn == turn.turn.index and quote.start_char < end and quote.end_char > start
    }
