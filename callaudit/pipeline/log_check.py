"""A call log checked before any recording is heard: what it says, and what it breaks by itself.

Goes through the rows once and keeps counts and examples alone, so that time and memory grow with
the rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from statistics import median

from callaudit.calllog.cases import CaseIndex, CaseKey, history_of
from callaudit.calllog.reader import CallLog, survey_call_log
from callaudit.calllog.settings import LogSettings
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Finding, Severity, Verdict
from callaudit.core.garbage import garbage_left_alone
from callaudit.core.metadata import CallMetadata, CallResult, Direction
from callaudit.core.model import Frozen
from callaudit.engine import CompiledPack, compile_pack
from callaudit.engine.compile import compile_ear
from callaudit.engine.scope import setting_fits
from callaudit.engine.sieve import Sieve
from callaudit.pipeline.log_facts import ClockChange, Concern, LogFacts, LogReading
from callaudit.pipeline.tools import policy_for
from callaudit.rulespec import load_policy, load_wordless
from callaudit.rulespec.loader import WORDLESS_KINDS
from callaudit.rulespec.policy import AUTO, Policy
from callaudit.rulespec.rule import Rule
from callaudit.speakers.contact import CallClass, classify

LOG_CATEGORIES = frozenset(
    {"call_hours", "call_day", "frequency_attempts", "frequency_after_conversation"}
)
"""Rules of these categories are decided by the log alone, where their check needs no words."""

WORST_CASES = 10
"""Cases that are named."""

ROWS_A_NEWS = 2_000

TellStage = Callable[[str, int, int], None]
"""Takes the stage, `reading` or `judging`, how many rows are done, and of how many."""


@dataclass(frozen=True)
class LogCheckSettings:
    """Which log is checked, how it is read, and under which rules and policy."""

    log: Path
    rules: Path
    settings: LogSettings | None = None
    policy: str = AUTO


class RuleCount(Frozen):
    """How often a rule is broken and how often nobody can tell, with an example of either."""

    rule_id: str
    title: str
    severity: Severity
    broken: int = 0
    undetermined: int = 0
    broken_example: str = ""
    undetermined_example: str = ""


class WorstCase(Frozen):
    """A case with broken rules: whose, how many calls, how often each rule, and one breach.

    `line` is that of the breach.
    """

    consumer_id: str | None
    debt_id: str | None
    calls: int
    broken: dict[str, int]
    line: int
    call_id: str
    because: str


class CasesFound(Frozen):
    """How many cases the log holds, and how many calls a case has.

    `by_calls` counts the cases by the number of their calls.
    """

    cases: int
    fewest: int
    median: float
    most: int
    by_calls: dict[int, int]


class LogCheck(Frozen):
    """Everything a dry run has to tell."""

    facts: LogFacts
    concerns: tuple[Concern, ...]
    clock_changes: tuple[ClockChange, ...]
    cases: CasesFound
    rules: tuple[RuleCount, ...]
    worst_cases: tuple[WorstCase, ...]

    @property
    def unjudged(self) -> int:
        """Return how many rows are lost or have no time or place."""
        return len(
            {line for concern in self.concerns if concern.unjudged for line in concern.lines}
        )

    def broken_from(self, limit: Severity) -> bool:
        """Tell whether a rule of this severity or a graver one is broken."""
        return any(rule.broken and rule.severity.rank <= limit.rank for rule in self.rules)


def check_log(asked: LogCheckSettings, *, tell: TellStage | None = None) -> LogCheck:
    """Read a log as far as it can be read, and judge every row of it by time and number alone.

    Raises:
        UserError: if the rules, the policy or the settings are wrong.
    """
    rules = LogRules(asked)
    log, faults = survey_call_log(asked.log, settings=asked.settings, tell=_stage(tell, "reading"))
    with garbage_left_alone():
        index, reading, tally = CaseIndex(log.rows), LogReading(), Tally(rules.rules)
        reading.lose(log.lost)
        judging = _stage(tell, "judging")
        for number, (row, line) in enumerate(zip(log.rows, log.lines, strict=True)):
            if judging is not None and number % ROWS_A_NEWS == 0:
                judging(number, len(log.rows))
            reading.add(row, line)
            tally.add(row, line, rules.findings(call_of(row, log, index)))
        return LogCheck(
            facts=reading.facts(log, faults),
            concerns=reading.concerns,
            clock_changes=reading.clock_changes,
            cases=_cases_found(index),
            rules=tally.counts(),
            worst_cases=tally.worst(index),
        )


class LogRules:
    """The rules that the log alone decides, each call under its own policy."""

    def __init__(self, asked: LogCheckSettings) -> None:
        """Load the rules; a wrong policy is told before a long log is read."""
        pack = load_wordless(asked.rules)
        self.rules = tuple(rule for rule in pack.rules if is_by_log_alone(rule))
        self._pack = pack.model_copy(update={"rules": self.rules})
        self._ear = compile_ear(self._pack)
        self._asked = asked
        self._sieves: dict[str, Sieve] = {}
        if asked.policy != AUTO:
            load_policy(asked.policy, rules=asked.rules)

    def findings(self, call: Call) -> tuple[Finding, ...]:
        """Return what is broken or undetermined on a call."""
        return self._for_call(call.metadata).findings(call)

    def pack_for(self, metadata: CallMetadata) -> CompiledPack:
        """Return the rules under the policy that judges this call."""
        return self._for_call(metadata).pack

    def _for_call(self, metadata: CallMetadata) -> Sieve:
        name = self._asked.policy if self._asked.policy != AUTO else policy_for(metadata)
        if name not in self._sieves:
            policy = load_policy(name, rules=self._asked.rules)
            pack = compile_pack(self._pack, policy, ear=self._ear)
            asked = tuple(rule for rule in pack.rules if _wanted(rule, policy))
            self._sieves[name] = Sieve(replace(pack, rules=asked))
        return self._sieves[name]


class Tally:
    """Adds up findings by rule and by call; keeps the first example of each."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Every rule is named, also one that nothing breaks."""
        self._rules = rules
        self._counts: Counter[tuple[str, Verdict]] = Counter()
        self._examples: dict[tuple[str, Verdict], str] = {}
        self._severity: dict[str, Severity] = {}
        self._broken: dict[str, tuple[int, list[str], str]] = {}

    def add(self, row: CallMetadata, line: int, findings: Iterable[Finding]) -> None:
        """Count the findings of a call."""
        broken: list[Finding] = []
        for finding in findings:
            key = (finding.rule_id, finding.verdict)
            self._counts[key] += 1
            self._examples.setdefault(key, f"line {line}, {row.call_id}: {finding.because}")
            if finding.verdict is Verdict.BROKEN:
                broken.append(finding)
                known = self._severity.get(finding.rule_id, finding.severity)
                gravest = min(known, finding.severity, key=lambda severity: severity.rank)
                self._severity[finding.rule_id] = gravest
        if broken:
            worst = min(broken, key=lambda finding: finding.sort_key)
            ids = [finding.rule_id for finding in broken]
            self._broken[row.call_id] = (line, ids, worst.because)

    def counts(self) -> tuple[RuleCount, ...]:
        """Return every rule with its counts, the gravest and most broken first."""
        counts = [
            RuleCount(
                rule_id=rule.id,
                title=rule.title,
                severity=self._severity.get(rule.id, rule.severity),
                broken=self._counts[rule.id, Verdict.BROKEN],
                undetermined=self._counts[rule.id, Verdict.UNDETERMINED],
                broken_example=self._examples.get((rule.id, Verdict.BROKEN), ""),
                undetermined_example=self._examples.get((rule.id, Verdict.UNDETERMINED), ""),
            )
            for rule in self._rules
        ]
        return tuple(sorted(counts, key=lambda c: (c.severity.rank, -c.broken, c.rule_id)))

    def worst(self, index: CaseIndex) -> tuple[WorstCase, ...]:
        """Return the cases with most broken rules."""
        found: list[tuple[int, CaseKey, WorstCase]] = []
        for key, rows in index.cases().items():
            bad = [row for row in rows if row.call_id in self._broken]
            if bad:
                case = self._worst(rows, bad)
                found.append((-sum(case.broken.values()), key, case))
        return tuple(case for _, _, case in sorted(found, key=lambda one: one[:2])[:WORST_CASES])

    def _worst(self, rows: Sequence[CallMetadata], bad: Sequence[CallMetadata]) -> WorstCase:
        broken = Counter(rule for row in bad for rule in self._broken[row.call_id][1])
        line, _, because = self._broken[bad[0].call_id]
        return WorstCase(
            consumer_id=bad[0].consumer.id,
            debt_id=bad[0].debt_id or bad[0].invoice_number,
            calls=len(rows),
            broken=dict(broken.most_common()),
            line=line,
            call_id=bad[0].call_id,
            because=because,
        )


def is_by_log_alone(rule: Rule) -> bool:
    """Tell whether the log alone decides a rule: its category and its kind of check say so."""
    return rule.in_force and rule.check.kind in WORDLESS_KINDS and rule.category in LOG_CATEGORIES


def _wanted(rule: Rule, policy: Policy) -> bool:
    """Tell whether a policy switches a rule on: the same for every row, so it is asked once."""
    wanted = rule.scope.settings.items()
    return all(setting_fits(policy.setting(name), value) for name, value in wanted)


def _stage(tell: TellStage | None, name: str) -> Callable[[int, int], None] | None:
    return None if tell is None else lambda done, total: tell(name, done, total)


_WORDLESS = Conversation(call_id="")


def call_of(row: CallMetadata, log: CallLog, index: CaseIndex) -> Call:
    """Return a row as a call without words, with what came before it."""
    history = history_of(row, index)
    if log.lost:  # any of them may have been an earlier call of this case
        history = history.model_copy(update={"complete_since": None})
    sort = _class_of(row.direction, row.result, row.attempt_number)
    return Call.of_checked(  # the row was checked as it was read
        {
            "metadata": row,
            "conversation": _WORDLESS,
            "call_type": sort.call_type,
            "contact": sort.contact,
            "history": history,
        }
    )


@lru_cache(maxsize=512)
def _class_of(direction: Direction, result: CallResult, attempt: int | None) -> CallClass:
    row = CallMetadata(call_id="-", direction=direction, result=result, attempt_number=attempt)
    return classify(row, _WORDLESS)


def _cases_found(index: CaseIndex) -> CasesFound:
    sizes = [len(rows) for rows in index.cases().values()]
    by_calls: dict[int, int] = defaultdict(int)
    for size in sorted(sizes):
        by_calls[size] += 1
    return CasesFound(
        cases=len(sizes),
        fewest=min(sizes, default=0),
        median=float(median(sizes)) if sizes else 0.0,
        most=max(sizes, default=0),
        by_calls=dict(by_calls),
    )
