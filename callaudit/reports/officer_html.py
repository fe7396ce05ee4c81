"""The officer's report as one page that opens offline, prints, and needs no script."""

from pathlib import Path

from callaudit.reports.accuracy_tables import shown
from callaudit.reports.as_html import asset, content_policy, environment
from callaudit.reports.atomic import atomic_text
from callaudit.reports.officer_page import RATE_TELLINGS, TELLINGS, officer_page
from callaudit.reports.officer_views import OfficerReport
from callaudit.reports.wording import in_percent


def write_officer_html(path: Path, report: OfficerReport) -> None:
    """Write the page, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    style = asset("report.css") + asset("officer.css")
    templates = environment()
    templates.globals["in_percent"] = in_percent
    templates.globals["shown"] = shown
    templates.globals["TELLINGS"] = TELLINGS
    templates.globals["RATE_TELLINGS"] = RATE_TELLINGS
    template = templates.get_template("officer.html.j2")
    with atomic_text(path) as stream:
        for chunk in template.generate(
            page=officer_page(report), style=style, policy=content_policy(style)
        ):
            stream.write(chunk)
