"""What the processor can do that the recogniser does not use by itself."""

import os
from pathlib import Path

_ISA = "CT2_FORCE_CPU_ISA"
_WIDE = frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"})
_FLAGS = Path("/proc/cpuinfo")


def use_wide_registers() -> None:
    """Let CTranslate2 use AVX-512 where the processor has all of it; before the first model.

    It stops at AVX2 unless it is told. Measured with base, int8, one core of an AMD EPYC: a
    window of 20 s encoded in 0.17 s instead of 0.19 s, eight decoded in 0.59 s instead of 0.63 s.
    What the user set in the environment stands.
    """
    if _ISA not in os.environ and _flags() >= _WIDE:
        os.environ[_ISA] = "AVX512"


def _flags() -> frozenset[str]:
    """Return what the first processor says of itself; nothing on other systems than Linux."""
    try:
        lines = _FLAGS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return frozenset()
    return next((frozenset(one.split()) for one in lines if one.startswith("flags")), frozenset())
