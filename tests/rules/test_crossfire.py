"""Every rule over the examples of every other rule, kept as a table that shows in a diff.

Only what was said counts: examples are fragments, so what they leave unsaid says nothing.
"""

import csv
import io
import os
from pathlib import Path

import pytest

from callaudit.core.finding import Verdict
from callaudit.pipeline.examples import ExampleRunner
from callaudit.rulespec import default_rules, load_pack

GOLDEN = Path(__file__).parent.parent / "golden" / "crossfire.csv"


def crossfire() -> str:
    """Return the table: example, the rule that fired on it, what it quoted."""
    pack = load_pack(default_rules())
    runner = ExampleRunner(pack, rules=default_rules())
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("example", "fired", "category", "quotes"))
    for name, finding in runner.crossfire():
        if not finding.evidence:
            continue
        quotes = " | ".join(evidence.quote for evidence in finding.evidence)
        rows.writerow((name, finding.rule_id, finding.category, quotes))
        assert finding.verdict is Verdict.BROKEN
    return out.getvalue()


@pytest.mark.slow
def test_no_rule_newly_fires_on_the_examples_of_another() -> None:
    found = crossfire()
    if os.environ.get("REGOLD"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
