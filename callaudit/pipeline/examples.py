"""Run the examples inside the rules: each rule is its own test."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from callaudit.calllog.cases import history_of
from callaudit.calllog.schema import metadata_from_keys
from callaudit.calllog.settings import LogSettings
from callaudit.core.call import Call
from callaudit.core.finding import Detector, Finding, Verdict
from callaudit.core.model import Frozen
from callaudit.engine import CompiledPack, compile_pack, evaluate
from callaudit.engine.compile import compile_ear
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.build import build_call
from callaudit.pipeline.example_cases import DEBT, PERSON, end_of_log, finding_in_case
from callaudit.pipeline.second_detector import likeness_for
from callaudit.pipeline.speech_style import SpeechStyle, restyled
from callaudit.pipeline.tools import policy_for
from callaudit.rulespec import Rule, RulePack, load_policy
from callaudit.rulespec.checks import Context
from callaudit.rulespec.dialogue import read_dialogue, read_loudness
from callaudit.rulespec.rule import FailExample, KnownMiss, PassExample

USUAL_CALL: Context = {
    "call_id": "example",
    "start": "2026-11-18T13:00:00-05:00",
    "direction": "outbound",
    "result": "answered",
    "collector_party": "third",
    "debt_type": "consumer",
    "attempt_number": 2,
    "recording_notice_played": True,
    "consumer": {"timezones": [{"source": "mailing_address", "tz": "America/New_York"}]},
}
"""A Wednesday at 13:00 where the consumer lives, answered; an example's `call` stands on top."""


NOTHING = ""
"""A call in which nobody says a word."""

NO_SETTINGS: Mapping[str, Any] = {}
"""The policy as it is."""

Case = FailExample | PassExample | KnownMiss
"""Any example of a rule."""


class ExampleResult(Frozen):
    """One example of one rule: `complaint` is empty where it holds."""

    rule_id: str
    name: str
    say: str
    complaint: str

    @property
    def holds(self) -> bool:
        """Tell whether the example came out as its rule says."""
        return not self.complaint


class ExampleRunner:
    """Judges dialogues with one pack under the policy each asks for."""

    def __init__(self, pack: RulePack, *, rules: Any, likeness: Likeness | None = None) -> None:
        """Compile the pack's patterns once; `rules` is the folder its policies lie in.

        `likeness` is the second detector, else the one on this machine; without its model,
        examples that rest on it are left out.
        """
        self._pack = pack
        self._rules = rules
        self._ear = compile_ear(pack, likeness=likeness or likeness_for(pack))
        self._compiled: dict[str, CompiledPack] = {}

    def judge(
        self,
        say: str,
        context: Context,
        *,
        policy: str | None = None,
        settings: Mapping[str, Any] = NO_SETTINGS,
    ) -> tuple[Finding, ...]:
        """Return the findings of every rule on a dialogue."""
        call = call_from_dialogue(say, context)
        return evaluate(self._pack_for(policy or policy_for(call.metadata), settings), call)

    def results(self, rule: Rule) -> Iterator[ExampleResult]:
        """Run every example of a rule."""
        for sort, number, case in self._cases(rule):
            if not self._can_judge(case):
                continue
            finding = self.finding(rule, case)
            yield ExampleResult(
                rule_id=rule.id,
                name=f"{rule.id}-{sort}-{number}",
                say=case.text,
                complaint=_COMPLAINTS[sort](case, finding),
            )

    def crossfire(self) -> Iterator[tuple[str, Finding]]:
        """Run every rule over every other rule's examples; yield the name and what fired."""
        for rule in self._pack.rules:
            for sort, number, case in self._cases(rule):
                if sort not in ("fail", "pass") or case.calls:
                    continue
                for finding in self.judge(
                    case.say, case.call, policy=case.policy, settings=case.settings
                ):
                    if finding.verdict is Verdict.BROKEN and finding.rule_id != rule.id:
                        yield f"{rule.id}-{sort}-{number}", finding

    def named_cases(self, rule: Rule) -> Iterator[tuple[str, Case]]:
        """Yield the name and the whole text of each example that holds; known misses do not."""
        for sort, number, case in self._cases(rule):
            if sort != "known_miss" and self._can_judge(case):
                yield f"{rule.id}-{sort}-{number}", case

    def _can_judge(self, case: Case) -> bool:
        rests_on_likeness = isinstance(case, FailExample) and case.detector is Detector.LIKE
        return self._ear.likeness is not None or not rests_on_likeness

    def _cases(self, rule: Rule) -> Iterator[tuple[str, int, Case]]:
        """Yield a rule's examples, each on top of what all of them share."""
        examples = rule.examples
        sorts: tuple[tuple[str, tuple[Case, ...]], ...] = (
            ("fail", examples.fail),
            ("pass", examples.passing),
            ("undetermined", examples.undetermined),
            ("known_miss", examples.known_miss),
        )
        for sort, cases in sorts:
            for number, case in enumerate(cases, start=1):
                context = _merge(examples.call, case.call)
                policy = case.policy or examples.policy
                settings = {**examples.settings, **case.settings}
                shared = {"call": context, "policy": policy, "settings": settings}
                yield sort, number, case.model_copy(update=shared)

    def finding(
        self, rule: Rule, case: Case, *, style: SpeechStyle = SpeechStyle.AS_WRITTEN
    ) -> Finding:
        """Return what a rule alone says of one example, said in a style."""
        if case.calls:
            return self._finding_in_case(rule, case, style)
        call = call_from_dialogue(case.say, case.call, style=style)
        pack = self._pack_for(case.policy or policy_for(call.metadata), case.settings)
        return evaluate(replace(pack, rules=(rule,)), call)[0]

    def _finding_in_case(self, rule: Rule, case: Case, style: SpeechStyle) -> Finding:
        calls = tuple(_called(case, number, style) for number in range(len(case.calls)))
        pack = self._pack_for(case.policy or policy_for(calls[-1].metadata), case.settings)
        end = call_from_dialogue(NOTHING, {"start": case.until}) if case.until else None
        until = end_of_log(end.metadata) if end else None
        return finding_in_case(pack, rule, calls, until=until)

    def _pack_for(self, policy: str, settings: Mapping[str, Any]) -> CompiledPack:
        if settings:
            pack = self._pack_for(policy, NO_SETTINGS)
            return replace(pack, policy=pack.policy.with_settings(settings))
        if policy not in self._compiled:
            loaded = load_policy(policy, rules=self._rules)
            self._compiled[policy] = compile_pack(self._pack, loaded, ear=self._ear)
        return self._compiled[policy]


def call_from_dialogue(
    say: str, context: Context, *, style: SpeechStyle = SpeechStyle.AS_WRITTEN
) -> Call:
    """Build a call from sentences, on top of the usual call."""
    metadata = metadata_from_keys(
        _merge(USUAL_CALL, context), settings=LogSettings(), fallback_id="example"
    )
    conversation = restyled(read_dialogue(say, call_id=metadata.call_id), style)
    call = build_call(metadata, conversation, history=history_of(metadata, ()))
    return call.model_copy(update={"loudness": read_loudness(say)})


def _called(case: Case, number: int, style: SpeechStyle) -> Call:
    """Build one call of a case; nobody answered where nothing is said."""
    one = case.calls[number]
    own: Context = {
        "call_id": f"call {number + 1}",
        "start": one.start,
        "attempt_number": number + 1,
        "result": "answered" if one.say else "no_answer",
        "consumer": {"id": PERSON},
        "debt_id": DEBT,
    }
    context = _merge(_merge(own, case.call), one.call)
    return call_from_dialogue(one.say or NOTHING, context, style=style)


def _merge(under: Context, over: Context) -> Context:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = (
            _merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
        )
    return merged


def _fail_complaint(case: Any, finding: Finding) -> str:
    if finding.verdict is not Verdict.BROKEN:
        excused = "; ".join(f"“{e.evidence.quote}” excused as {e.reason}" for e in finding.excused)
        return (
            f"should break the rule but is {finding.verdict}: {finding.because} {excused}".strip()
        )
    if case.category and finding.category != case.category:
        return f"has category {finding.category}, not {case.category}"
    if finding.detector is not case.detector:
        return f"rests on {finding.detector}, not on {case.detector}"
    quotes = tuple(evidence.quote for evidence in finding.evidence)
    if case.hits is not None and quotes != case.hits:
        return f"quotes {list(quotes)}, not {list(case.hits)}"
    return ""


def _pass_complaint(case: Any, finding: Finding) -> str:
    if finding.verdict in (Verdict.BROKEN, Verdict.UNDETERMINED):
        return f"should not break the rule but is {finding.verdict}: {finding.because}"
    reasons = {excused.reason for excused in finding.excused}
    if case.because in ("met", "speaker", "not_applicable") or case.because in reasons:
        return ""
    if finding.verdict is Verdict.NOT_APPLICABLE:
        return ""
    return f"passes, but not because {case.because}: {finding.because} {sorted(reasons)}"


def _undetermined_complaint(_: Any, finding: Finding) -> str:
    if finding.verdict is Verdict.UNDETERMINED:
        return ""
    return f"should be undetermined but is {finding.verdict}: {finding.because}"


def _known_miss_complaint(_: Any, finding: Finding) -> str:
    if finding.verdict is Verdict.BROKEN:
        return "is caught now: move it to `fail`"
    return ""


_COMPLAINTS = {
    "fail": _fail_complaint,
    "pass": _pass_complaint,
    "undetermined": _undetermined_complaint,
    "known_miss": _known_miss_complaint,
}
