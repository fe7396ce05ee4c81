"""One call as the rules read it: each turn's canonical words, made once and shared by all rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from callaudit.core.call import Call
from callaudit.core.conversation import Speaker, Turn
from callaudit.core.entity import Entity
from callaudit.core.ids import RuleId
from callaudit.engine.attention import VOICES, Attention, Place
from callaudit.engine.audible import Audible
from callaudit.engine.carried import chains, joined_turn
from callaudit.engine.misheard import Mishearings
from callaudit.engine.phrases import PhraseList
from callaudit.engine.scope import shape_of
from callaudit.engine.triggers import vocabulary_of
from callaudit.rulespec.checks import AnySpeaker
from callaudit.rulespec.rule import Rule
from callaudit.text.fluency import fluent
from callaudit.text.language import parser, tokens_of
from callaudit.text.normalise import NormalText, normalise, with_slots
from callaudit.text.required import missing_elements
from callaudit.text.sentences import Span, sentences_of, whole_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from callaudit.engine.compile import CompiledPack


WORDS_PER_SECOND = 2.5
"""Ordinary speech, 150 words a minute: stands in where a call has no times."""


class HeardTurn:
    """A turn with its canonical words; the parse is made only when a pattern asks for it.

    `plain` are all words, `fluent` those without fillers and false starts and with mishearings
    put right; the same object where nothing differs. `parts` are the turns it was joined from,
    each with where it begins; none for most.
    """

    def __init__(
        self,
        turn: Turn,
        entities: tuple[Entity, ...],
        *,
        mishearings: Mishearings | None = None,
        parts: tuple[tuple[int, "HeardTurn"], ...] = (),
    ) -> None:
        """Keep the turn and the entities spoken in it."""
        self.turn = turn
        self.entities = entities
        self.parts = parts
        self.plain = normalise(turn.text)
        said = fluent(self.plain, turn.text)
        self.fluent = mishearings.put_right(said) if mishearings else said

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The words of each sentence."""
        return sentences_of(self.plain)

    @cached_property
    def whole(self) -> tuple[Span, ...]:
        """The words of a short turn of several sentences, else nothing."""
        return whole_of(self.plain)

    @cached_property
    def slotted(self) -> NormalText:
        """The canonical words with spoken values replaced by their kind."""
        return with_slots(self.plain, self.entities) if self.entities else self.plain

    @cached_property
    def streams(self) -> tuple[NormalText, ...]:
        """What a phrase is looked for in: the fluent words first, the plain ones if they differ."""
        return (self.plain,) if self.fluent is self.plain else (self.fluent, self.plain)

    @cached_property
    def slotted_streams(self) -> tuple[NormalText, ...]:
        """The same with spoken values replaced by their kind."""
        if self.fluent is self.plain:
            return (self.slotted,)
        if not self.entities:
            return self.streams
        return (with_slots(self.fluent, self.entities), self.slotted)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word, and pair of neighbours, of all streams: what gates are asked with."""
        if self.fluent is self.plain and not self.entities:
            return vocabulary_of(self.plain.words)
        both = (*self.streams, *self.slotted_streams)
        return vocabulary_of(*{stream.words for stream in both})

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

    def __init__(self, call: Call, *, mishearings: Mishearings | None = None) -> None:
        """Group the entities by turn; `mishearings` are those of the rule pack."""
        self.call = call
        self._said: dict[PhraseList, bool] = {}
        self._said_by: dict[AnySpeaker, tuple[HeardTurn, ...]] = {}
        self._places: tuple[CompiledPack, Mapping[RuleId, Sequence[Place]]] | None = None
        self._mishearings = mishearings
        by_turn: dict[int, list[Entity]] = defaultdict(list)
        for entity in call.entities:
            if not entity.superseded:
                by_turn[entity.turn].append(entity)
        self.turns = tuple(
            HeardTurn(turn, tuple(by_turn[turn.index]), mishearings=mishearings)
            for turn in call.conversation.turns
        )

    @cached_property
    def audible(self) -> Audible:
        """How well the call was heard."""
        return Audible(self)

    def said_by(self, speaker: AnySpeaker) -> tuple[HeardTurn, ...]:
        """Return the turns of a speaker; `other` is the far end, `any` everyone."""
        if speaker not in self._said_by:
            voices = VOICES[speaker]
            self._said_by[speaker] = tuple(t for t in self.turns if t.turn.speaker in voices)
        return self._said_by[speaker]

    @cached_property
    def speakers(self) -> frozenset[Speaker]:
        """Everybody who says something."""
        return frozenset(heard.turn.speaker for heard in self.turns)

    def places(self, pack: "CompiledPack") -> Mapping[RuleId, Sequence[Place]]:
        """Return where the patterns of each rule may stand, in the order of the turns.

        Turns that say one sentence together count as one. Looked up once for a pack, so that a
        rule of which nothing was said costs next to nothing.
        """
        if self._places is None or self._places[0] is not pack:
            self._places = (pack, self._attention(pack).places(self.sentences))
        return self._places[1]

    def places_in(self, turn: HeardTurn, pack: "CompiledPack", rule: Rule) -> Sequence[Place]:
        """Return where a rule's patterns may stand in one turn by itself."""
        if turn in self._joined:
            return self._attention(pack).places((turn,)).get(rule.id, ())
        return [place for place in self.places(pack).get(rule.id, ()) if place.turn is turn]

    def _attention(self, pack: "CompiledPack") -> Attention:
        return pack.attention(shape_of(self.call, pack.policy))

    @cached_property
    def sentences(self) -> Sequence[HeardTurn]:
        """The turns, those that say one sentence together as one."""
        if not self._joined:
            return self.turns
        return tuple(dict.fromkeys(self._joined.get(heard, heard) for heard in self.turns))

    @cached_property
    def _joined(self) -> dict[HeardTurn, HeardTurn]:
        joined: dict[HeardTurn, HeardTurn] = {}
        for chain in chains(self.turns):
            turn, starts = joined_turn(chain)
            entities = tuple(
                entity.model_copy(
                    update={
                        "start_char": entity.start_char + start,
                        "end_char": entity.end_char + start,
                    }
                )
                for start, heard in zip(starts, chain, strict=True)
                for entity in heard.entities
            )
            parts = tuple(zip(starts, chain, strict=True))
            whole = HeardTurn(turn, entities, mishearings=self._mishearings, parts=parts)
            joined.update(dict.fromkeys(chain, whole))
        return joined

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

    def says_any(self, phrases: PhraseList) -> bool:
        """Tell whether anybody says one of these phrases; answered once for a pack's list."""
        if phrases not in self._said:
            self._said[phrases] = any(phrases.stand_in(turn) for turn in self.turns)
        return self._said[phrases]

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The elements that the call must have and has not."""
        call = self.call
        return missing_elements(
            call.call_type, call.elements, metadata=call.metadata, conversation=call.conversation
        )

    @cached_property
    def unheard_s(self) -> float:
        """Seconds of speech without words, over all channels."""
        if self.call.transcript is None:
            return 0.0
        return sum(
            span.duration_s for cover in self.call.transcript.coverage for span in cover.unheard
        )
