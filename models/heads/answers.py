"""What each output should say of each line, and how much a wrong answer weighs."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from callaudit.likeness.heads import ANY
from models.heads.material import Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_LINES = 40
"""Lines of a category from which it gets an output."""

VOICEMAIL, THIRD_PARTY = "voicemail", "third_party"

SAID_IN = {
    "vm_debt_or_payment_talk": VOICEMAIL,
    "vm_extra_content": VOICEMAIL,
    "vm_missing_element": VOICEMAIL,
    "vm_invoice_reference": VOICEMAIL,
    "identity_not_disclosed": VOICEMAIL,
    "third_party_disclosure": THIRD_PARTY,
    "location_call_violation": THIRD_PARTY,
}
"""Categories of words that are lawful in any other call: the words alone do not violate."""

ANY_WEIGHT = 2.0
"""The output for any violation counts as so many of the others."""

ELSEWHERE = 0.1
"""Weight of a line that is silent on a category of another sort of call."""

CLOSE = 0.2
"""Weight of a violating line where its writer found a further category close."""

RARE = 0.35
"""Power of the odds against a category by which its lines weigh more, up to MOST_WEIGHT."""

MOST_WEIGHT = 6.0


class Answers:
    """Right answers and weights: a row a line, a column an output, the last one for any violation.

    `for_yes` has what a line that violates weighs beside one that does not, an output.
    """

    def __init__(self, lines: Sequence[Line], names: Sequence[str]) -> None:
        """Set the answers of the named outputs, of which the last is ANY."""
        columns = {name: number for number, name in enumerate(names)}
        shape = len(lines), len(names)
        self.right: NDArray[np.float32] = np.zeros(shape, dtype=np.float32)
        self.weights: NDArray[np.float32] = np.ones(shape, dtype=np.float32)
        self.weights[:, columns[ANY]] = ANY_WEIGHT
        for row, line in enumerate(lines):
            for name in line.categories & columns.keys():
                self.right[row, columns[name]] = 1.0
            always = line.categories - SAID_IN.keys()
            self.right[row, columns[ANY]] = float(bool(always))
            if line.categories and not always:
                self.weights[row, columns[ANY]] = 0.0
            for name, weight in _unsure(line).items():
                if name in columns:
                    self.weights[row, columns[name]] = weight
        yes = np.maximum(self.right.sum(0), 1)
        self.for_yes: NDArray[np.float32] = np.clip(
            ((len(lines) - yes) / yes) ** RARE, 1, MOST_WEIGHT
        ).astype(np.float32)
        self.for_yes[columns[ANY]] = 1.0


def output_names(lines: Sequence[Line]) -> list[str]:
    """Return the categories with enough lines, in the order of their names, and ANY."""
    counts = Counter(name for line in lines for name in line.categories)
    return [*sorted(name for name, count in counts.items() if count >= FEWEST_LINES), ANY]


def _unsure(line: Line) -> dict[str, float]:
    """Return the categories of which a line's silence tells little, with its weight."""
    unsure = dict.fromkeys(line.near if line.categories else (), CLOSE)
    for name, call_type in SAID_IN.items():
        if call_type not in line.call_types:
            unsure[name] = ELSEWHERE
    return {name: weight for name, weight in unsure.items() if name not in line.categories}
