"""A rule pack and a policy to something that judges calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Severity
from callaudit.core.ids import RuleId
from callaudit.engine.attention import VOICES, Attention, Wanted, attention_to, listened_for
from callaudit.engine.index import GateBits, PatternIndex, gate_bits
from callaudit.engine.matcher import CompiledPattern
from callaudit.engine.meaning import MeaningTest
from callaudit.engine.misheard import Mishearings
from callaudit.engine.phrases import PhraseList, WordLists, phrase_list
from callaudit.engine.scope import Shape
from callaudit.engine.triggers import Gate
from callaudit.likeness.likeness import Likeness
from callaudit.rulespec.checks import Require, Respond, SettingRef
from callaudit.rulespec.jurisdictions import Jurisdictions
from callaudit.rulespec.pattern import Pattern, SaidNear
from callaudit.rulespec.policy import Policy
from callaudit.rulespec.rule import Rule, RulePack
from callaudit.rulespec.walk import patterns_of, records_of

if TYPE_CHECKING:
    from callaudit.engine.ready import Agenda

DEBT_TALK = "debt_talk"
"""Word list that makes a call one about a debt."""


@dataclass(frozen=True)
class Ear:
    """Everything that finds and weighs words: compiled once per pack, shared by all policies."""

    patterns: Mapping[tuple[str, str], CompiledPattern]
    index: PatternIndex[CompiledPattern]
    near: Mapping[tuple[str, ...], PhraseList]
    meanings: Mapping[str, MeaningTest]
    debt_talk: PhraseList
    likeness: Likeness | None = None
    mishearings: Mishearings | None = None
    establishing: tuple[Rule, ...] = ()

    def needs_parser(self, rule: Rule) -> bool:
        """Tell whether a part of the rule can only be judged with the full spaCy model."""
        return any(self.pattern(rule, p).needs_parser for p in patterns_of(rule.check))

    def wanted(self, rule: Rule) -> tuple[Wanted, ...]:
        """Return what a rule listens for, and in whose words; worked out once."""
        if rule.id not in self._wanted:
            self._wanted[rule.id] = tuple(
                Wanted(
                    self.index.bits_of(self.pattern(rule, pattern)),
                    VOICES[speaker] | {Speaker.UNKNOWN},
                    pattern.settings,
                )
                for pattern, speaker in listened_for(rule)
            )
        return self._wanted[rule.id]

    @property
    def phrase_lists(self) -> tuple[PhraseList, ...]:
        """The lists of phrases that stand in no pattern."""
        cues = (meaning.said for meaning in self.meanings.values())
        return (*self.near.values(), *cues, self.debt_talk)

    @cached_property
    def _wanted(self) -> dict[RuleId, tuple[Wanted, ...]]:
        return {}

    def pattern(self, rule: Rule, pattern: Pattern) -> CompiledPattern:
        """Return the compiled form of a rule's pattern."""
        return self.patterns[rule.id, pattern.name]


@dataclass(frozen=True, eq=False)
class CompiledPack:
    """Rules in force under a policy, ready to judge; equal to itself alone."""

    rules: tuple[Rule, ...]
    ear: Ear
    policy: Policy
    digest: str
    jurisdictions: Jurisdictions = field(default_factory=Jurisdictions)

    def attention(self, shape: Shape) -> Attention:
        """Return what the rules listen for on calls of one shape; worked out once."""
        if shape not in self._attentions:
            self._attentions[shape] = attention_to(self, shape)
        return self._attentions[shape]

    @cached_property
    def positions(self) -> dict[RuleId, int]:
        """Where each rule stands in the pack."""
        return {rule.id: position for position, rule in enumerate(self.rules)}

    @cached_property
    def _attentions(self) -> dict[Shape, Attention]:
        return {}

    @cached_property
    def agendas(self) -> "dict[Shape, Agenda]":
        """What the rules answer to all calls of a shape; kept here by `ready.agenda_of`."""
        return {}

    def value(self, bound: Any) -> Any:
        """Return a bound's value: itself, or the policy's setting it names."""
        return self.policy.setting(bound.setting) if isinstance(bound, SettingRef) else bound

    def severity(self, rule: Rule) -> Severity:
        """Return the severity a policy gives a rule."""
        return self.policy.severities.get(rule.id, rule.severity)


def compile_pack(pack: RulePack, policy: Policy, *, ear: Ear | None = None) -> CompiledPack:
    """Compile a pack for a policy; pass another pack's `ear` to share the compiled patterns."""
    off = set(policy.rules_off)
    return CompiledPack(
        rules=tuple(rule for rule in pack.rules if rule.in_force and rule.id not in off),
        ear=ear or compile_ear(pack),
        policy=policy,
        digest=pack.digest,
        jurisdictions=pack.jurisdictions,
    )


@dataclass(frozen=True)
class EarGates:
    """What takes long to work out of a pack's words, as plain data: the gates of all phrases.

    `index` are those of the patterns' phrases, sorted; `lists` those of every other phrase.
    """

    index: GateBits
    lists: Mapping[str, tuple[Gate, ...]]


def compile_ear(pack: RulePack, *, likeness: Likeness | None = None) -> Ear:
    """Compile every pattern, exception and cue of a pack.

    Without `likeness` the `like` patterns find nothing and all others are as they are.

    Raises:
        PhraseError: if a phrase cannot be read.
    """
    ear = ear_with(pack, None, likeness=likeness)
    for listed in ear.phrase_lists:
        listed.read()
    return ear


def gates_of_ear(ear: Ear) -> EarGates:
    """Return the gates of all phrases, for `ear_with` to begin from another time."""
    lists = {phrase.source: phrase.gates for one in ear.phrase_lists for phrase in one.phrases}
    return EarGates(ear.index.gates, lists)


def ear_with(pack: RulePack, gates: EarGates | None, *, likeness: Likeness | None = None) -> Ear:
    """Return the ear of a pack, `gates` being those of a compiled ear of the very same pack."""
    words = WordLists(pack.words, known_gates=gates.lists if gates else None)
    patterns = {
        (rule.id, pattern.name): CompiledPattern(pattern, rule_id=rule.id, words=words)
        for rule in pack.rules
        for pattern in patterns_of(rule.check)
    }
    return Ear(
        patterns=patterns,
        index=_index(patterns.values(), gates.index if gates else None),
        near={
            phrases: phrase_list(phrases, words)
            for rule in pack.rules
            for said in records_of(rule.check, SaidNear)
            for phrases in (said.phrase, said.asked)
            if phrases
        },
        meanings={cues.meaning: MeaningTest(cues, words) for cues in pack.cues},
        debt_talk=phrase_list(words.get(DEBT_TALK, ()), words),
        likeness=likeness,
        mishearings=Mishearings(pack.misheard, words),
        establishing=tuple(rule for rule in pack.rules if rule.in_force and _establishes(rule)),
    )


def _index(
    patterns: Iterable[CompiledPattern], known: GateBits | None
) -> PatternIndex[CompiledPattern]:
    places = [(pattern, number) for pattern in patterns for number in range(pattern.alternatives)]
    if known is None:
        known = gate_bits([pattern.gates[number] for pattern, number in places])
    return PatternIndex(places, known)


def _establishes(rule: Rule) -> bool:
    return isinstance(rule.check, Respond | Require) and bool(rule.check.establishes)
