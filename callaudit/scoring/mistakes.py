"""Every miss and every false alarm, for a person to look at."""

from collections.abc import Sequence

from callaudit.core.accuracy import Case, Mistake


def mistakes(cases: Sequence[Case]) -> tuple[Mistake, ...]:
    """Return every miss and every false alarm, by case; of false alarms one a rule.

    Misses name the turn that gold names; text and quotes are as far as the cases hold them.
    """
    found = [
        mistake
        for case in sorted(cases, key=lambda case: case.id)
        for mistake in (*_misses(case), *_false_alarms(case))
    ]
    return tuple(found)


def _misses(case: Case) -> list[Mistake]:
    missed = case.gold_categories - case.found_categories
    first_turns: dict[str, int | None] = {}
    for label in case.gold:
        if label.category in missed:
            first_turns.setdefault(label.category, label.turn)
    return [
        Mistake(
            case=case.id,
            sort=case.sort,
            kind="miss",
            category=category,
            turn=turn,
            text=_text(case, turn),
            hint=case.hints.get(category, ""),
        )
        for category, turn in sorted(first_turns.items())
    ]


def _false_alarms(case: Case) -> list[Mistake]:
    alarms = [hit for hit in case.scored_hits if hit.category not in case.gold_categories]
    return [
        Mistake(
            case=case.id,
            sort=case.sort,
            kind="false alarm",
            category=hit.category,
            rule_id=hit.rule_id,
            severity=hit.severity,
            basis=hit.basis,
            confidence=hit.confidence,
            turn=hit.turns[0] if hit.turns else None,
            quote=" … ".join(hit.quotes),
            text=_text(case, hit.turns[0] if hit.turns else None),
            hint=_listed_elsewhere(case, hit.category),
        )
        for hit in sorted(alarms, key=lambda hit: (hit.category, hit.rule_id))
    ]


def _text(case: Case, turn: int | None) -> str:
    if case.sort == "line":
        return case.texts[-1] if case.texts else ""
    return case.texts[turn] if turn is not None and turn < len(case.texts) else ""


def _listed_elsewhere(case: Case, category: str) -> str:
    """Say where gold lists missing elements that it does not set as a violation."""
    if category != "element_missing" or case.missing is None or not case.missing[0]:
        return ""
    return f"gold lists as missing: {', '.join(sorted(case.missing[0]))}"
