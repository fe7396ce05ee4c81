"""The sound of a few places of a call, asked how well texts fit it; what it says is kept."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from callaudit.core.interval import Interval
from callaudit.core.recording import Recording
from callaudit.core.transcript import SpanFit, SpanHearing

if TYPE_CHECKING:
    import numpy as np

    from callaudit.core.call import Call
    from callaudit.pipeline.hearing_tools import HearingTools

WIDER_S = 3.0
"""How much more of the sound the second of two hearings takes in on each side."""

RATE_HZ = 16_000


class Spot(NamedTuple):
    """A span of one channel."""

    channel: int
    span: Interval

    def wider(self, length_s: float) -> "Spot":
        """Return the span with more sound around it, inside a recording of this length."""
        start_s = max(0.0, self.span.start_s - WIDER_S)
        end_s = max(start_s, min(length_s, self.span.end_s + WIDER_S))
        return Spot(self.channel, Interval(start_s=round(start_s, 2), end_s=round(end_s, 2)))


class LedgerEar:
    """Weighs texts against the sound of some spots and hears them again.

    What was weighed or heard before comes from the cache, by recording, settings, spot and text;
    the recording is read at the first question that it cannot answer.
    """

    def __init__(
        self, call: "Call", spots: Sequence[Spot], *, recording: Recording, tools: "HearingTools"
    ) -> None:
        """Look up what is kept; no sound is touched."""
        self._call = call
        self._spots = tuple(spots)
        self._recording = recording
        self._tools = tools
        self._sha256, self._settings = recording.sha256, tools.transcriber.settings
        self._ear = tools.transcriber.second_ear
        self._language = call.transcript.language if call.transcript else "en"
        by = self._ear.weighed_by
        self._kept = tools.cache.fits(self._sha256, self._settings)
        self._fits = {_key(f, f.text): f.logprob for f in self._kept if f.weighed_by == by}
        self._fresh: list[SpanFit] = []

    def weigh(self, spot: Spot, texts: Sequence[str]) -> tuple[float, ...]:
        """Return the log-probability of each text, given the sound of a spot.

        Raises:
            AudioError: if the recording can no longer be decoded.
            RecognitionError: if the recogniser gives up.
        """
        place = (spot.channel, spot.span.start_s, spot.span.end_s)
        missing = [text for text in dict.fromkeys(texts) if (*place, text) not in self._fits]
        if missing:
            found = self._ear.weigh(self._samples(spot), missing, language=self._language)
            for text, logprob in zip(missing, found, strict=True):
                self._fits[*place, text] = logprob
                self._fresh.append(_fit(spot, text, logprob, self._ear.weighed_by))
        return tuple(self._fits[*place, text] for text in texts)

    def hear(self, spot: Spot) -> tuple[SpanHearing, ...]:
        """Return what is heard at a spot, and with more sound around it, without being told.

        Raises:
            AudioError: if the recording can no longer be decoded.
            RecognitionError: if the recogniser gives up.
        """
        kept = self._tools.cache.hearings(self._sha256, self._settings)
        found: list[SpanHearing] = []
        fresh: list[SpanHearing] = []
        for one in (spot, spot.wider(self._recording.duration_s)):
            place = (one.channel, one.span.start_s, one.span.end_s)
            plain = [h for h in kept if h.heard_by == self._ear.plainly_by]
            known = next((h for h in plain if (h.channel, h.start_s, h.end_s) == place), None)
            if known is None:
                known = self._ear.hear_plainly(
                    self._samples(one), channel=one.channel, span=one.span, language=self._language
                )
                fresh.append(known)
            found.append(known)
        if fresh:
            with suppress(OSError):
                self._tools.cache.keep_hearings(self._sha256, self._settings, (*kept, *fresh))
        return tuple(found)

    def keep(self) -> None:
        """Keep what was weighed; what cannot be kept is weighed once more another time."""
        if self._fresh:
            with suppress(OSError):
                whole = (*self._kept, *self._fresh)
                self._tools.cache.keep_fits(self._sha256, self._settings, whole)

    def _samples(self, spot: Spot) -> "np.ndarray":
        """Cut a spot out of the sound that was read around all spots."""
        for around, samples in self._sound:
            inside = around.span.overlap_s(spot.span) >= spot.span.duration_s
            if around.channel == spot.channel and inside:
                first = round((spot.span.start_s - around.span.start_s) * RATE_HZ)
                length = round(spot.span.duration_s * RATE_HZ)
                return samples[first : first + length]
        raise ValueError("a spot that was not announced")

    @cached_property
    def _sound(self) -> tuple[tuple[Spot, "np.ndarray"], ...]:
        from callaudit.audio.excerpt import excerpts

        wanted = tuple(spot.wider(self._recording.duration_s) for spot in self._spots)
        pieces = excerpts(Path(self._recording.path), tuple((w.channel, w.span) for w in wanted))
        quality = self._call.quality
        gains = [quality.channels[w.channel].gain_db if quality else 0.0 for w in wanted]
        louder = (one * 10 ** (db / 20) for one, db in zip(pieces, gains, strict=True))
        return tuple(zip(wanted, louder, strict=True))


def _key(fit: SpanFit, text: str) -> tuple[int, float, float, str]:
    return fit.channel, fit.start_s, fit.end_s, text


def _fit(spot: Spot, text: str, logprob: float, weighed_by: str) -> SpanFit:
    return SpanFit(
        channel=spot.channel,
        start_s=spot.span.start_s,
        end_s=spot.span.end_s,
        weighed_by=weighed_by,
        text=text,
        logprob=logprob,
    )
