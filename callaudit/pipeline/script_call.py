"""A way through a script to a Call, and every character of the call back to the script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from callaudit.core.call import Call
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Element
from callaudit.core.finding import Evidence
from callaudit.core.metadata import (
    AccountFlags,
    Agent,
    CallMetadata,
    CallResult,
    CallType,
    Consumer,
    Contact,
    ZoneSource,
)
from callaudit.rulespec.policy import Policy
from callaudit.scripts.script import Facts, Path, Say, Script
from callaudit.scripts.script_type import ScriptType
from callaudit.scripts.slot_names import BY_KIND, ELEMENTS
from callaudit.scripts.slots import Slot
from callaudit.scripts.spelled import Spelled, joined, standing_for
from callaudit.text.elements import find_elements
from callaudit.text.entities import find_entities

START = datetime.fromisoformat("2026-11-18T13:00:00-05:00")
"""A Wednesday at 13:00: when the day on which a script is read out does not matter."""

LEDGER = {"invoice_number": "4471", "amount": Decimal("212.40"), "due_date": date(2026, 10, 19)}
"""The invented ledger that the values of slots agree with."""

CONTACTS = {ScriptType.VOICEMAIL: Contact.VOICEMAIL, ScriptType.THIRD_PARTY: Contact.THIRD_PARTY}
"""Who takes the call; the consumer, where a type is not named."""

_ASKS_FOR_SOMEBODY = re.compile(
    r"\b(?:speak|talk|speaking|talking) (?:with|to)\b"
    r"|\bis (?:this|that|\S+(?: \S+)? (?:there|available|in))\b",
    re.IGNORECASE,
)

_RECAP = re.compile(
    r"[?][\"”’)]?\s+(?=(?:so|great|good|okay|ok|perfect|thanks?|all ?right|wonderful|excellent|then"
    r"|(?:just )?to (?:confirm|recap|be sure)"
    r"|(?:let me|I'?ll) (?:confirm|note|recap|repeat))\b)",
    re.IGNORECASE,
)
"""Between a question and what is only said after its answer, in one line."""

_SALUTATION = re.compile(
    r"\s*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^.?!]*,\s*$", re.I
)
"""A line that greets: what follows is a sentence of its own, for all the comma."""

_SENTENCE_ENDS = tuple('.?!:;,—–…"”’)')


@dataclass(frozen=True)
class ScriptCall:
    """A call, and the text of each of its turns with places in the script."""

    call: Call
    turns: tuple[Spelled, ...]

    def place(self, evidence: Evidence) -> tuple[int, int]:
        """Return the span of the script that a quote stands for."""
        return self.turns[evidence.turn].place(evidence.start_char, evidence.end_char)


def script_call(
    script: Script, path: Path, policy: Policy, *, state: str | None = None
) -> ScriptCall:
    """Build the call that a collector holds who follows one way through a script.

    Where the script does not say whose debt it is or who collects, the policy does.
    """
    facts = script.facts
    call_type = _call_type(facts)
    answered = facts.type not in (ScriptType.VOICEMAIL, ScriptType.LETTER)
    third = call_type is CallType.THIRD_PARTY
    spoken = _turns(path.says, third=third, answered=answered)
    call_id = "script"
    conversation = Conversation(
        call_id=call_id,
        turns=tuple(
            Turn(index=index, speaker=speaker, text=words.text)
            for index, (speaker, words) in enumerate(spoken)
        ),
    )
    metadata = _metadata(facts, path, policy, state)
    entities = find_entities(conversation, metadata=metadata)
    elements = find_elements(conversation, entities, metadata=metadata, call_type=call_type)
    turns = tuple(words for _, words in spoken)
    call = Call(
        metadata=metadata,
        conversation=conversation,
        call_type=call_type,
        contact=CONTACTS.get(facts.type, Contact.CONSUMER) if facts.type else Contact.CONSUMER,
        entities=entities,
        elements=(*elements, *_of_slots(script.slots, spoken, {e.name for e in elements})),
        decided_by=("The script says so",),
    )
    return ScriptCall(call, turns)


def _call_type(facts: Facts) -> CallType:
    if facts.type is None or facts.type is ScriptType.LETTER:
        return CallType.FIRST_CALL if (facts.attempt or 1) == 1 else CallType.SECOND_ATTEMPT
    return CallType(facts.type.value)


def _metadata(facts: Facts, path: Path, policy: Policy, state: str | None) -> CallMetadata:
    flags = {**facts.flags, **dict.fromkeys(path.flags, True)}
    account = {name: truth for name, truth in flags.items() if name in AccountFlags.model_fields}
    recording: dict[str, Any] = {
        name: flags[name]
        for name in ("recording_notice_played", "pause_resume_recording", "prerecorded", "voice_ai")
        if name in flags
    }
    company = BY_KIND["company_name"].value
    return CallMetadata(
        call_id="script",
        start=START,
        result=CallResult.VOICEMAIL if facts.type is ScriptType.VOICEMAIL else CallResult.ANSWERED,
        collector_party=facts.party or policy.assume_party,
        debt_type=facts.debt or policy.assume_debt,
        attempt_number=facts.attempt,
        agent=Agent(
            name=BY_KIND["agent_name"].value,
            company=company,
            company_name_reveals_collection=flags.get("company_name_reveals_collection"),
        ),
        consumer=Consumer(
            name=BY_KIND["contact_name"].value,
            state=state,
            timezones=(ZoneSource(source="mailing_address", tz="America/New_York"),),
        ),
        debt_id="script",
        creditor=company,
        flags=AccountFlags.model_validate(account),
        **LEDGER,  # type: ignore[arg-type]
        **recording,
    )


def _turns(says: tuple[Say, ...], *, third: bool, answered: bool) -> list[tuple[Speaker, Spelled]]:
    """Put lines of one speaker in a row into one turn, as a call has them."""
    turns: list[tuple[Speaker, list[Spelled]]] = []
    for say in _with_answers(says) if answered else says:
        other = third and say.speaker is Speaker.CUSTOMER
        speaker = Speaker.THIRD_PARTY if other else say.speaker
        if turns and turns[-1][0] is speaker:
            turns[-1][1].append(say.words)
        else:
            turns.append((speaker, [say.words]))
    return [(speaker, _in_a_row(words)) for speaker, words in turns]


def _with_answers(says: tuple[Say, ...]) -> Iterator[Say]:
    """Put an answer behind every question after which the script lets the agent go on.

    Many scripts write down one side alone, and end with a question or put question and recap into
    one line; who asks for somebody reaches them.
    """
    parts = tuple(part for say in says for part in _at_recaps(say))
    for say, following in pairwise((*parts, None)):
        if say is None:
            continue
        yield say
        asks = say.speaker is Speaker.AGENT and say.words.text.rstrip(" \"”'").endswith("?")
        if asks and (following is None or following.speaker is Speaker.AGENT):
            last = say.words.text.rstrip("? \"”'")
            sentence = re.split(r"[.?!]\s", last)[-1]
            said = "Yes, speaking." if _ASKS_FOR_SOMEBODY.search(sentence) else "Yes."
            span = say.words.place(len(say.words.text) - 1, len(say.words.text))
            yield Say(Speaker.CUSTOMER, standing_for(said, *span))


def _at_recaps(say: Say) -> Iterator[Say]:
    """Cut a line where it takes an answer for given: `Could you pay Friday? So that is Friday`."""
    begin = 0
    for found in _RECAP.finditer(say.words.text) if say.speaker is Speaker.AGENT else ():
        yield Say(say.speaker, say.words[begin : found.end()].stripped())
        begin = found.end()
    yield Say(say.speaker, say.words[begin : len(say.words.text)].stripped())


def _in_a_row(lines: list[Spelled]) -> Spelled:
    """Join lines; one that ends without a full stop is a sentence all the same."""
    parts: list[Spelled] = []
    for line in lines[:-1]:
        ended = line.text.rstrip().endswith(_SENTENCE_ENDS) and not _SALUTATION.match(line.text)
        stop = "" if ended else "."
        parts.append(joined([line, line[0:0]], between=f"{stop} ") if line.starts else line)
    return joined([*parts, lines[-1]])


def _of_slots(
    slots: tuple[Slot, ...], turns: list[tuple[Speaker, Spelled]], said: set[str]
) -> list[Element]:
    """Return the elements that slots of the agent's lines stand for and no reader found."""
    missing = {
        (slot.start, slot.end): slot
        for slot in reversed(slots)
        if slot.kind in ELEMENTS and slot.kind not in said
    }
    found: dict[str, Element] = {}
    for index, (speaker, words) in enumerate(turns if missing else ()):
        if speaker is not Speaker.AGENT:
            continue
        for at, span in enumerate(zip(words.starts, words.ends, strict=True)):
            slot = missing.get(span)
            if slot is not None and slot.kind is not None and slot.kind not in found:
                end = at + len(slot.value)
                found[slot.kind] = Element(
                    name=slot.kind,
                    value=slot.value,
                    turn=index,
                    start_char=at,
                    end_char=min(end, len(words.text)),
                    quote=words.text[at:end],
                )
    return list(found.values())
