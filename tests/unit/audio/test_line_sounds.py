import numpy as np
import pytest

from callaudit.audio.line_sounds import find_line_sounds
from callaudit.core.recording import LineSound, SoundKind
from tests.unit.audio.phone_sounds import hold_music, voice
from tests.unit.audio.sounds import silence, tone


def heard(*parts):
    sound = np.concatenate(parts)
    sound = sound + np.random.default_rng(2).normal(0, 0.0005, len(sound)).astype(np.float32)
    return find_line_sounds(sound, channel=0, rate_hz=16_000)


def repeated(times, on_s, off_s, *frequencies_hz):
    return [
        part
        for _ in range(times)
        for part in (tone(*frequencies_hz, length_s=on_s), silence(off_s))
    ]


@pytest.mark.parametrize(
    ("sound", "kind"),
    [
        (repeated(3, 2.0, 4.0, 440, 480), SoundKind.RING),
        (repeated(4, 0.4, 0.2, 400, 450), SoundKind.RING),
        (repeated(3, 1.0, 4.0, 425), SoundKind.RING),
        (repeated(6, 0.5, 0.5, 480, 620), SoundKind.BUSY),
        (repeated(6, 0.375, 0.375, 400), SoundKind.BUSY),
        (repeated(6, 0.5, 0.5, 425), SoundKind.BUSY),
        (repeated(8, 0.25, 0.25, 480, 620), SoundKind.REORDER),
        (repeated(3, 0.5, 3.0, 1_100), SoundKind.FAX),
        (repeated(1, 3.0, 1.0, 2_100), SoundKind.FAX),
        (
            repeated(1, 0.33, 0.0, 950)
            + repeated(1, 0.33, 0.0, 1_400)
            + repeated(1, 0.33, 0.0, 1_800),
            SoundKind.SIT,
        ),
        (repeated(1, 0.4, 1.0, 1_000), SoundKind.BEEP),
        (repeated(4, 0.1, 0.1, 770, 1_336), SoundKind.DTMF),
    ],
    ids=[
        "ring US",
        "ring UK",
        "ring EU",
        "busy US",
        "busy UK",
        "busy EU",
        "reorder",
        "fax call",
        "fax answer",
        "SIT",
        "beep",
        "DTMF",
    ],
)
def test_each_signal_by_its_name(sound, kind):
    found = heard(voice(4), silence(1), *sound, silence(1))
    assert {one.kind for one in found} == {kind}


def test_hold_music_is_music_and_its_notes_are_no_beeps():
    found = heard(hold_music(20))
    assert {one.kind for one in found} == {SoundKind.MUSIC}
    assert sum(one.end_s - one.start_s for one in found) > 15


def test_ringing_then_music_then_a_beep():
    found = heard(
        *repeated(2, 2.0, 4.0, 440, 480),
        hold_music(12),
        silence(2),
        tone(1_000, length_s=0.4),
        silence(1),
    )
    kinds = list(dict.fromkeys(one.kind for one in found))
    assert kinds == [SoundKind.RING, SoundKind.MUSIC, SoundKind.BEEP]


def test_a_conversation_holds_neither():
    assert heard(voice(30)) == ()


def test_a_sound_keeps_its_channel():
    beep = np.concatenate([silence(1), tone(1_000, length_s=0.5), silence(1)])
    (found,) = find_line_sounds(beep, channel=1, rate_hz=16_000)
    assert found == LineSound(
        kind=SoundKind.BEEP, channel=1, start_s=found.start_s, end_s=found.end_s
    )
    assert (found.start_s, found.end_s) == pytest.approx((1.0, 1.5), abs=0.05)
