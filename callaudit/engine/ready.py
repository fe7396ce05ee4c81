"""A rule under a policy, with everything worked out that is the same for every call."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Confidence, Verdict
from callaudit.core.ids import coded
from callaudit.core.metadata import CallMetadata, CallType, Contact
from callaudit.engine.heard import HeardCall
from callaudit.engine.kinds import KINDS, SPOKEN_KINDS, WORD_KINDS
from callaudit.engine.kinds.require import reads_note_alone
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, not_applicable, undetermined
from callaudit.engine.records import is_of_records
from callaudit.engine.scope import (
    Applies,
    Question,
    Shape,
    applies_to_all,
    applies_to_shape,
    open_questions,
)
from callaudit.rulespec.checks import Require
from callaudit.rulespec.rule import Adjust, Rule
from callaudit.rulespec.walk import patterns_of

if TYPE_CHECKING:
    from callaudit.engine.compile import CompiledPack

_CONFIDENCE = {
    "high": Confidence.CERTAIN,
    "medium": Confidence.LIKELY,
    "low": Confidence.NEEDS_REVIEW,
}

_SILENCE = Call(
    metadata=CallMetadata(call_id=""),
    conversation=Conversation(call_id=""),
    call_type=CallType.FIRST_CALL,
    contact=Contact.CONSUMER,
)
"""A call on which nobody says a word."""


@dataclass(frozen=True, eq=False)
class ReadyRule:
    """A rule of a pack, ready to judge one call after the other."""

    pack: "CompiledPack"
    rule: Rule

    def check(self, heard: HeardCall) -> Outcome:
        """Return what the rule's check answers to a call."""
        return KINDS[self.rule.check.kind](Listener(self.pack, self.rule, heard), self.rule.check)

    @cached_property
    def needs_words(self) -> bool:
        """Whether there is nothing to judge where nothing was said."""
        return self.rule.check.kind in SPOKEN_KINDS and not reads_note_alone(self.rule.check)

    @cached_property
    def is_of_records(self) -> bool:
        """Whether it compares what was written down with what was said."""
        return is_of_records(self.rule.check)

    @cached_property
    def needs_parser(self) -> bool:
        """Whether a part of it can only be judged with the full spaCy model."""
        return self.pack.ear.needs_parser(self.rule)

    @cached_property
    def outcome_of_silence(self) -> Outcome | None:
        """The answer to every call on which nothing is said that the rule listens for.

        None where it hangs on more than what the rule's patterns find.
        """
        if self.rule.check.kind not in WORD_KINDS or self._reads_note or self._asks_likeness:
            return None
        return self.check(HeardCall(_SILENCE))

    def answer_to(self, shape: Shape) -> Outcome | None:
        """Return the answer to all calls of a shape; None where the calls must be asked."""
        answer = applies_to_all(self.rule.scope, shape, self.pack.policy)
        return None if answer.yes else outside(answer)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What its scope asks of a call beyond its shape."""
        return open_questions(self.rule.scope)

    @cached_property
    def coded_name(self) -> bytes:
        """The rule's part of the ids of its findings."""
        return coded(self.rule.id, self.rule.digest)

    @cached_property
    def finding_fields(self) -> dict[str, Any]:
        """The fields of its findings, in order, as they are where nothing else is known."""
        rule = self.rule
        return {
            "id": "",
            "call_id": "",
            "rule_id": rule.id,
            "rule_digest": rule.digest,
            "category": rule.category,
            "verdict": Verdict.UNDETERMINED,
            "severity": self.pack.severity(rule),
            "basis": rule.basis,
            "confidence": _CONFIDENCE[rule.confidence],
            "because": "",
            "title": rule.title,
            "citation": tuple(citation.law for citation in rule.citation),
            "coaching": rule.coaching.say_instead or rule.coaching.why,
            "evidence": (),
            "excused": (),
        }

    def adjusts_of(self, shape: Shape) -> tuple[Adjust, ...]:
        """Return the adjustments that may fit a call of this shape, in order."""
        if shape not in self._adjusts:
            fitting = (a for a in self.rule.adjust if applies_to_shape(a.when, shape).yes)
            self._adjusts[shape] = tuple(fitting)
        return self._adjusts[shape]

    @cached_property
    def _adjusts(self) -> dict[Shape, tuple[Adjust, ...]]:
        return {}

    @property
    def _reads_note(self) -> bool:
        return isinstance(self.rule.check, Require) and self.rule.check.where == "note"

    @property
    def _asks_likeness(self) -> bool:
        patterns = patterns_of(self.rule.check)
        return self.pack.ear.likeness is not None and any(p.like is not None for p in patterns)


class Item(NamedTuple):
    """A rule, and what it answers to all calls of a shape; None where the call must be asked."""

    rule: ReadyRule
    answer: Outcome | None


Agenda = tuple[Item, ...]
"""What a pack asks of all calls of one shape."""


def agenda_of(pack: "CompiledPack", shape: Shape) -> Agenda:
    """Return the rules of a pack by id, as calls of one shape meet them; worked out once."""
    if shape not in pack.agendas:
        rules = _ready_rules(pack)
        pack.agendas[shape] = tuple(Item(rule, rule.answer_to(shape)) for rule in rules)
    return pack.agendas[shape]


def _ready_rules(pack: "CompiledPack") -> list[ReadyRule]:
    """Return the rules by id, those that stand on the agenda of another shape already."""
    for agenda in pack.agendas.values():
        return [item.rule for item in agenda]
    return [ReadyRule(pack, rule) for rule in sorted(pack.rules, key=lambda rule: rule.id)]


def outside(answer: Applies) -> Outcome:
    """Return the outcome of a rule that does not apply to a call, or may not."""
    told = answer.reason[:1].upper() + answer.reason[1:]
    return not_applicable(told) if answer.known else undetermined(told)
