"""Several short calls recognised together, before each has its turn."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from callaudit.core.errors import CallError
from callaudit.pipeline.hearing import heard_recording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callaudit.asr.protocol import CallSound
    from callaudit.audio.listen import Sound
    from callaudit.pipeline.hearing_tools import HearingTools
    from callaudit.pipeline.task import CallTask


def hear_ahead(tasks: Iterable[CallTask], tools: HearingTools) -> None:
    """Recognise the recordings of several calls together and leave them in `tools.ahead`.

    Each is heard as if it were alone; together they fill the recogniser's batches. A recording
    that cannot be read is left to its own turn, and so are all if the recogniser gives up.

    Raises:
        ModelError: if the recogniser's model is missing or not what it should be.
    """
    began = perf_counter()
    listened: list[tuple[CallSound, Sound]] = []
    for task in tasks:
        try:
            one = _listened(task, tools)
        except (CallError, OSError):
            continue
        if one is not None:
            listened.append(one)
    decoded = perf_counter()
    try:
        transcripts = tools.transcriber.transcribe_together([call for call, _ in listened])
    except CallError:
        return
    seconds = {
        "decode": (decoded - began) / max(1, len(listened)),
        "transcribe": (perf_counter() - decoded) / max(1, len(listened)),
    }
    for (call, sound), transcript in zip(listened, transcripts, strict=True):
        tools.ahead[call.recording.sha256] = heard_recording(sound, transcript), seconds


def _listened(task: CallTask, tools: HearingTools) -> tuple[CallSound, Sound] | None:
    from callaudit.asr.protocol import CallSound, sounds_of
    from callaudit.audio.listen import listen
    from callaudit.audio.probe import probe

    if task.recording is None or task.failure is not None:
        return None
    recording = probe(task.recording)
    if tools.cache.get(recording.sha256, tools.transcriber.settings) is not None:
        return None
    sound = listen(Path(recording.path))
    sounds = sounds_of(sound.samples, sound.quality, active=sound.active, tones=sound.unspoken)
    return CallSound(task.call_id, recording, sounds), sound
