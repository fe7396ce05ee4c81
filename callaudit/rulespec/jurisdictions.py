"""What states add to the federal rules: a table of rows, each with its source and reading day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator

from callaudit.core.errors import Fault
from callaudit.core.ids import digest_parts
from callaudit.core.metadata import CollectorParty
from callaudit.core.model import Frozen
from callaudit.rulespec.yaml_source import YamlSource

TABLE_FILE = "jurisdictions.yaml"
"""Lies at the top of a rules folder; a pack without it has no state rows."""

FEDERAL = "US"
"""Rows of this state stand in the table for comparison; federal rules have files of their own."""

STATES = frozenset(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY".split()
)
"""The codes of the states, the District of Columbia and Puerto Rico."""

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$")]
"""A time of day, quoted in YAML: `"08:00"`."""


def nearest_state(code: str) -> str:
    """Return `; did you mean CA?` for a code that is nearly one, else nothing."""
    near = get_close_matches(code.upper(), sorted(STATES), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""


class Hours(Frozen):
    """Earliest and latest local start of a call, both allowed."""

    start: Clock
    end: Clock


class Frequency(Frozen):
    """Most calls, or conversations, in so many days that end with the call's own.

    `counts`: `calls` are all that were placed and connected; `contacts` are conversations and
    messages, so that a call nobody took does not count. `where` narrows to lines at work or to
    all others.
    """

    calls: Annotated[int, Field(ge=1)] | None = None
    conversations: Annotated[int, Field(ge=1)] | None = None
    days: Annotated[int, Field(ge=1)]
    per: Literal["debt", "consumer"]
    counts: Literal["calls", "contacts"] = "calls"
    where: Literal["anywhere", "work", "not_work"] = "anywhere"


class Regime(Frozen):
    """A statute that makes the federal duties, or some of them, law for others than agencies.

    `rules`: beginnings of the ids of the rules that it covers; `but_not` of those it leaves out.
    """

    name: str
    rules: Annotated[tuple[str, ...], Field(min_length=1)]
    but_not: tuple[str, ...] = ()

    def covers(self, rule_id: str) -> bool:
        """Tell whether the statute holds a creditor to the duty of that rule."""
        return rule_id.startswith(self.rules) and not rule_id.startswith(self.but_not or ("\0",))


class _Row(Frozen):
    state: str
    applies_to: Literal["third", "first", "both"]
    source: Annotated[str, Field(min_length=1)]
    checked: date | None
    place: str | None = None
    counties: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None

    @field_validator("state")
    @classmethod
    def _is_a_state(cls, state: str) -> str:
        if state == FEDERAL or state in STATES:
            return state
        raise ValueError(f"no state has the code {state!r}{nearest_state(state)}")

    @property
    def named(self) -> str:
        """Return the place and the source, for a person."""
        return f"{self.place or self.state}: {self.source}"

    def binds(self, party: CollectorParty) -> bool:
        """Tell whether the row is about collectors of that sort."""
        return self.applies_to in ("both", party.value)

    def in_force(self, day: date) -> bool:
        """Tell whether the row is law on a day."""
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or day <= self.ends
        )


class ConsentRow(_Row):
    """Who must know that a call is recorded.

    `all_party`: everybody on the line. `notice`: a notice or a beep serves. `warn`: one party's
    knowledge is enough on the telephone, so a notice is only good practice.
    """

    topic: Literal["recording_consent"]
    value: Literal["all_party", "notice", "warn"]


class HoursRow(_Row):
    """In which hours a call may be placed where the consumer is."""

    topic: Literal["hours"]
    value: Hours


class DaysRow(_Row):
    """Days without calls: weekdays (`sunday`), days of the year (`12-25`), dates."""

    topic: Literal["days"]
    value: Annotated[tuple[str, ...], Field(min_length=1)]


class FrequencyRow(_Row):
    """How often a consumer may be called."""

    topic: Literal["frequency"]
    value: Frequency


class RegimeRow(_Row):
    """Which federal duties bind a creditor that collects its own consumer debt."""

    topic: Literal["first_party_regime"]
    value: Regime


StateRow = ConsentRow | HoursRow | DaysRow | FrequencyRow | RegimeRow
Topic = Literal["recording_consent", "hours", "days", "frequency", "first_party_regime"]


class _Table(Frozen):
    schema_version: Literal[1] = Field(alias="schema")
    rows: tuple[Annotated[StateRow, Field(discriminator="topic")], ...]


class Jurisdictions(Frozen):
    """The rows of a rules folder, and one digest over them."""

    rows: tuple[StateRow, ...] = ()
    digest: str = ""

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], tuple[StateRow, ...]]:
        found: dict[tuple[str, str], list[StateRow]] = defaultdict(list)
        for row in self.rows:
            found[row.topic, row.state].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def _topics(self) -> frozenset[str]:
        return frozenset(row.topic for row in self.rows if row.state != FEDERAL)

    def speaks_of(self, topic: Topic) -> bool:
        """Tell whether any state has a row on a topic."""
        return topic in self._topics

    def of(self, topic: Topic, states: Iterable[str]) -> tuple[Any, ...]:
        """Return the rows of a topic for these states, state by state."""
        return tuple(row for state in states for row in self._by_place.get((topic, state), ()))


def load_jurisdictions(folder: Path, faults: list[Fault]) -> Jurisdictions:
    """Read the table of a rules folder; what is wrong with it goes to `faults`."""
    path = folder / TABLE_FILE
    if not path.exists():
        return Jurisdictions()
    source = YamlSource(path, f"{folder.name}/{TABLE_FILE}")
    if source.faults:
        faults += source.faults
        return Jurisdictions()
    try:
        rows = _Table.model_validate(source.data).rows
    except ValidationError as error:
        faults += source.faults_of(error)
        return Jurisdictions()
    faults += _doubles(rows, source)
    return Jurisdictions(rows=rows, digest=digest_parts(*(r.model_dump_json() for r in rows)))


def _doubles(rows: tuple[StateRow, ...], source: YamlSource) -> list[Fault]:
    keys = [_key(row) for row in rows]
    seen = Counter[tuple[str, ...]]()
    faults = []
    for number, key in enumerate(keys):
        seen[key] += 1
        if seen[key] == 2:
            told = f"another row says the same of {' '.join(key[:2])}; keep one"
            line = source.line_of(("rows", number))
            faults.append(Fault(path=source.shown, line=line, field="rows", message=told))
    return faults


def _key(row: StateRow) -> tuple[str, ...]:
    where = row.value.where if isinstance(row, FrequencyRow) else ""
    return (row.state, row.topic, row.place or "", where, str(row.begins))
