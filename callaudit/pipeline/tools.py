"""What auditing needs beside the call: rules, policies, the recogniser, the cache."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.errors import ModelError, UserError
from callaudit.core.metadata import CallMetadata, CollectorParty, DebtType
from callaudit.engine import CompiledPack, compile_pack
from callaudit.engine.compile import Ear, compile_ear
from callaudit.pipeline.hearing_tools import HearingSettings, HearingTools
from callaudit.pipeline.second_detector import (
    VectorCache,
    find_likeness,
    uses_likeness,
    without_likeness,
)
from callaudit.rulespec import load_pack, load_policy
from callaudit.rulespec.policy import AUTO

if TYPE_CHECKING:
    from callaudit.likeness.likeness import Likeness


class AuditSettings(HearingSettings):
    """Everything that decides an audit's results, and where its tools lie.

    `policy` is a name, a file, or `auto`: each call by its own party and debt. `rules_digest`,
    if set, is what the rules must be: every process of a batch loads them for itself.
    `like` asks the second detector too, where its model is on this machine. `agent_channel` is
    the channel, from 0, on which the recorder puts the agent; None where that is not known.
    """

    rules: Path
    policy: str = AUTO
    like: bool = True
    agent_channel: int | None = None
    rules_digest: str = ""


class AuditTools(HearingTools):
    """Rules compiled once, the recogniser loaded at the first recording."""

    def __init__(self, settings: AuditSettings) -> None:
        """Load and check rules and policy; neither model nor recording is touched.

        Raises:
            UserError: if rules or policy are wrong, each fault with its place, or if the rules
                are not those the batch began with.
        """
        super().__init__(settings)
        self.settings = settings
        self.pack = load_pack(settings.rules)
        if settings.rules_digest not in ("", self.pack.digest):
            raise UserError("the rules were changed while the batch ran: run it again")
        self.vectors = VectorCache(settings.cache)
        self._packs: dict[str, CompiledPack] = {}
        if settings.policy != AUTO:
            load_policy(settings.policy, rules=settings.rules)

    def pack_for(self, metadata: CallMetadata) -> CompiledPack:
        """Return the rules under the policy that judges this call."""
        name = self.settings.policy
        if name == AUTO:
            name = policy_for(metadata)
        if name not in self._packs:
            policy = load_policy(name, rules=self.settings.rules)
            self._packs[name] = compile_pack(self.pack, policy, ear=self._ear)
        return self._packs[name]

    @cached_property
    def _ear(self) -> Ear:
        ear = compile_ear(self.pack, likeness=self.likeness)
        # These objects, half a million, live as long as the program; looking through them for
        # garbage time and again cost a sixth of what the rules cost.
        gc.freeze()
        return ear

    @cached_property
    def likeness(self) -> "Likeness | None":
        """The second detector; None if switched off, not needed, or its model is missing."""
        return None if isinstance(self._second, str) else self._second

    @property
    def like_problem(self) -> str | None:
        """Why the second detector is not asked though rules have `like`; None if all is well."""
        return self._second if isinstance(self._second, str) and self._second else None

    @cached_property
    def _second(self) -> "Likeness | str":
        if not self.settings.like or not uses_likeness(self.pack):
            return ""
        try:
            return find_likeness()
        except ModelError as error:
            return without_likeness(error)


def policy_for(metadata: CallMetadata) -> str:
    """Return the name of the policy that a call's own facts ask for."""
    if metadata.debt_type is DebtType.COMMERCIAL:
        return "commercial"
    if metadata.collector_party is CollectorParty.THIRD:
        return "third_party"
    return "first_party_strict"
