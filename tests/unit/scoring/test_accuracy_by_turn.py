"""Was the very place found?"""

from callaudit.core.accuracy import Case
from callaudit.scoring.by_turn import turn_scores
from callaudit.scoring.intervals import share_of
from tests.unit.scoring.gold_cases import call, line


def counts(*cases: Case) -> dict[int, tuple[tuple[int, int], tuple[int, int]]]:
    """Return recall and precision as counts, by tolerance."""
    return {
        score.tolerance: (
            (score.recall.right, score.recall.of),
            (score.precision.right, score.precision.of),
        )
        for score in turn_scores(cases)
    }


def test_the_same_turn_is_found_and_right():
    case = call("c", gold=("insult_shame@3",), found=("insult_shame@3",))
    exact, near = turn_scores([case])
    assert exact.recall == exact.precision == near.recall == share_of(1, 1)
    assert exact.f1.value == 1.0


def test_the_next_turn_counts_only_within_tolerance():
    case = call("c", gold=("insult_shame@3",), found=("insult_shame@4",))
    assert counts(case) == {0: ((0, 1), (0, 1)), 1: ((1, 1), (1, 1))}
    assert turn_scores([case])[0].f1.value == 0.0


def test_another_category_in_the_same_turn_is_not_it():
    case = call("c", gold=("insult_shame@3",), found=("threat_vague@3",))
    assert counts(case)[0] == ((0, 1), (0, 1))


def test_recall_counts_places_of_gold_and_precision_places_of_findings():
    case = call(
        "c",
        gold=("insult_shame@2", "insult_shame@8"),
        found=("insult_shame@1", "insult_shame@2", "insult_shame@3"),
    )
    assert counts(case) == {0: ((1, 2), (1, 3)), 1: ((1, 2), (3, 3))}


def test_f1_is_the_harmonic_mean_of_both():
    case = call("c", gold=("tone@1", "tone@5"), found=("tone@1",))
    assert turn_scores([case])[0].f1.value == round(2 * 0.5 * 1 / 1.5, 4)


def test_what_gold_sets_on_the_whole_call_is_left_out():
    case = call("c", gold=("call_hours", "tone@1"), found=("call_hours@0", "tone@1"))
    assert counts(case)[0] == ((1, 1), (1, 1))


def test_a_finding_without_evidence_has_no_place():
    case = call("c", gold=("tone@1",), found=("weak_recap",))
    assert counts(case)[0] == ((0, 1), (0, 0))


def test_lines_and_calls_with_other_turns_than_gold_are_not_scored_by_turn():
    other = call("c", gold=("tone@1",), found=("tone@1",)).model_copy(update={"turns_known": False})
    assert turn_scores([line("a", gold="tone", found="tone"), other]) == ()
