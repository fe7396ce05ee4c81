"""Write the results of a batch: each file whole or not at all."""

from pathlib import Path
from typing import NamedTuple

from callaudit.core.audit import AuditRun, CallAudit
from callaudit.core.case import CaseAudit
from callaudit.core.errors import AudioError
from callaudit.reports.as_csv import write_calls_csv, write_cases_csv, write_findings_csv
from callaudit.reports.as_html import write_report_of_rows
from callaudit.reports.as_json import audit_line, case_line, json_text, transcript_line, write_lines
from callaudit.reports.atomic import write_text
from callaudit.reports.audio_links import audio_src
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row


class Results(NamedTuple):
    """What came out of a batch."""

    audits: tuple[CallAudit, ...]
    cases: tuple[CaseAudit, ...]


def write_results(out: Path, run: AuditRun, results: Results, *, embed_audio: bool) -> None:
    """Write all files of an output folder; docs/formats lists them.

    Raises:
        OSError: if a file cannot be written; files written before stay whole.
    """
    audits = results.audits
    models = {**run.models, "rules": run.rules_digest}
    write_lines(out / "audit.jsonl", (audit_line(audit, models=models) for audit in audits))
    transcripts = (line for audit in audits if (line := transcript_line(audit)) is not None)
    write_lines(out / "transcripts.jsonl", transcripts)
    calls = [report_call(audit, models=models) for audit in audits]
    write_lines(out / "cases.jsonl", (case_line(case) for case in results.cases))
    cases = [case_row(case) for case in results.cases]
    write_findings_csv(out / "findings.csv", calls, cases)
    write_calls_csv(out / "calls.csv", calls)
    write_cases_csv(out / "cases.csv", cases)
    write_report_of_rows(
        out / "report.html",
        run=run,
        calls=calls,
        cases=cases,
        audio=dict(_sounds(out, audits, embed=embed_audio)),
    )
    write_text(out / "run.json", json_text(run.model_dump(mode="json")))


def _sounds(out: Path, audits: tuple[CallAudit, ...], *, embed: bool) -> list[tuple[str, str]]:
    from callaudit.audio.wave_copy import pcm_wave

    found: list[tuple[str, str]] = []
    for audit in audits:
        if audit.call is None or audit.call.recording is None:
            continue
        try:
            source = audio_src(
                audit.call.recording,
                call_id=audit.call_id,
                report_dir=out,
                embed=embed,
                to_pcm_wav=pcm_wave,
            )
        except (AudioError, FileNotFoundError):
            continue  # moved since it was audited: the report has no player for it
        found.append((audit.call_id, source))
    return found
