"""The numbers of `accuracy.md` as data that ships with the package, for the reports that cite them.

    python -m docs.accuracy_statement

`make accuracy` writes both. Nothing is typed by hand: a test reads the page again.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from callaudit.reports.accuracy_statement import PATH, AccuracyStatement, Measurement
from callaudit.reports.atomic import write_text

PAGE = Path(__file__).with_name("accuracy.md")

BLIND_LINES = "## Stress lines by category, blind set"


def statement(page: str) -> AccuracyStatement:
    """Return what the page states."""
    head = re.search(
        r"^callaudit (\S+), policy `(\S+)`, rules `(\S+)`, gold `(\S+)`,\nspeech model (\S+)\.$",
        page,
        re.MULTILINE,
    )
    if head is None:
        raise ValueError("the page does not say what was measured")
    version, policy, rules, gold, model = head.groups()
    return AccuracyStatement(
        callaudit_version=version,
        policy=policy,
        rules_digest=rules,
        gold_digest=gold,
        model=model,
        caveats=tuple(_caveats(page)),
        corpora=tuple(_corpora(_section(page, "## At a glance"))),
        categories=tuple(
            Measurement.of(name.strip("`"), "which category", *numbers)
            for name, *numbers in _rows(_section(page, BLIND_LINES))
        ),
    )


def _section(page: str, heading: str) -> str:
    return page.split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]


def _caveats(page: str) -> Iterator[str]:
    """Give the points to read first, each as one line of plain words."""
    points = re.split(r"^- ", _section(page, "## Read this first"), flags=re.MULTILINE)[1:]
    for point in points:
        plain = re.sub(r"\s+", " ", point).strip()
        yield re.sub(r"\*\*(.+?)\*\*|(?<!\w)\*(.+?)\*(?!\w)|`(.+?)`", r"\1\2\3", plain)


def _corpora(section: str) -> Iterator[Measurement]:
    """Give the rows of the glance; the second of each pair has no name of its own."""
    corpus, cases = "", ""
    for name, of, question, *numbers in _rows(section):
        corpus, cases = name or corpus, of or cases
        yield Measurement.of(corpus, question, *numbers, cases=int(cases))


def _rows(section: str) -> Iterator[list[str]]:
    """Give the cells of the first table's body."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def main() -> None:
    """Write the data beside the code that reads it."""
    found = statement(PAGE.read_text(encoding="utf-8"))
    text = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1)
    write_text(PATH, text + "\n")


if __name__ == "__main__":
    main()
