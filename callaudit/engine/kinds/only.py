"""`only`: nothing but the allowed, such as a limited-content message."""

from callaudit.engine.heard import HeardTurn
from callaudit.engine.kinds.answers import broken_by, quoted
from callaudit.engine.listen import Heard, Listener
from callaudit.engine.match import Match
from callaudit.engine.outcome import Outcome, met
from callaudit.rulespec.checks import Only
from callaudit.rulespec.pattern import Pattern
from callaudit.text.normalise import SENTENCE_ENDS, normal_words

LEFTOVER = "leftover"
"""Pattern name of a clause that no allowed pattern explains."""


def check(listener: Listener, check: Only) -> Outcome:
    """Take away what is allowed; a rest of enough content words, or a `never` phrase, breaks it."""
    turns = listener.call.said_by(listener.speaker)
    never = listener.hear(check.never, (), listener.speaker)
    ignore = frozenset(word for phrase in check.ignore for word in normal_words(phrase))
    rest = [m for turn in turns for m in _leftovers(listener, check, turn, ignore)]
    found = Heard(matches=_in_order([*never.matches, *rest]))
    if found.matches:
        return broken_by(found, f"Beyond what is allowed: {quoted(found.matches)}")
    return met("Nothing beyond what is allowed was said")


def _leftovers(
    listener: Listener, check: Only, turn: HeardTurn, ignore: frozenset[str]
) -> list[Match]:
    words = turn.plain.words
    explained = _covered(listener, (*check.allowed, *check.never), turn)
    elsewhere = _covered(listener, check.elsewhere, turn)
    return [
        Match(turn, turn.plain, first, last, f"{listener.rule.id}/{LEFTOVER}")
        for first, last in _runs(words, explained)
        if sum(word not in ignore for word in words[first:last]) >= check.min_content_words
        and not any(elsewhere[first:last])
    ]


def _covered(listener: Listener, patterns: tuple[Pattern, ...], turn: HeardTurn) -> list[bool]:
    """Tell for each word of a turn whether one of the patterns covers it."""
    covered = [False] * len(turn.plain.words)
    names = {pattern.name for pattern in patterns}
    for _, pattern, phrases in listener.call.places_in(turn, listener.pack, listener.rule):
        for match in pattern.find(turn, phrases) if pattern.name in names else ():
            start, end = match.stream.spoken_span(match.first, match.last)
            for i, (a, b) in enumerate(zip(turn.plain.starts, turn.plain.ends, strict=True)):
                if b > start and a < end:
                    covered[i] = True
    return covered


def _runs(words: tuple[str, ...], explained: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for i, word in enumerate((*words, ".")):
        open_word = i < len(words) and not explained[i] and word not in SENTENCE_ENDS
        if open_word and begin is None:
            begin = i
        elif not open_word and begin is not None:
            runs.append((begin, i))
            begin = None
    return runs


def _in_order(matches: list[Match]) -> list[Match]:
    return sorted(matches, key=lambda m: (m.heard.turn.index, m.span))
