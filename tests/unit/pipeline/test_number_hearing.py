"""Telephone numbers that lack a digit: which are heard again, and what becomes of them."""

from pathlib import Path

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.interval import Interval
from callaudit.core.metadata import CallMetadata
from callaudit.core.transcript import SpanHearing, Word
from callaudit.pipeline.hearing import hear_call
from callaudit.pipeline.hearing_tools import HearingSettings, HearingTools
from callaudit.pipeline.number_hearing import (
    cut_numbers,
    is_same_number,
    mend,
    with_numbers_heard_again,
)
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask

QUESTION = "agent: What's the best number to reach you?"


def talk(*lines: str) -> Conversation:
    """Return turns that follow one another by a second, each word half a second long."""
    turns, at_s = [], 1.0
    for index, line in enumerate(lines):
        speaker, text = line.split(": ", 1)
        words = tuple(
            Word(text=word, start_s=at_s + n / 2, end_s=at_s + (n + 1) / 2, probability=0.8)
            for n, word in enumerate(text.split())
        )
        turns.append(
            Turn(
                index=index,
                speaker=Speaker(speaker),
                text=text,
                start_s=at_s,
                end_s=words[-1].end_s,
                words=words,
                channel=0,
            )
        )
        at_s = words[-1].end_s + 1
    return Conversation(call_id="call", turns=tuple(turns))


def cut(*lines: str) -> list[tuple[str, str]]:
    return [
        (one.turn.text[one.start_char : one.end_char], one.digits)
        for one in cut_numbers(talk(*lines))
    ]


@pytest.mark.parametrize(
    ("answer", "quote", "digits"),
    [
        ("It's 614 555 019.", "614 555 019", "614555019"),
        ("Six one four, five five, oh one nine oh.", "Six one four, five five, oh one nine oh",
         "614550190"),
        ("61455500190", "61455500190", "61455500190"),
    ],
)  # fmt: skip
def test_a_number_that_was_asked_for_and_is_not_whole(answer: str, quote: str, digits: str) -> None:
    assert cut(QUESTION, f"customer: {answer}") == [(quote, digits)]


def test_a_number_that_is_announced_needs_no_question() -> None:
    assert cut("agent: Please call us back at 614 555 019.") == [("614 555 019", "614555019")]


@pytest.mark.parametrize(
    "lines",
    [
        (QUESTION, "customer: It's 614 555 0190."),
        (QUESTION, "customer: 555 0190 is my number."),
        (QUESTION, "customer: It's 61455."),
        ("agent: What is your social security number?", "customer: 614 55 0190."),
        ("agent: How much can you pay?", "customer: 614 550 190"),
        ("agent: Your account number is 614 550 190.",),
    ],
)
def test_whole_numbers_and_other_numbers_are_left_alone(lines: tuple[str, ...]) -> None:
    assert cut(*lines) == []


def test_it_is_heard_with_the_pauses_around_it_and_no_other_word() -> None:
    call = talk(QUESTION, "customer: It's 614 555 019.", "agent: Thanks.")
    (number,) = cut_numbers(call)
    said, thanks = call.turns[1], call.turns[2].words[0]
    assert number.span == Interval(start_s=said.words[0].end_s, end_s=thanks.start_s)


def test_without_times_there_is_nothing_to_hear() -> None:
    turn = Turn(index=0, speaker=Speaker.AGENT, text="Call us at 614 555 019.")
    assert list(cut_numbers(Conversation(call_id="call", turns=(turn,)))) == []


@pytest.mark.parametrize(
    ("first", "again", "same"),
    [
        ("614555019", "6145550190", True),
        ("61455500190", "6145550190", True),
        ("61455019", "6145550190", True),
        ("614555019", "6145559042", False),
        ("614555019", "", False),
    ],
)
def test_what_is_heard_again_must_be_nearly_the_same(first: str, again: str, same: bool) -> None:
    assert is_same_number(first, again) is same


def test_the_turn_holds_the_number_heard_again_at_its_times() -> None:
    (number,) = cut_numbers(talk(QUESTION, "customer: It's 614 555 019, okay?"))
    again = SpanHearing(
        channel=0, start_s=0.0, end_s=9.0, heard_by="x", text="It's 6, 1, 4, 5, 5, 5, 0, 1, 9, 0."
    )
    turn = mend(number, again)
    first, *_, last = number.turn.words[1:4]
    assert turn.text == "It's 614-555-0190, okay?"
    assert [word.text for word in turn.words] == ["It's", "614-555-0190,", "okay?"]
    assert (turn.words[1].start_s, turn.words[1].end_s) == (first.start_s, last.end_s)
    assert turn.model_copy(update={"text": "", "words": ()}) == number.turn.model_copy(
        update={"text": "", "words": ()}
    )


@pytest.mark.asr
def test_a_digit_that_was_dropped_is_found_in_the_sound(tmp_path: Path) -> None:
    tools = HearingTools(HearingSettings(cache=tmp_path))
    path = Path("sample_calls/s02_clean_voicemail.wav")
    task = CallTask(source=str(path), recording=path, metadata=CallMetadata(call_id="s02"))
    recording, heard, whole = hear_call(task, tools, Stopwatch())
    assert recording is not None
    assert heard is not None
    assert list(cut_numbers(whole)) == []
    (said,) = (turn for turn in whole.turns if "214-555-0139" in turn.text)
    dropped = tuple(
        word.model_copy(update={"text": word.text.replace("214-555-0139", "214-55-0139")})
        for word in said.words
    )
    spoilt = said.model_copy(
        update={"text": " ".join(word.text for word in dropped), "words": dropped}
    )
    turns = tuple(spoilt if turn is said else turn for turn in whole.turns)
    call = whole.model_copy(update={"turns": turns})
    assert [one.digits for one in cut_numbers(call)]
    mended = with_numbers_heard_again(call, heard, recording=recording, tools=tools)
    assert "214-555-0139" in mended.turns[said.index].text
