"""`callaudit lint` as somebody meets it who writes scripts."""

import json
import subprocess
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from callaudit.cli.main import app

BAD = "# Second attempt\n\nAgent: If you don't pay you'll be arrested.\n"
GOOD = (
    "# Voicemail\n\nHi [name], this is [your name] with [company]. "
    "Please call me back at [phone].\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts" / "old").mkdir(parents=True)
    (tmp_path / "scripts" / "good.md").write_text(GOOD)
    (tmp_path / "scripts" / "old" / "bad.md").write_text(BAD)
    return tmp_path


def run(*words: str, stdin: str | None = None):
    done = CliRunner().invoke(app, ["lint", *words], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_findings_make_the_exit_code_1_and_show_line_and_caret(folder):
    code, told, _ = run("scripts", "--select", "FDCPA-1692e4")
    assert code == 1
    assert told.splitlines()[:4] == [
        "scripts/old/bad.md:3:25: FDCPA-1692e4-arrest [critical] Agent says or implies that not "
        "paying leads to arrest, jail or prosecution: “you'll be arrested”",
        "  |",
        "3 | Agent: If you don't pay you'll be arrested.",
        "  |                         ^^^^^^^^^^^^^^^^^^",
    ]
    assert told.endswith("Found 1 finding in 2 files: 1 critical.\n")


def test_nothing_found_is_told_and_is_exit_code_0(folder):
    assert run("scripts/good.md") == (0, "Nothing found in 1 file.\n", "")


def test_fail_on_says_from_which_severity(folder):
    text = GOOD.replace("Please call", "I must stress that we are a family firm. Please call")
    (folder / "scripts" / "good.md").write_text(text * 4)
    assert run("scripts/good.md", "--fail-on", "critical")[0] == 0
    assert run("scripts/old/bad.md", "--fail-on", "never")[0] == 0
    assert run("scripts/old/bad.md", "--fail-on", "critical")[0] == 1


def test_globs_leave_files_out_of_folders_but_not_files_that_are_named(folder):
    assert run("scripts", "--exclude", "old/**")[0] == 0
    (folder / "callaudit.toml").write_text('[scripts]\nexclude = ["scripts/old"]\n')
    assert run("scripts")[0] == 0
    assert run("scripts/old/bad.md")[0] == 1


def test_folder_defaults_say_who_collects(folder):
    said = "Hi, this is Ana with Larkspur Supply about invoice [invoice number]."
    (folder / "scripts" / "good.md").write_text(f"# First voicemail\n\n{said} Please call [phone].")
    assert "VM-02-invoice-ref" not in run("scripts/good.md")[1]
    (folder / "callaudit.toml").write_text('[scripts.folders."scripts"]\nparty = "third"\n')
    assert "VM-02-invoice-ref" in run("scripts/good.md")[1]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[scripts]\nexclud = []\n", "scripts.exclud: there is no such setting"),
        ('[scripts.folders.old]\nparty = "forth"\n', "party: 'forth' is none of first, third"),
        ("[scripts", "cannot be read"),
        ("[script]\n", "script: there is no such table; did you mean [scripts]?"),
        ('[scripts.folders.script]\nparty = "third"\n', "folder; did you mean scripts?"),
    ],
)
def test_wrong_settings_are_told_with_their_file(folder, settings, told):
    (folder / "callaudit.toml").write_text(settings)
    code, _, errors = run("scripts")
    assert code == 2
    assert "callaudit.toml: " in errors
    assert told in errors


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_linted(folder):
    (folder / "scripts" / "broken.md").write_bytes(b"\x00\x01")
    code, told, errors = run("scripts", "nowhere.md", "--format", "json")
    assert code == 2
    assert json.loads(told)["files"] == 2
    assert errors.splitlines() == [
        "error: scripts/broken.md: is no text: it holds null characters; save it as UTF-8 text",
        "error: nowhere.md: there is no such file or folder",
    ]


def test_a_wrong_policy_is_a_wrong_command_line(folder):
    code, _, errors = run("scripts", "--policy", "second_party")
    assert code == 2
    assert "second_party" in errors


def test_standard_input_is_read_by_the_name_it_is_given(folder):
    code, told, _ = run("-", "--format", "github", "--select", "FDCPA-1692e4", stdin=BAD)
    assert code == 1
    assert told.startswith("::error file=stdin.md,line=3,")
    assert run("-", "--stdin-name", "a.json", stdin="{")[0] == 2


def test_what_cannot_be_read_in_a_folder_is_told_and_other_programs_files_are_not(folder):
    (folder / "scripts" / "bad.json").write_text("{")
    (folder / "scripts" / "bad.yaml").write_text('say: "x\n - : [\n')
    (folder / "scripts" / "empty.md").write_text("")
    (folder / "scripts" / "package.json").write_text('{"name": "x", "type": "module"}')
    code, told, errors = run("scripts", "--format", "json")
    assert (code, json.loads(told)["files"]) == (2, 2)
    assert [line.split(":")[1].strip() for line in errors.splitlines()] == [
        "scripts/bad.json",
        "scripts/bad.yaml",
        "scripts/empty.md",
    ]


def test_empty_standard_input_is_told_like_an_empty_file(folder):
    code, _, errors = run("-", stdin="")
    assert code == 2
    assert errors.startswith("error: stdin.md: no line of speech was found")


def test_a_folder_in_which_nothing_is_linted_is_told(folder):
    (folder / "empty").mkdir()
    assert run("empty")[0] == 2
    assert "empty: holds no script" in run("empty")[2]
    assert "left out" in run("scripts", "--exclude", "*.md")[2]
    assert run("empty", "--force-exclude") == (0, "Nothing found in 0 files.\n", "")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_name_of_no_rule_is_a_wrong_command_line_and_the_nearest_is_told(folder, option):
    code, _, errors = run("scripts", option, "FDCPA-1692e4-arest")
    assert code == 2
    assert f"{option} FDCPA-1692e4-arest: no rule" in errors
    assert "did you mean FDCPA-1692e4-arrest" in " ".join(errors.split())


def test_a_wrong_policy_in_front_matter_is_told_with_file_and_line(folder):
    (folder / "scripts" / "good.md").write_text(f"---\ntype: voicemail\npolicy: nope\n---\n{GOOD}")
    code, told, errors = run("scripts")
    assert code == 2
    assert "error: scripts/good.md:3: policy: " in errors
    assert "in 1 file" in told


def test_names_of_rules_are_known_in_small_letters_and_in_one_list(folder):
    told = run("scripts", "--select", "fdcpa-1692e4,LINT-TYPE")
    assert told == run("scripts", "--select", "FDCPA-1692e4", "--select", "LINT-type")
    assert told[0] == 1


MENDABLE = (
    "---\r\ntype: voicemail\r\nparty: third\r\n---\r\n\r\nHello, this is [your name] with "
    "[company].\r\nIt is urgent.\r\nPlease call me back at [phone].\r\n"
)
MENDED = MENDABLE.replace("It is urgent.\r\n", "")


@pytest.fixture
def mendable(folder) -> Path:
    path = folder / "vm.md"
    path.write_bytes(MENDABLE.encode())
    path.chmod(0o640)
    return path


def test_fix_rewrites_the_file_and_tells_of_what_is_left(mendable):
    assert run("vm.md")[0] == 1
    code, told, news = run("vm.md", "--fix")
    assert (code, told) == (0, "Nothing found in 1 file.\n")
    assert news == "Fixed 1 finding in 1 file.\n"
    assert mendable.read_bytes() == MENDED.encode()
    assert mendable.stat().st_mode & 0o777 == 0o640
    assert run("vm.md", "--fix")[2] == "Fixed 0 findings in 0 files.\n"


def test_diff_shows_the_fixes_as_a_patch_and_changes_nothing(mendable):
    done = CliRunner().invoke(app, ["lint", "vm.md", "--diff"])
    told = done.stdout_bytes
    assert (done.exit_code, mendable.read_bytes()) == (1, MENDABLE.encode())
    assert b"-It is urgent.\r\n" in told
    subprocess.run(["patch", "-p1", "--binary"], input=told, check=True)
    assert mendable.read_bytes() == MENDED.encode()
    assert run("vm.md", "--diff") == (0, "", "")


def test_diff_shows_the_fixes_of_standard_input_and_fix_has_no_file_to_write(folder):
    assert "-It is urgent." in run("-", "--diff", stdin=MENDABLE)[1]
    assert run("-", "--fix", stdin=MENDABLE)[0] == 2
    assert run("scripts", "--fix", "--diff")[0] == 2


def test_a_word_file_is_not_edited_and_that_is_said(folder):
    document = Document()
    for line in MENDABLE.split("---\r\n\r\n")[1].splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "voicemail.docx"))
    before = (folder / "voicemail.docx").read_bytes()
    code, _, news = run("voicemail.docx", "--policy", "third_party", "--fix")
    assert code == 1
    assert "voicemail.docx: a Word file is not edited" in news
    assert (folder / "voicemail.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("text", " = --fix: leave out “It is urgent.”"),
        ("github", "--fix: leave out “It is urgent.”"),
        ("junit", "--fix: leave out “It is urgent.”"),
        ("markdown", "--fix: leave out “It is urgent.”"),
        ("json", '"told": "leave out “It is urgent.”"'),
        ("sarif", '"text": "leave out “It is urgent.”"'),
    ],
)
def test_every_format_shows_the_wording_and_the_fix(mendable, output, told):
    assert told in run("vm.md", "--format", output)[1]


def test_the_fix_of_a_sarif_log_is_the_edit_itself(mendable):
    log = json.loads(run("vm.md", "--format", "sarif")[1])
    change = log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region = change["deletedRegion"]
    lines = MENDABLE.splitlines(keepends=True)
    cut = "".join(lines[region["startLine"] - 1 : region["endLine"]])
    last = lines[region["endLine"] - 1]
    begin = region["startColumn"] - 1
    after = last[region["endColumn"] - 1 :]
    rest = cut[:begin] + change["insertedContent"]["text"] + after
    whole = [*lines[: region["startLine"] - 1], rest, *lines[region["endLine"] :]]
    assert "".join(whole) == MENDED


def test_two_fixes_of_one_line_leave_no_speaker_without_words(folder):
    threats = "Agent: A sheriff will come. There's a warrant out.\n"
    text = f"# First call\n\nAgent: Hi.\n{threats}Agent: Bye.\n"
    (folder / "call.md").write_text(text)
    run("call.md", "--fix")
    assert (folder / "call.md").read_text() == text.replace(threats, "")


def test_a_fix_at_the_end_of_a_string_leaves_no_blank_behind(folder):
    said = "Could you pay it by {payment_date}? Otherwise you will be arrested."
    (folder / "call.json").write_text(json.dumps({"type": "second_attempt", "say": said}))
    run("call.json", "--fix")
    assert json.loads((folder / "call.json").read_text())["say"] == said.partition(" Other")[0]
