"""Which elements a call must have and lacks; the table is rules/required_elements.yaml."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from callaudit.core.conversation import OTHER_PARTY, Conversation, Speaker
from callaudit.core.entity import Element
from callaudit.core.errors import Fault, RulePackError
from callaudit.core.metadata import CallMetadata, CallType, CollectorParty
from callaudit.core.model import Frozen
from callaudit.text.normalise import normal_words, normalise

FILE_NAME = "required_elements.yaml"
_GAP = "..."
_GAP_WORDS = r"(?:[^ .?!]+ ){0,4}"


class RequiredRow(Frozen):
    """The elements that one type of call must have when this party collects."""

    call_type: CallType
    party: Literal["any", "first", "third"]
    elements: tuple[str, ...]
    source: str


class Said(Frozen):
    """Phrases that one side may say; `other` is whoever is not the agent."""

    by: Literal["agent", "other"]
    phrases: tuple[str, ...] = Field(min_length=1)


class Waiver(Frozen):
    """What makes elements unnecessary: a phrase, an account flag or a short call."""

    name: str
    waives: tuple[str, ...] | Literal["all"]
    source: str
    flag: str | None = None
    said: tuple[Said, ...] = ()
    shorter_than_s: float | None = None
    not_call_types: tuple[CallType, ...] = ()


class RequiredTable(Frozen):
    """The whole of required_elements.yaml. Made by `load_required`."""

    schema_: Literal[1] = Field(alias="schema")
    required: tuple[RequiredRow, ...]
    instead: dict[str, tuple[str, ...]] = {}
    waivers: tuple[Waiver, ...] = ()

    def elements_of(self, call_type: CallType, party: CollectorParty | None) -> tuple[str, ...]:
        """Return the elements of the first row that fits.

        Where nobody knows who collects, those that both parties must say.
        """
        if party is None:
            third = self.elements_of(call_type, CollectorParty.THIRD)
            first = self.elements_of(call_type, CollectorParty.FIRST)
            return tuple(name for name in third if name in first)
        for row in self.required:
            if row.call_type is call_type and row.party in {"any", party.value}:
                return row.elements
        return ()


def missing_elements(
    call_type: CallType,
    elements: tuple[Element, ...],
    *,
    metadata: CallMetadata,
    conversation: Conversation,
) -> tuple[str, ...]:
    """Return the elements the call must have, has not, and nothing waived; in the table's order.

    Example: a voicemail without the company's name gives ("company_name",). A dispute, an
    attorney, a demand to stop, a wrong number, bankruptcy, a hang-up before 20 seconds and a
    time-barred debt waive what the table says. A payment already sent waives nothing by itself:
    the date it was mailed counts as the payment date.
    Source: rules REQ-01 to REQ-07.
    """
    table = load_required(required_path())
    said = {element.name for element in elements}
    waived = waived_elements(table, call_type, metadata=metadata, conversation=conversation)
    return tuple(
        name
        for name in table.elements_of(call_type, metadata.collector_party)
        if name not in said
        and name not in waived
        and not said.intersection(table.instead.get(name, ()))
    )


def waived_elements(
    table: RequiredTable,
    call_type: CallType,
    *,
    metadata: CallMetadata,
    conversation: Conversation,
) -> frozenset[str]:
    """Return the names of the elements that need not be said in this call."""
    names: set[str] = set()
    for waiver in table.waivers:
        if call_type in waiver.not_call_types:
            continue
        if _holds(waiver, metadata=metadata, conversation=conversation):
            every = table.elements_of(call_type, metadata.collector_party)
            names.update(every if waiver.waives == "all" else waiver.waives)
    return frozenset(names)


def rules_folder(package: Path) -> Path:
    """Return the rules beside a package's modules, else those of the repository around it.

    A wheel carries them as `callaudit/_rules`; an editable install has `rules/` one level up.
    """
    packed = package / "_rules"
    return packed if packed.is_dir() else package.parent / "rules"


@cache
def required_path() -> Path:
    """Return where this installation's table is."""
    return rules_folder(Path(__file__).parents[1]) / FILE_NAME


@lru_cache(maxsize=8)
def load_required(path: Path) -> RequiredTable:
    """Read the table of required elements.

    Raises:
        RulePackError: if the file cannot be read or is not such a table, with all faults.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        fault = Fault(path=str(path), line=None, field="", message=str(error))
        raise RulePackError((fault,)) from error
    try:
        return RequiredTable.model_validate(content)
    except ValidationError as error:
        faults = tuple(
            Fault(
                path=str(path),
                line=None,
                field=".".join(str(part) for part in problem["loc"]),
                message=problem["msg"],
            )
            for problem in error.errors()
        )
        raise RulePackError(faults) from error


def _holds(waiver: Waiver, *, metadata: CallMetadata, conversation: Conversation) -> bool:
    if waiver.flag and getattr(metadata.flags, waiver.flag, None) is True:
        return True
    if waiver.shorter_than_s is not None:
        length = _length_s(metadata, conversation)
        if length is not None and length < waiver.shorter_than_s:
            return True
    return any(_was_said(said, conversation) for said in waiver.said)


def _length_s(metadata: CallMetadata, conversation: Conversation) -> float | None:
    if metadata.duration_s is not None:
        return metadata.duration_s
    ends = [turn.end_s for turn in conversation.turns if turn.end_s is not None]
    return max(ends) if ends else None


def _was_said(said: Said, conversation: Conversation) -> bool:
    speakers = {Speaker.AGENT} if said.by == "agent" else OTHER_PARTY
    expression = _any_of(said.phrases)
    return any(
        expression.search(normalise(turn.text).text) for turn in conversation.said_by(*speakers)
    )


@lru_cache(maxsize=64)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Compile phrases to their canonical words, with the gaps between them."""
    return re.compile(f" (?:{'|'.join(map(_regex, phrases))}) ")


def _regex(phrase: str) -> str:
    parts = [part for part in phrase.split(_GAP) if part.strip()]
    return f" {_GAP_WORDS}".join(re.escape(" ".join(normal_words(part.strip()))) for part in parts)
