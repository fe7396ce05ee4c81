"""Find what was said and meant: the matches of some patterns, less those that are excused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from callaudit.core.finding import Excused
from callaudit.core.metadata import CallResult
from callaudit.engine.attention import VOICES
from callaudit.engine.carried import at_home
from callaudit.engine.heard import HeardCall, HeardTurn
from callaudit.engine.like import find_alike, probes
from callaudit.engine.match import Match, without_overlaps
from callaudit.engine.meaning import is_asked
from callaudit.engine.scope import fits
from callaudit.rulespec.checks import AnySpeaker, Window
from callaudit.rulespec.pattern import Group, LawfulIf, Pattern, SaidNear, Unless
from callaudit.rulespec.rule import Rule

if TYPE_CHECKING:
    from callaudit.engine.compile import CompiledPack

NEAR_TURNS = 2
"""How many turns before or after a match an exception may stand."""

UNLEARNT = frozenset({"reported"})
"""Meanings that a head leaves to the cues. Denials, questions and suppositions stand among the
lines it has learnt from, and a cue somewhere in a sentence tells less than they do."""

MANY_TURNS = 6
LONG_MESSAGE = 35
"""From so many turns on, in a message from so many words on, a call about a debt says so."""


def about_debt(pack: "CompiledPack", heard: HeardCall) -> bool:
    """Tell whether the log names a debt or anybody on the call speaks of one."""
    log = heard.call.metadata
    if log.invoice_number or log.amount is not None or log.debt_id or log.due_date:
        return True
    return heard.says_any(pack.ear.debt_talk)


@dataclass
class Heard:
    """Matches that count, those set aside with the reason, and what some of them hang on."""

    matches: list[Match] = field(default_factory=list)
    excused: list[Excused] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Within:
    """How far to look, in seconds or turns; None where that is no limit."""

    seconds: float | None
    turns: int | None


@dataclass(slots=True)
class Listener:
    """One rule listening to one call."""

    pack: "CompiledPack"
    rule: Rule
    call: HeardCall

    @property
    def speaker(self) -> AnySpeaker:
        """Whose words the rule judges."""
        return self.rule.scope.speaker

    def is_set(self, settings: Mapping[str, Any]) -> bool:
        """Tell whether the policy has all of these values."""
        return not settings or fits(settings, self.pack.policy)

    def window(self, within: Window) -> Within:
        """Return a window with the turns that the policy sets."""
        return Within(seconds=within.seconds, turns=self.pack.value(within.turns))

    def group(self, group: Group, *, speaker: AnySpeaker | None = None) -> Heard:
        """Listen for a group of patterns from its own speaker, else `speaker`, else the rule's."""
        return self.hear(group.patterns, group.unless, group.speaker or speaker or self.speaker)

    def hear(
        self, patterns: Sequence[Pattern], unless: Sequence[Unless], speaker: AnySpeaker
    ) -> Heard:
        """Return what a speaker said, and what of it is excused, in order."""
        voices = VOICES[speaker]
        places = self.call.places(self.pack).get(self.rule.id)
        if places is None or voices.isdisjoint(self.call.speakers):
            return Heard()
        names = {pattern.name for pattern in patterns}
        # Turn by turn, and within a turn in the order of the patterns.
        found = [
            match
            for turn, pattern, phrases in places
            if turn.turn.speaker in voices and pattern.name in names
            for match in pattern.find(turn, phrases)
        ]
        return self._weigh(found, unless)

    def hear_alike(
        self,
        patterns: Sequence[Pattern],
        unless: Sequence[Unless],
        turns: Sequence[HeardTurn],
        *,
        judged: Sequence[Excused],
    ) -> Heard:
        """Return the sentences that `like` patterns count, where none was `judged` before.

        A long call or message in which nobody speaks of a debt is not asked: heads have learnt
        what collectors say, and know little of the rest of the world.
        """
        likes = [p for p in patterns if p.like is not None and self.is_set(p.settings)]
        if not likes or (_is_long(self.call) and not about_debt(self.pack, self.call)):
            return Heard()
        found = find_alike(
            likes,
            turns,
            likeness=self.pack.ear.likeness,
            rule_id=self.rule.id,
            excused=judged,
        )
        return self._weigh(found, unless)

    def _weigh(self, found: list[Match], unless: Sequence[Unless]) -> Heard:
        heard = Heard()
        if not found:
            return heard
        exceptions = [exception for exception in unless if self.is_set(exception.settings)]
        for match in found:
            reason = self._excuse(match, exceptions, heard)
            if reason is None:
                heard.matches += at_home(match)
            else:
                heard.excused += (
                    Excused(evidence=part.evidence(), reason=reason) for part in at_home(match)
                )
        heard.matches = without_overlaps(heard.matches)
        heard.excused = _once(heard.excused)
        return heard

    def _excuse(self, match: Match, unless: Sequence[Unless], heard: Heard) -> str | None:
        for exception in unless:
            if exception.lawful_if is not None:
                truth = self._is_lawful(exception.lawful_if)
                if truth is True:
                    return exception.reason
                if truth is None and exception.lawful_if.sentence not in heard.conditions:
                    heard.conditions.append(exception.lawful_if.sentence)
            elif exception.said is not None:
                if self.said_near(match, exception.said):
                    return exception.reason
            elif exception.meaning is not None and self._means(match, exception.meaning):
                return exception.reason
        return None

    def _means(self, match: Match, meaning: str) -> bool:
        if match.trained and meaning not in UNLEARNT:
            return False
        if meaning == "question" and is_asked(match):
            return True
        test = self.pack.ear.meanings.get(meaning)
        return test is not None and any(test(probe) for probe in probes(match, meaning))

    def _is_lawful(self, condition: LawfulIf) -> bool | None:
        """Return True if the account's flags make it true, False if not, None if unknown."""
        metadata = self.call.call.metadata
        allowed: list[bool | None] = [metadata.flag(name) for name in condition.flags]
        if condition.min_attempt is not None:
            least = condition.min_attempt
            needed = int(self.pack.policy.setting(least) if isinstance(least, str) else least)
            attempt = metadata.attempt_number
            allowed.append(None if attempt is None else attempt >= needed)
        barred = [metadata.flag(name) for name in condition.not_flags]
        if False in allowed or True in barred:
            return False
        # A state nobody set (time_barred, say) does not stand against an explicit permission.
        unknown = None in allowed or (not allowed and None in barred)
        return None if unknown else True

    def said_near(self, match: Match, said: SaidNear) -> bool:
        """Tell whether other words stand where they are looked for near a match."""
        listed = self.pack.ear.near[said.phrase]
        if said.asked and not self.said_near(match, _question_of(said)):
            return False
        if said.where in ("before", "after"):
            return any(listed.stand_in(turn) for turn in self._neighbours(match, said))
        phrases = listed.candidates(match.heard.vocabulary)
        if not phrases:
            return False
        begin, end = _reach(match, said)
        return any(
            source.starts[source.word_at(found.start())] < end
            and source.ends[source.word_at(found.end()) - 1] > begin
            for phrase in phrases
            for source in (match.heard.slotted_streams if phrase.slotted else match.heard.streams)
            for found in phrase.expression.finditer(source.text)
        )

    def _neighbours(self, match: Match, said: SaidNear) -> list[HeardTurn]:
        at = match.heard.turn.index
        end = match.heard.parts[-1][1].turn.index if match.heard.parts else at
        span = (
            range(at - NEAR_TURNS, at)
            if said.where == "before"
            else range(end + 1, end + 1 + NEAR_TURNS)
        )
        voices = VOICES[said.speaker or "any"]
        return [
            turn
            for turn in self.call.turns[max(0, span.start) : max(0, span.stop)]
            if turn.turn.speaker in voices
        ]


def _is_long(heard: HeardCall) -> bool:
    if heard.call.metadata.result is CallResult.VOICEMAIL:
        return sum(len(turn.plain.words) for turn in heard.turns) >= LONG_MESSAGE
    return len(heard.turns) >= MANY_TURNS


def _reach(match: Match, said: SaidNear) -> tuple[int, int]:
    """Return the characters of the turn in which an exception's words may stand."""
    stream = match.stream
    if said.where == "turn":
        return 0, len(match.heard.turn.text)
    first, last = match.first, match.last
    if said.where == "sentence":
        first, last = stream.sentence_of(first, last)
    return stream.spoken_span(first, last)


def _question_of(said: SaidNear) -> SaidNear:
    return SaidNear(name=said.name, phrase=said.asked, where="before")


def _once(excused: list[Excused]) -> list[Excused]:
    seen: dict[tuple[int, int, int], Excused] = {}
    for item in excused:
        seen.setdefault(
            (item.evidence.turn, item.evidence.start_char, item.evidence.end_char), item
        )
    return list(seen.values())
