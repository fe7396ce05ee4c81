"""Set the heads' thresholds on lines that the encoder has not seen, and keep those that help.

    python -m models.heads.train [--gold FILE...] [--dry-run]

Run it from the top of the repository after `models.heads.tune`. It writes
`models/heads/weights/<category>.json` for the heads that ship, takes away the others, writes
`models/heads/decisions.json`, and says which rule must name a head and which no longer.

Judged are the written lines held out from tuning, which no pattern was made with either, lawful
lines close to a violation, the first stress set, and the files named by `--gold`. A head is asked
where patterns are silent, under its rule's exceptions. Its threshold is the one that raises the F1
of its category most, with at most five harmless cases counted, of them one call; a head that
raises it nowhere does not ship.
"""

import argparse
import base64
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np

from callaudit.asr.digests import cache_folder
from callaudit.core.ids import digest_file, digest_parts
from callaudit.likeness.encoder import DIMENSIONS
from callaudit.likeness.heads import HEADS_FOLDER, Head
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.second_detector import VectorCache, find_likeness
from callaudit.rulespec import RulePack, default_rules, load_pack
from callaudit.rulespec.walk import patterns_of
from models.heads.decide import (
    HEAD_PATTERN,
    Gain,
    Judged,
    best_gain,
    floor_of,
    judge,
    rows_of,
    with_heads,
)
from models.heads.material import canonical, held_out_rows
from models.heads.speakers import SPEAKERS

MODELS = Path(__file__).parents[1]
WEIGHTS = MODELS / HEADS_FOLDER
OUTPUTS = Path(__file__).parent / "outputs.npz"
DECISIONS = Path(__file__).parent / "decisions.json"
STRESS = MODELS.parent / "tests" / "stress"
HARMLESS = Path(__file__).parent / "harmless.jsonl"
"""Lawful lines close to a violation, written to catch false alarms; nothing learns from them."""

HARMLESS_AT_MOST = 5
"""Harmless cases that may be counted, of some fifteen hundred."""

FEWEST_RIGHT = 2
"""A head must count so many cases rightly, and more than it counts wrongly."""

KEPT_AS = digest_parts("training").removeprefix("sha256:")
"""Name of the vectors of all sentences in the user's cache: a second run reads only new ones."""


def main() -> None:
    """Score, set thresholds, decide and write."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--gold", type=Path, nargs="*", default=[], help="more gold files")
    asked.add_argument("--dry-run", action="store_true", help="write nothing")
    options = asked.parse_args()
    pack = load_pack(default_rules())
    raw = _raw_heads()
    plain = find_likeness()
    kept = VectorCache(cache_folder())
    plain.begin(kept.get(KEPT_AS))
    likeness = plain.with_heads(raw)
    stress = (STRESS / "utterances.jsonl", *sorted((STRESS / "calls").glob("*.json")))
    rows = held_out_rows()
    rows += [row for path in (HARMLESS, *stress, *options.gold) for row in rows_of(path)]
    asked_all = with_heads(pack, {name: SPEAKERS[name] for name in raw})
    runner = ExampleRunner(
        asked_all,
        rules=default_rules(),
        likeness=likeness,
    )

    def scores(category: str, quote: str) -> float:
        return raw[category].score(likeness.vector(tuple(canonical(quote).split())))

    cases = tuple(judge(rows, runner, scores))
    kept.put(KEPT_AS, likeness.asked)
    by_id = {rule.id: rule for rule in asked_all.rules}
    floors = {name: floor_of(by_id[SPEAKERS[name]], runner, partial(scores, name)) for name in raw}
    gains = [
        gain
        for name in sorted(raw)
        if (gain := best_gain(name, cases, harmless_at_most=HARMLESS_AT_MOST, floor=floors[name]))
        is not None
        and gain.right >= FEWEST_RIGHT
        and gain.right > gain.wrong
    ]
    shipped = {gain.category: _with_threshold(raw[gain.category], gain, cases) for gain in gains}
    _tell(gains, cases)
    if not options.dry_run:
        _write(shipped, gains)
    _tell_rules(pack, shipped)


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
                threshold=0.0,
                weights=base64.b64encode(numbers.tobytes()).decode(),
                trained_on=digest,
            )
    return {name: head for name, head in heads.items() if name in SPEAKERS}


def _with_threshold(head: Head, gain: Gain, cases: tuple[Judged, ...]) -> Head:
    positives = sum(gain.category in case.gold for case in cases)
    return head.model_copy(
        update={
            "threshold": gain.threshold,
            "positives": positives,
            "negatives": len(cases) - positives,
            "measured": {"f1_without": gain.without, "f1_with": gain.with_head},
        }
    )


def _tell(gains: list[Gain], cases: tuple[Judged, ...]) -> None:
    _say(f"{len(cases)} cases that nothing learned from")
    for gain in gains:
        _say(
            f"{gain.category:24} from {gain.threshold:5.2f}: F1 {gain.without:.3f} → "
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
    for name in sorted(shipped.keys() - named.keys()):
        _say(f"{SPEAKERS[name]}: add  - {{name: {HEAD_PATTERN}, like: {{head: {name}}}}}")
    for name in sorted(named.keys() - shipped.keys()):
        _say(f"{named[name]}: take away the head {name}, which does not ship")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
