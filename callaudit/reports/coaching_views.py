"""What a coaching sheet and a team report show: plain values, ready to be printed."""

from datetime import date

from callaudit.core.model import Frozen


class LevelView(Frozen):
    """A mean score from 0 to 100 of some calls, with its 95 % interval; None without calls."""

    calls: int
    value: float | None = None
    low: float | None = None
    high: float | None = None


class CountView(Frozen):
    """How often a rule was broken among the calls that it judged, with the 95 % interval."""

    broken: int
    of: int
    low: float | None = None
    high: float | None = None


class WeekView(Frozen):
    """The calls of one week: how many were audited, their scores, how many broken rules."""

    week: date
    calls: int
    level: LevelView
    broken: int


class MomentView(Frozen):
    """Words of a call: `before` and `after` are the rest of the sentence around the quote.

    `href` leads to the moment on the audit's page, empty where there is none; `clock` is empty in
    a call without times. `sound`: there is a recording to hear.
    """

    quote: str
    before: str = ""
    after: str = ""
    speaker: str = ""
    clock: str = ""
    call_id: str = ""
    day: date | None = None
    href: str = ""
    sound: bool = False


class StrengthView(Frozen):
    """A rule that is kept, how often, and a call in which it was; `but` where that call failed."""

    rule: str
    title: str
    count: CountView
    words: str
    moment: MomentView
    but: str = ""


class LineView(Frozen):
    """What a colleague really said; `who` and `moment.href` are empty unless names are wanted."""

    who: str
    moment: MomentView


class ChangeView(Frozen):
    """A rule that is broken: how often, where, why it matters, what to say instead.

    `title` says what it is to break it, `kept_title` what it is to keep it; `sure` why a listener
    should hear the moment first, empty where the finding needs none.
    """

    rule: str
    title: str
    severity: str
    count: CountView
    colleagues: CountView
    words: str
    because: str
    moment: MomentView
    sure: str
    why: str
    say_instead: str
    kept_title: str
    citation: str
    line: LineView | None = None


class MoreView(Frozen):
    """A broken rule that has no room of its own on a sheet; `stands_out` from colleagues."""

    rule: str
    severity: str
    count: CountView
    stands_out: bool = False


class GoalView(Frozen):
    """Something to reach that can be counted, and where it stands now; `rule` where it is one."""

    rule: str = ""
    aim: str
    now: str


class MeasureView(Frozen):
    """One measure of how a collector talks, against colleagues and the policy.

    `middle` is the median of the collector's calls, `low` and `high` their middle half;
    `team_low` and `team_high` the middle half of colleagues' calls; `least` and `most` are the
    policy's bounds, None where it sets none. `chart` is an SVG picture of it.
    """

    name: str
    unit: str
    calls: int
    middle: float | None = None
    low: float | None = None
    high: float | None = None
    team_calls: int = 0
    team_low: float | None = None
    team_high: float | None = None
    least: float | None = None
    most: float | None = None
    words: str = ""
    chart: str = ""


class SheetView(Frozen):
    """The coaching sheet of one collector; `card` is the scorecard with its version."""

    key: str
    card: str
    name: str
    period: str
    audits: tuple[str, ...]
    calls: int
    failed: int
    few: str
    level: LevelView
    colleagues: LevelView
    level_words: str
    serious_words: str
    trend_words: str
    failed_outright: int
    weeks: tuple[WeekView, ...]
    weeks_chart: str
    measures: tuple[MeasureView, ...]
    bounds_of: str
    strengths: tuple[StrengthView, ...]
    changes: tuple[ChangeView, ...]
    goals: tuple[GoalView, ...]
    more: tuple[MoreView, ...]


class CellView(Frozen):
    """A rule and a collector: how often broken, and whether that is more or less than chance.

    `standing` is `more`, `less`, `same` or `unknown`, after all comparisons of the team; `step`
    runs from 0 (never broken) to 4, for a pattern.
    """

    count: CountView
    standing: str
    step: int


class RuleRowView(Frozen):
    """A rule and its cells, one a collector in the order of the team's names."""

    rule: str
    title: str
    severity: str
    total: CountView
    cells: tuple[CellView, ...]


class MemberView(Frozen):
    """A collector in the team: how many calls, at what level, and where the sheet lies.

    `serious` counts calls with a critical or major finding; each measure has words of its own on
    how it stands beside the others.
    """

    name: str
    file: str
    calls: int
    failed: int
    level: LevelView
    words: str
    serious: CountView
    serious_words: str


class BinView(Frozen):
    """How many calls have a score from `low` up to `high`."""

    low: int
    high: int
    calls: int

    @property
    def name(self) -> str:
        """Return what is written under it; full marks stand apart."""
        return "100" if self.low == 100 else f"{self.low} to under {self.high}"


class TeamView(Frozen):
    """The report on all collectors; `card` is the scorecard with its version."""

    card: str
    period: str
    audits: tuple[str, ...]
    calls: int
    failed: int
    unnamed: int
    level: LevelView
    members: tuple[MemberView, ...]
    members_chart: str
    bins: tuple[BinView, ...]
    bins_chart: str
    frequent: tuple[RuleRowView, ...]
    ties: str
    rules: tuple[RuleRowView, ...]
    rules_left_out: int
    comparisons: int
    weeks: tuple[WeekView, ...]
    weeks_chart: str
    trend_words: str
