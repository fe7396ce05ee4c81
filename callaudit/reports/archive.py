"""Audits read back as pandas frames: what scores, sheets and reports are made from.

Nothing is judged again. A call that stands in several audits counts once, as the latest run
judged it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callaudit.core.errors import UserError
from callaudit.reports.archive_call import (
    Record,
    call_record,
    element_records,
    finding_records,
    log_of_metadata,
    moment_records,
)
from callaudit.reports.archive_columns import (
    CALL_COLUMNS,
    ELEMENT_COLUMNS,
    FINDING_COLUMNS,
    MOMENT_COLUMNS,
    RULE_COLUMNS,
    RUN_COLUMNS,
)
from callaudit.reports.archive_frames import VerdictColumns, frame
from callaudit.reports.archive_lines import (
    AnyPath,
    AuditFolder,
    audit_folders,
    audit_lines,
    audit_paths,
    json_lines,
)
from callaudit.reports.archive_links import PageOrder, Place, audio_of
from callaudit.reports.archive_rules import RuleCard, card_of_finding, rule_cards

if TYPE_CHECKING:
    import pandas as pd

_TOLD_EVERY = 100
"""Progress is told each time so many calls were read, and at the end."""


@dataclass(frozen=True)
class Archive:
    """What some audits found, as frames; `archive_columns` lists and explains their columns.

    Rows are in the order in which calls were read: audits by the end of their run, latest
    first, then their lines. Made by `read_archive`.
    """

    runs: "pd.DataFrame"
    calls: "pd.DataFrame"
    findings: "pd.DataFrame"
    verdicts: "pd.DataFrame"
    moments: "pd.DataFrame"
    elements: "pd.DataFrame"
    rules: "pd.DataFrame"


def read_archive(
    paths: AnyPath | Iterable[AnyPath], *, progress: Callable[[int], None] | None = None
) -> Archive:
    """Read audits: output folders, or `audit.jsonl` files. Reads line by line, keeps columns.

    `paths` is one path or several, each as text or as a `Path`. `progress` is told
    how many calls were read.

    Two calls of one id are the same call unless their recordings differ and so do their starts;
    then the one of the older audit is called `<id> (<audit>)`.

    Raises:
        UserError: with file and line, if a line is damaged or of a newer version; with the
            path, if it is no audit; if what is given is no path.
    """
    reader = _Reader(cards=dict(rule_cards()), progress=progress or (lambda _: None))
    for folder in audit_folders(audit_paths(paths)):
        reader.read(folder)
    return reader.archive()


@dataclass
class _Reader:
    """Gathers the records of several audits."""

    cards: dict[str, RuleCard]
    progress: Callable[[int], None]
    runs: list[Record] = field(default_factory=list)
    calls: list[Record] = field(default_factory=list)
    findings: list[Record] = field(default_factory=list)
    moments: list[Record] = field(default_factory=list)
    elements: list[Record] = field(default_factory=list)
    verdicts: VerdictColumns = field(default_factory=VerdictColumns)
    known: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    texts: dict[Any, Any] = field(default_factory=dict)

    def read(self, folder: AuditFolder) -> None:
        """Read one audit; calls that a later one has are left out."""
        order, own, superseded = PageOrder(), [], 0
        logs: dict[str, dict[str, Any]] | None = None
        for number, line in audit_lines(folder.file):
            try:
                order.add(line)
                if line.get("log") is None and logs is None:
                    logs = _older_logs(folder.folder)
                log = line.get("log") or (logs or {}).get(line["call_id"], {})
                call_id = self._call_id(line, log, folder)
                if call_id is None:
                    superseded += 1
                    continue
                own.append((line["call_id"], self._call(line, log, folder, call_id)))
            except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
                told = f"{type(error).__name__}: {error}"
                raise UserError(f"{folder.file}:{number}: damaged: {told}") from error
        places = order.places()
        for own_id, record in own:
            place = places.get(own_id, Place())
            self.calls.append((*record, place.anchor, place.turns))
        self.runs.append(_run_record(folder, calls=len(own), superseded=superseded))
        self.progress(len(self.calls))

    def archive(self) -> Archive:
        """Return all that was read."""
        rules = (self.cards.get(rule, RuleCard(rule)) for rule in sorted(self.verdicts.rules))
        return Archive(
            runs=frame(self.runs, RUN_COLUMNS),
            calls=frame(self.calls, CALL_COLUMNS),
            findings=frame(self.findings, FINDING_COLUMNS),
            verdicts=self.verdicts.frame(),
            moments=frame(self.moments, MOMENT_COLUMNS),
            elements=frame(self.elements, ELEMENT_COLUMNS),
            rules=frame([tuple(vars(card).values()) for card in rules], RULE_COLUMNS),
        )

    def _call(
        self, line: dict[str, Any], log: dict[str, Any], folder: AuditFolder, call_id: str
    ) -> Record:
        """Note what a call holds; return its row."""
        for finding in line["findings"]:
            if finding["rule"] not in self.cards:
                self.cards[finding["rule"]] = card_of_finding(finding)
        told = partial(finding_records, line, log, audit=folder.label, call_id=call_id)
        self.findings += map(self._once, told(area_of=lambda rule: self.cards[rule].area))
        self.moments += map(self._once, moment_records(line, call_id=call_id))
        self.elements += map(self._once, element_records(line, call_id=call_id))
        self.verdicts.add(call_id, line["verdicts"])
        if self.verdicts.number % _TOLD_EVERY == 0:
            self.progress(self.verdicts.number)
        audio = audio_of(line, folder.folder)
        return call_record(line, log, audit=folder.label, call_id=call_id, audio=audio)

    def _once(self, record: Record) -> Record:
        """Keep each text once: a title stands in thousands of findings."""
        return tuple(
            [
                self.texts.setdefault(value, value) if type(value) is str else value
                for value in record
            ]
        )

    def _call_id(
        self, line: dict[str, Any], log: dict[str, Any], folder: AuditFolder
    ) -> str | None:
        """Return what a call goes by, None where a later audit has it."""
        call_id: str = line["call_id"]
        now = ((line.get("recording") or {}).get("sha256"), _instant(log.get("start")))
        if call_id in self.known:
            if _same(self.known[call_id], now):
                return None
            call_id = f"{call_id} ({folder.label})"
            if call_id in self.known:
                return None
        self.known[call_id] = now
        return call_id


def _same(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Tell whether two calls of one id are one: by the recording, else by when they began."""
    if one[0] is not None and one[0] == other[0]:
        return True
    return None in (one[1], other[1]) or one[1] == other[1]


def _instant(start: str | None) -> str | None:
    """Return a moment so that two spellings of it are equal."""
    return None if start is None else str(datetime.fromisoformat(start).timestamp())


def _older_logs(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what transcripts say of the log, for lines from before they had it themselves."""
    file = folder / "transcripts.jsonl"
    if not file.is_file():
        return {}
    return {
        line["call_id"]: log_of_metadata(line.get("metadata") or {})
        for _, line in json_lines(file)
        if "call_id" in line
    }


def _run_record(folder: AuditFolder, *, calls: int, superseded: int) -> Record:
    run = folder.run
    models = run.get("models") or {}
    return (
        folder.label,
        str(folder.folder),
        run.get("finished_at"),
        run.get("callaudit_version"),
        run.get("policy"),
        run.get("policy_digest"),
        run.get("rules_digest"),
        run.get("asr_digest"),
        "; ".join(f"{name}: {value}" for name, value in sorted(models.items())),
        calls,
        superseded,
    )
