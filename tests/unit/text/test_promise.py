"""A payment date counts when both sides agreed on it."""

import pytest

from callaudit.core.metadata import CallMetadata, CallType
from tests.unit.text.element_calls import DATE, FRIDAY, Said, elements, value


def agreed(*lines: str, said: tuple[Said, ...]) -> str | None:
    element = elements(*lines, said=said).get("payment_date")
    return element.value if element else None


MONDAY: Said = (DATE, "2025-06-16", "monday the sixteenth")


@pytest.mark.parametrize(
    "reply",
    [
        "yeah",
        "Sure, that works.",
        "yep i can do that",
        "okay",
        "no problem",
        "Friday's fine, yes.",
        "yes, I'll put it on my card",
    ],
)
def test_a_proposed_day_counts_when_the_customer_assents(reply: str) -> None:
    ask = "agent: would friday the thirteenth work for the payment"
    assert agreed(ask, f"customer: {reply}", said=(FRIDAY,)) == "2025-06-13"


@pytest.mark.parametrize(
    "reply",
    [
        "no i can't",
        "maybe",
        "I'll try.",
        "we'll see",
        "I don't know, probably.",
        "not really",
        "who is this again",
        "i won't pay a cent",
        "that's too soon",
    ],
)
def test_a_proposed_day_without_assent_is_no_promise(reply: str) -> None:
    ask = "agent: would friday the thirteenth work for the payment"
    assert agreed(ask, f"customer: {reply}", said=(FRIDAY,)) is None


@pytest.mark.parametrize(
    ("line", "reply", "day"),
    [
        ("i can mail a check friday the thirteenth", "Great, thank you.", "2025-06-13"),
        ("I'll pay it friday the thirteenth.", "Okay, I'll note that.", "2025-06-13"),
        ("maybe friday the thirteenth", "Okay.", None),
        ("i'll pay friday the thirteenth", "That won't work, I need it today.", None),
        ("if my check clears i'll pay friday the thirteenth", "Okay.", None),
        ("i get paid friday the thirteenth", "Okay.", None),
        ("call me back friday the thirteenth", "Sure.", None),
        ("i can't pay friday the thirteenth", "Okay.", None),
    ],
)
def test_a_day_the_customer_offers_counts_unless_hedged_or_refused(
    line: str, reply: str, day: str | None
) -> None:
    ask = "agent: When will you be able to take care of it?"
    assert agreed(ask, f"customer: {line}", f"agent: {reply}", said=(FRIDAY,)) == day


@pytest.mark.parametrize(
    "line",
    [
        "i'll call you back friday the thirteenth",
        "i will follow up with you friday the thirteenth",
        "i'll check back friday the thirteenth",
    ],
)
def test_the_day_of_the_next_call_is_no_payment_date(line: str) -> None:
    assert agreed(f"agent: {line}", "customer: okay", said=(FRIDAY,)) is None


def test_a_day_proposed_right_after_the_due_date_is_a_proposal() -> None:
    ask = "agent: it was due. Would friday the thirteenth work for you"
    assert agreed(ask, "customer: Oh yeah, that works.", said=(FRIDAY,)) == "2025-06-13"


def test_the_last_agreement_counts() -> None:
    day = agreed(
        "agent: Could you pay it friday the thirteenth?",
        "customer: Yes. Oh wait, no, I can pay monday the sixteenth.",
        "agent: That's fine, so you will pay on monday the sixteenth, all of it.",
        "customer: Right.",
        said=(FRIDAY, MONDAY),
    )
    assert day == "2025-06-16"


def test_of_several_days_in_one_plan_the_first_counts() -> None:
    day = agreed(
        "agent: Half on friday the thirteenth and half on monday the sixteenth?",
        "customer: Yes, that works.",
        said=(FRIDAY, MONDAY),
    )
    assert day == "2025-06-13"


@pytest.mark.parametrize(
    ("line", "reply", "day"),
    [
        ("can we take care of that payment today", "sure, on my card", "2025-06-10"),
        ("how are you doing today", "good thanks", None),
        ("i'm opening a ticket on that today", "okay", None),
    ],
)
def test_today_is_a_payment_date_only_where_it_is_about_payment(
    line: str, reply: str, day: str | None
) -> None:
    today: Said = (DATE, "2025-06-10", "today")
    assert agreed(f"agent: {line}", f"customer: {reply}", said=(today,)) == day


@pytest.mark.parametrize(
    "line",
    [
        "we'll mail you a copy by friday the thirteenth",
        "you'll have a copy in the mail by friday the thirteenth",
        "if it is not here by friday the thirteenth i'll call",
        "the offer expires friday the thirteenth",
        "otherwise it goes to our attorney on friday the thirteenth",
    ],
)
def test_what_the_agent_does_or_fears_by_a_day_is_no_promise(line: str) -> None:
    assert agreed(f"agent: {line}", "customer: okay", said=(FRIDAY,)) is None


def test_the_day_it_was_mailed_goes_before_the_day_it_should_arrive() -> None:
    day = agreed(
        "customer: no i mailed it on the fourth",
        "agent: Good, the payment should be here by friday the thirteenth then.",
        "customer: Yes.",
        said=((DATE, "2025-06-04", "the fourth"), FRIDAY),
    )
    assert day == "2025-06-04"


def test_what_the_collector_sent_is_no_payment() -> None:
    fourth: Said = (DATE, "2025-06-04", "the fourth")
    assert agreed("customer: You sent me a letter on the fourth.", said=(fourth,)) is None


def test_a_day_without_a_year_is_a_date_also_in_a_call_without_one() -> None:
    metadata = CallMetadata(call_id="t")
    found = elements(
        "agent: Could you pay by June 13?",
        "customer: Yes.",
        said=((DATE, "--06-13", "June 13"),),
        metadata=metadata,
    )
    assert value(found, "payment_date") == ("--06-13", None)


def test_a_payment_on_its_way_gives_the_day_it_was_sent() -> None:
    sent: Said = (DATE, "2025-06-04", "the fourth")
    assert agreed("customer: I mailed the check on the fourth.", said=(sent,)) == "2025-06-04"
    assert (
        agreed("customer: You mailed me something.", "agent: On the fourth.", said=(sent,)) is None
    )


def test_the_due_date_is_no_payment_date() -> None:
    due: Said = (DATE, "2025-05-09", "may ninth")
    assert agreed("agent: the payment was due may ninth", "customer: okay", said=(due,)) is None


def test_the_means_of_payment_is_the_last_one_settled_on() -> None:
    found = elements(
        "agent: Would you like to pay by card today?",
        "customer: No, I'll mail a check.",
        "agent: Great, so you'll mail a check.",
        "customer: Yes.",
    )
    assert value(found, "payment_method") == ("check", None)


def test_nobody_agrees_to_a_day_on_a_voicemail() -> None:
    found = elements(
        "agent: please pay by friday the thirteenth",
        "agent: okay yes",
        said=(FRIDAY,),
        call_type=CallType.VOICEMAIL,
    )
    assert "payment_date" not in found
