"""One sentence over several turns is heard as one and cited where it was said."""

import pytest

from callaudit.core.finding import Verdict
from callaudit.engine import CompiledPack, evaluate
from tests.builders import call


def quotes(pack: CompiledPack, say: str) -> list[tuple[int, str]]:
    (finding,) = evaluate(pack, call(say))
    return [(evidence.turn, evidence.quote) for evidence in finding.evidence]


def test_each_part_is_quoted_from_its_own_turn(pack: CompiledPack) -> None:
    say = "agent: Soon you will / customer: Uh-huh. / agent: be arrested."
    assert quotes(pack, say) == [(0, "you will"), (2, "be arrested")]


def test_a_denial_reaches_over_the_listeners_word(pack: CompiledPack) -> None:
    (finding,) = evaluate(
        pack, call("agent: Nobody is going to / customer: Okay. / agent: have you arrested.")
    )
    assert finding.verdict is Verdict.MET
    assert {excused.reason for excused in finding.excused} == {"negated"}


@pytest.mark.parametrize(
    "say",
    [
        "agent: I hope you will. / customer: Okay. / agent: Be arrested by its beauty.",
        "agent: soon you will / customer: i sold the house last week / agent: be arrested",
        "agent: maybe you will / customer: yes / customer: be arrested",
    ],
)
def test_sentences_apart_stay_apart(pack: CompiledPack, say: str) -> None:
    assert quotes(pack, say) == []
