"""Every column of an export is on the page, and nothing else."""

import re

import pytest

from callaudit.reports.exports import EXPORTS
from tests.docs.pages import ROOT, section

PAGE = ROOT / "docs" / "exports.md"


def columns_under(heading: str) -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", section(PAGE, f"## {heading}"), re.MULTILINE)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_column_is_described_in_the_order_it_is_written(name):
    shared, own = columns_under("Columns of every export"), columns_under(name)
    written = list(EXPORTS[name].columns)
    assert own == [column for column in written if column not in shared]
    assert shared == [column for column in written if column in shared]
