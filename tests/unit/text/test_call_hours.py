"""When people want no calls, and at which hours they agree to one."""

from datetime import datetime

import pytest

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.text.call_hours import find_call_hours

WEDNESDAY_MORNING = datetime.fromisoformat("2026-03-04T08:40:00-05:00")


def hours(said: str, *, asked: str = "", local: datetime | None = WEDNESDAY_MORNING) -> list[str]:
    turns = (
        Turn(index=0, speaker=Speaker.AGENT, text=asked or "Hello."),
        Turn(index=1, speaker=Speaker.CUSTOMER, text=said),
    )
    found = find_call_hours(Conversation(call_id="c", turns=turns), local=local)
    return [f"{one.sort} {part.in_words()}" for one in found for part in one.hours]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Don't call me before ten.", "before 10:00"),
        ("don't call before 10 am ever again", "before 10:00"),
        ("Please don't call me here before noon.", "before 12:00"),
        ("do not call me before five, I work", "before 17:00"),
        ("Don't call after eight.", "after 20:00"),
        ("never call me after 8:30 at night", "after 20:30"),
        ("Don't call me after three o'clock.", "after 15:00"),
        ("Don't call until half past ten in the morning.", "before 10:30"),
        ("I work nights, so don't call me in the morning.", "before 12:00"),
        ("I work nights, not in the mornings.", "before 12:00"),
        ("no calls in the evening please", "after 17:00"),
        ("Never on Sundays. Don't bother us.", "on Sunday"),
        ("Don't call on Sundays.", "on Sunday"),
        ("stop calling me on weekends", "at weekends"),
        ("No calls on Saturdays or Sundays.", "at weekends"),
        ("Don't call me between three and five.", "from 15:00 to 17:00"),
        ("I can't take calls between nine and five.", "from 09:00 to 17:00"),
        ("don't call me during work hours", "from 09:00 to 17:00"),
        ("Mornings are bad for me, don't call then.", "before 12:00"),
        ("mornings aren't good, call some other time", "before 12:00"),
        ("I sleep until two, stop calling.", "before 14:00"),
        ("don't call me before ten on Saturdays", "before 10:00 on Saturday"),
        ("Don't call me this early.", "before 08:41"),
        ("Don't call me at this hour.", "from 08:10 to 09:10"),
        ("don't call at three", "from 15:00 to 16:00"),
        ("Only call me after six.", "before 18:00"),
        ("don't call before nine tomorrow", "before 09:00 on 2026-03-05"),
    ],
)
def test_hours_without_calls(said: str, named: str) -> None:
    assert hours(said) == [f"unwanted {named}"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("I get off work at six, talk to me then.", "after 18:00"),
        ("i get home around 5:30 so call me then", "after 17:30"),
        ("You can call me until ten at night.", "from 12:00 to 22:00"),
        ("You can call me as late as ten.", "from 12:00 to 22:00"),
        ("you can call as early as seven", "from 07:00 to 12:00"),
        ("It's okay to call after nine pm.", "after 21:00"),
        ("Call me at nine thirty tonight.", "from 21:00 to 22:00 on 2026-03-04"),
        ("Call me any time, day or night.", "at any time"),
        ("Mornings are fine now, call whenever.", "before 12:00"),
        ("Call me after nine.", "from 09:00 to 12:00"),
    ],
)
def test_hours_agreed_to(said: str, named: str) -> None:
    assert hours(said) == [f"agreed {named}"]


@pytest.mark.parametrize(
    "said",
    [
        "This is not a good time.",
        "I'm busy, I can't talk right now.",
        "Call me back later.",
        "I can't pay before the tenth.",
        "Don't call me on Thursday, I'm away.",
        "I won't have the money until ten days from now, so don't call.",
        "I never got a call after two payments.",
        "I'm driving. Call me tomorrow.",
        "I get paid in the morning.",
        "not after eight weeks of this",
        "You called me at three in the morning!",
    ],
)
def test_words_that_name_no_hours(said: str) -> None:
    assert hours(said) == []


def test_an_answer_to_the_question_when_needs_no_word_of_calls() -> None:
    assert hours("Not before ten.", asked="What time can I reach you?") == ["unwanted before 10:00"]
    assert hours("Not before ten.", asked="Where do you live?") == []


def test_the_hours_that_are_left_when_only_some_are_wanted() -> None:
    assert hours("You can only reach me between one and three.") == [
        "unwanted before 13:00",
        "unwanted after 15:00",
    ]
    assert hours("Only call me on weekends.") == ["unwanted on weekdays"]


def test_this_late_names_no_hours_where_the_clock_is_not_known() -> None:
    assert hours("Don't call me this late.", local=None) == []
    assert hours("Don't call me after nine.", local=None) == ["unwanted after 21:00"]


def test_what_the_agent_says_names_no_hours() -> None:
    said = (Turn(index=0, speaker=Speaker.AGENT, text="I won't call before ten."),)
    assert find_call_hours(Conversation(call_id="c", turns=said), local=None) == ()
