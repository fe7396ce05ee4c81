"""Measures of preparation: does the agent have the account's facts at hand?"""

import re
from itertools import pairwise

from callaudit.core.conversation import Speaker, Turn
from callaudit.engine.cite import cite
from callaudit.engine.heard import HeardCall
from callaudit.engine.measure import Measure

LEDGER_FACTS = ("invoice_number", "amount", "due_date")
"""Elements that the call log can contradict."""

_LOOKS_UP = re.compile(
    r"\b(?:let me|lemme|i'?ll|i will|i(?:'m| am)(?: just)?|i need to|i have to|just)\s+"
    r"(?:just\s+|quickly\s+|try to\s+|go\s+)?"
    r"(?:look|find|pull|search|check|see|open|dig|bring|get|log|load|figure|looking|finding|"
    r"pulling|searching|checking|opening|waiting)\b"
    r"|\b(?:bear with me|hold on|hang on|one moment|just a (?:moment|second|minute|sec)|"
    r"give me a (?:moment|second|minute|sec)|(?:system|computer|screen) is (?:slow|loading))\b",
    re.IGNORECASE,
)


def wrong_facts(call: HeardCall) -> Measure:
    """Return how many of invoice, amount and due date were said otherwise than in the log."""
    label = "facts said otherwise than in the log"
    found = {name: call.call.element(name) for name in LEDGER_FACTS}
    said = [element for element in found.values() if element is not None]
    if not any(element.matches_record is not None for element in said):
        return Measure(label, None)
    wrong = [element for element in said if element.matches_record is False]
    turns = call.call.conversation.turns
    proof = tuple(cite(turns[e.turn], e.start_char, e.end_char, pattern=e.name) for e in wrong)
    return Measure(label, len(wrong), proof)


def search_s(call: HeardCall) -> Measure:
    """Return the longest silence after the agent asks for time to look something up, in seconds.

    Nought where nobody asked for time; not measured where somebody did and the call has no times.
    """
    label = "silence to look something up (s)"
    waits: list[tuple[float, Turn, re.Match[str]]] = []
    timed = True
    for turn, following in pairwise(call.call.conversation.turns):
        asked = turn.speaker is Speaker.AGENT and _LOOKS_UP.search(turn.text)
        if not asked:
            continue
        if turn.end_s is None or following.start_s is None:
            timed = False
        else:
            waits.append((following.start_s - turn.end_s, turn, asked))
    if not waits:
        return Measure(label, 0.0 if timed else None)
    longest, turn, asked = max(waits, key=lambda wait: wait[0])
    proof = cite(turn, asked.start(), asked.end(), pattern="looks-up")
    return Measure(label, round(longest, 1), (proof,))
