"""The whole report page: sums over the calls, then the calls, worst first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from callaudit.core.audit import AuditRun
from callaudit.core.finding import Severity, Verdict
from callaudit.reports.page_call import call_anchor, call_state, call_view
from callaudit.reports.page_cases import (
    case_links,
    case_view,
    findings_of_cases,
    shown_cases,
)
from callaudit.reports.page_links import Links
from callaudit.reports.page_log import log_calls, of_log_alone, told_of_log
from callaudit.reports.page_open import not_audited, not_judged, to_listen
from callaudit.reports.page_views import BarView, ReportPage, Tile
from callaudit.reports.rows import AuditRow, CaseRow, FindingRow, ReportCall
from callaudit.reports.views import Fact
from callaudit.reports.wording import count_of, length

MANY_CALLS = 1000
"""With more calls of sound or words, a report leaves out clean ones' transcripts, to stay quick."""


def report_page(
    run: AuditRun,
    calls: Sequence[ReportCall],
    *,
    audio: Mapping[str, str],
    title: str,
    cases: Sequence[CaseRow] = (),
) -> ReportPage:
    """Build the page. `audio` maps call ids to what stands in `<audio src>`."""
    ordered = sorted(calls, key=_worst_first)
    audits = [call.audit for call in ordered]
    by_id = {call.audit.call_id: call for call in ordered}
    shown, cases_left_out = shown_cases(cases, by_id)
    of_cases = findings_of_cases(cases)
    full = [call for call in ordered if not of_log_alone(call)]
    brief = told_of_log(ordered)
    links = _links(full, brief, shown).model_copy(update={"of_cases": of_cases})
    views = tuple(
        call_view(
            call,
            position=position,
            audio=audio.get(call.audit.call_id),
            with_lines=call.audit.call_id not in links.untold,
            links=links,
        )
        for position, call in enumerate(full, start=1)
    )
    of_log = log_calls(ordered, brief, links=links)
    return ReportPage(
        title=title,
        made_of=_made_of(run, rules=len({rule for audit in audits for rule in audit.verdicts})),
        inputs=tuple(Fact(name=name, value=value) for name, value in sorted(run.inputs.items())),
        tiles=(*_tiles(run, audits), *_case_tiles(cases, number=len(shown) + cases_left_out)),
        severities=_severity_bars(_by_call(audits, of_cases)),
        rules=_rule_bars(_by_call(audits, of_cases)),
        not_audited=not_audited(audits, links),
        not_judged=not_judged(audits),
        to_listen=to_listen(audits, links),
        number=len(ordered),
        calls=views,
        of_log=of_log,
        agents=_named_once((*(v.agent for v in views), *(v.agent for v in of_log.calls))),
        transcripts_left_out=sum(view.lines_left_out for view in views),
        cases=tuple(
            case_view(case, position=position, calls=by_id, links=links)
            for position, case in enumerate(shown, start=1)
        ),
        cases_left_out=cases_left_out,
    )


def _named_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))


def _links(
    full: Sequence[ReportCall], brief: Sequence[ReportCall], cases: Sequence[CaseRow]
) -> Links:
    """Return where everything will stand; large reports leave out clean calls' transcripts."""
    large = len(full) > MANY_CALLS
    ids = [call.audit.call_id for call in (*full, *brief)]
    clean = (c.audit.call_id for c in full if large and call_state(c.audit) == "clean")
    return Links(
        calls={call_id: call_anchor(n) for n, call_id in enumerate(ids, start=1)},
        cases=case_links(cases),
        untold=frozenset(clean),
    )


def _worst_first(call: ReportCall) -> tuple[tuple[int, ...], bool, int, str]:
    """Order by broken rules, gravest severity first; then failed calls, then unjudged ones."""
    audit = call.audit
    broken = tuple(-audit.count(severity) for severity in Severity)
    return broken, audit.status != "failed", -len(audit.undetermined()), audit.call_id


def _made_of(run: AuditRun, *, rules: int) -> tuple[Fact, ...]:
    """Say what the run was made with: enough to make it again."""
    models = ", ".join(f"{name}: {_named(value)}" for name, value in sorted(run.models.items()))
    facts = (
        Fact(name="Made", value=_moment(run.finished_at)),
        Fact(name="Policy", value=run.policy, hint=_short(run.policy_digest)),
        Fact(
            name="Rules", value=_short(run.rules_digest), hint=f"{count_of(rules, 'rule')} in force"
        ),
        Fact(name="Models", value=models),
        Fact(name="Version", value=f"callaudit {run.callaudit_version}", hint=run.run_id),
    )
    return tuple(fact for fact in facts if fact.value)


def _short(digest: str) -> str:
    """Shorten a digest for the eye; the whole one stands in `run.json`."""
    return digest.removeprefix("sha256:")[:12]


def _named(model: str) -> str:
    """Leave a model's name as it is; shorten one that is only a digest."""
    return _short(model) if model.startswith("sha256:") else model


def _moment(written: str) -> str:
    """Write a moment for a person: ISO time without its fractions."""
    try:
        return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M %Z}"
    except ValueError:
        return written


def _tiles(run: AuditRun, audits: Sequence[AuditRow]) -> tuple[Tile, ...]:
    audited = [audit for audit in audits if audit.status == "audited"]
    failed = len(audits) - len(audited)
    broken = sum(len(audit.broken()) for audit in audited)
    critical = sum(audit.count(Severity.CRITICAL) > 0 for audit in audited)
    unjudged = sum(len(audit.undetermined()) for audit in audited)
    unjudged_calls = sum(bool(audit.undetermined()) for audit in audited)
    return (
        Tile(value=f"{len(audited):,}", label="calls audited", note=f"of {len(audits):,}"),
        Tile(
            value=f"{failed:,}",
            label="could not be audited",
            note="named below" if failed else "none lost",
            tone="warn" if failed else "",
        ),
        Tile(
            value=f"{broken:,}",
            label="findings",
            note=f"{count_of(critical, 'call')} with a critical one",
            tone="bad" if critical else "",
        ),
        Tile(
            value=f"{unjudged:,}",
            label="rules not judged",
            note=f"in {count_of(unjudged_calls, 'call')}",
            tone="warn" if unjudged else "",
        ),
        Tile(value=length(run.audio_s), label="of audio", note=f"audited in {length(run.wall_s)}")
        if run.audio_s
        else Tile(value="none", label="audio", note="written calls only"),
    )


def _case_tiles(cases: Sequence[CaseRow], *, number: int) -> tuple[Tile, ...]:
    """Return a tile for the cases with something to show, none where there are none."""
    if not number:
        return ()
    own = sum(one.finding.verdict is Verdict.BROKEN for case in cases for one in case.findings)
    return (
        Tile(
            value=f"{number:,}",
            label="case" if number == 1 else "cases",
            note=f"{count_of(own, 'follow-up')} missing or late" if own else "no follow-up missing",
        ),
    )


def _by_call(
    audits: Sequence[AuditRow], of_cases: Mapping[str, Sequence[FindingRow]]
) -> tuple[tuple[FindingRow, ...], ...]:
    """Return the findings of each call, with those of its case that name it."""
    known = {audit.call_id for audit in audits}
    alone = (tuple(rows) for call_id, rows in of_cases.items() if call_id not in known)
    own = ((*audit.findings, *of_cases.get(audit.call_id, ())) for audit in audits)
    return (*own, *alone)


def _count(rows: Sequence[FindingRow], severity: Severity, verdict: Verdict) -> int:
    return sum(row.severity is severity and row.verdict is verdict for row in rows)


def _severity_bars(calls: Sequence[Sequence[FindingRow]]) -> tuple[BarView, ...]:
    rows = [
        (
            severity.value,
            [_count(call, severity, Verdict.BROKEN) for call in calls],
            [_count(call, severity, Verdict.UNDETERMINED) for call in calls],
        )
        for severity in Severity
    ]
    longest = max((sum(broken) + sum(open_) for _, broken, open_ in rows), default=0) or 1
    return tuple(
        BarView(
            key=name,
            label=name,
            title="",
            severity=name,
            broken=sum(broken),
            undetermined=sum(open_),
            calls=sum(count > 0 for count in broken),
            length=round(100 * sum(broken) / longest, 2),
            rest=round(100 * sum(open_) / longest, 2),
        )
        for name, broken, open_ in rows
    )


def _rule_bars(calls: Sequence[Sequence[FindingRow]]) -> tuple[BarView, ...]:
    """Count the findings of each rule that has any, the gravest and most broken first."""
    rows = [row for call in calls for row in call]
    broken = Counter(row.rule for row in rows if row.verdict is Verdict.BROKEN)
    unjudged = Counter(row.rule for row in rows if row.verdict is Verdict.UNDETERMINED)
    seen: dict[str, FindingRow] = {}
    for row in rows:
        # A policy may set a rule's severity by context: the bar has the gravest.
        if row.rule not in seen or row.severity.rank < seen[row.rule].severity.rank:
            seen[row.rule] = row
    longest = max((broken[rule] + unjudged[rule] for rule in seen), default=1)
    bars = [
        BarView(
            key=rule,
            label=rule,
            title=row.title,
            severity=row.severity.value,
            broken=broken[rule],
            undetermined=unjudged[rule],
            calls=broken[rule],
            length=round(100 * broken[rule] / longest, 2),
            rest=round(100 * unjudged[rule] / longest, 2),
        )
        for rule, row in seen.items()
    ]
    rank = {severity.value: severity.rank for severity in Severity}
    return tuple(
        sorted(bars, key=lambda bar: (not bar.broken, rank[bar.severity], -bar.broken, bar.key))
    )
