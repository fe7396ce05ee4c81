import numpy as np
import pytest
import soundfile

from callaudit.audio.decode import decode
from callaudit.audio.probe import probe
from tests.unit.audio.sounds import silence, tone, write

FORMATS = [
    ("wav", "pcm_s16le", 8_000),
    ("wav", "pcm_s16le", 48_000),
    ("wav", "pcm_s24le", 44_100),
    ("wav", "pcm_mulaw", 8_000),
    ("wav", "pcm_alaw", 8_000),
    ("wav", "adpcm_ms", 8_000),
    ("mp3", "libmp3lame", 8_000),
    ("mp3", "libmp3lame", 44_100),
    ("m4a", "aac", 16_000),
    ("mp4", "aac", 44_100),
    ("aac", "aac", 16_000),
    ("flac", "flac", 8_000),
    ("ogg", "libopus", 48_000),
    ("opus", "libopus", 16_000),
    ("webm", "libopus", 48_000),
]


def loudest_hz(samples, *, rate_hz=16_000):
    spectrum = np.abs(np.fft.rfft(samples))
    return float(spectrum.argmax() * rate_hz / len(samples))


@pytest.mark.parametrize(
    ("suffix", "codec", "coded_rate_hz"), FORMATS, ids=lambda value: str(value)
)
@pytest.mark.parametrize("channels", [1, 2], ids=["mono", "stereo"])
def test_each_channel_is_heard_by_itself(tmp_path, suffix, codec, coded_rate_hz, channels):
    voices = [tone(440, length_s=3), tone(1_000, length_s=3)][:channels]
    path = write(
        tmp_path / f"call.{suffix}",
        *voices,
        codec=codec,
        rate_hz=16_000,
        coded_rate_hz=coded_rate_hz,
    )
    recording, decoded = probe(path), decode(path)
    assert (recording.channels, recording.sample_rate_hz) == (channels, coded_rate_hz) or (
        codec == "libopus" and recording.sample_rate_hz == 48_000  # Opus always decodes at 48 kHz
    )
    assert recording.duration_s == pytest.approx(3.0, abs=0.15)
    assert [one.dtype for one in decoded] == [np.float32] * channels
    for samples, wanted_hz in zip(decoded, (440, 1_000), strict=False):
        assert len(samples) / 16_000 == pytest.approx(3.0, abs=0.15)
        assert loudest_hz(samples[8_000:-8_000]) == pytest.approx(wanted_hz, abs=3)
        assert np.abs(samples[8_000:-8_000]).max() == pytest.approx(0.1, abs=0.03)


def test_gsm_in_a_wave_file(tmp_path):
    path = tmp_path / "gsm.wav"
    soundfile.write(path, tone(440, length_s=3, rate_hz=8_000), 8_000, subtype="GSM610")
    (samples,) = decode(path)
    assert probe(path).duration_s == pytest.approx(3.0, abs=0.05)
    assert len(samples) / 16_000 == pytest.approx(3.0, abs=0.05)
    assert loudest_hz(samples[8_000:-8_000]) == pytest.approx(440, abs=3)


def test_the_wanted_rate_is_given(tmp_path):
    path = write(tmp_path / "call.wav", tone(440, length_s=2, rate_hz=8_000), rate_hz=8_000)
    (samples,) = decode(path, rate_hz=8_000)
    assert len(samples) == 16_000


def test_silence_decodes_to_silence(tmp_path):
    path = write(tmp_path / "silence.wav", silence(2, rate_hz=8_000), codec="pcm_mulaw")
    (samples,) = decode(path)
    assert float(np.abs(samples).max()) < 0.001
