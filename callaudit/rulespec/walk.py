"""Find records of one kind inside a rule, at any depth."""

from collections.abc import Iterator
from typing import TypeVar

from callaudit.core.model import Frozen
from callaudit.rulespec.pattern import Pattern

Part = TypeVar("Part", bound=Frozen)


def records_of(record: object, kind: type[Part]) -> Iterator[Part]:
    """Yield every record of a kind, in the order of the file."""
    if isinstance(record, kind):
        yield record
    elif isinstance(record, Frozen):
        for name in type(record).model_fields:
            yield from records_of(getattr(record, name), kind)
    elif isinstance(record, tuple):
        for item in record:
            yield from records_of(item, kind)


def patterns_of(record: object) -> Iterator[Pattern]:
    """Yield every pattern inside a check."""
    return records_of(record, Pattern)
