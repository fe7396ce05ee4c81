from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.transcript import Word


def turn(*words: tuple[str, float, float], start_s: float | None = None) -> Turn:
    spoken = tuple(Word(text=text, start_s=start, end_s=end) for text, start, end in words)
    return Turn(
        index=0,
        speaker=Speaker.AGENT,
        text=" ".join(word.text for word in spoken),
        start_s=spoken[0].start_s if start_s is None else start_s,
        end_s=spoken[-1].end_s,
        words=spoken,
    )


def test_a_quote_is_heard_from_its_first_word_to_its_last() -> None:
    said = turn(("pay", 1.0, 1.4), ("it", 1.5, 1.6), ("today", 1.7, 2.2))
    assert said.seconds_of(4, 12) == (1.5, 2.2)


def test_a_first_word_stretched_over_a_pause_begins_with_its_turn() -> None:
    said = turn(("I", 24.6, 25.0), ("have", 25.0, 25.2), start_s=24.8)
    assert said.seconds_of(0, 6) == (24.8, 25.2)


def test_without_words_the_characters_share_the_turn() -> None:
    bare = Turn(index=0, speaker=Speaker.AGENT, text="0123456789", start_s=10.0, end_s=20.0)
    assert bare.seconds_of(2, 5) == (12.0, 15.0)
    assert bare.model_copy(update={"start_s": None}).seconds_of(2, 5) == (None, None)


def test_the_turn_at_a_moment_begins_with_it_and_ends_before_its_end() -> None:
    first = turn(("yes", 1.0, 2.0))
    conversation = Conversation(call_id="c", turns=(first,))
    assert conversation.at(1.0) == first
    assert conversation.at(2.0) is None
