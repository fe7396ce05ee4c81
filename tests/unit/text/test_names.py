"""People and companies are found where the grammar of a call says that a name stands."""

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import EntityKind
from callaudit.core.metadata import Agent, CallMetadata, Consumer
from callaudit.text.name_match import same_name, sound_of
from callaudit.text.names import find_names

REGISTERED = CallMetadata(
    call_id="t1",
    agent=Agent(name="Philippa Marsh", company="Cobalt Lane Roofing", aliases=("Pippa Lane",)),
    consumer=Consumer(name="Devrin Okonkwo"),
    creditor="Hazel & Finch Dental",
)
NOBODY = CallMetadata(call_id="t2")


def conversation(*lines: str) -> Conversation:
    turns = []
    for index, line in enumerate(lines):
        speaker, text = line.split(": ", 1)
        turns.append(Turn(index=index, speaker=Speaker(speaker), text=text))
    return Conversation(call_id="t", turns=tuple(turns))


def names(*lines: str, metadata: CallMetadata = REGISTERED) -> list[tuple[str, str, str | None]]:
    call = conversation(*lines)
    found = find_names(call, metadata=metadata)
    for entity in found:
        assert call.turns[entity.turn].text[entity.start_char : entity.end_char] == entity.text
    return [(str(entity.kind), entity.value, entity.note) for entity in found]


def people(*lines: str, metadata: CallMetadata = REGISTERED) -> list[str]:
    return [value for kind, value, _ in names(*lines, metadata=metadata) if kind == "person"]


def companies(*lines: str, metadata: CallMetadata = REGISTERED) -> list[str]:
    return [value for kind, value, _ in names(*lines, metadata=metadata) if kind == "company"]


@pytest.mark.parametrize(
    "line",
    [
        "Hello, this is Philippa Marsh calling from Cobalt Lane Roofing.",
        "hello this is philippa marsh calling from cobalt lane roofing about your roof",
        "My name is Philippa Marsh and I'm with Cobalt Lane Roofing.",
        "my name's philippa marsh i'm calling from cobalt lane roofing",
        "Philippa Marsh here from Cobalt Lane Roofing.",
        "Philippa Marsh, Cobalt Lane Roofing.",
        "hi it's philippa marsh over at cobalt lane roofing again",
        "Hi, Filipa Marsh with Cobalt Lane Roofing.",
        "this is phillipa march at cobalt lane roofing",
    ],
)
def test_an_agent_introduces_herself_with_her_company(line: str) -> None:
    assert names(f"agent: {line}")[:1] == [("person", "Philippa Marsh", "self")]
    assert companies(f"agent: {line}") == ["Cobalt Lane Roofing"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("May I speak with Devrin Okonkwo, please?", "Devrin Okonkwo"),
        ("may i speak to devrin okonkwo", "Devrin Okonkwo"),
        ("am i speaking with devrin", "Devrin"),
        ("hi there is this devrin okonkwo", "Devrin Okonkwo"),
        ("Is Devrin there?", "Devrin"),
        ("is devrin available", "Devrin"),
        ("Devrin Okonkwo please.", "Devrin Okonkwo"),
        ("I'm looking for Mr. Okonkwo.", "Mr. Okonkwo"),
        ("this is a message for devrin okonkwo", "Devrin Okonkwo"),
        ("may i speak with devryn okonquo", "Devrin Okonkwo"),
        ("i'm trying to reach devrin okonkwo", "Devrin Okonkwo"),
    ],
)
def test_the_consumer_is_asked_for(line: str, value: str) -> None:
    assert names(f"agent: {line}") == [("person", value, "asked")]


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        ("yeah this is she", "confirmed"),
        ("This is him.", "confirmed"),
        ("Speaking.", "confirmed"),
        ("that's me", "confirmed"),
        ("no she moved out", "asked"),
        ("who's calling", "asked"),
    ],
)
def test_the_reply_confirms_the_name_that_was_asked_for(reply: str, note: str) -> None:
    assert names("agent: is this devrin okonkwo", f"customer: {reply}") == [
        ("person", "Devrin Okonkwo", note)
    ]


def test_the_agent_cannot_confirm_the_name_himself() -> None:
    found = names("agent: Is this Devrin?", "agent: Yes, I am calling about a roof.")
    assert found == [("person", "Devrin", "asked")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Hello, Devrin speaking.", ("person", "Devrin", "self")),
        ("devrin speaking", ("person", "Devrin", "self")),
        ("this is devrin", ("person", "Devrin", "self")),
    ],
)
def test_a_customer_answers_with_his_name(line: str, found: tuple[str, str, str]) -> None:
    assert names(f"customer: {line}") == [found]


def test_a_greeting_names_the_one_and_introduces_the_other() -> None:
    assert names("agent: hey devrin it's pippa over at cobalt lane roofing") == [
        ("person", "Devrin", "greeted"),
        ("person", "Pippa", "self"),
        ("company", "Cobalt Lane Roofing", "mentioned"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "hi there how are you",
        "Hi there, good morning.",
        "hello ma'am",
        "Hi, this is about your order.",
        "this is important",
        "this is just a reminder",
        "it's fine with me",
        "is this a good time",
        "Is this Friday okay?",
        "how are you doing",
        "i'm calling about the roof",
        "yes please",
        "i'm at work",
        "this is her roommate",
        "thank you for holding",
        "hey good afternoon this is regarding an order",
        "Thank you so much.",
        "who am i speaking with today",
        "i miss you guys",
        "this is ridiculous",
    ],
)
def test_what_follows_a_greeting_is_not_always_a_name(line: str) -> None:
    assert names(f"agent: {line}", metadata=NOBODY) == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("hi my name is jorunn calling from tidewater glass", "Jorunn"),
        ("This is Jorunn Vale with Tidewater Glass.", "Jorunn Vale"),
        ("may i speak with oswin tarrant", "Oswin Tarrant"),
        ("this is jorunn vale with tidewater glass and i have a question", "Jorunn Vale"),
        ("Good morning, Mrs. Tarrant.", "Mrs. Tarrant"),
        ("please ask for jorunn", "Jorunn"),
    ],
)
def test_unregistered_names_keep_their_spoken_form_with_capitals(line: str, value: str) -> None:
    assert people(f"agent: {line}", metadata=NOBODY) == [value]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("this is jorunn with tidewater glass and i have a question", "Tidewater Glass"),
        ("This is Jorunn from Tidewater Glass and Mirror.", "Tidewater Glass and Mirror"),
        ("thank you for calling tidewater glass how can i help", "Tidewater Glass"),
        ("i'm calling from tidewater glass about your windows", "Tidewater Glass"),
        ("This is Ember Hill Services.", "Ember Hill Services"),
    ],
)
def test_unregistered_companies_are_read_where_one_must_stand(line: str, value: str) -> None:
    assert companies(f"agent: {line}", metadata=NOBODY) == [value]


@pytest.mark.parametrize(
    "line",
    ["i'm calling from work", "this is jorunn in accounts receivable", "calling from my cell"],
)
def test_a_place_or_department_is_no_company(line: str) -> None:
    assert companies(f"agent: {line}", metadata=NOBODY) == []


@pytest.mark.parametrize(
    ("line", "person", "company"),
    [
        ("Ines Tolliver, Birch and Hale, please call.", "Ines Tolliver", "Birch and Hale"),
        ("Ines Tolliver here, Birch Hill Services.", "Ines Tolliver", "Birch Hill Services"),
        ("This is Ines, again with Birch and Hale.", "Ines", "Birch and Hale"),
        ("Ines Tolliver speaking, from Birch Hill.", "Ines Tolliver", "Birch Hill"),
        ("Ines Tolliver of Birch Hill here.", "Ines Tolliver", "Birch Hill"),
        ("It's Ines, operations manager at Birch Hill.", "Ines", "Birch Hill"),
        ("It's Ines in the accounts team at Birch Hill.", "Ines", "Birch Hill"),
        ("Hello. You've got Ines here from Birch Hill.", "Ines", "Birch Hill"),
        ("ines tolliver birch group five oh three", "Ines Tolliver", "Birch Group"),
        ("hi ines birch services call me back", "Ines", "Birch Services"),
    ],
)
def test_a_caller_may_give_name_and_company_in_many_ways(
    line: str, person: str, company: str
) -> None:
    assert names(f"agent: {line}", metadata=NOBODY) == [
        ("person", person, "self"),
        ("company", company, "company"),
    ]


def test_whoever_is_greeted_before_a_caller_stays_the_one_greeted() -> None:
    line = "agent: Hi Osric, Ines from Birch Hill Services, please call."
    assert names(line, metadata=NOBODY) == [
        ("person", "Osric", "greeted"),
        ("person", "Ines", "self"),
        ("company", "Birch Hill Services", "company"),
    ]


def test_a_callers_name_may_stand_before_the_request() -> None:
    assert people("agent: hi it's osric call me", metadata=NOBODY) == ["Osric"]
    assert people("agent: it's urgent call me", metadata=NOBODY) == []


def test_a_registered_company_is_known_by_its_first_word_after_a_callers_name() -> None:
    assert companies("agent: hi it's pippa from cobalt") == ["Cobalt Lane Roofing"]
    assert companies("agent: the cobalt paint came off") == []


def test_a_company_is_found_however_its_and_is_written() -> None:
    assert companies("agent: it is for your visit to hazel and finch dental") == [
        "Hazel & Finch Dental"
    ]


def test_a_message_may_name_two_people_to_ask_for() -> None:
    found = people("agent: Please ask for Philippa Marsh or Jorunn Vale at our office.")
    assert found == ["Philippa Marsh", "Jorunn Vale"]


def test_somebodys_brother_is_not_that_person() -> None:
    assert names("third_party: this is devrin's brother") == [("person", "Devrin", "mentioned")]


def test_another_first_name_with_the_consumers_surname_keeps_its_own() -> None:
    assert people("customer: This is Oswin Okonkwo.") == ["Oswin Okonkwo"]


def test_a_registered_name_that_is_a_plain_word_needs_a_place_or_a_capital() -> None:
    metadata = CallMetadata(call_id="t", consumer=Consumer(name="Will Tarrant"))
    assert people("agent: will you pay on friday", metadata=metadata) == []
    assert people("agent: may i speak with will", metadata=metadata) == ["Will"]


def test_names_cut_apart_by_the_recogniser_are_put_together() -> None:
    metadata = CallMetadata(call_id="t", consumer=Consumer(name="Ansel Brockhaven"))
    assert people("agent: may i speak with ansel brock haven", metadata=metadata)[0] == (
        "Ansel Brockhaven"
    )


def test_a_surname_badly_heard_is_believed_after_its_first_name() -> None:
    metadata = CallMetadata(call_id="t", consumer=Consumer(name="Ottilie Hayne"))
    assert people("agent: Is this Ottilie Haines?", metadata=metadata) == ["Ottilie Hayne"]
    assert people("agent: Is this Ottilie Brook?", metadata=metadata) == ["Ottilie Brook"]


def test_is_this_heard_as_its_the_still_asks_for_the_consumer() -> None:
    assert names("agent: Hi there, it's the Devrin Okonko.", "customer: Yeah, this is he.") == [
        ("person", "Devrin Okonkwo", "confirmed")
    ]
    assert people("agent: It's the Tidewater people.", metadata=NOBODY) == []


def test_a_company_that_owes_is_a_company_and_its_clerk_a_person() -> None:
    metadata = CallMetadata(call_id="t", consumer=Consumer(name="Bellweather Foods"))
    assert names("customer: Bellweather Foods, this is Oswin.", metadata=metadata) == [
        ("company", "Bellweather Foods", "mentioned"),
        ("person", "Oswin", "self"),
    ]


@pytest.mark.parametrize("line", ["i'm leaving from town", "how are you short", "i'm going at six"])
def test_a_doing_word_is_no_callers_name(line: str) -> None:
    assert names(f"agent: {line}", metadata=NOBODY) == []


def test_kinds_are_people_and_companies_only() -> None:
    found = find_names(
        conversation("agent: This is Philippa Marsh from Cobalt Lane Roofing."),
        metadata=REGISTERED,
    )
    assert {entity.kind for entity in found} == {EntityKind.PERSON, EntityKind.COMPANY}


@pytest.mark.parametrize(
    ("heard", "registered"),
    [("Cory", "Corey"), ("Tamson", "Tamsin"), ("Kathryn", "Catherine"), ("Steven", "Stephen")],
)
def test_names_that_sound_alike_are_one(heard: str, registered: str) -> None:
    assert sound_of(heard) == sound_of(registered)
    assert same_name(heard, registered)


@pytest.mark.parametrize(
    ("heard", "registered"),
    [("Kim", "Tim"), ("Marcus", "Denise"), ("Al", "Ed"), ("Jordan", "Gordon"), ("Rosa", "Ray")],
)
def test_names_that_do_not_sound_alike_are_two(heard: str, registered: str) -> None:
    assert not same_name(heard, registered)
