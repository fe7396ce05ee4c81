"""What could not be judged, and what a person must listen to."""

from collections import Counter
from collections.abc import Sequence

from callaudit.reports.page_links import Links
from callaudit.reports.page_views import NotAudited, NotJudged, ToListen
from callaudit.reports.rows import AuditRow
from callaudit.reports.tables import listen_to
from callaudit.reports.wording import plain_name


def not_audited(audits: Sequence[AuditRow], links: Links) -> tuple[NotAudited, ...]:
    """List the calls that failed, in the order of the page."""
    return tuple(
        NotAudited(
            call_id=audit.call_id,
            anchor=links.call(audit.call_id).anchor,
            source=audit.source,
            stage=plain_name(audit.failure.stage),
            code=plain_name(audit.failure.code),
            message=audit.failure.message,
        )
        for audit in audits
        if audit.failure is not None
    )


def to_listen(audits: Sequence[AuditRow], links: Links) -> tuple[ToListen, ...]:
    """List the calls too much of whose speech has no words, in the order of the page."""
    return tuple(
        ToListen(call_id=audit.call_id, anchor=links.call(audit.call_id).anchor, told=told)
        for audit in audits
        if (told := listen_to(audit))
    )


def not_judged(audits: Sequence[AuditRow]) -> tuple[NotJudged, ...]:
    """Group the rules that could not be judged by their reason, the commonest first."""
    calls: Counter[str] = Counter()
    rules: dict[str, set[str]] = {}
    for audit in audits:
        calls.update({row.because for row in audit.undetermined()})
        for row in audit.undetermined():
            rules.setdefault(row.because, set()).add(row.rule)
    return tuple(
        NotJudged(because=because, calls=calls[because], rules=tuple(sorted(rules[because])))
        for because in sorted(rules, key=lambda because: (-calls[because], because))
    )
