"""The picture of the officer's report in the README, taken of an audit of the sample calls.

make demo
python -m docs.report_picture demo_report
"""

import sys
import tempfile
from pathlib import Path

from callaudit.runner.officer import OfficerSettings, build_report
from callaudit.runner.officer_files import ReportFormat, write_report_files
from docs.pictures import take_picture

PICTURE = Path(__file__).with_name("images") / "officer_report.png"

WIDTH, HEIGHT = 1160, 1500
"""Pixels: the tiles, the sentences, coverage, severities and the first rules."""


def take(audit: Path, picture: Path) -> None:
    """Write the report of an audit and take a picture of its beginning."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        settings = OfficerSettings(audits=(audit,), out=out)
        (page,) = write_report_files(build_report(settings), out=out, formats=[ReportFormat.HTML])
        take_picture(page, picture, width=WIDTH, height=HEIGHT)


if __name__ == "__main__":
    take(Path(sys.argv[1]), PICTURE)
