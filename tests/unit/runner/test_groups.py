import pytest

from callaudit.runner.local import in_groups


def groups(sizes, *, jobs):
    return list(in_groups(sizes, jobs=jobs, size=lambda one: one))


def test_long_recordings_go_alone_and_short_ones_together():
    sizes = [9_000_000, 3_000_000, *[400_000] * 22]
    assert groups(sizes, jobs=1) == [
        (9_000_000,),
        (3_000_000,),
        *[(400_000,) * 5] * 4,
        (400_000,) * 2,
    ]


def test_no_more_than_a_batch_of_tiny_ones_goes_together():
    assert [len(group) for group in groups([1_000] * 100, jobs=2)] == [16] * 6 + [4]


def test_few_calls_are_shared_out_over_all_processes():
    assert groups([1_000] * 4, jobs=4) == [(1_000,)] * 4


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_call_is_lost_or_moved(jobs):
    sizes = sorted(range(1, 3_000_000, 70_000), reverse=True)
    assert [size for group in groups(sizes, jobs=jobs) for size in group] == sizes


def test_no_calls_make_no_group():
    assert groups([], jobs=2) == []
