"""The second detector on this machine: found, kept from call to call, or told to be missing."""

from pathlib import Path

import pytest

from callaudit.core.errors import ModelError
from callaudit.pipeline import second_detector
from callaudit.pipeline.second_detector import VectorCache, find_likeness, remembering
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.rulespec import RulePack, default_rules, load_pack
from callaudit.rulespec.checks import Forbid
from callaudit.rulespec.pattern import Like, Pattern
from tests.builders import call

SENTENCES = tuple(f"this is sentence number {n} of our talk".split() for n in range(10))


def with_like(pack: RulePack) -> RulePack:
    rule = next(rule for rule in pack.rules if rule.in_force and rule.check.kind == "forbid")
    assert isinstance(rule.check, Forbid)
    like = Pattern(name="sounds-like", like=Like(sentences=("we will take your house",)))
    check = rule.check.model_copy(update={"patterns": (*rule.check.patterns, like)})
    return pack.model_copy(update={"rules": (rule.model_copy(update={"check": check}),)})


def test_vectors_of_a_call_are_kept_and_the_model_is_not_asked_again(tmp_path: Path) -> None:
    cache, talk = VectorCache(tmp_path), call("agent: Hello there.")
    first, second = find_likeness(), find_likeness()
    with remembering(first, cache, talk):
        kept = [first.vector(tuple(words)) for words in SENTENCES]
    with remembering(second, cache, talk):
        again = [second.vector(tuple(words)) for words in SENTENCES]
    assert [a.tobytes() for a in again] == [b.tobytes() for b in kept]
    assert (first.embedded, second.embedded) == (len(SENTENCES), 0)
    (entry,) = tmp_path.rglob("*.npz")
    assert b"sentence" not in entry.read_bytes()
    assert entry.parent.stat().st_mode & 0o077 == 0


def test_damaged_vectors_are_made_again(tmp_path: Path) -> None:
    cache, talk = VectorCache(tmp_path), call("agent: Hello there.")
    with remembering(likeness := find_likeness(), cache, talk):
        for words in SENTENCES:
            likeness.vector(tuple(words))
    (entry,) = tmp_path.rglob("*.npz")
    entry.write_bytes(entry.read_bytes()[:100])
    with remembering(again := find_likeness(), cache, talk):
        again.vector(tuple(SENTENCES[0]))
    assert again.embedded == 1


def test_a_missing_model_is_told_once_and_patterns_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ModelError("the model 'collections-minilm' is not on this machine")

    monkeypatch.setattr("callaudit.pipeline.tools.find_likeness", missing)
    tools = AuditTools(AuditSettings(rules=default_rules(), cache=tmp_path))
    tools.pack = with_like(tools.pack)
    assert tools.likeness is None
    assert tools.like_problem == (
        "rules are judged by their patterns alone, without `like`: "
        "the model 'collections-minilm' is not on this machine"
    )


def test_likeness_that_is_switched_off_or_not_needed_is_no_problem(tmp_path: Path) -> None:
    off = AuditTools(AuditSettings(rules=default_rules(), cache=tmp_path, like=False))
    off.pack = with_like(off.pack)
    assert (off.likeness, off.like_problem) == (None, None)
    plain = load_pack(default_rules()).model_copy(update={"rules": ()})
    assert second_detector.uses_likeness(plain) is False
    assert second_detector.likeness_for(plain) is None
