"""One call as the rules read it: each turn's canonical words, made once and shared by all rules."""

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from callaudit.core.call import Call
from callaudit.core.conversation import OTHER_PARTY, Speaker, Turn
from callaudit.core.entity import Entity
from callaudit.engine.index import Candidates, PatternIndex
from callaudit.engine.phrases import CompiledPhrase
from callaudit.rulespec.checks import AnySpeaker
from callaudit.text.language import parser, tokens_of
from callaudit.text.normalise import NormalText, normalise, with_slots

if TYPE_CHECKING:
    from spacy.tokens import Doc


WORDS_PER_SECOND = 2.5
"""Ordinary speech, 150 words a minute: stands in where a call has no times."""


class HeardTurn:
    """A turn with its canonical words; the parse is made only when a pattern asks for it."""

    def __init__(self, turn: Turn, entities: tuple[Entity, ...]) -> None:
        """Keep the turn and the entities spoken in it."""
        self.turn = turn
        self.entities = entities
        self._candidates: tuple[PatternIndex, Candidates] | None = None

    @cached_property
    def plain(self) -> NormalText:
        """The canonical words."""
        return normalise(self.turn.text)

    @cached_property
    def slotted(self) -> NormalText:
        """The canonical words with spoken values replaced by their kind."""
        return with_slots(self.plain, self.entities) if self.entities else self.plain

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of both streams: what triggers are looked up in."""
        return frozenset(self.plain.words) | frozenset(self.slotted.words)

    def candidates(self, index: PatternIndex) -> Candidates:
        """Return the patterns this turn may hold; asked once for a pack's index."""
        if self._candidates is None or self._candidates[0] is not index:
            self._candidates = (index, index.candidates(self.vocabulary))
        return self._candidates[1]

    @cached_property
    def tokens(self) -> "Doc":
        """The turn's tokens without tags."""
        return tokens_of(self.turn.text)

    @cached_property
    def parse(self) -> "Doc":
        """The turn's full parse."""
        return parser()(self.turn.text)


class HeardCall:
    """A call whose turns are ready to be matched."""

    def __init__(self, call: Call) -> None:
        """Group the entities by turn."""
        self.call = call
        self._said: dict[int, bool] = {}
        by_turn: dict[int, list[Entity]] = defaultdict(list)
        for entity in call.entities:
            if not entity.superseded:
                by_turn[entity.turn].append(entity)
        self.turns = tuple(
            HeardTurn(turn, tuple(by_turn[turn.index])) for turn in call.conversation.turns
        )

    def said_by(self, speaker: AnySpeaker) -> tuple[HeardTurn, ...]:
        """Return the turns of a speaker; `other` is the far end, `any` everyone."""
        if speaker == "any":
            return self.turns
        wanted = OTHER_PARTY if speaker == "other" else {Speaker(speaker)}
        if speaker == Speaker.CUSTOMER:
            wanted = OTHER_PARTY
        return tuple(heard for heard in self.turns if heard.turn.speaker in wanted)

    @cached_property
    def unknown(self) -> tuple[HeardTurn, ...]:
        """The turns nobody could be named for."""
        return tuple(heard for heard in self.turns if heard.turn.speaker is Speaker.UNKNOWN)

    def moment(self, heard: HeardTurn, char: int) -> float:
        """Return the second at which a character of a turn was spoken.

        Hand-made calls without times are read at WORDS_PER_SECOND from the first word on.
        """
        start_s, _ = heard.turn.seconds_of(char, char + 1)
        if start_s is not None:
            return start_s
        before = sum(len(turn.plain.words) for turn in self.turns[: heard.turn.index])
        inside = sum(start < char for start in heard.plain.starts)
        return (before + inside) / WORDS_PER_SECOND

    def says_any(self, phrases: tuple[CompiledPhrase, ...]) -> bool:
        """Tell whether anybody says one of these phrases; answered once for a pack's list."""
        key = id(phrases)
        if key not in self._said:
            self._said[key] = any(
                phrase.may_stand_in(turn.vocabulary)
                and phrase.expression.search((turn.slotted if phrase.slotted else turn.plain).text)
                for turn in self.turns
                for phrase in phrases
            )
        return self._said[key]

    @cached_property
    def unheard_s(self) -> float:
        """Seconds of speech without words, over all channels."""
        if self.call.transcript is None:
            return 0.0
        return sum(
            span.duration_s for cover in self.call.transcript.coverage for span in cover.unheard
        )
