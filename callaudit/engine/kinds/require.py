"""`require`: what must be said, in time."""

from callaudit.core.finding import Evidence, Verdict
from callaudit.engine.heard import HeardTurn
from callaudit.engine.kinds.answers import quoted
from callaudit.engine.listen import Listener
from callaudit.engine.match import Match
from callaudit.engine.outcome import Outcome, not_applicable
from callaudit.rulespec.checks import Require, RequiredPart, Window


def check(listener: Listener, check: Require) -> Outcome:
    """Broken where too little was said in time; undetermined where an unknown voice said it."""
    if check.only_if is not None and not listener.group(check.only_if).matches:
        return not_applicable("Nothing was said that calls for it")
    limit = _first_before(listener, check)
    in_time: dict[str, Match] = {}
    late: dict[str, Match] = {}
    unclear: list[str] = []
    for part in check.elements:
        matches = _said(listener, part)
        good = [m for m in matches if _in_time(listener, check.within, m, limit)]
        if good:
            in_time[part.name] = good[0]
        elif matches:
            late[part.name] = matches[0]
        elif listener.hear(part.patterns, part.unless, listener.call.unknown).matches:
            unclear.append(part.name)
    needed = len(check.elements) if check.at_least is None else check.at_least
    if len(in_time) >= needed:
        return Outcome(
            Verdict.MET,
            f"Said: {quoted(list(in_time.values()))}",
            evidence=tuple(match.evidence() for match in in_time.values()),
        )
    missing = [p.name for p in check.elements if p.name not in in_time and p.name not in late]
    if unclear and len(in_time) + len(late) + len(unclear) >= needed:
        return Outcome(
            Verdict.UNDETERMINED, f"{_listed(unclear)} was said, but it is not known by whom"
        )
    return Outcome(
        Verdict.BROKEN,
        _because(missing, late, limit),
        evidence=_evidence(late, limit),
    )


def _said(listener: Listener, part: RequiredPart) -> list[Match]:
    return listener.group(part).matches


def _first_before(listener: Listener, check: Require) -> Match | None:
    if check.before is None:
        return None
    matches = listener.group(check.before).matches
    return matches[0] if matches else None


def _in_time(listener: Listener, within: Window | None, match: Match, limit: Match | None) -> bool:
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
