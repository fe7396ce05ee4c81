"""`respond`: what must, or must not, follow something that was said."""

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Verdict
from callaudit.engine.kinds.answers import broken_by, quoted
from callaudit.engine.listen import Heard, Listener, Within
from callaudit.engine.match import Match
from callaudit.engine.outcome import Outcome, met, not_applicable, undetermined
from callaudit.rulespec.checks import Respond


def check(listener: Listener, check: Respond) -> Outcome:
    """Judge the turns after each trigger; the first trigger that breaks the rule decides."""
    triggers = listener.group(check.trigger, speaker="other")
    if not triggers.matches:
        unknown = listener.hear(check.trigger.patterns, check.trigger.unless, Speaker.UNKNOWN)
        if unknown.matches:
            return undetermined(f"{quoted(unknown.matches)} was said, but it is not known by whom")
        return not_applicable("Nothing was said that calls for an answer")
    answers = listener.group(check.answer)
    if check.must == "not_happen":
        return _must_not(check, triggers, answers, listener)
    return _must(check, triggers, answers, listener)


def _must_not(check: Respond, triggers: Heard, answers: Heard, listener: Listener) -> Outcome:
    lifts = _lifts(check, listener)
    for trigger in triggers.matches:
        after = [
            a
            for a in answers.matches
            if _follows(a, trigger, listener.window(check.within), listener)
            and not any(_place(trigger) < _place(lift) < _place(a) for lift in lifts)
        ]
        if after:
            wrong = Heard(matches=after, excused=answers.excused, conditions=answers.conditions)
            proof = tuple(m.evidence() for m in (*after, trigger))
            because = f"After {quoted([trigger])} the agent said {quoted(after)}"
            return broken_by(wrong, because, evidence=proof)
    return met(
        f"After {quoted(triggers.matches[:1])} nothing of the kind was said",
        excused=tuple(answers.excused),
    )


def _must(check: Respond, triggers: Heard, answers: Heard, listener: Listener) -> Outcome:
    spoken = [turn.turn.index for turn in listener.call.said_by(listener.speaker)]
    open_triggers = [t for t in triggers.matches if any(i > t.heard.turn.index for i in spoken)]
    if not open_triggers:
        return not_applicable(f"The call ended after {quoted(triggers.matches[-1:])}")
    lifts = _lifts(check, listener)
    window, given = listener.window(check.within), []
    for trigger in open_triggers:
        if any(_place(trigger) < _place(lift) for lift in lifts):
            continue
        answer = next((a for a in answers.matches if _follows(a, trigger, window, listener)), None)
        if answer is None:
            return Outcome(
                Verdict.BROKEN,
                f"After {quoted([trigger])} the agent did not answer as the rule asks",
                evidence=(trigger.evidence(),),
            )
        given.append(answer.evidence())
    return met(f"{quoted(triggers.matches[:1])} was answered", shown=tuple(dict.fromkeys(given)))


def _lifts(check: Respond, listener: Listener) -> list[Match]:
    """Return where the speaker took back what calls for an answer."""
    if check.lifted_by is None:
        return []
    return listener.group(check.lifted_by, speaker=check.trigger.speaker or "other").matches


def _place(match: Match) -> tuple[int, int]:
    return match.heard.turn.index, match.span[0]


def _follows(answer: Match, trigger: Match, within: Within, listener: Listener) -> bool:
    a, t = answer.heard.turn.index, trigger.heard.turn.index
    if (a, answer.span[0]) <= (t, trigger.span[0]):
        return False
    if within.turns is not None and a - t > within.turns:
        return False
    if within.seconds is not None:
        waited = listener.call.moment(answer.heard, answer.span[0]) - listener.call.moment(
            trigger.heard, trigger.span[1]
        )
        return waited <= within.seconds
    return True
