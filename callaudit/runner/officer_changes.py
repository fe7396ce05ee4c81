"""What changed since another audit: findings of the same calls, rules, shares of other calls."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from callaudit.reports.archive_filters import is_serious
from callaudit.reports.moment_links import MomentLinks
from callaudit.reports.officer_views import ChangedFinding, ChangesView, RateChange, RuleChange
from callaudit.runner.officer_counts import (
    audited,
    broken,
    pairwise,
    severity_rank,
    with_words,
)
from callaudit.runner.officer_worst import moments
from callaudit.scoring.intervals import share_of

if TYPE_CHECKING:
    import pandas as pd

    from callaudit.reports.archive import Archive

ANY_SERIOUS = "calls with a critical or major finding"

_WAS = {
    "met": "was kept",
    "not_applicable": "did not apply",
    "undetermined": "was left open",
    "": "was not in force",
}
_IS = {
    "met": "is kept",
    "not_applicable": "does not apply",
    "undetermined": "is left open",
    "": "is not in force",
}
_TOLD = ("title", "severity", "basis", "citation", "coaching")

Key = tuple[str, str]


def changes(
    now: "Archive", before: "Archive", *, links: MomentLinks, links_before: MomentLinks
) -> ChangesView:
    """Compare two archives: findings of calls in both, shares over the calls of only one."""
    same = same_calls(now.calls, before.calls)
    comparable = same & _ids(audited(now.calls)) & _ids(audited(before.calls))
    new, old = (broken(_of(one.findings, comparable)) for one in (now, before))
    new_keys, old_keys = _keys(new), _keys(old)
    kept = new_keys.keys() & old_keys.keys()
    appeared, gone = _but(new, new_keys, kept), _but(old, old_keys, kept)
    return ChangesView(
        against=", ".join(before.runs["audit"]),
        same_calls=len(same),
        only_now=len(now.calls) - len(same),
        only_before=len(before.calls) - len(same),
        not_comparable=len(same) - len(comparable),
        unchanged=len(kept),
        reworded=sum(new_keys[key] != old_keys[key] for key in kept),
        appeared=len(appeared),
        gone=len(gone),
        new_findings=_changed(appeared, _verdicts(before, appeared), _WAS, links),
        gone_findings=_changed(gone, _verdicts(now, gone), _IS, links_before),
        same_rules=_digests(now) == _digests(before),
        rules=_rule_changes(now, before, comparable),
        rates=_rates(now, before, same),
    )


def _ids(calls: "pd.DataFrame") -> frozenset[str]:
    return frozenset(calls["call_id"])


def _of(frame: "pd.DataFrame", ids: frozenset[str]) -> "pd.DataFrame":
    return frame[frame["call_id"].isin(ids)]


def _digests(archive: "Archive") -> frozenset[str]:
    return frozenset(archive.runs["rules_digest"])


def same_calls(now: "pd.DataFrame", before: "pd.DataFrame") -> frozenset[str]:
    """Return the ids of calls in both; one id with two starts names two calls."""
    both = now[["call_id", "start"]].merge(before[["call_id", "start"]], on="call_id")
    one_start = both["start_x"].isna() | both["start_y"].isna()
    return _ids(both[one_start | (both["start_x"] == both["start_y"])])


def _keys(findings: "pd.DataFrame") -> dict[Key, str]:
    """Return the finding's id by call and rule, in the order of the rows."""
    columns = (findings[name] for name in ("call_id", "rule", "finding_id"))
    return {(call_id, rule): one for call_id, rule, one in zip(*columns, strict=True)}


def _but(
    findings: "pd.DataFrame", keys: Mapping[Key, str], kept: Collection[Key]
) -> "pd.DataFrame":
    """Return the findings whose keys are not among the kept ones."""
    import numpy as np

    return findings[np.array([key not in kept for key in keys], dtype=bool)]


def _verdicts(archive: "Archive", rows: "pd.DataFrame") -> dict[Key, str]:
    """Return what an archive says of the calls and rules of some findings."""
    told = archive.verdicts
    told = told[told["call_id"].isin(rows["call_id"]) & told["rule"].isin(rows["rule"])]
    columns = (told[name] for name in ("call_id", "rule", "verdict"))
    return {(call_id, rule): verdict for call_id, rule, verdict in zip(*columns, strict=True)}


def _changed(
    rows: "pd.DataFrame", verdicts: Mapping[Key, str], words: Mapping[str, str], links: MomentLinks
) -> tuple[ChangedFinding, ...]:
    """Show findings that only one audit has, gravest first, with the other's verdict."""
    ranked = rows.assign(rank=severity_rank(rows)).sort_values(["rank", "rule", "call_id"])
    shown = moments(ranked, links)
    return tuple(
        ChangedFinding(
            call_id=call_id, why=words[verdicts.get((call_id, moment.rule), "")], moment=moment
        )
        for call_id, moment in zip(ranked["call_id"], shown, strict=True)
    )


def _rule_changes(now: "Archive", before: "Archive", ids: frozenset[str]) -> tuple[RuleChange, ...]:
    """Say how rules differ, as far as verdicts and findings show it.

    A finding's id is made of call, rule and the rule's text: two ids of one call and rule tell
    that the text changed.
    """
    in_force = [frozenset(one.verdicts["rule"].unique()) for one in (now, before)]
    differs: dict[str, list[str]] = {}
    for rule in sorted(in_force[0] - in_force[1]):
        differs[rule] = ["was not in force before"]
    for rule in sorted(in_force[1] - in_force[0]):
        differs[rule] = ["is not in force any more"]
    new, old = (_of(one.findings, ids) for one in (now, before))
    new_keys, old_keys = _keys(new), _keys(old)
    reworded = {k[1] for k in new_keys.keys() & old_keys.keys() if new_keys[k] != old_keys[k]}
    told_now, told_before = (_told_of_rules(one.findings) for one in (now, before))
    for rule in sorted(told_now.keys() & told_before.keys()):
        found = _differences(told_before[rule], told_now[rule])
        if found or rule in reworded:
            differs[rule] = found or ["its text changed"]
    return tuple(RuleChange(rule=rule, differs=tuple(said)) for rule, said in differs.items())


def _told_of_rules(findings: "pd.DataFrame") -> dict[str, dict[str, frozenset[str]]]:
    """Return every title, severity and so on with which findings tell of a rule."""
    return {
        str(rule): {name: frozenset(rows[name].unique()) for name in _TOLD}
        for rule, rows in findings.groupby("rule", observed=True)
    }


def _differences(
    before: Mapping[str, frozenset[str]], now: Mapping[str, frozenset[str]]
) -> list[str]:
    """Say what differs; severities in full, as they weigh, longer texts by name alone.

    A rule may be told with several texts; only those with none in common differ.
    """
    names = [name for name in _TOLD if not before[name] & now[name]]
    return [
        f"severity {'/'.join(sorted(before[name]))} → {'/'.join(sorted(now[name]))}"
        if name == "severity"
        else f"{name} changed"
        for name in names
    ]


def _rates(now: "Archive", before: "Archive", same: frozenset[str]) -> tuple[RateChange, ...]:
    """Compare shares over the calls that only one of the archives has; those that differ first."""
    tables = {ANY_SERIOUS: (*_serious(now, same), *_serious(before, same))}
    judged_now, judged_before = _by_rule(now, same), _by_rule(before, same)
    for rule in sorted(judged_now.keys() & judged_before.keys()):
        if judged_now[rule][0] or judged_before[rule][0]:
            tables[rule] = (*judged_now[rule], *judged_before[rule])
    tables = {name: table for name, table in tables.items() if table[1] and table[3]}
    told = pairwise(tuple(tables.values()))
    changes = [
        RateChange(name=name, now=share_of(*table[:2]), before=share_of(*table[2:]), telling=one)
        for (name, table), one in zip(tables.items(), told, strict=True)
    ]
    return tuple(sorted(changes, key=_most_telling_first))


def _most_telling_first(change: RateChange) -> tuple[bool, bool, float, str]:
    gap = (change.now.estimate.value or 0) - (change.before.estimate.value or 0)
    differs = change.telling in {"more", "less"}
    return change.name != ANY_SERIOUS, not differs, -abs(gap), change.name


def _serious(archive: "Archive", same: frozenset[str]) -> tuple[int, int]:
    done = with_words(archive)
    done = done[~done["call_id"].isin(same)]
    return int(is_serious(done).sum()), len(done)


def _by_rule(archive: "Archive", same: frozenset[str]) -> dict[str, tuple[int, int]]:
    """Return of each rule in how many calls it was broken and in how many judged."""
    told = archive.verdicts[~archive.verdicts["call_id"].isin(same)]
    judged = told[told["verdict"].isin(["met", "broken"])]
    hits = judged[judged["verdict"] == "broken"]["rule"].value_counts()
    return {
        str(rule): (int(hits.get(rule, 0)), int(number))
        for rule, number in judged["rule"].value_counts().items()
        if number
    }
