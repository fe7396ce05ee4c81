"""Say what a script says, in the script's own words."""

from callaudit.core.finding import Evidence
from callaudit.pipeline.script_call import ScriptCall
from callaudit.scripts.spelled import Source

MOST_SHOWN = 90
"""Characters of a quote that a message shows."""


def shown_quote(source: Source, span: tuple[int, int]) -> str:
    """Return what stands in a span of the source, on one line, cut where it is long."""
    text = " ".join(source.text[slice(*span)].split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def with_source_quotes(
    because: str, proof: tuple[Evidence, ...], judged: ScriptCall, source: Source
) -> str:
    """Return a finding's sentence with the script's slots in place of their invented values."""
    for evidence in proof:
        quote = shown_quote(source, judged.place(evidence))
        because = because.replace(f"“{evidence.quote}”", f"“{quote}”")
    return because
