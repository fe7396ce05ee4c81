"""All values of a call together: order, exact spans, no overlap."""

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from callaudit.core.conversation import Conversation
from callaudit.core.entity import EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.text.entities import find_entities
from callaudit.text.tokens import tokenise
from tests.unit.text.spoken import conversation, entity, ledger, values_of

WORDS_A_SECOND = 50_000


def test_the_values_of_an_unpunctuated_turn() -> None:
    text = (
        "it's number oh two three dash five five for six hundred eighteen fifty and the due date "
        "was march tenth so it's forty three days past due call three one seven five five five oh "
        "one four two or write dana at example dot com"
    )
    log = ledger(invoice="023-55", amount="618.50", due="2025-03-10")
    assert values_of(f"agent: {text}", metadata=log) == (
        entity(text, EntityKind.REFERENCE, "023-55", "oh two three dash five five"),
        entity(text, EntityKind.MONEY, "618.50", "six hundred eighteen fifty"),
        entity(text, EntityKind.DATE, "2025-03-10", "march tenth"),
        entity(text, EntityKind.DAYS, "43", "forty three days past due"),
        entity(text, EntityKind.PHONE, "317-555-0142",
               "three one seven five five five oh one four two"),
        entity(text, EntityKind.EMAIL, "dana@example.com", "dana at example dot com"),
    )  # fmt: skip


def test_the_same_turn_as_a_recogniser_writes_it() -> None:
    text = (
        "It's number 023-55 for $618.50 and the due date was March 10th, so it's 43 days past due. "
        "Call 317-555-0142, or write dana@example.com."
    )
    log = ledger(invoice="023-55", amount="618.50", due="2025-03-10")
    assert values_of(f"agent: {text}", metadata=log) == (
        entity(text, EntityKind.REFERENCE, "023-55", "023-55"),
        entity(text, EntityKind.MONEY, "618.50", "$618.50"),
        entity(text, EntityKind.DATE, "2025-03-10", "March 10th"),
        entity(text, EntityKind.DAYS, "43", "43 days past due"),
        entity(text, EntityKind.PHONE, "317-555-0142", "317-555-0142"),
        entity(text, EntityKind.EMAIL, "dana@example.com", "dana@example.com"),
    )


def test_a_plan_of_payments() -> None:
    text = "I'll pay five hundred on the first, six hundred on the ninth, and two ninety June first"
    money, day = EntityKind.MONEY, EntityKind.DATE
    assert values_of(f"customer: {text}") == (
        entity(text, money, "500.00", "five hundred"),
        entity(text, day, "2025-05-01", "the first"),
        entity(text, money, "600.00", "six hundred"),
        entity(text, day, "2025-05-09", "the ninth"),
        entity(text, money, "290.00", "two ninety", note="or 2.90"),
        entity(text, day, "2025-06-01", "June first"),
    )


def test_names_come_along_in_their_place() -> None:
    call = conversation("agent: Hi, this is Dana Kestrel from Alder Supply, you owe $40.")
    kinds = [found.kind for found in find_entities(call, metadata=ledger())]
    assert kinds == [EntityKind.PERSON, EntityKind.COMPANY, EntityKind.MONEY]


def test_a_day_that_the_call_s_unknown_date_would_decide_stays_in_words() -> None:
    call = conversation("agent: It fell due 13th of this month, the 13th of this month.")
    found = find_entities(call, metadata=CallMetadata(call_id="undated"))
    assert [(value.kind, value.value) for value in found] == [
        (EntityKind.DATE, "13 th of this month"),
        (EntityKind.DATE, "the 13 th of this month"),
    ]


def test_a_silent_call_has_no_values() -> None:
    assert values_of("agent: ", "customer: Hello?") == ()


VOCABULARY = (
    "one two three ten fifteen twenty forty ninety hundred thousand a and oh zero double triple "
    "dollars cents bucks $ 342.50 1,234 4471 28th 3/28 - , . ? ( ) # / at dot com @ x invoice "
    "number account check the first second fifth twentieth april may friday next last of end "
    "month tomorrow in two weeks from days past due no sorry i mean T K call 555-0142 800 million "
    "k percent % O'Clock ½ ² é 00000000000000000000 99999999999999999999.99 99/99/9999"
).split()


@settings(max_examples=300)
@given(words=st.lists(st.sampled_from(VOCABULARY), max_size=25))
def test_any_mixture_gives_ordered_exact_spans(words: list[str]) -> None:
    call = conversation(f"agent: {' '.join(words)}")
    found = find_entities(call, metadata=ledger(amount="342.50", invoice="TK-4471"))
    for value in found:
        assert call.turns[0].text[value.start_char : value.end_char] == value.text
        assert value.value
    for left, right in pairwise(found):
        assert left.end_char <= right.start_char


@given(text=st.text(max_size=80))
def test_any_text_is_read_without_fault(text: str) -> None:
    turn = tokenise(text)
    assert all(text[a:b].strip() for a, b in zip(turn.starts, turn.ends, strict=True))
    find_entities(conversation(f"agent: {text}"), metadata=ledger())


def test_an_hour_of_speech_takes_less_than_a_second() -> None:
    line = (
        "agent: okay so i am calling about invoice five five oh two for six forty two eighteen "
        "and i wanted to ask if you had a chance to look at it since we talked last friday "
        "because it was due on march tenth and we did not see anything come in yet thank you"
    )
    # No two turns are alike: values of a turn that was read before are remembered.
    call = conversation(*(f"{line} {'o' * number}" for number in range(200)))
    words = sum(len(turn.text.split()) for turn in call.turns)
    best = min(_seconds(call) for _ in range(3))
    assert words / best > WORDS_A_SECOND / 2, f"{words / best:,.0f} words a second"


def _seconds(call: Conversation) -> float:
    from callaudit.text.entities import _Heard, _in_turn, _Ledger

    _in_turn.cache_clear()
    tokenise.cache_clear()
    start = time.perf_counter()
    for turn in call.turns:
        _in_turn(turn.text, _Heard(), _Ledger.of(ledger()))
    return time.perf_counter() - start
