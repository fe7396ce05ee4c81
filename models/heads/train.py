"""Train the heads of the second detector, measure them, and keep those that help.

    python -m models.heads.train [--gold FILE...] [--rules FOLDER] [--only CATEGORY...] [--dry-run]

Run it from the top of the repository after every change of rules or lines. It writes
`models/heads/weights/<category>.json` for the heads that ship, takes away the others, writes
`models/heads/decisions.json`, and says which rule must name a head and which no longer.

Sentences come from the rules' own examples and from `models/heads/lines/*.jsonl`. A head is a
candidate if on held-out sentences it has a precision of at least 0.97 with at least eight right;
it ships if on the gold files it raises the F1 of its category over what patterns find, and adds
nothing to a case without violations.
"""

import argparse
import base64
import json
import sys
from pathlib import Path

import numpy as np

from callaudit.asr.digests import cache_folder
from callaudit.core.ids import digest_parts
from callaudit.likeness.heads import HEADS_FOLDER, Head
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.second_detector import VectorCache, find_likeness
from callaudit.rulespec import RulePack, default_rules, load_pack
from callaudit.rulespec.walk import patterns_of
from models.heads import regression
from models.heads.decide import HEAD_PATTERN, Gain, Judged, gain_of, judge, with_heads
from models.heads.labelled import Sentence, once_each, sentences_of_lines, sentences_of_rules

MODELS = Path(__file__).parents[1]
WEIGHTS = MODELS / HEADS_FOLDER
LINES = Path(__file__).parent / "lines"
DECISIONS = Path(__file__).parent / "decisions.json"
STRESS = MODELS.parent / "tests" / "stress"

PRECISION = 0.97
"""Held-out precision that a threshold must have."""

FEWEST_RIGHT = 8
"""Held-out sentences that a head must count rightly: below, its precision is a guess."""

FEWEST_POSITIVES = 20

MARGIN = 0.05
"""How far above the highest harmless sentence of training a threshold lies."""

DOUBTFUL = 0.3
"""Weight of a negative that an exception sets aside anyway, or that nobody has fully labelled;
thresholds are not chosen by these."""

KEPT_AS = digest_parts("training").removeprefix("sha256:")
"""Name of the vectors of all sentences in the user's cache: a second run reads only new ones."""

SPEAKERS = {
    "threat_violence": "FDCPA-1692d1-violence",
    "threat_arrest_criminal": "FDCPA-1692e4-arrest",
    "threat_lawsuit": "FDCPA-1692e5-lawsuit",
    "threat_garnish_seize": "FDCPA-1692e4-garnish",
    "threat_credit": "FDCPA-1692e8-credit",
    "threat_referral": "THR-06-referral",
    "threat_tell_others": "THR-07-tell-others",
    "threat_vague": "THR-08-vague",
    "false_government": "FDCPA-1692e1-government",
    "false_attorney": "FDCPA-1692e3-attorney",
    "false_crime": "FDCPA-1692e7-crime",
    "false_amount_status": "FDCPA-1692e2-status",
    "false_legal_process": "FDCPA-1692e13-process",
    "false_urgency": "FDCPA-1692e10-urgency",
    "false_rights": "FDCPA-1692g-rights",
    "false_other": "FDCPA-1692e10-other",
    "profanity_slur": "FDCPA-1692d2-profanity",
    "insult_shame": "FDCPA-1692d-insult",
    "unprofessional": "COND-04-professional",
    "harass_repeat_calls": "FDCPA-1692d5-keep-calling",
    "no_empathy": "COND-01-brushoff",
    "payment_pressure": "PAY-04-pressure",
    "fee_unauthorized": "FDCPA-1692f1-fee",
    "payment_unauthorized": "PAY-03-authorise",
    "cease_ignored": "REGF-14h-refusal",
    "dispute_mishandled": "FDCPA-1692g-brushoff",
    "attorney_ignored": "FDCPA-1692c2-brushoff",
    "validation_overshadowed": "FDCPA-1692g-overshadow",
    "card_data_exposed": "PCI-05-card",
}
"""The rule that a category's head would speak for: the one on what a collector says, whatever
the call; duties to answer and facts of the log are no matter of a sentence's meaning."""


def main() -> None:
    """Train, measure, decide and write."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--gold", type=Path, nargs="*", default=[], help="more gold files")
    asked.add_argument("--rules", type=Path, default=default_rules(), help="a folder of rules")
    asked.add_argument("--dry-run", action="store_true", help="write nothing")
    asked.add_argument("--only", nargs="*", default=sorted(SPEAKERS), help="categories to train")
    options = asked.parse_args()
    pack = load_pack(options.rules)
    likeness = find_likeness()
    kept = VectorCache(cache_folder())
    likeness.begin(kept.get(KEPT_AS))
    sentences = _sentences(pack, likeness, options.rules)
    heads = _trained(sentences, likeness, sorted(options.only))
    gold = (STRESS / "utterances.jsonl", *sorted((STRESS / "calls").glob("*.json")))
    speaking = {name: SPEAKERS[name] for name in heads}
    candidates = likeness.with_heads(heads)
    runner = ExampleRunner(with_heads(pack, speaking), rules=options.rules, likeness=candidates)
    cases = tuple(judge((*gold, *options.gold), runner))
    kept.put(KEPT_AS, {**likeness.asked, **candidates.asked})
    gains = [gain_of(name, cases) for name in sorted(heads)]
    _tell(gains, heads, cases)
    shipped = {gain.category: heads[gain.category] for gain in gains if gain.ships}
    if not options.dry_run:
        _write(shipped, gains, heads)
    _tell_rules(pack, shipped)


def _sentences(pack: RulePack, likeness: Likeness, rules: Path) -> list[Sentence]:
    """Return every labelled sentence once, as patterns alone see it."""
    # Heads that count everything: so each exception shows which sentences it sets aside.
    always = {name: _head(name, np.zeros(regression.WEIGHTS), threshold=-1.0) for name in SPEAKERS}
    runner = ExampleRunner(
        with_heads(pack, SPEAKERS), rules=rules, likeness=likeness.with_heads(always)
    )
    found = [*sentences_of_rules(pack, runner), *sentences_of_lines(LINES, runner)]
    once = once_each(found)
    _say(f"{len(once)} different sentences of {len({one.line for one in found})} lines")
    return once


def _trained(sentences: list[Sentence], likeness: Likeness, names: list[str]) -> dict[str, Head]:
    """Return the candidates: heads with enough precision on sentences held out."""
    vectors = np.stack([likeness.vector(one.words) for one in sentences])
    rows = regression.features(vectors, [one.words for one in sentences])
    folds = regression.folds_of(vectors)
    answers, counts = _answers(sentences, names)
    # Which sentence of a line of several carries its label is guessed by a first fit.
    guess = rows @ regression.fit(rows, answers, counts)
    answers, counts = _answers(sentences, names, guess)
    scores = regression.held_out(rows, answers, counts, folds)
    weights = regression.fit(rows, answers, counts)
    digest = digest_parts(*(one.model_dump_json() for one in sentences))
    heads = {}
    for column, name in enumerate(names):
        positive = answers[:, column] > 0
        judged = (counts[:, column] > DOUBTFUL) | positive
        threshold, right, wrong = regression.threshold_for(
            scores[:, column], answers[:, column], judged, precision=PRECISION
        )
        # Nothing that a rule's example or a line calls harmless may count, seen or unseen.
        harmless = judged & ~positive
        final = rows[harmless] @ weights[:, column].astype(np.float16).astype(np.float32)
        threshold = max(threshold, round(float(final.max()) + MARGIN, 4))
        enough = right >= FEWEST_RIGHT and positive.sum() >= FEWEST_POSITIVES
        _say(
            f"{name:24} {int(positive.sum()):4} positive, held out {right} right {wrong} wrong"
            f"{'' if enough else ': no candidate'}"
        )
        if enough:
            head = _head(name, weights[:, column], threshold=round(threshold, 4))
            heads[name] = head.model_copy(
                update={
                    "trained_on": digest,
                    "positives": int(positive.sum()),
                    "negatives": int(((counts[:, column] > 0) & ~positive).sum()),
                    "measured": {
                        "held_out_precision": round(right / (right + wrong), 4),
                        "held_out_recall": round(right / float(positive.sum()), 4),
                    },
                }
            )
    return heads


def _head(name: str, weights: "regression.Array", *, threshold: float) -> Head:
    text = base64.b64encode(weights.astype("<f2").tobytes()).decode()
    return Head(category=name, threshold=threshold, weights=text)


def _answers(
    sentences: list[Sentence], names: list[str], guess: "regression.Array | None" = None
) -> "tuple[regression.Array, regression.Array]":
    """Return for every sentence and category the answer, and how much it counts."""
    answers = np.zeros((len(sentences), len(names)), dtype=np.float32)
    counts = np.ones_like(answers)
    for column, name in enumerate(names):
        lines: dict[str, list[int]] = {}
        for row, one in enumerate(sentences):
            if name in one.positive:
                answers[row, column] = 1.0
            elif name in one.unclear:
                counts[row, column] = 0.0
            elif name in one.excused or one.untold:
                counts[row, column] = DOUBTFUL
            elif name in one.perhaps:
                counts[row, column] = 0.0
                lines.setdefault(one.line, []).append(row)
        if guess is not None:
            for rows in lines.values():
                best = max(rows, key=lambda row: float(guess[row, column]))
                answers[best, column] = counts[best, column] = 1.0
        positives = answers[:, column].sum()
        if positives:
            counts[answers[:, column] > 0, column] = (len(sentences) / positives) ** 0.5
    return answers, counts


def _tell(gains: list[Gain], heads: dict[str, Head], cases: tuple[Judged, ...]) -> None:
    sources = sorted({case.source for case in cases})
    _say(f"\ngold: {len(cases)} cases of {', '.join(sources[:3])}, …")
    for gain in gains:
        recall = heads[gain.category].measured["held_out_recall"]
        _say(
            f"{gain.category:24} held-out recall {recall:.2f}; gold F1 {gain.without:.3f} → "
            f"{gain.with_head:.3f}, right {gain.right}, wrong {gain.wrong}, "
            f"on harmless {gain.on_harmless}: {'ships' if gain.ships else 'stays here'}"
        )


def _write(shipped: dict[str, Head], gains: list[Gain], heads: dict[str, Head]) -> None:
    WEIGHTS.mkdir(exist_ok=True)
    for path in WEIGHTS.glob("*.json"):
        path.unlink()
    for name, head in shipped.items():
        text = json.dumps(head.model_dump(), indent=1) + "\n"
        (WEIGHTS / f"{name}.json").write_text(text, encoding="utf-8")
    told = {
        gain.category: {**gain.model_dump(exclude={"category"}), "ships": gain.ships}
        | heads[gain.category].measured
        for gain in gains
    }
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


if __name__ == "__main__":
    main()
