"""`callaudit lint --watch` in a real process: a script is saved, the change is told."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from tests.interrupts import hear_interrupts

ROOT = Path(__file__).parents[3]

GOOD = (
    "# Voicemail\n\nHi [name], this is [your name] with [company]. "
    "Please call me back at [phone number]. Thank you.\n"
)
BAD = GOOD.replace("Thank you.", "Or you will be arrested. Thank you.")

PATIENCE_S = 120.0
"""How long a busy machine may take to load the rules."""


class Watching:
    """A process that watches, and the lines that it prints."""

    def __init__(self, *paths: str, cwd: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "callaudit", "lint", "--watch", *paths],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            preexec_fn=hear_interrupts,
        )
        self._lines: Queue[str] = Queue()
        self._ear = threading.Thread(target=self._listen)
        self._ear.start()

    def next_round(self) -> list[str]:
        """Return the lines up to the next count."""
        lines = [self._lines.get(timeout=PATIENCE_S)]
        while not lines[-1].startswith(("Found ", "Nothing found ")):
            lines.append(self._lines.get(timeout=PATIENCE_S))
        return lines

    def interrupt(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_S)

    def end(self) -> list[str]:
        """End the process and return what is left of its lines."""
        self.process.kill()
        self._ear.join()
        self.process.communicate()
        return list(self._lines.queue)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "good.md").write_text(GOOD)
    (tmp_path / "scripts" / "bad.md").write_text(BAD)
    return tmp_path


def told(lines: list[str]) -> list[str]:
    """File and rule, or news, of each line that tells some."""
    return [
        re.sub(r"(\.md):\d+:\d+| \[.*| “.*", r"\1", line)
        for line in lines
        if line.startswith(("scripts/", "error", "gone", "Found", "Nothing"))
    ]


def test_every_saved_file_is_linted_again_and_only_changes_are_told(folder):
    watching = Watching("scripts", cwd=folder)
    bad, good = folder / "scripts" / "bad.md", folder / "scripts" / "good.md"
    try:
        assert told(watching.next_round()) == [
            "scripts/bad.md: FDCPA-1692e4-arrest",
            "scripts/bad.md: VM-03-extra-brief",
            "Found 2 findings in 2 files: 1 critical, 1 coach.",
        ]

        good.write_text(BAD)
        assert told(watching.next_round()) == [
            "scripts/good.md: FDCPA-1692e4-arrest",
            "scripts/good.md: VM-03-extra-brief",
            "Found 4 findings in 2 files: 2 critical, 2 coach.",
        ]

        # An edit above moves the findings and changes none, so that only the next one is told.
        bad.write_text(BAD.replace("# Voicemail\n", "# Voicemail\n\n<!-- for June -->\n"))
        bad.write_text(GOOD)
        assert told(watching.next_round()) == [
            "scripts/bad.md: gone: FDCPA-1692e4-arrest",
            "scripts/bad.md: gone: VM-03-extra-brief",
            "Found 2 findings in 2 files: 1 critical, 1 coach.",
        ]

        (folder / "scripts" / "new.md").write_bytes(b"\x00")
        assert told(watching.next_round()) == [
            "error: scripts/new.md: is no text: it holds null characters; save it as UTF-8 text",
            "Found 2 findings in 2 files: 1 critical, 1 coach.",
        ]

        (folder / "callaudit.toml").write_text('[scripts]\nexclude = ["good.md", "new.md"]\n')
        assert told(watching.next_round()) == [
            "gone: scripts/new.md: is no text: it holds null characters; save it as UTF-8 text",
            "scripts/good.md: gone: FDCPA-1692e4-arrest",
            "scripts/good.md: gone: VM-03-extra-brief",
            "Nothing found in 1 file.",
        ]

        assert watching.interrupt() == 130
    finally:
        left = watching.end()
    assert left == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], "nowhere: there is no such file or folder"),
        (["-"], "--watch prints text about files"),
        (["scripts", "--format", "json"], "--watch prints text about files"),
        (["scripts", "--fix"], "--watch prints text about files"),
    ],
)
def test_what_cannot_be_watched_is_a_wrong_command_line(folder, monkeypatch, words, message):
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(app, ["lint", "--watch", *words])
    assert done.exit_code == 2
    assert message in done.stderr
