"""Scorecards: which rules count how much, and what fails a call, as data."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from callaudit.core.errors import Fault, ScorecardError
from callaudit.core.finding import Basis, Severity
from callaudit.core.ids import RuleId, digest_model
from callaudit.core.metadata import CallType
from callaudit.core.model import Frozen
from callaudit.rulespec.loader import default_rules, load_pack
from callaudit.rulespec.rule import RulePack
from callaudit.rulespec.yaml_source import YamlSource

FOLDER = "scorecards"
"""Of a rules folder, in which its scorecards lie."""

Percent = Annotated[float, Field(ge=0, le=100)]


class Selector(Frozen):
    """Which rules are meant: those that fit every field given; `except` leaves some out."""

    ids: tuple[RuleId, ...] = ()
    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()
    severities: tuple[Severity, ...] = ()
    leave_out: tuple[RuleId, ...] = Field(default=(), alias="except")

    @model_validator(mode="after")
    def _names_something(self) -> "Selector":
        if not (self.ids or self.categories or self.areas or self.bases or self.severities):
            raise ValueError("name ids, categories, areas, bases or severities")
        return self


class SectionFile(Frozen):
    """A section as written: its rules share its weight; a rule in `auto_fail` makes it 0."""

    name: str
    title: str
    weight: Annotated[float, Field(gt=0)]
    rules: Annotated[tuple[Selector, ...], Field(min_length=1)]
    auto_fail: tuple[Selector, ...] = ()


class BonusRule(Frozen):
    """Points on top for each of some rules that was kept; they count in no section."""

    points: Annotated[float, Field(gt=0)]
    rules: Annotated[tuple[Selector, ...], Field(min_length=1)]


class BonusFile(Frozen):
    """What is given on top, and how much at most."""

    most: Annotated[float, Field(gt=0, le=100)]
    rules: Annotated[tuple[BonusRule, ...], Field(min_length=1)]


class FailFile(Frozen):
    """Rules of the card which, once broken, leave the call at most `most` points."""

    most: Percent = 0.0
    rules: Annotated[tuple[Selector, ...], Field(min_length=1)]


class Band(Frozen):
    """A name for the totals from `least` up to the next band."""

    name: str
    least: Percent


class AppliesTo(Frozen):
    """The calls a card is for; no type named is every type."""

    call_types: tuple[CallType, ...] = ()


class CardFile(Frozen):
    """A scorecard as written.

    `points` are those of a rule within its section, by the severity that its file gives it;
    `weigh` gives single rules other points. `least_coverage`: the judged share of the rules below
    which a call gets no band.
    """

    schema_version: Literal[1] = Field(alias="schema")
    name: str
    version: Annotated[int, Field(ge=1)]
    title: str
    changed: date
    applies_to: AppliesTo = AppliesTo()
    points: dict[Severity, Annotated[float, Field(ge=0)]]
    weigh: dict[RuleId, Annotated[float, Field(ge=0)]] = {}
    least_coverage: Annotated[float, Field(ge=0, le=1)] = 0.0
    sections: Annotated[tuple[SectionFile, ...], Field(min_length=1)]
    bonus: BonusFile | None = None
    auto_fail: FailFile | None = None
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]


class CardRule(Frozen):
    """A rule on a card: its points there, and its title, severity and citations."""

    id: RuleId
    points: float
    title: str
    severity: Severity
    citation: tuple[str, ...]


class Section(Frozen):
    """A section with its rules found; `fails` are the severities under which each one fails it."""

    name: str
    title: str
    weight: float
    rules: tuple[CardRule, ...]
    fails: dict[RuleId, tuple[Severity, ...]] = {}


class ScorecardSpec(Frozen):
    """A scorecard with its selectors resolved against a rule pack; `digest` is over all of it.

    `fails` are the rules that fail the whole call, each with the severities under which a finding
    of it does; `most` is what such a call gets at most. `bonus` has the points of each rule on
    top. Made by `load_scorecard`.
    """

    name: str
    version: int
    title: str
    changed: date
    call_types: tuple[CallType, ...]
    least_coverage: float
    sections: tuple[Section, ...]
    bonus: tuple[CardRule, ...]
    most_bonus: float
    fails: dict[RuleId, tuple[Severity, ...]]
    most: float
    bands: tuple[Band, ...]
    digest: str = ""

    def rule(self, rule_id: RuleId) -> CardRule | None:
        """Return a rule of a section, None if no section holds it."""
        held = (rule for section in self.sections for rule in section.rules)
        return next((rule for rule in held if rule.id == rule_id), None)

    def band_of(self, total: float) -> str:
        """Return the name of the band of a total."""
        return next(band.name for band in self.bands if total >= band.least)


def scorecard_names(rules: Path) -> tuple[str, ...]:
    """Return the names of the scorecards that come with a rules folder."""
    return tuple(path.stem for path in sorted((rules / FOLDER).glob("*.yaml")))


def load_scorecard(name_or_path: str | Path, *, rules: Path | None = None) -> ScorecardSpec:
    """Read a scorecard by name (`compliance`) or from a YAML file.

    `rules` is the folder whose rules and cards are meant; without it, the one that comes along.

    Raises:
        ScorecardError: with every fault at once: no such card, misspelt rules, a rule that two
            sections hold, a section without rules.
        RulePackError: if the rules cannot be used.
    """
    folder = rules or default_rules()
    return resolved(_source(str(name_or_path), folder), load_pack(folder))


def resolved(source: YamlSource, pack: RulePack) -> ScorecardSpec:
    """Return the card that a file holds, its rules found in a pack.

    Raises:
        ScorecardError: with every fault of the file.
    """
    from callaudit.rulespec.scorecard_rules import find_rules

    if source.faults:
        raise ScorecardError(source.faults)
    try:
        written = CardFile.model_validate(source.data)
    except ValidationError as error:
        raise ScorecardError(tuple(map(_hinted, source.faults_of(error)))) from error
    spec, faults = find_rules(written, source, pack)
    if faults:
        raise ScorecardError(faults)
    return spec.model_copy(update={"digest": digest_model(spec)})


def _source(name_or_path: str, folder: Path) -> YamlSource:
    path = folder / FOLDER / f"{name_or_path}.yaml"
    if path.is_file():
        return YamlSource(path, f"{FOLDER}/{path.name}")
    path = Path(name_or_path)
    if path.is_file():
        return YamlSource(path, str(path))
    names = scorecard_names(folder)
    near = get_close_matches(name_or_path, names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    message = f"no scorecard or file of that name; {hint}there are: {', '.join(names)}"
    raise ScorecardError((Fault(path=name_or_path, line=None, field="", message=message),))


_PARTS = (CardFile, SectionFile, Selector, BonusFile, BonusRule, FailFile, Band, AppliesTo)


def _keys(part: type[Frozen]) -> Mapping[str, Any]:
    return {field.alias or name: field for name, field in part.model_fields.items()}


def _hinted(fault: Fault) -> Fault:
    """Name the nearest key of a card where one is not known."""
    if not fault.message.startswith("there is no such key") or "did you mean" in fault.message:
        return fault
    known = sorted({key for part in _PARTS for key in _keys(part)})
    near = get_close_matches(fault.field.rpartition(".")[2], known, n=1)
    told = f"{fault.message}; did you mean {near[0]}?" if near else fault.message
    return fault.model_copy(update={"message": told})
