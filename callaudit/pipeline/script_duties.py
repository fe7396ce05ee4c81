"""The three duties of scripts, each made of the rules that judge calls."""

import re
from types import MappingProxyType

from callaudit.core.finding import Confidence, Severity
from callaudit.core.metadata import CollectorParty, DebtType
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_place import first_line_of, place_of
from callaudit.rulespec import Rule
from callaudit.rulespec.policy import Policy
from callaudit.scripts.script import Fork, Node, Say, Script, ScriptFile
from callaudit.scripts.script_type import ScriptType

SLOTS = "SCR-01-slots"
BANNED = "SCR-02-banned"
DISCLOSURE = "SCR-03-disclosure"

DUTIES = MappingProxyType(
    {
        SLOTS: "A script has every element that calls of its sort must have, as words or as a slot",
        BANNED: "A script holds no phrase that a call may not hold",
        DISCLOSURE: "An agency's script proves who is on the line, then discloses: who collects, "
        "that the call is recorded, that the debt may be disputed",
    }
)
"""What each duty asks of a script, by its id."""

DISCLOSED = frozenset({"mini_miranda_missing", "recording_not_disclosed", "identity_not_verified"})
"""Categories of what must be disclosed, or known before."""

STRICTEST = "CA"
"""Where a recording must be announced: stands in for an agency's script that names no state."""

_DISPUTE = re.compile(
    r"\bdisput|\b(?:do|does)(?:n['’]t| not) (?:\w+ ){0,3}owe\b|\bnot (?:their|your|his|her) (?:debt"
    r"|bill)\b|\bvalidation notice\b|\b(?:verif|validat)\w+ of (?:the|this|your) debt",
    re.IGNORECASE,
)


def duty_of(rule: Rule, *, missing: bool) -> str:
    """Return the duty of scripts that a rule belongs to, where words are missing or are said."""
    if rule.category in DISCLOSED:
        return DISCLOSURE
    return SLOTS if missing else BANNED


def belongs_to_agency(script: Script, policy: Policy) -> bool:
    """Tell whether somebody reads a script live to the debtor who collects for another."""
    facts = script.facts
    live = facts.type not in (ScriptType.VOICEMAIL, ScriptType.THIRD_PARTY, ScriptType.LETTER)
    return live and (facts.party or policy.assume_party) is CollectorParty.THIRD


def without_dispute(file: ScriptFile, script: Script, policy: Policy) -> ScriptFinding | None:
    """Return a finding where an agency's first call on consumer debt has no line on a dispute.

    A branch for one is a line, and so is a word that the consumer may dispute.
    """
    first = script.facts.type in (None, ScriptType.FIRST_CALL)
    consumer = (script.facts.debt or policy.assume_debt) is DebtType.CONSUMER
    if not (first and consumer and belongs_to_agency(script, policy)):
        return None
    if _speaks_of_dispute(script.body):
        return None
    return ScriptFinding(
        **place_of(file.source, first_line_of(file, script)),
        path=file.path,
        rule_id=DISCLOSURE,
        title="An agency's first call has no line on a dispute",
        message="An agency's first call has no line on a dispute: neither a branch for one nor a "
        "word that the debt may be disputed",
        severity=Severity.MAJOR,
        confidence=Confidence.LIKELY,
        category="dispute_mishandled",
        citation=("15 U.S.C. 1692g", "12 CFR 1006.38"),
        why="Who hears of a debt for the first time may dispute it, and the collector must know "
        "what to say then.",
        suggestion="If the customer disputes the debt: Thank you for telling me. I'll note your "
        "dispute, and we stop until we have sent you verification.",
        script=script.name,
        duty=DISCLOSURE,
    )


def _speaks_of_dispute(body: tuple[Node, ...]) -> bool:
    return any(
        _DISPUTE.search(node.words.text) is not None if isinstance(node, Say) else _has_branch(node)
        for node in body
    )


def _has_branch(fork: Fork) -> bool:
    return any(
        _DISPUTE.search(option.condition.text) or _speaks_of_dispute(option.body)
        for option in fork.options
    )
