import pytest

from callaudit.core.entity import Entity, EntityKind
from callaudit.text.normalise import normalise, with_slots


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("You'll be sued.", "you will be sued ."),
        ("We won't, can't, shouldn't", "we will not can not should not"),
        ("I'm gonna call y'all", "i am going to call you all"),
        ("There's a warrant", "there is a warrant"),
        ("the customer's bill", "the customer 's bill"),
        ("Let's go", "let us go"),
        ("Um, we we will, uh, sue", "we will sue"),
        ("four four seven one", "four four seven one"),
        ("We will, you know, sue you", "we will sue you"),
        ("I mean, we could talk. You know, later", "we could talk . later"),
        ("Do you know, sir, what I mean?", "do you know sir what i mean ?"),
        ("dont call, thats late", "do not call that is late"),
        ("pay your f*** bill, you b----", "pay your f## bill you b##"),
        ("e-mail me; (soon)", "e mail me soon"),
        ("50% of $20", "50 % of $ 20"),
        ("", ""),
    ],
)
def test_one_stream_for_all_the_ways_to_say_it(said: str, words: str) -> None:
    assert " ".join(normalise(said).words) == words


def test_every_word_leads_back_to_what_was_spoken() -> None:
    said = "Um, you'll pay $20, won't you?"
    normal = normalise(said)
    assert [said[a:b] for a, b in zip(normal.starts, normal.ends, strict=True)] == [
        "you", "'ll", "pay", "$", "20", "wo", "n't", "you", "?",
    ]  # fmt: skip


def test_a_spoken_value_becomes_one_word() -> None:
    said = "pay three hundred dollars today"
    amount = Entity(
        kind=EntityKind.MONEY,
        value="300.00",
        text="three hundred dollars",
        turn=0,
        start_char=4,
        end_char=25,
    )
    assert with_slots(normalise(said), (amount,)).words == ("pay", "{money}", "today")


def test_the_sentence_of_a_word_ends_at_its_marks() -> None:
    normal = normalise("No. You will pay. Yes.")
    assert normal.words[slice(*normal.sentence_of(3, 4))] == ("you", "will", "pay")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("that's it  's", "that is it is"),
        ("you  know, we will", "you know we will"),
        ("we will, you know, sue", "we will sue"),
        ("the client\tis here\n\nnow", "the client is here now"),
        ("Dana's here", "dana 's here"),
    ],
)
def test_a_stretch_between_blanks_means_the_same_wherever_it_stands(said, words) -> None:
    assert " ".join(normalise(said).words) == words
    assert " ".join(normalise(f"Well, {said}").words) == f"well {words}"
