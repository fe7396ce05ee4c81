"""Where calls, quiet weeks and flags lie on a timeline."""

from datetime import date, datetime, timedelta

from callaudit.reports.timeline import MOST_DAYS, CallPoint, FlagPoint, timeline
from callaudit.reports.timeline_views import (
    BandView,
    CallMarkView,
    DayView,
    FlagView,
    GapView,
    HourView,
    TimelineView,
)

START = datetime.fromisoformat("2026-10-02T10:30:00-04:00")  # a Friday


def call(days: float = 0, **fields: object) -> CallPoint:
    values: dict[str, object] = {"at": START + timedelta(days=days), "kind": "no_answer"}
    return CallPoint.model_validate(values | fields)


def drawn(calls: list[CallPoint], flags: list[FlagPoint] | None = None) -> TimelineView:
    view = timeline(calls, flags or [], label="drawn")
    assert view is not None
    return view


def test_two_calls_and_a_flag_are_laid_out_whole() -> None:
    view = drawn(
        [
            call(label="first", anchor="c2", severity="major", findings=2),
            call(1, kind="voicemail", counts=False),
        ],
        [FlagPoint(day=date(2026, 10, 3), kind="due", text="80.00 due")],
    )
    assert view == TimelineView(
        label="drawn",
        width=181,
        height=275,
        left=46.0,
        right=118.0,
        grid_top=25.0,
        grid_foot=175.0,
        strip_top=221.0,
        strip_foot=269.0,
        days=(
            DayView(
                x=46.0, width=36.0, weekday="Fri", day="2", month="Oct 2026", weekend=False,
                in_seven=1, bar=0.143, over=False,
            ),
            DayView(
                x=82.0, width=36.0, weekday="Sat", day="3", month="", weekend=True,
                in_seven=1, bar=0.143, over=False,
            ),
        ),
        gaps=(),
        hours=(
            HourView(y=35.0, label="08:00", bound=True),
            HourView(y=75.0, label="12:00", bound=False),
            HourView(y=115.0, label="16:00", bound=False),
            HourView(y=165.0, label="21:00", bound=True),
        ),
        quiet=(),
        week=None,
        calls=(
            CallMarkView(
                x=64.0, y=60.0, kind="no_answer", inbound=False, label="first", anchor="c2",
                severity="major", findings=2,
            ),
            CallMarkView(
                x=100.0, y=60.0, kind="voicemail", inbound=False, label="", anchor="",
                severity="", findings=0,
            ),
        ),
        flags=(
            FlagView(
                x=100.0, y=4.0, foot=175.0, kind="due", text="80.00 due", label="80.00 due",
                anchor="",
            ),
        ),
    )  # fmt: skip


def test_the_week_from_a_conversation_is_shaded_with_its_own_day() -> None:
    view = drawn([call(quiet=True)])
    assert [day.day for day in view.days] == ["2", "3", "4", "5", "6", "7", "8"]
    assert view.quiet == (BandView(x=46.0, width=7 * 36.0),)


def test_weeks_that_touch_are_one_band() -> None:
    view = drawn([call(quiet=True), call(4, quiet=True), call(20, quiet=True)])
    assert [band.width / 36 for band in view.quiet] == [11, 7]


def test_the_rolling_window_holds_seven_days_and_more_than_seven_calls_are_over() -> None:
    calls = [call(n / 24) for n in range(7)] + [call(6), call(7)]
    view = drawn(calls)
    assert [(day.day, day.in_seven, day.over) for day in view.days] == [
        ("2", 7, False),
        ("3", 7, False),
        ("4", 7, False),
        ("5", 7, False),
        ("6", 7, False),
        ("7", 7, False),
        ("8", 8, True),
        ("9", 2, False),
    ]
    assert view.days[0].bar == 1.0


def test_calls_that_do_not_count_stay_out_of_the_rolling_window() -> None:
    view = drawn([call(), call(0.1, counts=False)])
    assert [day.in_seven for day in view.days] == [1]


def test_long_empty_stretches_become_a_gap_and_short_ones_stay() -> None:
    view = drawn([call(), call(7), call(40)])
    assert [day.day for day in view.days] == ["2", "3", "4", "5", "6", "7", "8", "9", "11"]
    assert view.gaps == (GapView(x=46.0 + 8 * 36, width=44.0, days=32),)
    assert [day.month for day in view.days if day.month] == ["Oct 2026", "Nov 2026"]


def test_calls_at_one_time_stand_side_by_side() -> None:
    view = drawn([call(), call(0.01), call(0.02), call(0.3)])
    assert [mark.x for mark in view.calls] == [64.0, 53.5, 74.5, 64.0]


def test_early_and_late_calls_widen_the_hours() -> None:
    late = CallPoint(at=datetime.fromisoformat("2026-10-02T23:10:00-04:00"), kind="voicemail")
    early = CallPoint(at=datetime.fromisoformat("2026-10-02T05:00:00-04:00"), kind="voicemail")
    view = drawn([early, late])
    assert view.grid_foot - view.grid_top == 190.0
    assert (view.calls[0].y, view.calls[1].y) == (view.grid_top, view.grid_top + 181.7)
    assert view.hours[-1] == HourView(y=view.grid_foot, label="00:00", bound=False)


def test_flags_never_cross_each_others_words() -> None:
    view = drawn(
        [call(), call(1), call(8)],
        [
            FlagPoint(day=date(2026, 10, 2), kind="fact", text="a long flag over many days"),
            FlagPoint(day=date(2026, 10, 3), kind="fact", text="under it"),
            FlagPoint(day=date(2026, 10, 10), kind="fact", text="free again"),
        ],
    )
    assert [(flag.text, flag.y) for flag in view.flags] == [
        ("a long flag over many days", 4.0),
        ("under it", 21.0),
        ("free again", 4.0),
    ]


def test_a_flag_of_a_call_ends_at_its_mark() -> None:
    view = drawn(
        [call(), call(0.01)],
        [FlagPoint(day=date(2026, 10, 2), kind="fact", text="x", at=START + timedelta(days=0.01))],
    )
    assert (view.flags[0].x, view.flags[0].foot) == (view.calls[1].x, view.calls[1].y)


def test_a_long_case_shows_its_last_days() -> None:
    view = drawn([call(n) for n in range(MOST_DAYS + 30)])
    assert len(view.days) == len(view.calls) == MOST_DAYS
    assert view.days[0].in_seven == 7


def test_without_a_call_there_is_no_timeline() -> None:
    flag = FlagPoint(day=date(2026, 10, 2), kind="due", text="80.00 due")
    assert timeline([], [flag], label="") is None


def test_the_seven_days_that_end_with_the_log_are_one_band() -> None:
    end = START.date() + timedelta(days=9)
    view = drawn([call()], [FlagPoint(day=end, kind="end", text="log ends")])
    last = view.days[-1]
    assert view.week is not None
    assert view.week.x + view.week.width == last.x + last.width
    assert view.week.width == 7 * last.width
