"""An audit beside its gold labels: one case to be scored."""

from callaudit.core.accuracy import Case, CheckedValue, Hit, Label
from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.finding import Evidence, Finding, Verdict
from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen
from callaudit.pipeline.gold_calls import GoldCall, GoldTurn
from callaudit.pipeline.gold_lines import GoldLine
from callaudit.pipeline.task import CallTask
from callaudit.rulespec import RulePack
from callaudit.rulespec.walk import patterns_of

RuleCategories = dict[RuleId, frozenset[str]]

YES = "yes"
"""How a value that gold only calls true is written."""


class Showing(Frozen):
    """What a case shows beside its labels: words only if `text`."""

    rules: RuleCategories
    text: bool = True


def rule_categories(pack: RulePack) -> RuleCategories:
    """Return the categories that each rule in force can find."""
    return {
        rule.id: frozenset(
            category
            for category in (
                rule.category,
                *(adjust.category for adjust in rule.adjust),
                *(pattern.category for pattern in patterns_of(rule.check)),
            )
            if category is not None
        )
        for rule in pack.rules
        if rule.in_force
    }


def case_of_line(line: GoldLine, audit: CallAudit, *, showing: Showing) -> Case:
    """Lay the audit of one quoted line beside its labels."""
    turns = line.task.conversation.turns if line.task.conversation else ()
    return Case(
        id=line.task.call_id,
        sort="line",
        group=line.group,
        gold=tuple(Label(category=category) for category in line.gold),
        hits=_hits(audit, (), showing),
        near=line.near,
        left_out=line.left_out,
        rules_aside=_rules_aside(audit),
        texts=tuple(turn.text for turn in turns) if showing.text else (),
        hints=_hints(audit, frozenset(line.gold) - line.left_out, showing),
    )


def case_of_call(gold: GoldCall, task: CallTask, audit: CallAudit, *, showing: Showing) -> Case:
    """Lay the audit of one call beside its gold.

    The turns of evidence are counted as gold counts them: in a recording by time, where gold
    has the times of its turns; in a call given as words by index, where no turn was divided.
    """
    call = audit.call
    said = call.conversation if call is not None else Conversation(call_id=task.call_id)
    labels = tuple(Label(category=v.category, turn=v.turn) for v in gold.violations)
    timed = tuple(t for t in gold.turns if t.start is not None and t.end is not None)
    by_time = task.recording is not None and len(timed) == len(gold.turns)
    as_given = task.conversation is not None and len(task.conversation.turns) == len(said.turns)
    return Case(
        id=task.call_id,
        sort="call" if task.recording is None else "recording",
        gold=labels,
        hits=_hits(audit, timed if by_time else (), showing),
        rules_aside=_rules_aside(audit),
        turns_known=bool(timed) if by_time else as_given,
        call_type=_call_type(gold, call),
        elements=_elements(gold, call),
        missing=None
        if gold.missing_elements is None
        else (gold.missing_elements, audit.missing_elements),
        texts=_texts(gold, said, as_given=as_given) if showing.text else (),
        hints=_hints(audit, frozenset(label.category for label in labels), showing),
    )


def _texts(gold: GoldCall, said: Conversation, *, as_given: bool) -> tuple[str, ...]:
    """Return the turns as gold counts them; nothing where it counts others than were heard."""
    if as_given:
        return tuple(turn.text for turn in said.turns)
    return tuple(turn.text for turn in gold.turns)


def _hits(audit: CallAudit, times: tuple[GoldTurn, ...], showing: Showing) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            category=finding.category,
            rule_id=finding.rule_id,
            severity=finding.severity,
            basis=finding.basis,
            confidence=finding.confidence,
            detector=finding.detector,
            turns=tuple(sorted({_turn(proof, times) for proof in _own(finding)})),
            quotes=tuple(proof.quote for proof in _own(finding)) if showing.text else (),
        )
        for finding in audit.findings
        if finding.verdict is Verdict.BROKEN
    )


def _own(finding: Finding) -> tuple[Evidence, ...]:
    """Return the quotes of the call itself: those of an earlier one are no turns of it."""
    return tuple(proof for proof in finding.evidence if proof.call_id is None)


def _rules_aside(audit: CallAudit) -> frozenset[RuleId]:
    return frozenset(f.rule_id for f in audit.findings if f.verdict is Verdict.NOT_APPLICABLE)


def _turn(proof: Evidence, times: tuple[GoldTurn, ...]) -> int:
    """Return the turn of gold that a quote was heard in: the nearest to its middle."""
    if not times or proof.start_s is None or proof.end_s is None:
        return proof.turn
    middle = (proof.start_s + proof.end_s) / 2

    def distance(index: int) -> float:
        start, end = times[index].start or 0.0, times[index].end or 0.0
        return max(start - middle, middle - end, 0.0)

    return min(range(len(times)), key=distance)


def _hints(audit: CallAudit, gold: frozenset[str], showing: Showing) -> dict[str, str]:
    """Say of gold's categories what the rules saw where they found none."""
    hints: dict[str, list[str]] = {}
    for finding in audit.findings:
        for category in gold & showing.rules.get(finding.rule_id, frozenset()):
            told = _hint(finding, showing)
            if told:
                hints.setdefault(category, []).append(f"{finding.rule_id}: {told}")
    return {category: "; ".join(told) for category, told in sorted(hints.items())}


def _hint(finding: Finding, showing: Showing) -> str:
    if finding.excused:
        return ", ".join(
            f"“{one.evidence.quote}” excused as {one.reason}"
            if showing.text
            else f"excused as {one.reason}"
            for one in finding.excused
        )
    return f"undetermined: {finding.because}" if finding.verdict is Verdict.UNDETERMINED else ""


def _call_type(gold: GoldCall, call: Call | None) -> CheckedValue | None:
    if gold.call_type is None:
        return None
    return CheckedValue(
        name="call_type", gold=gold.call_type, found=call.call_type if call is not None else None
    )


def _elements(gold: GoldCall, call: Call | None) -> tuple[CheckedValue, ...]:
    values = []
    for name, stated in sorted(gold.required_elements.items()):
        element = call.element(name) if call is not None else None
        found = element.value if element is not None else None
        if isinstance(stated, bool):
            # Gold says only that it was said, not with which words.
            said, wanted = (YES if element is not None else None), (YES if stated else None)
            values.append(CheckedValue(name=name, gold=wanted, found=said))
        else:
            values.append(CheckedValue(name=name, gold=stated, found=found))
    return tuple(values)
