"""Rows read a column at a time say what each of them says when it is read alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.calllog.columns import ColumnReader
from callaudit.calllog.schema import BY_NAME, metadata_from
from callaudit.calllog.settings import LogSettings
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen

SITE = LogSettings(site_timezone="America/Chicago", date_order="mdy")

NAMES = [name for name in BY_NAME if name != "problems"]

words = st.sampled_from(
    [
        *("", "  ", "n/a", "Yes", "no", "0", "1", "60%", "60.0", "60", "$1,050.5", "1050.50", "-3"),
        *("outbound", "Inbound", "conversation", "VOICEMAIL", "work", "third", "sideways"),
        *("2026-11-01T01:30:00", "2026-03-08 02:30", "2026-10-06T09:00:00-04:00", "3/12/2026"),
        *("(312) 555-0148", "555-0148", "ohio", "OH", "43085", "2139", "Zoë Varga", "k\0 9"),
        *("mailing_address=America/Chicago", "[1]", '[{"start": "2026-10-01T09:00:00Z"}]', "A; B"),
        *("calls/k1.wav", "2:10", "25.0", "\uff41", "x" * 300),
    ]
)
cells = (
    words
    | st.none()
    | st.booleans()
    | st.integers(-3, 99_999)
    | st.sampled_from([1.0, 0.0, 25.5, 611.08, float("nan"), 43085.0])
    | st.datetimes().map(lambda moment: moment.replace(microsecond=0))
    | st.dates()
    | st.lists(words, max_size=2)
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Any]]]:
    others = st.sampled_from([name for name in NAMES if name != "call_id"])
    names = draw(st.lists(others, min_size=1, max_size=9, unique=True))
    ids = st.sampled_from(["k1", "k2", "k3", "k4", "", "x" * 300, 17.0])
    row = st.tuples(ids, *(cells for _ in names)).map(list)
    return ["call_id", *names], draw(st.lists(row, min_size=1, max_size=8))


def read_alone(row: dict[str, object]) -> CallMetadata | None:
    found = metadata_from(row, settings=SITE, fallback_id="")
    if found.call_id:
        return found
    (named,) = ColumnReader(SITE).read({"recording": [row.get("recording")]}, rows=1)
    return named and found.model_copy(update={"call_id": named.call_id})


@given(table=tables(), pieces=st.integers(1, 3))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_a_row_says_the_same_in_a_table_and_alone(
    table: tuple[list[str], list[list[Any]]], pieces: int
) -> None:
    names, rows = table
    reader = ColumnReader(SITE)
    for _ in range(pieces):  # what was met before is remembered
        columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
        found = reader.read(columns, rows=len(rows))
        alone = [read_alone(dict(zip(names, row, strict=True))) for row in rows]
        assert [one and dumped(one) for one in found] == [one and dumped(one) for one in alone]


@given(table=tables())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_a_row_that_was_not_checked_again_would_have_passed(
    table: tuple[list[str], list[list[Any]]],
) -> None:
    names, rows = table
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    for found in ColumnReader(SITE).read(columns, rows=len(rows)):
        if found is not None:
            checked = CallMetadata.model_validate(given_values(found))
            assert dumped(checked) == dumped(found)
            assert checked == found
            assert type(checked.result) is type(found.result)


def given_values(record: Frozen) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.model_fields_set}


def dumped(row: CallMetadata) -> tuple[str, set[str]]:
    """Everything of a row: values, their order and spelling, and which of them were given."""
    return row.model_dump_json(), row.model_fields_set


def test_a_record_of_checked_values_is_like_any_other() -> None:
    row = CallMetadata.of_checked({"notes": "busy", "call_id": "k1"})
    assert row == CallMetadata(call_id="k1", notes="busy")
    assert row.model_dump_json() == CallMetadata(call_id="k1", notes="busy").model_dump_json()
    assert row.model_copy(update={"notes": "x"}) == CallMetadata(call_id="k1", notes="x")
    assert hash(row) == hash(CallMetadata(call_id="k1", notes="busy"))
    with pytest.raises(ValueError, match="frozen"):
        row.notes = "y"  # type: ignore[misc]


def test_rows_with_the_same_columns_do_not_share_what_a_copy_changes() -> None:
    first, second = ColumnReader(SITE).read({"call_id": ["k1", "k2"]}, rows=2)
    assert first is not None
    assert second is not None
    first.model_copy(update={"notes": "x"})
    assert second.model_fields_set == {"call_id"}
