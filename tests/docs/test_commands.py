"""Every command is in the README with its help, and every command line in a page parses."""

import re
import shlex
from typing import Any

import pytest
import typer

from callaudit.cli.exit_codes import ExitCode
from callaudit.cli.main import app
from docs.commands import commands, help_of
from tests.docs.pages import PAGES, ROOT, fences, name_of, prose, read, section

README = ROOT / "README.md"
COMMANDS = dict(commands())

# typer brings its own click, and names this base of its errors nowhere.
UsageError = typer.BadParameter.__mro__[1]


def fenced_lines() -> list[tuple[str, str]]:
    """Page and command line of every `callaudit …` in a shell block."""
    return [
        (name_of(page), line.strip())
        for page in PAGES
        for fence in fences(page)
        if fence.language in ("sh", "bash", "console")
        for line in fence.text.replace("\\\n", " ").splitlines()
        if line.strip().removeprefix("$ ").startswith("callaudit ")
    ]


def inline_lines() -> list[tuple[str, str]]:
    """Page and command line of every `callaudit …` inside a sentence."""
    return [
        (name_of(page), line)
        for page in PAGES
        for line in re.findall(r"`(callaudit [^`]+)`", prose(page))
    ]


def parse(line: str, *, whole: bool) -> None:
    """Parse a command line as callaudit would, without running it.

    `whole`: with its arguments and options; else only the command, and the options it names.

    Raises:
        UsageError: if it is no such command line.
    """
    _, *words = shlex.split(line.removeprefix("$ "), comments=True)
    name = "callaudit"
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        name, word = f"{name} {words[0]}", words.pop(0)
        if word not in command.commands:
            raise UsageError(f"no command is called {name}")
        command = command.commands[word]
    if whole:
        command.make_context(name, list(words))
        return
    known = {option for param in command.params for option in param.opts} | {"--help"}
    unknown = {word.partition("=")[0] for word in words if word.startswith("--")} - known
    if unknown:
        raise UsageError(f"{name} has no {', '.join(sorted(unknown))}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_with_its_help(name) -> None:
    assert f"#### `{name}`" in read(README)
    assert help_of(name, COMMANDS[name]) in read(README)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_what_its_options_are(name) -> None:
    command = COMMANDS[name]
    assert command.help
    assert [p.name for p in command.params if not getattr(p, "help", None)] == []


def test_the_pages_show_command_lines() -> None:
    assert len(fenced_lines()) >= 5
    assert len(inline_lines()) >= 5


@pytest.mark.parametrize(("page", "line"), fenced_lines())
def test_a_command_line_in_a_shell_block_parses(page, line) -> None:
    parse(line, whole=True)


@pytest.mark.parametrize(("page", "line"), inline_lines())
def test_a_command_in_a_sentence_exists(page, line) -> None:
    parse(line.replace("…", ""), whole=False)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("callaudit audits calls/", "no command"),
        ("callaudit rules erase X", "no command"),
        ("callaudit audit calls/ --outt x", "No such option"),
        ("callaudit audit calls/ --fail-on grave", "grave"),
        ("callaudit audit", "Missing"),
    ],
)
def test_a_wrong_command_line_would_be_found(line, message) -> None:
    with pytest.raises(UsageError) as raised:
        parse(line, whole=True)
    assert message in str(raised.value)


@pytest.mark.parametrize("code", ExitCode, ids=lambda code: code.name)
def test_every_exit_code_is_in_the_readme(code) -> None:
    assert f"\n| {code.value} | " in section(README, "## Exit codes")


def test_the_verbs_that_the_readme_names_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {verb for page in PAGES for verb in re.findall(r"`make ([a-z-]+)", prose(page))}
    named |= {
        verb
        for page in PAGES
        for fence in fences(page)
        if fence.language == "sh"
        for verb in re.findall(r"^make ([a-z-]+)", fence.text, re.MULTILINE)
    }
    assert {"demo", "test"} <= named <= targets
