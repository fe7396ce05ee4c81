"""Voicemail or live, and how sure: log, beep, greeting, and who speaks, each with its weight."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker, Turn
from callaudit.core.metadata import Answered, AnsweredBy, CallMetadata, CallResult, Direction
from callaudit.core.recording import LineSound, SoundKind
from callaudit.speakers.cues import CALL_BACK, find_cues
from callaudit.speakers.machines import Machine, machine_phrase, opening_machine
from callaudit.speakers.names import name_book
from callaudit.speakers.speech import read_text

_LOG = {CallResult.VOICEMAIL: 3.0, CallResult.ANSWERED: -2.0}
_GREETING = 2.5
_BEEP = 1.5
_ALONE = 1.0
_CALL_BACK = 0.5
_EXCHANGE = -1.25
_MOST_EXCHANGES = 4
_SCREENING = -2.0
"""Weights in favour of voicemail, in log-odds; chosen so that log, greeting or an exchange of
several turns decide alone, and a beep or one voice only beside something else."""

_SUREST = 0.99
"""Weights never make it certain."""

_GREETING_LASTS_S = 60.0
"""A beep later than this is not the one after a greeting."""


class _Sign(NamedTuple):
    weight: float
    told: str


def answered_by(
    metadata: CallMetadata, conversation: Conversation, *, line_sounds: Sequence[LineSound] = ()
) -> AnsweredBy | None:
    """Weigh what speaks for voicemail and what for a person; None where nothing was said.

    A machine that asks who is calling and why is `screened` unless a person comes to the phone
    or a greeting follows. An incoming call has no voicemail of the other side.
    """
    if metadata.direction is Direction.INBOUND or not conversation.turns:
        return None
    line = _read(metadata, conversation)
    signs = tuple(_signs(metadata, line, line_sounds))
    odds = sum(sign.weight for sign in signs)
    share = 1 / (1 + math.exp(-odds))
    what = Answered.VOICEMAIL if odds > 0 else Answered.LIVE
    if what is Answered.LIVE and line.screened and not line.live:
        what = Answered.SCREENED
    return AnsweredBy(
        what=what,
        confidence=round(min(_SUREST, max(share, 1 - share)), 2),
        signs=tuple(sign.told for sign in signs),
    )


class _Line(NamedTuple):
    """What is heard: machines at the start, a person's turns after them, a wish to be called."""

    greeted: bool
    screened: bool
    live: int
    agent_asks_back: bool


def _read(metadata: CallMetadata, conversation: Conversation) -> _Line:
    turns = conversation.turns
    book = name_book(metadata, " ".join(turn.text for turn in turns))
    speech = [read_text(turn.text, book) for turn in turns]
    texts = [one.text for one in speech]
    count, machine = opening_machine(texts, stops=[turn.speaker is Speaker.AGENT for turn in turns])
    machines = {machine_phrase(text) for text in texts[:count]}
    screened = Machine.SCREENING in machines
    asks = any(
        turn.speaker is Speaker.AGENT
        and any(hit.name == CALL_BACK for hit in find_cues(one.text, one.offsets))
        for turn, one in zip(turns, speech, strict=True)
    )
    return _Line(
        greeted=machine is Machine.GREETING or Machine.GREETING in machines,
        screened=screened,
        live=_exchanges(turns[count:], texts[count:]),
        agent_asks_back=asks,
    )


def _exchanges(turns: Sequence[Turn], texts: Sequence[str]) -> int:
    """Count the turns of a person at the other end: lines in a row are one."""
    spoke = [
        turn.speaker in OTHER_PARTY and machine_phrase(text) is None
        for turn, text in zip(turns, texts, strict=True)
    ]
    return sum(now and not before for before, now in zip([False, *spoke], spoke, strict=False))


def _signs(
    metadata: CallMetadata, line: _Line, line_sounds: Sequence[LineSound]
) -> Iterator[_Sign]:
    if metadata.result in _LOG:
        yield _Sign(_LOG[metadata.result], f"the call log says {metadata.result.value}")
    if line.greeted:
        yield _Sign(_GREETING, "a machine's greeting is heard")
    if line.screened:
        yield _Sign(_SCREENING, "a machine asks who is calling and why")
    if any(one.kind is SoundKind.BEEP and one.start_s < _GREETING_LASTS_S for one in line_sounds):
        yield _Sign(_BEEP, "a beep is heard near the start")
    if line.live:
        weight = _EXCHANGE * min(line.live, _MOST_EXCHANGES)
        times = "once" if line.live == 1 else f"{line.live} times"
        yield _Sign(weight, f"a person at the other end speaks {times}")
    else:
        yield _Sign(_ALONE, "nobody answers the agent")
        if line.agent_asks_back:
            yield _Sign(_CALL_BACK, "the agent asks to be called back")
