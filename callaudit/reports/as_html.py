"""`report.html`: one file that opens offline, prints, and reads without scripts."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.audit import AuditRun, CallAudit
from callaudit.core.case import CaseAudit
from callaudit.reports.atomic import atomic_text
from callaudit.reports.from_audit import report_call
from callaudit.reports.from_case import case_row
from callaudit.reports.marks import visible
from callaudit.reports.page import report_page
from callaudit.reports.rows import CaseRow, ReportCall
from callaudit.reports.wording import CALL_SHAPES, count_of

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"

TITLE = "Call audit"

SHAPES: dict[str, str] = {
    "critical": "◆",
    "major": "▲",
    "minor": "■",
    "coach": "●",
    "undetermined": "?",
    "failed": "✕",
    "clean": "✓",
}
"""A shape for each state, so that nothing is told by colour alone."""


def write_report(
    path: Path,
    *,
    run: AuditRun,
    audits: Sequence[CallAudit],
    audio: Mapping[str, str] | None = None,
    cases: Sequence[CaseAudit] = (),
) -> None:
    """Write the report of a run, atomically.

    `audio` maps call ids to what `audio_links.audio_src` returned; calls without one get no
    player. `cases` with two calls or more, or with findings of their own, get a timeline each.

    Raises:
        OSError: if the folder cannot be written.
    """
    write_report_of_rows(
        path,
        run=run,
        calls=[report_call(audit) for audit in audits],
        audio=audio,
        cases=[case_row(case) for case in cases],
    )


def write_report_of_rows(
    path: Path,
    *,
    run: AuditRun,
    calls: Sequence[ReportCall],
    audio: Mapping[str, str] | None = None,
    cases: Sequence[CaseRow] = (),
) -> None:
    """Write a report from calls and cases read back with `as_json`, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    page = report_page(run, calls, audio=audio or {}, title=TITLE, cases=cases)
    style, script = asset("report.css"), asset("report.js")
    template = environment().get_template("report.html.j2")
    with atomic_text(path) as stream:
        for chunk in template.generate(
            page=page, style=style, script=script, policy=content_policy(style, script)
        ):
            stream.write(chunk)


def environment() -> "Environment":
    """Return templates that escape everything and fail on a name nobody set."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every printed string passes here, so that no template can forget it; `Markup` is ours.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.globals["SHAPES"] = SHAPES
    environment.globals["CALL_SHAPES"] = CALL_SHAPES
    environment.globals["count_of"] = count_of
    return environment


def asset(name: str) -> str:
    """Return a style or script that a page carries."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def content_policy(style: str, script: str = "") -> str:
    """Return a policy that lets only our own style and script run, and nothing be fetched.

    Recordings are the one exception: beside the report, or inside it as `data:`.
    """
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; {scripts}"
        "media-src 'self' file: data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
