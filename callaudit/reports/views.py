"""What a report shows of calls and cases: plain values, ready to be printed."""

from callaudit.core.model import Frozen
from callaudit.reports.marks import Piece
from callaudit.reports.timeline_views import TimelineView


class Fact(Frozen):
    """A name and what is known under it; `hint` explains where it comes from."""

    name: str
    value: str
    hint: str = ""


class LinkView(Frozen):
    """A link inside the page."""

    anchor: str
    text: str


class QuoteView(Frozen):
    """A quote that can be heard: `start_s` None in a call without times.

    `call_id` names the call it stands in where that is not the one around it; `again` says what
    listening again gave, where the words were heard badly.
    """

    speaker: str
    text: str
    turn_anchor: str
    clock: str
    start_s: float | None
    call_id: str = ""
    again: str = ""


class FindingView(Frozen):
    """One finding of a call; `number` is the one its marks carry in the transcript."""

    number: int
    anchor: str
    severity: str
    rule: str
    title: str
    category: str
    basis: str
    confidence: str
    because: str
    citation: tuple[str, ...]
    coaching: str
    quotes: tuple[QuoteView, ...]


class UnjudgedView(Frozen):
    """The rules of a call that could not be judged for one and the same reason."""

    because: str
    anchor: str
    findings: tuple[FindingView, ...]


class ElementView(Frozen):
    """A required or found element; `record` is agrees, differs or silent."""

    name: str
    value: str | None
    quote: QuoteView | None
    record: str
    missing: bool


class ExcusedView(Frozen):
    """A match that was set aside."""

    rule: str
    reason: str
    quote: QuoteView


class LineView(Frozen):
    """A turn of the transcript, or a stretch of speech without words (`unheard`)."""

    anchor: str
    kind: str
    speaker: str
    voice: str
    clock: str
    start_s: float | None
    end_s: float | None
    pieces: tuple[Piece, ...]


class RuleGroup(Frozen):
    """Rules that share a reason."""

    reason: str
    rules: tuple[str, ...]


class AreaView(Frozen):
    """How the rules of one area stand in a call."""

    name: str
    met: int
    broken: int
    undetermined: int
    score: str


class Count(Frozen):
    """How often a severity was found."""

    severity: str
    count: int


class CallView(Frozen):
    """One call of the page; by `rules` and `severities` it is found, those of its case included."""

    anchor: str
    call_id: str
    state: str
    call_type: str
    agent: str
    start: str
    score: str
    failed_outright: bool
    counts: tuple[Count, ...]
    undetermined: int
    rules: tuple[str, ...]
    severities: tuple[str, ...]
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    failure: str
    elements: tuple[ElementView, ...]
    findings: tuple[FindingView, ...]
    unjudged: tuple[UnjudgedView, ...]
    excused: tuple[ExcusedView, ...]
    not_applicable: tuple[RuleGroup, ...]
    met: tuple[str, ...]
    areas: tuple[AreaView, ...]
    lines: tuple[LineView, ...]
    lines_left_out: bool
    audio: str | None
    mute: str
    case: LinkView | None = None


class EstablishedView(Frozen):
    """Something a call established: when, what, in which call, and the words that did it."""

    when: str
    what: str
    call: LinkView
    source: str
    quote: QuoteView | None


class CaseCallView(Frozen):
    """A call of a case as a line: the timeline in words."""

    when: str
    call: LinkView
    result: str
    severity: str
    counts: bool
    rules: tuple[str, ...]


class CaseFindingView(Frozen):
    """A finding of the case, and the call that asked for what is missing."""

    call: LinkView
    undetermined: bool
    finding: FindingView


class CaseView(Frozen):
    """One case of the page."""

    anchor: str
    title: str
    debt: str
    state: str
    calls: str
    severity: str
    broken: int
    rules: tuple[str, ...]
    severities: tuple[str, ...]
    facts: tuple[Fact, ...]
    established: tuple[EstablishedView, ...]
    findings: tuple[CaseFindingView, ...]
    lines: tuple[CaseCallView, ...]
    timeline: TimelineView | None
