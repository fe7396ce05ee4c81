"""The page on Python is run, block after block, and prints what stands under its blocks."""

import contextlib
import io
from itertools import pairwise

import pytest

import callaudit
from docs.output_tables import FRAMES
from tests.docs.pages import ROOT, Fence, fences, read

PAGE = ROOT / "docs" / "python.md"


def blocks() -> list[tuple[str, str]]:
    """Each block of code with what it prints."""
    shown = [*fences(PAGE), Fence("", "")]
    return [
        (one.text, after.text if after.language == "text" else "")
        for one, after in pairwise(shown)
        if one.language == "python"
    ]


def printed(code: str, names: dict[str, object]) -> str:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(code, PAGE.name, "exec"), names)  # noqa: S102  the page's own code
    return told.getvalue()


@pytest.mark.slow
def test_every_block_runs_and_prints_what_the_page_says(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLAUDIT_CACHE", str(tmp_path / "cache"))
    names: dict[str, object] = {}
    told = [(code, printed(code, names)) for code, _ in blocks()]
    assert told == blocks()


def test_every_block_of_text_stands_under_code() -> None:
    languages = [fence.language for fence in fences(PAGE)]
    after = [b for a, b in pairwise(["", *languages]) if a != "python"]
    assert "text" not in after


@pytest.mark.parametrize("frame", FRAMES)
def test_every_column_of_a_frame_is_on_the_page(frame) -> None:
    text = read(PAGE)
    assert [
        name for name, kind in FRAMES[frame].items() if f"| `{name}` | `{kind}` |" not in text
    ] == []


@pytest.mark.parametrize("name", ["audit", "lint", "load_rules", "read_archive", "run_batch"])
def test_the_entrances_are_on_the_page(name) -> None:
    assert name in callaudit.__all__
    assert f"{name}" in read(PAGE)
