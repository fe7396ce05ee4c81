"""Which threats a denial takes back, and which it does not."""

import pytest

from callaudit.core.finding import Verdict
from callaudit.engine import CompiledPack, evaluate
from tests.builders import call


def judge(pack: CompiledPack, say: str) -> tuple[Verdict, tuple[str, ...]]:
    (finding,) = evaluate(pack, call(f"agent: {say}"))
    return finding.verdict, tuple(excused.reason for excused in finding.excused)


@pytest.mark.parametrize(
    "threat",
    [
        "If you don't pay you will be arrested.",
        "if you do not pay this today you will be arrested",
        "Pay it. If not, you will be arrested.",
        "I can't promise you won't be arrested.",
        "You will be arrested, no question.",
        "I told you last week you would be arrested.",
    ],
)
def test_a_condition_or_a_double_negation_is_no_denial(pack: CompiledPack, threat: str) -> None:
    assert judge(pack, threat)[0] is Verdict.BROKEN


@pytest.mark.parametrize(
    ("denial", "reason"),
    [
        ("You will not be arrested for this.", "negated"),
        ("nobody is saying you will be arrested", "negated"),
        ("There is no warrant for your arrest.", "negated"),
        ("We are not going to have you arrested.", "negated"),
        ("You said the other company told you that you would be arrested.", "reported"),
    ],
)
def test_a_denial_is_set_aside_and_shown(pack: CompiledPack, denial: str, reason: str) -> None:
    assert judge(pack, denial) == (Verdict.MET, (reason,))
