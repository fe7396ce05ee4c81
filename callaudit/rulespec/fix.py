"""Safe rewordings that a rule carries for scripts, each with its own example."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from callaudit.core.model import Frozen
from callaudit.rulespec.pattern import Phrases

SENTENCE = "sentence"
"""Replaces the whole sentence in which something was found."""

_PLAIN = re.compile(r"[A-Za-z0-9 ,.?!'-]*")


def _plain(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        raise ValueError(
            f"{text!r} may hold letters, digits, blanks and , . ? ! ' - alone: it must stand in "
            "any sort of file, and no slot is spelt alike in all of them"
        )
    return text


class FixExample(Frozen):
    """A line of a script before and after the fix; `script` says what its front matter would."""

    script: dict[str, Any]
    before: str
    after: str


class Fix(Frozen):
    """Words that may be put in place of what a rule found, by a machine and unasked.

    `replace` are phrases that share words with what was found, or `sentence`: all of the
    sentence it stands in. `by` nothing leaves them out. Of a rule's fixes the first that fits
    is used, where afterwards the finding is gone and none has come.
    """

    replace: Annotated[Literal["sentence"] | Phrases, Field(union_mode="left_to_right")]
    by: Annotated[str, AfterValidator(_plain)] = ""
    example: FixExample

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return the phrases to look for; none where the sentence is replaced."""
        return () if isinstance(self.replace, str) else self.replace

    @model_validator(mode="after")
    def _changes_something(self) -> "Fix":
        if self.example.before == self.example.after:
            raise ValueError("the example is the same before and after")
        return self
