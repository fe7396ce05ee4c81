"""`element`: a required element is said, or agrees with the ledger."""

from difflib import SequenceMatcher

from callaudit.core.entity import Element
from callaudit.core.finding import Evidence, Verdict
from callaudit.engine.cite import cite
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.rulespec.checks import ElementCheck

_NEVER_SAID = {
    "invoice_received_asked": "It was not asked whether the invoice was received",
    "callback_request": "No call back was asked for",
    "number_repeated": "The callback number was not said again",
}
"""The sentence on a missing element whose name is not the name of a thing."""


_IN_THE_LOG = frozenset({"company_name", "agent_name"})
"""Elements of the collector, which no ledger of debts holds."""


_SAME_NAME = 0.7
"""How alike two spellings of one name are at least, 0 to 1."""


def check(listener: Listener, check: ElementCheck) -> Outcome:
    """`present`: broken if the call's type requires it, nothing waives it, and it is missing."""
    names = (check.element, *check.elements_any)
    said = [e for name in names if (e := listener.call.call.element(name)) is not None]
    return _agree(listener, said) if check.must == "agree" else _present(listener, check, said)


def _present(listener: Listener, check: ElementCheck, said: list[Element]) -> Outcome:
    if said:
        return met(f"Said: “{said[0].quote}”", shown=(_proof(listener, said[0]),))
    if check.element not in listener.call.missing:
        return not_applicable("This call does not need it, or what was said waives it")
    for element in listener.call.call.unsure:
        if element.name in (check.element, *check.elements_any):
            doubt = (element.doubt or "").capitalize()
            return undetermined(doubt, evidence=(_proof(listener, element),))
    named = check.element.replace("_", " ")
    because = _NEVER_SAID.get(check.element, f"The {named} was not said")
    return Outcome(Verdict.BROKEN, because)


def _agree(listener: Listener, said: list[Element]) -> Outcome:
    """Broken if one differs; a name that only sounds like the record's leaves it open."""
    wrong = [e for e in said if e.matches_record is False and not _misheard(listener, e)]
    if wrong:
        record = _record(listener, wrong[0].name)
        named = wrong[0].name.replace("_", " ")
        book = "log" if wrong[0].name in _IN_THE_LOG else "ledger"
        because = f"“{wrong[0].quote}” was said as the {named}; the {book} has {record}"
        return Outcome(Verdict.BROKEN, because, evidence=tuple(_proof(listener, e) for e in wrong))
    doubtful = [e for e in said if e.doubt]
    if doubtful:
        proof = tuple(_proof(listener, e) for e in doubtful)
        return undetermined("; ".join(e.doubt or "" for e in doubtful), evidence=proof)
    if not any(element.matches_record for element in said):
        return not_applicable("It was not said, or the ledger has no value to compare")
    right = next(element for element in said if element.matches_record)
    return met(f"“{said[0].quote}” agrees with the ledger", shown=(_proof(listener, right),))


def _misheard(listener: Listener, element: Element) -> bool:
    """Tell whether a name may be the record's, cut short or spelt as a recogniser heard it."""
    record = _record(listener, element.name)
    if element.name not in _IN_THE_LOG or not isinstance(record, str):
        return False
    value, known = element.value.casefold(), record.casefold()
    alike = SequenceMatcher(None, value, known, autojunk=False).ratio() >= _SAME_NAME
    return alike or set(value.split()) <= set(known.split())


def _record(listener: Listener, name: str) -> object:
    metadata = listener.call.call.metadata
    if name == "company_name":
        return metadata.agent.company or metadata.creditor
    return metadata.agent.name if name == "agent_name" else getattr(metadata, name, None)


def _proof(listener: Listener, element: Element) -> Evidence:
    turn = listener.call.call.conversation.turns[element.turn]
    pattern = f"{listener.rule.id}/{element.name}"
    return cite(turn, element.start_char, element.end_char, pattern=pattern)
