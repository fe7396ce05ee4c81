"""Compiled rules are kept, found again, and never taken from a folder that others may write."""

import json
import shutil

import pytest

from callaudit.pipeline import kept_rules
from callaudit.pipeline.kept_rules import KeptRules
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.rulespec import default_rules
from callaudit.scripts.read import read_script

BAD = read_script(b"# Voicemail\n\nIf you don't pay you'll be arrested.\n", path="x.md")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A linter that has kept its rules, and a copy of the rules; the code may change meanwhile."""
    monkeypatch.setattr(kept_rules, "CODE", ())
    rules = tmp_path / "rules"
    shutil.copytree(default_rules(), rules)
    chosen = LintSettings(rules=rules, cache=tmp_path / "cache")
    return chosen, ScriptLinter(chosen).lint(BAD)


def test_kept_rules_find_the_same_and_changed_rules_are_read_anew(kept):
    chosen, fresh = kept
    files = list((chosen.cache / "rules").iterdir())
    assert [(f.suffix, oct(f.stat().st_mode & 0o777)) for f in files] == [(".json", "0o600")]
    assert KeptRules(chosen.cache, rules=chosen.rules).get() is not None
    assert fresh
    assert ScriptLinter(chosen).lint(BAD) == fresh

    rule = next(chosen.rules.rglob("FDCPA-1692e4-arrest.yaml"))
    rule.write_text(rule.read_text().replace("severity: critical", "severity: minor"))
    assert KeptRules(chosen.cache, rules=chosen.rules).get() is None

    files[0].chmod(0o666)
    rule.write_text(rule.read_text().replace("severity: minor", "severity: critical"))
    assert KeptRules(chosen.cache, rules=chosen.rules).get() is None

    files[0].chmod(0o600)
    assert KeptRules(chosen.cache, rules=chosen.rules).get() is not None
    rules, gates = files[0].read_bytes().split(b"\n")
    assert {*json.loads(rules)} >= {"rules", "cues", "words"}
    assert {*json.loads(gates)} == {"words", "prefixes", "opened", "lists"}
    for spoiled in (b"cut short", rules, rules + b"\n{}", rules[:-9] + b"\n" + gates, b"[" * 99999):
        files[0].write_bytes(spoiled)
        assert KeptRules(chosen.cache, rules=chosen.rules).get() is None
