"""`make accuracy`: measure how well the rules work and write `accuracy.md`.

Three corpora, none of them borrowed: the examples inside the rules, the stress set, the sample
calls from their sound. Sound is recognised by Whisper base; what was recognised before comes
from the cache. The page carries the digests of rules and gold, so that a test can tell cheaply
that it is out of date.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from callaudit.core.accuracy import GoldReport
from callaudit.core.ids import digest_file, digest_parts
from callaudit.core.model import Frozen
from callaudit.core.transcript import AsrSettings
from callaudit.pipeline.example_stress import TRANSFORMS, StressResult, stress
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.gold_lines import EVERY_LINE, LineChoice
from callaudit.pipeline.speech_style import SpeechStyle
from callaudit.pipeline.tools import AuditSettings
from callaudit.reports.atomic import write_text
from callaudit.rulespec import default_rules, load_pack
from callaudit.runner.gold_batch import GoldSettings, evaluate_gold

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
LINES = ROOT / "tests" / "stress" / "utterances.jsonl"
CALLS = ROOT / "tests" / "stress" / "calls"
SAMPLES = ROOT / "sample_calls"

BLIND, SEEN = "blind", "seen"
"""Odd ids of the stress set, which no writer of rules has read; even ids, which some have."""


class Examples(Frozen):
    """The examples inside the rules in force, and how they came out."""

    rules: int
    fails: int
    passes: int
    undetermined: int
    known_misses: int
    broken: tuple[str, ...]
    stress: tuple[StressResult, ...]


class Measured(Frozen):
    """Everything that the page tells. The stress set is keyed by half, lines by style too."""

    rules_digest: str
    gold_digest: str
    examples: Examples
    lines: dict[tuple[str, SpeechStyle], GoldReport]
    lines_afresh: dict[str, GoldReport]
    calls: dict[str, GoldReport]
    all_calls: GoldReport
    samples: GoldReport


class MeasurementError(Exception):
    """A corpus that could not be judged whole: its numbers would be of something else."""


def gold_digest() -> str:
    """Return one digest over every file that holds gold or is judged against it."""
    files = [LINES, *CALLS.glob("*.json"), *SAMPLES.glob("gold/*.json"), *SAMPLES.glob("*.wav")]
    files.append(SAMPLES / "call_log.csv")
    return digest_parts(*(f"{path.name} {digest_file(path)}" for path in sorted(files)))


def half_of(case_id: str) -> str:
    """Return the half that a line or call belongs to, by the number in its id."""
    return BLIND if int("".join(filter(str.isdigit, case_id))) % 2 else SEEN


def measure(folder: Path, *, tell: Callable[[str], None]) -> Measured:
    """Judge every corpus with the rules as they stand now and return the numbers.

    `folder` takes a copy of the rules, so that an edit meanwhile changes nothing.

    Raises:
        MeasurementError: if a call or line could not be judged.
    """
    rules = folder / "rules"
    shutil.copytree(default_rules(), rules)
    tell("examples")
    examples = _examples(rules)
    halves = dict(_halves(folder))
    lines = {}
    for half, path in halves.items():
        for style in SpeechStyle:
            tell(f"stress lines, {half}, {style}")
            lines[half, style] = _judged(rules, [path], LineChoice(style=style))
    tell("stress lines without phrases of the catalogue")
    own_words = LineChoice(skip=("in_catalogue",))
    afresh = {half: _judged(rules, [path], own_words) for half, path in halves.items()}
    tell("stress calls")
    calls = sorted(CALLS.glob("*.json"))
    by_half = {
        half: _judged(rules, [path for path in calls if half_of(path.stem) == half])
        for half in (BLIND, SEEN)
    }
    all_calls = _judged(rules, calls)
    tell("sample calls from their sound")
    samples = _judged(rules, [SAMPLES], log=SAMPLES / "call_log.csv")
    return Measured(
        rules_digest=load_pack(rules).digest,
        gold_digest=gold_digest(),
        examples=examples,
        lines=lines,
        lines_afresh=afresh,
        calls=by_half,
        all_calls=all_calls,
        samples=samples,
    )


def _examples(folder: Path) -> Examples:
    pack = load_pack(folder)
    rules = tuple(rule for rule in pack.rules if rule.in_force)
    runner = ExampleRunner(pack, rules=folder)
    results = [result for rule in rules for result in runner.results(rule)]
    return Examples(
        rules=len(rules),
        fails=sum(len(rule.examples.fail) for rule in rules),
        passes=sum(len(rule.examples.passing) for rule in rules),
        undetermined=sum(len(rule.examples.undetermined) for rule in rules),
        known_misses=sum(len(rule.examples.known_miss) for rule in rules),
        broken=tuple(result.name for result in results if not result.holds),
        stress=tuple(stress(runner, rules, TRANSFORMS)),
    )


def _halves(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write each half of the lines to a file of its own."""
    rows = [row for row in LINES.read_text(encoding="utf-8").splitlines() if row.strip()]
    for half in (BLIND, SEEN):
        path = folder / f"{half}.jsonl"
        own = [row for row in rows if half_of(json.loads(row)["id"]) == half]
        path.write_text("\n".join(own) + "\n", encoding="utf-8")
        yield half, path


def _judged(
    rules: Path,
    inputs: Sequence[Path],
    lines: LineChoice = EVERY_LINE,
    *,
    log: Path | None = None,
) -> GoldReport:
    audit = AuditSettings(rules=rules, cache=_cache(), policy="auto", asr=AsrSettings(model="base"))
    report = evaluate_gold(
        GoldSettings(
            inputs=tuple(inputs), audit=audit, log=log, lines=lines, jobs=os.cpu_count() or 1
        )
    )
    if report.failures:
        raise MeasurementError("; ".join(f"{f.call_id}: {f.message}" for f in report.failures))
    return report


def _cache() -> Path:
    from platformdirs import user_cache_path

    named = os.environ.get("CALLAUDIT_CACHE")
    return Path(named) if named else user_cache_path("callaudit", appauthor=False)


def main() -> None:
    """Measure, and write the page."""
    from docs.accuracy_page import page

    def tell(what: str) -> None:
        sys.stderr.write(f"measuring: {what}\n")

    with tempfile.TemporaryDirectory() as folder:
        write_text(PAGE, page(measure(Path(folder), tell=tell)))
    sys.stderr.write(f"wrote {PAGE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
