"""Links lead somewhere, generated parts are fresh, and no page stands alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import COG_PAGES, PAGES, ROOT, anchors, links, name_of, read


def leads_somewhere(link: str, *, page: Path) -> bool:
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(page) -> None:
    own = [link for link in links(page) if not link.startswith(("https://", "http://"))]
    assert [link for link in own if not leads_somewhere(link, page=page)] == []


def test_every_page_is_reached_from_the_readme() -> None:
    readme = ROOT / "README.md"
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in links(readme)}
    assert [name_of(page) for page in PAGES if page != readme and page not in linked] == []


def test_the_generated_parts_are_what_make_docs_writes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", *map(name_of, COG_PAGES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr + "\nrun: make docs"


@pytest.mark.parametrize("page", COG_PAGES, ids=name_of)
def test_every_generated_part_is_closed(page) -> None:
    assert read(page).count("[[[cog") == read(page).count("[[[end]]]")


def test_the_picture_of_the_report_is_small() -> None:
    assert (ROOT / "docs" / "images" / "report.png").stat().st_size < 300_000
