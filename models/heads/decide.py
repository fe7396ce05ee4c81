"""Would a head make the findings better? Gold lines and calls, judged with it and without."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from callaudit.core.finding import Detector, Verdict
from callaudit.core.model import Frozen
from callaudit.pipeline.examples import ExampleRunner
from callaudit.rulespec import Rule, RulePack
from callaudit.rulespec.pattern import Like, Pattern
from callaudit.scoring.gold import left_out_of_line

HEAD_PATTERN = "sounds-like"
"""Name of the pattern by which a rule lets a head speak for it."""


class Judged(Frozen):
    """One case of gold: what it violates, what patterns find, and what heads count beside them.

    `by_heads` has the highest score of each head's findings that passed the rule's exceptions,
    in categories of which no pattern speaks.
    """

    case: str
    gold: frozenset[str]
    by_patterns: frozenset[str]
    by_heads: dict[str, float]
    whole_call: bool


HARMLESS_CALLS_AT_MOST = 1


class Gain(Frozen):
    """What one head changes over all cases at its threshold; F1 of its category without and with.

    `harmless` are the cases without any violation of which it speaks.
    """

    category: str
    threshold: float
    right: int
    wrong: int
    harmless: int
    without: float
    with_head: float


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


def judge(
    rows: Iterable[dict[str, Any]], runner: ExampleRunner, scores: Callable[[str, str], float]
) -> Iterator[Judged]:
    """Judge every row of gold, lines and calls; `scores` tells a category's score of a quote."""
    for number, row in enumerate(rows, start=1):
        say, context, gold = _case(row)
        if not say:
            continue
        left_out = left_out_of_line(voicemail=context.get("result") == "voicemail")
        patterns: set[str] = set()
        heads: dict[str, float] = {}
        for finding in runner.judge(say, context):
            if finding.verdict is not Verdict.BROKEN or finding.category in left_out:
                continue
            if finding.detector is Detector.PATTERN:
                patterns.add(finding.category)
                continue
            best = max(scores(finding.category, proof.quote) for proof in finding.evidence)
            heads[finding.category] = max(best, heads.get(finding.category, best))
        yield Judged(
            case=str(row.get("id") or row.get("call_id") or number),
            gold=gold - left_out,
            by_patterns=frozenset(patterns),
            by_heads={name: one for name, one in heads.items() if name not in patterns},
            whole_call="turns" in row,
        )


def floor_of(rule: Rule, runner: ExampleRunner, score: Callable[[str], float]) -> float:
    """Return the highest score of the rule's head among the examples that must pass."""
    floor = 0.0
    for passing in rule.examples.passing:
        finding = runner.finding(rule, passing)
        if finding.verdict is Verdict.BROKEN and finding.detector is Detector.LIKE:
            floor = max(floor, *(score(proof.quote) for proof in finding.evidence))
    return floor


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


def best_gain(
    category: str, cases: Sequence[Judged], *, harmless_at_most: int, floor: float
) -> Gain | None:
    """Return the threshold that raises the F1 of a category most, None where none does.

    At most so many harmless cases are counted, of them one whole call; `floor` is the highest
    score of an example that the rule lets pass.
    """
    wanted = sum(category in case.gold for case in cases)
    hits = sum(category in case.gold and category in case.by_patterns for case in cases)
    alarms = sum(category in case.by_patterns for case in cases) - hits
    without = _f1(hits, alarms, wanted - hits)
    right = wrong = harmless = calls = 0
    best: Gain | None = None
    asked = [case for case in cases if category in case.by_heads]
    for case in sorted(asked, key=lambda one: -one.by_heads[category]):
        right += category in case.gold
        wrong += category not in case.gold
        harmless += not case.gold
        calls += case.whole_call and not case.gold
        too_many = harmless > harmless_at_most or calls > HARMLESS_CALLS_AT_MOST
        if too_many or case.by_heads[category] <= floor + 0.02:
            break
        reached = _f1(hits + right, alarms + wrong, wanted - hits - right)
        if reached > max(without, best.with_head if best else 0.0):
            best = Gain(
                category=category,
                threshold=round(case.by_heads[category] - 0.005, 2),
                right=right,
                wrong=wrong,
                harmless=harmless,
                without=without,
                with_head=reached,
            )
    return best


def _f1(right: int, wrong: int, missed: int) -> float:
    of = 2 * right + wrong + missed
    return round(2 * right / of, 4) if of else 0.0
