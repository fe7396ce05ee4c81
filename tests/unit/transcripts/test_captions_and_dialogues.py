import time
from pathlib import Path

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.transcripts import CallFile, read_calls

AGENT, CUSTOMER, UNKNOWN = Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN


def read(path: Path, text: str) -> CallFile:
    path.write_text(text, encoding="utf-8", newline="")
    (call,) = read_calls(path)
    return call


def said(call: CallFile) -> list[tuple[Speaker, str]]:
    assert call.conversation is not None, call.failure
    return [(turn.speaker, turn.text) for turn in call.conversation.turns]


def test_webvtt(tmp_path: Path) -> None:
    text = (
        "WEBVTT - night shift\r\nKind: captions\r\n\r\n"
        "NOTE no caption\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        "intro\r\n00:00:01.000 --> 00:00:02.500 align:start\r\n"
        "<v.loud Agent>Good <i>morning</i>, this is Odile.</v>\r\n\r\n"
        "00:03.250 --> 00:04.000\r\n<v Customer>Q &amp; A?\r\n"
    )
    path = tmp_path / "k1.vtt"
    assert read(path, text) == CallFile(
        call_id="k1",
        source=str(path),
        conversation=Conversation(
            call_id="k1",
            turns=(
                Turn(
                    index=0,
                    speaker=AGENT,
                    text="Good morning, this is Odile.",
                    start_s=1.0,
                    end_s=2.5,
                ),
                Turn(index=1, speaker=CUSTOMER, text="Q & A?", start_s=3.25, end_s=4.0),
            ),
        ),
    )


def test_srt_with_speakers_before_a_colon(tmp_path: Path) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\nAgent: Good morning.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n- Customer: Yes?\n- Agent: It's Odile.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nWho?\n"
    )
    call = read(tmp_path / "k1.srt", text)
    assert said(call) == [
        (AGENT, "Good morning."),
        (CUSTOMER, "Yes?"),
        (AGENT, "It's Odile."),
        (UNKNOWN, "Who?"),
    ]
    assert call.problems == ("1 of 4 turns name no speaker that is known",)


def test_captions_that_cut_a_sentence_are_one_turn(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>you will never be\n\n"
        "00:02.100 --> 00:03.000\n<v Agent>arrested for this.\n\n"
        "00:03.100 --> 00:04.000\n<v Agent>Goodbye.\n\n"
        "00:09.000 --> 00:10.000\n<v Customer>well\n\n"
        "00:14.000 --> 00:15.000\n<v Customer>okay\n"
    )
    call = read(tmp_path / "k1.vtt", text)
    assert said(call) == [
        (AGENT, "you will never be arrested for this."),
        (AGENT, "Goodbye."),
        (CUSTOMER, "well"),
        (CUSTOMER, "okay"),
    ]
    assert call.conversation is not None
    assert (call.conversation.turns[0].start_s, call.conversation.turns[0].end_s) == (1.0, 3.0)


def test_captions_without_a_speaker_are_never_joined(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.0 --> 00:02.0\nhello\n\n00:02.0 --> 00:03.0\nhello who is it\n"
    assert said(read(tmp_path / "k1.vtt", text)) == [
        (UNKNOWN, "hello"),
        (UNKNOWN, "hello who is it"),
    ]


def test_caption_times_that_cannot_be_are_said(tmp_path: Path) -> None:
    text = "1\n00:00:09,000 --> 00:00:02,500\nAgent: Hi.\n\n2\nsoon --> later\nAgent: Bye.\n"
    call = read(tmp_path / "k1.srt", text)
    assert said(call) == [(AGENT, "Hi."), (AGENT, "Bye.")]
    assert call.problems == (
        "caption 1: ends before it starts; its time is ignored",
        "caption 2: its time cannot be read",
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("k.vtt", "", "empty"),
        ("k.vtt", "WEBVTT\n\n", "no_turns"),
        ("k.srt", "just some words", "no_turns"),
        ("k.txt", "Agent:\nCustomer:\n", "no_turns"),
        ("k.txt", "Agent: hi\n" * 60_000, "too_large"),
        ("k.txt", "Agent: hi\n" + "x\n" * 200_001, "too_large"),
    ],
)
def test_text_without_a_call_says_why(tmp_path: Path, name: str, content: str, code: str) -> None:
    path = tmp_path / name
    call = read(path, content)
    assert call.failure is not None
    assert (call.failure.code, call.failure.stage) == (code, "read")
    assert call.failure.message.startswith(f"{path}: ")


def test_a_written_dialogue(tmp_path: Path) -> None:
    text = (
        "Agent: Good morning, is this Bram?\n\nCustomer: It is.\n   What's this\n"
        "about: my car?\nAgent [00:12]: No.\n**Caller:** Then?\n"
    )
    assert said(read(tmp_path / "k1.txt", text)) == [
        (AGENT, "Good morning, is this Bram?"),
        (CUSTOMER, "It is. What's this about: my car?"),
        (AGENT, "No."),
        (CUSTOMER, "Then?"),
    ]


def test_clock_readings_before_speakers_are_starts_and_elsewhere_speech(tmp_path: Path) -> None:
    call = read(
        tmp_path / "k1.txt",
        "[00:00:05] Agent: When suits you?\n1:02 - Customer: Tomorrow,\n2:30 works for me.\n",
    )
    assert call.conversation == Conversation(
        call_id="k1",
        turns=(
            Turn(index=0, speaker=AGENT, text="When suits you?", start_s=5.0),
            Turn(index=1, speaker=CUSTOMER, text="Tomorrow, 2:30 works for me.", start_s=62.0),
        ),
    )


def test_strange_names_are_speakers_when_they_come_again(tmp_path: Path) -> None:
    text = "Odile: Hello.\nBram: Hi.\nOdile: Listen: I can help.\nBram: Fine.\nNote: he sighed\n"
    call = read(tmp_path / "k1.txt", text)
    assert said(call) == [
        (UNKNOWN, "Hello."),
        (UNKNOWN, "Hi."),
        (UNKNOWN, "Listen: I can help."),
        (UNKNOWN, "Fine. Note: he sighed"),
    ]
    assert call.problems == ("4 of 4 turns name no speaker that is known",)


def test_text_without_speakers_is_a_turn_a_line(tmp_path: Path) -> None:
    assert said(read(tmp_path / "k1.txt", "hello\nhi there\n")) == [
        (UNKNOWN, "hello"),
        (UNKNOWN, "hi there"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("k.vtt", "WEBVTT\n\n00:01.0 --> 00:02.0\n" + "<v " * 300_000),
        ("k.vtt", "WEBVTT\n\n00:01.0 --> 00:02.0\n" + "<" * 500_000),
        ("k.txt", "Agent" + " " * 500_000 + "x"),
        ("k.txt", "Agent: a\n" + "b\n" * 100_000),
        ("k.srt", "\n" * 500_000 + "1\n00:00:01,000 --> " + "0" * 500_000),
        ("k.txt", "[" * 200_000 + ":" * 200_000),
    ],
)
def test_hostile_text_is_read_or_refused_quickly(tmp_path: Path, name: str, content: str) -> None:
    began = time.monotonic()
    call = read(tmp_path / name, content)
    assert (call.conversation is None) != (call.failure is None)
    assert time.monotonic() - began < 5
