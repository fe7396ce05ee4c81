"""Lines of audit.jsonl and transcripts.jsonl, written and read back."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from callaudit.core.attempts import HistoryEntry
from callaudit.core.audit import CallAudit
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.errors import UserError
from callaudit.core.finding import NO_RECORDING, Verdict
from callaudit.core.metadata import AccountFlags, Attorney, CallMetadata
from callaudit.core.transcript import Word
from callaudit.reports.as_json import (
    audit_line,
    json_text,
    read_audit,
    read_report_calls,
    transcript_line,
    write_lines,
)
from callaudit.reports.from_audit import REQUIRED_ELEMENTS, audit_row, report_call
from callaudit.transcripts.call_files import read_calls
from tests.unit.reports import examples

DOCUMENTED_KEYS = [
    "schema",
    "call_id",
    "call_type",
    "status",
    "elements",
    "missing_elements",
    "findings",
    "verdicts",
    "scorecard",
    "models",
    "timings_s",
]

FINDING_KEYS = [
    "rule",
    "category",
    "severity",
    "basis",
    "verdict",
    "confidence",
    "because",
    "citation",
    "evidence",
    "coaching",
]


def test_what_a_call_without_a_recording_cannot_show_is_a_verdict_and_no_finding():
    audit = examples.threat_call()
    silent = [
        one.model_copy(update={"because": NO_RECORDING})
        if one.verdict is Verdict.UNDETERMINED
        else one
        for one in audit.findings
    ]
    line = audit_line(audit.model_copy(update={"findings": tuple(silent)}))
    assert {row["verdict"] for row in line["findings"]} == {"broken"}
    assert line["verdicts"] == audit_line(audit)["verdicts"]


def transcript_of(audit: CallAudit) -> dict[str, Any]:
    line = transcript_line(audit)
    assert line is not None
    return line


def test_a_line_has_the_documented_keys_first_and_in_order():
    line = audit_line(examples.threat_call())
    assert list(line)[: len(DOCUMENTED_KEYS)] == DOCUMENTED_KEYS
    assert list(line["findings"][0])[: len(FINDING_KEYS)] == FINDING_KEYS


def test_findings_are_what_was_broken_or_left_open_worst_first():
    line = audit_line(examples.threat_call())
    assert [(row["rule"], row["verdict"]) for row in line["findings"]] == [
        ("FDCPA-1692c-hours", "undetermined"),
        ("FDCPA-1692e4-arrest", "broken"),
        ("FDCPA-1692d-tell-others", "broken"),
        ("REQ-02-amount", "broken"),
        ("COND-01-ask", "broken"),
    ]


def test_verdicts_name_every_rule_once_by_name():
    line = audit_line(examples.threat_call())
    assert list(line["verdicts"]) == sorted(f.rule_id for f in examples.threat_call().findings)
    assert line["verdicts"]["VM-01-debt-talk"] == "not_applicable"
    assert line["reasons"] == {
        "ID-01-name": "ID-01-name decided so.",
        "VM-01-debt-talk": "Not a voicemail.",
        "VM-02-invoice-ref": "Not a voicemail.",
    }


def test_quotes_are_the_words_of_their_turn():
    audit = examples.threat_call()
    turns = transcript_of(audit)["turns"]
    for row in audit_line(audit)["findings"]:
        for evidence in row["evidence"]:
            said = turns[evidence["turn"]]["text"]
            assert said[evidence["start_char"] : evidence["end_char"]] == evidence["quote"]


def test_the_five_elements_are_always_named():
    line = audit_line(examples.clean_call())
    assert line["elements"] == dict.fromkeys(REQUIRED_ELEMENTS)
    elements = audit_line(examples.threat_call())["elements"]
    assert list(elements) == [*REQUIRED_ELEMENTS, "payment_method"]
    assert elements["payment_date"] is None
    assert elements["invoice_number"]["value"] == "LL4409"
    assert elements["invoice_number"]["quote"] == "L L four four oh nine"


def test_a_failed_call_says_where_and_why():
    line = audit_line(examples.failed_call())
    assert (line["status"], line["call_type"], line["findings"]) == ("failed", None, [])
    assert line["failure"] == {
        "stage": "probe",
        "code": "truncated",
        "message": "The header promises 61.0 s of sound, the file holds 12.4 s.",
    }
    assert "failure" not in audit_line(examples.clean_call())


def test_models_are_the_runs_or_the_transcripts():
    audit = examples.threat_call()
    assert audit_line(audit)["models"] == {"asr": "base@" + "ab" * 6}
    assert audit_line(audit, models={"rules": "sha256:1"})["models"] == {"rules": "sha256:1"}


def test_speech_without_words_is_told():
    assert audit_line(examples.threat_call())["coverage"] == {
        "speech_s": 20.0,
        "worded_s": 17.0,
        "share": 0.85,
        "unheard": [{"channel": 1, "start_s": 14.0, "end_s": 17.0}],
        "by_channel": [
            {
                "channel": 1,
                "speech_s": 20.0,
                "worded_s": 17.0,
                "share": 0.85,
                "voiced_s": 0.0,
                "other_s": 0.0,
                "low": False,
            }
        ],
    }


def test_excused_matches_are_kept_with_their_reason():
    (excused,) = audit_line(examples.threat_call())["excused"]
    assert (excused["rule"], excused["reason"]) == ("FDCPA-1692e4-arrest", "negated")
    assert excused["evidence"]["quote"] == "Nobody can arrest you for a debt"


@pytest.mark.parametrize("audit", examples.all_calls(), ids=lambda audit: audit.call_id[:5])
def test_what_is_written_is_read_back(audit, tmp_path):
    write_lines(tmp_path / "audit.jsonl", [audit_line(audit)])
    assert read_audit(tmp_path / "audit.jsonl") == (audit_row(audit),)


def test_a_report_can_be_made_again_from_its_files(tmp_path):
    audits = examples.all_calls()
    write_lines(tmp_path / "audit.jsonl", map(audit_line, audits))
    lines = [line for line in map(transcript_line, audits) if line]
    write_lines(tmp_path / "transcripts.jsonl", lines)
    assert read_report_calls(tmp_path) == tuple(report_call(audit) for audit in audits)


def test_transcripts_have_the_shape_of_a_call_file():
    line = transcript_of(examples.threat_call())
    assert list(line) == ["call_id", "metadata", "turns"]
    assert line["turns"][1] == {
        "speaker": "customer",
        "text": "Yes, speaking.",
        "start": 5.52,
        "end": 6.36,
    }
    assert "words" not in line["turns"][0]
    call = examples.threat_call().call
    assert call is not None
    assert CallMetadata.model_validate(line["metadata"]) == call.metadata
    assert transcript_line(examples.failed_call()) is None


def test_words_have_the_keys_of_a_call_file():
    audit = examples.clean_call()
    assert audit.call is not None
    said = Turn(
        index=0,
        speaker=Speaker.AGENT,
        text="Hello.",
        words=(Word(text="Hello.", start_s=0.4, end_s=0.7, probability=0.93),),
        channel=0,
    )
    talk = Conversation(call_id=audit.call_id, turns=(said,))
    spoken = audit.model_copy(update={"call": audit.call.model_copy(update={"conversation": talk})})
    assert transcript_of(spoken)["turns"] == [
        {
            "speaker": "agent",
            "text": "Hello.",
            "words": [{"text": "Hello.", "start": 0.4, "end": 0.7, "probability": 0.93}],
            "channel": 0,
        }
    ]


def test_transcripts_can_be_audited_again(tmp_path):
    path = tmp_path / "transcripts.jsonl"
    audits = [audit for audit in examples.all_calls() if audit.call is not None]
    rich = CallMetadata(
        call_id="k06-rich",
        start=datetime.fromisoformat("2025-04-03T09:20:00-05:00"),
        amount=Decimal("502.00"),
        due_date=date(2025, 3, 3),
        history=(HistoryEntry(start=datetime.fromisoformat("2025-04-01T09:20:00-05:00")),),
        flags=AccountFlags(time_barred=False, attorney=Attorney(name="Ruth Vale")),
    )
    first = audits[0].call
    assert first is not None
    full = first.model_copy(update={"metadata": rich})
    audits.append(audits[0].model_copy(update={"call_id": "k06-rich", "call": full}))
    write_lines(path, [transcript_of(audit) for audit in audits])
    read = [
        (call.metadata, call.conversation and call.conversation.turns) for call in read_calls(path)
    ]
    assert read == [(a.call.metadata, a.call.conversation.turns) for a in audits if a.call]


def test_untimed_turns_have_no_times():
    assert transcript_of(examples.clean_call())["turns"][1] == {
        "speaker": "customer",
        "text": "Hello Omar.",
    }


def test_no_text_breaks_a_line():
    text = json_text(audit_line(examples.hostile_call()))
    assert len(text.splitlines()) == 1
    assert json.loads(text) == audit_line(examples.hostile_call())


def test_the_same_audit_gives_the_same_line():
    audit = examples.threat_call()
    shuffled = audit.model_copy(update={"findings": audit.findings[::-1]})
    assert json_text(audit_line(audit)) == json_text(audit_line(shuffled))


def test_keys_of_a_later_version_are_let_through(tmp_path):
    line = audit_line(examples.clean_call()) | {"of_later": 1}
    write_lines(tmp_path / "audit.jsonl", [line])
    assert read_audit(tmp_path / "audit.jsonl") == (audit_row(examples.clean_call()),)


@pytest.mark.parametrize(
    ("text", "place"),
    [("{}\n", "audit.jsonl:1: call_id"), ('\n{"schema": 1, "cal', "audit.jsonl:2: line")],
)
def test_a_broken_line_is_named(tmp_path, text, place):
    path = tmp_path / "audit.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=place):
        read_audit(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UserError, match=r"audit\.jsonl: cannot be read"):
        read_audit(tmp_path / "audit.jsonl")
