"""Cases with gold labels, made from category names."""

from typing import Any

from callaudit.core.accuracy import Case, Hit, Label
from callaudit.core.finding import Basis, Confidence, Severity


def hit(category: str, rule_id: str = "", *, turns: tuple[int, ...] = (), **more: Any) -> Hit:
    """Return a broken finding of a rule named after its category."""
    facts: dict[str, Any] = {
        "severity": Severity.MAJOR,
        "basis": Basis.POLICY,
        "confidence": Confidence.CERTAIN,
        **more,
    }
    return Hit(category=category, rule_id=rule_id or f"R-{category}", turns=turns, **facts)


def line(case_id: str, gold: str = "", found: str = "", **more: Any) -> Case:
    """Return a quoted line: `gold` and `found` are categories with blanks between."""
    return Case(
        id=case_id,
        sort="line",
        gold=tuple(Label(category=name) for name in gold.split()),
        hits=tuple(hit(name) for name in found.split()),
        **more,
    )


def call(case_id: str, gold: tuple[str, ...] = (), found: tuple[str, ...] = ()) -> Case:
    """Return a call: `insult_shame@3` lies in turn 3, `call_hours` in the call as a whole."""

    def parts(place: str) -> tuple[str, int | None]:
        category, _, turn = place.partition("@")
        return category, int(turn) if turn else None

    return Case(
        id=case_id,
        sort="call",
        turns_known=True,
        gold=tuple(Label(category=c, turn=t) for c, t in map(parts, gold)),
        hits=tuple(hit(c, turns=() if t is None else (t,)) for c, t in map(parts, found)),
    )
