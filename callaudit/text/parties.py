"""Who calls, for which company, whom, and under which number to answer."""

import re

from callaudit.core.conversation import OTHER_PARTY, Speaker
from callaudit.core.entity import Entity, EntityKind
from callaudit.text.agreement import is_person
from callaudit.text.call_view import CallView, Reading, read_entity, read_name
from callaudit.text.name_match import is_company

_THEIR_NUMBER = re.compile(
    r"\b(?:best (?:phone |callback |contact )?number|your (?:\w+ )?(?:number|phone|cell)|"
    r"reach you|still (?:good|current|correct))\b"
)


def agent_name(call: CallView) -> Reading | None:
    """Read the name the agent gives; the whole registered name where it agrees, or nearly does."""
    people = call.said(EntityKind.PERSON, Speaker.AGENT)
    agent = call.metadata.agent
    near = [
        read_name(entity, registered, registered)
        for registered in (agent.name, *agent.aliases)
        for entity in people
        if registered and is_person(entity, registered) and not _is_consumer(entity, call)
    ]
    if near:
        return _surest(near)
    for entity in people:
        if entity.note == "self":
            return read_entity(entity, entity.value, False if agent.name else None)
    return None


def _surest(readings: list[Reading]) -> Reading:
    """Return the first reading that agrees, else the first."""
    return next((one for one in readings if one.matches), readings[0])


def _is_consumer(entity: Entity, call: CallView) -> bool:
    """Tell whether a name that agent and consumer share was the consumer's there."""
    consumer = call.metadata.consumer.name
    return entity.note != "self" and is_person(entity, consumer)


def company_name(call: CallView) -> Reading | None:
    """Read the company the agent names as its own; the creditor's will do without another."""
    companies = call.said(EntityKind.COMPANY, Speaker.AGENT)
    own = call.metadata.agent.company or call.metadata.creditor
    near = [read_name(one, own, own) for one in companies if own and one.value == own]
    if near:
        return _surest(near)
    for entity in companies:
        if entity.note == "company" and entity.value != call.metadata.consumer.name:
            return read_entity(entity, entity.value, False if own else None)
    return None


def contact_name(call: CallView) -> Reading | None:
    """Read the consumer's name as far as it was said; else the person who took the call."""
    people = call.said(EntityKind.PERSON, Speaker.AGENT, *OTHER_PARTY)
    registered = call.metadata.consumer.name
    own = [e for e in people if is_person(e, registered) and not _is_agents(e, call)]
    if own and registered:
        fullest = sorted(own, key=lambda e: (-len(e.value.split()), e.turn))
        return _surest([read_name(e, e.value, registered) for e in fullest])
    others = [e for e in people if _names_the_other_side(e, call)]
    if not others:
        return None
    best = max(others, key=lambda e: (e.note in {"self", "confirmed"}, len(e.value.split())))
    return read_entity(
        best, best.value, None if is_company(registered) or not registered else False
    )


def _is_agents(entity: Entity, call: CallView) -> bool:
    by_agent = call.turn(entity.turn).speaker is Speaker.AGENT
    return by_agent and entity.note == "self"


def _names_the_other_side(entity: Entity, call: CallView) -> bool:
    if call.turn(entity.turn).speaker is Speaker.AGENT:
        titled = entity.value.split()[0].endswith(".")
        return titled or entity.note in {"asked", "confirmed", "greeted"}
    return entity.note == "self"


def callback_number(call: CallView) -> Reading | None:
    """Read the number the agent leaves; the number that was dialled is not one."""
    dialled = re.sub(r"\D", "", call.metadata.phone or "")[-10:]
    for entity in call.said(EntityKind.PHONE, Speaker.AGENT):
        before, after = call.words_around(entity)
        theirs = _THEIR_NUMBER.search(before) or _THEIR_NUMBER.search(after)
        if not theirs and re.sub(r"\D", "", entity.value)[-10:] != dialled:
            return read_entity(entity, entity.value, None)
    return None
