"""A recording without a word says what is on it, and gets no score."""

import pytest

from callaudit.core.conversation import Conversation
from callaudit.core.recording import ChannelQuality, LineSound, RecordingQuality, SoundKind
from callaudit.pipeline.wordless import name_wordless
from tests.builders import call


def recorded(*sounds, dead=False, say=""):
    """A recording of one channel; `sounds` are (kind, seconds)."""
    channel = ChannelQuality(
        channel=0, level_dbfs=-20, peak_dbfs=-3, clipped_share=0, silent_share=0, dead=dead
    )
    talk = call(say or "agent: Hello.")
    spans = tuple(
        LineSound(kind=kind, channel=0, start_s=10.0 * n, end_s=10.0 * n + seconds)
        for n, (kind, seconds) in enumerate(sounds)
    )
    changes = {"quality": RecordingQuality(channels=(channel,)), "line_sounds": spans}
    if not say:
        changes["conversation"] = Conversation(call_id=talk.call_id)
    return talk.model_copy(update=changes)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (recorded((SoundKind.BUSY, 9), (SoundKind.BUSY, 8)), "a busy tone for 17 s"),
        (
            recorded((SoundKind.RING, 4), (SoundKind.MUSIC, 9)),
            "music for 9 s, a ringing tone for 4 s",
        ),
        (recorded(dead=True), "silence only"),
        (recorded(), "sound or noise in which no words were heard"),
    ],
    ids=["busy", "ring and hold music", "silence", "noise"],
)
def test_what_is_on_it_is_named(one, told):
    found = name_wordless(one).quality
    assert found is not None
    assert found.warnings == (f"nobody says a word: {told}",)


@pytest.mark.parametrize(
    "one", [recorded(say="agent: Hello."), call("agent: Hello.")], ids=["with words", "as text"]
)
def test_a_call_with_words_is_left_alone(one):
    assert name_wordless(one) == one
