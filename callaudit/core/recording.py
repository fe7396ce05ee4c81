"""A recording on disk and what its signal is worth."""

from enum import StrEnum

from callaudit.core.interval import Interval
from callaudit.core.model import Frozen


class FaultKind(StrEnum):
    """What is wrong with a signal."""

    DEAD = "dead"
    CLIPPED = "clipped"
    QUIET = "quiet"
    NOISY = "noisy"
    NARROW = "narrow"
    ECHO = "echo"
    DUAL_MONO = "dual_mono"
    SWAPPED = "swapped"
    AGENT_UNRECORDED = "agent_unrecorded"
    OTHER_UNRECORDED = "other_unrecorded"
    PARTIES_UNCLEAR = "parties_unclear"
    NOTHING_SAID = "nothing_said"


WORDS_IN_DOUBT = frozenset({FaultKind.CLIPPED, FaultKind.QUIET, FaultKind.NOISY, FaultKind.NARROW})
"""Faults under which words are misheard."""

SPEAKER_IN_DOUBT = frozenset({FaultKind.ECHO, FaultKind.SWAPPED})
"""Faults under which the words of one side may stand on the other's channel."""

PARTY_UNRECORDED = frozenset(
    {
        FaultKind.AGENT_UNRECORDED,
        FaultKind.OTHER_UNRECORDED,
        FaultKind.PARTIES_UNCLEAR,
        FaultKind.NOTHING_SAID,
    }
)
"""Faults under which words of a party are missing, or nobody knows whose words were kept."""

AGENT_UNHEARD = PARTY_UNRECORDED - {FaultKind.OTHER_UNRECORDED}
"""Those under which no score can be given: the agent was not heard, or is not known."""


class SignalFault(Frozen):
    """One fault of one channel, of all where `channel` is None; `told` is a sentence part."""

    kind: FaultKind
    told: str
    channel: int | None = None


class ChannelQuality(Frozen):
    """What one channel's signal shows; levels in dBFS, shares between 0 and 1.

    `dead` means no sample above the noise floor of an unused line. `snr_db` is how far speech
    stands above what is heard in its pauses, `bandwidth_hz` the highest frequency it reaches;
    None where there is too little sound to tell. `gain_db` is how much louder the channel was
    made before recognition. Made by `audio.quality`.
    """

    channel: int
    level_dbfs: float
    peak_dbfs: float
    clipped_share: float
    silent_share: float
    dead: bool
    snr_db: float | None = None
    bandwidth_hz: int | None = None
    gain_db: float = 0.0


class Echo(Frozen):
    """Sound of one channel heard on the other, so much later and so much fainter."""

    of_channel: int
    on_channel: int
    lag_s: float
    level_db: float


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
    sentences for a person, such as "channel 1 carries no sound", one for each fault.
    """

    channels: tuple[ChannelQuality, ...]
    dual_mono: bool = False
    warnings: tuple[str, ...] = ()
    faults: tuple[SignalFault, ...] = ()
    echoes: tuple[Echo, ...] = ()

    def with_fault(self, fault: SignalFault) -> "RecordingQuality":
        """Return the quality with one more fault and its warning."""
        return self.model_copy(
            update={"faults": (*self.faults, fault), "warnings": (*self.warnings, fault.told)}
        )


class SoundKind(StrEnum):
    """What a line carries that nobody said; `tone` where its frequencies tell nothing known."""

    BEEP = "beep"
    RING = "ring"
    BUSY = "busy"
    REORDER = "reorder"
    DIAL = "dial"
    DTMF = "dtmf"
    SIT = "sit"
    FAX = "fax"
    TONE = "tone"
    MUSIC = "music"


class LineSound(Frozen):
    """A tone or a stretch of music on one channel: kept from the recogniser. Made by `audio`."""

    kind: SoundKind
    channel: int
    start_s: float
    end_s: float

    @property
    def span(self) -> Interval:
        """Return its span of the recording."""
        return Interval(start_s=self.start_s, end_s=self.end_s)
