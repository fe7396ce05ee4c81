"""Names of the transforms that commands take, known without loading what carries them out."""

from enum import StrEnum


class Transform(StrEnum):
    """How words are rewritten before they are judged; those of `pipeline.speech_style`."""

    LOWER = "lower"
    FILLERS = "fillers"
    EXPANDED = "expanded"
    CONTRACTED = "contracted"
    SPOKEN_NUMBERS = "spoken_numbers"
    WRITTEN_NUMBERS = "written_numbers"
    HOMOPHONES = "homophones"


ALL = "all"
"""Stands for every transform."""


def chosen(name: str) -> tuple[Transform, ...]:
    """Return the transforms that a name stands for.

    Raises:
        UserError: if there is no such transform.
    """
    from callaudit.core.errors import UserError

    if name == ALL:
        return tuple(Transform)
    if name not in set(Transform):
        raise UserError(f"no transform is called {name}; there are: {', '.join((*Transform, ALL))}")
    return (Transform(name),)
