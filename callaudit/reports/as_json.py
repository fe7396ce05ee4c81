"""`audit.jsonl`, `transcripts.jsonl` and `cases.jsonl`: written as lines, and read back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseAudit
from callaudit.core.errors import UserError
from callaudit.reports.atomic import atomic_text
from callaudit.reports.from_audit import audit_row, transcript_row
from callaudit.reports.from_case import case_row
from callaudit.reports.row_parts import Row
from callaudit.reports.rows import AuditRow, CaseRow, ReportCall, TranscriptRow

_BREAKS_LINES = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
"""Characters that JSON lets stand but at which many readers end a line."""

R = TypeVar("R", bound=Row)


def audit_line(audit: CallAudit, *, models: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return one call's line of `audit.jsonl` as plain data, keys in the documented order.

    `models` are the names and digests the run was made with; where it is not given, the line
    names the recogniser that the transcript was made with.
    """
    return row_line(audit_row(audit, models=models))


def row_line(row: AuditRow) -> dict[str, Any]:
    """Return a row as plain data; `failure` stands only where there is one."""
    line = row.model_dump(mode="json", by_alias=True)
    if row.failure is None:
        del line["failure"]
    return line


def transcript_line(audit: CallAudit) -> dict[str, Any] | None:
    """Return one call's line of `transcripts.jsonl`, None where no transcript was made.

    It has the shape of a call file, so a transcript can be audited again.
    """
    row = transcript_row(audit)
    if row is None:
        return None
    turns = []
    for turn in row.turns:
        record = turn.model_dump(mode="json", exclude_none=True)
        if not turn.words:
            del record["words"]
        turns.append(record)
    # What the log could not tell is no key of the log: it stands in the audit's line.
    metadata = row.metadata.model_dump(mode="json", exclude_none=True, exclude={"problems"})
    return {"call_id": row.call_id, "metadata": metadata, "turns": turns}


def case_line(case: CaseAudit) -> dict[str, Any]:
    """Return one case's line of `cases.jsonl` as plain data."""
    return case_row(case).model_dump(mode="json", by_alias=True)


def json_text(record: Mapping[str, Any]) -> str:
    """Return one record as a JSON line without its line end; no character in it ends a line."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return text.translate(_BREAKS_LINES)


def write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write records as JSON Lines, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    with atomic_text(path) as stream:
        for record in records:
            stream.write(json_text(record) + "\n")


def read_audit(path: Path) -> tuple[AuditRow, ...]:
    """Read `audit.jsonl` back.

    Raises:
        UserError: if the file cannot be read or a line of it is not an audit.
    """
    return tuple(_read_rows(path, AuditRow))


def read_cases(path: Path) -> tuple[CaseRow, ...]:
    """Read `cases.jsonl` back.

    Raises:
        UserError: if the file cannot be read or a line of it is not a case.
    """
    return tuple(_read_rows(path, CaseRow))


def read_report_calls(folder: Path) -> tuple[ReportCall, ...]:
    """Read the calls of an output folder, so that a report can be made without a new run.

    Raises:
        UserError: if `audit.jsonl` or `transcripts.jsonl` cannot be read.
    """
    transcripts = {
        row.call_id: row for row in _read_rows(folder / "transcripts.jsonl", TranscriptRow)
    }
    return tuple(
        ReportCall(audit=row, transcript=transcripts.get(row.call_id))
        for row in read_audit(folder / "audit.jsonl")
    )


def _read_rows(path: Path, kind: type[R]) -> Iterator[R]:
    """Read JSON Lines as rows of one kind."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"]) or "line"
            raise UserError(f"{path}:{number}: {place}: {first['msg']}") from error
