"""A call's transcript as the report shows it: turns with marks, and speech without words."""

from collections.abc import Mapping, Sequence

from callaudit.core.interval import clock
from callaudit.reports.marks import Mark, Piece, cut_text
from callaudit.reports.row_parts import UnheardRow
from callaudit.reports.rows import ReportCall, TurnRow
from callaudit.reports.views import LineView
from callaudit.reports.wording import SPEAKERS


def turn_anchor(call_anchor: str, turn: int) -> str:
    """Return the anchor of a turn."""
    return f"{call_anchor}-t{turn}"


def transcript_lines(
    call: ReportCall, *, anchor: str, marks: Mapping[int, Sequence[Mark]]
) -> tuple[LineView, ...]:
    """Return the turns in their order, with speech that has no words in its place."""
    turns = call.transcript.turns if call.transcript else ()
    waiting = list(call.audit.coverage.unheard) if call.audit.coverage else []
    lines: list[LineView] = []
    for index, turn in enumerate(turns):
        while waiting and turn.start is not None and waiting[0].start_s <= turn.start:
            lines.append(_unheard_line(waiting.pop(0), anchor))
        lines.append(_turn_line(turn, turn_anchor(anchor, index), marks.get(index, ())))
    lines.extend(_unheard_line(span, anchor) for span in waiting)
    return tuple(lines)


def _turn_line(turn: TurnRow, anchor: str, marks: Sequence[Mark]) -> LineView:
    return LineView(
        anchor=anchor,
        kind="turn",
        speaker=SPEAKERS[turn.speaker],
        voice=turn.speaker.value,
        clock=clock(turn.start) if turn.start is not None else "",
        start_s=turn.start,
        end_s=turn.end,
        pieces=cut_text(turn.text, marks),
    )


def _unheard_line(span: UnheardRow, anchor: str) -> LineView:
    said = f"[speech without words {clock(span.start_s)}–{clock(span.end_s)}]"
    return LineView(
        anchor=f"{anchor}-u{span.channel}-{span.start_s:g}",
        kind="unheard",
        speaker="",
        voice="unheard",
        clock=clock(span.start_s),
        start_s=span.start_s,
        end_s=span.end_s,
        pieces=(Piece(text=said),),
    )
