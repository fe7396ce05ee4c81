"""Gold files to cases: how a quoted line is judged, and an audit laid beside its gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from callaudit.core.accuracy import Case, CheckedValue, Label
from callaudit.core.conversation import Speaker
from callaudit.core.metadata import CallResult, CollectorParty, DebtType
from callaudit.pipeline.evaluation import Showing, case_of_call, case_of_line, rule_categories
from callaudit.pipeline.gold_calls import GoldCall, gold_of_tasks
from callaudit.pipeline.gold_lines import GoldLine, LineChoice, holds_lines, read_lines
from callaudit.pipeline.one_call import audit_call
from callaudit.pipeline.speech_style import SpeechStyle, restyle
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.rulespec import default_rules, load_pack
from callaudit.scoring.gold import CATEGORIES
from callaudit.transcripts import read_calls

AS_WRITTEN = SpeechStyle.AS_WRITTEN
THREAT = "Pay by Friday or you will be arrested."


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> AuditTools:
    cache = tmp_path_factory.mktemp("cache")
    return AuditTools(AuditSettings(rules=default_rules(), cache=cache))


@pytest.fixture(scope="module")
def showing() -> Showing:
    return Showing(rules=rule_categories(load_pack(default_rules())))


def row(**keys: Any) -> dict[str, Any]:
    return {"id": "u1", "text": THREAT, "labels": [], "violates": False, **keys}


def write_rows(path: Path, *rows: Any) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows))
    return path


def one_line(tmp_path: Path, *, style: SpeechStyle = AS_WRITTEN, **keys: Any) -> GoldLine:
    lines, faults = read_lines(
        write_rows(tmp_path / "lines.jsonl", row(**keys)), choice=LineChoice(style=style)
    )
    assert faults == ()
    return lines[0]


def spoken(line: GoldLine) -> list[tuple[Speaker, str]]:
    assert line.task.conversation is not None
    return [(turn.speaker, turn.text) for turn in line.task.conversation.turns]


def test_a_line_is_a_call_of_one_turn_on_a_weekday_at_one(tmp_path):
    line = one_line(tmp_path, labels=["threat_arrest_criminal"], violates=True)
    told = line.task.metadata
    assert spoken(line) == [(Speaker.AGENT, THREAT)]
    assert (told.result, told.collector_party) == (CallResult.ANSWERED, CollectorParty.THIRD)
    assert (told.debt_type, told.attempt_number) == (DebtType.CONSUMER, 2)
    assert told.recording_notice_played is True
    assert told.start is not None
    assert (told.start.hour, told.start.weekday() < 5) == (13, True)
    assert line.gold == ("threat_arrest_criminal",)
    assert "identity_not_disclosed" in line.left_out


def test_party_voicemail_and_context_stand_on_top(tmp_path):
    line = one_line(tmp_path, call_type="voicemail", party="first", context={"attempt_number": 5})
    told = line.task.metadata
    assert told.result is CallResult.VOICEMAIL
    assert told.collector_party is CollectorParty.FIRST
    assert told.attempt_number == 5
    assert "identity_not_disclosed" not in line.left_out


def test_it_is_one_where_the_consumer_lives(tmp_path):
    line = one_line(tmp_path, context={"consumer": {"state": "CA"}})
    start = line.task.metadata.start
    assert start is not None
    assert (start.hour, start.strftime("%z")) == (13, "-0800")
    assert line.task.metadata.consumer.timezones == ()


def test_a_third_party_line_follows_their_hello(tmp_path):
    line = one_line(tmp_path, call_type="third_party")
    assert spoken(line) == [(Speaker.THIRD_PARTY, "Hello?"), (Speaker.AGENT, THREAT)]
    answer = one_line(tmp_path, call_type="third_party", speaker="customer", text="Who is it?")
    assert spoken(answer)[1] == (Speaker.THIRD_PARTY, "Who is it?")


def test_labels_of_a_line_that_does_not_violate_are_events(tmp_path):
    assert one_line(tmp_path, labels=["c_dispute"]).gold == ()
    both = one_line(tmp_path, labels=["e_amount", "threat_vague"], violates=True)
    assert both.gold == ("threat_vague",)


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path):
    path = write_rows(
        tmp_path / "bad.jsonl",
        row(),
        "{oops",
        "",
        {"id": "x", "labels": [], "violates": False},
        row(labels=["threat_lawsuits"], violates=True),
        row(speaker="parrot"),
        row(call_type="letter"),
    )
    lines, faults = read_lines(path)
    assert len(lines) == 1
    assert [(fault.line, fault.field) for fault in faults] == [
        (2, ""),
        (4, "text"),
        (5, "labels"),
        (6, "speaker"),
        (7, "call_type"),
    ]
    assert "did you mean threat_lawsuit?" in str(faults[2])


def test_rows_with_a_key_can_be_left_out(tmp_path):
    path = write_rows(tmp_path / "a.jsonl", row(id="a", known=True), row(id="b", known=False))
    lines, _ = read_lines(path, choice=LineChoice(skip=("known",)))
    assert [line.task.call_id for line in lines] == ["b"]


def test_lines_can_be_grouped_by_any_key_of_their_rows(tmp_path):
    path = write_rows(tmp_path / "a.jsonl", row(kind="noisy"), row(id="b"), row(party="first"))
    for key, groups in (("kind", ["noisy", "", ""]), ("party", ["third", "third", "first"])):
        lines, _ = read_lines(path, choice=LineChoice(by=key))
        assert [line.group for line in lines] == groups


def test_a_file_of_lines_is_told_from_one_of_calls(tmp_path):
    call = {"call_id": "c", "turns": [{"speaker": "agent", "text": "Hello."}], "gold": {}}
    assert holds_lines(write_rows(tmp_path / "a.jsonl", row()))
    assert not holds_lines(write_rows(tmp_path / "b.jsonl", call))
    assert not holds_lines(write_rows(tmp_path / "c.json", row()))


@pytest.mark.parametrize(
    ("written", "lower"),
    [
        ("Well, John: you won't pay $1,249.50?", "well john you won't pay $1,249.50"),
        ("Call 800-555-0163. It's O.K. - really!", "call 800-555-0163 it's o.k really"),
        ("Pay your f***ing bill…", "pay your f***ing bill"),
        ("“Twenty-five,” he said (twice).", "twenty-five he said twice"),
    ],
)
def test_lower_keeps_words_and_numbers_and_loses_the_marks(written, lower):
    assert restyle(written, SpeechStyle.LOWER) == lower
    assert restyle(written, AS_WRITTEN) == written


def test_restyled_lines_are_judged_as_restyled(tmp_path):
    line = one_line(tmp_path, style=SpeechStyle.LOWER)
    assert spoken(line) == [(Speaker.AGENT, "pay by friday or you will be arrested")]


def test_a_judged_line_has_gold_beside_what_was_found(tmp_path, tools, showing):
    line = one_line(tmp_path, labels=["threat_arrest_criminal"], violates=True, near=["tone"])
    case = case_of_line(line, audit_call(line.task, tools), showing=showing)
    assert case.gold_categories == case.found_categories == {"threat_arrest_criminal"}
    (found,) = case.scored_hits
    assert (found.rule_id, found.quotes) == ("FDCPA-1692e4-arrest", ("you will be arrested",))
    assert (case.sort, case.near, case.texts) == ("line", ("tone",), (THREAT,))
    assert any(rule.startswith("VM-") for rule in case.rules_aside)


def test_a_miss_says_what_the_rule_saw(tmp_path, tools, showing):
    said = "You will not be arrested for this."
    line = one_line(tmp_path, text=said, labels=["threat_arrest_criminal"], violates=True)
    case = case_of_line(line, audit_call(line.task, tools), showing=showing)
    assert "excused as negated" in case.hints["threat_arrest_criminal"]
    assert "arrested" in case.hints["threat_arrest_criminal"]


def test_without_text_nothing_that_was_said_is_kept(tmp_path, tools, showing):
    said = "You will not be arrested for this. Pay now or you will be arrested."
    line = one_line(tmp_path, text=said, labels=["threat_arrest_criminal"], violates=True)
    silent = showing.model_copy(update={"text": False})
    case = case_of_line(line, audit_call(line.task, tools), showing=silent)
    assert case.found_categories == {"threat_arrest_criminal"}
    assert "arrested" not in case.model_dump_json()


CALL = {
    "call_id": "c1",
    "metadata": {"result": "answered", "collector_party": "third", "debt_type": "consumer"},
    "turns": [
        {"speaker": "customer", "text": "Hello?"},
        {"speaker": "agent", "text": "This is Dana Frost with Pine Ridge Supply."},
        {"speaker": "agent", "text": THREAT},
    ],
    "gold": {
        "call_type": "first_call",
        "violations": [{"category": "threat_arrest_criminal", "turn": 2}],
        "required_elements": {"agent_name": "Dana Frost", "amount": None},
        "missing_elements": [],
    },
}


def task_of(path: Path, content: Any = CALL) -> CallTask:
    path.write_text(json.dumps(content))
    (call,) = read_calls(path)
    assert call.metadata is not None
    return CallTask(source=str(path), metadata=call.metadata, conversation=call.conversation)


def test_a_judged_call_has_places_type_elements_and_missing_elements(tmp_path, tools, showing):
    task = task_of(tmp_path / "c1.json")
    gold, faults = gold_of_tasks((task,))
    assert faults == ()
    case = case_of_call(gold["c1"], task, audit_call(task, tools), showing=showing)
    assert case.gold == (Label(category="threat_arrest_criminal", turn=2),)
    (arrest,) = [hit for hit in case.hits if hit.category == "threat_arrest_criminal"]
    assert (arrest.turns, case.turns_known, case.sort) == ((2,), True, "call")
    assert case.call_type == CheckedValue(name="call_type", gold="first_call", found="first_call")
    assert case.elements == (
        CheckedValue(name="agent_name", gold="Dana Frost", found="Dana Frost"),
        CheckedValue(name="amount", gold=None, found=None),
    )
    assert case.missing is not None
    assert case.missing[0] == ()


def test_gold_lies_in_a_folder_beside_or_elsewhere(tmp_path):
    bare = {key: value for key, value in CALL.items() if key != "gold"}
    task = task_of(tmp_path / "c1.json", bare)
    assert gold_of_tasks((task,)) == ({}, ())
    for folder, chosen in ((tmp_path / "gold", None), (tmp_path / "far", tmp_path / "far")):
        folder.mkdir()
        violations = [{"category": "tone", "turn": None}] if chosen else []
        (folder / "c1.json").write_text(json.dumps({"violations": violations}))
        gold, _ = gold_of_tasks((task,), folder=chosen)
        assert len(gold["c1"].violations) == len(violations)


def test_gold_files_with_faults_are_told(tmp_path):
    task = task_of(tmp_path / "c1.json")
    (tmp_path / "gold").mkdir()
    path = tmp_path / "gold" / "c1.json"
    for content, told in (
        ("{oops", "is no JSON"),
        ('{"call_type": "inbound"}', "gold.violations: Field required"),
        ('{"violations": [{"category": "tones"}]}', "did you mean tone?"),
        ('{"violations": [], "call_type": "fax"}', "gold.call_type"),
    ):
        path.write_text(content)
        gold, faults = gold_of_tasks((task,))
        assert gold == {}
        assert str(path) in str(faults[0])
        assert told in str(faults[0])


def test_a_value_that_gold_only_calls_true_agrees_with_any_words(tmp_path, tools, showing):
    task = task_of(tmp_path / "c1.json")
    audit = audit_call(task, tools)

    def checked(stated: bool, name: str) -> CheckedValue:
        gold = GoldCall(violations=(), required_elements={name: stated})
        return case_of_call(gold, task, audit, showing=showing).elements[0]

    assert checked(True, "agent_name") == CheckedValue(name="agent_name", gold="yes", found="yes")
    assert checked(False, "amount") == CheckedValue(name="amount", gold=None, found=None)


def test_evidence_from_sound_is_laid_on_golds_turns_by_time(tmp_path, tools, showing):
    """What was heard as one turn lies in the turn of gold that was running at the time."""
    heard = {
        **CALL,
        "turns": [{"speaker": "agent", "text": THREAT, "start": 10.0, "end": 14.0}],
    }
    task = task_of(tmp_path / "c1.json", heard)
    audit = audit_call(task, tools)
    recording = task.model_copy(update={"recording": Path("c1.wav"), "conversation": None})
    gold = GoldCall.model_validate(
        {
            "violations": [{"category": "threat_arrest_criminal", "turn": 3}],
            "turns": [{"start": s, "end": s + 2.5} for s in (0, 4, 8, 12, 16)],
        }
    )
    case: Case = case_of_call(gold, recording, audit, showing=showing)
    (arrest,) = [hit for hit in case.hits if hit.category == "threat_arrest_criminal"]
    assert (arrest.turns, case.turns_known, case.sort) == ((3,), True, "recording")


def test_sound_without_the_times_of_golds_turns_is_not_scored_by_turn(tmp_path, tools, showing):
    task = task_of(tmp_path / "c1.json")
    audit = audit_call(task, tools)
    recording = task.model_copy(update={"recording": Path("c1.wav"), "conversation": None})
    case = case_of_call(GoldCall(violations=()), recording, audit, showing=showing)
    assert not case.turns_known


def test_each_rule_in_force_names_the_categories_it_can_find():
    categories = rule_categories(load_pack(default_rules()))
    assert categories["FDCPA-1692e4-arrest"] >= {"threat_arrest_criminal"}
    assert set().union(*categories.values()) <= CATEGORIES
