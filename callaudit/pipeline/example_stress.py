"""Every example again in other words: what share keeps its verdict."""

from collections.abc import Iterator, Sequence

from callaudit.core.ids import RuleId
from callaudit.core.model import Frozen
from callaudit.pipeline.examples import ExampleRunner
from callaudit.pipeline.speech_style import SpeechStyle, restyled
from callaudit.rulespec import Rule
from callaudit.rulespec.dialogue import read_dialogue

TRANSFORMS = tuple(style for style in SpeechStyle if style is not SpeechStyle.AS_WRITTEN)
"""The styles that examples are said again in."""


class StressResult(Frozen):
    """Examples of one rule that a transform changed, and those that keep their verdict.

    An example in which the transform changes no word is not counted: it keeps its verdict for
    nothing. `lost` names the others with both verdicts, such as `X-fail-2: broken → met`.
    """

    rule_id: RuleId
    category: str
    transform: SpeechStyle
    kept: int
    of: int
    lost: tuple[str, ...] = ()


def stress(
    runner: ExampleRunner, rules: Sequence[Rule], transforms: Sequence[SpeechStyle]
) -> Iterator[StressResult]:
    """Judge the examples of each rule as written and transformed; yield one result each.

    An example keeps its verdict when the rule's own verdict is the same one of the four;
    known misses take no part. The result is the same in every run.
    """
    for rule in rules:
        found: dict[SpeechStyle, list[str]] = {style: [] for style in transforms}
        lost: dict[SpeechStyle, list[str]] = {style: [] for style in transforms}
        for name, case in runner.named_cases(rule):
            said = read_dialogue(case.say)
            changed = [style for style in transforms if restyled(said, style).turns != said.turns]
            before = runner.finding(rule, case).verdict if changed else None
            for style in changed:
                after = runner.finding(rule, case, style=style).verdict
                found[style].append(name)
                if after is not before:
                    lost[style].append(f"{name}: {before} → {after}")
        for style in transforms:
            yield StressResult(
                rule_id=rule.id,
                category=rule.category,
                transform=style,
                kept=len(found[style]) - len(lost[style]),
                of=len(found[style]),
                lost=tuple(lost[style]),
            )
