"""Set the heads' thresholds on lines that the encoder has not seen, and keep those that help.

    python -m models.heads.train [--gold FILE...] [--dry-run]

Run it from the top of the repository after `models.heads.tune`. It writes
`models/heads/weights/<category>.json` for the heads that ship, takes away the others, writes
`models/heads/decisions.json`, and says which rule must name a head and which no longer.

Judged are the written lines held out from tuning, which no pattern was made with either, lawful
lines close to a violation, the first stress set, and the files named by `--gold`. A head is asked
where the patterns of its rule are silent, under the rule's exceptions. `thresholds.py` says how
the thresholds are chosen.
"""

import argparse
import base64
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from callaudit.asr.digests import cache_folder
from callaudit.core.ids import digest_file, digest_parts
from callaudit.likeness.encoder import DIMENSIONS
from callaudit.likeness.heads import ANY, HEADS_FOLDER, Head
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.second_detector import VectorCache, find_likeness
from callaudit.rulespec import RulePack, default_rules, load_pack
from callaudit.rulespec.walk import patterns_of
from models.heads.decide import (
    HEAD_PATTERN,
    Judged,
    Probe,
    judge,
    lawful_examples,
    rows_of,
    with_heads,
)
from models.heads.material import held_out_rows
from models.heads.speakers import SPEAKERS
from models.heads.thresholds import (
    Chosen,
    Gain,
    Scores,
    choose,
    counts_by_itself,
    gain_alone,
    gains_by_any,
    more_careful,
)

MODELS = Path(__file__).parents[1]
WEIGHTS = MODELS / HEADS_FOLDER
OUTPUTS = Path(__file__).parent / "outputs.npz"
DECISIONS = Path(__file__).parent / "decisions.json"
STRESS = MODELS.parent / "tests" / "stress"
HARMLESS = Path(__file__).parent / "harmless.jsonl"
"""Lawful lines close to a violation, written to catch false alarms; nothing learns from them."""

FEWEST_RIGHT = 2
"""A head that counts by itself must count so many cases rightly, and more than wrongly."""


class Material:
    """Everything that thresholds are chosen by: cases, examples that pass, and their scores."""

    def __init__(self, pack: RulePack, likeness: Likeness, gold: Sequence[Path]) -> None:
        """Judge all gold by patterns, then score what they leave to the heads."""
        rows = held_out_rows()
        for path in (HARMLESS, STRESS / "utterances.jsonl", *gold):
            rows += rows_of(path)
        for path in sorted((STRESS / "calls").glob("*.json")):
            rows += rows_of(path)
        probe = Probe(likeness)
        asking = with_heads(pack, SPEAKERS)
        runner = ExampleRunner(asking, rules=default_rules(), likeness=probe)
        rules = {rule.id: rule for rule in asking.rules}
        self.cases: tuple[Judged, ...] = tuple(judge(rows, runner, probe))
        self.lawful = {
            name: tuple(lawful_examples(rules[rule_id], runner, probe))
            for name, rule_id in SPEAKERS.items()
        }
        sentences = {words for case in self.cases for words in case.open_to}
        sentences.update(words for examples in self.lawful.values() for words in examples)
        self.scores: Scores = {
            words: likeness.scores(tuple(words.split())) for words in sorted(sentences)
        }


def main() -> None:
    """Score, set thresholds, decide and write."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--gold", type=Path, nargs="*", default=[], help="more gold files")
    asked.add_argument("--dry-run", action="store_true", help="write nothing")
    options = asked.parse_args()
    pack = load_pack(default_rules())
    raw = _raw_heads()
    kept = VectorCache(cache_folder())
    likeness = find_likeness().with_heads(raw)
    kept_as = digest_parts("training", likeness.model_sha256).removeprefix("sha256:")
    likeness.begin(kept.get(kept_as))  # a second run reads only new sentences
    material = Material(pack, likeness, options.gold)
    kept.put(kept_as, likeness.asked)
    chosen, gains = _decide(material, raw)
    shipped = _with_thresholds(raw, chosen, gains, material.cases)
    _tell(chosen, gains, material.cases)
    if not options.dry_run:
        _write(shipped, gains)
    _tell_rules(pack, shipped)


def _decide(material: Material, raw: dict[str, Head]) -> tuple[Chosen, list[Gain]]:
    """Choose for all heads together, then for those that need more; leave out what harms."""
    cases, scores = material.cases, material.scores
    lawful = {n: material.lawful[n] for n in raw if n != ANY and not counts_by_itself(n)}
    chosen = more_careful(cases, scores, choose(cases, scores, lawful))
    gains = list(gains_by_any(cases, scores, chosen))
    for name in raw:
        if counts_by_itself(name):
            floor = max([0.0, *(scores[words][name] for words in material.lawful[name])])
            gain = gain_alone(name, cases, scores, floor=floor)
            if gain and gain.right >= FEWEST_RIGHT and gain.right > gain.wrong:
                gains.append(gain)
    return chosen, gains


def _raw_heads() -> dict[str, Head]:
    """Return the outputs of the encoder as heads without thresholds."""
    digest = digest_file(OUTPUTS)
    with np.load(OUTPUTS, allow_pickle=False) as outputs:
        columns = zip(
            outputs["categories"].tolist(), outputs["weights"], outputs["constants"], strict=True
        )
        heads = {}
        for name, weights, constant in columns:
            numbers = np.zeros(DIMENSIONS + 1, dtype="<f2")
            numbers[:DIMENSIONS], numbers[-1] = weights, constant
            heads[name] = Head(
                category=name,
                weights=base64.b64encode(numbers.tobytes()).decode(),
                trained_on=digest,
            )
    return {name: head for name, head in heads.items() if name in SPEAKERS or name == ANY}


def _with_thresholds(
    raw: dict[str, Head], chosen: Chosen, gains: list[Gain], cases: tuple[Judged, ...]
) -> dict[str, Head]:
    violating = sum(bool(case.gold) for case in cases)
    shipped = {
        ANY: raw[ANY].model_copy(
            update={
                "threshold": chosen.any_at,
                "positives": violating,
                "negatives": len(cases) - violating,
                "measured": {"right": chosen.right, "wrong": chosen.wrong},
            }
        )
    }
    for gain in gains:
        positives = sum(gain.category in case.gold for case in cases)
        named_at = chosen.named_at.get(gain.category)
        shipped[gain.category] = raw[gain.category].model_copy(
            update={
                "threshold": gain.threshold,
                "named_at": None if named_at is None else round(named_at, 2),
                "positives": positives,
                "negatives": len(cases) - positives,
                "measured": {"f1_without": gain.without, "f1_with": gain.with_head},
            }
        )
    return shipped


def _tell(chosen: Chosen, gains: list[Gain], cases: tuple[Judged, ...]) -> None:
    silent = [case for case in cases if not case.by_patterns]
    _say(
        f"{len(cases)} cases that nothing learned from; patterns are silent on {len(silent)}, "
        f"of which {sum(bool(case.gold) for case in silent)} violate"
    )
    _say(f"any from {chosen.any_at}: {chosen.right} violating ones, {chosen.wrong} harmless ones")
    for gain in gains:
        least = chosen.named_at.get(gain.category, gain.threshold) or 0.0
        _say(
            f"{gain.category:24} from {least:5.2f}: F1 {gain.without:.3f} → "
            f"{gain.with_head:.3f}, right {gain.right}, wrong {gain.wrong}, of these harmless "
            f"{gain.harmless}"
        )
    right, wrong = sum(g.right for g in gains), sum(g.wrong for g in gains)
    _say(f"{len(gains)} heads ship: right {right}, wrong {wrong}")


def _write(shipped: dict[str, Head], gains: list[Gain]) -> None:
    WEIGHTS.mkdir(exist_ok=True)
    for path in WEIGHTS.glob("*.json"):
        path.unlink()
    for name, head in shipped.items():
        text = json.dumps(head.model_dump(), indent=1) + "\n"
        (WEIGHTS / f"{name}.json").write_text(text, encoding="utf-8")
    told = {gain.category: gain.model_dump(exclude={"category"}) for gain in gains}
    DECISIONS.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _tell_rules(pack: RulePack, shipped: dict[str, Head]) -> None:
    named = {
        pattern.like.head: rule.id
        for rule in pack.rules
        for pattern in patterns_of(rule.check)
        if pattern.like is not None and pattern.like.head is not None
    }
    for name in sorted(shipped.keys() - named.keys() - {ANY}):
        _say(f"{SPEAKERS[name]}: add  - {{name: {HEAD_PATTERN}, like: {{head: {name}}}}}")
    for name in sorted(named.keys() - shipped.keys()):
        _say(f"{named[name]}: take away the head {name}, which does not ship")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
