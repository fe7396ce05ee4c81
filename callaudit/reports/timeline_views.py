"""What a timeline of calls shows: plain values, ready to be drawn."""

from callaudit.core.model import Frozen


class DayView(Frozen):
    """One day of a timeline; `in_seven` counts the calls of the seven days that end with it.

    `bar` is the height of that count as a share of the limit, at most 1.
    """

    x: float
    width: float
    weekday: str
    day: str
    month: str
    weekend: bool
    in_seven: int
    bar: float
    over: bool


class GapView(Frozen):
    """Days left out of a timeline, for nothing happens in them."""

    x: float
    width: float
    days: int


class HourView(Frozen):
    """A line at an hour of the day; `bound` where the law's hours begin or end."""

    y: float
    label: str
    bound: bool


class BandView(Frozen):
    """Days that belong together: quiet ones after a conversation, or the last seven."""

    x: float
    width: float


class CallMarkView(Frozen):
    """A call on the timeline: its shape tells the result, its badge the gravest finding."""

    x: float
    y: float
    kind: str
    inbound: bool
    label: str
    anchor: str
    severity: str
    findings: int


class FlagView(Frozen):
    """A flag on a pole: a fact, a promised day, the next lawful call, the end of the log.

    `foot` is where the pole ends, `lane` the flag's own height; `anchor` is empty without a link.
    """

    x: float
    y: float
    foot: float
    kind: str
    text: str
    label: str
    anchor: str


class TimelineView(Frozen):
    """A timeline, in units of the drawing; `grid_top` to `grid_foot` are the hours of the day.

    The days lie between `left` and `right`; the strip has the calls in seven days. `week` are the
    seven days that end with the last moment known of.
    """

    label: str
    width: float
    height: float
    left: float
    right: float
    grid_top: float
    grid_foot: float
    strip_top: float
    strip_foot: float
    days: tuple[DayView, ...]
    gaps: tuple[GapView, ...]
    hours: tuple[HourView, ...]
    quiet: tuple[BandView, ...]
    week: BandView | None
    calls: tuple[CallMarkView, ...]
    flags: tuple[FlagView, ...]
