"""Calls built from sentences, judged by the engine, written as an audit, read back as exports."""

import csv
import json
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from callaudit.core.errors import UserError
from callaudit.pipeline.tools import AuditSettings
from callaudit.reports.as_json import write_lines
from callaudit.reports.export_calls import SaidCalls, said_calls, written_phone
from callaudit.reports.exports import EXPORTS, export_rows
from callaudit.rulespec import default_rules
from callaudit.runner.batch import BatchSettings, run_batch
from tests.generated_audits import MondayAudits

LOG = {
    "start": "2026-05-04T10:12:00-04:00",
    "duration_s": 40.0,
    "direction": "outbound",
    "result": "answered",
    "collector_party": "third",
    "debt_type": "consumer",
    "phone": "+16145550190",
    "recording_notice_played": True,
    "creditor": "Larkfield Lumber",
    "invoice_number": "4471",
    "amount": "289.00",
    "agent": {"id": "A7", "name": "Dana Brook", "company": "Harbor Accounts"},
    "consumer": {
        "id": "K1",
        "name": "Priya Nair",
        "timezones": [{"source": "zip", "tz": "America/New_York"}],
    },
    "debt_id": "D1",
}

TALKS = {
    "e1-promise": (
        "agent: This is Dana Brook with Harbor Accounts, is this Priya Nair? / "
        "customer: Yes, this is Priya. / "
        "agent: The balance is 289 dollars, when can you pay it? / "
        "customer: I will pay 289 dollars by check on May 15th. / agent: Thank you, goodbye.",
        {},
    ),
    "e2-stop": (
        "agent: This is Dana Brook with Harbor Accounts, is this Hector Ruiz? / "
        "customer: =SUM Stop calling me, I do not want any more calls. / "
        "agent: Understood, I will see to it. Goodbye.",
        {"start": "2026-05-05T09:00:00-04:00", "consumer": {"id": "K2", "name": "Hector Ruiz"}},
    ),
    "e3-no-log": (
        "agent: Hello, is this Marta Ostrow? / customer: Yes. / "
        "agent: It's about your account with Larkfield Lumber. / "
        "customer: I have an attorney, talk to my attorney about it. / agent: Who is that?",
        None,
    ),
    "e4-voicemail": (
        "agent: Hello, this is Dana Brook. Please call me back at 503-555-0114. Thank you.",
        {"start": "2026-05-06T09:00:00-04:00", "result": "voicemail", "phone": "+15035550177"},
    ),
    "e5-wrong-number": (
        "agent: Hello, may I speak with Priya Nair? / "
        "third_party: You have the wrong number, there is no Priya here. / "
        "agent: I am sorry, I will take the number off. Goodbye.",
        {"start": "2026-05-07T09:00:00-04:00"},
    ),
    "e6-silent": ("", {"start": "2026-05-08T09:00:00-04:00", "result": "no_answer"}),
    "e7-hours": (
        "agent: This is Dana Brook with Harbor Accounts, is this Priya Nair? / customer: Yes. / "
        "agent: It's about your account. / "
        "customer: Please don't call me before ten in the morning. / agent: All right, goodbye.",
        {"start": "2026-05-11T14:00:00-04:00"},
    ),
    "e9-plan": (
        "agent: This is Dana Brook with Harbor Accounts, is this Priya Nair? / customer: Yes. / "
        "agent: Pay your account today or we will have you arrested. / "
        "customer: I can pay two hundred dollars next Friday and the rest, three hundred, on "
        "June 15th by check. / agent: Thank you. / "
        "customer: And don't call my sister anymore. / agent: All right, goodbye.",
        {"start": "2026-05-12T14:00:00-04:00"},
    ),
}


def turns(talk: str) -> list[dict[str, object]]:
    """The turns of a call file, four seconds each."""
    lines = [line.split(": ", 1) for line in talk.split(" / ")]
    return [
        {"speaker": speaker, "text": text, "start": 4.0 * number, "end": 4.0 * number + 3}
        for number, (speaker, text) in enumerate(lines)
    ]


@pytest.fixture(scope="module", name="audit")
def _audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The talks above and a damaged file, audited by the real engine."""
    home = tmp_path_factory.mktemp("exports")
    calls = home / "calls"
    calls.mkdir()
    spoken = [{"call_id": name, "turns": turns(talk)} for name, (talk, _) in TALKS.items() if talk]
    log = [{"call_id": name, **LOG, **row} for name, (_, row) in TALKS.items() if row is not None]
    write_lines(calls / "calls.jsonl", spoken)
    write_lines(home / "log.jsonl", log)
    (calls / "e8-damaged.json").write_text("{", encoding="utf-8")
    settings = AuditSettings(rules=default_rules(), cache=home / "cache", like=False)
    run_batch(
        BatchSettings(inputs=(calls,), out=home / "audit", audit=settings, log=home / "log.jsonl")
    )
    return home / "audit"


@pytest.fixture(scope="module", name="said")
def _said(audit: Path) -> SaidCalls:
    return said_calls([audit])


def rows(name: str, said: SaidCalls, audit: Path) -> list[dict[str, object]]:
    return export_rows(name, said.calls, audit.parent / "out.csv")


OF_LOG = {
    "call_start": "2026-05-04T10:12:00-04:00",
    "agent": "Dana Brook",
    "agent_id": "A7",
    "company": "Harbor Accounts",
    "client": "Larkfield Lumber",
    "consumer_id": "K1",
    "consumer": "Priya Nair",
    "debt_id": "D1",
    "invoice_number": "4471",
    "phone": "614-555-0190",
}


def test_a_promise_is_told_with_amount_day_means_and_words(said, audit):
    assert [row for row in rows("promises", said, audit) if row["call_id"] == "e1-promise"] == [
        {
            "call_id": "e1-promise",
            **OF_LOG,
            "who": "Priya Nair",
            "amount": "289.00",
            "due": "2026-05-15",
            "date_note": "",
            "method": "check",
            "serious_findings": "",
            "speaker": "customer",
            "quote": "May 15th",
            "said": "I will pay 289 dollars by check on May 15th.",
            "turn": 3,
            "at": "0:14",
            "start_s": pytest.approx(14.45, abs=0.2),
            "end_s": pytest.approx(14.93, abs=0.2),
            "link": "audit/report.html#c5-t3",
            "audit": "audit",
        }
    ]


def test_each_payment_of_a_plan_is_a_promise_with_its_doubt_and_what_went_before(said, audit):
    names = ("amount", "due", "date_note", "method", "quote", "serious_findings")
    found = [row for row in rows("promises", said, audit) if row["call_id"] == "e9-plan"]
    doubt = "could be 2026-05-15 or 2026-05-22"
    serious = found[0]["serious_findings"]
    assert [tuple(row[name] for name in names) for row in found] == [
        ("200.00", "2026-05-22", doubt, "check", "next Friday", serious),
        ("300.00", "2026-06-15", "", "check", "June 15th", serious),
    ]
    assert "FDCPA-1692e4-arrest" in str(serious).split("; ")


def test_every_limit_that_was_set_on_tape_is_told_with_what_it_binds(said, audit):
    found = rows("do-not-call", said, audit)
    told = [
        (row["call_id"], row["kind"], row["binds"], row["hours"], row["phone"], row["speaker"])
        for row in found
    ]
    assert told == [
        ("e2-stop", "stop_calls", "every call to this person", "", "614-555-0190", "customer"),
        ("e5-wrong-number", "wrong_number", "this number", "", "614-555-0190", "third party"),
        (
            "e7-hours",
            "inconvenient",
            "calls in these hours",
            "before 10:00",
            "614-555-0190",
            "customer",
        ),
        (
            "e9-plan",
            "stop_other",
            "lines of the one named under who, not of this person",
            "",
            "",
            "customer",
        ),
        (
            "e3-no-log",
            "attorney",
            "all contact about this debt, but with the attorney",
            "",
            "",
            "customer",
        ),
    ]
    assert [row["who"] for row in found] == [
        "Hector Ruiz",
        "whoever answers this number",
        "Priya Nair",
        "sister",
        "the consumer",
    ]
    (sister,) = (row for row in found if row["kind"] == "stop_other")
    assert sister["quote"] == "don't call my sister anymore"
    assert "the line of this call is not stopped" in str(sister["note"])
    turns = [TALKS[str(row["call_id"])][0].split(" / ")[int(str(row["turn"]))] for row in found]
    for row, turn in zip(found, turns, strict=True):
        assert turn.endswith(f": {row['said']}")
        assert str(row["quote"]) in turn
        assert row["start_s"] is not None


def test_a_note_has_what_the_guides_ask_of_one(said, audit):
    note = next(row for row in rows("crm-notes", said, audit) if row["call_id"] == "e1-promise")
    evidence = note.pop("evidence")
    assert note == {
        "call_id": "e1-promise",
        **OF_LOG,
        "duration_s": 40.0,
        "direction": "outbound",
        "reached": "spoke with the consumer",
        "outcome": "promises to pay 289.00 by 2026-05-15 (check)",
        "promised_amount": "289.00",
        "promised_date": "2026-05-15",
        "promised_method": "check",
        "promises": [{"amount": "289.00", "due": "2026-05-15", "date_note": "", "method": "check"}],
        "disputes": False,
        "refuses": False,
        "planned": "payment 2026-05-15",
        "next_steps": "look for the payment on 2026-05-15, and ask after it if it has not come",
        "amount_said": "289.00",
        "not_said": note["not_said"],
        "note": (
            "2026-05-04 10:12, Dana Brook, called Priya Nair at 614-555-0190. "
            "Spoke with the consumer. Promises to pay 289.00 by 2026-05-15 (check). "
            "Next: look for the payment on 2026-05-15, and ask after it if it has not come."
        ),
        "link": "audit/report.html#c5",
        "audit": "audit",
    }
    assert isinstance(evidence, list)
    assert [(one["kind"], one["quote"], one["at"]) for one in evidence] == [
        ("promise", "May 15th", "0:14")
    ]


def test_a_note_carries_every_promise_of_a_plan(said, audit, tmp_path):
    note = next(row for row in rows("crm-notes", said, audit) if row["call_id"] == "e9-plan")
    doubt = "could be 2026-05-15 or 2026-05-22"
    assert note["promises"] == [
        {"amount": "200.00", "due": "2026-05-22", "date_note": doubt, "method": "check"},
        {"amount": "300.00", "due": "2026-06-15", "date_note": "", "method": "check"},
    ]
    assert note["outcome"] == (
        f"promises to pay 200.00 by 2026-05-22 (check; {doubt}); "
        "promises to pay 300.00 by 2026-06-15 (check); "
        "asks for no calls to somebody else (sister)"
    )
    assert "place no calls to sister" in str(note["next_steps"])
    out = tmp_path / "notes.csv"
    CliRunner().invoke(app, ["export", "crm-notes", str(audit), "--out", str(out)])
    table = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    (cell,) = [row["promises"] for row in table if row["call_id"] == "e9-plan"]
    assert cell == f"200.00 by 2026-05-22 (check; {doubt}); 300.00 by 2026-06-15 (check)"


@pytest.mark.parametrize(
    ("call_id", "reached", "outcome"),
    [
        ("e2-stop", "spoke with the consumer", "asks for no more calls"),
        ("e3-no-log", "spoke with the consumer", "has an attorney"),
        ("e4-voicemail", "left a message", "left a message"),
        ("e5-wrong-number", "spoke with somebody else", "wrong number"),
        ("e6-silent", "no answer", "no answer"),
        ("e7-hours", "spoke with the consumer", "wants no calls before 10:00"),
    ],
)
def test_a_note_says_who_was_reached_and_what_came_of_it(said, audit, call_id, reached, outcome):
    note = next(row for row in rows("crm-notes", said, audit) if row["call_id"] == call_id)
    assert (note["reached"], note["outcome"]) == (reached, outcome)


def test_calls_are_in_order_of_time_and_those_without_one_last(said):
    ids = [call.call_id for call in said.calls]
    assert ids == [
        "e1-promise",
        "e2-stop",
        *sorted(set(TALKS) - {"e1-promise", "e2-stop", "e3-no-log"}),
        "e3-no-log",
    ]


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_file_holds_every_row_and_the_exit_code_names_what_is_missing(
    audit, said, tmp_path, name, ending
):
    out = tmp_path / f"out.{ending}"
    result = CliRunner().invoke(app, ["export", name, str(audit), "--out", str(out)])
    assert result.exit_code == 3
    assert "e8-damaged could not be audited" in result.output
    wanted = [row["call_id"] for row in rows(name, said, audit)]
    text = out.read_text(encoding="utf-8")
    if ending == "json":
        found = json.loads(text)
        assert (found["schema"], found["export"]) == (1, name)
        assert [row["call_id"] for row in found["rows"]] == wanted
    else:
        table = list(csv.DictReader(text.splitlines()))
        assert [row["call_id"] for row in table] == wanted
        assert all(list(row) == list(EXPORTS[name].columns) for row in table)


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("p.xlsx", [], "exports are csv or json: name it p.csv or p.json"),
        ("p.txt", [], "exports are csv or json: name it p.csv or p.json"),
        ("p.xlsx", ["--format", "csv"], "not that of --format csv: name it p.csv"),
        ("p.json", ["--format", "csv"], "name it p.csv, or say --format json"),
        ("p.CSV", ["--format", "json"], "name it p.json, or say --format csv"),
    ],
)
def test_a_file_is_never_another_sort_than_its_ending_says(audit, tmp_path, name, options, told):
    out = tmp_path / name
    words = ["export", "promises", str(audit), "--out", str(out), *options]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("p", [], "call_id,"),
        ("p.CSV", [], "call_id,"),
        ("p.txt", ["--format", "csv"], "call_id,"),
        ("p.txt", ["--format", "json"], "{"),
    ],
)
def test_the_format_decides_where_the_ending_says_nothing(audit, tmp_path, name, options, begins):
    out = tmp_path / name
    CliRunner().invoke(app, ["export", "promises", str(audit), "--out", str(out), *options])
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_words_that_begin_like_a_formula_stay_text(audit, tmp_path):
    out = tmp_path / "limits.csv"
    CliRunner().invoke(app, ["export", "do-not-call", str(audit), "--out", str(out)])
    table = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert table[0]["said"].startswith("'=SUM Stop calling me")


def test_audits_from_before_facts_were_written_are_refused(audit, tmp_path):
    lines = [json.loads(line) for line in (audit / "audit.jsonl").read_text().splitlines()]
    for line in lines:
        del line["facts"]
    old = tmp_path / "audit.jsonl"
    old.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    with pytest.raises(UserError, match=r"audit\.jsonl:1: audited before facts were written"):
        said_calls([old])


@pytest.mark.parametrize(
    ("phone", "written"),
    [("+16145550190", "614-555-0190"), ("+442079460018", "+442079460018"), ("", "")],
)
def test_numbers_of_the_united_states_have_no_sign_at_the_front(phone, written):
    assert written_phone(phone) == written


KINDS = {
    "stop_calls",
    "stop_number",
    "stop_other",
    "cease",
    "attorney",
    "bankruptcy",
    "wrong_number",
    "work_prohibited",
}


def test_two_months_of_audits_give_each_fact_once_and_a_note_on_each_call(
    monday_audits: MondayAudits, tmp_path: Path
):
    said = said_calls([monday_audits.old, monday_audits.now])
    text = (monday_audits.now / "audit.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    audited = [line for line in lines if line["status"] == "audited"]
    facts = [(line["call_id"], fact) for line in audited for fact in line["facts"]]
    promised = [
        (call, fact["evidence"]["quote"]) for call, fact in facts if fact["kind"] == "promise"
    ]
    limits = [
        (call, fact["kind"]) for call, fact in facts if fact["kind"] in KINDS or fact["hours"]
    ]
    limits = [(call, kind) for call, kind in limits if kind != "hours_agreed"]
    out = tmp_path / "out.csv"
    told = {name: export_rows(name, said.calls, out) for name in EXPORTS}
    assert promised
    assert sorted((row["call_id"], row["quote"]) for row in told["promises"]) == sorted(promised)
    assert sorted((row["call_id"], row["kind"]) for row in told["do-not-call"]) == sorted(limits)
    assert {row["call_id"] for row in told["crm-notes"]} == {line["call_id"] for line in audited}
    assert said.failed == tuple(sorted(x["call_id"] for x in lines if x["status"] == "failed"))
    starts = [call.start for call in said.calls]
    assert sorted(starts, key=lambda start: datetime.fromisoformat(start).timestamp()) == starts


def test_a_link_leads_from_the_export_to_the_turn_on_the_page(monday_audits, tmp_path):
    said = said_calls([monday_audits.now])
    (row, *_) = export_rows("promises", said.calls, tmp_path / "deep" / "out.csv")
    place, _, anchor = row["link"].partition("#")
    page = (tmp_path / "deep" / unquote(place)).resolve()
    assert page == (monday_audits.now / "report.html").resolve()
    html = page.read_text(encoding="utf-8")
    assert f'id="{anchor}"' in html
    assert row["call_id"] in html[: html.index(f'id="{anchor}"')]
