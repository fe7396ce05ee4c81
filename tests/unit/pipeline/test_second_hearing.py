"""What a second hearing does to a finding: the recogniser's part is given, the rest is real."""

from functools import cache
from pathlib import Path

import pytest

from callaudit.core.finding import Confidence, Heard, SecondHearing, Verdict
from callaudit.core.interval import Interval
from callaudit.core.transcript import SpanHearing, Word
from callaudit.engine import compile_pack, evaluate
from callaudit.pipeline.second_hearing import (
    Doubt,
    doubts_of,
    is_unsure,
    judge_hearings,
    weigh,
)
from callaudit.rulespec import default_rules, load_pack, load_policy
from tests.builders import call

RULE = "FDCPA-1692e4-arrest"
THREAT = "If this is not paid you will be arrested on Friday"


@cache
def pack():
    rules = default_rules()
    return compile_pack(load_pack(rules), load_policy("third_party", rules=rules))


def heard_call(threat=THREAT, *, probability=0.5):
    """A call whose second turn, from second 10 on, was heard with this probability."""
    said = call(f"customer: Hello? / agent: {threat} / customer: What?")
    turns = list(said.conversation.turns)
    words = tuple(
        Word(text=text, start_s=10 + n / 2, end_s=10.5 + n / 2, probability=probability, channel=1)
        for n, text in enumerate(turns[1].text.split())
    )
    turns[1] = turns[1].model_copy(
        update={"words": words, "start_s": 10.0, "end_s": words[-1].end_s, "channel": 1}
    )
    talk = said.conversation.model_copy(update={"turns": tuple(turns)})
    return said.model_copy(update={"conversation": talk})


def finding_of(one):
    (found,) = evaluate(pack(), one, only={RULE})
    return found


def hearing(text, *, by="wide"):
    return SpanHearing(channel=1, start_s=10.0, end_s=16.0, heard_by=by, text=text)


def weighed(*texts):
    one = heard_call()
    found = finding_of(one)
    (doubt,) = doubts_of(found, one)
    return weigh(found, one, pack(), heard={doubt.place: tuple(hearing(t) for t in texts)})


def test_only_words_heard_badly_are_heard_again():
    assert is_unsure(finding_of(heard_call(probability=0.5)))
    assert not is_unsure(finding_of(heard_call(probability=0.9)))
    assert not is_unsure(finding_of(heard_call("You will not be arrested for this")))


def test_the_quote_is_heard_with_some_sound_around_it():
    one = heard_call()
    found = finding_of(one)
    (quote,) = found.evidence
    assert doubts_of(found, one) == (
        Doubt(
            place=(1, quote.start_char, quote.end_char),
            channel=1,
            span=Interval(start_s=quote.start_s - 0.8, end_s=quote.end_s + 0.8),
        ),
    )


def test_before_the_second_hearing_a_person_must_listen():
    assert finding_of(heard_call()).confidence is Confidence.NEEDS_REVIEW


def test_the_same_words_twice_make_it_likely():
    found = weighed("you will be arrested on Friday", "paid you will be arrested")
    assert (found.verdict, found.confidence) == (Verdict.BROKEN, Confidence.LIKELY)
    assert found.because.endswith("; heard again, it was the same")
    assert found.evidence[0].second_hearing == SecondHearing(
        result=Heard.CORROBORATED,
        text="you will be arrested on Friday",
        heard_by=("wide", "wide"),
    )


def test_other_words_that_break_the_rule_as_well_corroborate():
    assert weighed("If this is not paid you will go to jail").confidence is Confidence.LIKELY


def test_other_words_are_told_and_left_to_a_person():
    found = weighed("If this is not paid it will be reported", "you will be arrested")
    assert (found.verdict, found.confidence) == (Verdict.BROKEN, Confidence.NEEDS_REVIEW)
    assert 'heard again it was "If this is not paid it will be reported"' in found.because


def test_no_words_at_all_leave_it_open():
    found = weighed("", "")
    assert found.verdict is Verdict.UNDETERMINED
    assert found.because.endswith("; heard again, there were no words")


def test_a_quote_beyond_the_bound_of_a_call_says_that_it_was_not_heard_again():
    one = heard_call()
    found = weigh(finding_of(one), one, pack(), heard={})
    assert found.confidence is Confidence.NEEDS_REVIEW
    assert "were not heard again" in found.because


@pytest.mark.parametrize(
    ("same", "texts", "result"),
    [
        ([True, True], ["a", "a"], Heard.CORROBORATED),
        ([True, False], ["a", ""], Heard.CORROBORATED),
        ([True, False], ["a", "b"], Heard.CONTESTED),
        ([False, False], ["", ""], Heard.UNHEARD),
    ],
    ids=["both agree", "one hears nothing", "one differs", "none hears anything"],
)
def test_what_several_hearings_come_to(same, texts, result):
    assert judge_hearings(same, [hearing(text) for text in texts]).result is result


def test_what_was_heard_is_kept_with_the_words(tmp_path: Path):
    from callaudit.core.transcript import AsrSettings
    from callaudit.pipeline.cache import TranscriptCache

    cache_ = TranscriptCache(tmp_path)
    assert cache_.hearings("sha256:ab", AsrSettings()) == ()
    cache_.keep_hearings("sha256:ab", AsrSettings(), (hearing("hello"),))
    assert cache_.hearings("sha256:ab", AsrSettings()) == (hearing("hello"),)
    assert cache_.hearings("sha256:ab", AsrSettings(beam_size=1)) == ()
