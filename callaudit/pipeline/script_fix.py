"""A finding in a script, and the edit by which its rule would put it right."""

import re
from functools import cache

from callaudit.core.finding import Evidence
from callaudit.core.script_finding import ScriptFix
from callaudit.engine.heard import HeardTurn
from callaudit.engine.matcher import CompiledPattern
from callaudit.engine.phrases import Words
from callaudit.pipeline.script_call import ScriptCall
from callaudit.pipeline.script_cut import Cut, cut_words, put_words
from callaudit.pipeline.script_words import shown_quote
from callaudit.rulespec import Rule
from callaudit.rulespec.fix import Fix
from callaudit.rulespec.pattern import Pattern
from callaudit.scripts.spelled import Source

FEWEST_WORDS = 3
"""Words that a sentence needs to stay behind when some are left out; else it goes as a whole."""

_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bInc)[.?!]+[\"”’')\]]*(?=\s|$)"
)

Span = tuple[int, int]
"""Characters `[start, end)`."""


class FixFinder:
    """Looks for the edits of some rules; phrases are compiled when first asked for."""

    def __init__(self, words: Words) -> None:
        """Take the word lists of the pack."""
        self._words = words
        self._compiled: dict[tuple[str, int], CompiledPattern] = {}

    def fix_for(
        self, rule: Rule, evidence: Evidence, judged: ScriptCall, source: Source
    ) -> ScriptFix | None:
        """Return the edit of the first fix that fits, as yet untried; None where none does."""
        for number, fix in enumerate(rule.coaching.fix):
            span = self._span(rule, number, evidence, judged)
            cut = span and _cut(fix, span, judged, evidence, source)
            if cut:
                return _as_fix(cut, source)
        return None

    def _span(self, rule: Rule, number: int, evidence: Evidence, judged: ScriptCall) -> Span | None:
        turn = judged.call.conversation.turns[evidence.turn]
        found = evidence.start_char, evidence.end_char
        fix = rule.coaching.fix[number]
        if not fix.phrases:
            return sentence_at(turn.text, found)
        entities = tuple(
            e for e in judged.call.entities if e.turn == turn.index and not e.superseded
        )
        pattern = self._pattern(rule, number)
        spans = [match.span for match in pattern.find(HeardTurn(turn, entities))]
        near = [one for one in spans if one[0] < found[1] and found[0] < one[1]]
        return max(near, key=lambda one: one[1] - one[0], default=None)

    def _pattern(self, rule: Rule, number: int) -> CompiledPattern:
        key = rule.id, number
        if key not in self._compiled:
            pattern = Pattern(name=f"fix-{number}", phrase=rule.coaching.fix[number].phrases)
            self._compiled[key] = CompiledPattern(pattern, rule_id=rule.id, words=self._words)
        return self._compiled[key]


def sentence_at(text: str, span: Span) -> Span:
    """Return the sentence, with its end mark, that a span begins in."""
    ends = [end for end in _ends(text) if end < span[0] + 1]
    start = ends[-1] if ends else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    end = next((end for end in _ends(text) if end >= span[1]), len(text))
    return start, end


@cache
def _ends(text: str) -> tuple[int, ...]:
    return tuple(found.end() for found in _SENTENCE_END.finditer(text))


def _cut(
    fix: Fix, span: Span, judged: ScriptCall, evidence: Evidence, source: Source
) -> Cut | None:
    words = judged.turns[evidence.turn]
    sentence = sentence_at(words.text, span)
    if fix.by:
        return put_words(source, words.place(*span), fix.by)
    before = words.text[sentence[0] : span[0]]
    after = words.text[span[1] : sentence[1]]
    left = re.findall(r"\w[\w'’]*", f"{before} {after}")
    if len(left) < FEWEST_WORDS:
        return cut_words(source, words.place(*sentence), first=True, last=True)
    first, last = not re.search(r"\w", before), not re.search(r"\w", after)
    return cut_words(source, words.place(*span), first=first, last=last)


def _as_fix(cut: Cut, source: Source) -> ScriptFix:
    line, column = source.place(cut.start)
    end_line, end_column = source.place(cut.end)
    return ScriptFix(
        start=cut.start,
        end=cut.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text=cut.text,
        told=_told(cut, source),
    )


def _told(cut: Cut, source: Source) -> str:
    quote = shown_quote(source, cut.words)
    return f"say “{cut.said}” instead of “{quote}”" if cut.said else f"leave out “{quote}”"
