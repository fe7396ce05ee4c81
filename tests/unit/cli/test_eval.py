"""The eval command as a user meets it: what it prints and writes, and its exit codes."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app

THREAT = {
    "id": "u1",
    "text": "Pay by Friday or you will be arrested.",
    "labels": ["threat_arrest_criminal"],
    "violates": True,
}
DENIAL = {
    "id": "u2",
    "text": "You will not be arrested for this.",
    "labels": [],
    "violates": False,
    "near": ["threat_arrest_criminal"],
}
MISSED = {
    "id": "u3",
    "text": "The weather is lovely today.",
    "labels": ["threat_violence"],
    "violates": True,
    "invented": True,
}
CALL = {
    "call_id": "c1",
    "metadata": {"result": "answered", "collector_party": "third", "attempt_number": 2},
    "turns": [
        {"speaker": "customer", "text": "Hello?"},
        {"speaker": "agent", "text": "Pay by Friday or you will be arrested."},
    ],
    "gold": {
        "call_type": "second_attempt",
        "violations": [{"category": "threat_arrest_criminal", "turn": 1}],
    },
}


def run(*words: Any) -> tuple[int, str]:
    """Run the command in this process; several compile no rules twice."""
    result = CliRunner().invoke(app, ["eval", *map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLAUDIT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return an utterance file of a threat, its denial and a line that no rule can find."""
    path = tmp_path / "lines.jsonl"
    rows = (THREAT, DENIAL, MISSED)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def numbers(out: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((out / "eval.json").read_text(encoding="utf-8"))
    return report


def counts(score: dict[str, Any]) -> tuple[int, int, int]:
    return score["tp"], score["fp"], score["fn"]


def test_lines_are_judged_and_every_number_is_written(gold: Path, tmp_path: Path) -> None:
    code, told = run(gold, "--out", tmp_path / "out")
    assert code == 0
    assert "violating or not" in told
    group = numbers(tmp_path / "out")["groups"]["lines"]
    assert counts(group["micro"]) == counts(group["violating"]) == (1, 0, 1)
    assert [near["fired"] for near in group["near"]] == [[]]
    with (tmp_path / "out" / "misses.csv").open(encoding="utf-8") as stream:
        (miss,) = csv.DictReader(stream)
    assert (miss["case"], miss["kind"], miss["category"]) == ("u3", "miss", "threat_violence")
    assert "weather" in miss["text"]
    assert "weather" in (tmp_path / "out" / "eval.md").read_text(encoding="utf-8")


def test_without_out_nothing_is_written(gold: Path, tmp_path: Path) -> None:
    assert run(gold)[0] == 0
    assert {path.name for path in tmp_path.iterdir()} <= {"lines.jsonl", "cache"}


def test_the_same_gold_gives_the_same_bytes(gold: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(gold, "--out", tmp_path / name)
    for name in ("eval.json", "eval.md", "misses.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_lines_and_calls_are_told_apart_and_together(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "c1.json").write_text(json.dumps(CALL), encoding="utf-8")
    assert run(gold, tmp_path / "calls", "--out", tmp_path / "out")[0] == 0
    groups = numbers(tmp_path / "out")["groups"]
    assert {name: group["cases"] for name, group in groups.items()} == {
        "lines": 3,
        "calls": 1,
        "all": 4,
    }
    turns = groups["calls"]["turns"][0]
    assert (turns["tolerance"], turns["recall"]["right"], turns["recall"]["of"]) == (0, 1, 1)
    assert groups["calls"]["call_type"]["right"] == 1


def test_the_output_folder_may_lie_among_the_gold(gold: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run(tmp_path, "--out", tmp_path / "out")[0] == 0
    assert list(numbers(tmp_path / "out")["inputs"]) == [str(gold)]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [(("--min-f1", 0.9), 1), (("--min-f1", 0.5), 0), (("--min-f1", 0.9, "--skip", "invented"), 0)],
    ids=str,
)
def test_min_f1_decides_the_exit_code(gold: Path, wanted: tuple[object, ...], code: int) -> None:
    # F1 is 2 / 3 with the line that cannot be found, 1 without it
    assert run(gold, *wanted)[0] == code
    assert run(gold, *wanted, "--f1-of", "violating")[0] == code


def test_lines_can_be_judged_as_a_recogniser_writes_them(gold: Path, tmp_path: Path) -> None:
    code, told = run(gold, "--transform", "lower", "--out", tmp_path / "out")
    assert code == 0
    assert "the weather is lovely today" in told
    report = numbers(tmp_path / "out")
    assert report["style"] == "lower"
    assert counts(report["groups"]["lines"]["micro"]) == (1, 0, 1)


def test_lines_can_be_scored_apart(gold: Path, tmp_path: Path) -> None:
    assert run(gold, "--by", "violates", "--out", tmp_path / "out")[0] == 0
    groups = numbers(tmp_path / "out")["groups"]
    assert {name: group["cases"] for name, group in groups.items()} == {
        "lines": 3,
        "violates: False": 1,
        "violates: True": 2,
    }


def test_no_text_shows_and_writes_nothing_that_was_said(gold: Path, tmp_path: Path) -> None:
    _, told = run(gold, "--no-text", "--out", tmp_path / "out")
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()]
    assert all("weather" not in text for text in (told, *written))
    assert "u3" in told


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    rows = [json.dumps(THREAT), "{oops", json.dumps({**THREAT, "labels": ["threat_arrest"]})]
    path.write_text("\n".join(rows), encoding="utf-8")
    code, told = run(path)
    assert code == 2
    assert f"{path}:2: is no JSON" in told.replace("\n", "")
    assert f"{path}:3: labels: 'threat_arrest' is no category" in told


def test_calls_that_cannot_be_read_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps(CALL) + "\n{oops\n", encoding="utf-8")
    code, told = run(path)
    assert code == 2
    assert f"{path}:2: " in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("{tmp}/nowhere",), "no such file or folder"),
        (("{tmp}/bare.json",), "has gold labels"),
        (("{tmp}/bare.json", "--gold", "{tmp}/nowhere"), "no such folder"),
        (("{tmp}/lines.jsonl", "--policy", "lenient"), "no policy or file of that name"),
        (("{tmp}/empty",), "no gold lines or calls there"),
    ],
)
def test_what_the_user_can_mend_is_told(
    gold: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    bare = {key: value for key, value in CALL.items() if key != "gold"}
    (tmp_path / "bare.json").write_text(json.dumps(bare), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    code, output = run(*(word.format(tmp=tmp_path) for word in words))
    assert code == 2
    assert told in output


def test_a_recording_that_cannot_be_heard_fails_and_the_others_are_scored(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "c9.wav").write_bytes(b"")
    (tmp_path / "gold" / "c9.json").write_text('{"violations": []}', encoding="utf-8")
    (tmp_path / "c1.json").write_text(json.dumps(CALL), encoding="utf-8")
    code, told = run(tmp_path, "--jobs", 1)
    assert code == 3
    assert "c9.wav" in told


def test_help_has_examples_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; from callaudit.cli.main import app;"
        "app(['eval', '--help'], standalone_mode=False);"
        "print({'spacy', 'pandas', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "callaudit eval utterances.jsonl" in done.stdout
    assert done.stdout.endswith("set()\n")


def of_a_case(
    call_id: str, start: str, turns: list[tuple[str, str]], **more: Any
) -> dict[str, Any]:
    told = {"start": start, "result": "answered", "collector_party": "third"}
    who = {"consumer": {"id": "p1", "zip": "43004"}, "debt_id": "d1", "phone": "614-555-0142"}
    said = [{"speaker": speaker, "text": text} for speaker, text in turns]
    return {"call_id": call_id, "metadata": {**told, **who}, "turns": said, **more}


@pytest.mark.parametrize("first_has_gold", [True, False])
def test_a_rule_that_rests_on_an_earlier_call_is_scored(
    tmp_path: Path, *, first_has_gold: bool
) -> None:
    clean: dict[str, Any] = {"gold": {"violations": []}} if first_has_gold else {}
    stop = [("agent", "Hello, this is Dana."), ("customer", "Stop calling me.")]
    again = [("agent", "This is Dana, how would you like to pay your balance?")]
    gold = {"violations": [{"category": "cease_ignored", "turn": 0}]}
    calls = [
        of_a_case("c1", "2026-02-02T12:00:00-05:00", stop, **clean),
        of_a_case("c2", "2026-02-16T12:00:00-05:00", again, gold=gold),
    ]
    for one in calls:
        (tmp_path / f"{one['call_id']}.json").write_text(json.dumps(one), encoding="utf-8")
    out = tmp_path / "out"
    run(*(tmp_path / f"{one['call_id']}.json" for one in calls), "--out", out)
    written = json.loads((out / "eval.json").read_text(encoding="utf-8"))
    rows = {row["name"]: row for row in written["groups"]["calls"]["by_category"]}
    assert (rows["cease_ignored"]["tp"], rows["cease_ignored"]["fn"]) == (1, 0)
    # The quote of the earlier call is no turn of this one.
    exact = written["groups"]["calls"]["turns"][0]
    assert (exact["precision"]["right"], exact["recall"]["right"]) == (1, 1)
