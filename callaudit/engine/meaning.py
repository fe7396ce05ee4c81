"""How a match was meant: negated, reported, hypothetical, asked.

A window of words around a match is wrong for this field: "if you don't pay you will be
arrested" has a negation in front of the plainest threat there is. A cue counts only inside the
match, or when nothing but bridge words stands between it and the match.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from callaudit.engine.match import Match
from callaudit.engine.phrases import CompiledPhrase, Words, phrase_list
from callaudit.rulespec.rule import Cue, CueFile
from callaudit.text.normalise import SENTENCE_ENDS, NormalText, normal_words


class MeaningTest:
    """Tells whether a match has a meaning."""

    def __init__(self, cues: CueFile, words: Words) -> None:
        """Take the cues; their expressions are made at the first match to be judged."""
        self._cues = cues
        self._lists = words
        self.said = phrase_list(
            (phrase for cue in (*cues.before, *cues.after) for phrase in cue.cue), words
        )

    @cached_property
    def _bridges(self) -> frozenset[str]:
        return _words(self._cues.bridges)

    @cached_property
    def _stops(self) -> re.Pattern[str] | None:
        return _one_of(self._cues.stops, self._lists)

    @cached_property
    def _not_cues(self) -> re.Pattern[str] | None:
        return _one_of(self._cues.not_cues, self._lists)

    @cached_property
    def _undone_by(self) -> re.Pattern[str] | None:
        return _one_of(self._cues.undone_by, self._lists)

    @cached_property
    def _not_with(self) -> re.Pattern[str] | None:
        return _one_of(self._cues.not_with, self._lists)

    @cached_property
    def _before(self) -> tuple[tuple[Cue, re.Pattern[str] | None], ...]:
        return tuple((cue, _one_of(cue.cue, self._lists)) for cue in self._cues.before)

    @cached_property
    def _after(self) -> tuple[re.Pattern[str] | None, ...]:
        return tuple(_one_of(cue.cue, self._lists) for cue in self._cues.after)

    def __call__(self, match: Match) -> bool:
        """Tell whether the match was meant so."""
        if not self.said.may_be_said(match.heard.vocabulary):
            return False
        stream = match.stream
        begin, end = stream.sentence_of(match.first, match.last)
        begin = self._after_stop(stream, begin, match.first)
        if not self._cues_count(match, begin, end) and not self._said_after(match, end):
            return False
        if self._not_with and self._not_with.search(stream.text):
            return False
        return not _places(self._undone_by, stream, match.last, end)

    def _cues_count(self, match: Match, begin: int, end: int) -> bool:
        false_friends = self._false_friends(match.stream, begin, end)
        found: set[tuple[int, int]] = set()
        for cue, expression in self._before:
            bridges = self._bridges if cue.bridges is None else _words(cue.bridges)
            for place in _places(expression, match.stream, begin, match.last):
                if place[0] in false_friends:
                    continue
                if cue.from_sentence_start and place[0] != begin:
                    continue
                if self._counts(cue, match, place, bridges):
                    found.add(place)
        count = _apart(found)
        return count % 2 == 1 if self._cues.cancels_in_pairs else count > 0

    def _counts(
        self, cue: Cue, match: Match, place: tuple[int, int], bridges: frozenset[str]
    ) -> bool:
        first, last = place
        words = match.stream.words
        if first >= match.first:
            # Inside the match: unless the rule's own phrase holds the cue's word.
            inside = words[first:last]
            return last <= match.last and match.literals.isdisjoint(inside) and cue.window is None
        between = words[last : match.first]
        if cue.window is not None:
            return len(between) <= cue.window
        return all(word in bridges or self._is_cue_word(word) for word in between)

    def _is_cue_word(self, word: str) -> bool:
        # A second cue on the way ("can't promise we won't") is counted by itself.
        return self._cues.cancels_in_pairs and word in {"not", "never"}

    def _after_stop(self, stream: NormalText, begin: int, first: int) -> int:
        """Return where the match's clause begins: behind the last stop before it."""
        stops = [start for start, _ in _places(self._stops, stream, begin, first + 1)]
        return max((start + 1 for start in stops if start < first), default=begin)

    def _false_friends(self, stream: NormalText, begin: int, end: int) -> frozenset[int]:
        return frozenset(
            index
            for first, last in _places(self._not_cues, stream, begin, end)
            for index in range(first, last)
        )

    def _said_after(self, match: Match, end: int) -> bool:
        return any(
            first == match.last
            for expression in self._after
            for first, _ in _places(expression, match.stream, match.last, end)
        )


def is_asked(match: Match) -> bool:
    """Tell whether the match's sentence ends with a question mark."""
    words = match.stream.words
    _, end = match.stream.sentence_of(match.first, match.last)
    return end < len(words) and words[end] == "?"


def _apart(places: set[tuple[int, int]]) -> int:
    """Count cues, one that several expressions found only once ("no" in "no plans")."""
    count, reached = 0, -1
    for first, last in sorted(places):
        count += first >= reached
        reached = max(reached, last)
    return count


def _places(
    expression: re.Pattern[str] | None, stream: NormalText, begin: int, end: int
) -> list[tuple[int, int]]:
    if expression is None or begin >= end:
        return []
    stop = stream.offsets[end] if end < len(stream.words) else len(stream.text)
    found = expression.finditer(stream.text, stream.offsets[begin], stop)
    return [(stream.word_at(m.start()), stream.word_at(m.end())) for m in found]


def _one_of(phrases: Iterable[str], words: Words) -> re.Pattern[str] | None:
    """Return one expression for several phrases, so that no place is counted twice."""
    if not phrases:
        return None
    regexes = sorted((CompiledPhrase(p, words).regex for p in phrases), key=len, reverse=True)
    return re.compile(f"(?<= )(?:{'|'.join(regexes)})")


def _words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in normal_words(phrase)) - SENTENCE_ENDS
