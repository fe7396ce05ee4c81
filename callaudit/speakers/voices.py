"""One channel with several voices: which voice each word has, and which voices are the collector's.

The sound tells voices apart and does not know whose they are; the words know roles and do not
always tell where a speaker changes. So the words of all units of one voice are weighed together.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence

from callaudit.core.model import Frozen
from callaudit.core.transcript import Word
from callaudit.core.voices import VoiceGrouping, VoiceTrack
from callaudit.speakers.far_end import hands_over
from callaudit.speakers.roles import SAYS_OTHER, evidence
from callaudit.speakers.speech import begins_s
from callaudit.speakers.units import Unit

_APART = 0.8
"""Voices that are less alike are two people's, whatever is said."""

_APART_IF_TOLD = 0.85
"""The same for as many people as the words speak of. The halves of one voice are as a rule 0.9
alike; so are two people whom a bad line makes alike, so that two voices may be one person's."""

_ALONE = 1.5
"""Log-odds that voices which may be one person's are so, where nobody answers."""

_SHARPNESS = 18.0
"""Log-odds a cosine: a word 0.1 liker one voice is that voice's at 6 to 1."""

_ROLE_TEMPER = 0.5
"""Shrinks what all words of a voice say of its role: they are not independent."""

_SUREST = 5.0
"""No voice's role is surer than these log-odds."""

_TRANSFERS = re.compile(
    r" (?:(?:transfer|connect|forward)(?:ring|ing)? you|put(?:ting)? you (?:through|on hold)"
    r"|(?:my|a|your|our|the|to) (?:supervisor|manager|team lead|specialist|floor lead)"
    r"|(?:bring|get|grab|have) (?:in )?(?:my|our) (?:colleague|supervisor|manager)) "
)


class WordVoices(Frozen):
    """How alike each word's sound is to each of a call's voices; None where nothing was measured.

    `alike` is how alike the two most similar voices are. Made by `word_voices`.
    """

    likeness: tuple[tuple[float, ...] | None, ...]
    alike: float

    @property
    def apart(self) -> bool:
        """Tell voices of several people from two that may be one person's."""
        return self.alike < _APART

    @property
    def voice(self) -> tuple[int | None, ...]:
        """Return which voice each word has."""
        return tuple(
            None if row is None else max(range(len(row)), key=row.__getitem__)
            for row in self.likeness
        )


def word_voices(words: Sequence[Word], track: VoiceTrack, *, told: int) -> WordVoices | None:
    """Let the windows over each word vote for its voice; None if too little was said.

    `told` is how many people the words speak of. There are so many voices, or more or fewer
    where the sound says so clearly, but always two.
    """
    grouping = _grouping(track, told)
    if grouping is None:
        return None
    starts = [window.start_s for window in track.windows]
    longest_s = max(window.duration_s for window in track.windows)
    rows: list[tuple[float, ...] | None] = []
    for word in words:
        start_s, end_s = begins_s(word), word.end_s
        first, last = bisect_left(starts, start_s - longest_s), bisect_left(starts, end_s)
        votes = [
            (min(end_s, track.windows[i].end_s) - max(start_s, track.windows[i].start_s), i)
            for i in range(first, last)
        ]
        rows.append(_vote([(s, grouping.likeness[i]) for s, i in votes if s > 0]))
    return WordVoices(likeness=tuple(rows), alike=grouping.alike)


def people_told(texts: Sequence[str]) -> int:
    """Return how many people canonical texts speak of: three where one is fetched, else two."""
    told = any(_TRANSFERS.search(text) or hands_over(text) for text in texts)
    return 3 if told else 2


def voice_odds(units: Sequence[Unit], voices: WordVoices, *, first: int = 0) -> tuple[float, ...]:
    """Return for each unit the log-odds that its voice is the collector's.

    `first` is the first unit's first word. Each voice has the role that its words speak for,
    all units taken together; a unit between two voices tells nothing.
    """
    shares: list[tuple[float, ...] | None] = []
    at = first
    for unit in units:
        mean = _mean_likeness(voices.likeness[at : at + len(unit.words)], unit.words)
        shares.append(mean and _shares(mean))
        at += len(unit.words)
    count = max((len(share) for share in shares if share), default=0)
    said = [0.0] * count
    for unit, share in zip(units, shares, strict=True):
        for voice, part in enumerate(share or ()):
            said[voice] += part * evidence(unit)
    answered = any(evidence(unit) <= SAYS_OTHER for unit in units)
    collector = _collector_chances(said, several=voices.apart or answered)
    return tuple(
        0.0 if share is None else _logit(sum(a * b for a, b in zip(share, collector, strict=True)))
        for share in shares
    )


def _grouping(track: VoiceTrack, told: int) -> VoiceGrouping | None:
    for grouping in sorted(track.groupings, key=lambda one: -one.voices):
        if grouping.alike < (_APART_IF_TOLD if grouping.voices <= told else _APART):
            return grouping
    return track.into(2)


def _vote(votes: list[tuple[float, tuple[float, ...]]]) -> tuple[float, ...] | None:
    if not votes:
        return None
    seconds = sum(weight for weight, _ in votes)
    voices = range(len(votes[0][1]))
    return tuple(sum(weight * row[voice] for weight, row in votes) / seconds for voice in voices)


def _mean_likeness(
    rows: Sequence[tuple[float, ...] | None], words: Sequence[Word]
) -> tuple[float, ...] | None:
    """Return how alike words that one speaker says are to each voice."""
    return _vote(
        [
            (max(0.01, word.end_s - begins_s(word)), row)
            for word, row in zip(words, rows, strict=True)
            if row is not None
        ]
    )


def _shares(likeness: tuple[float, ...]) -> tuple[float, ...]:
    """Return the probability of each voice."""
    weights = [math.exp(_SHARPNESS * (one - max(likeness))) for one in likeness]
    return tuple(weight / sum(weights) for weight in weights)


def _collector_chances(said: Sequence[float], *, several: bool) -> list[float]:
    """Return for each voice the probability that it is the collector's.

    One is the collector's, and of `several` people one is not: each way to give out the roles
    counts by what all voices say together.
    """
    count = len(said)
    ways = [
        tuple(bool(way >> voice & 1) for voice in range(count))
        for way in range(1, 2**count - several)
    ]
    logs = [
        _ROLE_TEMPER * sum((one if mine else -one) / 2 for one, mine in zip(said, way, strict=True))
        + (_ALONE if all(way) else 0.0)
        for way in ways
    ]
    weights = [math.exp(one - max(logs)) for one in logs]
    chances = [
        sum(weight for weight, way in zip(weights, ways, strict=True) if way[voice])
        for voice in range(count)
    ]
    limit = 1 / (1 + math.exp(-_SUREST))
    return [min(limit, max(1 - limit, chance / sum(weights))) for chance in chances]


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))
