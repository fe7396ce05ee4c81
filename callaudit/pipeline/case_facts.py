"""What the earlier calls of a case bind a later one to, as facts and as flags of the account."""

from collections.abc import Iterator
from datetime import datetime

from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseFact, FactKind
from callaudit.core.metadata import CallMetadata

FLAG_OF_FACT = {
    FactKind.STOP_CALLS: "phone_stop_on_file",
    FactKind.STOP_NUMBER: "phone_stop_on_file",
    FactKind.ATTORNEY: "attorney_on_file",
    FactKind.DISPUTE: "dispute_open",
    FactKind.BANKRUPTCY: "bankruptcy",
    FactKind.WORK_PROHIBITED: "work_prohibited",
}
"""The account flag that a fact sets for later calls."""

_FACT_OF_FLAG = {
    "phone_stop_on_file": FactKind.STOP_CALLS,
    "cease_on_file": FactKind.STOP_CALLS,
    "attorney_on_file": FactKind.ATTORNEY,
    "attorney": FactKind.ATTORNEY,
    "dispute_open": FactKind.DISPUTE,
    "bankruptcy": FactKind.BANKRUPTCY,
    "work_prohibited": FactKind.WORK_PROHIBITED,
}

_TOLD = {
    FactKind.STOP_CALLS: "the consumer asked for no more calls",
    FactKind.STOP_NUMBER: "the consumer asked for no calls on this number",
    FactKind.ATTORNEY: "the consumer named an attorney",
    FactKind.DISPUTE: "the consumer disputed the debt",
    FactKind.BANKRUPTCY: "the consumer told of a bankruptcy",
    FactKind.WORK_PROHIBITED: "the consumer said that calls at work are not allowed",
}

_LIFTED_BY_CONSENT = frozenset({FactKind.STOP_CALLS, FactKind.STOP_NUMBER})


class Known:
    """The facts of a case so far: the latest of each kind, and of each line for a stop."""

    def __init__(self) -> None:
        """Begin a case of which nothing is known."""
        self._facts: dict[tuple[FactKind, str | None], CaseFact] = {}
        self.all: list[CaseFact] = []

    @property
    def latest(self) -> tuple[CaseFact, ...]:
        """The facts that later calls may rest on, oldest first."""
        return tuple(sorted(self._facts.values(), key=lambda f: (f.at, f.call_id, f.kind)))

    def read_log(self, row: CallMetadata) -> None:
        """Take over the flags of a row that say something new; a row that says no ends a dispute.

        A stop, an attorney or a bankruptcy that was told of on tape is not undone by a column.
        """
        if row.start is None:
            return
        if row.flags.dispute_open is False:
            self._facts.pop((FactKind.DISPUTE, None), None)
        for fact in _of_log(row, row.start):
            if (fact.kind, None) not in self._facts:
                self.add(fact)

    def hear(self, audit: CallAudit) -> None:
        """Take over what a call established."""
        for fact in audit.established:
            self.add(fact)

    def add(self, fact: CaseFact) -> None:
        """Add a fact; the first words of a kind stand until a later call repeats them."""
        line = fact.phone if fact.kind is FactKind.STOP_NUMBER else None
        self._facts[fact.kind, line] = fact
        self.all.append(fact)

    def flags_for(self, row: CallMetadata) -> dict[str, CaseFact]:
        """Return the account flags that earlier calls set for a call, each with its fact.

        A flag that the log sets needs none. Where the log says no, words on tape go before it,
        but for a dispute, which may be settled. A stop does not bind a call that the consumer
        asked for later.
        """
        if row.start is None:
            return {}
        found: dict[str, CaseFact] = {}
        for fact in self.latest:
            flag = FLAG_OF_FACT.get(fact.kind)
            if flag is None or row.flag(flag) or not self._binds(fact, row, row.start):
                continue
            said_no = row.flag(flag) is False
            if said_no and (fact.source != "said" or fact.kind is FactKind.DISPUTE):
                continue
            found.setdefault(flag, fact)
        return found

    def _binds(self, fact: CaseFact, row: CallMetadata, at: datetime) -> bool:
        if fact.at >= at:
            return False
        if fact.kind is FactKind.STOP_NUMBER and (fact.phone is None or fact.phone != row.phone):
            return False
        consent = self._facts.get((FactKind.CONSENT, None))
        if fact.kind not in _LIFTED_BY_CONSENT or consent is None or consent.due is None:
            return True
        return not (fact.at < consent.at < at and at.date() <= consent.due)


def told(fact: CaseFact, row: CallMetadata, flag: str) -> str:
    """Return a fact as the end of a sentence, with its day and its call."""
    if fact.source == "log":
        return f"{flag} stands in the log since {fact.at:%Y-%m-%d} (call {fact.call_id})"
    said = f"{_TOLD[fact.kind]} on {fact.at:%Y-%m-%d} (call {fact.call_id})"
    return f"{said}, though the log says no" if row.flag(flag) is False else said


def _of_log(row: CallMetadata, at: datetime) -> Iterator[CaseFact]:
    for flag, kind in _FACT_OF_FLAG.items():
        if row.flag(flag):
            yield CaseFact(kind=kind, at=at, call_id=row.call_id, source="log")
