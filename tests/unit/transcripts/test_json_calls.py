import json
import os
from pathlib import Path

import pytest

from callaudit.calllog.settings import LogSettings
from callaudit.core.audit import StageFailure
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.metadata import Agent, CallMetadata, Consumer
from callaudit.core.transcript import Word
from callaudit.transcripts import CallFile, json_calls, read_calls, turn_building

TURNS = [
    {"speaker": "agent", "text": "Good morning.", "start": 0.5, "end": 1.5},
    {"speaker": "customer", "text": "Who is this?"},
]
READ = (
    Turn(index=0, speaker=Speaker.AGENT, text="Good morning.", start_s=0.5, end_s=1.5),
    Turn(index=1, speaker=Speaker.CUSTOMER, text="Who is this?"),
)


def calls(path: Path, content: object) -> list[CallFile]:
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return list(read_calls(path))


def only(path: Path, content: object) -> CallFile:
    (call,) = calls(path, content)
    return call


def turn(path: Path, **keys: object) -> tuple[Turn, tuple[str, ...]]:
    call = only(path / "k.json", {"turns": [{"speaker": "agent", "text": "hey dana"} | keys]})
    assert call.conversation is not None, call.failure
    return call.conversation.turns[0], call.problems


def codes(found: list[CallFile]) -> list[str | None]:
    return [call.failure.code if call.failure else None for call in found]


def test_a_call_with_metadata(tmp_path: Path) -> None:
    path = tmp_path / "stem.json"
    metadata = {"call_id": "q7", "agent": {"name": "Odile Farrow"}, "asr": "none"}
    assert only(path, {"metadata": metadata, "turns": TURNS, "gold": {"x": 1}}) == CallFile(
        call_id="q7",
        source=str(path),
        metadata=CallMetadata(
            call_id="q7",
            agent=Agent(name="Odile Farrow"),
            problems=("asr: is no key of a call's metadata; ignored",),
        ),
        conversation=Conversation(call_id="q7", turns=READ),
    )


@pytest.mark.parametrize(
    ("keys", "call_id"),
    [
        ({"call_id": "top", "metadata": {"call_id": "inner"}}, "top"),
        ({"metadata": {"call_id": "inner"}}, "inner"),
        ({"call_id": 17}, "17"),
        ({"call_id": "a\nb"}, "stem"),
        ({}, "stem"),
    ],
)
def test_the_id_stands_on_top_or_in_metadata_or_is_the_stem(
    tmp_path: Path, keys: dict[str, object], call_id: str
) -> None:
    call = only(tmp_path / "stem.json", {"turns": TURNS} | keys)
    assert call.call_id == call_id
    assert call.conversation == Conversation(call_id=call_id, turns=READ)
    assert call.metadata is None or call.metadata.call_id == call_id


def test_a_broken_line_fails_by_itself_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "night.jsonl"
    good = json.dumps({"call_id": "k1", "turns": TURNS})
    found = calls(path, f'{good}\n\n{{"call_id": "k2", "turns": [\n{good}\n')
    assert [call.line for call in found] == [1, 3, 4]
    assert [call.conversation is not None for call in found] == [True, False, True]
    failure = found[1].failure
    assert failure is not None
    assert failure.message.startswith(f"{path}:3: it is not valid JSON: ")
    assert failure == StageFailure(
        call_id="night-3",
        source=str(path),
        stage="read",
        code="broken_json",
        message=failure.message,
    )


def test_lines_without_ids_are_named_after_file_and_line(tmp_path: Path) -> None:
    line = json.dumps({"turns": TURNS})
    found = calls(tmp_path / "night.jsonl", f"{line}\n{line}\n")
    assert [call.call_id for call in found] == ["night-1", "night-2"]


def test_duplicate_ids_are_given_on_as_they_are(tmp_path: Path) -> None:
    line = json.dumps({"call_id": "k1", "turns": TURNS})
    found = calls(tmp_path / "night.jsonl", f"{line}\n{line}\n")
    assert [(call.call_id, call.line) for call in found] == [("k1", 1), ("k1", 2)]


def test_one_file_may_hold_a_list_of_calls_or_of_turns_or_lines(tmp_path: Path) -> None:
    path = tmp_path / "night.json"
    call = {"turns": TURNS}
    assert [c.call_id for c in calls(path, [call, call | {"call_id": "k9"}])] == ["night-1", "k9"]
    assert only(path, TURNS).conversation == Conversation(call_id="night", turns=READ)
    lines = f"{json.dumps(call)}\n{json.dumps(call)}\n"
    assert [c.call_id for c in calls(path, lines)] == ["night-1", "night-2"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("[]", "empty"),
        ("{broken", "broken_json"),
        ("[" * 200_000, "broken_json"),
        ('{"turns": ' + "9" * 5000 + "}", "broken_json"),
        ("3", "not_a_call"),
        ('{"metadata": {"result": "voicemail"}}', "not_a_call"),
        ('{"turns": {}}', "bad_turn"),
        ('{"turns": []}', "no_turns"),
        ('{"turns": [{"speaker": "agent", "text": " "}]}', "no_turns"),
        ('{"turns": [{"speaker": "agent"}]}', "bad_turn"),
        ('{"turns": ["hello"]}', "bad_turn"),
        ('{"turns": [{"speaker": "agent", "text": 5}]}', "bad_turn"),
    ],
)
def test_what_is_no_call_says_why(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "odd.json"
    found = calls(path, content)
    assert codes(found) == [code]
    assert found[0].failure is not None
    assert str(path) in found[0].failure.message
    assert found[0].conversation is None


def test_a_bad_turn_is_named_by_its_number(tmp_path: Path) -> None:
    call = only(tmp_path / "odd.json", {"turns": [*TURNS, {"speaker": "agent", "text": None}]})
    assert call.failure is not None
    assert "turn 2: has no text" in call.failure.message


def test_binary_missing_and_foreign_files(tmp_path: Path) -> None:
    binary = tmp_path / "x.json"
    binary.write_bytes(b"RIFF\0\0\0\0WAVE")
    assert codes(list(read_calls(binary))) == ["not_text"]
    assert codes(list(read_calls(tmp_path / "gone.json"))) == ["unreadable"]
    assert codes(list(read_calls(tmp_path / "gone.jsonl"))) == ["unreadable"]
    assert codes(list(read_calls(tmp_path / "x.docx"))) == ["unknown_format"]
    binary.with_suffix(".jsonl").write_bytes(b"\0\0\0\n{}\n")
    assert codes(list(read_calls(binary.with_suffix(".jsonl")))) == ["not_text", "not_a_call"]
    binary.with_suffix(".ndjson").write_bytes(b"\n \n")
    assert codes(list(read_calls(binary.with_suffix(".ndjson")))) == ["empty"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "closed.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0)
    assert codes(list(read_calls(path))) == ["unreadable"]


def test_a_folder_is_no_call(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    assert codes(list(read_calls(tmp_path / "x.json"))) == ["unreadable"]


def test_a_line_that_is_too_long_is_left_out_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_calls, "MAX_LINE_BYTES", 300)
    good = json.dumps({"turns": TURNS})
    long = json.dumps({"turns": [{"speaker": "agent", "text": "la " * 500}]})
    found = calls(tmp_path / "night.jsonl", f"{long}\n{good}\n")
    assert codes(found) == ["too_large", None]
    assert [call.line for call in found] == [1, 2]


def test_too_many_turns_are_refused(tmp_path: Path) -> None:
    many = [{"speaker": "agent", "text": "x"}] * (turn_building.MAX_TURNS + 1)
    assert codes(calls(tmp_path / "big.json", {"turns": many})) == ["too_large"]


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    found, problems = turn(tmp_path, text="  Well…  I\tdon’t <b>know</b> ")
    assert (found.text, problems) == ("  Well…  I\tdon’t <b>know</b> ", ())


def test_half_a_surrogate_pair_is_no_character(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    call = only(path, '{"turns": [{"speaker": "agent", "text": "a\\ud83d b"}]}')
    assert call.conversation is not None
    assert call.conversation.turns[0].text == "a? b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "k.json"
    content = {"turns": [{"speaker": "agent", "text": "Señor Núñez’s account"}]}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding=encoding)
    (call,) = read_calls(path)
    assert call.conversation is not None
    assert call.conversation.turns[0].text == "Señor Núñez’s account"


def test_words_that_spell_the_text_are_kept(tmp_path: Path) -> None:
    words = [
        {"text": "hey", "start": 0.4, "end": 0.55, "probability": 0.93},
        {"word": " dana", "start": 0.6, "end": 0.9},
    ]
    found, problems = turn(tmp_path, words=words, start=0.4, end=0.9, channel=1)
    assert found == Turn(
        index=0,
        speaker=Speaker.AGENT,
        text="hey dana",
        start_s=0.4,
        end_s=0.9,
        words=(
            Word(text="hey", start_s=0.4, end_s=0.55, probability=0.93),
            Word(text="dana", start_s=0.6, end_s=0.9),
        ),
        channel=1,
    )
    assert problems == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([{"text": "hey", "start": 0.4, "end": 0.5}], "the words do not spell the text"),
        ([{"text": "hey"}, {"text": "dana"}], 'the word "hey" has no text or no times'),
        ([{"text": "hey", "start": 2, "end": 1}], 'the word "hey" has no text or no times'),
        (["hey", "dana"], "the words are no list of words"),
        ("hey dana", "the words are no list of words"),
    ],
)
def test_words_that_do_not_fit_are_dropped_and_said(
    tmp_path: Path, words: object, says: str
) -> None:
    found, problems = turn(tmp_path, words=words)
    assert found.words == ()
    assert problems == (f"turn 0: {says}; words ignored",)


@pytest.mark.parametrize(
    ("start", "end"), [(3.0, 1.0), (-1, 2), ("soon", 2), (True, 2), (1.0, None), (1e400, 2)]
)
def test_times_that_make_no_span_are_dropped_and_said(
    tmp_path: Path, start: object, end: object
) -> None:
    found, problems = turn(tmp_path, start=start, end=end)
    assert (found.start_s, found.end_s) == (None, None)
    assert problems == ("turn 0: start and end make no span of time; ignored",)


def test_not_a_number_is_no_time(tmp_path: Path) -> None:
    call = only(
        tmp_path / "k.json",
        '{"turns": [{"speaker": "agent", "text": "hi", "start": NaN, "end": Infinity}]}',
    )
    assert call.conversation is not None
    assert call.conversation.turns[0].start_s is None


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Agent", Speaker.AGENT),
        ("collector", Speaker.AGENT),
        ("Rep 2", Speaker.AGENT),
        ("CONSUMER", Speaker.CUSTOMER),
        ("caller", Speaker.CUSTOMER),
        ("third-party", Speaker.THIRD_PARTY),
        ("other", Speaker.THIRD_PARTY),
        ("Roommate", Speaker.THIRD_PARTY),
        ("IVR", Speaker.SYSTEM),
        ("greeting", Speaker.SYSTEM),
        ("unknown", Speaker.UNKNOWN),
        ("Speaker 1", Speaker.UNKNOWN),
    ],
)
def test_speakers_by_many_names(tmp_path: Path, label: str, speaker: Speaker) -> None:
    assert turn(tmp_path, speaker=label)[0].speaker is speaker


def test_a_label_nobody_knows_is_unknown_and_said_unless_a_role_tells(tmp_path: Path) -> None:
    found, problems = turn(tmp_path, speaker="B7")
    assert found.speaker is Speaker.UNKNOWN
    assert problems == ('turn 0: nobody knows who "B7" is; taken as unknown',)
    assert turn(tmp_path, speaker="B7", role="debtor") == (
        found.model_copy(update={"speaker": Speaker.CUSTOMER}),
        (),
    )


def test_names_of_the_metadata_are_speakers(tmp_path: Path) -> None:
    content = {
        "metadata": {"agent": {"name": "Odile Farrow"}, "consumer": {"name": "Bram Teller"}},
        "turns": [{"speaker": who, "text": "Hi."} for who in ("ODILE", "Bram Teller", "Ada")],
    }
    call = only(tmp_path / "k.json", content)
    assert call.metadata is not None
    assert call.metadata.consumer == Consumer(name="Bram Teller")
    assert call.conversation is not None
    assert [t.speaker for t in call.conversation.turns] == [
        Speaker.AGENT,
        Speaker.CUSTOMER,
        Speaker.UNKNOWN,
    ]


def test_times_without_offset_take_the_site_of_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    path.write_text(
        json.dumps({"metadata": {"start": "2025-06-03 10:15"}, "turns": TURNS}), encoding="utf-8"
    )
    (call,) = read_calls(path, settings=LogSettings(site_timezone="America/Denver"))
    assert call.metadata is not None
    assert call.metadata.start is not None
    assert call.metadata.start.isoformat() == "2025-06-03T10:15:00-06:00"


def test_metadata_that_is_no_object_is_said_and_the_call_goes_on(tmp_path: Path) -> None:
    call = only(tmp_path / "k.json", {"metadata": "none", "turns": TURNS})
    assert call.metadata is None
    assert call.problems == ('metadata: "none" is not an object; ignored',)
    assert call.conversation == Conversation(call_id="k", turns=READ)
