"""What to praise and what to change: the rules of a sheet, and the call that shows each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from callaudit.core.finding import Severity
from callaudit.core.private import MASK
from callaudit.pipeline.coaching_lines import lines_of
from callaudit.pipeline.coaching_numbers import FEW_CALLS, Numbers, RuleCount
from callaudit.scoring.intervals import wilson
from callaudit.scoring.score import WEIGHTS

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

LEAST_KEPT = 3
"""A rule kept in fewer calls is no strength yet, unless the collector has few calls at all."""

SHOWN = 3
"""Strengths, and things to change, of one sheet: more is not remembered."""

KEPT_SHARE = 0.8
"""A rule that is broken more often is no strength, whatever else is."""

_SPOKEN = range(4, 31)
"""Words of a quote that shows something without being long."""

_TOLD = [
    "call_id",
    "rule",
    "title",
    "severity",
    "confidence",
    "because",
    "citation",
    "quote",
    "turn",
    "speaker",
    "start_s",
    "coaching",
]
"""Columns of findings that a sheet tells."""

_SURE = {"certain": 0, "likely": 1, "conditional": 2, "needs_review": 3}


@dataclass(frozen=True)
class Pick:
    """A rule with its counts, and the row of the moment or finding that shows it best."""

    rule: str
    count: RuleCount
    row: Any


@dataclass(frozen=True)
class Evidence:
    """Broken findings, and moments of kept rules in the collector's words, by collector.

    Rows have what the archive's have, and of their call `points`, its score, `fails`, whether a
    rule fails it whatever the rest, and `started`, when it began in seconds, 0 where nobody knows.
    Moments are from no turn that breaks a critical or major rule.
    """

    broken: Mapping[str, "pd.DataFrame"]
    kept: Mapping[str, "pd.DataFrame"]
    severities: Mapping[str, str]


_SERIOUS = (Severity.CRITICAL.value, Severity.MAJOR.value)


def marred_turns(archive: "Archive") -> frozenset[tuple[str, int]]:
    """Return the turns, by call id and number, that break a critical or major rule.

    What else is said in them is nothing to praise, and nothing to learn from.
    """
    findings = archive.findings
    serious = findings[(findings["verdict"] == "broken") & findings["severity"].isin(_SERIOUS)]
    spoken = serious[serious["turn"].notna()]
    places = set(zip(spoken["call_id"].astype(str), spoken["turn"].astype(int), strict=True))
    # The frame has the first quote of a finding; the audit's line has them all.
    several = dict.fromkeys(map(str, spoken.loc[spoken["evidence_count"] > 1, "call_id"]))
    for call_id, line in lines_of(archive, several, file="audit.jsonl"):
        for finding in line.get("findings") or ():
            if finding["verdict"] == "broken" and finding["severity"] in _SERIOUS:
                turns = (quote.get("turn") for quote in finding["evidence"])
                places.update((call_id, turn) for turn in turns if turn is not None)
    return frozenset(places)


def evidence_of(archive: "Archive", numbers: Numbers) -> Evidence:
    """Sort an archive's findings and moments by collector."""
    findings, marred = archive.findings, marred_turns(archive)
    moments = archive.moments[archive.moments["speaker"] == "agent"]
    places = zip(moments["call_id"].astype(str), moments["turn"], strict=True)
    moments = moments[[place not in marred for place in places]]
    return Evidence(
        broken=_by_collector(findings.loc[findings["verdict"] == "broken", _TOLD], numbers),
        kept=_by_collector(moments, numbers),
        severities=dict(zip(archive.rules["rule"], archive.rules["severity"], strict=True)),
    )


def _by_collector(rows: "pd.DataFrame", numbers: Numbers) -> dict[str, "pd.DataFrame"]:
    calls = numbers.calls.set_index("call_id")
    began = calls["start"].astype("int64").where(calls["start"].notna(), 0) / 1e6
    ids = rows["call_id"].astype(str)
    rows = rows.assign(
        collector=ids.map(calls["collector"]),
        points=ids.map(calls["points"]).fillna(0.0),
        fails=ids.map(calls["fails"]),
        started=ids.map(began),
    )
    rows = rows[rows["collector"].notna()].astype({"rule": str, "collector": str})
    return {str(key): own for key, own in rows.groupby("collector")}


def changes_of(evidence: Evidence, numbers: Numbers, key: str) -> tuple[Pick, ...]:
    """Return all rules that a collector broke, the one to change first at the head.

    What is broken more often than by colleagues, more than chance explains, comes first: it alone
    is shown to be a habit. Then critical ones, if they are sure: each is one too many. The others
    follow by what their breaking costs, the weight of the rule times the calls that broke it.
    """
    if key not in evidence.broken:
        return ()
    picks = [
        Pick(str(rule), numbers.counts[key, str(rule)], _clearest(_gravest(rows)))
        for rule, rows in evidence.broken[key].groupby("rule")
        if (key, str(rule)) in numbers.counts and numbers.counts[key, str(rule)].broken
    ]
    return tuple(sorted(picks, key=_cost))


def strengths_of(
    evidence: Evidence, numbers: Numbers, key: str, *, without: Iterable[str] = ()
) -> tuple[Pick, ...]:
    """Return the rules that a collector kept in words, the best first.

    First those kept more often than colleagues do; then by weight, by how surely they are kept
    and by how often colleagues miss them. `without` are rules that are to be changed.
    """
    if key not in evidence.kept:
        return ()
    left_out = frozenset(without)
    calls = (numbers.calls["collector"] == key) & (numbers.calls["status"] == "audited")
    least = LEAST_KEPT if calls.sum() >= FEW_CALLS else 1
    ranked: list[tuple[tuple[Any, ...], Pick]] = []
    for rule, rows in evidence.kept[key].groupby("rule"):
        count = numbers.counts.get((key, str(rule)))
        if count is None or str(rule) in left_out or not _is_kept(count, least):
            continue
        pick = Pick(str(rule), count, _best_said(rows))
        ranked.append((_worth(count, evidence.severities.get(str(rule), ""), str(rule)), pick))
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


def _is_kept(count: RuleCount, least: int) -> bool:
    kept = count.of - count.broken
    return kept >= least and (kept >= KEPT_SHARE * count.of or count.standing == "less")


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
    sure = _SURE.get(str(pick.row.confidence), 9) <= _SURE["likely"]
    urgent = severity == Severity.CRITICAL.value and sure
    stands_out = count.standing == "more"
    return not stands_out, not urgent, -weight_of(severity) * count.broken, pick.rule


def _gravest(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the findings of a rule where it weighs most: a policy sets that by the call."""
    ranks = rows["severity"].astype(str).map(lambda one: Severity(one).rank)
    worst: pd.DataFrame = rows[ranks == ranks.min()]
    return worst


def _clearest(rows: "pd.DataFrame") -> Any:
    """Return the finding that shows a broken rule best: sure, with words, of the latest call."""

    def place(row: Any) -> tuple[Any, ...]:
        spoken = isinstance(row.quote, str) and bool(row.quote)
        return _SURE.get(str(row.confidence), 9), not spoken, -row.started, row.call_id

    return min(rows.itertuples(index=False), key=place)


def _best_said(rows: "pd.DataFrame") -> Any:
    """Return the moment that shows a kept rule best: neither a scrap nor a speech, a good call.

    A call that failed outright comes last: there is more to say of it than that.
    """

    def place(row: Any) -> tuple[Any, ...]:
        words = len(str(row.quote).split())
        short = _SPOKEN.start if words >= _SPOKEN.stop else max(0, _SPOKEN.start - words)
        return (
            MASK in str(row.quote),
            row.fails,
            short,
            -row.points,
            -row.started,
            row.call_id,
            row.turn,
        )

    return min(rows.itertuples(index=False), key=place)
