"""Patterns ready to run: one class a sort, all giving Match."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.engine.heard import HeardTurn
from callaudit.engine.match import Match
from callaudit.engine.phrases import CompiledPhrase, WordLists, Words
from callaudit.engine.token_gate import counts_of_tokens, gates_of_tokens, shapes_of_tokens
from callaudit.engine.triggers import Gate
from callaudit.rulespec.pattern import Pattern
from callaudit.text.language import has_parser, parser, tokenizer
from callaudit.text.normalise import NormalText, normal_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEEDS_PARSE = {"LEMMA", "POS", "TAG", "DEP", "MORPH"}


class CompiledPattern:
    """A pattern of a rule, ready to be looked for in a turn."""

    def __init__(self, pattern: Pattern, *, rule_id: str, words: Words) -> None:
        """Compile what the pattern's sort needs; spaCy matchers are built on first use."""
        self.rule_id = rule_id
        self.name = pattern.name
        self.key = f"{rule_id}/{pattern.name}"
        self.category = pattern.category
        self._pattern = pattern
        lists = words if isinstance(words, WordLists) else WordLists(words)
        self.phrases = tuple(CompiledPhrase(p, lists) for p in pattern.phrase or ())
        self._fuzzy = pattern.fuzzy
        self._needs_parse = pattern.dependency is not None or any(
            _NEEDS_PARSE & set(token) for token in pattern.tokens or ()
        )
        tokens = pattern.tokens or pattern.dependency or ()
        self._token_gates = gates_of_tokens(tokens)
        self._token_shapes = shapes_of_tokens(tokens)
        self._token_counts = counts_of_tokens(tokens)
        self._matcher: Any = None

    @cached_property
    def _wanted(self) -> tuple[str, ...]:
        return tuple(" ".join(normal_words(phrase.source)) for phrase in self.phrases)

    @property
    def needs_parser(self) -> bool:
        """Tell whether this pattern can only be judged with the full spaCy model."""
        return self._needs_parse

    @property
    def alternatives(self) -> int:
        """How many phrases it has; a pattern of another sort is one, and `like` none."""
        if self._pattern.like is not None:
            return 0
        return len(self.phrases) or 1

    @cached_property
    def gates(self) -> tuple[tuple[Gate, ...], ...]:
        """For each phrase, or for the pattern of another sort, the gates that must all open."""
        if self._pattern.entity is not None:
            return ((Gate(frozenset({f"{{{self._pattern.entity}}}"})),),)
        if self._pattern.like is not None:
            return ()  # engine.like hears these, after all others
        if self._fuzzy is not None:
            return tuple(() for _ in self.phrases)
        if self.phrases:
            return tuple(phrase.gates for phrase in self.phrases)
        return (self._token_gates,)

    def find(self, heard: HeardTurn, phrases: Sequence[int] | None = None) -> list[Match]:
        """Return every place of the turn where the pattern was said.

        `phrases` are the numbers of the phrases worth trying, where an index knows them.
        """
        if phrases is None:
            phrases = self._worth_trying(heard)
        if self.phrases:
            said = [one for number in phrases for one in self._said(self.phrases[number], heard)]
            return said if self._fuzzy is None else said or list(self._garbled(heard))
        if not phrases:
            return []
        if self._pattern.entity is not None:
            return self._entities(heard)
        return list(self._spacy_matches(heard)) if self._may_match(heard) else []

    def _worth_trying(self, heard: HeardTurn) -> Sequence[int]:
        vocabulary = heard.vocabulary
        return [
            number
            for number, gates in enumerate(self.gates)
            if all(gate.opens(vocabulary) for gate in gates)
        ]

    def _said(self, phrase: CompiledPhrase, heard: HeardTurn) -> list[Match]:
        """Return the matches of a phrase: in the fluent words, and in the plain ones alone."""
        found: list[Match] = []
        search = phrase.expression.search
        for stream in heard.slotted_streams if phrase.slotted else heard.streams:
            if search(stream.text):
                fresh = [
                    self._match(heard, stream, start, end, phrase.literals)
                    for start, end in _spans(phrase, stream.text)
                ]
                found += [one for one in fresh if not any(one.overlaps(known) for known in found)]
        return found

    def _match(
        self,
        heard: HeardTurn,
        stream: NormalText,
        start: int,
        end: int,
        literals: frozenset[str] = frozenset(),
    ) -> Match:
        return Match(
            heard,
            stream,
            stream.word_at(start),
            stream.word_at(end),
            self.key,
            self.category,
            literals,
        )

    def _entities(self, heard: HeardTurn) -> list[Match]:
        wanted = [e for e in heard.entities if e.kind == self._pattern.entity]
        return [self._of_characters(heard, entity.start_char, entity.end_char) for entity in wanted]

    def _of_characters(self, heard: HeardTurn, start: int, end: int) -> Match:
        stream = heard.streams[0]
        inside = [
            i
            for i, (a, b) in enumerate(zip(stream.starts, stream.ends, strict=True))
            if b > start and a < end
        ]
        first, last = (inside[0], inside[-1] + 1) if inside else (0, min(1, len(stream.words)))
        return Match(heard, stream, first, last, self.key, self.category)

    def _garbled(self, heard: HeardTurn) -> Iterator[Match]:
        from rapidfuzz.fuzz import partial_ratio_alignment

        text = heard.plain.text
        for wanted in self._wanted:
            if len(text) < len(wanted) * 0.7:
                continue
            found = partial_ratio_alignment(wanted, text, score_cutoff=self._fuzzy)
            if found is None or found.score < (self._fuzzy or 100):
                continue
            start = text.rfind(" ", 0, found.dest_start + 1) + 1
            end = text.find(" ", max(start, found.dest_end - 1))
            yield self._match(heard, heard.plain, start, (len(text) if end < 0 else end) + 1)
            return

    def _may_match(self, heard: HeardTurn) -> bool:
        """Tell whether a turn has the shapes, and enough of the words, that tokens ask for."""
        for shape in self._token_shapes:
            if not shape.search(heard.turn.text):
                return False
        for words, least in self._token_counts.items():
            if sum(word in words for word in heard.plain.words) < least:
                return False
        return has_parser() if self._needs_parse else True

    def _spacy_matches(self, heard: HeardTurn) -> Iterator[Match]:
        doc = heard.parse if self._needs_parse else heard.tokens
        for first, last in self._token_spans(doc):
            yield self._of_characters(
                heard, doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
            )

    def _token_spans(self, doc: "Doc") -> list[tuple[int, int]]:
        if self._pattern.tokens is not None:
            return sorted((start, end) for _, start, end in self._token_matcher()(doc))
        return sorted({(min(ids), max(ids) + 1) for _, ids in self._dependency_matcher()(doc)})

    def _token_matcher(self) -> Any:
        if self._matcher is None:
            from spacy.matcher import Matcher

            nlp = parser() if self._needs_parse else tokenizer()
            self._matcher = Matcher(nlp.vocab, validate=True)
            self._matcher.add(self.key, [list(self._pattern.tokens or ())], greedy="LONGEST")
        return self._matcher

    def _dependency_matcher(self) -> Any:
        if self._matcher is None:
            from spacy.matcher import DependencyMatcher

            self._matcher = DependencyMatcher(parser().vocab, validate=True)
            self._matcher.add(self.key, [list(self._pattern.dependency or ())])
        return self._matcher


def _spans(phrase: CompiledPhrase, text: str) -> Iterator[tuple[int, int]]:
    for found in phrase.expression.finditer(text):
        start, end = found.span()
        # A gap lets a match begin too early ("you don't pay you will be … "): take the
        # latest beginning that reaches the same end.
        while phrase.gapped:
            later = phrase.expression.search(text, start + 1, end)
            if later is None or later.end() != end:
                break
            start = later.start()
        yield start, end
