"""Stretches of speech that no file of ours may repeat."""

from enum import StrEnum

from callaudit.core.model import Frozen

MASK = "•"
"""Stands for one letter or digit of what was masked: places in a turn stay where they were."""


class PrivateKind(StrEnum):
    """What sort of data a span holds."""

    CARD_NUMBER = "card_number"
    SECURITY_CODE = "security_code"
    SOCIAL_SECURITY_NUMBER = "social_security_number"
    BIRTH_DATE = "birth_date"
    BANK_NUMBER = "bank_number"
    HEALTH = "health"
    MINOR_NAME = "minor_name"


class PrivateSpan(Frozen):
    """Characters `[start_char, end_char)` of a turn that hold private data. Made by `text`."""

    kind: PrivateKind
    turn: int
    start_char: int
    end_char: int
