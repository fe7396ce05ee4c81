"""What a rule demands: one model a kind; the closed list of design section 4.1."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from callaudit.core.case import FactKind
from callaudit.core.conversation import Speaker
from callaudit.core.model import Frozen
from callaudit.rulespec.pattern import Group, Pattern, Phrases, SaidNear, Unless


class SettingRef(Frozen):
    """A bound that the policy sets: `{setting: hours.start}`."""

    setting: str


Bound = float | int | str | SettingRef


class Window(Frozen):
    """How far to look: seconds or turns.

    From the scoped speaker's first words (`call_start`), or after a `trigger`.
    """

    seconds: float | None = None
    turns: int | SettingRef | None = None
    of: Literal["call_start", "trigger"] = "call_start"


class Establishes(Frozen):
    """What a trigger establishes for later calls of the case, whatever the verdict.

    `by`: only where one of these patterns was said; `said`: only where these words stand near it
    too. `fact: null` establishes nothing. `of_line`: the words are of the line they are said on.
    """

    fact: FactKind | None
    of_line: bool = False
    by: tuple[str, ...] = ()
    said: SaidNear | None = None


def _as_facts(given: Any) -> Any:
    return ({"fact": given},) if isinstance(given, str) else given


Facts = Annotated[tuple[Establishes, ...], BeforeValidator(_as_facts)]
"""One fact by name, or several of which the first that fits is established."""


class Forbid(Frozen):
    """No pattern may be said and meant by the scoped speaker."""

    kind: Literal["forbid"]
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    unless: tuple[Unless, ...] = ()


class RequiredPart(Group):
    """One thing that must be said; `settings`: only where the policy has these values."""

    name: str
    settings: dict[str, Any] = {}


class Require(Frozen):
    """Every element (or at least `at_least`) must be said, within the window, before `before`.

    Not applicable where `only_if` was never said. Undetermined where too little was heard, or
    where only an unknown speaker said it. `at_least: 0` demands nothing and shows what was said.

    `where: note`: looked for in the collector's written note instead of the speech; a call whose
    log has no note is undetermined where `only_if` was said, else not applicable.

    `establishes`: what `only_if` establishes for later calls of the case.
    """

    kind: Literal["require"]
    elements: Annotated[tuple[RequiredPart, ...], Field(min_length=1)]
    at_least: Annotated[int, Field(ge=0)] | SettingRef | None = None
    where: Literal["speech", "note"] = "speech"
    within: Window | None = None
    before: Group | None = None
    only_if: Group | None = None
    establishes: Facts = ()


class Order(Frozen):
    """If `before` is said, `first` must have come earlier; never said, not applicable."""

    kind: Literal["order"]
    first: Group
    before: Group


class Respond(Frozen):
    """After `trigger`, `answer` must (or must not) happen within so many turns or seconds.

    What `lifted_by` finds between the two takes the trigger back: "this is a bad time", "okay,
    go ahead". Its speaker is the trigger's unless it names one. `establishes`: what the trigger
    establishes for later calls of the case, unless it is lifted later in the call.
    """

    kind: Literal["respond"]
    must: Literal["happen", "not_happen"]
    trigger: Group
    answer: Group
    lifted_by: Group | None = None
    within: Window = Window(turns=10, of="trigger")
    establishes: Facts = ()


class Only(Frozen):
    """Every clause must be explained by an allowed pattern; what is left over is the evidence.

    A leftover counts from `min_content_words` words that are not on `ignore`; `never` phrases
    count wherever they stand. A leftover that holds an `elsewhere` pattern is left to the rule
    whose subject that is.
    """

    kind: Literal["only"]
    allowed: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    never: tuple[Pattern, ...] = ()
    elsewhere: tuple[Pattern, ...] = ()
    min_content_words: int = 3
    ignore: Phrases = ()


class ElementCheck(Frozen):
    """A required element must be said (`present`), or agree with the ledger if said (`agree`)."""

    kind: Literal["element"]
    element: str
    must: Literal["present", "agree"]
    elements_any: tuple[str, ...] = ()


class MetadataCheck(Frozen):
    """A named fact of the call against a bound (`engine.facts` lists the facts).

    `by_state`: the bounds are those of the state table where the consumer is; for `days` those
    that the policy blocks count too. `boundary`: `exclusive` takes the bounds themselves out.
    """

    kind: Literal["metadata"]
    fact: str
    between: tuple[Bound, Bound] | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    equals: bool | str | SettingRef | None = None
    by_state: Literal["hours", "days"] | None = None
    boundary: Literal["inclusive", "exclusive"] | SettingRef = "inclusive"


class HistoryCheck(Frozen):
    """A rolling count over the attempts of this consumer and debt (`engine.counts` lists them).

    `by_state`: the bounds and spans are those of the state table where the consumer is.
    """

    kind: Literal["history"]
    count: Literal["calls_placed", "days_since_conversation", "weekdays_since_first_message"] = (
        "calls_placed"
    )
    by_state: Literal["frequency"] | None = None
    window_days: Bound = 7
    at_most: Bound | None = None
    at_least: Bound | None = None
    presumption: bool = False


class FollowUp(Frozen):
    """A contact must follow a call of the case in time; judged over the case, not on a call.

    `after`: the unanswered first message, a conversation, or a promise to pay (counted from the
    promised day). The next contact comes between `at_least` and `at_most` days later, counted in
    `days`; `at_most_by_mail` is the most where a check was to be mailed. An agency may wait
    `at_least_third` days from the call itself. `tells`: only that no contact came (`none`), or
    that one came out of time too.
    """

    kind: Literal["followup"]
    after: Literal["voicemail", "conversation", "promise"]
    days: Literal["weekdays", "calendar"] = "calendar"
    at_least: Bound = 0
    at_least_third: Bound | None = None
    at_most: Bound
    at_most_by_mail: Bound | None = None
    tells: Literal["none", "out_of_time"] = "out_of_time"


class TalkBound(Frozen):
    """One measure of timing against a bound (`engine.measures` lists the measures)."""

    measure: str
    at_least: Bound | None = None
    at_most: Bound | None = None


class Talk(Frozen):
    """Measures of timing; the rule is broken where any bound is."""

    kind: Literal["talk"]
    bounds: Annotated[tuple[TalkBound, ...], Field(min_length=1)]


Check = Annotated[
    Forbid
    | Require
    | Order
    | Respond
    | Only
    | ElementCheck
    | MetadataCheck
    | HistoryCheck
    | FollowUp
    | Talk,
    Field(discriminator="kind"),
]

KIND_NAMES = (
    "forbid",
    "require",
    "order",
    "respond",
    "only",
    "element",
    "metadata",
    "history",
    "followup",
    "talk",
)
"""In the order of the documentation."""

Context = dict[str, Any]
"""Metadata keys of an example, as in the call log."""

AnySpeaker = Speaker | Literal["other", "any"]
