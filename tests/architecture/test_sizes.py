"""Small files, names that say something, nothing of the machine that a file was written on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "callaudit"

LONGEST_MODULE_LINES = 300
"""A longer module wants to be two."""

EMPTY_NAMES = {"base", "common", "helper", "helpers", "misc", "util", "utils"}
"""Names that say nothing about what is inside."""

# Written in pieces, so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.~$}>*])/(?:" + "|".join(["work", "root", "opt"]) + r")/\w")
HOME_OF_A_PERSON = re.compile(r"(?<![\w.])/(?:home|Users)/(?!you\b|user\b)\w+")
REGISTRY_HOST = re.compile(
    "|".join(
        re.escape(f"{host}.{domain}")
        for host, domain in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry.npmjs", "org"),
            ("deb.debian", "org"),
        )
    )
)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def files_of_the_repository() -> list[Path]:
    """Files that are, or would be, committed."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    found = (ROOT / name for name in done.stdout.split("\0") if name)
    return sorted(path for path in found if path.is_file())


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """`file:line: text` of every line of a text file in which the pattern is found."""
    hits = []
    for path in files_of_the_repository():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # sound, weights and pictures
        hits += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    return hits


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE_LINES
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {part for path in modules() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert parts & EMPTY_NAMES == set()


@pytest.mark.parametrize(
    "pattern",
    [MACHINE_PATH, HOME_OF_A_PERSON, REGISTRY_HOST],
    ids=["machine path", "home folder", "registry host"],
)
def test_no_file_names_the_machine_it_was_written_on(pattern: re.Pattern[str]) -> None:
    assert lines_with(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (MACHINE_PATH, "see /" + "work/notes.md", True),
        (MACHINE_PATH, "--find-links=/" + "opt/wheels", True),
        (MACHINE_PATH, "https://example.com/" + "work/hours", False),
        (HOME_OF_A_PERSON, "/" + "home/karen/calls", True),
        (REGISTRY_HOST, "https://files.python" + "hosted.org/x.whl", True),
        (REGISTRY_HOST, "PyPI carries the package", False),
    ],
)
def test_the_patterns_find_what_they_are_for(
    pattern: re.Pattern[str], text: str, *, found: bool
) -> None:
    assert bool(pattern.search(text)) is found
