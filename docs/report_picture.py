"""The picture of the officer's report in the README, taken of an audit of the sample calls.

make demo
python -m docs.report_picture demo_report
"""

import base64
import sys
import tempfile
from pathlib import Path

from callaudit.runner.officer import OfficerSettings, build_report
from callaudit.runner.officer_files import ReportFormat, write_report_files

PICTURE = Path(__file__).with_name("images") / "officer_report.png"

WIDTH, HEIGHT = 1160, 1500
"""Pixels: the tiles, the sentences, coverage, severities and the first rules."""


def take(audit: Path, picture: Path) -> None:
    """Write the report of an audit and take a picture of its beginning."""
    from tests.web.chromium import chromium, find_chromium

    program = find_chromium()
    if program is None:
        raise SystemExit("no Chromium on this machine: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        settings = OfficerSettings(audits=(audit,), out=out)
        (page,) = write_report_files(build_report(settings), out=out, formats=[ReportFormat.HTML])
        with chromium(program) as browser:
            browser.open(page, width=WIDTH, height=HEIGHT)
            browser.send("Emulation.setScrollbarsHidden", hidden=True)
            shot = browser.send(
                "Page.captureScreenshot",
                clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": 1},
            )
            picture.write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    take(Path(sys.argv[1]), PICTURE)
