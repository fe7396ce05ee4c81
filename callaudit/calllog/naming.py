"""Names of columns and keys: one spelling inside, and the nearest known one for a stranger."""

import re
from collections.abc import Iterable
from functools import lru_cache

NEAREST_SCORE = 60.0
"""Similarity (0 to 100) below which no name is suggested: it would only mislead."""


SURE_SCORE = 85.0
"""Similarity that is a slip of the finger; below, a known name inside the strange one goes first:
`phone_number` is more like `phone` than like `invoice_number`."""


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """Return a name in our spelling: `Call ID`, `call-id` and `CALL_ID` are `call_id`."""
    return re.sub(r"[\s\-.]+", "_", text.strip()).casefold()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like this one, None if none is near.

    Example: `agent_nmae` gives `agent_name`.
    """
    from rapidfuzz import fuzz

    own = plain_name(name)
    scored = sorted((-fuzz.ratio(own, plain_name(one)), one) for one in known)
    if not scored:
        return None
    score, best = -scored[0][0], scored[0][1]
    if score < SURE_SCORE:
        words = set(own.split("_"))
        inside = [one for _, one in scored if set(plain_name(one).split("_")) <= words]
        if inside:
            return inside[0]
    return best if score >= NEAREST_SCORE else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "agent_name"?` or nothing, to end a sentence with."""
    name_like_it = nearest(name, known)
    return f'; did you mean "{name_like_it}"?' if name_like_it else ""
