import pytest

from callaudit.asr.speed import Device, Speed, asr_settings
from callaudit.core.errors import UserError
from callaudit.core.transcript import AsrSettings


def test_a_transcriber_that_is_told_nothing_reads_at_balanced_speed():
    assert asr_settings(Speed.BALANCED, model="base") == AsrSettings()


def test_every_speed_has_transcripts_of_its_own():
    digests = {asr_settings(speed, model="base").digest for speed in Speed}
    assert len(digests) == len(Speed)


def test_a_graphics_card_reads_in_half_precision_and_says_so():
    settings = asr_settings(Speed.FAST, model="base", device=Device.CUDA)
    assert (settings.device, settings.compute_type, settings.window_s) == ("cuda", "float16", 30.0)


def test_without_a_graphics_card_the_processor_is_taken(monkeypatch):
    ctranslate2 = pytest.importorskip("ctranslate2")
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    settings = asr_settings(Speed.FAST, model="base", device=Device.AUTO)
    assert settings == asr_settings(Speed.FAST, model="base")


def test_a_language_that_whisper_does_not_know_is_named_with_those_it_knows() -> None:
    assert asr_settings(Speed.BALANCED, model="base", language="en-GB").language == "en-GB"
    with pytest.raises(UserError, match="language 'xx': Whisper does not know it; it knows af, "):
        asr_settings(Speed.BALANCED, model="base", language="xx")
