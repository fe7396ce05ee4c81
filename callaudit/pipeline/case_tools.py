"""What settling cases needs beside the calls."""

from typing import Protocol

from callaudit.core.metadata import CallMetadata
from callaudit.engine import CompiledPack
from callaudit.likeness.likeness import Likeness
from callaudit.pipeline.second_detector import VectorCache


class CaseTools(Protocol):
    """The rules that judge a call, and the second detector; `AuditTools` has them."""

    @property
    def likeness(self) -> Likeness | None:
        """The second detector, None where it is not asked."""

    @property
    def vectors(self) -> VectorCache:
        """Where its vectors are kept."""

    def pack_for(self, metadata: CallMetadata) -> CompiledPack:
        """Return the rules under the policy that judges this call."""
