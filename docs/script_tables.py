"""Tables about scripts, made from the code that judges them."""

from callaudit.pipeline.script_duties import DUTIES
from docs.markdown import code, table


def duties_table() -> str:
    """Return what each duty asks of a script."""
    return table(("duty", "what it asks"), ((code(name), told) for name, told in DUTIES.items()))
