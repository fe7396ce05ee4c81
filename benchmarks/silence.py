"""What callaudit makes of sound in which nobody speaks: there must be no word and no finding.

    python benchmarks/silence.py [--minutes 60] [--seed 1] [--model base] [--json FILE]

Writes a minute each of silence, line noise at several levels, comfort noise, wind, hum, clicks,
ringing, busy, reorder, special information and dial tones, beeps, keypad digits, fax and hold
music (see unspoken.py), audits them as any recording is audited, with an empty cache, and prints
every word kept, every text struck out with the reason, and every broken rule. Exits with 1 where
a word or a finding is left.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from unspoken import write_minutes

from callaudit.core.audit import CallAudit
from callaudit.core.finding import Verdict
from callaudit.core.metadata import CallMetadata
from callaudit.core.transcript import AsrSettings
from callaudit.pipeline.one_call import audit_call
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.rulespec import default_rules


def main() -> int:
    """Make, audit, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--model", default="base")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_minutes(Path(folder) / "calls", asked.minutes, seed=asked.seed)
        settings = AuditSettings(
            rules=default_rules(),
            cache=Path(folder) / "cache",
            asr=AsrSettings(model=asked.model),
            redact=False,
        )
        results = audit(paths, AuditTools(settings))
    show(
        f"{asked.minutes} minutes: {results['words']} words, {results['findings']} findings, "
        f"{results['struck']} texts struck out, {results['failed']} failed; "
        f"{results['cpu_s']} s of processor time"
    )
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 1 if results["words"] or results["findings"] or results["failed"] else 0


def audit(paths: tuple[Path, ...], tools: AuditTools) -> dict[str, float]:
    """Audit each recording, print what was made of it, and count."""
    counts: Counter[str] = Counter(words=0, findings=0, struck=0, failed=0)
    began = time.process_time()
    for path in paths:
        task = CallTask(source=str(path), recording=path, metadata=CallMetadata(call_id=path.stem))
        found = audit_call(task, tools)
        told = told_of(found)
        counts.update(told)
        show(f"{path.stem:32} {told['words']} words, {told['findings']} findings")
    return {**counts, "cpu_s": round(time.process_time() - began, 1)}


def told_of(found: CallAudit) -> Counter[str]:
    """Count and print the words, the texts struck out and the broken rules of one recording."""
    if found.call is None or found.call.transcript is None:
        show(f"  failed: {found.failure}")
        return Counter(failed=1)
    told: Counter[str] = Counter(words=0, findings=0, struck=0)
    for segment in found.call.transcript.segments:
        told["struck" if segment.dropped else "words"] += (
            1 if segment.dropped else len(segment.text.split())
        )
        show(
            f"  {segment.start_s:.1f} s: {segment.text!r} {segment.dropped or 'KEPT'} "
            f"(log-probability {segment.avg_logprob}, no speech {segment.no_speech_prob})"
        )
    for finding in found.findings:
        if finding.verdict is Verdict.BROKEN:
            told["findings"] += 1
            show(f"  {finding.rule_id}: {finding.because}")
    return told


def show(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
