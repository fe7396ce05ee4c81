"""The officer's report as Markdown: short enough for a mail or a pull request."""

from collections import Counter
from pathlib import Path

from callaudit.core.accuracy import Share
from callaudit.core.model import Frozen
from callaudit.reports.accuracy_statement import BLIND_LINES
from callaudit.reports.accuracy_tables import shown
from callaudit.reports.atomic import write_text
from callaudit.reports.marks import visible
from callaudit.reports.officer_page import TELLINGS
from callaudit.reports.officer_views import ChangesView, OfficerReport
from callaudit.reports.wording import count_of, in_percent

MOST_CALLS = 10
MOST_RULES = 12
MOST_COLLECTORS = 20
MOST_CHANGES = 12

_TEMPLATES = Path(__file__).parent / "templates"
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*[]<>|#"})
"""Signs that could begin a link, an image, a tag, a heading or a cell."""


class _Changed(Frozen):
    """New or gone findings of one rule."""

    what: str
    title: str
    rule: str
    calls: int


def write_officer_markdown(path: Path, report: OfficerReport) -> None:
    """Write the summary, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    write_text(path, officer_markdown(report))


def officer_markdown(report: OfficerReport) -> str:
    """Return the summary; nothing that was said or logged can become markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        # Markdown, not HTML: `cell` escapes for it, signs that begin an HTML tag included.
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(cell=_cell, share=_share, link=_link)
    return environment.get_template("officer.md.j2").render(
        report=report,
        rules=[one for one in report.rules if one.share.right][:MOST_RULES],
        collectors=report.collectors[:MOST_COLLECTORS],
        changed=_changed(report.changes),
        measured=report.accuracy.corpus(BLIND_LINES),
        MOST_CALLS=MOST_CALLS,
        TELLINGS=TELLINGS,
        count_of=count_of,
        shown=shown,
    )


def _cell(text: str) -> str:
    return visible(text).translate(_SIGNS)


def _share(share: Share) -> str:
    told = in_percent(share)
    return f"{share.right:,} of {share.of:,}" + (f" ({told})" if told else "")


def _link(text: str, href: str) -> str:
    """Return a link; `href` is percent-encoded, so that nothing in it ends it."""
    return f"[{_cell(text)}](<{href}>)" if href else _cell(text)


def _changed(changes: ChangesView | None) -> list[_Changed]:
    """Count new and gone findings by rule, the most first."""
    if changes is None:
        return []
    counts: Counter[tuple[str, str, str]] = Counter()
    for what, ones in (("new", changes.new_findings), ("gone", changes.gone_findings)):
        counts.update((what, one.moment.title, one.moment.rule) for one in ones)
    return [
        _Changed(what=what, title=title, rule=rule, calls=calls)
        for (what, title, rule), calls in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
    ][:MOST_CHANGES]
