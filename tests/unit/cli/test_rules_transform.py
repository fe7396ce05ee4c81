"""`callaudit rules test --transform` as a user meets it."""

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from callaudit.cli.transforms import ALL, Transform
from callaudit.pipeline.example_stress import TRANSFORMS


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["rules", "test", "THR-08-vague", *words])
    return result.exit_code, result.output


def test_commands_know_every_transform():
    assert [str(one) for one in Transform] == [str(style) for style in TRANSFORMS]


@pytest.mark.parametrize("name", ["homophones", ALL])
def test_the_share_that_keeps_its_verdict_is_shown_and_nothing_fails(name):
    code, told = run("--transform", name)
    columns = Transform if name == ALL else [name]
    assert code == 0
    assert [one for one in columns if str(one).replace("_", " ") not in told] == []
    assert "\nevery rule " in told
    assert "changed examples keep their verdict" in told


def test_a_wrong_name_is_a_sentence_with_the_right_ones():
    code, told = run("--transform", "louder")
    assert code == 2
    assert "no transform is called louder; there are: lower, fillers" in told
