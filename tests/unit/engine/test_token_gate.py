"""A parse is asked for only where a form of the lemma stands, and always there."""

import pytest

from callaudit.engine.token_gate import gates_of_tokens
from callaudit.engine.triggers import vocabulary_of

SUE = gates_of_tokens([{"LEMMA": "sue", "POS": "VERB"}])
LEVY = gates_of_tokens([{"RIGHT_ATTRS": {"LEMMA": {"IN": ["seize", "levy"]}}}])


@pytest.mark.parametrize("said", ["sue", "sues", "sued", "suing"])
def test_every_form_of_a_short_lemma_opens_its_gate(said) -> None:
    assert [gate.opens(vocabulary_of((said, "you"))) for gate in SUE] == [True]


@pytest.mark.parametrize("said", ["supply", "sure", "summer"])
def test_words_that_only_begin_alike_do_not(said) -> None:
    assert [gate.opens(vocabulary_of((said, "you"))) for gate in SUE] == [False]


@pytest.mark.parametrize("said", ["levy", "levied", "levies", "levying", "seizing"])
def test_a_lemma_in_y_is_known_in_i_too(said) -> None:
    assert [gate.opens(vocabulary_of((said, "you"))) for gate in LEVY] == [True]
