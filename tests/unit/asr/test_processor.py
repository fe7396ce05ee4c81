import os

import pytest

from callaudit.asr import processor
from callaudit.asr.processor import use_wide_registers

WIDE = "flags\t\t: fpu avx2 avx512f avx512bw avx512cd avx512dq avx512vl\n"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    monkeypatch.setattr(processor, "_FLAGS", tmp_path / "cpuinfo")
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "")
    monkeypatch.delenv("CT2_FORCE_CPU_ISA")
    return tmp_path / "cpuinfo"


@pytest.mark.parametrize(
    ("flags", "chosen"),
    [(WIDE, "AVX512"), ("flags\t\t: fpu avx2 avx512f\n", None), ("", None)],
    ids=["all of it", "a part of it", "nothing known"],
)
def test_wide_registers_are_used_where_the_processor_has_them_all(machine, flags, chosen):
    machine.write_text(flags, encoding="ascii")
    use_wide_registers()
    assert os.environ.get("CT2_FORCE_CPU_ISA") == chosen


def test_what_the_user_set_stands(machine, monkeypatch):
    machine.write_text(WIDE, encoding="ascii")
    monkeypatch.setenv("CT2_FORCE_CPU_ISA", "AVX2")
    use_wide_registers()
    assert os.environ["CT2_FORCE_CPU_ISA"] == "AVX2"


def test_another_system_is_left_as_it_is(machine):
    use_wide_registers()
    assert "CT2_FORCE_CPU_ISA" not in os.environ
