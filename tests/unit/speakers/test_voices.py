"""On one channel voices say where the speaker changes, and words whose voice it is."""

from collections.abc import Sequence

import pytest

from callaudit.core.conversation import Conversation, Speaker
from callaudit.core.interval import Interval
from callaudit.core.voices import VoiceGrouping, VoiceTrack
from callaudit.speakers import assign_speakers
from tests.unit.speakers.phone import (
    NAMELESS,
    OUTBOUND,
    PAUSE_S,
    WORD_S,
    lines_of,
    mono,
    script_of,
)

STEP_S, WINDOW_S = 0.5, 1.5
SAME, OTHER = 0.85, 0.5


def track(
    script: str, *, voices: Sequence[str], pause_s: float = PAUSE_S, alike: float = 0.6
) -> VoiceTrack:
    """Return the track of a script said on one channel: `voices` names each line's voice."""
    names = sorted(set(voices))
    spoken: list[tuple[float, float, int]] = []
    at_s = 0.5
    for (_, text), voice in zip(lines_of(script), voices, strict=True):
        end_s = at_s + WORD_S * len(text.split())
        spoken.append((at_s, end_s, names.index(voice)))
        at_s = end_s + pause_s
    windows: list[Interval] = []
    rows: list[tuple[float, ...]] = []
    for step in range(int(at_s / STEP_S)):
        window = Interval(start_s=step * STEP_S, end_s=step * STEP_S + WINDOW_S)
        heard = [0.0] * len(names)
        for start_s, end_s, name in spoken:
            heard[name] += max(0.0, min(end_s, window.end_s) - max(start_s, window.start_s))
        if sum(heard):
            windows.append(window)
            rows.append(tuple(OTHER + (SAME - OTHER) * one / sum(heard) for one in heard))
    return VoiceTrack(
        windows=tuple(windows), groupings=(VoiceGrouping(likeness=tuple(rows), alike=alike),)
    )


def heard(script: str, voices: str, **line: float) -> Conversation:
    """Assign the speakers of a script whose lines have the voices of these letters."""
    spaced = {key: line[key] for key in line if key == "pause_s"}
    return assign_speakers(
        mono(script, **spaced),
        metadata=NAMELESS,
        voices=track(script, voices=tuple(voices), **line),
    )


def said_by_agent(call: Conversation) -> int:
    return sum(len(turn.words) for turn in call.turns if turn.speaker is Speaker.AGENT)


TALK = """agent: Hi, this is Dana Whitfield calling from Juniper Valley Dental about your invoice.
    customer: The weather is lovely over here and the garden needs it.
    agent: The snow came early and the road was closed for a week.
    customer: I never got anything in the mail about that.
    agent: The trees stand tall.
    customer: The river runs low."""


def test_lines_that_tell_nothing_have_the_role_of_their_voice() -> None:
    call = heard(TALK, "ababab")

    assert script_of(call) == lines_of(TALK)
    assert min(turn.speaker_confidence for turn in call.turns) > 0.8


def test_without_voices_the_same_lines_are_unknown_or_unsure() -> None:
    call = assign_speakers(mono(TALK), metadata=NAMELESS)

    assert script_of(call) != lines_of(TALK)


def test_a_change_of_voice_cuts_where_neither_pause_nor_full_stop_does() -> None:
    script = """agent: this is Dana Whitfield calling from Juniper Valley Dental about the invoice
        customer: my garden needs plenty of rain and I never got the thing
        agent: let me pull up your account and see what the balance is"""
    call = heard(script, "aba", pause_s=0.0)

    turns = [(str(turn.speaker), len(turn.text.split())) for turn in call.turns]
    assert [speaker for speaker, _ in turns] == ["agent", "customer", "agent"]
    assert [count for _, count in turns] == pytest.approx([12, 12, 12], abs=2)
    alone = assign_speakers(mono(script, pause_s=0.0), metadata=NAMELESS)
    assert script_of(alone) != script_of(call)


def test_where_voice_and_words_disagree_nobody_is_sure() -> None:
    agree = heard(TALK + "\n customer: I already paid you guys.", "abababb")
    contrary = heard(TALK + "\n customer: I already paid you guys.", "abababa")

    assert agree.turns[-1].speaker_confidence > contrary.turns[-1].speaker_confidence


def test_a_fetched_supervisor_speaks_for_the_collector_with_a_voice_of_his_own() -> None:
    script = """agent: Hi, this is Dana Whitfield calling from Juniper Valley Dental.
        customer: I already paid you guys. I want to talk to your supervisor.
        agent: Let me transfer you to my supervisor.
        agent: This is Paul Reyes with Juniper Valley Dental, I'm calling about your invoice.
        customer: I told you, I don't owe you anything.
        agent: The road was closed for a week."""
    call = heard(script, "abaCbC", alike=0.7)

    speakers = [str(turn.speaker) for turn in call.turns for _ in turn.words]
    truth = [who for who, said in lines_of(script) for _ in said.split()]
    assert speakers == truth


MONOLOGUE = """agent: Hi, this is Dana Whitfield calling from Juniper Valley Dental about your
    invoice.
    agent: The office is open until late today.
    agent: The number is 555 0142."""


def test_halves_of_one_voice_may_both_be_the_collectors() -> None:
    one, two = heard(MONOLOGUE, "aba", alike=0.9), heard(MONOLOGUE, "aba", alike=0.6)

    assert "customer" not in {str(turn.speaker) for turn in one.turns}
    assert said_by_agent(one) > said_by_agent(two)


def test_too_little_speech_leaves_the_words_alone() -> None:
    script = "agent: May I speak with Nora Castellan please? / customer: This is she."
    with_none = assign_speakers(mono(script), metadata=OUTBOUND)
    with_little = assign_speakers(mono(script), metadata=OUTBOUND, voices=VoiceTrack(version=1))

    assert with_little == with_none


def test_two_voices_that_both_speak_for_hours_like_collectors_are_no_fault() -> None:
    script = " / ".join(
        "agent: Hi, this is Dana Whitfield calling from Juniper Valley Dental." for _ in range(600)
    )
    call = heard(script, "ab" * 300)

    assert sum(len(turn.words) for turn in call.turns) == 10 * 600
