"""Does a rule apply to a call? Yes, no with the reason, or not known with the reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from callaudit.calllog.places import states_of
from callaudit.core.call import Call
from callaudit.core.metadata import (
    CallResult,
    CallType,
    CollectorParty,
    Contact,
    DebtType,
    Direction,
)
from callaudit.engine.state_rows import states_of_call
from callaudit.rulespec.jurisdictions import Jurisdictions, StateRow
from callaudit.rulespec.policy import Policy
from callaudit.rulespec.rule import Scope


@dataclass(frozen=True)
class Applies:
    """The answer; `field` is the scope field that decided, `known` False means unclear.

    `rows`: the state rows that made the rule apply; `settled` False where they leave it open
    whether a breach is one.
    """

    yes: bool
    reason: str = ""
    field: str = ""
    known: bool = True
    rows: tuple[StateRow, ...] = ()
    settled: bool = True


YES = Applies(yes=True)
NO_TABLE = Jurisdictions()
"""Where nobody asks about states."""


def party_of(call: Call, policy: Policy) -> CollectorParty:
    """Return who collects: the log's word, else the policy's assumption."""
    return call.metadata.collector_party or policy.assume_party


def debt_of(call: Call, policy: Policy) -> DebtType:
    """Return what debt it is: the log's word, else the policy's assumption."""
    return call.metadata.debt_type or policy.assume_debt


def attempt_of(call: Call) -> int | None:
    """Return the attempt's number: the log's, else counted from the history; None if unknown."""
    if call.metadata.attempt_number is not None:
        return call.metadata.attempt_number
    if call.metadata.history is not None or call.history.attempts:
        return 1 + sum(attempt.outbound for attempt in call.history.attempts)
    return None


class Shape(NamedTuple):
    """What most scopes ask of a call: calls of one shape fall under the same rules."""

    direction: Direction
    result: CallResult
    contact: Contact
    call_type: CallType
    party: CollectorParty
    debt: DebtType


def shape_of(call: Call, policy: Policy) -> Shape:
    """Return a call's shape, with what the policy assumes where the log is silent."""
    metadata = call.metadata
    return Shape(
        metadata.direction,
        metadata.result,
        call.contact,
        call.call_type,
        party_of(call, policy),
        debt_of(call, policy),
    )


def applies(scope: Scope, call: Call, policy: Policy, table: Jurisdictions = NO_TABLE) -> Applies:
    """Check a scope's fields in order; the first that does not fit decides."""
    answer = applies_to_shape(scope, shape_of(call, policy))
    return applies_beyond_shape(scope, call, policy, table) if answer.yes else answer


def applies_to_shape(scope: Scope, shape: Shape) -> Applies:
    """Check the fields of a scope that are the same for all calls of a shape."""
    if scope.directions and shape.direction not in scope.directions:
        return _other("directions", scope.directions, shape.direction)
    if scope.results and shape.result not in scope.results:
        return _other("results", scope.results, shape.result)
    if scope.contacts and shape.contact not in scope.contacts:
        return _other("contacts", scope.contacts, shape.contact)
    if scope.call_types and shape.call_type not in scope.call_types:
        return _other("call_types", scope.call_types, shape.call_type)
    if scope.parties and shape.party not in scope.parties:
        return _other("parties", scope.parties, shape.party)
    if scope.debt_types and shape.debt not in scope.debt_types:
        return _other("debt_types", scope.debt_types, shape.debt)
    return YES


def applies_to_all(scope: Scope, shape: Shape, policy: Policy) -> Applies:
    """Check what is the same for all calls of a shape under a policy; yes where calls differ."""
    answer = applies_to_shape(scope, shape)
    return applies_under(policy, scope) if answer.yes and _asks_policy_alone(scope) else answer


def applies_beyond_shape(
    scope: Scope, call: Call, policy: Policy, table: Jurisdictions = NO_TABLE
) -> Applies:
    """Check the fields of a scope that ask more than a call's shape."""
    return answer_all(_questions_of(scope), scope, Asked(call, policy, table))


class Asked(NamedTuple):
    """What the questions of a scope are asked about."""

    call: Call
    policy: Policy
    table: Jurisdictions


Question = Callable[[Scope, Asked], Applies]


def open_questions(scope: Scope) -> tuple[Question, ...]:
    """Return what a scope asks of each call that `applies_to_all` does not answer."""
    return () if _asks_policy_alone(scope) else _questions_of(scope)


def _asks_policy_alone(scope: Scope) -> bool:
    return _questions_of(scope) == (_settings,)


def _questions_of(scope: Scope) -> tuple[Question, ...]:
    """Return what a scope asks beyond a call's shape, in order; most ask nothing."""
    asked: tuple[tuple[object, Question], ...] = (
        (scope.attempts != "any", _attempt),
        (scope.states, _state),
        (scope.min_duration_s is not None, _duration),
        (scope.flags or scope.not_flags, _flags),
        (scope.settings, _settings),
        (scope.state_rows, _state_rows),
    )
    return tuple(question for asks, question in asked if asks)


def answer_all(questions: Iterable[Question], scope: Scope, asked: Asked) -> Applies:
    """Return the first answer that is no, else the last."""
    answer = YES
    for question in questions:
        answer = question(scope, asked)
        if not answer.yes:
            return answer
    return answer


def _other(field: str, wanted: tuple[object, ...], value: StrEnum) -> Applies:
    return _no(field, f"applies to {_listed(wanted)}; this is {value.value}")


def _attempt(scope: Scope, asked: Asked) -> Applies:
    attempt = attempt_of(asked.call)
    if attempt is None:
        return _unclear("attempts", "the log does not say which attempt this is")
    if (attempt == 1) != (scope.attempts == "first"):
        return _no("attempts", f"applies to {scope.attempts} attempts; this is attempt {attempt}")
    return YES


def _state(scope: Scope, asked: Asked) -> Applies:
    state = asked.call.metadata.consumer.state
    if state is None:
        return _unclear("states", "the consumer's state is not known")
    return YES if state in scope.states else _no("states", f"does not apply in {state}")


def _state_rows(scope: Scope, asked: Asked) -> Applies:
    call, policy, table = asked
    wanted = scope.state_rows
    if wanted is None:
        return YES
    states = states_of_call(call, policy, wanted.topic)
    rows = tuple(row for row in table.of(wanted.topic, states) if row.binds(party_of(call, policy)))
    firm = tuple(row for row in rows if row.value in wanted.values)
    if firm:
        return Applies(yes=True, rows=firm)
    if wanted.or_settings and fits(wanted.or_settings, policy):
        return YES
    if unsettled := tuple(row for row in rows if row.value in wanted.unsettled):
        return Applies(yes=True, rows=unsettled, settled=False)
    if not states_of(call.metadata):
        return _unclear("state_rows", "the consumer's state is not known")
    return _no("state_rows", f"no row of the state table on {wanted.topic} for {_listed(states)}")


def _duration(scope: Scope, asked: Asked) -> Applies:
    call, least_s = asked.call, scope.min_duration_s or 0.0
    duration_s = call.recording.duration_s if call.recording else call.metadata.duration_s
    if duration_s is not None and duration_s < least_s:
        return _no("min_duration_s", f"the call lasted only {duration_s:.0f} s")
    return YES


def _flags(scope: Scope, asked: Asked) -> Applies:
    metadata = asked.call.metadata
    for name, wanted in scope.flags.items():
        known = metadata.flag(name)
        if known is None:
            return _no("flags", f"the flag {name} is not set")
        if known != wanted:
            return _no("flags", f"the flag {name} is {known}")
    for name in scope.not_flags:
        if metadata.flag(name):
            return _no("not_flags", f"the flag {name} is set")
    return YES


def _settings(scope: Scope, asked: Asked) -> Applies:
    return applies_under(asked.policy, scope)


def applies_under(policy: Policy, scope: Scope) -> Applies:
    """Check the settings that a scope asks of the policy."""
    for name, wanted in scope.settings.items():
        if not setting_fits(policy.setting(name), wanted):
            return _no("settings", f"the policy sets {name} to {policy.setting(name)}")
    return YES


def setting_fits(value: object, wanted: object) -> bool:
    """Tell whether a setting has a wanted value, one of several, or holds it where it is a list."""
    options = wanted if isinstance(wanted, list | tuple) else (wanted,)
    held = value if isinstance(value, list | tuple) else (value,)
    return any(one in options for one in held)


def fits(settings: Mapping[str, Any], policy: Policy) -> bool:
    """Tell whether a policy has all of these values."""
    return all(setting_fits(policy.setting(name), wanted) for name, wanted in settings.items())


def _no(field: str, reason: str) -> Applies:
    return Applies(yes=False, field=field, reason=reason)


def _unclear(field: str, reason: str) -> Applies:
    return Applies(yes=False, field=field, reason=reason, known=False)


def _listed(values: tuple[object, ...]) -> str:
    return " or ".join(str(value).replace("_", " ") for value in values)
