"""Would a head make the findings better? Gold lines and calls, judged with it and without."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from callaudit.core.finding import Detector, Verdict
from callaudit.core.model import Frozen
from callaudit.pipeline.examples import ExampleRunner
from callaudit.rulespec import RulePack
from callaudit.rulespec.pattern import Like, Pattern
from callaudit.scoring.gold import left_out_of_line
from models.heads.labelled import dialogue_of

HEAD_PATTERN = "sounds-like"
"""Name of the pattern by which a rule lets a head speak for it."""


class Judged(Frozen):
    """One case of gold: what it violates, what patterns find, what heads add (with the quote)."""

    case: str
    source: str
    gold: frozenset[str]
    by_patterns: frozenset[str]
    by_heads: dict[str, str]


class Gain(Frozen):
    """What one head changes over all cases; F1 of its category without and with it."""

    category: str
    right: int
    wrong: int
    on_harmless: int
    without: float
    with_head: float

    @property
    def ships(self) -> bool:
        """Tell whether the head raises F1 and says nothing false of harmless cases."""
        return self.with_head > self.without and not self.on_harmless


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


def judge(paths: tuple[Path, ...], runner: ExampleRunner) -> Iterator[Judged]:
    """Judge every case of files of gold lines (JSON Lines), and of calls (JSON, JSON Lines)."""
    for path in paths:
        for number, row in enumerate(_rows(path), start=1):
            name = str(row.get("id") or row.get("call_id") or f"{path.stem}-{number}")
            say, context, gold = _case(row)
            if not say:
                continue
            found: dict[Detector, dict[str, str]] = {one: {} for one in Detector}
            left_out = left_out_of_line(voicemail=context.get("result") == "voicemail")
            for finding in runner.judge(say, context):
                if finding.verdict is Verdict.BROKEN and finding.category not in left_out:
                    quote = finding.evidence[0].quote if finding.evidence else ""
                    found[finding.detector].setdefault(finding.category, quote)
            patterns = frozenset(found[Detector.PATTERN])
            yield Judged(
                case=name,
                source=path.stem,
                gold=gold - left_out,
                by_patterns=patterns,
                by_heads={c: q for c, q in found[Detector.LIKE].items() if c not in patterns},
            )


def _rows(path: Path) -> list[dict[str, Any]]:
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


def gain_of(category: str, cases: tuple[Judged, ...]) -> Gain:
    """Compare a category's findings with its head and without."""
    gold = [case for case in cases if category in case.gold]
    hits = sum(category in case.by_patterns for case in gold)
    alarms = sum(category in case.by_patterns for case in cases) - hits
    added = [case for case in cases if category in case.by_heads]
    right = sum(category in case.gold for case in added)
    wrong = len(added) - right
    return Gain(
        category=category,
        right=right,
        wrong=wrong,
        on_harmless=sum(not case.gold for case in added),
        without=_f1(hits, alarms, len(gold) - hits),
        with_head=_f1(hits + right, alarms + wrong, len(gold) - hits - right),
    )


def _f1(right: int, wrong: int, missed: int) -> float:
    of = 2 * right + wrong + missed
    return round(2 * right / of, 4) if of else 0.0
