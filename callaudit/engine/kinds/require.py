"""`require`: what must be said, in time."""

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Evidence, Verdict
from callaudit.engine.heard import HeardTurn
from callaudit.engine.kinds.answers import quoted
from callaudit.engine.listen import Listener, Within
from callaudit.engine.match import Match
from callaudit.engine.notes import missing_in_note
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.rulespec.checks import Require, RequiredPart


def check(listener: Listener, check: Require) -> Outcome:
    """Broken where too little was said in time; undetermined where an unknown voice said it.

    Kept, it shows the words that came after the other party called for them: those before it
    keep the rule too, and were said for another reason.
    """
    called = listener.group(check.only_if).matches if check.only_if is not None else []
    if check.only_if is not None and not called:
        return not_applicable("Nothing was said that calls for it")
    parts = [part for part in check.elements if listener.is_set(part.settings)]
    needed = len(parts) if check.at_least is None else int(listener.pack.value(check.at_least))
    if check.where == "note":
        return _in_note(listener, check, parts, needed)
    within = listener.window(check.within) if check.within else None
    limit = _first_before(listener, check)
    since = _called_at(listener, check, called)
    in_time: dict[str, Match] = {}
    late: dict[str, Match] = {}
    unclear: list[str] = []
    for part in parts:
        matches = _said(listener, part)
        good = [m for m in matches if _in_time(listener, within, m, limit)]
        if good:
            in_time[part.name] = next((m for m in good if _place(m) > since), good[0])
        elif matches:
            late[part.name] = matches[0]
        elif listener.hear(part.patterns, part.unless, Speaker.UNKNOWN).matches:
            unclear.append(part.name)
    if needed == 0 and not in_time:
        return not_applicable("Nothing of the kind was said")
    if len(in_time) >= needed:
        return Outcome(
            Verdict.MET,
            f"Said: {quoted(list(in_time.values()))}",
            evidence=tuple(m.evidence() for m in in_time.values() if _place(m) > since),
        )
    missing = [p.name for p in parts if p.name not in in_time and p.name not in late]
    if unclear and len(in_time) + len(late) + len(unclear) >= needed:
        return Outcome(
            Verdict.UNDETERMINED, f"{_listed(unclear)} was said, but it is not known by whom"
        )
    return Outcome(
        Verdict.BROKEN,
        _because(missing, late, limit),
        evidence=_evidence(late, limit),
    )


def reads_note_alone(check: object) -> bool:
    """Tell whether a check looks at the written note and at no speech."""
    return isinstance(check, Require) and check.where == "note" and check.only_if is None


def _in_note(listener: Listener, check: Require, parts: list[RequiredPart], needed: int) -> Outcome:
    """Look for the parts in the collector's note and code; no note is no proof of a gap."""
    log = listener.call.call.metadata
    if log.notes is None:
        told = "The log carries no note for this call"
        return not_applicable(told) if check.only_if is None else undetermined(told)
    if not parts:
        return not_applicable("The policy asks for nothing of the kind in a note")
    missing = missing_in_note(listener, parts, log.written)
    if len(parts) - len(missing) >= needed:
        return met("The note has what it needs")
    because = f"The note does not have: {_listed(missing)}"
    asked = listener.group(check.only_if).matches[:1] if check.only_if else []
    if asked:
        because = f"{because}; on the call: {quoted(asked)}"
    return Outcome(Verdict.BROKEN, because, evidence=tuple(m.evidence() for m in asked))


def _said(listener: Listener, part: RequiredPart) -> list[Match]:
    return listener.group(part).matches


def _first_before(listener: Listener, check: Require) -> Match | None:
    if check.before is None:
        return None
    matches = listener.group(check.before).matches
    return matches[0] if matches else None


def _in_time(listener: Listener, within: Within | None, match: Match, limit: Match | None) -> bool:
    if limit is not None and _place(match) > _place(limit):
        return False
    if within is None:
        return True
    turns = listener.call.said_by(listener.speaker)
    if within.turns is not None and match.heard.turn.index > _nth(turns, within.turns):
        return False
    if within.seconds is not None and turns:
        began = listener.call.moment(turns[0], 0)
        return listener.call.moment(match.heard, match.span[0]) - began <= within.seconds
    return True


def _called_at(listener: Listener, check: Require, called: list[Match]) -> tuple[int, int]:
    """Return where another party first called for the words; before the call where nobody did."""
    asks = check.only_if.speaker if check.only_if is not None else None
    if not called or asks in (None, listener.speaker):
        return -1, -1
    return _place(called[0])


def _nth(turns: tuple[HeardTurn, ...], count: int) -> int:
    allowed = turns[:count]
    return allowed[-1].turn.index if allowed else -1


def _place(match: Match) -> tuple[int, int]:
    return match.heard.turn.index, match.span[0]


def _because(missing: list[str], late: dict[str, Match], limit: Match | None) -> str:
    said = []
    if missing:
        said.append(f"Never said: {_listed(missing)}")
    if late:
        when = "after it was due" if limit is None else f"only after {quoted([limit])}"
        said.append(f"{_listed(list(late))} came {when}: {quoted(list(late.values()))}")
    return "; ".join(said)


def _evidence(late: dict[str, Match], limit: Match | None) -> tuple[Evidence, ...]:
    matches = [*([limit] if limit else []), *late.values()]
    return tuple(match.evidence() for match in matches)


def _listed(names: list[str]) -> str:
    return ", ".join(name.replace("-", " ").replace("_", " ") for name in names)
