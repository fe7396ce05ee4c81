"""Vectors: the same for the same words, near for near meanings."""

import pytest

from callaudit.likeness.encoder import DIMENSIONS
from callaudit.likeness.heads import Head, load_heads
from callaudit.pipeline.second_detector import find_likeness

THREAT = tuple("you could end up behind bars over this bill".split())
SAME_THREAT = tuple("people go to jail when they do not pay".split())
WEATHER = tuple("it has been raining in the valley since monday".split())


def test_a_sentence_has_the_same_vector_whatever_was_read_before_it() -> None:
    alone, after = find_likeness(), find_likeness()
    after.vector(WEATHER)
    after.vector(SAME_THREAT)
    first = alone.vector(THREAT)
    assert first.shape == (DIMENSIONS,)
    assert first.tobytes() == after.vector(THREAT).tobytes()
    assert float(first @ first) == pytest.approx(1.0, abs=0.002)


def test_near_meanings_are_nearer_than_others() -> None:
    likeness = find_likeness()
    assert likeness.near(THREAT, (SAME_THREAT,)) > likeness.near(THREAT, (WEATHER,)) + 0.2
    assert likeness.embedded == 3


def test_a_sentence_is_read_once_and_can_be_brought_along() -> None:
    first, second = find_likeness(), find_likeness()
    first.vector(THREAT)
    first.vector(THREAT)
    assert first.embedded == 1
    second.begin(first.asked)
    assert second.vector(THREAT).tobytes() == first.vector(THREAT).tobytes()
    assert second.embedded == 0


def test_a_file_that_is_no_head_is_named(tmp_path) -> None:
    from callaudit.core.errors import ModelError

    (tmp_path / "threat_vague.json").write_text('{"category": "threat_vague"}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"threat_vague\.json: this is no head"):
        load_heads(tmp_path)
    short = Head(category="threat_vague", threshold=0.5, weights="AAA=")
    (tmp_path / "threat_vague.json").write_text(short.model_dump_json(), encoding="utf-8")
    with pytest.raises(ModelError, match="wrong name or number of weights"):
        load_heads(tmp_path)


def test_a_folder_without_heads_has_none(tmp_path) -> None:
    assert load_heads(tmp_path / "nowhere") == {}
