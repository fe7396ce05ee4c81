"""The tool's story: a recording becomes findings that one can hear and cite."""

import traceback
from contextlib import suppress
from pathlib import Path

from callaudit.core.audit import CallAudit, StageFailure
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation
from callaudit.core.errors import CallError, UserError
from callaudit.core.recording import LineSound, Recording
from callaudit.engine import evaluate, hear
from callaudit.engine.sound_doubts import doubt_by_sound
from callaudit.pipeline.build import build_call
from callaudit.pipeline.cache import HeardRecording
from callaudit.pipeline.facts_of_call import facts_of_call
from callaudit.pipeline.redaction import redact
from callaudit.pipeline.second_detector import remembering
from callaudit.pipeline.second_hearing import hear_again
from callaudit.pipeline.stages import Stopwatch
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.tools import AuditTools
from callaudit.pipeline.voices import lacks_voices, with_voices
from callaudit.scoring.score import score
from callaudit.text.required import missing_elements


def audit_call(task: CallTask, tools: AuditTools) -> CallAudit:
    """Audit one call, from sound or words to findings and score.

    A call that cannot be audited comes back as failed, with stage and reason; so does one that
    meets a fault of ours, which names the place in the code and nothing that was said.

    Raises:
        UserError: if the model or a package is missing or wrong, which no other call would
            survive either.
    """
    if task.failure is not None:
        return _failed(task, task.failure)
    watch = Stopwatch()
    try:
        return _audited(task, tools, watch)
    except CallError as error:
        return _failed(task, _failure(task, watch.stage, error.code, str(error)))
    except UserError:
        raise
    except ImportError as error:
        raise UserError(
            f"a package is missing or broken: {error}; "
            "recordings need: pip install 'callaudit[asr,offline]'"
        ) from error
    except Exception as error:  # noqa: BLE001 - one bad call never stops a batch
        return _failed(task, _failure(task, watch.stage, "internal", _place_of(error)))


def _audited(task: CallTask, tools: AuditTools, watch: Stopwatch) -> CallAudit:
    recording, heard, conversation = _hear(task, tools, watch)
    with watch("understand"):
        call = build_call(
            task.metadata, conversation, history=task.history, recording=recording, heard=heard
        )
    with watch("judge"):
        pack = tools.pack_for(task.metadata)
        heard_call = hear(pack, call)
        with remembering(tools.likeness, tools.vectors, call):
            findings = evaluate(pack, heard_call)
        established = facts_of_call(pack, heard_call)
    if recording is not None:
        with watch("listen again"):
            findings = hear_again(findings, call, pack, recording=recording, tools=tools)
        findings = doubt_by_sound(findings, call)
    with watch("score"):
        scorecard = score(findings, policy_name=pack.policy.name, policy_digest=pack.policy.digest)
    audit = CallAudit(
        call_id=task.call_id,
        source=task.source,
        status="audited",
        call=call,
        findings=findings,
        missing_elements=missing(call),
        scorecard=scorecard,
        notes=task.notes,
        established=established,
        timings_s=watch.timings_s,
    )
    return redact(audit) if tools.settings.redact else audit


def _hear(
    task: CallTask, tools: AuditTools, watch: Stopwatch
) -> tuple[Recording | None, HeardRecording | None, Conversation]:
    from callaudit.speakers import assign_speakers, infer_speakers

    if task.recording is None:
        in_words = task.conversation or Conversation(call_id=task.call_id)
        return None, None, infer_speakers(in_words, metadata=task.metadata)
    from callaudit.audio.probe import probe

    with watch("probe"):
        recording = probe(task.recording)
    heard = _transcribe(task.call_id, recording, tools, watch)
    with watch("speakers"):
        heard = _tell_voices(heard, recording, task, tools)
        conversation = assign_speakers(
            heard.transcript,
            metadata=task.metadata,
            quality=heard.quality,
            tones=heard.tones,
            voices=heard.voices,
        )
    return recording, heard, conversation


def _transcribe(
    call_id: str, recording: Recording, tools: AuditTools, watch: Stopwatch
) -> HeardRecording:
    from callaudit.asr.echo import strike_echoes
    from callaudit.asr.protocol import sounds_of
    from callaudit.audio.listen import listen

    settings = tools.transcriber.settings
    kept = tools.cache.get(recording.sha256, settings)
    if kept is not None:
        kept = kept if kept.loudness else _with_loudness(kept, recording, tools, watch)
        named = kept.transcript.model_copy(update={"call_id": call_id})
        return kept.model_copy(update={"transcript": named})
    with watch("decode"):
        sound = listen(Path(recording.path))
    with watch("transcribe"):
        sounds = sounds_of(sound.samples, sound.quality, active=sound.active, tones=sound.unspoken)
        transcript = tools.transcriber.transcribe(recording, sounds, call_id=call_id)
    transcript = strike_echoes(transcript, sound.quality.echoes)
    heard = HeardRecording(
        quality=sound.quality,
        transcript=transcript,
        line_sounds=tuple(
            sorted((one for channel in sound.line_sounds for one in channel), key=_start)
        ),
        loudness=sound.loudness,
    )
    with suppress(OSError):  # words that cannot be kept cost a second recognition, not the call
        tools.cache.put(recording.sha256, settings, heard)
    return heard


def _with_loudness(
    kept: HeardRecording, recording: Recording, tools: AuditTools, watch: Stopwatch
) -> HeardRecording:
    """Measure what an entry of an older version lacks; its words are kept."""
    from callaudit.audio.decode import SPEECH_RATE_HZ, decode
    from callaudit.audio.loudness import loudness

    with watch("decode"):
        samples = decode(Path(recording.path), rate_hz=SPEECH_RATE_HZ)
        louder = loudness(samples, rate_hz=SPEECH_RATE_HZ)
        heard = kept.model_copy(update={"loudness": louder})
    with suppress(OSError):
        tools.cache.put(recording.sha256, tools.transcriber.settings, heard)
    return heard


def _tell_voices(
    heard: HeardRecording, recording: Recording, task: CallTask, tools: AuditTools
) -> HeardRecording:
    """Measure the voices where several people share a channel; kept with the words."""
    if tools.voices is None or not lacks_voices(heard, task.metadata):
        return heard
    heard = with_voices(heard, recording, tools.voices)
    with suppress(OSError):
        tools.cache.put(recording.sha256, tools.transcriber.settings, heard)
    return heard


def _start(sound: LineSound) -> tuple[float, int]:
    return sound.start_s, sound.channel


def missing(call: Call) -> tuple[str, ...]:
    """Return the elements that a call must have and has not."""
    foreign = call.transcript is not None and not call.transcript.language.startswith("en")
    if foreign or not call.conversation.turns:
        return ()  # what was not understood is not missing
    return missing_elements(
        call.call_type, call.elements, metadata=call.metadata, conversation=call.conversation
    )


def _failure(task: CallTask, stage: str, code: str, message: str) -> StageFailure:
    return StageFailure(
        call_id=task.call_id, source=task.source, stage=stage, code=code, message=message
    )


def _failed(task: CallTask, failure: StageFailure) -> CallAudit:
    return CallAudit(
        call_id=task.call_id,
        source=task.source,
        status="failed",
        failure=failure,
        notes=task.notes,
    )


def _place_of(error: Exception) -> str:
    """Name the fault and its place in the code; its message may hold what was said."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} ({last.name})"
