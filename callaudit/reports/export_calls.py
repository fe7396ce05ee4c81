"""The calls of audits with what was said in them that somebody must act on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from callaudit.core.errors import UserError
from callaudit.core.finding import Severity, Verdict
from callaudit.core.metadata import CallResult, Contact
from callaudit.reports.archive import read_archive
from callaudit.reports.archive_lines import AuditFolder, audit_folders, audit_lines, json_lines
from callaudit.reports.archive_links import Place, link_to
from callaudit.reports.audio_links import relative_link
from callaudit.reports.row_parts import SaidRow

LOGGED = (
    "agent",
    "agent_id",
    "company",
    "client",
    "consumer_id",
    "consumer",
    "debt_id",
    "invoice_number",
    "phone",
)
"""What the call log says of a call, as columns of every export."""

_US_PHONE = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")

_NOT_REACHED = {
    CallResult.NO_ANSWER: "no answer",
    CallResult.BUSY: "busy",
    CallResult.OUT_OF_SERVICE: "number out of service",
    CallResult.VOICEMAIL: "voicemail, nothing said",
}
_REACHED = {
    Contact.VOICEMAIL: "left a message",
    Contact.THIRD_PARTY: "spoke with somebody else",
    Contact.CONSUMER: "spoke with the consumer",
}


@dataclass(frozen=True)
class SaidCall:
    """One audited call: what the log says of it, who was reached, and what was said.

    `start` is as the log has it, empty where it has none; `place` and `folder` lead to the call on
    its audit's `report.html`; `elements` are the values of those that were said; `turns` are the
    words of the turns that hold a fact, none where the audit's transcripts are not at hand.
    """

    call_id: str
    audit: str
    start: str
    duration_s: float | None
    direction: str
    logged: Mapping[str, str]
    reached: str
    facts: tuple[SaidRow, ...]
    elements: Mapping[str, str]
    not_said: tuple[str, ...]
    folder: Path
    place: Place
    turns: Mapping[int, str]
    serious: tuple[str, ...] = ()

    def link(self, out: Path, *, turn: int | None = None) -> str:
        """Return the link from a file to the call, or to one of its turns."""
        here = relative_link(self.folder, out.parent)
        return f"{here}/{link_to(self.place, turn=turn)}"


@dataclass(frozen=True)
class SaidCalls:
    """The calls of some audits, in order of time; `failed` are those that nobody could audit."""

    calls: tuple[SaidCall, ...]
    failed: tuple[str, ...]


def said_calls(paths: Sequence[Path]) -> SaidCalls:
    """Read the calls of audits; one that stands in several counts once, as the latest has it.

    Raises:
        UserError: with file and line, if a line is damaged, of a newer version, or from before
            facts were written: a list of people not to call must not be short.
    """
    frame = read_archive(paths).calls
    rows = {(row.audit, row.call_id): row for row in frame.itertuples()}
    failed = frame.loc[frame["status"] == "failed", "call_id"]
    found = [
        _call(line, row, folder, texts)
        for folder in audit_folders(tuple(paths))
        for texts in (_texts(folder),)
        for line, row in _counted(folder, rows)
    ]
    return SaidCalls(calls=tuple(sorted(found, key=_when)), failed=tuple(sorted(map(str, failed))))


def _when(call: SaidCall) -> tuple[bool, float, str]:
    """Order by time; calls without one come last."""
    at = datetime.fromisoformat(call.start).timestamp() if call.start else 0.0
    return not call.start, at, call.call_id


def _texts(folder: AuditFolder) -> dict[str, list[str]]:
    """Return the words of each turn of each call of an audit."""
    file = folder.folder / "transcripts.jsonl"
    if not file.is_file():
        return {}
    return {
        line["call_id"]: [turn["text"] for turn in line["turns"]] for _, line in json_lines(file)
    }


def _counted(
    folder: AuditFolder, rows: Mapping[tuple[Any, Any], Any]
) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield the audited lines of a folder that no later audit has, with their archive rows."""
    for number, line in audit_lines(folder.file):
        own: str = line["call_id"]
        names = (own, f"{own} ({folder.label})")
        row = next((rows[folder.label, one] for one in names if (folder.label, one) in rows), None)
        if row is None or line["status"] == "failed":
            continue
        if "facts" not in line:
            told = "audited before facts were written; audit again: nothing is recognised anew"
            raise UserError(f"{folder.file}:{number}: {told}")
        yield line, row


def _call(
    line: Mapping[str, Any], row: Any, folder: AuditFolder, texts: Mapping[str, list[str]]
) -> SaidCall:
    log, words = line.get("log") or {}, texts.get(line["call_id"], [])
    facts = tuple(SaidRow.model_validate(fact) for fact in line["facts"])
    spoken = {fact.evidence.turn for fact in facts}
    return SaidCall(
        call_id=row.call_id,
        audit=folder.label,
        start=log.get("start") or "",
        duration_s=row.duration_s if row.duration_s == row.duration_s else None,
        direction=log.get("direction") or "",
        logged={name: getattr(row, name) for name in LOGGED} | {"phone": written_phone(row.phone)},
        reached=_reached(line, log),
        facts=facts,
        elements={name: one["value"] for name, one in line["elements"].items() if one},
        not_said=tuple(line["missing_elements"]),
        folder=folder.folder,
        place=Place(row.anchor, row.turn_links),
        turns={turn: words[turn] for turn in spoken if turn < len(words)},
        serious=tuple(dict.fromkeys(_serious(line))),
    )


def _serious(line: Mapping[str, Any]) -> Iterator[str]:
    """Yield the rules of broken findings that are critical, then of those that are major."""
    for severity in (Severity.CRITICAL, Severity.MAJOR):
        for finding in line["findings"]:
            if finding["verdict"] == Verdict.BROKEN and finding["severity"] == severity:
                yield finding["rule"]


def written_phone(phone: str) -> str:
    """Return a number of the United States as `614-555-0190`, others as they are.

    A plus sign at the front would be taken for a formula.
    """
    digits = _US_PHONE.fullmatch(phone)
    return "-".join(digits.groups()) if digits else phone


def _reached(line: Mapping[str, Any], log: Mapping[str, Any]) -> str:
    speakers = set(line.get("speakers") or {})
    if not speakers:
        result = log.get("result")
        told = _NOT_REACHED.get(CallResult(result)) if result else None
        return told or "nothing was recorded"
    contact = Contact(line["contact"])
    if contact is Contact.CONSUMER and speakers <= {"agent", "system"}:
        return "nobody is heard at the other end"
    return _REACHED[contact]
