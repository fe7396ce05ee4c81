"""`make accuracy`: measure how well the rules work and write `accuracy.md`.

Three corpora, none of them borrowed: the examples inside the rules, the stress set, the sample
calls from their sound. Sound is recognised by Whisper base; what was recognised before comes
from the cache. The page carries the digests of rules and gold, so that a test can tell cheaply
that it is out of date.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
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
STRESS = ROOT / "tests" / "stress"
SAMPLES = ROOT / "sample_calls"

BLIND, SEEN = "blind", "seen"
"""The second stress set, which no writer of rules has read; the first, which they have."""

LINES = {BLIND: STRESS / "second.jsonl", SEEN: STRESS / "utterances.jsonl"}
CALLS = {BLIND: STRESS / "second_calls", SEEN: STRESS / "calls"}


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
    """Everything that the page tells. The stress sets are keyed by name, lines by style too."""

    rules_digest: str
    gold_digest: str
    examples: Examples
    lines: dict[tuple[str, SpeechStyle], GoldReport]
    lines_afresh: dict[str, GoldReport]
    calls: dict[str, GoldReport]
    samples: GoldReport


class MeasurementError(Exception):
    """A corpus that could not be judged whole: its numbers would be of something else."""


def gold_digest() -> str:
    """Return one digest over every file that holds gold or is judged against it."""
    files = [*LINES.values(), SAMPLES / "call_log.csv"]
    files += [path for folder in CALLS.values() for path in folder.glob("*.json")]
    files += [*SAMPLES.glob("gold/*.json"), *SAMPLES.glob("*.wav")]
    return digest_parts(*(f"{path.name} {digest_file(path)}" for path in sorted(files)))


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
    lines = {}
    for name, path in LINES.items():
        for style in SpeechStyle:
            tell(f"stress lines, {name}, {style}")
            lines[name, style] = _judged(rules, [path], LineChoice(style=style))
    tell("stress lines without phrases of the catalogue")
    own_words = LineChoice(skip=("in_catalogue",))
    afresh = {name: _judged(rules, [path], own_words) for name, path in LINES.items()}
    tell("stress calls")
    calls = {name: _judged(rules, sorted(one.glob("*.json"))) for name, one in CALLS.items()}
    tell("sample calls from their sound")
    samples = _judged(rules, [SAMPLES], log=SAMPLES / "call_log.csv")
    return Measured(
        rules_digest=load_pack(rules).digest,
        gold_digest=gold_digest(),
        examples=examples,
        lines=lines,
        lines_afresh=afresh,
        calls=calls,
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
    """Measure, and write the page and the statement that the package carries."""
    from docs import accuracy_statement
    from docs.accuracy_page import page

    def tell(what: str) -> None:
        sys.stderr.write(f"measuring: {what}\n")

    with tempfile.TemporaryDirectory() as folder:
        write_text(PAGE, page(measure(Path(folder), tell=tell)))
    accuracy_statement.main()
    sys.stderr.write(f"wrote {PAGE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
