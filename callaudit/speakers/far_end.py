"""Whether the person at the other end is the consumer, and from when on."""

import re
from collections.abc import Sequence
from enum import StrEnum

from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.metadata import CallMetadata, Direction
from callaudit.core.model import Frozen
from callaudit.speakers.names import NameBook
from callaudit.speakers.speech import read_text

_EARLY_TURNS = 5
""""He's at work" tells who answers only among the other party's first turns."""

_ASIDE_S = 2.5
"""A silence after which another person may be on the line."""

_RELATION = (
    r"(?:room ?mate|flatmate|housemate|brother|sister|sibling|mother|mom|mum|father|dad|parent|"
    r"son|daughter|uncle|aunt|cousin|nephew|niece|neighbou?r|boss|manager|supervisor|co-?worker|"
    r"colleague|friend|landlord|landlady|tenant|assistant|secretary|receptionist|girlfriend|"
    r"boyfriend|partner|fiancee?|grand ?(?:mother|father|son|daughter|ma|pa)|caregiver|nurse|"
    r"babysitter|in-? ?law|ex(?:-?husband|-?wife)?|step\S+|employer)"
)
_SPOUSE = r"(?:husband|wife|spouse)"
_WHOSE = r"(?:his|her|their|(?:<consumer> ?)+ ?'s|(?:<consumer> )+)"

_RELATED = re.compile(
    rf" (?:i am|this is|it is|no|just) (?:just |actually )?{_WHOSE} (?:\S+ )?{_RELATION} "
)
_RELATED_SPOUSE = re.compile(
    rf" (?:i am|this is|it is|no|just) (?:just |actually )?{_WHOSE} {_SPOUSE} "
)
_MINE = re.compile(rf" (?:he|she|<consumer>|that)(?: is| 's) my (?:\S+ )?{_RELATION} ")
_MINE_SPOUSE = re.compile(rf" (?:he|she|<consumer>|that)(?: is| 's) my {_SPOUSE} ")
_AWAY = re.compile(
    r" (?:(?:he|she|they|<consumer>)(?: is| are| 's)? (?:\S+ )?(?:not (?:\S+ )?(?:here|home|in|"
    r"available|around|at home|able to|with us)|at work|at school|out (?:right now|at the|for|"
    r"today|[.])|"
    r"asleep|sleeping|away|gone|in the shower|stepped out|moved|out)"
    r"|(?:he|she|<consumer>) (?:just )?(?:left|stepped out|went out|can not come|works? "
    r"(?:nights|days)|"
    r"will be (?:back|home|in))"
    r"|(?:he|she|they|<consumer>) (?:does not|do not|no longer|has not|never) (?:\S+ )?(?:live|"
    r"lives|work|works|lived|worked)"
    r"|(?:can|may|could|shall) i (?:take|give (?:him|her|them)) a message|take a message"
    r"|(?:leave|want to leave) (?:a|your) (?:message|name|number) with me"
    r"|i will (?:tell|let) (?:him|her|them)|(?:i can|i could) (?:tell|let|give) (?:him|her|them)) "
)
_OWN_RELATION = re.compile(rf" my (?:\S+ )?(?:{_RELATION}|{_SPOUSE}) ")
_WRONG = re.compile(
    r" (?:wrong (?:number|person|house|guy)|(?:no one|nobody|no body|no \S+|not anyone|is not "
    r"anyone)"
    r" (?:here |\S+ )?(?:by|with|of) that name|never heard of|do not know (?:any|who that|anyone|"
    r"a|him|her)"
    r"|no <consumer> here|(?:got|have|has|called) the wrong|i am not (?:him|her|<consumer>)"
    r"|this is not (?:him|her|<consumer>|(?:his|her|their) )|not (?:his|her|their|<consumer>(?: "
    r"'s)) (?:number|phone)"
    r"|(?:passed away|is deceased|is dead|died)) "
)
_CONSUMER = re.compile(
    r" (?:this is (?:she|he|her|him|me|<consumer>)(?! ?'s)|that is me|that would be me|"
    r"<consumer> (?:speaking|here)|you (?:have )?got (?:him|her)|i am <consumer>(?! ?'s)) "
)
_SPEAKING = re.compile(r"^ (?:(?:yes|yeah|yep|hi|hello) )*speaking [.?!]? ?$")
_YES = re.compile(
    r"^ (?:hello |hi |oh )?(?:yes|yeah|yep|yup|correct|it is|i am|that is right|speaking|you "
    r"have|you got) "
)
_ASKS_NAME = re.compile(
    r" (?:is|are) (?:this|that|you) (?:mr |mrs |ms |miss )?<consumer>"
    r"| (?:speaking|talking|speak|talk) (?:with|to) (?:mr |mrs |ms |miss )?<consumer>"
    r"|^ (?:hello |hi |yes )?<consumer> (?:<consumer> )?\? "
)
_FETCHES = re.compile(
    r" (?:(?:let me|i will|i can|i am going to|going to) (?:go )?(?:get|grab|fetch|find|put|call|"
    r"see if) "
    r"(?:him|her|them|<consumer>|he|she|they|the phone)|(?:he|she|<consumer>) is right here|"
    r"here (?:he|she|they) (?:is|are|comes)|here is <consumer>|(?:putting|put) (?:him|her|them|"
    r"<consumer>) on|"
    r"(?:phone|call) (?:is )?for you|it is for you|passing you|pass you (?:over|to)|hand(?:ing)? "
    r"(?:you|it|the phone) (?:over|to)) "
)
_TAKES_OVER = re.compile(
    r"^ (?:hello|hi|hey|yes|yeah|this is|speaking|who is this|good \S+|<consumer>)"
)


_INBOUND_OPENING = re.compile(
    r"thank(?:s| you) for (?:calling|holding)|how (?:can|may) i (?:help|assist)", re.IGNORECASE
)


class Kin(StrEnum):
    """What a person who is not the consumer said to be."""

    SPOUSE = "spouse"
    OTHER = "other"


class FarEnd(Frozen):
    """Who the other end is, turn by turn.

    `speakers` has (turn index, speaker) for each turn of the other party; `kin` is None where
    only the consumer was heard; `consumer_spoke` tells that the consumer was on the phone at
    some time. `because` is one sentence, empty for a consumer.
    """

    speakers: tuple[tuple[int, Speaker], ...] = ()
    kin: Kin | None = None
    consumer_spoke: bool = True
    because: str = ""


def is_inbound(metadata: CallMetadata, opening: str) -> bool:
    """Tell whether the customer dialled: the log says so, or the call opens like that.

    `opening` is what is said first, as spoken; it decides only where the log gave no
    direction, for a business that is called says "thank you for calling" too.
    """
    if "direction" in metadata.model_fields_set:
        return metadata.direction is Direction.INBOUND
    return _INBOUND_OPENING.search(opening) is not None


class _State(StrEnum):
    OPEN = "nobody has said who he is"
    YES = "answered yes to the consumer's name"
    CONSUMER = "the consumer"
    THIRD = "not the consumer"
    WAITING = "fetching the consumer"


def far_end(turns: Sequence[Turn], book: NameBook, *, inbound: bool = False) -> FarEnd:
    """Decide for each turn of the other party whether the consumer speaks.

    Someone who says that the consumer is away, that the number is wrong, or whose relation
    they are is a third party from the first word on; after a hand-over ("let me get him") the
    next voice that greets is the consumer's. On inbound calls only a stated relation counts:
    whoever dials is on the phone already.
    """
    far = [turn for turn in turns if turn.speaker in OTHER_PARTY]
    state, kin, because, since = _State.OPEN, None, "", len(far)
    for at, turn in enumerate(far):
        text = read_text(turn.text, book).text
        other = _other_kin(text, at, state, inbound=inbound)
        if other is not None:
            kin = Kin.SPOUSE if Kin.SPOUSE in {kin, other} else Kin.OTHER
            because = because or f'turn {turn.index} says "{_shortened(turn.text)}"'
            state, since = _State.THIRD, len(far)
        elif (state is not _State.CONSUMER and _CONSUMER.search(text)) or _SPEAKING.search(text):
            since = at if state in {_State.THIRD, _State.WAITING} else since
            state = _State.CONSUMER
        elif _may_fetch(state, at, inbound=inbound) and hands_over(text):
            kin = kin or Kin.OTHER
            because = because or f'turn {turn.index} says "{_shortened(turn.text)}"'
            state = _State.WAITING
        elif state is _State.WAITING and (_TAKES_OVER.search(text) or _paused(far, at)):
            state, since = _State.CONSUMER, at
        elif state is _State.OPEN and _YES.search(text) and _was_asked(turns, turn, book):
            state = _State.YES
    if kin is None:
        return FarEnd(speakers=tuple((turn.index, Speaker.CUSTOMER) for turn in far))
    return FarEnd(
        speakers=tuple(
            (turn.index, Speaker.THIRD_PARTY if at < since else Speaker.CUSTOMER)
            for at, turn in enumerate(far)
        ),
        kin=kin,
        consumer_spoke=since < len(far),
        because=because,
    )


def hands_over(text: str) -> bool:
    """Tell whether a canonical text fetches the consumer to the phone."""
    return _FETCHES.search(text) is not None


def _other_kin(text: str, at: int, state: _State, *, inbound: bool) -> Kin | None:
    if state is _State.CONSUMER:
        return None
    if _RELATED_SPOUSE.search(text):
        return Kin.SPOUSE
    if _RELATED.search(text):
        return Kin.OTHER
    if inbound or state is _State.YES or at >= _EARLY_TURNS:
        return None
    if _MINE_SPOUSE.search(text):
        return Kin.SPOUSE
    if _MINE.search(text) or _WRONG.search(text):
        return Kin.OTHER
    speaks_of_own = _OWN_RELATION.search(text) is not None and "<consumer>" not in text
    return Kin.OTHER if _AWAY.search(text) and not speaks_of_own else None


def _may_fetch(state: _State, at: int, *, inbound: bool) -> bool:
    return state is _State.THIRD or (state is _State.OPEN and at < _EARLY_TURNS and not inbound)


def _was_asked(turns: Sequence[Turn], answer: Turn, book: NameBook) -> bool:
    before = [t for t in turns if t.index < answer.index and t.speaker is Speaker.AGENT]
    return bool(before) and _ASKS_NAME.search(read_text(before[-1].text, book).text) is not None


def _paused(far: Sequence[Turn], at: int) -> bool:
    end_s, start_s = far[at - 1].end_s, far[at].start_s
    return end_s is not None and start_s is not None and start_s - end_s >= _ASIDE_S


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77].rstrip()}..."
