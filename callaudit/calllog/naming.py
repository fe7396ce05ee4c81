"""Names of columns and keys: one spelling inside, and the nearest known one for a stranger."""

import re
from collections.abc import Iterable

NEAREST_SCORE = 60.0
"""Similarity (0 to 100) below which no name is suggested: it would only mislead."""


def plain_name(text: str) -> str:
    """Return a name in our spelling: `Call ID`, `call-id` and `CALL_ID` are `call_id`."""
    return re.sub(r"[\s\-.]+", "_", text.strip()).casefold()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like this one, None if none is near.

    Example: `agent_nmae` gives `agent_name`.
    """
    from rapidfuzz import fuzz, process

    names = sorted(known)
    score = process.extractOne(plain_name(name), names, scorer=fuzz.ratio)
    if score is not None and score[1] >= NEAREST_SCORE:
        return str(score[0])
    score = process.extractOne(plain_name(name), names, scorer=fuzz.token_set_ratio)
    return str(score[0]) if score is not None and score[1] >= NEAREST_SCORE else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "agent_name"?` or nothing, to end a sentence with."""
    name_like_it = nearest(name, known)
    return f'; did you mean "{name_like_it}"?' if name_like_it else ""
