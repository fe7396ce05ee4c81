"""The kinds of check: the visible table."""

from collections.abc import Callable
from typing import Any

from callaudit.engine.kinds import (
    element,
    followup,
    forbid,
    history,
    metadata,
    only,
    order,
    require,
    respond,
    talk,
)
from callaudit.engine.listen import Listener
from callaudit.engine.outcome import Outcome

KINDS: dict[str, Callable[[Listener, Any], Outcome]] = {
    "forbid": forbid.check,
    "require": require.check,
    "order": order.check,
    "respond": respond.check,
    "only": only.check,
    "element": element.check,
    "metadata": metadata.check,
    "history": history.check,
    "followup": followup.check,
    "talk": talk.check,
}
"""One function a kind; `rulespec.checks` has the model of each."""

SPOKEN_KINDS = frozenset({"forbid", "require", "order", "respond", "only", "element"})
"""Kinds that need words."""

WORD_KINDS = frozenset({"forbid", "require", "order", "respond"})
"""Kinds that ask nothing of a call but where their patterns stand."""
