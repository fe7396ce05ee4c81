"""Who said what, in order."""

from enum import StrEnum

from callaudit.core.ids import CallId
from callaudit.core.model import Frozen
from callaudit.core.transcript import Word


class Speaker(StrEnum):
    """Whose voice a turn carries, as seen from the collector's side."""

    AGENT = "agent"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"
    SYSTEM = "system"
    UNKNOWN = "unknown"


OTHER_PARTY = frozenset({Speaker.CUSTOMER, Speaker.THIRD_PARTY})
"""The live person at the other end of the line, whoever that is."""


class Turn(Frozen):
    """What one speaker said without another taking over.

    `text` is the spoken text as shown in reports: every quote is a slice of it.
    Times are None in hand-made calls without them. `words`, where present, spell `text`
    when joined by single blanks. Made by `speakers`.
    """

    index: int
    speaker: Speaker
    text: str
    speaker_confidence: float = 1.0
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] = ()
    channel: int | None = None

    def seconds_of(self, start_char: int, end_char: int) -> tuple[float | None, float | None]:
        """Return when the characters `[start_char, end_char)` were spoken.

        From word times where there are words; else by the characters' share of the turn;
        (None, None) where the turn has no times.
        """
        spans = self.word_spans()
        inside = [
            word
            for word, (a, b) in zip(self.words, spans, strict=True)
            if b > start_char and a < end_char
        ]
        if inside:
            return self._within(inside[0].start_s), self._within(inside[-1].end_s)
        if self.start_s is None or self.end_s is None:
            return None, None
        per_char = (self.end_s - self.start_s) / max(1, len(self.text))
        return (
            round(self.start_s + start_char * per_char, 2),
            round(self.start_s + end_char * per_char, 2),
        )

    def _within(self, seconds: float) -> float:
        """Keep a moment inside the turn: a recogniser stretches first words over the pause."""
        low = seconds if self.start_s is None else max(seconds, self.start_s)
        return low if self.end_s is None else min(low, self.end_s)

    def word_spans(self) -> tuple[tuple[int, int], ...]:
        """Return each word's characters in `text`."""
        spans: list[tuple[int, int]] = []
        at = 0
        for word in self.words:
            found = self.text.find(word.text, at)
            start = at if found < 0 else found
            at = start + len(word.text)
            spans.append((start, at))
        return tuple(spans)

    def mean_probability(self, start_char: int, end_char: int) -> float | None:
        """Return the mean recognition probability of the words in a span, None without words."""
        inside = [
            w.probability
            for w, (a, b) in zip(self.words, self.word_spans(), strict=True)
            if b > start_char and a < end_char
        ]
        return round(sum(inside) / len(inside), 3) if inside else None


class Conversation(Frozen):
    """The turns of one call in order of their start."""

    call_id: CallId
    turns: tuple[Turn, ...] = ()

    def said_by(self, *speakers: Speaker) -> tuple[Turn, ...]:
        """Return the turns of these speakers, in order."""
        return tuple(turn for turn in self.turns if turn.speaker in speakers)

    def at(self, seconds: float) -> Turn | None:
        """Return the turn that is running at a moment, None in silence."""
        for turn in self.turns:
            if turn.start_s is None or turn.end_s is None:
                continue
            if turn.start_s <= seconds < turn.end_s:
                return turn
        return None
