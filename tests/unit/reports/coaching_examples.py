"""Coaching sheets and team reports for tests of their layout: plain ones, and the worst."""

from datetime import date, timedelta

from callaudit.reports.coaching_charts import (
    bins_chart,
    measure_chart,
    members_chart,
    weeks_chart,
)
from callaudit.reports.coaching_views import (
    BinView,
    CellView,
    ChangeView,
    CountView,
    GoalView,
    LevelView,
    LineView,
    MeasureView,
    MemberView,
    MomentView,
    MoreView,
    RuleRowView,
    SheetView,
    StrengthView,
    TeamView,
    WeekView,
)

HOSTILE = (
    "<script>alert(1)</script> \"&'> #panic() *bold* $x$ @ref `code` \\ ]] }} {{ 7*7 }} "
    "‮reversed\u0000 =1+1"
)
LONG_WORD = "W" * 60
MONDAY = date(2026, 9, 7)

COUNT = CountView(broken=3, of=40, low=0.0258, high=0.1986)
LEVEL = LevelView(calls=40, value=84.5, low=78.0, high=89.2)


def moment(text: str = "Nobody can arrest you", **values: object) -> MomentView:
    return MomentView.model_validate(
        {
            "quote": text,
            "before": "I said that ",
            "after": ", not here.",
            "speaker": "Collector",
            "clock": "1:05",
            "call_id": "m001",
            "day": MONDAY,
            "href": "../audit/report.html#c1-t4",
            "sound": True,
            **values,
        }
    )


def weeks(number: int = 8) -> tuple[WeekView, ...]:
    return tuple(
        WeekView(week=MONDAY + timedelta(weeks=n), calls=5, level=LEVEL, broken=n)
        for n in range(number)
    )


def measure(**values: object) -> MeasureView:
    view = MeasureView.model_validate(
        {
            "name": "Pace",
            "unit": "words a minute",
            "calls": 40,
            "middle": 156.0,
            "low": 140.0,
            "high": 170.0,
            "team_calls": 100,
            "team_low": 130.0,
            "team_high": 160.0,
            "least": 80.0,
            "most": 230.0,
            "words": "within the colleagues’ middle half",
            **values,
        }
    )
    return view.model_copy(update={"chart": measure_chart(view)})


def strength(title: str = "Says the amount", said: MomentView | None = None) -> StrengthView:
    return StrengthView(
        rule="REQ-03-amount",
        title=title,
        count=COUNT,
        words="Kept in 37 of 40 calls (92%, likely 80–97%). Chance alone could make that.",
        moment=said or moment(),
    )


def change(text: str = "Broken in 3 of 40 calls.", **values: object) -> ChangeView:
    return ChangeView.model_validate(
        {
            "rule": "FDCPA-1692e4-arrest",
            "title": "Agent says or implies that not paying leads to arrest",
            "severity": "critical",
            "count": COUNT,
            "colleagues": COUNT,
            "words": text,
            "because": "",
            "moment": moment("we will have you arrested"),
            "sure": "",
            "why": "A debt is a civil matter.",
            "say_instead": "This is a civil matter; let's find a plan.",
            "kept_title": "Never speaks of arrest or crime",
            "citation": "15 U.S.C. 1692e(4)",
            "line": LineView(who="", moment=MomentView(quote="Would Friday work for you?")),
            **values,
        }
    )


def sheet(**values: object) -> SheetView:
    shown = weeks()
    return SheetView.model_validate(
        {
            "key": "A01",
            "card": "compliance 1",
            "name": "Alma Reyes",
            "period": "7 Sep 2026 to 30 Oct 2026",
            "audits": ("november",),
            "calls": 40,
            "failed": 2,
            "few": "",
            "level": LEVEL,
            "colleagues": LEVEL,
            "level_words": "Over 40 calls the score is 84 of 100 (likely 78–89).",
            "serious_words": "12 of 40 calls (30%) have a critical or major finding.",
            "trend_words": "No trend.",
            "failed_outright": 3,
            "weeks": shown,
            "weeks_chart": weeks_chart(shown),
            "measures": (measure(),),
            "bounds_of": "third_party",
            "strengths": (strength(),),
            "changes": (change(),),
            "goals": (GoalView(aim="Says the amount in every call", now="so far in 37 of 40"),),
            "more": (MoreView(rule="PAY-04-pressure", severity="major", count=COUNT),) * 4,
            **values,
        }
    )


def worst_sheet(letters: str = "long and winding words ") -> SheetView:
    """Return a sheet with as much of everything as the pipeline lets through."""

    def fill(length: int) -> str:
        return (letters * (length // len(letters) + 1))[:length].strip()

    said = moment(
        fill(220), before=fill(90), after=fill(90), call_id=fill(60), speaker="Unknown speaker"
    )
    worst_change = change(
        f"Broken in 1,234 of 5,678 calls (22%, likely 20–24%). {fill(150)}",
        title=fill(130),
        moment=said,
        sure="Whether it is a breach hangs on a fact that the call log does not give.",
        why=fill(280),
        say_instead=fill(280),
        citation=fill(130),
        line=LineView(who=fill(60), moment=said.model_copy(update={"before": "", "after": ""})),
    )
    shown = weeks(13)
    return sheet(
        name=fill(60),
        few=fill(200),
        audits=tuple(f"{fill(30)} {n}" for n in range(9)),
        level_words=fill(260),
        serious_words=fill(240),
        trend_words=fill(130),
        weeks=shown,
        weeks_chart=weeks_chart(shown),
        measures=tuple(measure(name=fill(30)) for _ in range(6)),
        strengths=(strength(fill(130), said).model_copy(update={"but": fill(90)}),) * 3,
        changes=(worst_change,) * 3,
        goals=(GoalView(aim=fill(170), now=fill(60)),) * 4,
        more=(
            MoreView(
                rule=fill(40),
                severity="critical",
                count=CountView(broken=1234, of=5678),
                stands_out=True,
            ),
        )
        * 87,
    )


def empty_sheet() -> SheetView:
    """Return the sheet of a collector none of whose calls could be audited."""
    return sheet(
        calls=0,
        failed=3,
        few="No call of this time could be judged, so that there is nothing to tell.",
        level=LevelView(calls=0),
        weeks=(),
        weeks_chart="",
        measures=(),
        strengths=(),
        changes=(),
        goals=(),
        more=(),
    )


def team(collectors: int = 6, rules: int = 12, **values: object) -> TeamView:
    members = tuple(
        MemberView(
            name=f"Collector {n}",
            file=f"C-{n}",
            calls=40,
            failed=0,
            level=LEVEL,
            words="chance could make the difference",
            serious=COUNT,
            serious_words="more often than the others, more than chance explains",
        )
        for n in range(collectors)
    )
    standings = ("more", "less", "same", "unknown")
    cells = tuple(
        CellView(count=COUNT, standing=standings[n % 4], step=n % 5) for n in range(collectors)
    )
    rows = tuple(
        RuleRowView(
            rule=f"RULE-{n}", title="Agent does this", severity="major", total=COUNT, cells=cells
        )
        for n in range(rules)
    )
    bins = tuple(BinView(low=low, high=low + 10, calls=low) for low in range(0, 100, 10))
    shown = weeks()
    return TeamView.model_validate(
        {
            "card": "compliance 1",
            "period": "7 Sep 2026 to 30 Oct 2026",
            "audits": ("november",),
            "calls": 240,
            "failed": 2,
            "unnamed": 1,
            "level": LEVEL,
            "members": members,
            "members_chart": members_chart(members),
            "bins": bins,
            "bins_chart": bins_chart(bins),
            "frequent": rows[:8],
            "ties": "RULE-0 and RULE-1 were broken in equally many calls.",
            "rules": rows,
            "rules_left_out": 3,
            "comparisons": 72,
            "weeks": shown,
            "weeks_chart": weeks_chart(shown),
            "trend_words": "No trend.",
            **values,
        }
    )
