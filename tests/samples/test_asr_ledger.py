"""The sound of a sample call is asked for a ledger's values: wrong ones never agree."""

from decimal import Decimal
from pathlib import Path

import pytest

from callaudit.core.call import Call
from callaudit.core.metadata import Agent, CallMetadata, Consumer
from callaudit.pipeline.build import build_call
from callaudit.pipeline.hearing import hear_call
from callaudit.pipeline.hearing_tools import HearingSettings, HearingTools
from callaudit.pipeline.ledger_hearing import with_ledger_asked
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask

pytestmark = [pytest.mark.asr, pytest.mark.slow]

RECORDING = Path(__file__).parents[2] / "sample_calls" / "s13_wrong_amount.wav"
ASKED = ("contact_name", "agent_name", "invoice_number", "amount")


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> HearingTools:
    return HearingTools(HearingSettings(cache=tmp_path_factory.mktemp("cache")))


def ask(tools: HearingTools, contact: str, agent: str, invoice: str, amount: str) -> Call:
    """Hear the call and ask its sound for what is not as this ledger has it."""
    metadata = CallMetadata(
        call_id="s13",
        agent=Agent(name=agent, company="Desert Pool Care"),
        consumer=Consumer(name=contact),
        invoice_number=invoice,
        amount=Decimal(amount),
    )
    task = CallTask(source="s13", metadata=metadata, recording=RECORDING)
    recording, heard, conversation = hear_call(task, tools, Stopwatch())
    assert recording is not None
    call = build_call(metadata, conversation, recording=recording, heard=heard)
    return with_ledger_asked(call, recording=recording, tools=tools)


def matches(call: Call) -> dict[str, bool | None]:
    return {e.name: e.matches_record for e in call.elements if e.name in ASKED}


def test_what_was_said_agrees_and_a_wrong_amount_stays_wrong(tools: HearingTools) -> None:
    call = ask(tools, "Albert Grimes", "Vera Logan", "4172", "318.00")
    assert matches(call) == dict.fromkeys(ASKED, True) | {"amount": False}
    assert call.unsure == ()


@pytest.mark.parametrize(
    ("contact", "agent", "invoice", "amount"),
    [
        ("Alfred Grimes", "Vera Lawson", "4127", "380.00"),
        ("Robert Grimm", "Veronica Logan", "4192", "383.00"),
        ("Denise Fowler", "Tamsin Brook", "9950", "1044.20"),
    ],
)
def test_no_wrong_ledger_is_heard_into_the_sound(
    tools: HearingTools, contact: str, agent: str, invoice: str, amount: str
) -> None:
    call = ask(tools, contact, agent, invoice, amount)
    assert True not in matches(call).values()
    assert matches(call)["amount"] is False
    assert call.unsure == ()


def test_what_was_weighed_is_not_weighed_again(
    tools: HearingTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(tools, "Alfred Grimes", "Vera Lawson", "4127", "380.00")
    monkeypatch.setattr("callaudit.audio.excerpt.excerpts", None)
    assert ask(tools, "Alfred Grimes", "Vera Lawson", "4127", "380.00") == first
