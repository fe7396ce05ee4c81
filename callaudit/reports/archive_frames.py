"""Records as pandas frames with exactly the columns that are promised, also where none came."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from callaudit.reports.archive_columns import DAY, MOMENT, VERDICT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

Record = tuple[Any, ...]


def frame(records: Sequence[Record], columns: dict[str, str]) -> "pd.DataFrame":
    """Return records as a frame, numbered from 0."""
    import pandas as pd

    by_column = zip(*records, strict=True) if records else ((),) * len(columns)
    return pd.DataFrame(
        {
            name: _column(values, kind)
            for (name, kind), values in zip(columns.items(), by_column, strict=True)
        }
    )


def _column(values: Sequence[Any], kind: Any) -> Any:
    import pandas as pd

    if kind == "category":
        return pd.Categorical([value or "" for value in values])
    if kind == "string":
        return pd.array([value or "" for value in values], dtype="string")
    if kind == MOMENT:
        return pd.to_datetime(pd.Series(values, dtype="object"), utc=True, format="ISO8601").astype(
            kind
        )
    if kind == DAY:
        return pd.to_datetime(pd.Series(values, dtype="object")).astype(kind)
    if kind == "float64":
        return pd.Series(values, dtype="float64")
    return pd.array(values, dtype=kind)


class VerdictColumns:
    """Millions of verdicts as codes, two bytes and less each, not as objects."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rules: dict[str, int] = {}
        self._kinds: dict[str, int] = {}
        self._calls: list[str] = []
        self._per_call = array("L")
        self._rule_codes = array("H")
        self._kind_codes = array("B")

    def add(self, call_id: str, verdicts: dict[str, str]) -> None:
        """Note the verdicts of a call."""
        rules, kinds = self._rules, self._kinds
        self._calls.append(call_id)
        self._per_call.append(len(verdicts))
        self._rule_codes.extend([rules.setdefault(rule, len(rules)) for rule in verdicts])
        self._kind_codes.extend([kinds.setdefault(kind, len(kinds)) for kind in verdicts.values()])

    @property
    def number(self) -> int:
        """Return how many calls were added."""
        return len(self._calls)

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that judged any call."""
        return tuple(self._rules)

    def frame(self) -> "pd.DataFrame":
        """Return one row a call and rule, in the order they were added."""
        import numpy as np
        import pandas as pd

        calls = np.repeat(np.arange(len(self._calls)), np.asarray(self._per_call, dtype="int64"))
        codes = (calls, np.asarray(self._rule_codes), np.asarray(self._kind_codes))
        names: tuple[Any, ...] = (self._calls, list(self._rules), list(self._kinds))
        return pd.DataFrame(
            {
                column: pd.Categorical.from_codes(code.astype("int32"), categories=name)
                for column, code, name in zip(VERDICT_COLUMNS, codes, names, strict=True)
            }
        )
