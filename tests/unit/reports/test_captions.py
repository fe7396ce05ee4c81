"""The files of words: read back, they hold what was said, by whom and when."""

from itertools import pairwise
from pathlib import Path

import pytest

from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.metadata import CallMetadata, CallType, Contact
from callaudit.core.transcript import Word
from callaudit.reports.captions import CAPTION_CHARS, captions, transcript_text
from callaudit.reports.transcript_format import TranscriptFormat
from callaudit.transcripts import read_calls
from tests.unit.reports.examples import conversation

SCRIPT = (
    "system: Please leave a message after the tone. / agent: Hi, it's Nora & Sons <billing>. / "
    "third_party: She isn't in --> call later. / customer: I'm here now. / unknown: Who is that?"
)
LONG = (
    "I did send the check on Monday. It went to the old address on Mill Street, because nobody "
    "told me that you had moved, and so it came back on Thursday with a yellow sticker on it."
)


def audit(talk: Conversation) -> CallAudit:
    call = Call(
        metadata=CallMetadata(call_id=talk.call_id),
        conversation=talk,
        call_type=CallType.FIRST_CALL,
        contact=Contact.CONSUMER,
    )
    return CallAudit(call_id=talk.call_id, source="talk.wav", status="audited", call=call)


def spoken(text: str, *, start_s: float, step_s: float = 0.4) -> Turn:
    """Return a turn whose words follow one another every `step_s` seconds."""
    words = tuple(
        Word(text=word, start_s=start_s + n * step_s, end_s=start_s + (n + 1) * step_s)
        for n, word in enumerate(text.split())
    )
    end_s = words[-1].end_s
    return Turn(
        index=0, speaker=Speaker.CUSTOMER, text=text, start_s=start_s, end_s=end_s, words=words
    )


def read_back(folder: Path, talk: Conversation, form: TranscriptFormat) -> tuple[Turn, ...]:
    text = transcript_text(audit(talk), form)
    assert text is not None
    path = folder / f"{talk.call_id}.{form}"
    path.write_text(text, encoding="utf-8")
    (call,) = read_calls(path)
    assert call.conversation is not None, call.failure
    return call.conversation.turns


@pytest.mark.parametrize("form", TranscriptFormat)
def test_speakers_words_and_times_are_read_back(tmp_path: Path, form: TranscriptFormat) -> None:
    talk = conversation("c1", SCRIPT)
    turns = read_back(tmp_path, talk, form)
    assert [(t.speaker, t.text, t.start_s) for t in turns] == [
        (t.speaker, t.text, t.start_s) for t in talk.turns
    ]


def test_json_keeps_every_turn_whole(tmp_path: Path) -> None:
    turn = spoken(LONG, start_s=2.0).model_copy(update={"channel": 1})
    talk = Conversation(call_id="c1", turns=(turn,))
    assert read_back(tmp_path, talk, TranscriptFormat.JSON) == (turn,)


@pytest.mark.parametrize("form", [TranscriptFormat.VTT, TranscriptFormat.SRT])
def test_captions_of_a_long_turn_are_short_and_lose_no_word(
    tmp_path: Path, form: TranscriptFormat
) -> None:
    talk = Conversation(call_id="c1", turns=(spoken(LONG, start_s=2.0),))
    turns = read_back(tmp_path, talk, form)
    assert " ".join(turn.text for turn in turns) == LONG
    shown = tuple(captions(talk))
    assert len(shown) == 3
    assert all(len(one.text) <= CAPTION_CHARS for one in shown)
    assert shown[0].start_s == 2.0
    assert all(one.end_s == later.start_s for one, later in pairwise(shown))


def test_a_caption_begins_no_sooner_than_its_turn() -> None:
    early = spoken(LONG, start_s=2.0).model_copy(update={"start_s": 2.3})
    first = next(captions(Conversation(call_id="c1", turns=(early,))))
    assert first.start_s == 2.3


def test_webvtt_names_voices_and_escapes_signs() -> None:
    text = transcript_text(audit(conversation("c1", SCRIPT)), TranscriptFormat.VTT)
    assert text is not None
    assert text.startswith("WEBVTT\n\n00:00:00.500 --> 00:00:02.780\n")
    assert "<v Agent>Hi, it's Nora &amp; Sons &lt;billing&gt;.</v>\n" in text
    assert "<v Third party>She isn't in --&gt; call later.</v>\n" in text


def test_hours_are_written_out() -> None:
    turn = Turn(index=0, speaker=Speaker.AGENT, text="Still there?", start_s=3723.5, end_s=3724.0)
    text = transcript_text(audit(Conversation(call_id="c1", turns=(turn,))), TranscriptFormat.SRT)
    assert text == "1\n01:02:03,500 --> 01:02:04,000\nAgent: Still there?\n"


def test_without_times_there_is_text_and_no_caption() -> None:
    untimed = audit(conversation("c1", "agent: Hello. / customer: Hi.", timed=False))
    assert transcript_text(untimed, TranscriptFormat.TXT) == "Agent: Hello.\nCustomer: Hi.\n"
    assert transcript_text(untimed, TranscriptFormat.VTT) is None


@pytest.mark.parametrize("form", TranscriptFormat)
def test_a_silent_call_has_no_file(form: TranscriptFormat) -> None:
    assert transcript_text(audit(Conversation(call_id="c1")), form) is None
