"""How something is recognised in speech: one of five sorts of pattern, and what excuses a match."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from callaudit.core.conversation import Speaker
from callaudit.core.entity import EntityKind
from callaudit.core.model import Frozen
from callaudit.rulespec.categories import Category
from callaudit.rulespec.phrase import PhraseError, Slot, parse_phrase, parts_of

_SORTS = ("phrase", "tokens", "dependency", "entity", "like")

FEWEST_LIKE_WORDS = 4
"""Words of a sentence that likeness can judge."""

Meaning = Literal["negated", "reported", "hypothetical", "question"]
"""How a sentence was meant; each has its cue file in rules/cues/."""


CHECKED = {"checked": True}
"""Context of a validation whose phrases were all read before, when the rules were."""


def _readable(phrase: str, info: ValidationInfo) -> str:
    if info.context is CHECKED:
        return phrase
    try:
        sequence = parse_phrase(phrase)
    except PhraseError as error:
        raise ValueError(str(error)) from error
    for part in parts_of(sequence):
        if isinstance(part, Slot) and part.kind not in set(EntityKind):
            raise ValueError(
                f"no spoken value is called {part.kind!r}; there are: {', '.join(EntityKind)}"
            )
    return phrase


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Phrase = Annotated[str, BeforeValidator(_readable)]
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_as_tuple)]


class Like(Frozen):
    """Sentences whose meaning is near: to `sentences`, or by a trained head.

    `near` is the least cosine (0 to 1) to one of the sentences; a finding on it is
    `needs_review`. `head` names a category of models/heads; a finding on it is `likely`.
    """

    sentences: tuple[str, ...] = ()
    near: Annotated[float, Field(ge=0.3, le=1.0)] = 0.6
    head: Category | None = None

    @model_validator(mode="before")
    @classmethod
    def _sentences_alone(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"sentences": (given,)}
        return {"sentences": given} if isinstance(given, list | tuple) else given

    @model_validator(mode="after")
    def _exactly_one(self) -> "Like":
        if (self.head is None) == (not self.sentences):
            raise ValueError("like needs sentences, or the head of a category, and not both")
        for sentence in self.sentences:
            if len(sentence.split()) < FEWEST_LIKE_WORDS:
                raise ValueError(
                    f"{sentence!r} is too short: sentences are compared from "
                    f"{FEWEST_LIKE_WORDS} words on"
                )
        return self


class Pattern(Frozen):
    """One way to say something: exactly one of phrase, tokens, dependency, entity, like.

    `phrase` is the phrase language of `rulespec.phrase`; `tokens` a spaCy Matcher pattern on
    the tokens of a turn; `dependency` a spaCy DependencyMatcher pattern (needs the parser);
    `entity` a spoken value of that kind; `like` sentences of a near meaning. `fuzzy` (0 to 100)
    lets a plain phrase be garbled by the recogniser. `category` overrides the rule's where one
    rule covers several labels.
    `settings`: listened for only where the policy has these values.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    phrase: Phrases | None = None
    tokens: tuple[dict[str, Any], ...] | None = None
    dependency: tuple[dict[str, Any], ...] | None = None
    entity: EntityKind | None = None
    like: Like | None = None
    fuzzy: Annotated[int, Field(ge=60, le=100)] | None = None
    category: str | None = None
    settings: dict[str, Any] = {}

    @model_validator(mode="after")
    def _exactly_one(self) -> "Pattern":
        given = [sort for sort in _SORTS if getattr(self, sort) is not None]
        if len(given) != 1:
            raise ValueError(f"a pattern needs exactly one of {', '.join(_SORTS)}")
        return self


class LawfulIf(Frozen):
    """Account flags that make a statement true, and so no violation.

    All `flags` must be true and all `not_flags` not true. A flag that says otherwise leaves
    the finding broken; one that nobody set makes it `conditional` with `sentence`.
    """

    flags: tuple[str, ...] = ()
    not_flags: tuple[str, ...] = ()
    min_attempt: int | str | None = None
    sentence: str


class SaidNear(Frozen):
    """Other words that excuse a match, and where they must stand.

    overlap: they share words with the match; sentence, turn: the match's own; before, after:
    within two turns earlier or later, by `speaker`. `asked`: only where one of these was said
    within two turns before by anybody, as a question to which the words are the answer.
    """

    name: str
    phrase: Phrases
    where: Literal["overlap", "sentence", "turn", "before", "after"] = "sentence"
    speaker: Speaker | None = None
    asked: Phrases = ()


class Unless(Frozen):
    """What sets a match aside: exactly one of meaning, said, lawful_if.

    `settings`: an exception only where the policy has these values.
    """

    meaning: Meaning | None = None
    said: SaidNear | None = None
    lawful_if: LawfulIf | None = None
    settings: dict[str, Any] = {}

    @model_validator(mode="after")
    def _exactly_one(self) -> "Unless":
        given = [key for key in ("meaning", "said", "lawful_if") if getattr(self, key) is not None]
        if len(given) != 1:
            raise ValueError("an exception needs exactly one of meaning, said, lawful_if")
        return self

    @property
    def reason(self) -> str:
        """Return the word that examples and reports use for this exception."""
        if self.meaning:
            return self.meaning
        return self.said.name if self.said else "lawful"


class Group(Frozen):
    """Any of these patterns, said by this speaker and not excused."""

    speaker: Speaker | Literal["other", "any"] | None = None
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    unless: tuple[Unless, ...] = ()
