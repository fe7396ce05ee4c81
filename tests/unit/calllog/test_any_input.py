"""Whatever stands in a cell or a call file, reading it never raises."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callaudit.calllog.cases import history_of
from callaudit.calllog.places import zones_of
from callaudit.calllog.schema import COLUMNS, GROUPS, Column, metadata_from_keys
from callaudit.calllog.settings import LogSettings
from callaudit.transcripts import read_calls

SITE = LogSettings(site_timezone="America/Chicago", date_order="mdy")

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.from_regex(
        r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[T ]\d{1,2}:\d\d([+-]\d\d:?\d\d)?", fullmatch=True
    )
    | st.from_regex(r"[$(+-]*[\d,.]{1,12}[)%]?", fullmatch=True)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["start", "tz", "source", "name", "amount", "result", "zip", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
names = st.sampled_from([*(column.name for column in COLUMNS), *GROUPS]) | st.text(max_size=8)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(cell=anything)
def test_a_cell_gives_a_value_or_a_problem(column: Column, cell: object) -> None:
    _, problem = column.read(cell, SITE)
    assert problem is None or (problem and "\n" not in problem)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(keys=st.dictionaries(names, anything, max_size=12))
def test_any_object_gives_metadata_that_reads_back(keys: dict[str, object]) -> None:
    metadata = metadata_from_keys(keys, settings=SITE, fallback_id="k")
    again = metadata_from_keys(
        json.loads(metadata.model_dump_json()), settings=SITE, fallback_id="k"
    )
    assert again.model_copy(update={"problems": ()}) == metadata.model_copy(update={"problems": ()})
    zones_of(metadata)
    history_of(metadata, ())


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    content=st.fixed_dictionaries(
        {},
        optional={
            "call_id": anything,
            "metadata": anything,
            "turns": st.lists(
                st.fixed_dictionaries(
                    {"text": st.text(max_size=10) | scalars},
                    optional={"speaker": scalars, "start": scalars, "end": scalars}
                    | {"words": anything, "channel": scalars},
                )
                | anything,
                max_size=3,
            )
            | anything,
        },
    ),
    suffix=st.sampled_from([".json", ".jsonl", ".txt", ".vtt"]),
)
def test_any_file_gives_a_call_or_a_failure(
    tmp_path: Path, content: dict[str, object], suffix: str
) -> None:
    path = tmp_path / f"k{suffix}"
    path.write_text(json.dumps(content), encoding="utf-8")
    for call in read_calls(path, settings=SITE):
        assert (call.conversation is None) != (call.failure is None)
        call.model_dump_json()
