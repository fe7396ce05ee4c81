"""What the officer's report counts: coverage, severities, rules, collectors, clients, weeks."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from callaudit.core.accuracy import Share
from callaudit.core.finding import NO_RECORDING, Severity
from callaudit.reports.accuracy_statement import accuracy_statement
from callaudit.reports.archive_filters import is_serious, log_alone
from callaudit.reports.officer_views import (
    CoverageView,
    GroupView,
    ReasonView,
    RuleView,
    ScoreView,
    SeverityView,
    WeekView,
)
from callaudit.reports.wording import STAGES, plain_name
from callaudit.scoring.comparison import (
    MIN_SHARE_CALLS,
    mean_score,
    shares_compared,
    weight_of_a_score,
)
from callaudit.scoring.intervals import share_of

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

SEVERITIES = tuple(severity.value for severity in Severity)

FEW = MIN_SHARE_CALLS
"""Groups of fewer calls are compared with nothing."""

NO_NAME = "not named in the log"

_MOST_REASONS = 25
_NAMED = 12


def audited(calls: "pd.DataFrame") -> "pd.DataFrame":
    """Return the calls that were audited."""
    return calls[calls["status"] == "audited"]


def with_words(archive: "Archive") -> "pd.DataFrame":
    """Return the audited calls that were judged by their words too: what shares are out of."""
    done = audited(archive.calls)
    return done[~done["call_id"].isin(log_alone(archive))]


def broken(findings: "pd.DataFrame") -> "pd.DataFrame":
    """Return the findings of broken rules."""
    return findings[findings["verdict"] == "broken"]


def severity_rank(findings: "pd.DataFrame") -> "pd.Series[int]":
    """Return of each finding 0 for critical up to 3 for coach."""
    return findings["severity"].astype("string").map(SEVERITIES.index).astype("int64")


def coverage(archive: "Archive") -> CoverageView:
    """Count what was judged and what not, with the reasons."""
    calls = archive.calls
    done, failed = audited(calls), calls[calls["status"] == "failed"]
    found, alone = archive.findings, log_alone(archive)
    left_open = found[found["verdict"] == "undetermined"]
    graver = left_open[left_open["severity"] != Severity.COACH.value]
    partly = int(done["call_id"].isin({*graver["call_id"], *alone}).sum())
    verdicts = archive.verdicts["verdict"].value_counts()
    judged = int(verdicts.get("met", 0) + verdicts.get("broken", 0))
    nothing = f"{NO_RECORDING}: rules on words are left open, and counted nowhere else"
    wordless = (ReasonView(reason=nothing, calls=len(alone)),) if alone else ()
    reasons = (*wordless, *_open_reasons(archive.findings))
    return CoverageView(
        calls=len(calls),
        whole=len(done) - partly,
        partly=partly,
        failed=len(failed),
        log_alone=len(alone),
        judged=share_of(judged, judged + len(left_open)),
        failures=_failures(failed),
        open_reasons=reasons[:_MOST_REASONS],
        open_reasons_left_out=max(0, len(reasons) - _MOST_REASONS),
    )


def _failures(failed: "pd.DataFrame") -> tuple[ReasonView, ...]:
    grouped = failed.groupby(["failure_stage", "failure_code"], observed=True)
    views = [
        ReasonView(
            reason=f"{STAGES.get(str(stage), plain_name(str(stage)))}: {plain_name(str(code))}",
            calls=len(rows),
            names=tuple(sorted(rows["call_id"])[:_NAMED]),
            hint=_without_folder(
                *rows.sort_values("call_id")[["failure_message", "source"]].iloc[0]
            ),
        )
        for (stage, code), rows in grouped
    ]
    return tuple(sorted(views, key=lambda view: (-view.calls, view.reason)))


def _without_folder(message: str, source: str) -> str:
    """Return a message with the file by its name alone: a folder says nothing to an officer."""
    return message.replace(source, re.split(r"[/\\]", source)[-1]) if source else message


def _open_reasons(findings: "pd.DataFrame") -> tuple[ReasonView, ...]:
    grouped = findings[findings["verdict"] == "undetermined"].groupby("because", observed=True)
    views = [
        ReasonView(
            reason=str(because),
            calls=int(rows["call_id"].nunique()),
            rules=tuple(sorted(rows["rule"].unique())),
        )
        for because, rows in grouped
    ]
    return tuple(sorted(views, key=lambda view: (-view.calls, view.reason)))


def severities(archive: "Archive") -> tuple[SeverityView, ...]:
    """Count the findings of each severity, worst first."""
    done, findings, spoken = audited(archive.calls), archive.findings, with_words(archive)
    unjudged = findings.loc[findings["verdict"] == "undetermined", "severity"].value_counts()
    return tuple(
        SeverityView(
            severity=severity,
            broken=int(done[severity].sum()),
            calls=share_of(int((spoken[severity] > 0).sum()), len(spoken)),
            undetermined=int(unjudged.get(severity, 0)),
        )
        for severity in SEVERITIES
    )


def rules(archive: "Archive") -> tuple[RuleView, ...]:
    """Count the findings of each rule that has any, the gravest and most often broken first."""
    verdicts = archive.verdicts
    judged = verdicts[verdicts["verdict"].isin(["met", "broken"])]["rule"].value_counts()
    measured = accuracy_statement()
    views = []
    for rule, rows in archive.findings.groupby("rule", observed=True):
        hits = int((rows["verdict"] == "broken").sum())
        # A policy may set a rule's severity by context: the table has the gravest.
        first = rows.iloc[int(severity_rank(rows).to_numpy().argmin())]
        views.append(
            RuleView(
                rule=str(rule),
                title=first["title"] or plain_name(first["category"]),
                severity=first["severity"],
                basis=first["basis"],
                category=first["category"],
                citation=first["citation"],
                share=share_of(hits, max(hits, int(judged.get(rule, 0)))),
                undetermined=len(rows) - hits,
                found=measured.category(first["category"]),
            )
        )
    return tuple(sorted(views, key=_gravest_first))


def _gravest_first(view: RuleView) -> tuple[bool, int, int, str]:
    hits = view.share.right
    return not hits, SEVERITIES.index(view.severity), -hits, view.rule


def groups(archive: "Archive", column: str, scores: "pd.Series[float]") -> tuple[GroupView, ...]:
    """Count the calls of each collector or client, by name; `scores` are of the calls."""
    done = audited(archive.calls)
    named = [(str(n) or NO_NAME, rows) for n, rows in done.groupby(column, observed=True)]
    return _groups(named, scores, alone=log_alone(archive))


def weeks(archive: "Archive", scores: "pd.Series[float]") -> tuple[tuple[WeekView, ...], int]:
    """Count the calls of each week in order, and how many calls have none."""
    done = audited(archive.calls)
    dated = done.dropna(subset="week")
    by_monday = dict(iter(dated.groupby(dated["week"].dt.date)))
    mondays = _every_week(sorted(set(dated["week"].dt.date)))
    nothing = done.iloc[:0]
    named = [(f"{monday:%Y-%m-%d}", by_monday.get(monday, nothing)) for monday in mondays]
    views = {view.name: view for view in _groups(named, scores, alone=log_alone(archive))}
    return (
        tuple(WeekView(monday=monday, group=views[f"{monday:%Y-%m-%d}"]) for monday in mondays),
        int(done["week"].isna().sum()),
    )


def _every_week(mondays: Sequence[date]) -> list[date]:
    if not mondays:
        return []
    number = (mondays[-1] - mondays[0]).days // 7 + 1
    return [mondays[0] + timedelta(weeks=n) for n in range(number)]


def _groups(
    named: Iterable[tuple[str, "pd.DataFrame"]],
    scores: "pd.Series[float]",
    *,
    alone: frozenset[str],
) -> tuple[GroupView, ...]:
    """Count each group and compare it with all others together, in the order of their names.

    Calls of the log `alone` are counted, but in no share.
    """
    parts = sorted(named, key=lambda part: part[0])
    spoken = [rows[~rows["call_id"].isin(alone)] for _, rows in parts]
    shares = [(int(is_serious(rows).sum()), len(rows)) for rows in spoken]
    told = tellings(shares)
    by_name = {name: scores.reindex(rows.index).dropna().tolist() for name, rows in parts}
    weight = weight_of_a_score(by_name)
    return tuple(
        GroupView(
            name=name,
            calls=len(rows),
            counts=tuple(int(rows[severity].sum()) for severity in SEVERITIES),
            undetermined=int(rows["undetermined"].sum()),
            share=share_of(*share),
            telling=telling,
            score=ScoreView(**mean_score(by_name[name], weight=weight).model_dump()),
        )
        for (name, rows), share, telling in zip(parts, shares, told, strict=True)
    )


def tellings(shares: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Tell of each share (hits, of) whether it is more or less than that of all others.

    `few`: fewer than `FEW` calls; `unknown`: nothing to compare with.
    """
    hits, cases = (sum(column) for column in zip(*shares, strict=True)) if shares else (0, 0)
    tables = [(hit, of, hits - hit, cases - of) for hit, of in shares]
    return pairwise(tables)


def pairwise(tables: Sequence[tuple[int, int, int, int]]) -> tuple[str, ...]:
    """Tell of each table (hits, of, others' hits, others' of) whether the first share is more.

    `few` where either side has fewer than `FEW` calls: such tables are not compared at all, and
    so cost the others nothing.
    """
    told = shares_compared(tables)
    return tuple(
        "few" if 0 < min(table[1], table[3]) < FEW else one
        for table, one in zip(tables, told, strict=True)
    )


def share_where(archive: "Archive", holds: Callable[["pd.DataFrame"], "pd.Series[bool]"]) -> Share:
    """Return the share of audited calls with words of which something holds."""
    spoken = with_words(archive)
    return share_of(int(holds(spoken).sum()), len(spoken))
