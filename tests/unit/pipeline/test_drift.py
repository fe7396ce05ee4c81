"""A script beside audits: which calls count, by line and by collector, in every format."""

import csv
import json

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from callaudit.core.drift import DriftCount
from callaudit.core.errors import UserError
from callaudit.pipeline.drift import find_drift
from callaudit.reports.drift_html import drift_page
from callaudit.reports.drift_rows import collector_rows, drift_csv, drift_json, line_rows
from tests.unit.scripts.drift_calls import CALLS, SCRIPT, conversation

OWEN = ("to the letter, agrees", "disputes")
MONA = ("in words of her own", "blunt")


def rows_of(call_id: str, agent: str, said: str, *, call_type: str = "first_call"):
    turns = [
        {"speaker": turn.speaker.value, "text": turn.text, "start": turn.start_s, "end": turn.end_s}
        for turn in conversation(said).turns
    ]
    audit = {
        "schema": 1,
        "call_id": call_id,
        "call_type": call_type,
        "status": "audited",
        "elements": {},
        "missing_elements": [],
        "findings": [],
        "verdicts": {},
        "scorecard": None,
        "models": {},
        "timings_s": {},
    }
    log = {"call_id": call_id, "collector_party": "first", "agent": {"name": agent, "id": agent[0]}}
    return audit, {"call_id": call_id, "metadata": log, "turns": turns}


def write_audit(folder, rows) -> None:
    folder.mkdir()
    for name, part in (("audit.jsonl", 0), ("transcripts.jsonl", 1)):
        lines = (json.dumps(row[part]) for row in rows)
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def audited(tmp_path):
    """A script and an audit of four first calls and a voicemail."""
    script = tmp_path / "first_call.md"
    script.write_text(SCRIPT, encoding="utf-8")
    rows = [rows_of(f"owen-{n}", "Owen Tate", CALLS[name][1]) for n, name in enumerate(OWEN)]
    rows += [rows_of(f"mona-{n}", "Mona Frey", CALLS[name][1]) for n, name in enumerate(MONA)]
    rows.append(rows_of("vm", "Owen Tate", "A: Please call me back.", call_type="voicemail"))
    write_audit(tmp_path / "audit", rows)
    return script, tmp_path / "audit"


def test_lines_and_collectors_are_counted_over_calls_of_the_scripts_type(audited) -> None:
    script, audit = audited
    found = find_drift(script, [audit])
    assert (len(found.calls), found.left_out) == (4, 1)
    first = line_rows(found)[0]
    assert (first.line.number, first.line.text) == (
        8,
        "Hello, may I speak with [contact name], please?",
    )
    assert first.count == DriftCount(said=3, reworded=1)
    assert [spoken.quote for _, spoken in first.reworded] == ["Hi, could I speak to Dara Whitlock?"]
    assert [row.agent for row in collector_rows(found)] == ["Mona Frey", "Owen Tate"]
    closing = line_rows(found)[-1]
    assert closing.skipped_by == ("Mona Frey",)


def test_an_audit_may_be_named_by_its_file_and_agents_by_id(audited) -> None:
    script, audit = audited
    found = find_drift(script, [audit / "audit.jsonl", audit], agents=["o"])
    assert {call.agent for call in found.calls} == {"Owen Tate"}
    assert len(found.calls) == 2


def test_a_script_of_no_type_fits_every_call(audited) -> None:
    script, audit = audited
    script = script.rename(script.with_name("what_we_say.md"))
    script.write_text("Agent: Please call me back.\n", encoding="utf-8")
    assert len(find_drift(script, [audit]).calls) == 5


@pytest.mark.parametrize(
    ("text", "agents", "told"),
    [
        ("# First call\n\nCustomer: Yes?\n", [], "there is no line for the agent"),
        ("# Third party\n", [], "there is no line for the agent"),
        ("---\ntype: letter\n---\n\nAgent: Pay the invoice.\n", [], "none of 5 calls is a letter"),
        (SCRIPT, ["Nobody"], "none of 5 calls is a first call by Nobody"),
    ],
)
def test_what_cannot_be_compared_is_told(audited, text, agents, told) -> None:
    script, audit = audited
    script.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        find_drift(script, [audit], agents=agents)


def test_json_and_csv_hold_every_line_of_every_call(audited) -> None:
    script, audit = audited
    found = find_drift(script, [audit])
    whole = json.loads(drift_json(found))
    assert {*whole} == {"schema", "script", "left_out", "lines", "collectors", "calls"}
    assert whole["lines"][0] | {"text": ""} == {
        "line": 8,
        "script": "first_call",
        "branch": None,
        "text": "",
        "said": 3,
        "reworded": 1,
        "skipped": 0,
        "not_applicable": 0,
        "skipped_by": [],
    }
    rows = list(csv.DictReader(drift_csv(found).splitlines()))
    assert len(rows) == 4 * 12
    assert {row["verdict"] for row in rows} == {"said", "reworded", "skipped", "not_applicable"}


def test_a_page_and_a_table_run_nothing_that_was_said(tmp_path) -> None:
    script = tmp_path / "first_call.md"
    script.write_text("Agent: Did the <b>invoice</b> reach your office?\n", encoding="utf-8")
    said = "A: <script>alert(1)</script> invoice, did it reach your own office?"
    write_audit(tmp_path / "audit", [rows_of("c1", "=1+1 <img src=x>", said)])
    found = find_drift(script, [tmp_path / "audit"])
    page = drift_page(found)
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page
    assert [row["agent"] for row in csv.DictReader(drift_csv(found).splitlines())] == [
        "'=1+1 <img src=x>"
    ]


@pytest.mark.parametrize(
    ("options", "code"), [([], 1), (["--fail-on", "never"], 0), (["--agent", "Nobody"], 2)]
)
def test_the_command_tells_the_table_and_its_exit_code(audited, options, code) -> None:
    script, audit = audited
    run = CliRunner().invoke(app, ["drift", str(script), str(audit), *options])
    assert run.exit_code == code
    if code != 2:
        assert "Hello, may I speak with [contact name]" in " ".join(run.output.split())
        assert "4 calls compared; 1 left out" in run.output


@pytest.mark.parametrize("sort", ["text", "json", "csv", "html"])
def test_every_format_can_be_written_to_a_file(audited, tmp_path, sort) -> None:
    script, audit = audited
    to = tmp_path / f"drift.{sort}"
    run = CliRunner().invoke(
        app, ["drift", str(script), str(audit), "--format", sort, "--out", str(to)]
    )
    assert (run.exit_code, "".join(run.output.split())) == (1, str(to))
    assert "Mona Frey" in to.read_text(encoding="utf-8")
