"""`calls.csv` names what a person must listen to."""

import pytest

from callaudit.core.interval import Interval
from callaudit.core.recording import FaultKind, RecordingQuality, SignalFault
from callaudit.core.transcript import Coverage
from callaudit.reports.from_audit import audit_row
from callaudit.reports.tables import listen_to
from tests.unit.reports.examples import threat_call


def told(*, covers=(), fault=None):
    audit = threat_call()
    assert audit.call is not None
    assert audit.call.transcript is not None
    transcript = audit.call.transcript.model_copy(update={"coverage": covers})
    faults = (fault,) if fault else ()
    quality = RecordingQuality(channels=(), faults=faults)
    call = audit.call.model_copy(update={"transcript": transcript, "quality": quality})
    return listen_to(audit_row(audit.model_copy(update={"call": call})))


def test_speech_without_words_is_named_though_most_was_heard():
    heard = Coverage(
        channel=0,
        speech_s=60,
        worded_s=57,
        unheard=(Interval(start_s=16.7, end_s=19.8),),
    )
    assert told(covers=(heard,)) == "channel 0: speech without words at 0:16 (3 s)"


@pytest.mark.parametrize("kind", [FaultKind.AGENT_UNRECORDED, FaultKind.NOTHING_SAID])
def test_a_party_that_was_not_recorded_is_named(kind):
    assert told(fault=SignalFault(kind=kind, told="nothing was recorded")) == "nothing was recorded"


def test_nothing_is_named_where_all_was_heard():
    assert told(covers=(Coverage(channel=0, speech_s=60, worded_s=60),)) == ""
