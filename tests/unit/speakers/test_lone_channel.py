"""One live channel beside a silent one: one party's words are never given to two."""

from collections.abc import Callable

import pytest

from callaudit.core.interval import Interval
from callaudit.core.metadata import CallResult
from callaudit.core.recording import ChannelQuality, RecordingQuality
from callaudit.core.transcript import Transcript
from callaudit.core.voices import VoiceGrouping, VoiceTrack
from callaudit.speakers import assign_speakers
from tests.unit.speakers.phone import OUTBOUND, mono, stereo

TALK = """customer: Hello? Yes, it is.
    agent: This is Dana Whitfield from Juniper Valley Dental on a recorded line. I am calling
    about your balance of four hundred dollars, which was due in May. Did you get the invoice?
    customer: I have an attorney for this. Her name is Linda Stone. You need to talk to her.
    agent: We can still settle this today. Could you pay half of it on the tenth?
    customer: I just told you, you have to talk to my lawyer.
    agent: When would you be able to pay the balance?
    customer: No. Call my lawyer."""


def quality(*, live: int, snr_db: float | None = None, dead: bool = True) -> RecordingQuality:
    """One channel with speech; the other without sound, or with noise alone."""
    return RecordingQuality(
        channels=tuple(
            ChannelQuality(
                channel=n,
                level_dbfs=-20,
                peak_dbfs=-3,
                clipped_share=0,
                silent_share=0,
                dead=dead and n != live,
                snr_db=30.0 if n == live else snr_db,
            )
            for n in (0, 1)
        )
    )


def only(channel: int) -> Transcript:
    """The talk, of which one channel was recorded."""
    whole = stereo(TALK)
    kept = tuple(one for one in whole.segments if one.channel == channel)
    return whole.model_copy(update={"segments": kept})


def voices(alike: float) -> VoiceTrack:
    grouping = VoiceGrouping(likeness=((0.9, alike),), alike=alike)
    return VoiceTrack(windows=(Interval(start_s=0, end_s=1),), groupings=(grouping,))


@pytest.mark.parametrize("alike", [0.94, 0.79, None], ids=["one voice", "a wide voice", "unknown"])
@pytest.mark.parametrize(
    "sound",
    [quality, lambda live: quality(live=live, dead=False)],
    ids=["no sound", "only hiss"],
)
@pytest.mark.parametrize(("channel", "who"), [(0, "agent"), (1, "customer")])
def test_the_words_of_a_lone_party_are_all_that_partys(
    channel: int, who: str, sound: Callable[..., RecordingQuality], alike: float | None
) -> None:
    call = assign_speakers(
        only(channel),
        metadata=OUTBOUND,
        quality=sound(live=channel),
        voices=None if alike is None else voices(alike),
    )

    assert {str(turn.speaker) for turn in call.turns} == {who}


@pytest.mark.parametrize("alike", [0.6, None], ids=["two voices", "unknown"])
def test_a_mono_call_stored_on_one_of_two_channels_has_both_parties(alike: float | None) -> None:
    track = None if alike is None else voices(alike)
    stored = assign_speakers(mono(TALK), metadata=OUTBOUND, quality=quality(live=0), voices=track)

    assert stored == assign_speakers(mono(TALK), metadata=OUTBOUND, voices=track)
    assert {"agent", "customer"} <= {str(turn.speaker) for turn in stored.turns}


def test_nobody_is_named_where_one_voice_answers_its_own_questions() -> None:
    call = assign_speakers(
        mono(TALK), metadata=OUTBOUND, quality=quality(live=0), voices=voices(0.9)
    )

    assert {str(turn.speaker) for turn in call.turns} == {"unknown"}


def test_two_voices_with_silences_between_and_no_question_are_nobodys() -> None:
    said = stereo("customer: Hello. / silence: 5 / customer: I see. / silence: 6 / customer: Bye.")
    call = assign_speakers(said, metadata=OUTBOUND, quality=quality(live=1), voices=voices(0.6))

    assert {str(turn.speaker) for turn in call.turns} == {"unknown"}


def test_a_message_on_a_machine_is_told_as_before() -> None:
    said = mono(
        "system: You have reached Nora. Leave a message after the tone. / agent: This is Dana "
        "Whitfield from Juniper Valley Dental. Please call me back at 555 0142."
    )
    log = OUTBOUND.model_copy(update={"result": CallResult.VOICEMAIL})

    assert assign_speakers(said, metadata=log, quality=quality(live=0)) == assign_speakers(
        said, metadata=log
    )


def test_a_channel_with_speech_that_nobody_wrote_down_is_not_silent() -> None:
    call = assign_speakers(
        only(0), metadata=OUTBOUND, quality=quality(live=0, dead=False, snr_db=20.0)
    )

    assert call == assign_speakers(only(0), metadata=OUTBOUND)
