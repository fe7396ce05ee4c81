"""axe-core in the page under test: which faults of accessibility a page has.

axe-core (Mozilla Public License 2.0) is fetched once with `npm pack` into the user's cache folder
and never becomes part of this repository. Pages forbid foreign scripts; DevTools is no page.
"""

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path

from tests.web.chromium import Page

VERSION = "4.14.1"
SERIOUS = ("serious", "critical")
"""The two graver ones of axe's four impacts; no page may have any."""


def axe_source() -> str:
    """Return axe's script from the cache, fetched first where it is not there.

    `CALLAUDIT_AXE` names a script at hand instead. Skips the test where neither is to be had.
    """
    if named := os.environ.get("CALLAUDIT_AXE"):
        return Path(named).read_text(encoding="utf-8")
    kept = user_cache_path("callaudit-tests", appauthor=False) / f"axe-core-{VERSION}.min.js"
    if not kept.exists():
        _fetch(kept)
    return kept.read_text(encoding="utf-8")


def _fetch(kept: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no axe-core in the cache and no npm to fetch it: apt-get install npm")
    kept.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "pack", f"axe-core@{VERSION}", "--silent"],
        cwd=kept.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    packed = kept.parent / f"axe-core-{VERSION}.tgz"
    if done.returncode or not packed.exists():
        pytest.skip(f"npm could not fetch axe-core: {done.stderr.strip()[:200]}")
    with tarfile.open(packed) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(script.read())
    part.replace(kept)
    packed.unlink()


def faults(page: Page, *, impacts: tuple[str, ...] = SERIOUS) -> list[str]:
    """Return the faults of the open page, each with its rule, number of places and first place."""
    page.run(axe_source() + "; 0")
    found: Any = page.run("axe.run(document).then(r => JSON.stringify(r.violations))")
    return [
        f"{fault['id']} ({fault['impact']}): {len(fault['nodes'])} places, "
        f"first {fault['nodes'][0]['html'][:160]}"
        for fault in json.loads(found)
        if fault["impact"] in impacts
    ]
