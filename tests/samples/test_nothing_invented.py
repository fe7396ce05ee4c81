"""Sound in which nobody speaks gives no word and no finding, heard by the real recogniser."""

import pytest

from benchmarks.unspoken import write_minutes
from callaudit.core.finding import Verdict
from callaudit.core.metadata import CallMetadata
from callaudit.core.recording import SoundKind
from callaudit.core.transcript import AsrSettings
from callaudit.pipeline.one_call import audit_call
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.rulespec import default_rules

pytestmark = [pytest.mark.asr, pytest.mark.slow]

TWO_MINUTES = ("hold music 1", "ring US")


@pytest.fixture(scope="module")
def audits(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unspoken")
    asr = AsrSettings(model="base")
    tools = AuditTools(AuditSettings(rules=default_rules(), cache=folder / "cache", asr=asr))
    return {
        name: audit_call(
            CallTask(source=name, recording=path, metadata=CallMetadata(call_id=name)), tools
        )
        for name, path in zip(TWO_MINUTES, write_minutes(folder, 2, names=TWO_MINUTES), strict=True)
    }


@pytest.mark.parametrize("name", TWO_MINUTES)
def test_there_is_no_word_and_no_finding(audits, name):
    audit = audits[name]
    assert audit.failure is None
    assert audit.call.conversation.turns == ()
    assert [f.rule_id for f in audit.findings if f.verdict is Verdict.BROKEN] == []


@pytest.mark.parametrize(
    ("name", "kind"), tuple(zip(TWO_MINUTES, (SoundKind.MUSIC, SoundKind.RING), strict=True))
)
def test_the_record_says_what_it_was(audits, name, kind):
    assert {one.kind for one in audits[name].call.line_sounds} == {kind}
