"""An approved script beside the calls of audits: who says, skips or rewords which line."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from callaudit.core.conversation import Conversation, Turn
from callaudit.core.drift import CallDrift, Drift, DriftLine, LineVerdict, SpokenLine
from callaudit.core.errors import Fault, FaultsError, UserError
from callaudit.core.metadata import CallMetadata, CallType
from callaudit.core.transcript import Word
from callaudit.reports.as_json import read_report_calls
from callaudit.reports.rows import ReportCall, TranscriptRow, TurnRow
from callaudit.scripts.drift_align import Said, align
from callaudit.scripts.drift_lines import LineNode, ScriptLine, all_lines, lines_of
from callaudit.scripts.read import read_script
from callaudit.scripts.script import Script, ScriptFile
from callaudit.scripts.script_type import ScriptType
from callaudit.scripts.settings import settings_for

AUDIT_FILE = "audit.jsonl"

NOBODY = "unknown"
"""Stands where the log does not name the collector."""


def find_drift(script: Path, audits: Sequence[Path], *, agents: Sequence[str] = ()) -> Drift:
    """Read a script and audits, and tell what became of each line on each call.

    A call is compared where it is of the script's type and party; of several scripts that fit,
    with the one of which most was said. A script of no type fits every call. A call in several
    audits counts once, as the last of them has it. `agents`, if any, are the ids or names of
    those whose calls count.

    Raises:
        UserError: if the script or an audit cannot be read, or no call is left to compare.
    """
    scripts = _scripts(_read(script))
    if not scripts:
        raise UserError(f"{script}: there is no line for the agent in it")
    calls = {call.audit.call_id: call for audit in audits for call in _calls_of(audit)}
    told = [_of_call(call, scripts, agents) for call in calls.values()]
    compared = tuple(one for one in told if one is not None)
    if not compared:
        whom = f" by {', '.join(agents)}" if agents else ""
        sorts = ", ".join(sorted({one.sort for one in scripts}))
        raise UserError(f"{script}: none of {len(calls)} calls is a {sorts}{whom}")
    return Drift(
        path=script.as_posix(),
        lines=tuple(line for one in scripts for line in one.shown()),
        calls=tuple(one.told(call, outcomes) for call, one, outcomes in compared),
        left_out=len(told) - len(compared),
    )


def _read(script: Path) -> ScriptFile:
    try:
        data = script.read_bytes()
    except OSError as error:
        told = f"cannot be read: {error.strerror or error}"
        raise FaultsError((Fault(path=str(script), line=None, field="", message=told),)) from error
    return read_script(
        data, path=script.as_posix(), under=settings_for(script, {}).facts_for(script)
    )


def _scripts(file: ScriptFile) -> list["_Lines"]:
    found: list[_Lines] = []
    for script in file.scripts:
        one = _Lines(file, script, first=sum(len(other.lines) for other in found))
        if one.lines:
            found.append(one)
    return found


Outcomes = dict[ScriptLine, Said | LineVerdict]


class _Lines:
    """The lines of one script of the file; `first` is where they begin among all lines."""

    def __init__(self, file: ScriptFile, script: Script, *, first: int) -> None:
        self.file = file
        self.script = script
        self.nodes: tuple[LineNode, ...] = lines_of(script)
        self.lines = tuple(all_lines(self.nodes))
        self.first = first

    @property
    def sort(self) -> str:
        kind = self.script.facts.type
        return (kind.value if kind else "call").replace("_", " ")

    def fits(self, call: ReportCall, log: CallMetadata) -> bool:
        facts = self.script.facts
        if facts.type is ScriptType.LETTER:
            return False
        of_type = facts.type is None or call.audit.call_type is CallType(facts.type.value)
        known = log.collector_party
        return of_type and (facts.party is None or known is None or facts.party is known)

    def shown(self) -> Iterator[DriftLine]:
        for line in self.lines:
            number, _ = self.file.source.place(line.start)
            yield DriftLine(
                number=number, script=self.script.name, text=line.text, branch=line.branch
            )

    def told(self, call: ReportCall, outcomes: Outcomes) -> CallDrift:
        row = _transcript_of(call)
        agent = row.metadata.agent
        return CallDrift(
            call_id=call.audit.call_id,
            agent=agent.name or agent.id or NOBODY,
            script=self.script.name,
            lines=tuple(
                _spoken(at, outcomes[line]) for at, line in enumerate(self.lines, start=self.first)
            ),
        )


def _spoken(line: int, outcome: Said | LineVerdict) -> SpokenLine:
    if isinstance(outcome, LineVerdict):
        return SpokenLine(line=line, verdict=outcome)
    return SpokenLine(
        line=line,
        verdict=outcome.verdict,
        score=outcome.score,
        quote=outcome.quote,
        turn=outcome.turn,
        start_s=outcome.start_s,
    )


def _of_call(
    call: ReportCall, scripts: Iterable[_Lines], agents: Sequence[str]
) -> tuple[ReportCall, _Lines, Outcomes] | None:
    row = call.transcript
    if row is None or not row.turns or not _is_one_of(row.metadata, agents):
        return None
    fitting = [one for one in scripts if one.fits(call, row.metadata)]
    if not fitting:
        return None
    spoken = _conversation(row)
    compared = [(one, align(one.nodes, spoken)) for one in fitting]
    best, outcomes = max(compared, key=lambda pair: _worth(pair[1]))
    return call, best, outcomes


def _worth(outcomes: Outcomes) -> float:
    """Return the share of a script's reached lines that were said, by their scores."""
    reached = [one for one in outcomes.values() if one is not LineVerdict.NOT_REACHED]
    said = sum(one.score for one in reached if isinstance(one, Said))
    return said / len(reached) if reached else 0.0


def _is_one_of(log: CallMetadata, agents: Sequence[str]) -> bool:
    if not agents:
        return True
    known = {name.casefold() for name in (log.agent.name, log.agent.id) if name}
    return any(agent.casefold() in known for agent in agents)


def _calls_of(audit: Path) -> tuple[ReportCall, ...]:
    folder = audit.parent if audit.is_file() else audit
    if not (folder / AUDIT_FILE).is_file():
        raise UserError(f"{audit}: there is no {AUDIT_FILE}; name a folder that an audit wrote")
    return read_report_calls(folder)


def _transcript_of(call: ReportCall) -> TranscriptRow:
    if call.transcript is None:
        raise UserError(f"{call.audit.call_id}: there is no transcript")
    return call.transcript


def _conversation(row: TranscriptRow) -> Conversation:
    turns = tuple(_turn(index, turn) for index, turn in enumerate(row.turns))
    return Conversation(call_id=row.call_id, turns=turns)


def _turn(index: int, row: TurnRow) -> Turn:
    words = tuple(
        Word(text=word.text, start_s=word.start, end_s=word.end, probability=word.probability)
        for word in row.words
    )
    return Turn(
        index=index,
        speaker=row.speaker,
        text=row.text,
        start_s=row.start,
        end_s=row.end,
        words=words,
        channel=row.channel,
    )
