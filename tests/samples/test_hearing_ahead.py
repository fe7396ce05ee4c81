"""Calls heard together before their turn, by the real recogniser."""

from pathlib import Path

import pytest

from callaudit.core.metadata import CallMetadata
from callaudit.core.transcript import AsrSettings
from callaudit.pipeline.hearing import hear_call
from callaudit.pipeline.hearing_ahead import hear_ahead
from callaudit.pipeline.hearing_tools import HearingSettings, HearingTools
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask

pytestmark = [pytest.mark.asr, pytest.mark.slow]

CALLS = Path(__file__).parents[2] / "sample_calls"


def task(path):
    return CallTask(source=str(path), recording=path, metadata=CallMetadata(call_id=path.stem))


def test_a_call_heard_ahead_is_the_call_heard_alone_and_a_broken_one_waits_for_its_turn(tmp_path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    calls = [
        task(CALLS / "s02_clean_voicemail.wav"),
        task(CALLS / "s07_debt_told_to_roommate.wav"),
    ]
    asr = AsrSettings(model="tiny.en")
    tools = HearingTools(HearingSettings(cache=tmp_path / "one", asr=asr))
    hear_ahead([calls[0], task(broken), calls[1]], tools)
    assert len(tools.ahead) == 2
    watches = [Stopwatch(), Stopwatch()]
    together = [hear_call(one, tools, watch) for one, watch in zip(calls, watches, strict=True)]
    assert tools.ahead == {}
    assert all(watch.timings_s["transcribe"] > 0 for watch in watches)
    alone = HearingTools(HearingSettings(cache=tmp_path / "two", asr=asr))
    assert together == [hear_call(one, alone, Stopwatch()) for one in calls]


def test_what_was_heard_before_is_not_heard_ahead(tmp_path):
    tools = HearingTools(HearingSettings(cache=tmp_path, asr=AsrSettings(model="tiny.en")))
    calls = [task(CALLS / "s02_clean_voicemail.wav")]
    hear_call(calls[0], tools, Stopwatch())
    hear_ahead(calls, tools)
    assert tools.ahead == {}
