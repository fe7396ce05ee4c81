"""Who the other party is, turn by turn."""

import pytest

from callaudit.speakers import assign_speakers
from tests.unit.speakers.phone import OUTBOUND, lines_of, script_of, stereo

CALLS = {
    "a room-mate from the first word": """third_party: Hello?
        agent: Hi, may I speak with Nora Castellan?
        third_party: She's not home, I'm her roommate. What's this about?
        agent: It's a personal matter. I'll try again.
        third_party: Okay.""",
    "handed over": """third_party: Hello?
        agent: Hi, is Nora Castellan there?
        third_party: Yeah, hold on, let me get her.
        silence: 6
        customer: Hello?
        agent: Hi Nora, this is Dana with Juniper Valley Dental.
        customer: Oh, hi.""",
    "handed over after asking": """third_party: Smith residence.
        agent: May I speak with Nora Castellan please?
        third_party: Who's calling?
        agent: My name is Dana.
        third_party: One second, I'll put her on.
        silence: 6
        customer: Hi, this is Nora.
        agent: I'm calling about your invoice.
        customer: I paid that.""",
    "nobody to fetch": """third_party: Hello?
        agent: Is Nora Castellan there?
        third_party: Let me see if she's here.
        agent: Thank you.
        third_party: No, she's not here.""",
    "the consumer herself": """customer: Hello?
        agent: Hi, is this Nora Castellan?
        customer: Yes it is.
        agent: I'm calling about your invoice.
        customer: My husband handles that and he's not home.""",
    "a yes taken back": """third_party: Hello?
        agent: Hi, is this Nora Castellan?
        third_party: Yes?
        agent: I'm calling about your account.
        third_party: Oh, no, I'm her mother. You want Nora.""",
}


@pytest.mark.parametrize("script", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize("agent_on", [0, 1])
def test_the_other_party_is_labelled_from_what_it_says(script: str, agent_on: int) -> None:
    call = assign_speakers(stereo(script, agent_on=agent_on), metadata=OUTBOUND)

    assert script_of(call) == [line for line in lines_of(script) if line[0] != "silence"]
