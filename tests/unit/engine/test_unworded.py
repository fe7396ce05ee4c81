"""What was not heard is not "never said" where speech without words may hold it."""

from functools import cache

import pytest

from callaudit.core.finding import Confidence, Verdict
from callaudit.core.interval import Interval
from callaudit.core.transcript import AsrSettings, Coverage, Transcript
from callaudit.engine import compile_pack, evaluate
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

SAY = (
    "customer: Hello? / agent: Good morning, is this Nora Castellan? / customer: Yes. "
    "/ agent: You owe 412 dollars. You will go to jail. / customer: I see. / agent: Goodbye."
)


@cache
def pack():
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy("third_party", rules=rules))


def judged(rule, *unheard, channel=0):
    """Judge a call of ten seconds a turn, the agent on channel 0, with these unheard spans."""
    said = call(SAY, consumer_name="Nora Castellan")
    turns = tuple(
        turn.model_copy(
            update={
                "channel": int(turn.speaker != "agent"),
                "start_s": 10.0 * turn.index,
                "end_s": 10.0 * turn.index + 8.0,
            }
        )
        for turn in said.conversation.turns
    )
    spans = tuple(Interval(start_s=a, end_s=b) for a, b in unheard)
    heard = Transcript(
        call_id=said.call_id,
        recording_sha256="",
        settings=AsrSettings(model="base"),
        coverage=(Coverage(channel=channel, speech_s=90, worded_s=80, unheard=spans),),
    )
    talk = said.conversation.model_copy(update={"turns": turns})
    found = evaluate(pack(), said.model_copy(update={"conversation": talk, "transcript": heard}))
    (one,) = (one for one in found if one.rule_id == rule)
    return one


def test_nothing_is_in_doubt_where_all_speech_has_words():
    whole = judged("REQ-01-caller")

    assert (whole.verdict, whole.confidence) == (Verdict.BROKEN, Confidence.LIKELY)


def test_speech_that_may_hold_the_missing_words_leaves_it_open_and_is_named():
    one = judged("REQ-01-caller", (12.0, 16.0))

    assert one.verdict is Verdict.UNDETERMINED
    assert one.because.endswith("; but 4 s of speech there have no words (0:12 to 0:16)")


def test_a_short_stretch_wants_a_person():
    one = judged("REQ-01-caller", (12.0, 14.2))

    assert (one.verdict, one.confidence) == (Verdict.BROKEN, Confidence.NEEDS_REVIEW)
    assert "(0:12 to 0:14)" in one.because


@pytest.mark.parametrize(
    ("rule", "spans", "channel"),
    [
        ("REQ-01-caller", [(12.0, 16.0)], 1),
        ("FDCPA-1692e4-arrest", [(12.0, 16.0)], 0),
        ("ID-01-verify-point", [(40.0, 48.0)], 0),
    ],
    ids=["the customer's channel", "words that were heard", "too late to be in order"],
)
def test_what_such_speech_cannot_change_stays(rule, spans, channel):
    assert judged(rule, *spans, channel=channel) == judged(rule)


def test_a_question_that_may_have_come_before_leaves_the_order_open():
    assert judged("ID-01-verify-point").verdict is Verdict.BROKEN
    assert judged("ID-01-verify-point", (22.0, 27.0)).verdict is Verdict.UNDETERMINED
