"""Whose voice is heard when: one channel's sound to a `VoiceTrack`."""

from callaudit.voices.embedder import VoiceEmbedder
from callaudit.voices.track import track_voices

__all__ = ["VoiceEmbedder", "track_voices"]
