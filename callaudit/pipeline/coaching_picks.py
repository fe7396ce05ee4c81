"""What to praise and what to change: the rules of a sheet, and the call that shows each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callaudit.core.finding import Severity
from callaudit.pipeline.coaching_numbers import Numbers, RuleCount
from callaudit.scoring.intervals import wilson
from callaudit.scoring.score import WEIGHTS

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

SHOWN = 3
"""Strengths, and things to change, of one sheet: more is not remembered."""

KEPT_SHARE = 0.8
"""A rule that is broken more often is no strength, whatever else is."""

_SPOKEN = range(4, 31)
"""Words of a quote that shows something without being long."""

_SURE = {"certain": 0, "likely": 1, "conditional": 2, "needs_review": 3}


@dataclass(frozen=True)
class Pick:
    """A rule with its counts, and the row of the moment or finding that shows it best."""

    rule: str
    count: RuleCount
    row: Any


def changes_of(archive: "Archive", numbers: Numbers, key: str) -> tuple[Pick, ...]:
    """Return all rules that a collector broke, the one to change first at the head.

    Critical ones come first: each is one too many. The others follow by what their breaking
    costs, the weight of the rule times the share that was broken at the lower end of its
    interval, so that one call of one does not outweigh ten of twenty.
    """
    findings = archive.findings
    own = _rows_of(findings[findings["verdict"] == "broken"], numbers, key)
    picks = [
        Pick(str(rule), numbers.counts[key, str(rule)], _clearest(_gravest(rows), numbers))
        for rule, rows in own.groupby("rule", observed=True)
        if (key, str(rule)) in numbers.counts and numbers.counts[key, str(rule)].broken
    ]
    return tuple(sorted(picks, key=_cost))


def strengths_of(
    archive: "Archive", numbers: Numbers, key: str, *, without: Iterable[str] = ()
) -> tuple[Pick, ...]:
    """Return the rules that a collector kept in words, the best first.

    First those kept more often than colleagues do; then by weight, by how surely they are kept
    and by how often colleagues miss them. `without` are rules that are to be changed.
    """
    moments = archive.moments
    left_out = frozenset(without)
    own = _rows_of(moments[moments["speaker"] == "agent"], numbers, key)
    severities = dict(zip(archive.rules["rule"], archive.rules["severity"], strict=True))
    ranked: list[tuple[tuple[Any, ...], Pick]] = []
    for rule, rows in own.groupby("rule", observed=True):
        count = numbers.counts.get((key, str(rule)))
        if count is None or str(rule) in left_out or not _is_kept(count):
            continue
        pick = Pick(str(rule), count, _best_said(rows, numbers))
        ranked.append((_worth(count, severities.get(str(rule), ""), str(rule)), pick))
    return tuple(pick for _, pick in sorted(ranked, key=lambda one: one[0]))


def apart(
    picks: Iterable[Pick], *, family: Callable[[str], str], most: int = SHOWN
) -> tuple[Pick, ...]:
    """Return the first picks, no two of one family: three sorts of advice, not one thrice."""
    return tuple(_apart(picks, family, most))


def _apart(picks: Iterable[Pick], family: Callable[[str], str], most: int) -> Iterator[Pick]:
    seen: set[str] = set()
    for pick in picks:
        if len(seen) == most:
            return
        if family(pick.rule) not in seen:
            seen.add(family(pick.rule))
            yield pick


def _rows_of(rows: "pd.DataFrame", numbers: Numbers, key: str) -> "pd.DataFrame":
    calls = numbers.calls
    return rows[rows["call_id"].isin(calls.loc[calls["collector"] == key, "call_id"])]


def _is_kept(count: RuleCount) -> bool:
    kept = count.of - count.broken
    return kept > 0 and (kept >= KEPT_SHARE * count.of or count.standing == "less")


def weight_of(severity: str) -> int:
    """Return the points of a rule; advice, which weighs nothing in a score, counts one here."""
    known = severity in {one.value for one in Severity}
    return max(1, WEIGHTS[Severity(severity)]) if known else 1


def _worth(count: RuleCount, severity: str, rule: str) -> tuple[Any, ...]:
    """Order strengths, the greatest first."""
    sure = wilson(count.of - count.broken, count.of).low or 0.0
    # Half a call is added to each side, so that a rule which nobody breaks still counts a little.
    missed = (count.others_broken + 0.5) / (count.others_of + 1)
    return count.standing != "less", -weight_of(severity) * sure * missed, rule


def _cost(pick: Pick) -> tuple[Any, ...]:
    """Order what to change, the most urgent first."""
    severity, count = str(pick.row.severity), pick.count
    at_least = wilson(count.broken, count.of).low or 0.0
    critical = severity == Severity.CRITICAL.value
    return not critical, -weight_of(severity) * at_least, -count.broken, pick.rule


def _gravest(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the findings of a rule where it weighs most: a policy sets that by the call."""
    ranks = rows["severity"].astype(str).map(lambda one: Severity(one).rank)
    worst: pd.DataFrame = rows[ranks == ranks.min()]
    return worst


def _clearest(rows: "pd.DataFrame", numbers: Numbers) -> Any:
    """Return the finding that shows a broken rule best: sure, with words, of the latest call."""
    starts = numbers.calls.set_index("call_id")["start"]

    def place(row: Any) -> tuple[Any, ...]:
        spoken = isinstance(row.quote, str) and bool(row.quote)
        return _SURE.get(str(row.confidence), 9), not spoken, -_seconds(starts, row), row.call_id

    return min(rows.itertuples(index=False), key=place)


def _best_said(rows: "pd.DataFrame", numbers: Numbers) -> Any:
    """Return the moment that shows a kept rule best: neither a scrap nor a speech, a good call."""
    calls = numbers.calls.set_index("call_id")

    def place(row: Any) -> tuple[Any, ...]:
        fits = len(str(row.quote).split()) in _SPOKEN
        points = calls["points"].get(row.call_id, 0.0)
        points = 0.0 if points != points else points
        return not fits, -points, -_seconds(calls["start"], row), row.call_id, row.turn

    return min(rows.itertuples(index=False), key=place)


def _seconds(starts: "pd.Series", row: Any) -> float:
    """Return when the call of a row began, 0 where nobody knows."""
    start = starts.get(row.call_id)
    return 0.0 if start is None or start != start else float(start.timestamp())
