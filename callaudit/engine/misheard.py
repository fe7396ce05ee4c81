"""Put right what was misheard, where the words around it leave no doubt.

A recogniser writes "varnish your wages". Letting every rule listen for that would spread the
mistake; reading "garnish" before "your wages" mends it once for all rules.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from callaudit.engine.phrases import CompiledPhrase, Words
from callaudit.rulespec.misheard import PLACE, Misheard
from callaudit.text.normalise import NormalText, normal_words, stream_of


class Mishearings:
    """The misheard words of a pack, ready to be put right in any turn."""

    def __init__(self, confusions: Iterable[Misheard], words: Words) -> None:
        """Keep the confusions with the words that call for a closer look."""
        self._by_trigger: dict[str, list[tuple[int, _Confusion]]] = defaultdict(list)
        for number, confusion in enumerate(_Confusion(one, words) for one in confusions):
            for trigger in confusion.triggers:
                self._by_trigger[trigger].append((number, confusion))
        self._triggers = frozenset(self._by_trigger)

    def put_right(self, normal: NormalText) -> NormalText:
        """Return the words as they were meant; the same object where nothing was misheard."""
        if self._triggers.isdisjoint(normal.words):
            return normal
        said = self._triggers.intersection(normal.words)
        tried = dict(confusion for trigger in said for confusion in self._by_trigger[trigger])
        for _, confusion in sorted(tried.items()):
            normal = confusion.put_right(normal)
        return normal


class _Confusion:
    def __init__(self, confusion: Misheard, words: Words) -> None:
        self._confusion = confusion
        self._words = words
        self._meant = normal_words(confusion.meant)
        # The last word of "a rest" is the rarer one.
        self.triggers = frozenset(normal_words(phrase)[-1] for phrase in confusion.heard)

    def put_right(self, normal: NormalText) -> NormalText:
        found = sorted(
            {
                (normal.word_at(match.start("heard")), normal.word_at(match.end("heard")))
                for expression in self._expressions
                for match in expression.finditer(normal.text)
            }
        )
        for first, last in reversed(found):
            normal = _replaced(normal, first, last, self._meant)
        return normal

    @cached_property
    def _expressions(self) -> tuple[re.Pattern[str], ...]:
        heard = f"(?P<heard>{'|'.join(self._regex(phrase) for phrase in self._confusion.heard)})"
        around = (self._regex(phrase) for phrase in self._confusion.where)
        return tuple(re.compile(f"(?<= ){each.replace(f'{PLACE} ', heard)}") for each in around)

    def _regex(self, phrase: str) -> str:
        return CompiledPhrase(phrase, self._words).regex


def _replaced(normal: NormalText, first: int, last: int, meant: tuple[str, ...]) -> NormalText:
    start, end = normal.spoken_span(first, last)
    return stream_of(
        (*normal.words[:first], *meant, *normal.words[last:]),
        (*normal.starts[:first], *[start] * len(meant), *normal.starts[last:]),
        (*normal.ends[:first], *[end] * len(meant), *normal.ends[last:]),
    )
