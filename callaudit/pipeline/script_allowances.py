"""Take away what a script's comments allow, and tell of orders that allow nothing."""

from datetime import date
from difflib import get_close_matches

from callaudit.core.finding import Confidence, Severity
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_duties import DISCLOSURE
from callaudit.pipeline.script_notes import ANY_SCRIPT, UNKNOWN_SLOT, UNREAD
from callaudit.pipeline.script_place import place_of
from callaudit.scripts.allowances import Allowance, allowances_in
from callaudit.scripts.script import ScriptFile

ALLOWANCE = "LINT-allow"
"""Id of what the linter says about an order of its own."""

OWN_RULES = frozenset({UNKNOWN_SLOT, ANY_SCRIPT, UNREAD, DISCLOSURE})
"""The linter's own findings, which may be allowed too."""


def judge_allowances(
    file: ScriptFile,
    findings: tuple[ScriptFinding, ...],
    *,
    rules: frozenset[str],
    today: date | None,
) -> tuple[ScriptFinding, ...]:
    """Return the findings that nobody allowed, and one for each order that is wrong or unused.

    An order needs a reason, names a rule that there is, holds up to and with its last day, and
    must have something to allow.
    """
    kept = list(findings)
    told: list[ScriptFinding] = []
    for order in allowances_in(file):
        fault = order.fault or _fault(order, rules, today)
        if not fault:
            allowed = [one for one in findings if _allows(order, one)]
            kept = [one for one in kept if one not in allowed]
            fault = "" if allowed else f"allows {order.rule_id}, which nothing breaks here"
        if fault:
            told.append(_finding(file, order, fault))
    return (*kept, *told)


def _fault(order: Allowance, rules: frozenset[str], today: date | None) -> str:
    if order.rule_id not in rules | OWN_RULES:
        near = get_close_matches(order.rule_id, sorted(rules | OWN_RULES), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"names {order.rule_id}, which is no rule for scripts{hint}"
    if order.until is not None and today is not None and order.until < today:
        return f"allowed {order.rule_id} until {order.until}; renew it or mend the script"
    return ""


def _allows(order: Allowance, finding: ScriptFinding) -> bool:
    here = order.first_line <= finding.line <= order.last_line
    return finding.rule_id == order.rule_id and here


def _finding(file: ScriptFile, order: Allowance, fault: str) -> ScriptFinding:
    return ScriptFinding(
        **place_of(file.source, (order.start, order.end)),
        path=file.path,
        rule_id=ALLOWANCE,
        title="An order to the linter allows nothing",
        message=f"This order {fault}",
        severity=Severity.MINOR,
        confidence=Confidence.CERTAIN,
        category="script",
        quote=file.source.text[order.start : order.end],
    )
