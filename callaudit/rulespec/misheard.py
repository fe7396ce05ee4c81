"""Words that a recogniser writes for others that sound alike, and where that is believed."""

from typing import Annotated

from pydantic import Field, model_validator

from callaudit.core.model import Frozen
from callaudit.rulespec.pattern import Phrases

PLACE = "_"
"""Where the misheard words stand in a phrase of `where`."""


class Misheard(Frozen):
    """What is heard, what was meant, and the phrases that must stand around it.

    `where` is the phrase language with one `_` at its top level: "put a _ on your (house|home)".
    Without such company the words are taken as they were written.
    """

    heard: Annotated[Phrases, Field(min_length=1)]
    meant: str
    where: Annotated[Phrases, Field(min_length=1)]

    @model_validator(mode="after")
    def _one_place(self) -> "Misheard":
        for phrase in self.where:
            if phrase.split().count(PLACE) != 1 or phrase.strip() == PLACE:
                raise ValueError(f"{phrase!r} needs one {PLACE} and a word beside it")
        return self
