"""Pictures of pages for the documentation, taken with a real browser."""

import base64
from pathlib import Path


def take_picture(page: Path, picture: Path, *, width: int, height: int | None = None) -> None:
    """Take a picture of the beginning of a page, `width` by `height` pixels, or of all of it.

    Raises:
        SystemExit: if this machine has no Chromium.
    """
    from tests.web.chromium import chromium, find_chromium

    program = find_chromium()
    if program is None:
        raise SystemExit("no Chromium on this machine: apt-get install chromium")
    with chromium(program) as browser:
        browser.open(page, width=width, height=height or 1500)
        browser.send("Emulation.setScrollbarsHidden", hidden=True)
        tall = height or int(browser.run("document.documentElement.scrollHeight"))
        shot = browser.send(
            "Page.captureScreenshot",
            clip={"x": 0, "y": 0, "width": width, "height": tall, "scale": 1},
            captureBeyondViewport=True,
        )
        picture.write_bytes(base64.b64decode(shot["data"]))
