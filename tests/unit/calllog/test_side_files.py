import json
from decimal import Decimal
from pathlib import Path

import pytest

from callaudit.calllog.schema import metadata_from_keys
from callaudit.calllog.settings import LogSettings
from callaudit.calllog.side_files import merge, side_metadata
from callaudit.core.metadata import (
    AccountFlags,
    Agent,
    CallMetadata,
    CallResult,
    Consumer,
    Direction,
)

PLAIN = LogSettings()


def beside(folder: Path, content: object) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "talk.json").write_text(text, encoding="utf-8")
    return folder / "talk.wav"


def made(**keys: object) -> CallMetadata:
    return metadata_from_keys(keys, settings=PLAIN, fallback_id="talk")


@pytest.mark.parametrize(
    "content",
    [
        {"result": "voicemail", "amount": "20"},
        {"metadata": {"result": "voicemail", "amount": "20"}},
        {"metadata": {"result": "voicemail", "amount": "20"}, "turns": []},
    ],
    ids=["keys", "under metadata", "a call"],
)
def test_a_side_file_tells_about_its_recording(tmp_path: Path, content: object) -> None:
    assert side_metadata(beside(tmp_path, content), settings=PLAIN) == CallMetadata(
        call_id="talk", result=CallResult.VOICEMAIL, amount=Decimal("20.00")
    )


def test_no_side_file_and_a_call_without_metadata_say_nothing(tmp_path: Path) -> None:
    assert side_metadata(tmp_path / "talk.wav", settings=PLAIN) is None
    assert side_metadata(beside(tmp_path, {"turns": []}), settings=PLAIN) is None
    assert side_metadata(tmp_path / "talk.json", settings=PLAIN) is None


@pytest.mark.parametrize("content", ["{broken", "[1]", '{"metadata": 3}', '"text"', "[" * 99_999])
def test_a_broken_side_file_costs_its_facts_and_not_the_call(tmp_path: Path, content: str) -> None:
    metadata = side_metadata(beside(tmp_path, content), settings=PLAIN)
    assert metadata is not None
    assert metadata.call_id == "talk"
    assert len(metadata.problems) == 1
    assert metadata.problems[0].startswith("talk.json: ")


def test_the_settings_beside_a_side_file_give_its_zone(tmp_path: Path) -> None:
    (tmp_path / "callaudit.toml").write_text(
        '[log]\nsite_timezone = "America/Denver"\n', encoding="utf-8"
    )
    metadata = side_metadata(beside(tmp_path, {"start": "2025-06-03 10:15"}))
    assert metadata is not None
    assert metadata.start is not None
    assert metadata.start.isoformat() == "2025-06-03T10:15:00-06:00"


def test_the_side_file_fills_the_gaps_of_the_row() -> None:
    row = made(call_id="k1", result="answered", agent={"name": "Odile Farrow"})
    side = made(
        direction="inbound",
        agent={"company": "Fernhill Partners"},
        consumer={"state": "OH"},
        dispute_open=True,
    )
    assert merge(row, side) == CallMetadata(
        call_id="k1",
        result=CallResult.ANSWERED,
        direction=Direction.INBOUND,
        agent=Agent(name="Odile Farrow", company="Fernhill Partners"),
        consumer=Consumer(state="OH"),
        flags=AccountFlags(dispute_open=True),
    )


def test_where_row_and_side_file_differ_the_row_stands_and_it_is_said() -> None:
    row = made(call_id="k1", amount="20.00", agent={"name": "Odile Farrow"}, mood="x")
    side = made(amount="20", agent={"name": "Otto Farrow"})
    merged = merge(row, side)
    assert (merged.amount, merged.agent.name) == (Decimal("20.00"), "Odile Farrow")
    assert merged.problems == (
        "mood: is no key of a call's metadata; ignored",
        'agent.name: the call log says "Odile Farrow", the call\'s own file "Otto Farrow"; '
        "the call log is believed",
    )


def test_a_default_of_the_row_is_no_word_of_the_row() -> None:
    assert merge(made(call_id="k1"), made(direction="inbound")).direction is Direction.INBOUND
    stated = merge(made(call_id="k1", direction="outbound"), made(direction="inbound"))
    assert stated.direction is Direction.OUTBOUND
    assert len(stated.problems) == 1
