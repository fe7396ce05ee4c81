"""What becomes a task: lost rows of the log do, results of earlier runs do not."""

import os
from pathlib import Path

import pytest

from callaudit.core.errors import UserError
from callaudit.runner.ledger import FOLDER
from callaudit.runner.plan import make_plan

CALL = '{"call_id": "c1", "turns": [{"speaker": "agent", "text": "Hello."}]}\n'


def test_a_batch_of_nothing_is_an_error_that_says_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("no call", encoding="utf-8")
    with pytest.raises(UserError, match=r"(?s)nothing to audit.*notes\.md: neither"):
        make_plan([tmp_path], log=None, out=tmp_path / "out")


def test_results_among_the_inputs_are_no_calls_and_calls_beside_them_are(tmp_path: Path) -> None:
    (tmp_path / "c1.jsonl").write_text(CALL, encoding="utf-8")
    (tmp_path / "earlier" / FOLDER).mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "earlier"):
        for name in ("audit.jsonl", "transcripts.jsonl", "run.json", "calls.csv"):
            (folder / name).write_text(CALL, encoding="utf-8")
    plan = make_plan([tmp_path], log=None, out=tmp_path)
    assert ([task.call_id for task in plan.tasks], plan.notes) == (["c1"], ())
    named = make_plan([tmp_path / "transcripts.jsonl"], log=None, out=tmp_path)
    assert [task.call_id for task in named.tasks] == ["c1"]


def test_a_lost_row_fails_and_leaves_no_history_complete(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "call_id,start,consumer_id,debt_id\n"
        "c0,2026-03-02T10:00:00-05:00,p1,d1\nc1,2026-03-20T10:00:00-05:00,p1,d1\n"
        "c1,2026-03-21T10:00:00-05:00,p1,d1\n",
        encoding="utf-8",
    )
    (tmp_path / "c1.jsonl").write_text(CALL, encoding="utf-8")
    tasks = {task.call_id: task for task in make_plan([tmp_path], log=log, out=tmp_path).tasks}
    assert set(tasks) == {"c0", "c1", "log.csv:4"}
    lost = tasks["log.csv:4"].failure
    assert lost is not None
    assert (lost.code, lost.message) == ("call_log", 'call_id: "c1" is already the id of row 3')
    assert len(tasks["c1"].history.attempts) == 1
    assert tasks["c1"].history.complete_since is None


def test_a_file_name_that_is_no_text_fails_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"bad\xff.wav")).write_bytes(b"RIFF")
    (task,) = make_plan([tmp_path], log=None, out=tmp_path / "out").tasks
    assert task.failure is not None
    assert (task.call_id, task.failure.code) == ("bad\\udcff", "file_name")


def test_a_call_in_words_belongs_to_the_row_that_names_its_file(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    for name in ("first", "second"):
        (words / f"{name}.txt").write_text("Agent: Hello.\n", encoding="utf-8")
    log = tmp_path / "log.csv"
    log.write_text(
        "call_id,recording,company\nc1,words/first.txt,Pine Ridge\nc2,moved/second.txt,Elm Court\n",
        encoding="utf-8",
    )
    plan = make_plan([words], log=log, out=tmp_path / "out")
    assert [
        (task.call_id, Path(task.source).name, task.metadata.agent.company) for task in plan.tasks
    ] == [("c1", "first.txt", "Pine Ridge"), ("c2", "second.txt", "Elm Court")]
    assert [t.conversation and t.conversation.call_id for t in plan.tasks] == ["c1", "c2"]
    assert plan.notes == ()


def test_rows_whose_recording_is_not_there_are_named(tmp_path: Path) -> None:
    (tmp_path / "c1.jsonl").write_text(CALL, encoding="utf-8")
    log = tmp_path / "log.csv"
    log.write_text(
        "call_id,recording\nc1,\nc2,gone.wav\nc3,\nc4,lost.mp3\n",
        encoding="utf-8",
    )
    plan = make_plan([tmp_path / "c1.jsonl"], log=log, out=tmp_path / "out")
    assert [task.call_id for task in plan.tasks] == ["c1", "c2", "c3", "c4"]
    assert plan.notes == (
        "call log: 2 rows name a recording that is not among the inputs: "
        "c2 (gone.wav), c4 (lost.mp3)",
    )
