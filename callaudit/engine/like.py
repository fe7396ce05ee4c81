"""The second detector: sentences that resemble what a rule forbids, where no pattern spoke.

Likeness finds the subject of a sentence; it knows neither who threatens whom nor "not". So what
it finds is a candidate: it has passed the rule's scope and speaker before, and it passes the
rule's exceptions like any other match.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from callaudit.core.finding import Detector
from callaudit.engine.heard import HeardTurn
from callaudit.engine.match import Match
from callaudit.rulespec.pattern import FEWEST_LIKE_WORDS, Like, Pattern
from callaudit.text.normalise import normal_words
from callaudit.text.sentences import Span, words_of

if TYPE_CHECKING:
    from callaudit.core.finding import Excused
    from callaudit.likeness.likeness import Likeness


def find_alike(
    patterns: Sequence[Pattern],
    turns: Sequence[HeardTurn],
    *,
    likeness: "Likeness | None",
    rule_id: str,
    excused: "Sequence[Excused]" = (),
) -> list[Match]:
    """Return the sentences that a rule's `like` patterns count, in order.

    A sentence in which a pattern matched and was `excused` has been judged and is left out.
    """
    likes = [(pattern, pattern.like) for pattern in patterns if pattern.like is not None]
    if likeness is None:
        return []
    return [
        replace(
            match,
            key=f"{rule_id}/{pattern.name}",
            category=pattern.category,
            trained=like.head is not None,
        )
        for turn in turns
        for pattern, like in likes
        for match in _alike(turn, like, likeness, excused)
    ]


def _alike(
    turn: HeardTurn, like: Like, likeness: "Likeness", excused: "Sequence[Excused]"
) -> list[Match]:
    """Return the sentences that count; where none does, the whole of a short turn if a head does.

    A thought may need two sentences ("You have a nice truck. Shame if it went missing.").
    """
    found: list[Match] = []
    for spans in (turn.sentences, turn.whole if like.head is not None else ()):
        found = found or [
            one
            for one in _unjudged(turn, spans, excused)
            if _counts(words_of(one.stream, (one.first, one.last)), like, likeness)
        ]
    return found


def _unjudged(
    heard: HeardTurn, spans: Sequence[Span], excused: "Sequence[Excused]"
) -> Iterator[Match]:
    stream = heard.plain
    judged = [e.evidence for e in excused if e.evidence.turn == heard.turn.index]
    for first, last in spans:
        start, end = stream.spoken_span(first, last)
        if last - first < FEWEST_LIKE_WORDS:
            continue
        if not any(e.start_char < end and e.end_char > start for e in judged):
            yield Match(heard, stream, first, last, key="", detector=Detector.LIKE)


def _counts(words: tuple[str, ...], like: Like, likeness: "Likeness") -> bool:
    if like.head is not None:
        return likeness.has_head(like.head) and likeness.speaks_for(words, like.head)
    return likeness.near(words, _canonical(like.sentences)) >= like.near


@lru_cache(maxsize=256)
def _canonical(sentences: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return a pattern's sentences as canonical words, made once a pattern."""
    return tuple(normal_words(sentence) for sentence in sentences)


def probes(match: Match, meaning: str) -> Iterator[Match]:
    """Yield the matches whose meaning decides how a sentence was meant.

    A pattern's match is a few words, and its cues stand before it. A sentence holds its own
    cues: as a whole for negation, which counts cues inside; for the others as seen from its
    words, the last one and each tenth before it.
    """
    yield match
    if match.detector is Detector.LIKE and meaning != "negated":
        for index in range(match.last - 1, match.first, -10):
            yield replace(match, first=index, last=index + 1)
