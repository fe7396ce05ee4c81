"""Elements are read from what was said, and compared with the call log."""

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Element, Entity
from callaudit.core.metadata import CallType, Consumer
from callaudit.text.elements import find_elements
from tests.unit.text.element_calls import (
    DATE,
    DAYS,
    METADATA,
    MONEY,
    NO_LEDGER,
    PHONE,
    REFERENCE,
    Said,
    elements,
    value,
)

# Who


def test_the_agents_name_is_the_registered_one_whatever_part_was_said() -> None:
    found = elements("agent: hi it's philippa from cobalt lane roofing")
    assert value(found, "agent_name") == ("Philippa Marsh", True)
    assert value(found, "company_name") == ("Cobalt Lane Roofing", True)


def test_an_element_is_a_quote_with_its_place_and_time() -> None:
    found = elements("customer: hello", "agent: Hi, this is Philippa Marsh.")
    assert found["agent_name"] == Element(
        name="agent_name",
        value="Philippa Marsh",
        turn=1,
        start_char=12,
        end_char=26,
        quote="Philippa Marsh",
        start_s=1.44,
        end_s=1.96,
        matches_record=True,
    )


def test_an_agent_under_another_name_does_not_match_the_record() -> None:
    found = elements("agent: This is Jorunn Vale with Tidewater Glass.")
    assert value(found, "agent_name") == ("Jorunn Vale", False)
    assert value(found, "company_name") == ("Tidewater Glass", False)


def test_a_name_that_only_sounds_like_the_records_neither_agrees_nor_differs() -> None:
    metadata = METADATA.model_copy(update={"consumer": Consumer(name="Colin Mabry")})
    found = elements(
        "agent: Hi, this is Philippa March. Is this Colleen Mabley?", metadata=metadata
    )
    assert value(found, "contact_name") == ("Colleen Mabley", None)
    assert found["contact_name"].doubt == (
        "“Colleen Mabley” was heard, the log has “Colin Mabry”, which sounds alike"
    )
    assert value(found, "agent_name") == ("Philippa March", None)
    assert found["agent_name"].quote == "Philippa March"


def test_the_name_that_agrees_counts_before_one_that_sounds_alike() -> None:
    metadata = METADATA.model_copy(update={"consumer": Consumer(name="Colin Mabry")})
    found = elements(
        "agent: Is this Colleen Mabley?", "customer: This is Collin.", metadata=metadata
    )
    assert value(found, "contact_name") == ("Colin", True)


def test_a_company_the_customer_names_is_not_the_agents_introduction() -> None:
    found = elements("agent: This is Philippa.", "customer: from cobalt lane roofing right")
    assert "company_name" not in found


@pytest.mark.parametrize(
    ("lines", "contact"),
    [
        (("agent: Is this Devrin Okonkwo?", "customer: Yes."), "Devrin Okonkwo"),
        (("agent: hi devrin it's philippa",), "Devrin"),
        (("customer: Hello, Devrin speaking.", "agent: Devrin, hi."), "Devrin"),
        (("agent: Hi Devrin.", "customer: Devrin Okonkwo, yes."), "Devrin Okonkwo"),
    ],
)
def test_the_contact_is_named_as_far_as_the_name_was_said(
    lines: tuple[str, ...], contact: str
) -> None:
    found = elements(*lines)
    assert value(found, "contact_name") == (contact, True)


def test_whoever_takes_the_call_is_the_contact_when_the_consumer_is_not_named() -> None:
    found = elements("customer: This is Oswin Tarrant.", metadata=NO_LEDGER)
    assert value(found, "contact_name") == ("Oswin Tarrant", False)


def test_sir_is_no_contact_name() -> None:
    assert "contact_name" not in elements("agent: Hello sir, how are you?")


# Which invoice


def test_an_invoice_number_agrees_by_its_letters_and_digits() -> None:
    found = elements(
        "agent: it's about c l two two oh seven",
        said=((REFERENCE, "CL2207", "c l two two oh seven"),),
    )
    assert value(found, "invoice_number") == ("CL-2207", True)


def test_a_wrong_invoice_number_is_told() -> None:
    found = elements(
        "agent: it's about invoice nine nine one", said=((REFERENCE, "991", "nine nine one"),)
    )
    assert value(found, "invoice_number") == ("991", False)


def test_a_purchase_order_is_no_invoice() -> None:
    found = elements(
        "customer: our purchase order is seven seven one",
        said=((REFERENCE, "771", "seven seven one"),),
    )
    assert "invoice_number" not in found


def test_the_customer_may_read_the_invoice_number() -> None:
    found = elements(
        "agent: Do you have the invoice number?",
        "customer: It's CL-2207.",
        said=((REFERENCE, "CL-2207", "CL-2207"),),
    )
    assert value(found, "invoice_number") == ("CL-2207", True)


# How much


def test_the_ledgers_amount_goes_before_every_other() -> None:
    found = elements(
        "agent: a balance of five hundred was due, I mean it's four eighteen twenty five",
        said=((MONEY, "500.00", "five hundred"), (MONEY, "418.25", "four eighteen twenty five")),
    )
    assert value(found, "amount") == ("418.25", True)


@pytest.mark.parametrize(
    "line",
    [
        "if we can do two hundred tonight it helps",
        "there is a late fee of two hundred too",
        "we could settle for two hundred",
        "a down payment of two hundred would do",
        "that is two hundred a month",
        "two hundred off if you act now",
    ],
)
def test_a_part_payment_fee_or_settlement_is_not_the_balance(line: str) -> None:
    assert "amount" not in elements(f"agent: {line}", said=((MONEY, "200.00", "two hundred"),))


def test_without_a_ledger_the_amount_that_is_owed_counts() -> None:
    found = elements(
        "agent: You have a balance of $90.10 and we could take $20 today.",
        said=((MONEY, "90.10", "$90.10"), (MONEY, "20.00", "$20")),
        metadata=NO_LEDGER,
    )
    assert value(found, "amount") == ("90.10", None)


def test_a_rounded_balance_does_not_match_the_ledger() -> None:
    found = elements(
        "agent: the balance is about four twenty", said=((MONEY, "420.00", "four twenty"),)
    )
    assert value(found, "amount") == ("420.00", False)


def test_the_customers_amount_counts_unless_the_agent_denies_it() -> None:
    said = ((MONEY, "418.25", "$418.25"),)
    yes = elements("customer: So $418.25?", "agent: Exactly.", said=said)
    no = elements("customer: So $418.25?", "agent: No, that was the old one.", said=said)
    assert value(yes, "amount") == ("418.25", True)
    assert "amount" not in no


def test_a_value_that_was_taken_back_never_counts() -> None:
    call = Conversation(
        call_id="t",
        turns=(Turn(index=0, speaker=Speaker.AGENT, text="the balance is $418.25, no, $430"),),
    )
    spoken = Entity(
        kind=MONEY,
        value="418.25",
        text="$418.25",
        turn=0,
        start_char=15,
        end_char=22,
        superseded=True,
    )
    found = find_elements(call, (spoken,), metadata=METADATA, call_type=CallType.FIRST_CALL)
    assert found == ()


# Due when


@pytest.mark.parametrize(
    "line",
    [
        "it came due on may ninth",
        "it was due may ninth",
        "the invoice dated may ninth",
        "CL-2207, due may ninth, and I see no payment",
    ],
)
def test_the_due_date_stands_after_its_cue(line: str) -> None:
    found = elements(f"agent: {line}", said=((DATE, "2025-05-09", "may ninth"),))
    assert value(found, "due_date") == ("2025-05-09", True)


def test_a_date_without_a_year_agrees_by_month_and_day() -> None:
    found = elements("agent: due may ninth", said=((DATE, "--05-09", "may ninth"),))
    assert value(found, "due_date") == ("2025-05-09", True)


def test_a_wrong_due_date_is_told() -> None:
    found = elements("agent: it was due may first", said=((DATE, "2025-05-01", "may first"),))
    assert value(found, "due_date") == ("2025-05-01", False)


def test_a_day_proposed_after_past_due_is_no_due_date() -> None:
    found = elements(
        "agent: it is 60 days past due. The ninth would be fine?",
        said=((DATE, "2025-07-09", "The ninth"),),
    )
    assert "due_date" not in found


def test_the_clerk_of_a_company_that_owes_is_the_contact() -> None:
    metadata = METADATA.model_copy(update={"consumer": Consumer(name="Bellweather Foods")})
    found = elements(
        "customer: Bellweather Foods, this is Oswin Tarrant.",
        "agent: Hi Oswin, Philippa Marsh with Cobalt Lane Roofing, for Bellweather Foods.",
        metadata=metadata,
    )
    assert value(found, "contact_name") == ("Oswin Tarrant", None)
    assert value(found, "company_name") == ("Cobalt Lane Roofing", True)


def test_the_day_of_an_earlier_call_is_no_due_date() -> None:
    found = elements("agent: we spoke may first", said=((DATE, "2025-05-01", "may first"),))
    assert "due_date" not in found


@pytest.mark.parametrize(
    ("days", "due"), [("32", "2025-05-09"), ("31", "2025-05-09"), ("60", None)]
)
def test_days_past_due_give_the_due_date_where_they_agree(days: str, due: str | None) -> None:
    found = elements(f"agent: it is now {days} days past due", said=((DAYS, days, f"{days} days"),))
    assert value(found, "days_past_due") == (days, due is not None)
    assert (found["due_date"].value if "due_date" in found else None) == due


# How to answer


PHONE_SAID: Said = (PHONE, "202-555-0177", "202-555-0177")


def test_a_callback_number_and_its_repeat() -> None:
    metadata = METADATA
    found = elements(
        "agent: Please call me back at 202-555-0177.",
        "agent: Again, that's 202-555-0177.",
        said=(PHONE_SAID,),
        metadata=metadata,
        call_type=CallType.VOICEMAIL,
    )
    assert value(found, "callback_number") == ("202-555-0177", None)
    assert value(found, "callback_request") == ("yes", None)
    assert found["number_repeated"].turn == 1


def test_the_dialled_number_is_no_callback_number() -> None:
    found = elements(
        "agent: I'm calling 202-555-0111.", said=((PHONE, "202-555-0111", "202-555-0111"),)
    )
    assert "callback_number" not in found


def test_asking_for_the_customers_number_gives_none() -> None:
    found = elements("agent: Is 202-555-0177 still the best number?", said=(PHONE_SAID,))
    assert "callback_number" not in found


@pytest.mark.parametrize(
    "line",
    [
        "please give us a call at your convenience",
        "have her call tonight",
        "ring me on this number",
        "You can reach me at the office.",
        "please return my call",
        "speak with any of our representatives",
    ],
)
def test_a_request_to_call_back(line: str) -> None:
    assert "callback_request" in elements(f"agent: {line}")


@pytest.mark.parametrize(
    "line",
    [
        "you never call me back",
        "I'll call you tomorrow",
        "thanks",
        "ok i'll call back soon",
    ],
)
def test_no_request_to_call_back(line: str) -> None:
    assert "callback_request" not in elements(f"agent: {line}")


@pytest.mark.parametrize(
    "line",
    [
        "did you get the invoice",
        "Have you received our invoice?",
        "has it landed with you?",
        "Did it reach you?",
        "we posted the bill, did it ever reach you",
        "do you have it in front of you",
        "want me to resend it?",
        "I just wanted to make sure you received the bill.",
        "did the statement arrive",
    ],
)
def test_the_agent_asks_whether_the_invoice_arrived(line: str) -> None:
    assert value(elements(f"agent: {line}"), "invoice_received_asked") == ("yes", None)


@pytest.mark.parametrize(
    "line",
    [
        "did you get my message",
        "you got it",
        "did you get a chance to look",
        "did you read my emails",
        "were you happy with the roof",
        "did you get paid",
        "did you get it taken care of",
    ],
)
def test_other_questions_do_not_ask_for_the_invoice(line: str) -> None:
    assert "invoice_received_asked" not in elements(f"agent: {line}")


def test_asking_for_the_invoice_number_is_not_asking_whether_it_came() -> None:
    assert "invoice_received_asked" not in elements("agent: do you have the invoice number")


@pytest.mark.parametrize(
    ("lines", "is_said"),
    [
        (
            (
                "agent: This is an attempt to collect a debt, and any information obtained will "
                "be used for that purpose.",
            ),
            True,
        ),
        (
            (
                "agent: we're trying to collect a debt",
                "customer: what",
                "agent: and any information you give me will be used for that purpose",
            ),
            True,
        ),
        (("agent: This is an attempt to collect a debt.",), False),
        (("agent: Any information helps.",), False),
        (("customer: It says any information will be used for that purpose.",), False),
    ],
)
def test_the_mini_miranda_needs_both_its_parts(lines: tuple[str, ...], is_said: bool) -> None:
    assert ("mini_miranda" in elements(*lines)) is is_said


def test_the_customer_may_say_unasked_that_the_invoice_never_came() -> None:
    assert "invoice_received_asked" in elements("customer: I never got the invoice.")
    assert "invoice_received_asked" not in elements("customer: I never got my refund.")


# Kinds of calls


def test_with_a_third_party_only_the_caller_and_the_number_are_elements() -> None:
    found = elements(
        "agent: Is Devrin Okonkwo there? This is Philippa Marsh from Cobalt Lane Roofing.",
        "agent: He owes $418.25. My number is 202-555-0177.",
        said=((MONEY, "418.25", "$418.25"), PHONE_SAID),
        call_type=CallType.THIRD_PARTY,
    )
    assert set(found) == {"agent_name", "company_name", "callback_number"}
