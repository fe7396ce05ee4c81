import callaudit


def test_every_public_name_is_there_sorted_and_has_a_home() -> None:
    assert callaudit.__all__ == sorted(callaudit.__all__)
    assert all(getattr(callaudit, name) is not None for name in callaudit.__all__)
    assert set(callaudit.__all__) == set(callaudit._HOMES)


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(callaudit, "no_such_name")
