"""Rules against one call: pure, no file, no clock."""

from callaudit.engine.compile import CompiledPack, compile_pack
from callaudit.engine.evaluate import evaluate

__all__ = ["CompiledPack", "compile_pack", "evaluate"]
