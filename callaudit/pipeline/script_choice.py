"""Which findings in scripts somebody asks for: `--select` and `--ignore`."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from callaudit.core.errors import UserError
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_allowances import ALLOWANCE, OWN_RULES
from callaudit.pipeline.script_duties import DUTIES
from callaudit.rulespec import Rule

NEAR = 0.5
"""How alike a wrong name and one that there is must be to be offered, 0 to 1."""


class Choice:
    """Beginnings of ids, areas, categories or duties, in capitals or not: wanted, and not."""

    def __init__(
        self, rules: Iterable[Rule], *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
    ) -> None:
        """Take the names; commas part several in one.

        Raises:
            UserError: if nothing begins with one of them, with the nearest names.
        """
        self._areas = {rule.id: (rule.area, rule.category) for rule in rules}
        known = {name for pair in self._areas.values() for name in pair if name}
        known |= {*self._areas, *OWN_RULES, ALLOWANCE, *DUTIES, "script"}
        self._select = _checked(select, known, option="--select")
        self._ignore = _checked(ignore, known, option="--ignore")

    def wants(self, finding: ScriptFinding) -> bool:
        """Tell whether a finding was asked for."""
        area = self._areas.get(finding.rule_id, ("",))[0]
        names = (finding.rule_id, finding.category, area, finding.duty)
        if self._select and not _any_begins(names, self._select):
            return False
        return not _any_begins(names, self._ignore)


def _any_begins(names: Iterable[str], chosen: tuple[str, ...]) -> bool:
    return any(name.casefold().startswith(chosen) for name in names)


def _checked(given: tuple[str, ...], known: Collection[str], *, option: str) -> tuple[str, ...]:
    parts = [part.strip() for one in given for part in one.split(",") if part.strip()]
    for part in parts:
        if not _any_begins(known, (part.casefold(),)):
            raise UserError(
                f"{option} {part}: no rule, area, category or duty of scripts begins so"
                + _hint(part, known)
            )
    return tuple(part.casefold() for part in parts)


def _hint(wrong: str, known: Collection[str]) -> str:
    plain = {name.casefold(): name for name in sorted(known)}
    near = get_close_matches(wrong.casefold(), plain, n=3, cutoff=NEAR)
    return f"; did you mean {' or '.join(plain[one] for one in near)}?" if near else ""
