"""One channel that all speakers share: stretches of its words to turns with speakers."""

from collections.abc import Sequence

from callaudit.core.conversation import Speaker, Turn
from callaudit.core.interval import Interval
from callaudit.core.metadata import CallMetadata, CallResult
from callaudit.core.model import Frozen
from callaudit.core.transcript import Word
from callaudit.core.voices import VoiceTrack
from callaudit.speakers.cues import CALL_BACK, NAMES_ITSELF
from callaudit.speakers.machines import Machine, machine_phrase, opening_machine
from callaudit.speakers.names import NameBook
from callaudit.speakers.roles import (
    SAYS_OTHER,
    evidence,
    role_probabilities,
    roles_of,
    turns_of_units,
)
from callaudit.speakers.units import Unit, cut_units
from callaudit.speakers.voices import WordVoices, people_told, voice_odds, word_voices

_GREETING_S = 90.0
"""A beep later than this does not end a greeting."""

_MESSAGE = 3.0
"""Evidence of a collector in one stretch without which no message is supposed."""

_ONE_VOICE = 0.95
"""Confidence that the voice after a greeting is the collector's."""


class SharedLine(Frozen):
    """All that is known of one channel with several speakers. `voices` is None if not measured."""

    words: tuple[Word, ...]
    book: NameBook
    metadata: CallMetadata
    inbound: bool
    tones: tuple[Interval, ...] = ()
    voices: VoiceTrack | None = None


def shared_turns(line: SharedLine) -> tuple[Turn, ...]:
    """Cut the words of a shared channel into turns and say who speaks each.

    Machines speak first, as their phrases and the beep show. Then either a message is left, by
    the collector alone, or two or more people talk: their roles come from words and voices.
    """
    units = cut_units(line.words, line.book, inbound=line.inbound)
    voicemail = line.metadata.result is CallResult.VOICEMAIL
    machine = _machine_units(units, line.metadata, line.tones if voicemail else ())
    if voicemail or _is_message(units[machine:], after_machine=machine > 0):
        return _message(units, machine)
    voices = _voices(line, units, machine)
    if voices is not None:
        units = cut_units(line.words, line.book, inbound=line.inbound, voices=voices.voice)
        machine = _machine_units(units, line.metadata, ())
    live = units[machine:]
    first = len(line.words) - sum(len(unit.words) for unit in live)
    odds = voice_odds(live, voices, first=first) if voices is not None else ()
    chances = role_probabilities(live, inbound=line.inbound, voices=odds)
    speakers = [Speaker.SYSTEM] * machine + list(roles_of(live, chances))
    sure = [_ONE_VOICE] * machine + [max(chance, 1 - chance) for chance in chances]
    return turns_of_units(units, speakers, sure)


def _message(units: Sequence[Unit], machine: int) -> tuple[Turn, ...]:
    speakers = [
        Speaker.SYSTEM
        if index < machine or machine_phrase(unit.text) is Machine.MENU
        else Speaker.AGENT
        for index, unit in enumerate(units)
    ]
    return turns_of_units(units, speakers, [_ONE_VOICE] * len(units))


def _voices(line: SharedLine, units: Sequence[Unit], machine: int) -> WordVoices | None:
    if line.voices is None:
        return None
    told = people_told([unit.text for unit in units[machine:]]) + (machine > 0)
    return word_voices(line.words, line.voices, told=told)


def _machine_units(units: Sequence[Unit], metadata: CallMetadata, tones: Sequence[Interval]) -> int:
    """Count the first units that a machine speaks: up to its last phrase, or to the beep.

    Where the log's collector names himself or his company the message has begun: "this is Petra
    with Larkfield Tools" alone may still be the greeting. A tone after that ends nothing.
    """
    known = metadata.agent.name is not None or metadata.agent.company is not None
    begun = [known and _names_collector(unit) for unit in units]
    count, _ = opening_machine([unit.text for unit in units], stops=begun)
    for tone in tones:
        before = sum(unit.words[-1].end_s <= tone.end_s for unit in units)
        if tone.end_s <= _GREETING_S and before < len(units) and not any(begun[:before]):
            count = max(count, before)
    return count


def _names_collector(unit: Unit) -> bool:
    return "<company>" in unit.said or any(cue.name == NAMES_ITSELF for cue in unit.cues)


def _is_message(units: Sequence[Unit], *, after_machine: bool) -> bool:
    """Tell a message left: nobody answers, and it follows a greeting or asks for a call back."""
    weights = [evidence(unit) for unit in units]
    if any(weight <= SAYS_OTHER for weight in weights):
        return False
    asks = any(cue.name == CALL_BACK for unit in units for cue in unit.cues)
    asked = any(unit.asks for unit in units)
    introduced = any(weight >= _MESSAGE for weight in weights)
    return introduced and (after_machine or (asks and not asked))
