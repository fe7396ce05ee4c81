"""Which calls are about the same person and the same debt."""

from collections.abc import Sequence

from callaudit.core.metadata import CallMetadata

CaseKey = tuple[str, str]
"""The person and the debt that make a case."""

WITH_ID = "id "
"""How the person of a case begins whom the log names by an id; only an id tells for sure that
the consumers of two debts are one."""


class _People:
    """Who is meant by rows that do not all name the person in the same way.

    The first person with a name or a telephone about a debt keeps it: a row without id or name
    is theirs.
    """

    def __init__(self) -> None:
        self._by_trait: dict[tuple[str, str, str], str] = {}
        self._names: dict[str, str] = {}

    def keep(self, person: str, row: CallMetadata, debt: str) -> str:
        """Remember how a person is known."""
        name = _folded(row.consumer.name)
        if name:
            self._by_trait.setdefault((debt, "name", name), person)
            self._names.setdefault(person, name)
        if row.phone:
            self._by_trait.setdefault((debt, "phone", row.phone), person)
        return person

    def named(self, row: CallMetadata, debt: str) -> str | None:
        """Return the person of a row that has a name but no id."""
        name = _folded(row.consumer.name)
        known = self._by_trait.get((debt, "name", name or "")) if debt else None
        if known is not None:
            return known
        same_phone = self._by_trait.get((debt, "phone", row.phone or ""))
        return same_phone if self._names.get(same_phone or "", name) == name else None

    def at(self, row: CallMetadata, debt: str) -> str | None:
        """Return the person of a row that has a telephone alone."""
        return self._by_trait.get((debt, "phone", row.phone or ""))


def keys_of(rows: Sequence[CallMetadata]) -> dict[str, CaseKey]:
    """Return each row's case: the person and the debt.

    The consumer's id decides who the person is. A row without one belongs to the person with
    the same debt and the same name, or the same telephone and no other name. Example: one
    consumer with two debts is two cases. Where no debt is named, a name needs its telephone.
    """
    debts = _debts(rows)
    people = _People()
    keys: dict[str, CaseKey] = {}
    with_id = [row for row in rows if row.consumer.id]
    if len(with_id) == len(rows):  # as in most logs: nobody is to be looked for
        return {row.call_id: (f"{WITH_ID}{row.consumer.id}", debts[row.call_id]) for row in rows}
    with_name = [row for row in rows if not row.consumer.id and row.consumer.name]
    others = [row for row in rows if not row.consumer.id and not row.consumer.name]
    for row in with_id:
        debt = debts[row.call_id]
        keys[row.call_id] = people.keep(f"{WITH_ID}{row.consumer.id}", row, debt), debt
    for row in with_name:
        debt = debts[row.call_id]
        own = f"name {_folded(row.consumer.name)}" + ("" if debt else f" {row.phone}")
        if not debt and not row.phone:  # two people may have one name
            own = f"call {row.call_id}"
        keys[row.call_id] = people.keep(people.named(row, debt) or own, row, debt), debt
    for row in others:
        debt = debts[row.call_id]
        own = f"phone {row.phone}" if row.phone else f"call {row.call_id}"
        keys[row.call_id] = people.keep(people.at(row, debt) or own, row, debt), debt
    return keys


def _debts(rows: Sequence[CallMetadata]) -> dict[str, str]:
    """Return the debt of each row: its id, or that which other rows give to its invoice."""
    by_invoice: dict[str, str] = {}
    for row in rows:
        if row.debt_id and row.invoice_number:
            by_invoice.setdefault(row.invoice_number, row.debt_id)
    return {
        row.call_id: row.debt_id
        or by_invoice.get(row.invoice_number or "", "")
        or (f"invoice {row.invoice_number}" if row.invoice_number else "")
        for row in rows
    }


def _folded(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None
