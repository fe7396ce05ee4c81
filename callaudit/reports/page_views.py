"""What a report page shows around its calls and cases, one type a part of the page."""

from callaudit.core.model import Frozen
from callaudit.reports.views import CallView, CaseView, Fact, LinkView, QuoteView


class Tile(Frozen):
    """A number at the top of the page."""

    value: str
    label: str
    note: str = ""
    tone: str = ""


class BarView(Frozen):
    """A horizontal bar: `length` and `rest` are percent of the longest bar of its chart."""

    key: str
    label: str
    title: str
    severity: str
    broken: int
    undetermined: int
    calls: int
    length: float
    rest: float


class NotAudited(Frozen):
    """A call that failed, with its reason and the link to its entry."""

    call_id: str
    anchor: str
    source: str
    stage: str
    code: str
    message: str


class ToListen(Frozen):
    """A call that a person must listen to, with the reason and the link to its entry."""

    call_id: str
    anchor: str
    told: str


class NotJudged(Frozen):
    """A reason why rules could not be judged, with the number of calls and the rules."""

    because: str
    calls: int
    rules: tuple[str, ...]


class ToldView(Frozen):
    """What was found in a call of the log, in a line; rules left open share it by their reason."""

    severity: str
    undetermined: bool
    rules: tuple[LinkView, ...]
    because: str
    quotes: tuple[QuoteView, ...]


class LogCallView(Frozen):
    """A call of the log alone, with what was found in it."""

    anchor: str
    call_id: str
    state: str
    what: tuple[str, ...]
    agent: str
    rules: tuple[str, ...]
    severities: tuple[str, ...]
    told: tuple[ToldView, ...]
    warnings: tuple[str, ...]
    case: LinkView | None


class RuleView(Frozen):
    """What a rule says, once for all calls of the log in which it is told."""

    anchor: str
    rule: str
    title: str
    basis: str
    citation: tuple[str, ...]
    coaching: str


class LogCallsView(Frozen):
    """The calls of the log alone: the worst of those with findings, and how many are not shown."""

    calls: tuple[LogCallView, ...]
    rules: tuple[RuleView, ...]
    left_out: int
    without_findings: int


class ReportPage(Frozen):
    """The whole page; `number` counts all calls, `calls` are those with sound or words."""

    title: str
    made_of: tuple[Fact, ...]
    inputs: tuple[Fact, ...]
    tiles: tuple[Tile, ...]
    severities: tuple[BarView, ...]
    rules: tuple[BarView, ...]
    not_audited: tuple[NotAudited, ...]
    not_judged: tuple[NotJudged, ...]
    to_listen: tuple[ToListen, ...]
    number: int
    calls: tuple[CallView, ...]
    of_log: LogCallsView
    agents: tuple[str, ...]
    transcripts_left_out: int
    cases: tuple[CaseView, ...] = ()
    cases_left_out: int = 0
