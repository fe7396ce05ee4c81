import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from callaudit.calllog.schema import COLUMNS, KNOWN_NAMES, metadata_from_keys
from callaudit.calllog.settings import LogSettings
from callaudit.core.attempts import HistoryEntry
from callaudit.core.metadata import (
    AccountFlags,
    Agent,
    Attorney,
    CallMetadata,
    CallResult,
    CollectorParty,
    Consumer,
    ContractFee,
    DebtType,
    Direction,
    SettlementAuthority,
    ZoneSource,
)
from callaudit.core.model import Frozen

NESTED: dict[str, object] = {
    "call_id": "q7",
    "start": "2025-06-03T10:15:00-04:00",
    "direction": "outbound",
    "result": "answered",
    "collector_party": "third",
    "debt_type": "consumer",
    "phone": "614-555-0110",
    "agent": {"id": "a4", "name": "Odile Farrow", "company": "Fernhill Partners", "aliases": ["O"]},
    "consumer": {
        "id": "p9",
        "name": "Bram Teller",
        "state": "Ohio",
        "zip": 43085,
        "timezones": [{"source": "mailing_address", "tz": "America/New_York"}],
    },
    "amount": "$1,050.5",
    "due_date": "2025-02-28",
    "history": [
        {"start": "2025-05-30T09:00:00-04:00", "result": "conversation"},
        {"start": "2025-06-01T09:00:00-04:00", "result": "voicemail", "campaign": "spring"},
    ],
    "cease_on_file": False,
    "flags": {
        "time_barred": "no",
        "settlement_authority": {"min_pct": 60, "expires": "2025-12-31"},
    },
    "attorney": {"name": "L. Quill", "phone": "(614) 555-0111", "responding": "yes"},
}

FLAT: dict[str, object] = {
    "Call ID": "q7",
    "start": "2025-06-03T10:15:00-04:00",
    "direction": "Outbound",
    "result": "answered",
    "collector_party": "third",
    "debt_type": "consumer",
    "phone": "614-555-0110",
    "agent_id": "a4",
    "agent_name": "Odile Farrow",
    "company": "Fernhill Partners",
    "agent_aliases": "O",
    "consumer_id": "p9",
    "consumer_name": "Bram Teller",
    "consumer_state": "OH",
    "consumer_zip": "43085",
    "consumer_timezones": "mailing_address=America/New_York",
    "amount": "1050.50",
    "due_date": "2025-02-28",
    "history": json.dumps(NESTED["history"]),
    "cease_on_file": "0",
    "flags": '{"time_barred": false}',
    "settlement_min_pct": "60%",
    "settlement_expires": "2025-12-31",
    "attorney_name": "L. Quill",
    "attorney_phone": "6145550111",
    "attorney_responding": "true",
}

EXPECTED = CallMetadata(
    call_id="q7",
    start=datetime.fromisoformat("2025-06-03T10:15:00-04:00"),
    direction=Direction.OUTBOUND,
    result=CallResult.ANSWERED,
    collector_party=CollectorParty.THIRD,
    debt_type=DebtType.CONSUMER,
    phone="+16145550110",
    agent=Agent(id="a4", name="Odile Farrow", company="Fernhill Partners", aliases=("O",)),
    consumer=Consumer(
        id="p9",
        name="Bram Teller",
        state="OH",
        zip="43085",
        timezones=(ZoneSource(source="mailing_address", tz="America/New_York"),),
    ),
    amount=Decimal("1050.50"),
    due_date=date(2025, 2, 28),
    history=(
        HistoryEntry(
            start=datetime.fromisoformat("2025-05-30T09:00:00-04:00"), result="conversation"
        ),
        HistoryEntry(start=datetime.fromisoformat("2025-06-01T09:00:00-04:00"), result="voicemail"),
    ),
    flags=AccountFlags(
        cease_on_file=False,
        time_barred=False,
        settlement_authority=SettlementAuthority(min_pct=Decimal(60), expires=date(2025, 12, 31)),
        attorney=Attorney(name="L. Quill", phone="+16145550111", responding=True),
    ),
)


def read(keys: dict[str, object], settings: LogSettings | None = None) -> CallMetadata:
    return metadata_from_keys(keys, settings=settings or LogSettings(), fallback_id="stem")


@pytest.mark.parametrize("keys", [NESTED, FLAT], ids=["nested", "flat"])
def test_nested_keys_and_flat_columns_say_the_same(keys: dict[str, object]) -> None:
    assert read(keys) == EXPECTED


def test_metadata_written_as_json_reads_back_as_it_was() -> None:
    assert read(json.loads(EXPECTED.model_dump_json())) == EXPECTED


def test_problems_of_an_earlier_reading_are_kept() -> None:
    first = read({"call_id": "q7", "amount": "lots"})
    assert read(json.loads(first.model_dump_json())) == first
    assert first.problems == ('amount: "lots" is not an amount such as 1234.50',)


def test_strange_keys_of_a_hand_made_call_are_ignored_and_said() -> None:
    metadata = read({"call_id": "q7", "mood": "sour", "agent": {"shoe_size": 9}})
    assert metadata == CallMetadata(
        call_id="q7",
        problems=(
            "mood: is no key of a call's metadata; ignored",
            "agent.shoe_size: is no key of a call's metadata; ignored",
        ),
    )


def test_a_call_without_id_is_named_after_its_file() -> None:
    assert read({}) == CallMetadata(call_id="stem")


def test_every_flag_of_the_account_is_a_column() -> None:
    assert set(AccountFlags.model_fields) <= set(KNOWN_NAMES)


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "call-log.md").read_text(encoding="utf-8")
    assert [name for name in KNOWN_NAMES if f"`{name}`" not in page] == []


def test_every_column_leads_to_a_field_of_the_metadata() -> None:
    for column in COLUMNS:
        model: type[Frozen] = CallMetadata
        for key in column.path[:-1]:
            model = type(_default(model, key))
        assert column.path[-1] in model.model_fields, column.name


def _default(model: type[Frozen], key: str) -> Frozen:
    inner: dict[str, Frozen] = {
        "settlement_authority": SettlementAuthority(),
        "contract_fee_authorized": ContractFee(),
        "attorney": Attorney(),
        "agent": Agent(),
        "consumer": Consumer(),
        "flags": AccountFlags(),
    }
    assert key in model.model_fields
    return inner[key]


@pytest.mark.parametrize(
    ("keys", "flags"),
    [
        ({"attorney": "yes"}, AccountFlags(attorney_on_file=True)),
        ({"contract_fee_authorized": False}, AccountFlags()),
        (
            {"contract_fee_authorized": {"type": "late fee", "amount": "15"}},
            AccountFlags(
                contract_fee_authorized=ContractFee(type="late fee", amount=Decimal("15.00"))
            ),
        ),
    ],
)
def test_account_facts_may_be_objects_or_plain_answers(
    keys: dict[str, object], flags: AccountFlags
) -> None:
    assert read(keys) == CallMetadata(call_id="stem", flags=flags)


def test_a_flag_given_twice_and_unlike_is_said_and_the_named_one_counts() -> None:
    metadata = read({"dispute_open": True, "flags": {"dispute_open": False}})
    assert metadata.flags == AccountFlags(dispute_open=True)
    assert metadata.problems == ("dispute_open: given twice, and not alike",)


def test_a_direction_that_cannot_be_read_counts_as_outbound_and_is_said() -> None:
    metadata = read({"direction": "sideways"})
    assert metadata.direction is Direction.OUTBOUND
    assert metadata.problems[0].endswith("; taken as outbound")


def test_a_history_entry_without_a_time_is_left_out_and_said() -> None:
    metadata = read({"history": [{"result": "voicemail"}, {"start": "2025-05-30T09:00:00Z"}]})
    assert metadata.history == (
        HistoryEntry(start=datetime.fromisoformat("2025-05-30T09:00:00+00:00")),
    )
    assert metadata.problems == ("history: entry 1: has no readable start and cannot be counted",)


def test_an_empty_history_is_not_a_missing_one() -> None:
    assert read({"history": []}).history == ()
    assert read({}).history is None


def test_a_naive_start_stays_unknown_and_is_said() -> None:
    metadata = read({"start": "2025-06-03T10:15:00"})
    assert metadata.start is None
    assert "no site_timezone is set" in metadata.problems[0]


@pytest.mark.parametrize("cell", ["{not json", "[1, 2]", "42"])
def test_flags_that_are_no_object_are_said(cell: str) -> None:
    assert read({"flags": cell}).problems == (f'flags: "{cell}" is not an object',)


def test_deeply_nested_cells_do_not_break_the_reader() -> None:
    metadata = read({"flags": '{"flags":' * 100_000})
    assert metadata.flags == AccountFlags()
    assert len(metadata.problems) == 1
