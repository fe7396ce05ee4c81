"""Calls that come as text in place of a recording: JSON, JSON Lines, WebVTT, SRT, plain text."""

from callaudit.transcripts.call_files import SUFFIXES, CallFile, read_calls

__all__ = ["SUFFIXES", "CallFile", "read_calls"]
