"""The form of the stress set: what a score over it relies on, before any rule reads it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

VIOLATIONS = frozenset(
    """
    vm_debt_or_payment_talk vm_invoice_reference vm_extra_content vm_missing_element
    mini_miranda_missing identity_not_disclosed identity_not_verified recording_not_disclosed
    threat_violence threat_arrest_criminal threat_lawsuit threat_garnish_seize threat_credit
    threat_referral threat_tell_others threat_vague
    false_government false_attorney false_crime false_amount_status false_legal_process
    false_urgency false_rights false_other
    profanity_slur insult_shame harass_repeat_calls unprofessional
    third_party_disclosure location_call_violation
    call_hours call_day inconvenient_time_place work_call frequency_attempts
    frequency_after_conversation
    cease_ignored attorney_ignored dispute_mishandled validation_overshadowed
    fee_unauthorized postdated_misuse payment_unauthorized payment_pressure card_data_exposed
    time_barred pii_exposed
    no_empathy interruption open_ended_ask weak_recap pace_number talk_ratio tone
    followup_timing notes_missing element_missing
    """.split()
)
EVENTS = frozenset(
    """
    e_agent_id e_company e_mini_miranda e_recording_notice e_rpc_check e_invoice e_amount
    e_due_date e_days_past_due e_payment_date e_payment_method e_contact_name e_callback_number
    e_callback_request e_received_check e_problem_check e_satisfaction_check e_recap e_empathy
    e_option_offer e_contact_confirm e_next_step
    c_dispute c_validation_request c_cease c_attorney c_wrong_party c_third_party c_hardship
    c_payment_sent c_promise c_refuse c_inconvenient c_work_prohibited c_question_threat
    c_identity_question c_records_call c_bankruptcy
    """.split()
)
# One line cannot show these: they need the whole call, its log or its sound.
BEYOND_ONE_LINE = frozenset(
    """
    element_missing mini_miranda_missing identity_not_verified recording_not_disclosed
    followup_timing notes_missing weak_recap call_hours call_day frequency_attempts
    frequency_after_conversation talk_ratio tone pace_number
    """.split()
)
SHOWN_BY_ONE_LINE = sorted(VIOLATIONS - BEYOND_ONE_LINE)
KINDS = frozenset(
    "plain paraphrase asr_noise lower euphemism hard_negative polite_script customer".split()
)
CALL_TYPES = frozenset(
    "voicemail first_call second_attempt follow_up_promise third_party inbound".split()
)


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def _calls(folder: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((HERE / folder).glob("*.json"))]


FIRST, SECOND = _lines("utterances.jsonl"), _lines("second.jsonl")
LINES = FIRST + SECOND
FIRST_CALLS, SECOND_CALLS = _calls("calls"), _calls("second_calls")
CALLS = FIRST_CALLS + SECOND_CALLS


def test_the_closed_list_holds_fifty_seven_categories():
    assert len(VIOLATIONS) == 57


def test_every_line_has_its_own_id_and_its_own_words():
    ids = Counter(line["id"] for line in LINES)
    words = Counter(line["text"].casefold() for line in LINES)

    assert [name for name, times in (ids + words).items() if times > 1] == []


@pytest.mark.parametrize("lines", [FIRST, SECOND], ids=["first", "second"])
def test_a_set_is_large_and_about_half_of_it_is_harmless(lines):
    violating = sum(line["violates"] for line in lines)

    assert len(lines) >= 420
    assert 0.4 <= violating / len(lines) <= 0.6


def _is_well_formed(line: dict[str, Any]) -> bool:
    labels = set(line["labels"])
    return (
        labels <= (VIOLATIONS - BEYOND_ONE_LINE if line["violates"] else EVENTS)
        and (not line["violates"] or bool(labels))
        and set(line["near"]) <= VIOLATIONS - labels
        and line["kind"] in KINDS
        and line["call_type"] in {"live", "voicemail", "third_party"}
        and line["party"] in {"first", "third"}
        and line["source"] == "invented"
    )


def test_every_line_is_labelled_from_the_closed_lists():
    assert [line["id"] for line in LINES if not _is_well_formed(line)] == []


def test_consumers_speak_in_lines_of_their_own_kind():
    spoken = {(line["kind"] == "customer", line["speaker"]) for line in LINES}

    assert spoken == {(True, "customer"), (True, "third_party"), (False, "agent")}


def test_only_the_collector_can_violate():
    assert {line["speaker"] for line in LINES if line["violates"]} == {"agent"}


def test_a_missing_identity_is_asked_of_voicemails_alone():
    assert {
        line["call_type"]
        for line in LINES
        if line["violates"] and "identity_not_disclosed" in line["labels"]
    } == {"voicemail"}


@pytest.mark.parametrize("lines", [FIRST, SECOND], ids=["first", "second"])
@pytest.mark.parametrize("category", SHOWN_BY_ONE_LINE)
def test_every_category_has_lines_on_both_sides(category, lines):
    violating = [x["id"] for x in lines if x["violates"] and category in x["labels"]]
    near = [x["id"] for x in lines if not x["violates"] and category in x["near"]]

    assert len(violating) >= 3
    assert len(near) >= 3


@pytest.mark.parametrize(("calls", "count"), [(FIRST_CALLS, 14), (SECOND_CALLS, 10)])
def test_five_calls_of_a_set_are_clean(calls, count):
    clean = [call["call_id"] for call in calls if not call["gold"]["violations"]]

    assert len(calls) == count
    assert len(clean) == 5
    assert clean == [call["call_id"] for call in calls if call["gold"]["clean"]]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["call_id"])
def test_the_gold_of_a_call_points_at_its_agents_turns(call):
    turns, gold = call["turns"], call["gold"]
    pointed_at = [v["turn"] for v in gold["violations"] if v["turn"] is not None]

    assert call["metadata"]["call_id"] == call["call_id"]
    assert {v["category"] for v in gold["violations"]} <= VIOLATIONS
    assert {turns[turn]["speaker"] for turn in pointed_at} <= {"agent"}
    assert gold["call_type"] in CALL_TYPES
    assert {"invoice_number", "amount", "due_date", "payment_date", "contact_name"} <= set(
        gold["required_elements"]
    )
    starts = [turn["start"] for turn in turns]
    assert starts == sorted(starts)
    assert all(turn["start"] < turn["end"] for turn in turns)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["call_id"])
def test_a_call_is_a_message_or_a_conversation(call):
    message = call["gold"]["call_type"] == "voicemail"

    assert message == (call["metadata"]["result"] == "voicemail")
    assert len(call["turns"]) in (range(3, 8) if message else range(10, 26))
