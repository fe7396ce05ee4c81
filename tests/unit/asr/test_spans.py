from callaudit.asr.spans import intersect, join_near, overlap_s, subtract, total_s
from tests.unit.asr.words import span, spans


def test_near_spans_become_one_in_order():
    assert join_near(spans((5, 6), (0, 1), (1.5, 3), (2, 2.5)), gap_s=0.5) == spans((0, 3), (5, 6))


def test_holes_are_cut_out():
    assert subtract(spans((0, 10), (12, 14)), spans((2, 3), (9, 13))) == spans(
        (0, 2), (3, 9), (13, 14)
    )


def test_what_lies_in_both():
    assert intersect(spans((0, 4), (6, 9)), spans((3, 7))) == spans((3, 4), (6, 7))
    assert intersect(spans((0, 4)), ()) == ()


def test_overlaps_count_once():
    assert overlap_s(span(0, 10), spans((1, 3), (2, 4))) == 3
    assert total_s(spans((1, 3), (2, 4))) == 3
