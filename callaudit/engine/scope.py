"""Does a rule apply to a call? Yes, no with the reason, or not known with the reason."""

from dataclasses import dataclass
from enum import StrEnum

from callaudit.calllog.places import states_of
from callaudit.core.call import Call
from callaudit.core.metadata import CollectorParty, DebtType
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


def applies(scope: Scope, call: Call, policy: Policy, table: Jurisdictions = NO_TABLE) -> Applies:
    """Check a scope's fields in order; the first that does not fit decides."""
    metadata = call.metadata
    if scope.directions and metadata.direction not in scope.directions:
        return _other("directions", scope.directions, metadata.direction)
    if scope.results and metadata.result not in scope.results:
        return _other("results", scope.results, metadata.result)
    if scope.contacts and call.contact not in scope.contacts:
        return _other("contacts", scope.contacts, call.contact)
    if scope.call_types and call.call_type not in scope.call_types:
        return _other("call_types", scope.call_types, call.call_type)
    if scope.parties and (party := party_of(call, policy)) not in scope.parties:
        return _other("parties", scope.parties, party)
    if scope.debt_types and (debt := debt_of(call, policy)) not in scope.debt_types:
        return _other("debt_types", scope.debt_types, debt)
    for check in (_attempt, _state, _duration, _flags, _settings):
        answer = check(scope, call, policy)
        if not answer.yes:
            return answer
    return _state_rows(scope, call, policy, table)


def _other(field: str, wanted: tuple[object, ...], value: StrEnum) -> Applies:
    return _no(field, f"applies to {_listed(wanted)}; this is {value.value}")


def _attempt(scope: Scope, call: Call, _: Policy) -> Applies:
    if scope.attempts == "any":
        return YES
    attempt = attempt_of(call)
    if attempt is None:
        return _unclear("attempts", "the log does not say which attempt this is")
    if (attempt == 1) != (scope.attempts == "first"):
        return _no("attempts", f"applies to {scope.attempts} attempts; this is attempt {attempt}")
    return YES


def _state(scope: Scope, call: Call, _: Policy) -> Applies:
    if not scope.states:
        return YES
    state = call.metadata.consumer.state
    if state is None:
        return _unclear("states", "the consumer's state is not known")
    return YES if state in scope.states else _no("states", f"does not apply in {state}")


def _state_rows(scope: Scope, call: Call, policy: Policy, table: Jurisdictions) -> Applies:
    wanted = scope.state_rows
    if wanted is None:
        return YES
    states = states_of_call(call, policy, wanted.topic)
    rows = tuple(row for row in table.of(wanted.topic, states) if row.binds(party_of(call, policy)))
    firm = tuple(row for row in rows if row.value in wanted.values)
    if firm:
        return Applies(yes=True, rows=firm)
    if wanted.or_settings and all(
        setting_fits(policy.setting(name), value) for name, value in wanted.or_settings.items()
    ):
        return YES
    if unsettled := tuple(row for row in rows if row.value in wanted.unsettled):
        return Applies(yes=True, rows=unsettled, settled=False)
    if not states_of(call.metadata):
        return _unclear("state_rows", "the consumer's state is not known")
    return _no("state_rows", f"no row of the state table on {wanted.topic} for {_listed(states)}")


def _duration(scope: Scope, call: Call, _: Policy) -> Applies:
    if scope.min_duration_s is None:
        return YES
    duration_s = call.recording.duration_s if call.recording else call.metadata.duration_s
    if duration_s is not None and duration_s < scope.min_duration_s:
        return _no("min_duration_s", f"the call lasted only {duration_s:.0f} s")
    return YES


def _flags(scope: Scope, call: Call, _: Policy) -> Applies:
    for name, wanted in scope.flags.items():
        known = call.metadata.flag(name)
        if known is None:
            return _no("flags", f"the flag {name} is not set")
        if known != wanted:
            return _no("flags", f"the flag {name} is {known}")
    for name in scope.not_flags:
        if call.metadata.flag(name):
            return _no("not_flags", f"the flag {name} is set")
    return YES


def _settings(scope: Scope, _: Call, policy: Policy) -> Applies:
    for name, wanted in scope.settings.items():
        if not setting_fits(policy.setting(name), wanted):
            return _no("settings", f"the policy sets {name} to {policy.setting(name)}")
    return YES


def setting_fits(value: object, wanted: object) -> bool:
    """Tell whether a setting has a wanted value, one of several, or holds it where it is a list."""
    options = wanted if isinstance(wanted, list | tuple) else (wanted,)
    held = value if isinstance(value, list | tuple) else (value,)
    return any(one in options for one in held)


def _no(field: str, reason: str) -> Applies:
    return Applies(yes=False, field=field, reason=reason)


def _unclear(field: str, reason: str) -> Applies:
    return Applies(yes=False, field=field, reason=reason, known=False)


def _listed(values: tuple[object, ...]) -> str:
    return " or ".join(str(value).replace("_", " ") for value in values)
