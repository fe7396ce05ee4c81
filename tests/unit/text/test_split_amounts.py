"""Amounts that a recogniser cut after a ten: the ledger tells what was said."""

import pytest

from callaudit.core.entity import EntityKind
from tests.builders import call


@pytest.mark.parametrize(
    ("written", "ledger", "heard"),
    [
        ("the balance is 340-250 and it was due in March", "342.50", "342.50"),
        ("the balance is 30-150, due April 30th", "3150.00", "3150.00"),
        ("the balance is 340-250 and it was due in March", "611.08", None),
    ],
)
def test_the_ledger_decides(written: str, ledger: str, heard: str | None) -> None:
    built = call(f"agent: {written}", amount=ledger)
    money = [e.value for e in built.entities if e.kind is EntityKind.MONEY]
    assert (heard in money) if heard else (ledger not in money)
