"""The calls and cases that an officer opens first, with links to the moments."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callaudit.core.finding import Verdict
from callaudit.core.interval import clock
from callaudit.reports.archive_filters import is_serious
from callaudit.reports.as_json import read_cases
from callaudit.reports.case_words import case_title, local_time
from callaudit.reports.moment_links import MomentLinks
from callaudit.reports.officer_views import CaseView, MomentView, WorstCallView
from callaudit.reports.rows import CaseFindingRow, CaseRow
from callaudit.reports.wording import STATES, plain_name, plain_times
from callaudit.runner.officer_counts import (
    SEVERITIES,
    audited,
    broken,
    severity_rank,
)

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

MOST_CALLS = 25
MOST_MOMENTS = 3
MOST_CASES = 15


def worst_calls(
    archive: "Archive", links: MomentLinks, scored: "pd.DataFrame"
) -> tuple[tuple[WorstCallView, ...], int]:
    """Return the worst calls with a serious finding, and how many more there are.

    `scored` has a row a call, in the order of the archive's calls.
    """
    done = audited(archive.calls.assign(total=scored["total"], failed_by=scored["failed_by"]))
    bad = done[is_serious(done)].sort_values(
        [*SEVERITIES, "undetermined", "call_id"],
        ascending=[*(False for _ in SEVERITIES), False, True],
    )
    shown = bad.head(MOST_CALLS)
    found = broken(archive.findings)
    of_shown = found[found["call_id"].isin(shown["call_id"])]
    by_call = {str(call_id): rows for call_id, rows in of_shown.groupby("call_id")}
    views = tuple(
        _worst(call, by_call[call["call_id"]], links) for call in shown.to_dict("records")
    )
    return views, len(bad) - len(shown)


def _worst(call: Mapping[Any, Any], found: "pd.DataFrame", links: MomentLinks) -> WorstCallView:
    ranked = found.loc[severity_rank(found).sort_values(kind="stable").index]
    facts = (
        plain_name(call["call_type"]),
        call["agent"],
        call["client"],
        f"{call['day']:%Y-%m-%d}" if call["day"] == call["day"] else "",
    )
    return WorstCallView(
        call_id=call["call_id"],
        href=links.to(call["call_id"]),
        facts=tuple(fact for fact in facts if fact),
        score=points(call["total"]),
        failed_by=len(call["failed_by"].split()),
        counts=tuple(int(call[severity]) for severity in SEVERITIES),
        moments=moments(ranked.head(MOST_MOMENTS), links),
        more=max(0, len(ranked) - MOST_MOMENTS),
    )


def points(score: float) -> str:
    """Write a score, nothing where there is none; only a whole hundred is written so."""
    return (
        ""
        if score != score
        else f"{score:.1f}".removesuffix(".0")
        if score >= 99.5
        else f"{score:.0f}"
    )


def moments(rows: "pd.DataFrame", links: MomentLinks) -> tuple[MomentView, ...]:
    """Show rows of the findings' frame."""
    return tuple(_moment(row, links) for row in rows.to_dict("records"))


def _moment(row: Mapping[Any, Any], links: MomentLinks) -> MomentView:
    import pandas as pd

    start_s, turn = row["start_s"], row["turn"]
    return MomentView(
        rule=row["rule"],
        title=row["title"] or plain_name(row["category"]),
        severity=row["severity"],
        because=plain_times(row["because"]),
        quote=row["quote"],
        speaker=row["speaker"],
        at=clock(start_s) if start_s == start_s else "",
        href=links.to(row["call_id"], None if turn is pd.NA else turn),
    )


def cases_of(runs: "pd.DataFrame", calls: "pd.DataFrame") -> tuple[CaseRow, ...]:
    """Read the cases of audits that hold any of the calls; of each the latest audit's word.

    Raises:
        UserError: if a `cases.jsonl` cannot be read.
    """
    known: dict[str, CaseRow] = {}
    ids = frozenset(calls["call_id"])
    for path in runs["path"]:
        file = Path(path) / "cases.jsonl"
        for case in read_cases(file) if file.is_file() else ():
            if any(call.call_id in ids for call in case.calls):
                known.setdefault(case.case_id, case)
    return tuple(known.values())


def worst_cases(
    cases: Sequence[CaseRow], archive: "Archive", links: MomentLinks
) -> tuple[tuple[CaseView, ...], int]:
    """Return the cases with anything broken, in their calls or by themselves.

    Worst first, with the number of those that are not among them.
    """
    found = broken(archive.findings)
    severity = {
        (call_id, rule): one
        for call_id, rule, one in zip(
            found["call_id"], found["rule"], found["severity"], strict=True
        )
    }
    gravity = {case.case_id: _gravity(case, severity) for case in cases}
    worth = [case for case in cases if gravity[case.case_id].total()]
    worth.sort(key=lambda case: (*(-gravity[case.case_id][s] for s in SEVERITIES), case.case_id))
    shown = worth[:MOST_CASES]
    ids = {call.call_id for case in shown for call in case.calls}
    of_shown = found[found["call_id"].isin(ids)]
    views = tuple(_case(case, gravity[case.case_id], of_shown, links) for case in shown)
    return views, len(worth) - len(shown)


def _own_broken(case: CaseRow) -> list[CaseFindingRow]:
    return [one for one in case.findings if one.finding.verdict is Verdict.BROKEN]


def _gravity(case: CaseRow, severity: Mapping[tuple[str, str], str]) -> Counter[str]:
    of_calls = (
        severity[call.call_id, rule]
        for call in case.calls
        for rule in call.broken
        if (call.call_id, rule) in severity
    )
    own = (one.finding.severity.value for one in _own_broken(case))
    return Counter((*of_calls, *own))


def _case(
    case: CaseRow, gravity: Counter[str], found: "pd.DataFrame", links: MomentLinks
) -> CaseView:
    of_calls = found[found["call_id"].isin([call.call_id for call in case.calls])]
    told = [*moments(of_calls, links), *(_own_moment(one, links) for one in _own_broken(case))]
    told.sort(key=lambda one: SEVERITIES.index(one.severity))
    return CaseView(
        title=case_title(case),
        debt=case.debt_id or "",
        state=STATES[case.state],
        calls=len(case.calls),
        counts=tuple(gravity[one] for one in SEVERITIES),
        moments=tuple(told[:MOST_MOMENTS]),
        more=max(0, len(told) - MOST_MOMENTS),
        next_call=_next_call(case),
        href=next((one.href for one in told if one.href), ""),
    )


def _next_call(case: CaseRow) -> str:
    """Say when the next call was lawful, as of the end of the log: later calls may change it."""
    following = case.next_call
    when = f"as of {_said_at(case.as_of)} (the end of the call log) " if case.as_of else ""
    if following.at_utc is None:
        return f"{when}no call was lawful: {plain_times(following.because)}"
    local = _said_at(local_time(following.at_utc, following.zone or None))
    return f"{when}the next lawful call was {local} {following.zone}".rstrip()


def _said_at(moment: datetime) -> str:
    """Say a moment on its own clock: `Thu 2026-10-01 2:20 pm`."""
    return plain_times(f"{moment:%a %Y-%m-%d %H:%M}:00")


def _own_moment(one: CaseFindingRow, links: MomentLinks) -> MomentView:
    row = one.finding
    proof = row.evidence[0] if row.evidence else None
    said_in = proof.call_id or one.call_id if proof else one.call_id
    return MomentView(
        rule=row.rule,
        title=row.title or plain_name(row.category),
        severity=row.severity.value,
        because=plain_times(row.because),
        quote=proof.quote if proof else "",
        speaker=proof.speaker.value if proof else "",
        at=clock(proof.start_s) if proof and proof.start_s is not None else "",
        href=links.to(said_in, proof.turn if proof else None),
    )
