"""What watching takes for a change, without a process or a clock."""

import os
from pathlib import Path

import pytest

from callaudit.core.errors import Fault
from callaudit.core.finding import Confidence, Severity
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_files import LintResult
from callaudit.pipeline.script_watch import NOTHING, changes, watch


def finding(line: int, quote: str = "you'll be arrested") -> ScriptFinding:
    return ScriptFinding(
        path="a.md",
        line=line,
        column=1,
        end_line=line,
        end_column=9,
        rule_id="FDCPA-1692e4-arrest",
        title="Arrest",
        message=f"Arrest: “{quote}”",
        severity=Severity.CRITICAL,
        confidence=Confidence.CERTAIN,
        quote=quote,
    )


def result(*findings: ScriptFinding, faults: tuple[Fault, ...] = ()) -> LintResult:
    return LintResult(findings=findings, faults=faults, files=1, scripts=1)


def test_a_finding_that_moved_is_no_change():
    assert not changes(result(finding(3)), result(finding(9))).any


def test_the_same_words_once_more_are_new():
    changed = changes(result(finding(3)), result(finding(3), finding(7)))
    assert (changed.new, changed.gone) == ((finding(7),), ())


def test_what_is_gone_and_what_has_come_are_told_apart():
    jail = finding(3, "you'll go to jail")
    changed = changes(result(finding(3)), result(jail))
    assert (changed.new, changed.gone) == ((jail,), (finding(3),))


def test_faults_come_and_go_too():
    fault = Fault(path="a.md", line=None, field="", message="is no text")
    changed = changes(NOTHING, result(faults=(fault,)))
    assert (changed.new_faults, changed.gone_faults) == ((fault,), ())
    back = changes(result(faults=(fault,)), result())
    assert (back.new_faults, back.gone_faults) == ((), (fault,))


class Enough(Exception):
    """Ends a watch."""


@pytest.mark.parametrize(
    ("act", "again"),
    [
        (lambda folder: None, False),
        (lambda folder: (folder / "a.md").write_text("other"), True),
        (lambda folder: (folder / "a.md").unlink(), True),
        (lambda folder: (folder / "deep" / "b.txt").write_text("new"), True),
        (lambda folder: (folder / "callaudit.toml").write_text(""), True),
        (lambda folder: (folder.parent / "callaudit.toml").write_text(""), True),
        (lambda folder: (folder / "picture.png").write_bytes(b""), False),
        (lambda folder: os.utime(folder / "a.md", ns=(0, 0)), True),
    ],
    ids=["nothing", "edit", "delete", "add", "settings", "above", "foreign", "touch"],
)
def test_scripts_are_linted_again_when_a_file_that_counts_changes(tmp_path: Path, act, again):
    folder = tmp_path / "scripts"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.md").write_text("text")
    runs: list[int] = []
    pauses = [act]

    def lint() -> LintResult:
        runs.append(1)
        return result(finding(len(runs), f"{len(runs)}"))

    def sleep(seconds: float) -> None:
        assert seconds > 0
        if seconds >= 0.5:
            if not pauses:
                raise Enough
            pauses.pop()(folder)

    seen = []
    with pytest.raises(Enough):
        seen += [changed.new for changed in watch((folder,), lint, sleep=sleep)]
    assert len(runs) == (2 if again else 1)


def test_a_file_is_read_when_it_has_settled(tmp_path: Path):
    script = tmp_path / "a.md"
    script.write_text("1")
    writes = ["22", "333", "4444"]
    read: list[str] = []

    def lint() -> LintResult:
        read.append(script.read_text())
        return result(finding(1, read[-1]))

    def sleep(seconds: float) -> None:
        if writes:
            script.write_text(writes.pop(0))
        elif seconds >= 0.5:
            raise Enough

    with pytest.raises(Enough):
        list(watch((script,), lint, sleep=sleep))
    assert read == ["1", "4444"]
