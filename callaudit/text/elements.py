"""The required elements of a call: who, which invoice, how much, since when, until when."""

from collections.abc import Callable

from callaudit.core.conversation import Conversation
from callaudit.core.entity import Element, Entity
from callaudit.core.metadata import CallMetadata, CallType
from callaudit.text.asked import callback_requested, mini_miranda, number_repeated, receipt_asked
from callaudit.text.call_view import CallView, Reading, read_span
from callaudit.text.debt_terms import amount, check_number, days_past_due, due_date, invoice_number
from callaudit.text.parties import agent_name, callback_number, company_name, contact_name
from callaudit.text.promise import agreed_date, payment_method


def find_elements(
    conversation: Conversation,
    entities: tuple[Entity, ...],
    *,
    metadata: CallMetadata,
    call_type: CallType,
) -> tuple[Element, ...]:
    """Return the elements that were said, at most one of each name, in the order of `_READERS`.

    What agrees with the ledger goes before what stands nearest to the right words; a value the
    speaker took back never counts. In a call with a third party only the agent, the company and
    the callback number are elements: nothing about the debt is asked for there.
    Source: rules REQ-01 to REQ-07, VM-04.
    """
    call = CallView(conversation=conversation, entities=entities, metadata=metadata)
    elements: list[Element] = []
    for name, reader in _READERS.items():
        if call_type is CallType.THIRD_PARTY and name not in _WITH_THIRD_PARTY:
            continue
        if call_type is CallType.VOICEMAIL and name in _NEEDS_AN_ANSWER:
            continue
        read = reader(call)
        if read:
            elements.append(_element(name, read, call))
    return tuple(elements)


def _element(name: str, read: Reading, call: CallView) -> Element:
    turn = call.turn(read.turn)
    start_s, end_s = turn.seconds_of(read.start_char, read.end_char)
    return Element(
        name=name,
        value=read.value,
        turn=read.turn,
        start_char=read.start_char,
        end_char=read.end_char,
        quote=turn.text[read.start_char : read.end_char],
        start_s=start_s,
        end_s=end_s,
        matches_record=read.matches,
        doubt=read.doubt,
    )


def _payment_date(call: CallView) -> Reading | None:
    return read_span(agreed_date(call.conversation, call.entities, metadata=call.metadata))


def _payment_method(call: CallView) -> Reading | None:
    return read_span(payment_method(call.conversation))


def _callback_request(call: CallView) -> Reading | None:
    return read_span(callback_requested(call.conversation))


def _number_repeated(call: CallView) -> Reading | None:
    return read_span(number_repeated(call.conversation, call.entities))


def _invoice_received_asked(call: CallView) -> Reading | None:
    return read_span(receipt_asked(call.conversation))


def _mini_miranda(call: CallView) -> Reading | None:
    return read_span(mini_miranda(call.conversation))


_READERS: dict[str, Callable[[CallView], Reading | None]] = {
    "invoice_number": invoice_number,
    "amount": amount,
    "due_date": due_date,
    "payment_date": _payment_date,
    "contact_name": contact_name,
    "agent_name": agent_name,
    "company_name": company_name,
    "callback_number": callback_number,
    "callback_request": _callback_request,
    "payment_method": _payment_method,
    "invoice_received_asked": _invoice_received_asked,
    "number_repeated": _number_repeated,
    "days_past_due": days_past_due,
    "check_number": check_number,
    "mini_miranda": _mini_miranda,
}
"""Every element's name and its reader, in the order of an audit's `elements`."""

_WITH_THIRD_PARTY = frozenset({"agent_name", "company_name", "callback_number"})
_NEEDS_AN_ANSWER = frozenset({"payment_date", "payment_method", "invoice_received_asked"})


def element_names() -> tuple[str, ...]:
    """Return the closed list of element names, in order."""
    return tuple(_READERS)
