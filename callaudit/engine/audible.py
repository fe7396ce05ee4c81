"""How well a call was heard: what can be judged of it, and what its silence proves."""

from functools import cached_property
from typing import TYPE_CHECKING

from callaudit.core.conversation import Speaker
from callaudit.core.finding import NO_RECORDING
from callaudit.core.metadata import CallResult
from callaudit.engine.unrecorded import Unrecorded

if TYPE_CHECKING:
    from callaudit.engine.heard import HeardCall
    from callaudit.rulespec.checks import AnySpeaker

BELIEVED_PROBABILITY = 0.5
"""Mean probability of all words of a call below which nothing rests on what they do not say.

Telephone calls in English have 0.85 and more; Spanish or French written by an English-only
model 0.36 to 0.46.
"""

NOBODY_ANSWERED = frozenset({CallResult.NO_ANSWER, CallResult.BUSY, CallResult.OUT_OF_SERVICE})
"""Results after which there is nothing to hear."""


class Audible:
    """Answers about one call, the same for all rules; each is found once."""

    def __init__(self, heard: "HeardCall") -> None:
        """Keep the call."""
        self._heard = heard

    @cached_property
    def nothing_to_hear(self) -> bool:
        """Whether nobody answered and nothing was said."""
        heard = self._heard
        return not heard.turns and heard.call.metadata.result in NOBODY_ANSWERED

    def cannot_be_judged(self, speaker: "AnySpeaker") -> str | None:
        """Return why no rule on what this speaker says can be judged, None if it can."""
        if self._no_words is None and self.unrecorded.misses(speaker):
            return self.unrecorded.told
        if self._no_words is None and speaker == Speaker.AGENT:
            return self._no_agent
        return self._no_words

    @cached_property
    def unrecorded(self) -> Unrecorded:
        """Whose words are missing because a channel is silent."""
        return Unrecorded(self._heard.call)

    @cached_property
    def why_silence_proves_nothing(self) -> str | None:
        """Why a verdict cannot rest on what was not heard, None if it can."""
        call = self._heard.call
        language = call.metadata.language
        if language is not None and not language.casefold().startswith("en"):
            return (
                f"The call log says that the call is not in English ({language}); these rules are"
            )
        if call.transcript is None:
            return None
        words = [word for turn in call.conversation.turns for word in turn.words]
        mean = sum(word.probability for word in words) / len(words) if words else 1.0
        if mean < BELIEVED_PROBABILITY:
            return f"The words were heard with probability {mean:.2f} only (not English?)"
        low = [cover for cover in call.transcript.coverage if cover.is_low]
        if not low:
            return None
        worst = min(low, key=lambda cover: cover.share)
        return (
            f"Only {worst.share:.0%} of the speech on channel {worst.channel} has words "
            f"({self._heard.unheard_s:.0f} s unheard)"
        )

    @cached_property
    def _no_words(self) -> str | None:
        call = self._heard.call
        if call.transcript is not None and not call.transcript.language.startswith("en"):
            return f"The call is not in English ({call.transcript.language}); these rules are"
        if not self._heard.turns:
            return NO_RECORDING if call.recording is None else "No speech was heard"
        return None

    @cached_property
    def _no_agent(self) -> str | None:
        heard = self._heard
        if heard.said_by(Speaker.AGENT):
            return None
        if heard.unknown:
            return "It is not known which speaker is the agent"
        if heard.call.transcript is not None:  # a dead channel, or a recording that was cut
            return "Nothing that the agent said was heard"
        return None
