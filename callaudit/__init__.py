"""Audit recorded collection calls: what was said, which rule it breaks, and when to listen."""

__version__ = "0.1.0"
