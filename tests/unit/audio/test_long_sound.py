import numpy as np
import pytest

from callaudit.audio import long_sound
from callaudit.audio.long_sound import let_go, one_by_one, room_for


@pytest.fixture
def everything_is_long(monkeypatch):
    monkeypatch.setattr(long_sound, "LONG_SAMPLES", 1)


def test_a_short_recording_lies_in_memory():
    assert type(room_for(2, 16_000)) is np.ndarray


def test_a_long_recording_lies_in_a_file_that_has_no_name(
    everything_is_long, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    room = room_for(2, 16_000)
    assert isinstance(room, np.memmap)
    assert list(tmp_path.iterdir()) == []


def test_what_was_let_go_of_comes_back_when_read(everything_is_long):
    room = room_for(2, 16_000)
    room[:] = np.arange(32_000).reshape(2, 16_000)
    let_go(room)
    assert room.ravel().tolist() == list(range(32_000))


def test_channels_come_one_by_one_and_keep_what_is_written(everything_is_long):
    room = room_for(2, 4)
    for number, channel in enumerate(one_by_one((room[0], room[1]))):
        channel[:] = number
    assert room.tolist() == [[0, 0, 0, 0], [1, 1, 1, 1]]
