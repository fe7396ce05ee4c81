"""What auditing needs beside the call: rules, policies, the recogniser, the cache."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.core.errors import ModelError, UserError
from callaudit.core.metadata import CallMetadata, CollectorParty, DebtType
from callaudit.core.model import Frozen
from callaudit.core.transcript import AsrSettings
from callaudit.engine import CompiledPack, compile_pack
from callaudit.engine.compile import Ear, compile_ear
from callaudit.pipeline.cache import TranscriptCache
from callaudit.pipeline.second_detector import (
    VectorCache,
    find_likeness,
    uses_likeness,
    without_likeness,
)
from callaudit.pipeline.voices import find_voices, without_voices
from callaudit.rulespec import load_pack, load_policy
from callaudit.rulespec.policy import AUTO

if TYPE_CHECKING:
    from callaudit.asr.protocol import Transcriber
    from callaudit.likeness.likeness import Likeness
    from callaudit.voices import VoiceEmbedder


class AuditSettings(Frozen):
    """Everything that decides an audit's results, and where its tools lie.

    `policy` is a name, a file, or `auto`: each call by its own party and debt. `rules_digest`,
    if set, is what the rules must be: every process of a batch loads them for itself.
    `redact` masks private data in all that is written (`pipeline.redaction`). `like` asks the
    second detector too, where its model is on this machine.
    """

    rules: Path
    cache: Path
    policy: str = AUTO
    asr: AsrSettings = AsrSettings()
    threads: int = 1
    redact: bool = True
    like: bool = True
    rules_digest: str = ""


class AuditTools:
    """Rules compiled once, the recogniser loaded at the first recording."""

    def __init__(self, settings: AuditSettings) -> None:
        """Load and check rules and policy; neither model nor recording is touched.

        Raises:
            UserError: if rules or policy are wrong, each fault with its place, or if the rules
                are not those the batch began with.
        """
        self.settings = settings
        self.pack = load_pack(settings.rules)
        if settings.rules_digest not in ("", self.pack.digest):
            raise UserError("the rules were changed while the batch ran: run it again")
        self.cache = TranscriptCache(settings.cache)
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

    @property
    def voices(self) -> "VoiceEmbedder | None":
        """What tells voices apart; None if its model is missing."""
        return None if isinstance(self._voices, str) else self._voices

    @property
    def voice_problem(self) -> str | None:
        """Why voices are not told apart; None if all is well."""
        return self._voices if isinstance(self._voices, str) else None

    @cached_property
    def _voices(self) -> "VoiceEmbedder | str":
        try:
            return find_voices()
        except ModelError as error:
            return without_voices(error)

    @cached_property
    def transcriber(self) -> "Transcriber":
        """The recogniser.

        Raises:
            ModelError: if its model is missing or not what it should be.
        """
        from callaudit.asr.whisper import WhisperTranscriber

        return WhisperTranscriber(self.settings.asr, threads=self.settings.threads)


def policy_for(metadata: CallMetadata) -> str:
    """Return the name of the policy that a call's own facts ask for."""
    if metadata.debt_type is DebtType.COMMERCIAL:
        return "commercial"
    if metadata.collector_party is CollectorParty.THIRD:
        return "third_party"
    return "first_party_strict"
