"""Calls on which one party was not recorded: what their words would decide stays open."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from callaudit.core.call import Call
from callaudit.core.conversation import OTHER_PARTY, Speaker
from callaudit.core.finding import Verdict
from callaudit.core.recording import FaultKind
from callaudit.engine.attention import VOICES, listened_for
from callaudit.engine.outcome import Outcome, undetermined
from callaudit.rulespec.checks import (
    AnySpeaker,
    ElementCheck,
    Forbid,
    Only,
    Order,
    Require,
    Respond,
    Talk,
)

if TYPE_CHECKING:
    from callaudit.engine.ready import ReadyRule

_VOICES_OF: Mapping[FaultKind, frozenset[Speaker]] = {
    FaultKind.AGENT_UNRECORDED: frozenset({Speaker.AGENT}),
    FaultKind.OTHER_UNRECORDED: OTHER_PARTY,
    FaultKind.PARTIES_UNCLEAR: frozenset({Speaker.AGENT}) | OTHER_PARTY,
}

AGENTS_OWN = frozenset({"agent_name", "company_name", "mini_miranda"})
"""Elements that nobody but the agent can say, and that no answer makes needless."""

_TWO_SIDED = frozenset(
    {
        "agent_talk_share",
        "interruptions_per_minute",
        "longest_monologue_s",
        "longest_silence_s",
        "search_s",
        "weighty_interruptions",
        "written_cut_offs",
    }
)
"""Measures of one party against the other, or of silences that may be its speech."""


class Unrecorded:
    """Whose words are missing on a call, and what that does to a rule's answer."""

    def __init__(self, call: Call) -> None:
        """Look for the fault that names who was not recorded."""
        faults = call.quality.faults if call.quality else ()
        fault = next((one for one in faults if one.kind in _VOICES_OF), None)
        self.told = fault.told[:1].upper() + fault.told[1:] if fault else None
        self._voices = _VOICES_OF[fault.kind] if fault else frozenset[Speaker]()

    def misses(self, speaker: AnySpeaker) -> bool:
        """Tell whether all that a speaker said is missing."""
        return bool(self._voices) and VOICES[speaker] <= self._voices

    def without(self, outcome: Outcome, ready: "ReadyRule") -> Outcome:
        """Return the outcome, undetermined where the missing words could have changed it.

        What was heard to be said stays said. Broken stays where words that were heard are
        forbidden whatever anybody answers; not applicable, where what would make the rule apply
        is the recorded party's to say.
        """
        if self.told is None or not self._changes(outcome, ready):
            return outcome
        return replace(undetermined(self.told), evidence=outcome.evidence)

    def _changes(self, outcome: Outcome, ready: "ReadyRule") -> bool:
        check = ready.rule.check
        if outcome.verdict is Verdict.UNDETERMINED:
            return False
        if isinstance(check, Talk):
            return any(bound.measure in _TWO_SIDED for bound in check.bounds)
        if outcome.verdict is Verdict.NOT_APPLICABLE:
            return self._asked_by_missing(ready)
        if isinstance(check, ElementCheck):
            return check.element not in AGENTS_OWN and not (outcome.evidence or outcome.shown)
        if ready.is_of_records:
            return True
        if not any(VOICES[speaker] & self._voices for _, speaker in listened_for(ready.rule)):
            return False
        if outcome.verdict is Verdict.MET:
            return not (outcome.evidence or outcome.shown)
        return not isinstance(check, Forbid | Only)

    def _asked_by_missing(self, ready: "ReadyRule") -> bool:
        """Tell whether a rule applies only after words that the missing party may have said."""
        check = ready.rule.check
        usual: AnySpeaker = ready.rule.scope.speaker
        if isinstance(check, Respond):
            group, usual = check.trigger, "other"
        elif isinstance(check, Require) and check.only_if is not None:
            group = check.only_if
        elif isinstance(check, Order):
            group = check.before
        else:
            return ready.is_of_records
        return bool(VOICES[group.speaker or usual] & self._voices)
