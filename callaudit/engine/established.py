"""What a call establishes for the later calls of its case, as the rules heard it."""

import re
from collections.abc import Iterator

from callaudit.core.case import CaseFact, FactKind, SaidFact
from callaudit.core.finding import Evidence
from callaudit.core.metadata import Contact
from callaudit.engine.cite import cite
from callaudit.engine.compile import CompiledPack
from callaudit.engine.heard import HeardCall
from callaudit.engine.listen import Heard, Listener
from callaudit.engine.match import Match
from callaudit.engine.outcome import HEARD_PROBABILITY
from callaudit.rulespec.checks import Establishes, Require, Respond
from callaudit.rulespec.rule import Rule
from callaudit.text.spared import clause_end

_OF_THE_LINE = frozenset({FactKind.STOP_NUMBER, FactKind.WRONG_NUMBER})
"""Facts of the line that was dialled: what somebody else on it can establish."""

_WHOLE_CLAUSE = frozenset({FactKind.STOP_CALLS, FactKind.STOP_NUMBER, FactKind.WORK_PROHIBITED})
"""Facts quoted to the end of their clause: "stop calling my" does not say what is to stop."""

_OF_SOMEBODY_ELSE = re.compile(r"\b(?:him|her|them)(?: again| any ?more)?$")
"""End of a stop that a consumer asks for somebody else: it stops no call to themselves."""


def established(pack: CompiledPack, heard: HeardCall) -> tuple[CaseFact, ...]:
    """Return what a call establishes for later ones: all that was said, if its time is known."""
    at, call_id = heard.call.metadata.start, heard.call.call_id
    if at is None:
        return ()
    return tuple(CaseFact.of_said(said, at=at, call_id=call_id) for said in said_facts(pack, heard))


def said_facts(pack: CompiledPack, heard: HeardCall) -> tuple[SaidFact, ...]:
    """Return what was heard and meant in a call, in the order it was said, each fact once.

    A rule's trigger counts whatever the rule's verdict and scope, also where a policy switches the
    rule off, unless it was taken back later
    in the call. Nothing comes from a voicemail, or from words that were heard badly. A third party
    can only speak for the line: their stop is one of the number.
    """
    call = heard.call
    if not heard.turns or call.contact is Contact.VOICEMAIL:
        return ()
    found: dict[FactKind, tuple[tuple[int, int], SaidFact]] = {}
    for rule in sorted(pack.ear.establishing, key=lambda rule: rule.id):
        for option, match in _of_rule(Listener(pack, rule, heard), rule):
            fact = _fact(option, match, heard)
            if fact is None:
                continue
            place = (match.heard.turn.index, match.span[0])
            if fact.kind not in found or place < found[fact.kind][0]:
                found[fact.kind] = place, fact
    return tuple(fact for _, fact in sorted(found.values(), key=lambda one: (one[0], one[1].kind)))


def _of_rule(listener: Listener, rule: Rule) -> Iterator[tuple[Establishes, Match]]:
    check = rule.check
    if not isinstance(check, Respond | Require) or not check.establishes:
        return
    for match in _kept(listener, check):
        option = _first_fitting(listener, match, check.establishes)
        if option is not None:
            yield option, match


def _kept(listener: Listener, check: Respond | Require) -> list[Match]:
    """Return the triggers that nothing later in the call takes back."""
    if isinstance(check, Require):
        return listener.group(check.only_if).matches if check.only_if else []
    heard = listener.group(check.trigger, speaker="other")
    speaker = check.trigger.speaker or "other"
    lifts = listener.group(check.lifted_by, speaker=speaker) if check.lifted_by else Heard()
    last = max((_place(lift) for lift in lifts.matches), default=(-1, 0))
    return [match for match in heard.matches if _place(match) > last]


def _place(match: Match) -> tuple[int, int]:
    return match.heard.turn.index, match.span[0]


def _first_fitting(
    listener: Listener, match: Match, options: tuple[Establishes, ...]
) -> Establishes | None:
    pattern = match.key.rpartition("/")[2]
    for option in options:
        if option.by and pattern not in option.by:
            continue
        if option.said is None or listener.said_near(match, option.said):
            return option
    return None


def _fact(option: Establishes, match: Match, heard: HeardCall) -> SaidFact | None:
    kind = option.fact
    if kind is None:
        return None
    evidence = match.evidence()
    sure = evidence.mean_probability
    if sure is not None and sure < HEARD_PROBABILITY:
        return None
    call = heard.call
    own = kind is not FactKind.STOP_CALLS or call.contact is not Contact.CONSUMER
    if not own and _OF_SOMEBODY_ELSE.search(evidence.quote.lower()):
        return None
    if call.contact is Contact.THIRD_PARTY:
        kind = FactKind.STOP_NUMBER if kind is FactKind.STOP_CALLS else kind
        if kind not in _OF_THE_LINE:
            return None
    return SaidFact(
        kind=kind,
        evidence=_whole_clause(match) if kind in _WHOLE_CLAUSE else evidence,
        phone=call.metadata.phone,
        of_line=option.of_line or kind in _OF_THE_LINE,
    )


def _whole_clause(match: Match) -> Evidence:
    turn, (start, end) = match.heard.turn, match.span
    end = clause_end(turn.text, end)
    return cite(turn, start, end, pattern=match.key, detector=match.detector)
