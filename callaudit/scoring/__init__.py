"""Findings added up to a score: pure, no file and no clock."""
