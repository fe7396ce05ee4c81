"""`callaudit lsp` as an editor meets it, over the pipes of a real process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from callaudit.cli import lsp
from callaudit.cli.main import app
from tests.unit.editor.wire import Editor, under

ARREST = "FDCPA-1692e4-arrest"
WATCHES = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}

VOICEMAIL = (
    "# Voicemail\n\nHi [name], this is [your name] with [company]. "
    "Please call me back at [phone number]. Thank you.\n"
)
THREAT = "# Voicemail 🎉\n\nHi [name], y̆ou 👩‍👧 there? If you don't pay you'll be arrested.\n"


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    editor = Editor(capabilities=WATCHES)
    yield editor
    editor.kill()


@pytest.fixture
def script(tmp_path: Path) -> str:
    return (tmp_path / "voicemail.md").as_uri()


def codes(marks: list[dict[str, Any]]) -> set[str]:
    return {mark["code"] for mark in marks}


def arrest_in(marks: list[dict[str, Any]]) -> dict[str, Any]:
    return next(mark for mark in marks if mark["code"] == ARREST)


def titled(actions: list[dict[str, Any]], beginning: str) -> dict[str, Any]:
    return next(action for action in actions if action["title"].startswith(beginning))


def test_a_script_is_opened_edited_and_mended(editor, script):
    assert editor.open(script, VOICEMAIL) == []

    worse = VOICEMAIL.replace("Thank you.", "Or you will be arrested. Thank you.")
    marks = editor.edit(script, worse)
    assert codes(marks) == {ARREST, "VM-03-extra-brief"}
    mark = arrest_in(marks)
    assert under(worse, mark) == "you will be arrested"
    assert (mark["severity"], mark["source"]) == (1, "callaudit")

    mend = next(one for one in editor.actions(script, mark) if one.get("isPreferred"))
    assert (mend["kind"], mend["diagnostics"]) == ("quickfix", [mark])
    mended = editor.apply(script, mend)
    assert mended == VOICEMAIL
    assert editor.edit(script, mended) == []


def test_the_pointer_on_a_finding_tells_rule_reason_source_and_wording(editor, script):
    mark = arrest_in(editor.open(script, THREAT))
    told = editor.ask(
        "textDocument/hover", textDocument={"uri": script}, position=mark["range"]["start"]
    )
    assert told["range"] == mark["range"]
    first, rule, why, better, source = told["contents"]["value"].split("\n\n")
    assert first == (
        "**Agent says or implies that not paying leads to arrest, jail or prosecution**"
    )
    assert rule == f"`{ARREST}` · critical"
    assert why.startswith("A debt is a civil matter.")
    assert better.startswith("Say instead: ")
    assert source.startswith("Source: 15 U.S.C. 1692e")


def test_the_pointer_on_a_slot_tells_what_it_stands_for(editor, script):
    editor.open(script, VOICEMAIL)
    place = {"line": 2, "character": VOICEMAIL.splitlines()[2].index("phone")}
    told = editor.ask("textDocument/hover", textDocument={"uri": script}, position=place)
    assert told["contents"]["value"].startswith("Slot for **callback number**")
    nowhere = {"line": 2, "character": 0}
    assert editor.ask("textDocument/hover", textDocument={"uri": script}, position=nowhere) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_marks_stand_under_their_words_behind_emoji_and_combining_marks(editor, script, end):
    text = THREAT.replace("\n", end)
    assert under(text, arrest_in(editor.open(script, text))) == "you'll be arrested"


def test_a_separator_that_only_python_ends_lines_at_moves_no_mark(editor, script):
    text = THREAT.replace("there?", "there\u2028and\x0bhere?")
    assert under(text, arrest_in(editor.open(script, text))) == "you'll be arrested"


def test_an_editor_that_counts_code_points_gets_code_points():
    editor = Editor(capabilities={"general": {"positionEncodings": ["utf-32"]}})
    try:
        assert editor.server["capabilities"]["positionEncoding"] == "utf-32"
        mark = arrest_in(editor.open("untitled:One", THREAT))
        begin = THREAT.splitlines()[2].index("you'll")
        assert mark["range"]["start"] == {"line": 2, "character": begin}
        assert editor.leave() == 0
    finally:
        editor.kill()


def test_who_types_fast_gets_the_marks_of_the_last_state_alone(editor, script):
    editor.open(script, VOICEMAIL)
    seen = len(editor.published)
    for at in range(1, 30):
        last = editor.type(script, VOICEMAIL + "\nOr you will be arrested."[:at])
    assert editor.marks(script, version=last) is not None
    versions = [one["version"] for one in editor.published[seen:]]
    assert versions[-1] == last
    assert len(versions) < 10


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("markdown", "# Voicemail\n\nYou will be arrested.\n"),
        ("plaintext", "VOICEMAIL\n\nYou will be arrested.\n"),
        ("yaml", "type: voicemail\nprompts:\n  - say: You will be arrested.\n"),
        ("json", '{"type": "voicemail", "prompts": [{"say": "You will be arrested."}]}'),
    ],
)
def test_a_document_without_a_file_is_read_by_its_language(editor, language, text):
    uri = f"untitled:Untitled-{language}"
    assert ARREST in codes(editor.open(uri, text, language=language))


def test_what_is_no_script_has_no_marks(editor, tmp_path):
    uri = (tmp_path / "program.py").as_uri()
    assert editor.open(uri, "# You will be arrested.\n", language="python") == []


def test_closing_takes_the_marks_away(editor, script):
    assert editor.open(script, THREAT) != []
    editor.tell("textDocument/didClose", textDocument={"uri": script})
    assert editor.marks(script, version=None) == []
    assert editor.open(script, VOICEMAIL) == []


def test_changed_settings_hold_at_once(editor, script, tmp_path):
    wanted = [
        one["params"]["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"]
        for one in editor.requests
        if one["method"] == "client/registerCapability"
    ]
    assert wanted == ["**/callaudit.toml"]

    said = "Hi, this is Ana with Larkspur Supply about invoice [invoice number]."
    text = f"# First voicemail\n\n{said} Please call [phone].\n"
    assert "VM-02-invoice-ref" not in codes(editor.open(script, text))
    settings = tmp_path / "callaudit.toml"
    change = [{"uri": settings.as_uri(), "type": 1}]

    settings.write_text('[scripts.folders."*"]\nparty = "third"\n')
    editor.tell("workspace/didChangeWatchedFiles", changes=change)
    assert "VM-02-invoice-ref" in codes(editor.marks(script, version=1))

    settings.write_text('[scripts]\nexclude = ["voicemail.md"]\n')
    editor.tell("textDocument/didSave", textDocument={"uri": settings.as_uri()})
    assert editor.marks(script, version=1) == []

    settings.write_text("[scripts]\nexclud = []\n")
    editor.tell("workspace/didChangeWatchedFiles", changes=change)
    first = editor.marks(script, version=1)[0]
    assert "callaudit.toml: scripts.exclud: there is no such setting" in first["message"]


def test_a_file_that_cannot_be_read_yet_says_so_at_its_line(editor, tmp_path):
    uri = (tmp_path / "bot.yaml").as_uri()
    good = "type: voicemail\nprompts:\n  - say: Please call 614-555-0134.\n"
    marks = editor.open(uri, good.replace("type: voicemail", "type: voicemael"), language="yaml")
    assert [mark["range"]["start"]["line"] for mark in marks] == [0]
    assert "voicemael" in marks[0]["message"]
    assert "voicemael" not in str(editor.edit(uri, good))


def test_an_allowance_waits_for_a_reason(editor, script):
    mark = arrest_in(editor.open(script, THREAT))
    action = titled(editor.actions(script, mark), f"Allow {ARREST} here")
    text = editor.apply(script, action)
    assert f"\n<!-- callaudit: allow {ARREST} reason: [why] -->\nHi [name]" in text

    waiting = codes(editor.edit(script, text))
    assert {ARREST, "LINT-allow"} <= waiting
    given = codes(editor.edit(script, text.replace("[why]", "a quote in a training")))
    assert given == waiting - {ARREST, "LINT-allow"}


def test_all_safe_rewordings_are_made_at_once_when_asked_for(editor, script):
    worse = VOICEMAIL.replace("Thank you.", "Or you will be arrested. Thank you.")
    mark = arrest_in(editor.open(script, worse))
    (action,) = editor.actions(script, mark, only=["source.fixAll"])
    assert editor.apply(script, action) == VOICEMAIL


def test_a_slot_that_is_misnamed_gets_the_name_it_is_nearest_to(editor, script):
    text = VOICEMAIL.replace("[phone number]", "[Telefon numbers to]")
    (mark,) = [one for one in editor.open(script, text) if one["code"] == "LINT-slot"]
    mend = titled(editor.actions(script, mark), "Call the slot")
    marks = editor.edit(script, editor.apply(script, mend))
    assert "LINT-slot" not in codes(marks)


def test_names_of_slots_are_offered_inside_brackets_in_the_style_of_the_file(editor, script):
    editor.open(script, "# Voicemail\n\nHi {{CONTACT_NAME}}, call {{CALLBACK_NUMBER}}.\n")
    text = "# Voicemail\n\nHi {{CONTACT_NAME}}, call {{CALLBACK_NUMBER}} about {{inv}}.\n"
    editor.edit(script, text)
    line = text.splitlines()[2]
    offered = editor.ask(
        "textDocument/completion",
        textDocument={"uri": script},
        position={"line": 2, "character": line.index("inv") + 3},
    )
    item = next(one for one in offered if one["label"] == "INVOICE_NUMBER")
    changed = editor.apply(script, {"edit": {"changes": {script: [item["textEdit"]]}}})
    assert changed == text.replace("{{inv}}", "{{INVOICE_NUMBER}}")


def test_a_wrong_policy_is_told_in_the_document():
    editor = Editor("--policy", "second_party")
    try:
        (mark,) = editor.open("untitled:One", VOICEMAIL)
        assert "second_party" in mark["message"]
    finally:
        editor.kill()


def test_without_the_library_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr(lsp, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["lsp"])
    assert done.exit_code == 2
    assert "pip install 'callaudit[editor]'" in done.stderr
