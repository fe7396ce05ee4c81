"""Recordings on which nobody says a word: what is on them instead."""

from collections import defaultdict
from collections.abc import Mapping

from callaudit.core.call import Call
from callaudit.core.recording import FaultKind, LineSound, SignalFault, SoundKind

_NAMES: Mapping[SoundKind, str] = {
    SoundKind.BEEP: "a beep",
    SoundKind.RING: "a ringing tone",
    SoundKind.BUSY: "a busy tone",
    SoundKind.REORDER: "a reorder tone",
    SoundKind.DIAL: "a dial tone",
    SoundKind.DTMF: "keypad tones",
    SoundKind.SIT: "special information tones",
    SoundKind.FAX: "fax tones",
    SoundKind.TONE: "a tone",
    SoundKind.MUSIC: "music",
}


def name_wordless(call: Call) -> Call:
    """Return the call, its quality naming what a recording without any word has instead.

    Tones and music are named with their seconds, the longest first; where there are none, sound
    in which no word was heard is told from silence.
    """
    if call.quality is None or call.conversation.turns:
        return call
    told = f"nobody says a word: {_instead(call)}"
    fault = SignalFault(kind=FaultKind.NOTHING_SAID, told=told)
    return call.model_copy(update={"quality": call.quality.with_fault(fault)})


def _instead(call: Call) -> str:
    seconds = _seconds(call.line_sounds)
    if seconds:
        longest = sorted(seconds, key=lambda kind: (-seconds[kind], kind))
        return ", ".join(f"{_NAMES[kind]} for {seconds[kind]:.0f} s" for kind in longest)
    channels = call.quality.channels if call.quality else ()
    if all(channel.dead for channel in channels):
        return "silence only"
    return "sound or noise in which no words were heard"


def _seconds(sounds: tuple[LineSound, ...]) -> dict[SoundKind, float]:
    """Add up the seconds of each kind, on the channel that has most of it."""
    by_channel: dict[SoundKind, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one in sounds:
        by_channel[one.kind][one.channel] += one.span.duration_s
    return {kind: max(of_kind.values()) for kind, of_kind in by_channel.items()}
