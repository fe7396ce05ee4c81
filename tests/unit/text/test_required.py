"""What a call must have by its type and party, what it lacks, and what waives it."""

from pathlib import Path

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Element
from callaudit.core.errors import RulePackError
from callaudit.core.metadata import AccountFlags, CallMetadata, CallType, CollectorParty
from callaudit.text.elements import element_names
from callaudit.text.required import load_required, missing_elements, required_path, rules_folder

FIRST, THIRD = CollectorParty.FIRST, CollectorParty.THIRD
EVERYTHING = element_names()
DEBT = ("contact_name", "invoice_number", "amount", "due_date", "payment_date")


def missing(
    call_type: CallType,
    *lines: str,
    said: tuple[str, ...] = (),
    party: CollectorParty | None = FIRST,
    metadata: CallMetadata | None = None,
) -> tuple[str, ...]:
    turns = []
    for index, line in enumerate(lines):
        speaker, text = line.split(": ", 1)
        turns.append(Turn(index=index, speaker=Speaker(speaker), text=text))
    elements = tuple(
        Element(name=name, value="x", turn=0, start_char=0, end_char=1, quote="x") for name in said
    )
    given = metadata or CallMetadata(call_id="t", duration_s=90.0)
    return missing_elements(
        call_type,
        elements,
        metadata=given.model_copy(update={"collector_party": party}),
        conversation=Conversation(call_id="t", turns=tuple(turns)),
    )


@pytest.mark.parametrize("call_type", list(CallType))
@pytest.mark.parametrize("party", [FIRST, THIRD, None])
def test_nothing_is_missing_where_everything_was_said(
    call_type: CallType, party: CollectorParty | None
) -> None:
    assert missing(call_type, said=EVERYTHING, party=party) == ()


@pytest.mark.parametrize(
    ("call_type", "party", "required"),
    [
        (
            CallType.VOICEMAIL,
            THIRD,
            ("agent_name", "company_name", "callback_number", "callback_request"),
        ),
        (
            CallType.VOICEMAIL,
            FIRST,
            ("agent_name", "company_name", "callback_number", "callback_request"),
        ),
        (
            CallType.FIRST_CALL,
            FIRST,
            ("agent_name", "company_name", *DEBT[:4], "invoice_received_asked", "payment_date"),
        ),
        (CallType.FIRST_CALL, THIRD, ("agent_name", "company_name", "mini_miranda", *DEBT)),
        (CallType.FIRST_CALL, None, ("agent_name", "company_name", *DEBT)),
        (CallType.SECOND_ATTEMPT, FIRST, ("agent_name", "company_name", *DEBT)),
        (CallType.FOLLOW_UP_PROMISE, THIRD, ("agent_name", "company_name", *DEBT)),
        (CallType.INBOUND, FIRST, ("agent_name", *DEBT)),
        (CallType.THIRD_PARTY, THIRD, ()),
    ],
)
def test_a_call_where_nothing_was_said_lacks_all_that_is_required(
    call_type: CallType, party: CollectorParty | None, required: tuple[str, ...]
) -> None:
    assert missing(call_type, party=party) == required


def test_every_required_element_is_one_that_can_be_found() -> None:
    table = load_required(required_path())
    named = {name for row in table.required for name in row.elements}
    named |= {name for waiver in table.waivers if waiver.waives != "all" for name in waiver.waives}
    named |= set(table.instead) | {name for names in table.instead.values() for name in names}
    assert named <= set(element_names())
    assert {row.call_type for row in table.required} == set(CallType)


def test_days_past_due_stand_in_for_the_due_date() -> None:
    said = ("agent_name", "company_name", "contact_name", "invoice_number", "amount")
    lacks = missing(CallType.SECOND_ATTEMPT, said=(*said, "days_past_due"))
    assert lacks == ("payment_date",)


@pytest.mark.parametrize(
    "line",
    [
        "customer: I dispute this charge.",
        "customer: i don't owe you people anything",
        "customer: That's not my debt.",
        "customer: We never ordered that.",
        "customer: We are not paying until the right part comes.",
        "agent: Let me open a dispute for you right away.",
        "agent: I'll mark the account as disputed for now.",
    ],
)
def test_a_dispute_waives_the_payment_date_and_not_the_invoice(line: str) -> None:
    lacks = missing(CallType.FIRST_CALL, line)
    assert "payment_date" not in lacks
    assert "invoice_received_asked" not in lacks
    assert "invoice_number" in lacks


@pytest.mark.parametrize(
    "line",
    [
        "agent: I dispute this charge.",
        "customer: I'm not disputing it.",
        "customer: the tiles are already loose and I want them fixed",
        "customer: I owe you, I know.",
        "customer: I don't have an attorney.",
        "customer: You can stop worrying.",
        "customer: I called the wrong office first.",
        "agent: Stop calling me sir.",
        "customer: I thought about bankruptcy.",
    ],
)
def test_other_words_waive_nothing(line: str) -> None:
    assert missing(CallType.SECOND_ATTEMPT, line) == ("agent_name", "company_name", *DEBT)


@pytest.mark.parametrize(
    "line",
    [
        "customer: I have an attorney.",
        "customer: i've got a lawyer talk to her",
        "customer: I'm represented by counsel.",
        "customer: Stop calling me.",
        "customer: Please don't contact me again.",
        "customer: You've got the wrong number.",
        "third_party: There's nobody here by that name.",
        "customer: I filed for bankruptcy in March.",
    ],
)
def test_who_may_not_be_asked_any_more_waives_the_debt_but_not_the_callers_name(line: str) -> None:
    assert missing(CallType.FIRST_CALL, line) == ("agent_name", "company_name")


@pytest.mark.parametrize(
    ("flag", "lacks"),
    [
        ("time_barred", DEBT[:4]),
        ("dispute_open", DEBT[:4]),
        ("bankruptcy", ()),
        ("cease_on_file", ()),
        ("attorney_on_file", ()),
        ("referral_authorized", DEBT),
    ],
)
def test_account_flags_waive_as_the_table_says(flag: str, lacks: tuple[str, ...]) -> None:
    metadata = CallMetadata(
        call_id="t", duration_s=90.0, flags=AccountFlags.model_validate({flag: True})
    )
    said = ("agent_name", "company_name")
    assert missing(CallType.SECOND_ATTEMPT, said=said, metadata=metadata) == lacks


def test_a_payment_already_sent_needs_the_day_it_was_mailed() -> None:
    line = "customer: I already mailed the check."
    said = ("agent_name", "company_name", *DEBT[:4])
    assert missing(CallType.SECOND_ATTEMPT, line, said=said) == ("payment_date",)
    assert missing(CallType.SECOND_ATTEMPT, line, said=(*said, "payment_date")) == ()


@pytest.mark.parametrize(("duration_s", "is_waived"), [(19.9, True), (20.0, False)])
def test_a_hang_up_before_twenty_seconds_waives_everything(
    duration_s: float, is_waived: bool
) -> None:
    metadata = CallMetadata(call_id="t", duration_s=duration_s)
    assert (missing(CallType.FIRST_CALL, metadata=metadata) == ()) is is_waived


def test_a_short_voicemail_is_no_hang_up() -> None:
    metadata = CallMetadata(call_id="t", duration_s=8.0)
    assert missing(CallType.VOICEMAIL, said=("agent_name",), metadata=metadata) == (
        "company_name",
        "callback_number",
        "callback_request",
    )


def test_rules_are_read_beside_the_package_before_the_repository(tmp_path: Path) -> None:
    package = tmp_path / "callaudit"
    package.mkdir()
    (tmp_path / "rules").mkdir()
    assert rules_folder(package) == tmp_path / "rules"
    (package / "_rules").mkdir()
    assert rules_folder(package) == package / "_rules"


def test_the_installed_table_is_there() -> None:
    assert required_path().is_file()


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("schema: 1\nrequired: 5\n", "required"),
        ("schema: 2\nrequired: []\n", "schema"),
        ("schema: 1\nrequired: []\nsurprise: 1\n", "surprise"),
        ("schema: [1\n", ""),
    ],
)
def test_a_wrong_table_is_an_error_with_its_place(tmp_path: Path, content: str, field: str) -> None:
    path = tmp_path / "required_elements.yaml"
    path.write_text(content)
    with pytest.raises(RulePackError) as caught:
        load_required(path)
    assert [(fault.path, fault.field) for fault in caught.value.faults] == [(str(path), field)]


def test_a_table_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match="nowhere"):
        load_required(tmp_path / "nowhere.yaml")
