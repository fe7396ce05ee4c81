"""A browser for all tests of this folder, and a report with a recording to look at."""

import math
import struct
import wave
from pathlib import Path

import pytest

from callaudit.reports.as_html import write_report
from tests.unit.reports import examples
from tests.web.chromium import chromium, find_chromium

RECORDING = "calls/k01 threat #1.wav"


def tone(path: Path, *, seconds: float, rate_hz: int = 8000) -> None:
    """Write a sine of 300 Hz as 16-bit PCM."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = (
        int(6000 * math.sin(2 * math.pi * 300 * n / rate_hz)) for n in range(int(seconds * rate_hz))
    )
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate_hz)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


@pytest.fixture(scope="session")
def browser():
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with chromium(program) as page:
        yield page


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """Write the report of one call of each sort, its recording beside it."""
    folder = tmp_path_factory.mktemp("out")
    tone(folder / RECORDING, seconds=38.2)
    audits = examples.all_calls()
    write_report(
        folder / "report.html",
        run=examples.run_of(audits),
        audits=audits,
        audio={"k01-threat": "calls/k01%20threat%20%231.wav"},
    )
    return folder / "report.html"
