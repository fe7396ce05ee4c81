"""One live channel beside a silent one: does it carry one party or both, and which party?

A recorder whose leg broke keeps one party, with a silence wherever the other one spoke; a mono
recording stored as two channels keeps both on one. Silences and voices tell these apart.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from callaudit.core.conversation import Speaker, Turn
from callaudit.core.recording import RecordingQuality
from callaudit.core.transcript import Word
from callaudit.core.voices import VoiceTrack
from callaudit.speakers.channels import lone_evidence
from callaudit.speakers.names import NameBook
from callaudit.speakers.speech import begins_s

SURE_SIDE = 0.85
"""Least probability at which all words of a channel are given to one party."""

_SILENT_S = 1.0
"""A pause this long may hold what somebody else said: answers follow after half a second."""

_HALF_SHARE = 0.2
"""Share of a call's course in such pauses from which they hold a party. Channels of one party
have 0.21 to 0.73 in calls with both recorded, the same calls on one channel 0.03 at most."""

_FULL_SHARE = 0.12
"""Share below which nobody else had the time to speak."""

_TWO_VOICES = 0.75
_ONE_VOICE = 0.85
"""How alike the two halves of a channel's speech are: two people's 0.55 to 0.72, one's 0.79 up;
a colleague or a machine on the same side makes two voices of one party."""

_ANSWERED = 0.6
_LEAST_QUESTIONS = 2
"""Questions after which words follow at once, as a share of them all; fewer prove nothing."""

_TEMPER = 0.7


class Parties(StrEnum):
    """Who is on a live channel."""

    ONE = "one"
    BOTH = "both"
    UNCLEAR = "unclear"


def live_channel(quality: RecordingQuality | None, words: Sequence[Word]) -> int | None:
    """Return the one channel of two on which words are, the other one being silent or hiss.

    None for other recordings. Hiss: a channel on which no speech stands out of the noise.
    """
    spoken = {word.channel for word in words}
    if quality is None or len(quality.channels) != 2 or quality.dual_mono or len(spoken) != 1:
        return None
    (live,) = spoken
    other = next((one for one in quality.channels if one.channel != live), None)
    silent = other is not None and (other.dead or other.snr_db is None)
    return live if silent else None


def parties_on(words: Sequence[Word], voices: VoiceTrack | None) -> Parties:
    """Tell one party from both, by the silences, the voices and how fast questions are answered.

    Both: hardly a silence, and two voices; without voices, questions answered at once. One: a
    silence for each answer, and one voice or open questions. All else is unclear.
    """
    silent, alike = _silent_share(words), _alike(voices)
    asked, answered = _questions(words)
    alternates = asked >= _LEAST_QUESTIONS and answered >= _ANSWERED * asked
    open_questions = asked >= _LEAST_QUESTIONS and answered < (1 - _ANSWERED) * asked
    one_voice = alike is None or alike >= _TWO_VOICES
    if silent >= _HALF_SHARE and not alternates and (one_voice or open_questions):
        return Parties.ONE
    if silent < _FULL_SHARE:
        if alike is not None and alike < _TWO_VOICES:
            return Parties.BOTH
        if alike is None and alternates:
            return Parties.BOTH
        if alike is not None and alike >= _ONE_VOICE and not answered:
            return Parties.ONE
    return Parties.UNCLEAR


def lone_side(turns: Sequence[Turn], book: NameBook, *, inbound: bool) -> tuple[Speaker, float]:
    """Return whose words a channel of one party carries, and how sure that is; by words alone."""
    logit = lone_evidence(turns, book, inbound=inbound)
    chance = 1 / (1 + math.exp(-_TEMPER * max(-12.0, min(12.0, logit))))
    sure = round(max(chance, 1 - chance), 3)
    if sure < SURE_SIDE:
        return Speaker.UNKNOWN, sure
    return (Speaker.AGENT if chance > 0.5 else Speaker.CUSTOMER), sure


def _silent_share(words: Sequence[Word]) -> float:
    ordered = sorted(words, key=lambda word: word.start_s)
    gaps = [begins_s(b) - a.end_s for a, b in pairwise(ordered)]
    lasted_s = ordered[-1].end_s - ordered[0].start_s if ordered else 0.0
    return sum(gap for gap in gaps if gap > _SILENT_S) / lasted_s if lasted_s > 0 else 0.0


def _questions(words: Sequence[Word]) -> tuple[int, int]:
    """Count questions, and those after which words follow at once."""
    ordered = sorted(words, key=lambda word: word.start_s)
    gaps = [begins_s(b) - a.end_s for a, b in pairwise(ordered) if a.text.endswith("?")]
    return len(gaps), sum(gap < _SILENT_S for gap in gaps)


def _alike(voices: VoiceTrack | None) -> float | None:
    pair = voices.into(2) if voices is not None else None
    return None if pair is None else pair.alike
