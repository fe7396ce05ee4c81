"""A place where a pattern was said: the one convention for offsets."""

import re
from dataclasses import dataclass
from functools import cached_property

from callaudit.core.finding import Detector, Evidence
from callaudit.engine.cite import cite
from callaudit.engine.heard import HeardTurn
from callaudit.text.normalise import NormalText

_EDGE = re.compile(r"[\s,;:.\-–—\"“”(]+$")


@dataclass(frozen=True)
class Match:
    """Words `[first, last)` of a stream of a turn, and the characters they were spoken in.

    `key` is `<rule id>/<pattern name>`; `trained` says that a head counted it.
    """

    heard: HeardTurn
    stream: NormalText
    first: int
    last: int
    key: str
    category: str | None = None
    literals: frozenset[str] = frozenset()
    detector: Detector = Detector.PATTERN
    trained: bool = False

    @cached_property
    def span(self) -> tuple[int, int]:
        """The characters of the turn's text, widened to whole written words."""
        text = self.heard.turn.text
        start, end = self.stream.spoken_span(self.first, self.last)
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        kept = _EDGE.sub("", text[start:end])
        kept = kept.rstrip("?!") if len(kept.rstrip("?!")) else kept
        start += len(kept) - len(kept.lstrip("\"'“”(-–—"))
        return start, max(start + 1, start + len(kept.lstrip("\"'“”(-–—")))

    def overlaps(self, other: "Match") -> bool:
        """Tell whether two matches of one turn share words."""
        start, end = self.stream.spoken_span(self.first, self.last)
        other_start, other_end = other.stream.spoken_span(other.first, other.last)
        return start < other_end and other_start < end

    def evidence(self) -> Evidence:
        """Return the verbatim quote with its time."""
        return self._cited

    @cached_property
    def _cited(self) -> Evidence:
        start, end = self.span
        return cite(self.heard.turn, start, end, pattern=self.key, detector=self.detector)


def without_overlaps(matches: list[Match]) -> list[Match]:
    """Keep, of matches that share characters, the one that begins first and is longest."""
    if len(matches) < 2:
        return matches
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.heard.turn.index, m.span[0], -m.span[1], m.key)):
        before = kept[-1] if kept else None
        if before and before.heard is match.heard and match.span[0] < before.span[1]:
            continue
        kept.append(match)
    return kept
