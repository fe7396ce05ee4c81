"""Vectors that lie about so many directions are sorted by direction."""

import numpy as np
import pytest

from callaudit.voices.cluster import voices_of


def heard(*counts: int, spread: float = 0.5, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Return vectors of so many people with so many windows each, and who each is."""
    chance = np.random.default_rng(seed)
    people = np.linalg.qr(chance.standard_normal((192, len(counts))))[0].T
    who = np.repeat(np.arange(len(counts)), counts)
    chance.shuffle(who)
    vectors = people[who] + spread * chance.standard_normal((len(who), 192)) / np.sqrt(192)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), who


def sorted_like(vectors: np.ndarray, who: np.ndarray, voices: int) -> float:
    """Return the share of windows whose voice belongs to the person who has most of it."""
    labels = (vectors @ voices_of(vectors, voices).T).argmax(axis=1)
    return sum(np.bincount(who[labels == one]).max() for one in set(labels.tolist())) / len(who)


@pytest.mark.parametrize("counts", [(40, 40), (90, 8), (50, 30, 12), (30, 25, 20, 15)])
def test_each_person_has_a_voice_however_little_he_says(counts: tuple[int, ...]) -> None:
    vectors, who = heard(*counts)
    assert sorted_like(vectors, who, len(counts)) == 1.0


def test_noise_as_strong_as_the_voices_misplaces_few_windows() -> None:
    vectors, who = heard(60, 60, spread=1.5)
    assert sorted_like(vectors, who, 2) > 0.97


def test_one_person_in_two_halves_is_more_alike_than_two_people() -> None:
    alone, both = heard(80)[0], heard(40, 40)[0]
    halves, people = voices_of(alone, 2), voices_of(both, 2)
    assert halves[0] @ halves[1] > 0.85 > 0.3 > people[0] @ people[1]


def test_a_call_of_hours_is_sorted_by_a_part_of_it() -> None:
    vectors, who = heard(4000, 1000)
    assert sorted_like(vectors, who, 2) == 1.0


def test_the_same_vectors_give_the_same_voices_the_most_heard_first() -> None:
    vectors, _ = heard(20, 50)
    first, again = voices_of(vectors, 2), voices_of(vectors.copy(), 2)
    assert first.tobytes() == again.tobytes()
    counts = np.bincount((vectors @ first.T).argmax(axis=1))
    assert counts.tolist() == [50, 20]
