"""A rule file as a record."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from callaudit.core.conversation import Speaker
from callaudit.core.finding import Basis, Confidence, Detector, Severity
from callaudit.core.metadata import (
    CallResult,
    CallType,
    CollectorParty,
    Contact,
    DebtType,
    Direction,
)
from callaudit.core.model import Frozen
from callaudit.rulespec.categories import Category
from callaudit.rulespec.checks import AnySpeaker, Check, Context
from callaudit.rulespec.fix import Fix
from callaudit.rulespec.jurisdictions import Jurisdictions, Topic
from callaudit.rulespec.misheard import Misheard
from callaudit.rulespec.pattern import Meaning, Phrase, Phrases

RULE_ID = r"^[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)+$"
"""What the id of a rule looks like; it is also the name of its file."""


class Status(StrEnum):
    """A rule's life: drafts and retired rules are loaded and listed but not in force."""

    DRAFT = "draft"
    TEST = "test"
    STABLE = "stable"
    RETIRED = "retired"


class Citation(Frozen):
    """Where the duty stands: paragraph, address, what it says in our words, when it was checked.

    `checked: null` means not read again at the source; `lint.stale_citations` lists them.
    """

    law: str
    url: str | None = None
    says: str
    checked: date | None = None


class StateScope(Frozen):
    """Only where a row of `jurisdictions.yaml` on `topic` has one of these values.

    `unsettled`: values under which a breach is undetermined, for a person to look at.
    `or_settings`: settings of the policy under which the rule applies in every state.
    """

    topic: Topic
    values: tuple[str, ...]
    unsettled: tuple[str, ...] = ()
    or_settings: dict[str, Any] = {}


class Scope(Frozen):
    """When a rule applies; a field left out narrows nothing.

    `attempts`: first is attempt 1. `about_debt`: only calls whose log names a debt, or in which
    somebody speaks of one (word list `debt_talk`).
    """

    speaker: AnySpeaker = Speaker.AGENT
    directions: tuple[Direction, ...] = ()
    results: tuple[CallResult, ...] = ()
    call_types: tuple[CallType, ...] = ()
    contacts: tuple[Contact, ...] = ()
    parties: tuple[CollectorParty, ...] = ()
    debt_types: tuple[DebtType, ...] = ()
    attempts: Literal["any", "first", "repeat"] = "any"
    states: tuple[str, ...] = ()
    state_rows: StateScope | None = None
    min_duration_s: float | None = None
    about_debt: bool = False
    flags: dict[str, bool] = {}
    not_flags: tuple[str, ...] = ()
    settings: dict[str, Any] = {}


class Adjust(Frozen):
    """A change of weight for some calls; the first whose scope fits is used."""

    when: Scope
    severity: Severity | None = None
    basis: Basis | None = None
    category: Category | None = None
    confidence: Confidence | None = None


class Coaching(Frozen):
    """What a collector reads: why it matters, and what to say instead.

    `fix`: rewordings of scripts that a machine may make unasked.
    """

    why: str
    say_instead: str | None = None
    fix: tuple[Fix, ...] = ()


class CalledBefore(Frozen):
    """One call of an example that is a case: when, what was said, and other keys of the log."""

    start: str
    say: str = ""
    call: Context = {}


class Example(Frozen):
    """What every example has.

    `say` is one call. `calls` are those of a case instead, in order: a rule on calls judges the
    last of them, a `followup` rule the case up to the moment `until` (else the last call).
    """

    say: str = ""
    calls: tuple[CalledBefore, ...] = ()
    until: str | None = None
    call: Context = {}
    policy: str | None = None
    settings: dict[str, Any] = {}

    @model_validator(mode="after")
    def _say_or_calls(self) -> "Example":
        if bool(self.say) == bool(self.calls):
            raise ValueError("an example needs exactly one of say, calls")
        return self

    @property
    def text(self) -> str:
        """Return everything that is said in it."""
        return self.say or "\n".join(f"{one.start}\n{one.say}".strip() for one in self.calls)


class FailExample(Example):
    """Speech that breaks the rule, with the exact words that must be quoted.

    `detector: like` where no pattern finds it and a `like` pattern does.
    """

    hits: tuple[str, ...] | None = None
    category: Category | None = None
    detector: Detector = Detector.PATTERN


class PassExample(Example):
    """Speech that does not, and why: a meaning, an exception's name, a scope field, or `met`."""

    because: str


class KnownMiss(Example):
    """Speech that should break the rule and does not yet; a debt, written down."""

    note: str


class Examples(Frozen):
    """The rule's own tests.

    `call`, `policy` and `settings` (on top of the policy's) hold for all of them.
    """

    fail: tuple[FailExample, ...] = ()
    passing: tuple[PassExample, ...] = Field(default=(), alias="pass")
    undetermined: tuple[PassExample, ...] = ()
    known_miss: tuple[KnownMiss, ...] = ()
    call: Context = {}
    policy: str | None = None
    settings: dict[str, Any] = {}


class Rule(Frozen):
    """One duty: its source, when it applies, what is checked, what to say instead.

    `law_binds`: for whom a rule of basis `law` is law; for other parties, and for commercial
    debt unless `law_binds_commercial`, its findings have basis `policy`.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Annotated[str, Field(pattern=RULE_ID)]
    category: Category
    title: str
    status: Status
    severity: Severity
    basis: Basis
    confidence: Literal["high", "medium", "low"] = "high"
    law_binds: tuple[CollectorParty, ...] = (CollectorParty.THIRD,)
    law_binds_commercial: bool = False
    tags: tuple[str, ...] = ()
    changed: date
    citation: tuple[Citation, ...] = ()
    scope: Scope = Scope()
    check: Check
    adjust: tuple[Adjust, ...] = ()
    coaching: Coaching
    examples: Examples = Examples()
    area: str = ""
    digest: str = ""
    path: str = ""

    @property
    def in_force(self) -> bool:
        """Tell whether the rule judges calls."""
        return self.status in (Status.TEST, Status.STABLE)


class Cue(Frozen):
    """Words that show how a sentence was meant.

    Left of a match, either joined to it by `bridges` only, or within `window` words;
    `from_sentence_start`: only at the first word of the sentence.
    """

    cue: Phrases
    bridges: tuple[str, ...] | None = None
    window: int | None = None
    from_sentence_start: bool = False


class CueFile(Frozen):
    """One meaning: its cues before and after a match, bridges and false friends.

    `stops`: where a clause ends; cues before do not reach past the first word of one.
    `undone_by`: words behind the match, in its sentence, that take the meaning back ("if you pay
    today" after a denial). `not_with`: words anywhere in the turn that do.
    """

    meaning: Meaning
    cancels_in_pairs: bool = False
    before: tuple[Cue, ...] = ()
    after: tuple[Cue, ...] = ()
    bridges: tuple[str, ...] = ()
    not_cues: tuple[str, ...] = ()
    stops: tuple[Phrase, ...] = ()
    undone_by: tuple[Phrase, ...] = ()
    not_with: tuple[Phrase, ...] = ()


class RulePack(Frozen):
    """All rules, cues, word lists and state rows of a folder, with one digest over them."""

    rules: tuple[Rule, ...]
    cues: tuple[CueFile, ...]
    words: dict[str, Phrases]
    misheard: tuple[Misheard, ...] = ()
    digest: str
    jurisdictions: Jurisdictions = Jurisdictions()

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule of that id, None if there is none."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)
