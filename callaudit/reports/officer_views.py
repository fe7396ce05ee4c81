"""What the officer's report says: numbers with their uncertainty, ready to be laid out.

The page, the workbook and the summary are made from one `OfficerReport`, so that they agree.
"""

from datetime import date

from callaudit.core.accuracy import Share
from callaudit.core.model import Frozen
from callaudit.reports.accuracy_statement import AccuracyStatement, Measurement
from callaudit.reports.views import Fact


class ReasonView(Frozen):
    """Why calls failed, or why rules were left open: in how many calls, which rules, which calls.

    `calls` counts calls; `names` are the first of them.
    """

    reason: str
    calls: int
    rules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hint: str = ""


class CoverageView(Frozen):
    """What was audited and what not.

    `whole` are audited calls without an open rule, advice aside, `partly` those with one, `failed`
    the rest.
    `log_alone` of the audited ones have neither recording nor words: they are in no share of
    calls, nor are their rules on words in `judged`, the share of verdicts met or broken among all
    that apply.
    """

    calls: int
    whole: int
    partly: int
    failed: int
    log_alone: int
    judged: Share
    failures: tuple[ReasonView, ...]
    open_reasons: tuple[ReasonView, ...]
    open_reasons_left_out: int = 0

    @property
    def audited(self) -> int:
        """Return the number of audited calls."""
        return self.whole + self.partly


class SeverityView(Frozen):
    """Findings of one severity: broken rules, calls that have any, rules left open."""

    severity: str
    broken: int
    calls: Share
    undetermined: int


class RuleView(Frozen):
    """A rule with findings: `share` is broken among the calls in which it was judged.

    `found` says how well its category is found on lines nobody who wrote rules had read.
    """

    rule: str
    title: str
    severity: str
    basis: str
    category: str
    citation: str
    share: Share
    undetermined: int
    found: Measurement | None = None


class ScoreView(Frozen):
    """A mean score from 0 to 100 with its 95 % interval; all None where no call has one."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


class GroupView(Frozen):
    """Audited calls that have something in common, and how many of them have a serious finding.

    `counts` are the broken rules by severity, worst first; `telling` says how the share compares
    with that of all other calls: more, less, same, few or unknown.
    """

    name: str
    calls: int
    counts: tuple[int, ...]
    undetermined: int
    share: Share
    telling: str
    score: ScoreView = ScoreView()


class WeekView(Frozen):
    """One week, from its Monday; weeks without a call are there too."""

    monday: date
    group: GroupView


class MomentView(Frozen):
    """A finding with its first quote and where it can be heard; `href` empty where nowhere."""

    rule: str
    title: str
    severity: str
    because: str
    quote: str
    speaker: str
    at: str
    href: str


class WorstCallView(Frozen):
    """A call with a serious finding: `more` findings are not shown, `failed_by` rules fail it."""

    call_id: str
    href: str
    facts: tuple[str, ...]
    score: str
    failed_by: int
    counts: tuple[int, ...]
    moments: tuple[MomentView, ...]
    more: int


class CaseView(Frozen):
    """A consumer and debt: `counts` are the broken rules of its calls and its own by severity.

    `moments` are the worst of them, `more` the number of the others.
    """

    title: str
    debt: str
    state: str
    calls: int
    counts: tuple[int, ...]
    moments: tuple[MomentView, ...]
    more: int
    next_call: str
    href: str


class ChangedFinding(Frozen):
    """A broken rule that one of two audits of the same call has and the other not."""

    call_id: str
    why: str
    moment: MomentView


class RuleChange(Frozen):
    """A rule that is not as it was, with what differs."""

    rule: str
    differs: tuple[str, ...]


class RateChange(Frozen):
    """A share before and now, over calls that only one of the audits has."""

    name: str
    before: Share
    now: Share
    telling: str


class ChangesView(Frozen):
    """What changed since another audit.

    Findings are compared in `same_calls`, which both audited; `rates` in the others. `reworded`
    of the unchanged ones are of a rule whose text changed. `left_out` calls of the other audit
    are before `since` or undated, and in none of the numbers.
    """

    against: str
    same_calls: int
    only_now: int
    only_before: int
    not_comparable: int
    unchanged: int
    reworded: int
    appeared: int
    gone: int
    new_findings: tuple[ChangedFinding, ...]
    gone_findings: tuple[ChangedFinding, ...]
    same_rules: bool
    rules: tuple[RuleChange, ...]
    rates: tuple[RateChange, ...]
    since: date | None = None
    left_out: int = 0


class AuditView(Frozen):
    """One audit folder that the report was made from."""

    name: str
    finished: str
    calls: int
    facts: tuple[Fact, ...]


class OfficerReport(Frozen):
    """The whole report. `serious` is the share of audited calls with a critical or major finding.

    `findings` are broken rules of compliance, `advice` those of severity coach; `recorded` says
    whether any call was heard, `sounds` whether any of the worst can be heard from its page.
    Made by `runner.officer.build_report`; `since` None takes in every call.
    """

    title: str
    period: str
    since: date | None
    left_out: int = 0
    said: tuple[str, ...] = ()
    coverage: CoverageView
    serious: Share
    on_law: Share
    findings: int
    advice: int
    recorded: bool
    sounds: bool
    severities: tuple[SeverityView, ...]
    rules: tuple[RuleView, ...]
    collectors: tuple[GroupView, ...]
    clients: tuple[GroupView, ...]
    weeks: tuple[WeekView, ...]
    no_week: int
    worst: tuple[WorstCallView, ...]
    worst_left_out: int
    cases: tuple[CaseView, ...]
    cases_left_out: int
    changes: ChangesView | None
    audits: tuple[AuditView, ...]
    card: Fact = Fact(name="", value="")
    accuracy: AccuracyStatement
    same_rules_as_measured: bool
    version: str
