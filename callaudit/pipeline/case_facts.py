"""What the earlier calls of a case bind a later one to, as facts and as flags of the account."""

from collections.abc import Iterator
from datetime import datetime

from callaudit.core.audit import CallAudit
from callaudit.core.case import CaseFact, FactKind
from callaudit.core.finding import Verdict
from callaudit.core.metadata import WORK_PHONE, CallMetadata

FLAG_OF_FACT = {
    FactKind.STOP_CALLS: "phone_stop_on_file",
    FactKind.STOP_NUMBER: "phone_stop_on_file",
    FactKind.CEASE: "cease_on_file",
    FactKind.ATTORNEY: "attorney_on_file",
    FactKind.DISPUTE: "dispute_open",
    FactKind.BANKRUPTCY: "bankruptcy",
    FactKind.WORK_PROHIBITED: "work_prohibited",
}
"""The account flag that a fact sets for later calls."""

_FACT_OF_FLAG = {
    "phone_stop_on_file": FactKind.STOP_CALLS,
    "cease_on_file": FactKind.CEASE,
    "attorney_on_file": FactKind.ATTORNEY,
    "attorney": FactKind.ATTORNEY,
    "dispute_open": FactKind.DISPUTE,
    "bankruptcy": FactKind.BANKRUPTCY,
    "work_prohibited": FactKind.WORK_PROHIBITED,
}

BINDS_PERSON = frozenset(
    {
        FactKind.STOP_CALLS,
        FactKind.STOP_NUMBER,
        FactKind.WRONG_NUMBER,
        FactKind.WORK_PROHIBITED,
        FactKind.INCONVENIENT,
        FactKind.HOURS_AGREED,
        FactKind.BANKRUPTCY,
    }
)
"""Facts of the person, which bind calls about every debt of theirs.

A person may forbid a medium (12 CFR 1006.14(h)(1)), a time or a place (15 U.S.C. 1692c(a)(1), (3))
whatever the debt, and a bankruptcy stays all of them (11 U.S.C. 362). An attorney (1692c(a)(2)), a
written stop (1692c(c)), a dispute (1692g(b)) and a promise are of the one debt.
"""

_OF_HOURS = frozenset({FactKind.INCONVENIENT, FactKind.HOURS_AGREED})

READ_BY_RULES = frozenset({*_OF_HOURS, FactKind.WRONG_NUMBER})
"""Facts that rules read as they are, not as a flag."""

_TOLD = {
    FactKind.STOP_CALLS: "the consumer asked for no more calls",
    FactKind.STOP_NUMBER: "the consumer asked for no calls on this number",
    FactKind.CEASE: "the consumer asked in writing for no more contact",
    FactKind.ATTORNEY: "the consumer named an attorney",
    FactKind.DISPUTE: "the consumer disputed the debt",
    FactKind.BANKRUPTCY: "the consumer told of a bankruptcy",
    FactKind.WORK_PROHIBITED: "the consumer said that calls at work are not allowed",
}

_LIFTED_BY_CONSENT = frozenset({FactKind.STOP_CALLS, FactKind.STOP_NUMBER})

_OF_LINE = frozenset({FactKind.STOP_NUMBER, FactKind.WRONG_NUMBER})

_HOURS_OF_LAW = "call_hours"
"""Category of calls placed at hours that are not lawful: no consent is given on those."""

_Key = tuple[FactKind, str | None]


class Known:
    """The facts of a case so far: the latest of each kind, and of each line and each hour."""

    def __init__(self) -> None:
        """Begin a case of which nothing is known."""
        self._facts: dict[_Key, CaseFact] = {}
        self.all: list[CaseFact] = []

    @property
    def latest(self) -> tuple[CaseFact, ...]:
        """The facts that later calls may rest on, oldest first."""
        return tuple(sorted(self._facts.values(), key=lambda f: (f.at, f.call_id, f.kind)))

    def read_log(self, row: CallMetadata) -> tuple[CaseFact, ...]:
        """Take over the flags of a row that say something new; a row that says no ends a dispute.

        A stop, an attorney or a bankruptcy that was told of on tape is not undone by a column.
        Returns what was new.
        """
        if row.start is None:
            return ()
        if row.flags.dispute_open is False:
            self._facts.pop((FactKind.DISPUTE, None), None)
        fresh = tuple(f for f in _of_log(row, row.start) if (f.kind, None) not in self._facts)
        for fact in fresh:
            self.add(fact)
        return fresh

    def hear(self, audit: CallAudit) -> tuple[CaseFact, ...]:
        """Take over what a call established, and return it.

        Consent to other hours counts only if the call itself was placed at lawful ones: 15 U.S.C.
        1692c(a).
        """
        late = any(
            finding.category == _HOURS_OF_LAW and finding.verdict is Verdict.BROKEN
            for finding in audit.findings
        )
        kept = tuple(
            fact for fact in audit.established if not (late and fact.kind is FactKind.HOURS_AGREED)
        )
        for fact in kept:
            self.add(fact)
        return kept

    def read_note(self, facts: tuple[CaseFact, ...]) -> tuple[CaseFact, ...]:
        """Take over what a note tells, unless the same was known before; return what was new."""
        fresh = tuple(
            fact
            for fact in facts
            if fact.kind not in FLAG_OF_FACT or (fact.kind, _line(fact)) not in self._facts
        )
        for fact in fresh:
            self.add(fact)
        return fresh

    def add(self, fact: CaseFact) -> None:
        """Add a fact; the first words of a kind stand until a later call repeats them.

        Hours add up: those agreed to take back unwanted ones that they cover, and unwanted ones
        take back any consent that they meet.
        """
        self.all.append(fact)
        if fact.kind in _OF_HOURS:
            self._set_against(fact)
            key: _Key = fact.kind, f"{fact.call_id} {[one.in_words() for one in fact.hours]}"
        else:
            key = fact.kind, _line(fact)
        self._facts[key] = fact

    def _set_against(self, fact: CaseFact) -> None:
        """Take back the hours that a later word on hours contradicts."""
        agrees = fact.kind is FactKind.HOURS_AGREED
        for key, other in tuple(self._facts.items()):
            if other.kind not in _OF_HOURS or other.kind is fact.kind or not other.hours:
                continue
            kept = tuple(
                old
                for old in other.hours
                if not any(new.covers(old) if agrees else new.meets(old) for new in fact.hours)
            )
            if kept != other.hours:
                del self._facts[key]
                if kept:
                    self._facts[key] = other.model_copy(update={"hours": kept})

    def read_by_rules(self, row: CallMetadata) -> tuple[CaseFact, ...]:
        """Return the facts of earlier calls that rules read as they are."""
        if row.start is None:
            return ()
        return tuple(
            fact
            for fact in self.latest
            if fact.kind in READ_BY_RULES
            and fact.at < row.start
            and (fact.hours or fact.kind not in _OF_HOURS)
        )

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
            if flag is None or not self._binds(fact, row, row.start):
                continue
            if _is_work_line(fact, row):
                found.setdefault(WORK_PHONE, fact)
            if row.flag(flag):
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


def _line(fact: CaseFact) -> str | None:
    return fact.phone if fact.kind in _OF_LINE else None


def _is_work_line(fact: CaseFact, row: CallMetadata) -> bool:
    """Tell whether a number of unknown sort was named as one at work on an earlier call."""
    named = fact.kind is FactKind.WORK_PROHIBITED and fact.of_line and fact.phone is not None
    return named and fact.phone == row.phone and row.flag(WORK_PHONE) is None


def told(fact: CaseFact, row: CallMetadata, flag: str) -> str:
    """Return a fact as the end of a sentence, with its day and its call."""
    if fact.source == "log":
        return f"{flag} stands in the log since {fact.at:%Y-%m-%d} (call {fact.call_id})"
    if flag == WORK_PHONE:
        return f"the line was named as one at work on {fact.at:%Y-%m-%d} (call {fact.call_id})"
    said = f"{_TOLD[fact.kind]} on {fact.at:%Y-%m-%d} (call {fact.call_id})"
    if fact.source == "note":
        said = f"{said}, as the note says: “{fact.words}”"
    return f"{said}, though the log says no" if row.flag(flag) is False else said


def _of_log(row: CallMetadata, at: datetime) -> Iterator[CaseFact]:
    for flag, kind in _FACT_OF_FLAG.items():
        if row.flag(flag):
            yield CaseFact(kind=kind, at=at, call_id=row.call_id, source="log")
