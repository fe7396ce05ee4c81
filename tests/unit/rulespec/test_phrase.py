import pytest

from callaudit.rulespec.phrase import (
    Choice,
    Gap,
    PhraseError,
    Ref,
    Sequence,
    Slot,
    Word,
    is_plain,
    parse_phrase,
)


def test_words_choices_gaps_slots_and_lists_are_read() -> None:
    assert parse_phrase("@we (sue|take you to court) [for] ...2 {money} garnish*") == Sequence(
        (
            Ref("we"),
            Choice(
                (
                    Sequence((Word("sue"),)),
                    Sequence((Word("take"), Word("you"), Word("to"), Word("court"))),
                ),
                optional=False,
            ),
            Choice((Sequence((Word("for"),)),), optional=True),
            Gap(2),
            Slot("money"),
            Word("garnish", prefix=True),
        )
    )


def test_a_choice_may_stand_inside_a_choice() -> None:
    inner = Choice((Sequence((Word("be"),)), Sequence((Word("get"),))), optional=True)
    assert parse_phrase("(will [be|get] arrested|jail)").parts == (
        Choice(
            (
                Sequence((Word("will"), inner, Word("arrested"))),
                Sequence((Word("jail"),)),
            ),
            optional=False,
        ),
    )


@pytest.mark.parametrize(
    ("phrase", "complaint"),
    [
        ("(sue|court", "'(' is not closed"),
        ("sue)", "')' closes nothing"),
        ("sue (|court)", "empty choice"),
        ("... sue", "begins or ends with a gap"),
        ("sue ...", "begins or ends with a gap"),
        ("...", "has no word"),
        ("sue {", "cannot read"),
    ],
)
def test_what_cannot_be_read_is_told(phrase: str, complaint: str) -> None:
    with pytest.raises(PhraseError, match=complaint.replace("(", r"\(").replace(")", r"\)")):
        parse_phrase(phrase)


def test_only_words_are_plain() -> None:
    assert is_plain(parse_phrase("an attempt to collect a debt"))
    assert not is_plain(parse_phrase("an attempt to collect [a] debt"))
