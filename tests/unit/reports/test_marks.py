"""Turns cut into pieces, and text that tries to steer the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.finding import Severity
from callaudit.reports.marks import Mark, Piece, cut_text, visible

SAID = "the sheriff will arrest you and tell your boss"


def mark(quote: str, number: int | None, severity: Severity | None = None) -> Mark:
    start = SAID.index(quote)
    return Mark(
        start_char=start,
        end_char=start + len(quote),
        label=f"R{number}" if number else "amount",
        number=number,
        severity=severity,
    )


def test_overlapping_quotes_share_the_words_they_have_in_common():
    marks = [
        mark("sheriff will arrest you", 1, Severity.CRITICAL),
        mark("arrest you and tell", 2, Severity.MAJOR),
    ]
    assert cut_text(SAID, marks) == (
        Piece(text="the "),
        Piece(text="sheriff will ", tone="critical", numbers=(1,), labels=("R1",)),
        Piece(text="arrest you", tone="critical", numbers=(1, 2), labels=("R1", "R2"), ends=(1,)),
        Piece(text=" and tell", tone="major", numbers=(2,), labels=("R2",), ends=(2,)),
        Piece(text=" your boss"),
    )


def test_a_quote_inside_another_keeps_both_numbers():
    marks = [mark(SAID, 1, Severity.MINOR), mark("arrest", 2, Severity.CRITICAL)]
    tones = [(piece.text, piece.tone, piece.numbers) for piece in cut_text(SAID, marks)]
    assert tones == [
        ("the sheriff will ", "minor", (1,)),
        ("arrest", "critical", (1, 2)),
        (" you and tell your boss", "minor", (1,)),
    ]


def test_the_same_words_cited_twice_by_one_rule_are_marked_once():
    marks = [mark("arrest", 1, Severity.MAJOR), mark("arrest", 1, Severity.MAJOR)]
    assert [piece.ends for piece in cut_text(SAID, marks)] == [(), (1,), ()]


def test_what_could_not_be_judged_and_elements_are_marked_differently():
    open_one, element = mark("sheriff", 3), mark("boss", None)
    tones = {p.text: p.tone for p in cut_text(SAID, [open_one, element]) if p.tone}
    assert tones == {"sheriff": "undetermined", "boss": "element"}


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (40, 900), (10, 10), (12, 4), (99, 120)])
def test_marks_beyond_the_text_lose_no_character(start, end):
    odd = Mark(start_char=start, end_char=end, label="R", number=1)
    assert "".join(piece.text for piece in cut_text(SAID, [odd])) == SAID


def test_an_empty_turn_has_no_piece():
    assert cut_text("", [Mark(start_char=0, end_char=4, label="R", number=1)]) == ()


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=6),
)
def test_pieces_joined_are_the_text_again(text, spans):
    marks = [
        Mark(start_char=start, end_char=end, label=str(n), number=n)
        for n, (start, end) in enumerate(spans, start=1)
    ]
    pieces = cut_text(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    ended = [number for piece in pieces for number in piece.ends]
    alive = [m.number for m in marks if max(0, m.start_char) < min(len(text), m.end_char)]
    assert sorted(ended) == alive


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("pay \u202eyadot\u202c", "pay [U+202E]yadot[U+202C]"),
        ("a\u2028b", "a[U+2028]b"),
        ("nul\x00", "nul[U+0000]"),
        ("hid\u200bden", "hid[U+200B]den"),
        ("two\nlines\tand tab", "two lines and tab"),
        ("naïve £5 – 你好", "naïve £5 – 你好"),
    ],
)
def test_characters_that_steer_the_page_are_shown_by_their_code(said, shown):
    assert visible(said) == shown
