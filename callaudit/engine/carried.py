"""One sentence over several turns: "we are going to", "uh-huh", "sue you".

Speakers go on after a listener's "okay", and speaker recognition cuts sentences in two. Such
turns are matched as one, and what is found is cited in the turns it was said in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from callaudit.core.conversation import Turn
from callaudit.text.normalise import normal_words

if TYPE_CHECKING:
    from callaudit.engine.heard import HeardTurn
    from callaudit.engine.match import Match

MOST_TURNS = 4
"""Turns of one speaker that are read as one at most: a longer chain is no sentence."""

LONGEST_PAUSE_S = 8.0
"""Between two turns of a speaker; after a longer one something new begins."""

_LISTENING = frozenset(
    "uh huh mm hmm mhm yeah yes yep yup okay right sure alright all what sorry go ahead on i see oh"
    " well wait no but please hello still here listening got it understand good fine".split()
)
"""Words of a listener who leaves the floor to the speaker."""

_MOST_LISTENING_WORDS = 3

_OPEN_WORDS = frozenset(
    "a an the my your our his her their its this these to will would can could may might shall"
    " should must be been being am are is was were have has had do does did not never and or if"
    " because that of for from with against by at into about until unless when while than gonna"
    " going get getting i we they who which your".split()
)
"""Words that no sentence ends with."""

_CLOSED = re.compile(r"(?<![.…])[.?!][\"”')]*$")
_CUT_OFF = re.compile(r"(?:[-–—,:…]|\.\.+)[\"”']*$")


def chains(turns: Sequence["HeardTurn"]) -> Iterator[tuple["HeardTurn", ...]]:
    """Yield the runs of two or more turns that say one sentence."""
    last: dict[str, HeardTurn] = {}
    open_chains: dict[str, list[HeardTurn]] = {}
    for at, heard in enumerate(turns):
        speaker = str(heard.turn.speaker)
        chain = open_chains.get(speaker)
        before = last.get(speaker)
        if before is not None and chain and len(chain) < MOST_TURNS and _goes_on(turns, before, at):
            chain.append(heard)
        else:
            if chain and len(chain) > 1:
                yield tuple(chain)
            open_chains[speaker] = [heard]
        last[speaker] = heard
    for chain in open_chains.values():
        if len(chain) > 1:
            yield tuple(chain)


def _goes_on(turns: Sequence["HeardTurn"], before: "HeardTurn", at: int) -> bool:
    now = turns[at].turn
    if not _is_open(before.turn.text) or _paused(before.turn, now):
        return False
    between = (turn for turn in turns[:at] if turn.turn.index > before.turn.index)
    return all(_is_listening(turn.turn.text) for turn in between)


def _is_open(text: str) -> bool:
    """Tell whether a turn stops before its sentence does."""
    said = text.rstrip()
    if _CLOSED.search(said):
        return False
    if _CUT_OFF.search(said):
        return True
    words = normal_words(said)
    if not words:
        return False
    # Who writes capitals writes full stops too: a missing one is a sentence cut off.
    return words[-1] in _OPEN_WORDS or said[:1].isupper()


def _paused(before: Turn, now: Turn) -> bool:
    if before.end_s is None or now.start_s is None:
        return False
    return now.start_s - before.end_s > LONGEST_PAUSE_S


def _is_listening(text: str) -> bool:
    words = [word for word in normal_words(text) if word.isalpha()]
    return len(words) <= _MOST_LISTENING_WORDS and all(word in _LISTENING for word in words)


def joined_turn(chain: Sequence["HeardTurn"]) -> tuple[Turn, tuple[int, ...]]:
    """Return the chain as one turn, and where each part begins in its text."""
    starts: list[int] = []
    text = ""
    for heard in chain:
        said = heard.turn.text
        text = f"{text} " if text else text
        starts.append(len(text))
        text += said
    words = tuple(word for heard in chain for word in heard.turn.words)
    return chain[0].turn.model_copy(update={"text": text, "words": words}), tuple(starts)


def at_home(match: "Match") -> tuple["Match", ...]:
    """Return a match in the turns it was said in: one of itself, or one for each part."""
    parts = match.heard.parts
    if not parts:
        return (match,)
    start, end = match.span
    found = []
    for begin, part in parts:
        stream = part.plain
        inside = [
            at
            for at, (a, b) in enumerate(zip(stream.starts, stream.ends, strict=True))
            if b > start - begin and a < end - begin
        ]
        if inside:
            first, last = inside[0], inside[-1] + 1
            found.append(replace(match, heard=part, stream=stream, first=first, last=last))
    return tuple(found)
