"""What heads may speak of in gold lines and calls, and what patterns find there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from callaudit.core.finding import Detector, Verdict
from callaudit.core.model import Frozen
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.examples import ExampleRunner
from callaudit.rulespec import Rule, RulePack
from callaudit.rulespec.pattern import Like, Pattern
from callaudit.scoring.gold import left_out_of_line
from models.heads.material import canonical

HEAD_PATTERN = "sounds-like"
"""Name of the pattern by which a rule lets a head speak for it."""


class Judged(Frozen):
    """One case of gold: what it violates, what patterns find, and what heads may speak of.

    `open_to` has sentences and short turns, as a head reads them, with the categories whose rules
    would count them: the patterns of the rule are silent and no exception of it holds.
    """

    case: str
    gold: frozenset[str]
    by_patterns: frozenset[str]
    open_to: dict[str, frozenset[str]]
    whole_call: bool


class Probe(Likeness):
    """Counts every sentence; once `wide`, every turn of several sentences and none alone."""

    def __init__(self, like: Likeness) -> None:
        """Make it of a likeness, whose vectors it shares."""
        super().__init__(like.encoder, {}, model_sha256=like.model_sha256)
        self.wide = False
        self._sentences: set[tuple[str, ...]] = set()

    def has_head(self, category: str) -> bool:
        """Tell that every category has a head."""
        return bool(category)

    def speaks_for(self, words: tuple[str, ...], category: str) -> bool:
        """Count what is asked for in this reading."""
        if self.wide:
            return words not in self._sentences
        self._sentences.add(words)
        return bool(category)


def with_heads(pack: RulePack, speakers: Mapping[str, str]) -> RulePack:
    """Return the rules with a head a category; `speakers` names each category's rule."""
    heads = {rule_id: category for category, rule_id in speakers.items()}
    rules = []
    for rule in pack.rules:
        check: Any = rule.check
        if rule.in_force and check.kind == "forbid":
            kept = [p for p in check.patterns if p.like is None or p.like.head is None]
            if rule.id in heads:
                like: Any = Like(head=heads[rule.id])  # type: ignore[arg-type]
                kept.append(Pattern(name=HEAD_PATTERN, like=like, category=heads[rule.id]))
            check = check.model_copy(update={"patterns": tuple(kept)})
        rules.append(rule.model_copy(update={"check": check}))
    return pack.model_copy(update={"rules": tuple(rules)})


def judge(rows: Iterable[dict[str, Any]], runner: ExampleRunner, probe: Probe) -> Iterator[Judged]:
    """Judge every row of gold, lines and calls, sentence by sentence and then turn by turn."""
    for number, row in enumerate(rows, start=1):
        say, context, gold = _case(row)
        if not say:
            continue
        left_out = left_out_of_line(voicemail=context.get("result") == "voicemail")
        patterns: set[str] = set()
        asked: dict[str, frozenset[str]] = {}
        for probe.wide in (False, True):
            for finding in runner.judge(say, context):
                if finding.verdict is not Verdict.BROKEN or finding.category in left_out:
                    continue
                if finding.detector is Detector.PATTERN:
                    patterns.add(finding.category)
                    continue
                for words in {canonical(proof.quote) for proof in finding.evidence}:
                    asked[words] = asked.get(words, frozenset()) | {finding.category}
        yield Judged(
            case=str(row.get("id") or row.get("call_id") or number),
            gold=gold - left_out,
            by_patterns=frozenset(patterns),
            open_to=asked,
            whole_call="turns" in row,
        )


def lawful_examples(rule: Rule, runner: ExampleRunner, probe: Probe) -> Iterator[str]:
    """Yield what a head must not count: what the rule's passing examples leave open to it."""
    for passing in rule.examples.passing:
        for probe.wide in (False, True):
            finding = runner.finding(rule, passing)
            if finding.verdict is Verdict.BROKEN and finding.detector is Detector.LIKE:
                yield from (canonical(proof.quote) for proof in finding.evidence)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read a file of gold: calls as JSON, or lines or calls as JSON Lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    content = json.loads(text)
    return content if isinstance(content, list) else [content]


def _case(row: dict[str, Any]) -> tuple[str, dict[str, Any], frozenset[str]]:
    if "turns" not in row:
        gold = frozenset(row["labels"]) if row.get("violates") else frozenset()
        return *dialogue_of(row), gold
    turns = [t for t in row["turns"] if t["text"].strip()]
    say = "\n".join(f"{_speaker(t)}: {' '.join(t['text'].split())}" for t in turns)
    metadata = row.get("metadata") or {"result": "answered", "attempt_number": 1}
    context = {key: value for key, value in metadata.items() if key != "asr_like"}
    violations = (row.get("gold") or row).get("violations", ())
    return say, context, frozenset(v["category"] for v in violations)


def _speaker(turn: dict[str, Any]) -> str:
    return "third_party" if turn["speaker"] == "other" else str(turn["speaker"])


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
