"""Counts and scores of each collector beside those of the colleagues, from an archive's frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from callaudit.reports.archive_filters import is_serious, log_alone
from callaudit.scoring.comparison import (
    LEVEL,
    Level,
    Trend,
    chance_of_slope,
    compared,
    fisher,
    holm,
    least_chance,
    mean_score,
    shares_compared,
    tarone,
    trend,
    weight_of_a_score,
)

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

FEW_CALLS = 10
"""With fewer judged calls nothing is concluded: at 10 of 10 the truth may still be 7 of 10."""

Standing = Literal["more", "less", "same", "unknown"]


@dataclass(frozen=True)
class RuleCount:
    """How often one collector broke a rule among the calls that it judged, and how often others."""

    broken: int
    of: int
    others_broken: int
    others_of: int
    standing: Standing


NOTHING = RuleCount(broken=0, of=0, others_broken=0, others_of=0, standing="unknown")
"""The count of a collector none of whose calls was judged."""


@dataclass(frozen=True)
class Scores:
    """A collector's mean score, the colleagues', and what may be said of the two and over time."""

    level: Level
    calls: int
    others: Level
    others_calls: int
    standing: Standing
    trend: Trend | None
    trend_holds: bool


@dataclass(frozen=True)
class Points:
    """Scores of calls by call id on a card, missing where it is not for the call; what it fails."""

    card: str
    total: "pd.Series"
    fails: "pd.Series"


@dataclass(frozen=True)
class Numbers:
    """All that is counted of a team.

    `calls` are the archive's rows with four columns more: `collector`, the key of who made it,
    `points`, its score on the `card`, `fails`, whether a rule fails it whatever the rest, and
    `serious`, whether it has a critical or major finding; `serious` counts these by key.
    `names` are the collectors' names by key. `counts` are by key and rule; rules that nobody
    broke are among them. `comparisons` is how many counts were compared. `weight` is that of
    `weight_of_a_score`.
    """

    card: str
    calls: "pd.DataFrame"
    names: Mapping[str, str]
    counts: Mapping[tuple[str, str], RuleCount]
    scores: Mapping[str, Scores]
    serious: Mapping[str, RuleCount]
    comparisons: int
    weight: float


def numbers_of(archive: "Archive", points: Points, *, since: date | None = None) -> Numbers:
    """Count what a team did since a day; calls without a day are then left out."""
    calls = _calls(archive, points, since=since)
    named = calls[calls["collector"] != ""]
    counts, comparisons = _counts(archive, named)
    scored = named[named["points"].notna()]
    groups = {str(key): list(one["points"]) for key, one in scored.groupby("collector")}
    weight = weight_of_a_score(groups)
    names = _names(named)
    return Numbers(
        card=points.card,
        calls=calls,
        names=names,
        counts=counts,
        scores=_scores(scored, names, weight=weight),
        serious=_serious(calls, alone=log_alone(archive)),
        comparisons=comparisons,
        weight=weight,
    )


def _calls(archive: "Archive", points: Points, *, since: date | None) -> "pd.DataFrame":
    import pandas as pd

    calls = archive.calls
    if since is not None:
        calls = calls[calls["day"] >= pd.Timestamp(since)]
    key = calls["agent_id"].astype("string").fillna("")
    name = calls["agent"].astype("string").fillna("")
    return calls.assign(
        collector=key.where(key != "", name).astype(str),
        points=calls["call_id"].map(points.total).astype("float64"),
        fails=calls["call_id"].map(points.fails).fillna(False).astype(bool),
        serious=is_serious(calls),
    )


def _names(named: "pd.DataFrame") -> dict[str, str]:
    """Name each collector as most calls do; two of one name get their ids behind it."""
    names: dict[str, str] = {}
    for key, rows in named.groupby("collector"):
        written = rows["agent"].astype("string").value_counts()
        best = sorted(written.index, key=lambda name: (-written[name], name))
        names[str(key)] = str(best[0]) if best else str(key)
    shared = {name for name in names.values() if list(names.values()).count(name) > 1}
    shown = {k: f"{name} ({k})" if name in shared else name for k, name in names.items()}
    return dict(sorted(shown.items(), key=lambda item: (item[1].casefold(), item[0])))


def _counts(
    archive: "Archive", named: "pd.DataFrame"
) -> tuple[dict[tuple[str, str], RuleCount], int]:
    """Count broken and judged calls of each rule and collector, and compare with the others."""
    who = named.set_index("call_id")["collector"]
    verdicts = archive.verdicts[archive.verdicts["verdict"].isin(["met", "broken"])]
    keys = verdicts["call_id"].astype("string").map(who)
    rows = verdicts.assign(collector=keys, broken=(verdicts["verdict"] == "broken").astype(int))
    rows = rows[rows["collector"].notna()].astype({"rule": str, "collector": str})
    seen = _broken_of(rows.groupby(["collector", "rule"])["broken"])
    all_of = _broken_of(rows.groupby("rule")["broken"])
    return _standings(seen, all_of)


def _broken_of(groups: Any) -> dict[Any, tuple[int, int]]:
    """Return broken and judged calls by group."""
    sums, sizes = groups.sum(), groups.count()
    return {
        key: (int(broken), int(of))
        for key, broken, of in zip(sums.index, sums.to_numpy(), sizes.to_numpy(), strict=True)
    }


def _standings(
    seen: Mapping[tuple[str, str], tuple[int, int]], all_of: Mapping[str, tuple[int, int]]
) -> tuple[dict[tuple[str, str], RuleCount], int]:
    """Compare each count with the others'; rules that nobody or everybody broke tell nothing."""
    telling = [
        (key, rule)
        for key, rule in seen
        if 0 < all_of[rule][0] < all_of[rule][1] and seen[key, rule][1] < all_of[rule][1]
    ]
    fours = [_four(seen[one], all_of[one[1]]) for one in telling]
    least = [least_chance(of, others_of, own + others) for own, of, others, others_of in fours]
    adjusted = dict(zip(telling, tarone([fisher(*four) for four in fours], least), strict=True))
    counts: dict[tuple[str, str], RuleCount] = {}
    for one, own in seen.items():
        four = _four(own, all_of[one[1]])
        standing = compared(*four, chance=adjusted.get(one, 1.0))
        counts[one] = RuleCount(*four, standing=standing)
    return counts, len(telling)


def _four(own: tuple[int, int], total: tuple[int, int]) -> tuple[int, int, int, int]:
    return own[0], own[1], total[0] - own[0], total[1] - own[1]


def _serious(calls: "pd.DataFrame", *, alone: frozenset[str]) -> dict[str, RuleCount]:
    """Count audited calls with a critical or major finding, each collector beside the others.

    As the officer's report counts them: those of the log `alone` are left out, and those that
    name nobody are among the others, and one comparison more.
    """
    audited = calls[(calls["status"] == "audited") & ~calls["call_id"].isin(alone)]
    seen = _broken_of(audited["serious"].astype(int).groupby(audited["collector"]))
    total = (int(audited["serious"].sum()), len(audited))
    fours = [_four(own, total) for own in seen.values()]
    told = zip(seen, fours, shares_compared(fours), strict=True)
    return {str(key): RuleCount(*four, standing=standing) for key, four, standing in told}


def _scores(
    scored: "pd.DataFrame", names: Mapping[str, str], *, weight: float
) -> dict[str, Scores]:
    """Return the levels, and which differences and trends hold beside all the others."""
    enough = [key for key in names if (scored["collector"] == key).sum() >= FEW_CALLS]
    apart = {key: _chance_apart(scored, key) for key in enough}
    trends = {key: trend_of(scored[scored["collector"] == key]) for key in enough}
    climbs = {key: one for key, one in trends.items() if one is not None}
    differ = dict(zip(apart, holm(list(apart.values())), strict=True))
    holds = dict(zip(climbs, holm([one.chance for one in climbs.values()]), strict=True))
    result: dict[str, Scores] = {}
    for key in names:
        own = list(scored.loc[scored["collector"] == key, "points"])
        others = list(scored.loc[scored["collector"] != key, "points"])
        result[key] = Scores(
            level=mean_score(own, weight=weight),
            calls=len(own),
            others=mean_score(others, weight=weight),
            others_calls=len(others),
            standing=_mean_standing(own, others, chance=differ.get(key)),
            trend=trends.get(key),
            trend_holds=holds.get(key, 1.0) < LEVEL and climbs[key].steady,
        )
    return result


def _chance_apart(scored: "pd.DataFrame", key: str) -> float:
    own = (scored["collector"] == key).astype(float)
    return chance_of_slope(list(own), list(scored["points"]))


def _mean_standing(own: list[float], others: list[float], *, chance: float | None) -> Standing:
    """Tell whether the own mean is higher (`more`) or lower (`less`)."""
    if chance is None or not own or not others:
        return "unknown"
    if chance >= LEVEL:
        return "same"
    return "more" if sum(own) / len(own) > sum(others) / len(others) else "less"


def trend_of(scored: "pd.DataFrame") -> Trend | None:
    """Return the trend of some calls with scores over the weeks that are known."""
    dated = scored[scored["week"].notna()]
    weeks = (dated["week"] - dated["week"].min()).dt.days / 7 if len(dated) else []
    return trend(list(weeks), list(dated["points"]))
