"""Which phrases a turn may hold, and which token patterns are worth a parse."""

import pytest

from callaudit.engine.index import PatternIndex
from callaudit.engine.phrases import WordLists, compile_phrase, compile_phrases
from callaudit.engine.token_gate import counts_of_tokens, shapes_of_tokens
from callaudit.engine.triggers import Gate, vocabulary_of
from callaudit.text.normalise import normalise

PHRASES = (
    "garnish* your (wages|pay)",
    "your (wages|salary) ...4 taken",
    "@we (sue|take you to court)",
    "owe {money}",
    "[please] call",
)
LISTS = {"we": ("we [will]", "our lawyers [will]")}


def worth_trying(said: str, *more: str) -> list[int]:
    lists = WordLists(LISTS)
    index = PatternIndex.of(
        (("R/p", number), compile_phrase(phrase, lists).gates)
        for number, phrase in enumerate(PHRASES)
    )
    return index.candidates(vocabulary_of((*normalise(said).words, *more))).get("R/p", [])


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("We are garnishing your wages", [0]),
        ("We are garnishing your account", []),
        ("Your wages will be taken", [1]),
        ("Your wages will be garnished or taken", [0, 1]),
        ("Our lawyers will sue", [2]),
        ("They will sue", []),
        ("Call me", [4]),
        ("", []),
    ],
)
def test_every_part_of_a_phrase_must_have_a_word_in_the_turn(said, numbers) -> None:
    assert worth_trying(said) == numbers


def test_a_spoken_value_is_a_word_too() -> None:
    assert worth_trying("You owe", "{money}") == [3]
    assert worth_trying("You owe us", "{money}") == []
    assert worth_trying("You owe us") == []


def test_a_pattern_without_gates_may_stand_anywhere() -> None:
    index = PatternIndex.of([(("R/any", 0), ()), (("R/open", 0), (Gate(frozenset()),))])
    assert index.candidates(()) == {"R/any": [0], "R/open": [0]}


def test_phrases_come_in_their_order_and_patterns_apart() -> None:
    pay, now = Gate(frozenset({"pay"})), Gate(frozenset({"now"}))
    index = PatternIndex.of([(("R/a", 0), (pay,)), (("R/b", 0), (now, pay)), (("R/a", 1), (now,))])
    assert index.candidates(("now", "pay")) == {"R/a": [0, 1], "R/b": [0]}
    assert index.candidates(("now",)) == {"R/a": [1]}


def test_only_what_is_asked_for_is_looked_up() -> None:
    pay = Gate(frozenset({"pay"}))
    index = PatternIndex.of([(("R/a", 0), (pay,)), (("R/b", 0), (pay,)), (("R/a", 1), (pay,))])
    assert index.candidates(("pay",), among=index.bits_of("R/a")) == {"R/a": [0, 1]}
    assert index.candidates(("pay",), among=index.bits_of("R/none")) == {}


@pytest.mark.parametrize(
    ("phrase", "gates"),
    [
        ("you did", [{"you did"}]),
        ("(you|they) did [not] agree", [{"agree"}, {"you did", "they did"}, {"you", "they"}]),
        ("won't garnish*", [{"garnish*"}, {"will not"}]),
        ("pay ... today", [{"pay"}, {"today"}]),
        ("owe {money}", [{"owe {money}"}, {"{money}"}]),
        ("so what (.|?)", [{"so what"}, {"what .", "what ?"}, {".", "?"}]),
        ("[please] a*", [{"a*"}]),
    ],
)
def test_neighbours_are_a_better_gate_than_either_word(phrase, gates) -> None:
    compiled = compile_phrase(phrase, {})
    found = [
        {*gate.triggers, *(f"{prefix}*" for prefix in gate.prefixes)} for gate in compiled.gates
    ]
    assert found == gates


def test_a_list_is_said_where_any_of_its_phrases_may_stand() -> None:
    listed = compile_phrases(("too bad", "suit* yourself", "[please] [sir]"), {})
    sources = [phrase.source for phrase in listed.candidates(vocabulary_of(("too", "bad")))]
    assert sources == ["too bad", "[please] [sir]"]


def test_a_list_that_uses_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="uses itself"):
        compile_phrase("@we sue", WordLists({"we": ("we", "@we all")}))


@pytest.mark.parametrize(
    ("token", "shapes"),
    [
        ({"TEXT": {"REGEX": r"^\d{4}$"}}, [r"\d{4}"]),
        ({"TEXT": {"REGEX": r"^[^.?!$]+x$"}}, []),
        ({"TEXT": {"REGEX": r"^a$|^b$"}}, []),
        ({"TEXT": {"REGEX": r"\bcard"}}, []),
        ({"TEXT": {"REGEX": r"^\d$"}, "OP": "?"}, []),
        ({"TEXT": {"REGEX": r"^\d$"}, "OP": "{0,3}"}, []),
        ({"TEXT": {"REGEX": r"^\d$"}, "OP": "+"}, [r"\d"]),
        ({"LOWER": "card"}, []),
        ({"RIGHT_ID": "n", "RIGHT_ATTRS": {"TEXT": {"REGEX": r"^\d$"}}}, [r"\d"]),
    ],
)
def test_a_required_token_told_by_its_shape_is_looked_for_in_the_text(token, shapes) -> None:
    assert [shape.pattern for shape in shapes_of_tokens([token])] == shapes


def test_a_shape_of_lower_case_words_is_found_in_capitals() -> None:
    (shape,) = shapes_of_tokens([{"LOWER": {"REGEX": r"^f\*+k$"}}])
    assert shape.search("WHAT THE F**K, SIR")


def test_digits_read_one_by_one_need_as_many_words() -> None:
    digit = {"LOWER": {"IN": ["one", "two"]}, "OP": "{4,6}"}
    comma = {"TEXT": ",", "OP": "?"}
    assert counts_of_tokens([digit, comma, {**digit, "OP": "+"}]) == {frozenset({"one", "two"}): 5}
    assert counts_of_tokens([{"LEMMA": "pay"}, {"LEMMA": "pay"}, {"LOWER": "card"}]) == {}
