"""Judge scripts with the rules that judge calls."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as FilePath

from callaudit.core.conversation import Speaker
from callaudit.core.errors import Fault, FaultsError, UserError
from callaudit.core.finding import Confidence, Detector, Finding, Verdict
from callaudit.core.model import Frozen
from callaudit.core.script_finding import ScriptFinding, ScriptFix
from callaudit.engine import CompiledPack, compile_pack, evaluate
from callaudit.engine.compile import Ear, compile_ear
from callaudit.pipeline.kept_rules import KeptRules, without_examples
from callaudit.pipeline.script_allowances import judge_allowances
from callaudit.pipeline.script_call import ScriptCall, script_call
from callaudit.pipeline.script_choice import Choice
from callaudit.pipeline.script_duties import (
    STRICTEST,
    belongs_to_agency,
    duty_of,
    without_dispute,
)
from callaudit.pipeline.script_fix import FixFinder
from callaudit.pipeline.script_notes import notes_on
from callaudit.pipeline.script_place import first_line_of, line_of_key, place_of
from callaudit.pipeline.script_words import shown_quote, with_source_quotes
from callaudit.pipeline.second_detector import find_likeness
from callaudit.rulespec import Rule, RulePack, load_pack, load_policy
from callaudit.rulespec.checks import ElementCheck, Require, Talk
from callaudit.rulespec.policy import AUTO, Policy
from callaudit.scripts.script import Path, Script, ScriptFile, paths_of
from callaudit.scripts.script_type import ScriptType

SPOKEN = frozenset({"forbid", "require", "order", "respond", "only", "element"})
"""Kinds of check that words alone decide."""

WORD_MEASURES = frozenset({"message_words", "message_s"})
"""Measures that can be taken of a script, or are passed over where it has no times."""


class LintSettings(Frozen):
    """Which rules judge: where they lie, under which policy, which of them.

    `policy` auto: each script by its own party and debt. `select` and `ignore` are beginnings of
    rule ids, categories, areas or duties; nothing selected means all. `cache`: a private folder
    in which compiled rules are kept. `today`: the day on which allowances expire; None lets none
    expire. `like` asks the second detector too, which finds words by their meaning.
    """

    rules: FilePath
    policy: str = AUTO
    cache: FilePath | None = None
    today: date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    like: bool = False


@dataclass(frozen=True)
class _At:
    """Where a finding stands."""

    file: ScriptFile
    script: Script
    span: tuple[int, int]
    quote: str = ""
    fix: ScriptFix | None = None


class ScriptLinter:
    """Holds the compiled rules and judges one file after the other."""

    def __init__(self, settings: LintSettings) -> None:
        """Load and compile the rules that a script can be judged by.

        Raises:
            UserError: if rules or policy are wrong, each fault with its place; if there is no
                rule of a name in `select` or `ignore`; if the second detector is wanted and its
                model is not on this machine.
        """
        self._settings = settings
        self._pack, self._ear = _compiled(settings)
        if settings.like:
            self._ear = replace(self._ear, likeness=find_likeness())
        self._rules = {rule.id: rule for rule in self._pack.rules}
        self._choice = Choice(self._pack.rules, select=settings.select, ignore=settings.ignore)
        self._packs: dict[str, CompiledPack] = {}
        self._fixes = FixFinder(self._pack.words)
        if settings.policy != AUTO:
            self._pack_for(settings.policy)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that judge scripts."""
        return tuple(self._rules.values())

    def lint(self, file: ScriptFile) -> tuple[ScriptFinding, ...]:
        """Return what is wrong with the scripts of a file, in the order of their places.

        A finding's fix is untried; `script_mend.with_tried_fixes` keeps the good ones.

        Raises:
            FaultsError: if the file names a policy that there is not.
        """
        return tuple(finding for finding in self.judge(file) if self._choice.wants(finding))

    def judge(self, file: ScriptFile) -> tuple[ScriptFinding, ...]:
        """Return the findings of all rules, also of those that were not asked for."""
        found: dict[tuple[object, ...], ScriptFinding] = {}
        for script in file.scripts:
            for finding in (*notes_on(file, script), *self._judged(file, script)):
                place = (finding.line, finding.column, finding.end_line, finding.end_column)
                found.setdefault((finding.rule_id, place, finding.message), finding)
        kept = judge_allowances(
            file, tuple(found.values()), rules=frozenset(self._rules), today=self._settings.today
        )
        return tuple(sorted(kept, key=lambda finding: finding.sort_key))

    def _pack_for(self, name: str) -> CompiledPack:
        if name not in self._packs:
            policy = load_policy(name, rules=self._settings.rules)
            self._packs[name] = compile_pack(self._pack, policy, ear=self._ear)
        return self._packs[name]

    def _pack_of(self, file: ScriptFile, script: Script) -> CompiledPack:
        try:
            return self._pack_for(self._policy_of(script))
        except UserError as error:
            line = line_of_key(file, "policy")
            fault = Fault(path=file.path, line=line, field="policy", message=str(error))
            raise FaultsError((fault,)) from error

    def _policy_of(self, script: Script) -> str:
        if self._settings.policy != AUTO:
            return self._settings.policy
        facts = script.facts
        if facts.policy is not None:
            return facts.policy
        if facts.debt == "commercial":
            return "commercial"
        return "third_party" if facts.party == "third" else "first_party_strict"

    def _judged(self, file: ScriptFile, script: Script) -> Iterable[ScriptFinding]:
        pack = self._pack_of(file, script)
        if script.facts.type is ScriptType.LETTER:
            pack = replace(pack, rules=tuple(r for r in pack.rules if r.check.kind == "forbid"))
        no_line = without_dispute(file, script, pack.policy)
        if no_line is not None:
            yield no_line
        places = _states(script, pack.policy)
        ways = paths_of(script)
        ended = sum(way.reaches_end for way in ways)
        missing: dict[str, list[tuple[Path, Finding, ScriptCall]]] = {}
        for way in ways:
            for number, state in enumerate(places):
                judged = script_call(script, way, pack.policy, state=state)
                only = None if number == 0 else _of_states(pack, script)
                for finding in evaluate(pack, judged.call, only=only):
                    if finding.verdict is not Verdict.BROKEN:
                        continue
                    if _is_missing(self._rules[finding.rule_id], finding):
                        if way.reaches_end:
                            missing.setdefault(finding.rule_id, []).append((way, finding, judged))
                    else:
                        yield from self._placed(file, script, finding, judged)
        for lacks in missing.values():
            yield self._lacking(
                file, script, lacks, every=len({id(w) for w, _, _ in lacks}) == ended
            )

    def _placed(
        self, file: ScriptFile, script: Script, finding: Finding, judged: ScriptCall
    ) -> Iterable[ScriptFinding]:
        """Return a finding for each place; one alone where the quotes belong together."""
        rule = self._rules[finding.rule_id]
        proof = finding.evidence
        each = rule.check.kind in ("forbid", "only")
        agent = [e for e in proof if e.speaker is Speaker.AGENT] or list(proof)
        for evidence in proof if each else agent[:1]:
            span = judged.place(evidence)
            quote = shown_quote(file.source, span)
            because = with_source_quotes(finding.because, proof, judged, file.source)
            told = f"{finding.title}: “{quote}”" if each else f"{finding.title}. {because}"
            if finding.detector is Detector.LIKE:
                told += " (found by its meaning)"
            if each and finding.confidence is Confidence.CONDITIONAL:
                told = f"{finding.title}. {because}"
            fix = None  # what hangs on a flag may be lawful as it is
            if finding.confidence is not Confidence.CONDITIONAL:
                fix = self._fixes.fix_for(rule, evidence, judged, file.source)
            at = _At(file, script, span, quote, fix)
            yield _finding(at, finding, rule=rule, message=told)

    def _lacking(
        self,
        file: ScriptFile,
        script: Script,
        lacks: list[tuple[Path, Finding, ScriptCall]],
        *,
        every: bool,
    ) -> ScriptFinding:
        """Tell once that something is missing, and on which ways through the script."""
        way, finding, judged = lacks[0]
        because = with_source_quotes(finding.because, finding.evidence, judged, file.source)
        told = f"{finding.title}. {because}"
        if not every and way.conditions:
            told += f" (on the way: {' > '.join(filter(None, way.conditions))})"
        span = (
            judged.place(finding.evidence[0]) if finding.evidence else first_line_of(file, script)
        )
        rule = self._rules[finding.rule_id]
        return _finding(_At(file, script, span), finding, rule=rule, message=told)


def _compiled(settings: LintSettings) -> tuple[RulePack, Ear]:
    """Return the rules that a script can be judged by, as kept or compiled anew."""
    kept = KeptRules(settings.cache, rules=settings.rules) if settings.cache else None
    if kept is not None and (found := kept.get()) is not None:
        return found
    pack = load_pack(settings.rules)
    judged = tuple(rule for rule in pack.rules if rule.in_force and can_judge(rule))
    pack = pack.model_copy(update={"rules": judged})
    ear = compile_ear(pack)
    if kept is not None:
        kept.put(pack, ear)
    return without_examples(pack), ear


def can_judge(rule: Rule) -> bool:
    """Tell whether words alone can break a rule: a script has no log, no clock and no sound."""
    check = rule.check
    if isinstance(check, Talk):
        return all(bound.measure in WORD_MEASURES for bound in check.bounds)
    if isinstance(check, Require) and check.where == "note":
        return False
    if isinstance(check, ElementCheck) and check.must == "agree":
        return False
    return check.kind in SPOKEN


def _is_missing(rule: Rule, finding: Finding) -> bool:
    return rule.check.kind in ("require", "element") or not finding.evidence


def _states(script: Script, policy: Policy) -> tuple[str | None, ...]:
    """Return where a script is used: an agency's that does not say is used anywhere."""
    if script.facts.jurisdictions:
        return script.facts.jurisdictions
    return (None, STRICTEST) if belongs_to_agency(script, policy) else (None,)


def _of_states(pack: CompiledPack, script: Script) -> frozenset[str]:
    """Return the rules that a further state may add to; of one not named, the recording's."""
    named = bool(script.facts.jurisdictions)
    return frozenset(
        r.id
        for r in pack.rules
        if (r.scope.state_rows is not None or r.scope.states)
        and (named or r.category == "recording_not_disclosed")
    )


def _finding(at: "_At", finding: Finding, *, rule: Rule, message: str) -> ScriptFinding:
    return ScriptFinding(
        **place_of(at.file.source, at.span),
        path=at.file.path,
        rule_id=finding.rule_id,
        title=finding.title,
        message=" ".join(message.split()),
        severity=finding.severity,
        confidence=finding.confidence,
        category=finding.category,
        citation=finding.citation,
        why=rule.coaching.why,
        suggestion=rule.coaching.say_instead or "",
        quote=at.quote,
        fix=at.fix,
        script=at.script.name,
        duty=duty_of(rule, missing=not at.quote),
    )
