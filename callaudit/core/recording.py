"""A recording on disk and what its signal is worth."""

from callaudit.core.model import Frozen


class ChannelQuality(Frozen):
    """What one channel's signal shows; levels in dBFS, shares between 0 and 1.

    `dead` means no sample above the noise floor of an unused line.
    Made by `audio.quality`.
    """

    channel: int
    level_dbfs: float
    peak_dbfs: float
    clipped_share: float
    silent_share: float
    dead: bool


class Recording(Frozen):
    """A readable recording: its digest, length and form. Made by `audio.probe`."""

    path: str
    sha256: str
    duration_s: float
    sample_rate_hz: int
    channels: int
    codec: str


class Loudness(Frozen):
    """How loud one channel is over time: the level of each step, in dBFS.

    Step `n` covers the seconds from `n * step_s`. Made by `audio.loudness`.
    """

    channel: int
    step_s: float
    levels_dbfs: tuple[float, ...]


class RecordingQuality(Frozen):
    """What may weaken a judgement on this recording. Made by `audio.quality`.

    `dual_mono` says that both channels carry the same sound; `warnings` are short
    sentences for a person, such as "channel 1 carries no sound".
    """

    channels: tuple[ChannelQuality, ...]
    dual_mono: bool = False
    warnings: tuple[str, ...] = ()
