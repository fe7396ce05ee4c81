"""What is worth listening for, and in whose words: the same for all calls of one shape."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from callaudit.core.conversation import OTHER_PARTY, Speaker
from callaudit.core.ids import RuleId
from callaudit.engine.scope import Shape, applies_to_all, fits
from callaudit.rulespec.checks import AnySpeaker, Respond
from callaudit.rulespec.pattern import Group, Pattern
from callaudit.rulespec.rule import Rule
from callaudit.rulespec.walk import patterns_of, records_of

if TYPE_CHECKING:
    from callaudit.engine.compile import CompiledPack
    from callaudit.engine.heard import HeardTurn
    from callaudit.engine.index import PatternIndex
    from callaudit.engine.matcher import CompiledPattern

VOICES: Mapping[AnySpeaker, frozenset[Speaker]] = {
    **{speaker: frozenset({speaker}) for speaker in Speaker},
    Speaker.CUSTOMER: OTHER_PARTY,
    "other": OTHER_PARTY,
    "any": frozenset(Speaker),
}
"""Whose words are heard where a rule names a speaker; the far end is one, whoever it is."""


class Place(NamedTuple):
    """A turn that may hold a pattern, with the numbers of the phrases to try."""

    turn: "HeardTurn"
    pattern: "CompiledPattern"
    phrases: Sequence[int]


class Wanted(NamedTuple):
    """A pattern of a rule as bits of the index, and in whose words it is looked for."""

    bits: int
    voices: frozenset[Speaker]
    settings: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Attention:
    """The patterns to look for in each speaker's turns, as bits of the index."""

    index: "PatternIndex[CompiledPattern]"
    bits: Mapping[Speaker, int]

    def places(self, turns: "Iterable[HeardTurn]") -> Mapping[RuleId, Sequence[Place]]:
        """Return where the patterns of each rule may stand, in the order of the turns."""
        places: dict[RuleId, list[Place]] = defaultdict(list)
        for turn in turns:
            among = self.bits.get(turn.turn.speaker, 0)
            for pattern, phrases in self.index.candidates(turn.vocabulary, among=among).items():
                places[pattern.rule_id].append(Place(turn, pattern, phrases))
        return places


def attention_to(pack: "CompiledPack", shape: Shape) -> Attention:
    """Return what the rules of a pack listen for on calls of a shape.

    That is what the rules ask that may apply, and what establishes facts for later calls of the
    case whatever applies; each in its speaker's words and in those of nobody known.
    """
    asked = (r for r in pack.rules if applies_to_all(r.scope, shape, pack.policy).yes)
    bits = dict.fromkeys(Speaker, 0)
    for rule in (*asked, *pack.ear.establishing):
        for wanted in pack.ear.wanted(rule):
            if fits(wanted.settings, pack.policy):
                for voice in wanted.voices:
                    bits[voice] |= wanted.bits
    return Attention(pack.ear.index, bits)


def listened_for(rule: Rule) -> Iterator[tuple[Pattern, AnySpeaker]]:
    """Yield every pattern of a rule, and whose words it is looked for in."""
    grouped = [
        (pattern, group.speaker or usual)
        for group, usual in _groups(rule)
        for pattern in group.patterns
    ]
    yield from grouped
    known = {pattern.name for pattern, _ in grouped}
    yield from ((p, rule.scope.speaker) for p in patterns_of(rule.check) if p.name not in known)


def _groups(rule: Rule) -> Iterator[tuple[Group, AnySpeaker]]:
    """Yield the groups of a rule, and the speaker of those that name none."""
    check = rule.check
    for group in records_of(check, Group):
        if isinstance(check, Respond) and group is check.trigger:
            yield group, "other"
        elif isinstance(check, Respond) and group is check.lifted_by:
            yield group, check.trigger.speaker or "other"
        else:
            yield group, rule.scope.speaker
