"""Rules against one call: pure, no file, no clock."""

from callaudit.engine.compile import CompiledPack, compile_pack
from callaudit.engine.established import established, said_facts
from callaudit.engine.evaluate import evaluate, hear, listed_findings
from callaudit.engine.unheard import judge

__all__ = [
    "CompiledPack",
    "compile_pack",
    "established",
    "evaluate",
    "hear",
    "judge",
    "listed_findings",
    "said_facts",
]
