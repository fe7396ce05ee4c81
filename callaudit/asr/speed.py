"""How fast and how carefully recordings are read: three named settings, one table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from callaudit.core.transcript import AsrSettings


class Speed(StrEnum):
    """The names that `--speed` takes."""

    FAST = "fast"
    BALANCED = "balanced"
    ACCURATE = "accurate"


class _Trade(NamedTuple):
    """What a name stands for: see the fields of `AsrSettings`."""

    window_s: float
    beam_size: int
    retry_logprob: float
    second_look: bool


TRADES: dict[Speed, _Trade] = {
    Speed.FAST: _Trade(10.0, beam_size=1, retry_logprob=-1.0, second_look=False),
    Speed.BALANCED: _Trade(15.0, beam_size=2, retry_logprob=-0.6, second_look=True),
    Speed.ACCURATE: _Trade(15.0, beam_size=5, retry_logprob=-0.6, second_look=True),
}
"""The settings behind the names; benchmarks/README.md has what each costs and gets wrong."""


class Device(StrEnum):
    """The names that `--device` takes."""

    CPU = "cpu"
    CUDA = "cuda"
    AUTO = "auto"


def asr_settings(
    speed: Speed, *, model: str, language: str | None = None, device: Device = Device.CPU
) -> AsrSettings:
    """Return the settings of a named speed.

    A graphics card reads whole windows in half precision, so its transcripts differ in places:
    the device is part of the settings. `auto` is a card if the recogniser finds one.

    Raises:
        UserError: if Whisper does not know the language.
    """
    from callaudit.core.transcript import AsrSettings

    if language is not None:
        _check_language(language)
    on_card = device is Device.CUDA or (device is Device.AUTO and _has_card())
    trade = TRADES[speed]
    return AsrSettings(
        model=model,
        language=language,
        speed=speed.value,
        **trade._replace(window_s=30.0 if on_card else trade.window_s)._asdict(),
        device="cuda" if on_card else "cpu",
        compute_type="float16" if on_card else "int8",
    )


def _check_language(language: str) -> None:
    from faster_whisper.tokenizer import _LANGUAGE_CODES as CODES

    from callaudit.core.errors import UserError

    if language.partition("-")[0].lower() not in CODES:
        known = ", ".join(sorted(CODES))
        raise UserError(f"language {language!r}: Whisper does not know it; it knows {known}")


def _has_card() -> bool:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count()) > 0
