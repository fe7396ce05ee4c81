"""A batch of calls in words, made from sentences."""

import json
from pathlib import Path

import pytest

AGENT = "This is Dana Frost with Pine Ridge Supply. "
CALLS = {
    "clean": f"{AGENT}Thank you for your time today.",
    "threat": f"{AGENT}Pay by Friday or you will be arrested.",
    "denial": f"{AGENT}You will not be arrested for this.",
}


def write_call(folder: Path, call_id: str, said: str) -> Path:
    """Write one call as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "call_id": call_id,
        "metadata": {
            "start": "2026-03-04T10:00:00-05:00",
            "result": "answered",
            "collector_party": "third",
            "consumer": {"name": "Lee Marsh", "state": "OH"},
        },
        "turns": [
            {"speaker": "customer", "text": "Hello?", "start": 0.0, "end": 0.6},
            {"speaker": "agent", "text": said, "start": 1.0, "end": 6.0},
        ],
    }
    path = folder / f"{call_id}.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Return a folder of three calls: clean, a threat, a denial."""
    for call_id, said in CALLS.items():
        write_call(tmp_path / "calls", call_id, said)
    return tmp_path / "calls"
