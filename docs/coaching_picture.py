"""The picture of a coaching sheet in the README, taken of an audit of the sample calls.

make demo
python -m docs.coaching_picture demo_report
"""

import sys
import tempfile
from pathlib import Path

from callaudit.pipeline.coaching import CoachSettings, coaching_of
from callaudit.reports.archive import read_archive
from callaudit.reports.coaching_html import write_sheet_html
from docs.pictures import take_picture

PICTURE = Path(__file__).with_name("images") / "coaching.png"

WIDTH = 1000
"""Pixels; the picture is as tall as the sheet."""


def take(audit: Path, picture: Path) -> None:
    """Write the sheet of the collector with the most calls and take a picture of it."""
    with tempfile.TemporaryDirectory() as folder:
        sheets = coaching_of(read_archive([audit]), CoachSettings(out=Path(folder))).sheets
        name = max(sheets, key=lambda one: sheets[one].calls)
        page = Path(folder) / f"{name}.html"
        write_sheet_html(page, sheets[name])
        take_picture(page, picture, width=WIDTH)


if __name__ == "__main__":
    take(Path(sys.argv[1]), PICTURE)
