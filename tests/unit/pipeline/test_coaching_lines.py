"""Which lines of a colleague may stand on another's sheet, and what stands around a quote."""

import pytest

from callaudit.pipeline.coaching_lines import Names, Sentence, may_be_shared, sentence_around


@pytest.mark.parametrize(
    ("turn", "quote", "found"),
    [
        (
            "Hi there. I am sorry to hear that, sir. What would work?",
            "sorry to hear",
            Sentence("I am ", "sorry to hear", " that, sir."),
        ),
        (
            "Would Friday work? Take your time.",
            "Would Friday work?",
            Sentence("", "Would Friday work?", ""),
        ),
        ("no stops here at all", "stops", Sentence("no ", "stops", " here at all")),
        ("other words", "not there", Sentence("", "not there", "")),
        ("", "a quote without its turn", Sentence("", "a quote without its turn", "")),
    ],
)
def test_a_quote_stands_in_its_sentence(turn, quote, found):
    assert sentence_around(turn, quote) == found


@pytest.fixture(name="names")
def _names():
    return Names(("Alma Reyes", "Will Marsh", "Priya Nair", "Tomas"))


@pytest.mark.parametrize(
    "line",
    [
        "Would Friday work for you?",
        "I'm sorry to hear that, take your time.",
        "This call may be recorded for quality.",
        "This is an attempt to collect a debt, and any information will be used for that.",
        "Okay, thank you, I will send the letter on Monday.",
    ],
)
def test_lines_that_tell_of_nobody_may_be_shared(line, names):
    assert may_be_shared(line, names)


@pytest.mark.parametrize(
    "line",
    [
        "This is Alma Reyes with a message for you.",
        "this is alma with a message for you",
        "Thank you, Priya, would Friday work?",
        "would friday work for you priya",
        "May I speak with Will about it today?",
        "Am I speaking with dana please?",
        "Thanks, lorenzo, have a good day.",
        "hello lorenzo how are you today",
        "Would it help if Okonkwo pays the rest?",
        "The balance is $118.40 as of today.",
        "The balance is four hundred and ten dollars.",
        "Please call five five five oh one nine two.",
        "Your date is •••••• •• on our file.",
        "Write to billing@example.com about that.",
        "Thanks for calling Pinewood Plumbing, how can I help?",
        "Yes, please.",
        " ".join(["again and"] * 30),
    ],
)
def test_lines_with_a_name_a_figure_or_a_mask_stay_where_they_are(line, names):
    assert not may_be_shared(line, names)
