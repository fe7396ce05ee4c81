"""What a `metadata` check reads: the values that a fact of a call may have."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from callaudit.core.finding import Evidence


class Reading(NamedTuple):
    """One value of a fact, how it is told to a person, and the words that it rests on."""

    value: Any
    label: str
    proof: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Fact:
    """All values a fact may have (one for each possible time zone, say).

    `unknown` says why it cannot be told; `none` why it does not arise. `plain`: the labels say
    all, also what is allowed.
    """

    readings: tuple[Reading, ...] = ()
    unknown: str = ""
    none: str = ""
    plain: bool = False
