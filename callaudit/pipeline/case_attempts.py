"""The attempts of a case after the calls were heard: was it a conversation, was consent given?"""

from collections.abc import Sequence

from callaudit.core.attempts import Attempt, CallHistory
from callaudit.core.audit import CallAudit
from callaudit.core.call import Call
from callaudit.core.case import FactKind
from callaudit.core.conversation import OTHER_PARTY, Speaker
from callaudit.core.metadata import CallResult, Contact

Heard = dict[str, Attempt]
"""Attempts that the words of a call changed, by call id."""

_TOLD_BY_WORDS = frozenset({CallResult.ANSWERED.value, CallResult.UNKNOWN.value})
"""Results that leave open whether the consumer was spoken to."""


def as_heard(attempts: Sequence[Attempt], audits: dict[str, CallAudit]) -> Heard:
    """Return the attempts that look otherwise once the calls were heard.

    An answered call in which only somebody else spoke is no conversation with the consumer; one
    of unknown result in which the consumer and the agent spoke is. "Call me Thursday" is
    consent to a call that day. Source: 12 CFR 1006.14(b)(2), (b)(3)(i).
    """
    changed: Heard = {}
    for attempt in attempts:
        audit = audits.get(attempt.call_id or "")
        if audit is None or audit.call is None:
            continue
        fresh = _consent(_result(attempt, audit.call), audit)
        if fresh != attempt:
            changed[fresh.call_id or ""] = fresh
    return changed


def with_heard(history: CallHistory, heard: Heard) -> CallHistory:
    """Return a history with the attempts that were heard in place of those of the log."""
    if not heard or not any(attempt.call_id in heard for attempt in history.attempts):
        return history
    attempts = tuple(heard.get(attempt.call_id or "", attempt) for attempt in history.attempts)
    return history.model_copy(update={"attempts": attempts})


def _result(attempt: Attempt, call: Call) -> Attempt:
    turns = call.conversation.turns
    if not turns or attempt.result not in _TOLD_BY_WORDS or not attempt.to_consumer:
        return attempt
    if call.contact is Contact.VOICEMAIL:
        update = {"result": CallResult.VOICEMAIL.value, "conversation": False}
    elif call.contact is Contact.THIRD_PARTY:
        update = {"result": CallResult.ANSWERED.value, "conversation": False}
    else:
        speakers = {turn.speaker for turn in turns}
        both = Speaker.AGENT in speakers and bool(speakers & set(OTHER_PARTY))
        if attempt.result == CallResult.ANSWERED.value or not both:
            return attempt
        update = {"result": CallResult.ANSWERED.value, "conversation": True}
    return attempt.model_copy(update=update)


def _consent(attempt: Attempt, audit: CallAudit) -> Attempt:
    for fact in audit.established:
        if fact.kind is FactKind.CONSENT and attempt.conversation:
            days = {"consent_from": fact.due, "consent_until": fact.due}
            return attempt.model_copy(update=days)
    return attempt
