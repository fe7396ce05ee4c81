import pytest

from callaudit.runner.local import in_groups


def groups(sizes, *, jobs):
    return list(in_groups(sizes, jobs=jobs, size=lambda one: one))


def test_long_recordings_go_alone_and_short_ones_together():
    sizes = [9_000_000, 3_900_000, *[800_000] * 22]
    assert groups(sizes, jobs=1) == [
        (9_000_000,),
        (3_900_000,),
        *[(800_000,) * 5] * 4,
        (800_000,) * 2,
    ]


def test_tiny_ones_are_shared_out_too():
    assert [len(group) for group in groups([1_000] * 100, jobs=2)] == [25] * 4


def test_no_more_than_a_few_batches_go_together():
    assert [len(group) for group in groups([1_000] * 100, jobs=1)] == [32, 32, 32, 4]


def test_few_calls_are_shared_out_over_all_processes():
    assert groups([1_000] * 4, jobs=4) == [(1_000,)] * 4


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_call_is_lost_or_moved(jobs):
    sizes = sorted(range(1, 6_000_000, 140_000), reverse=True)
    assert [size for group in groups(sizes, jobs=jobs) for size in group] == sizes


def test_no_calls_make_no_group():
    assert groups([], jobs=2) == []
