"""From a report over many audits to the moment in the one audit's page."""

from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.reports.archive_links import PAGE, Place, link_to
from callaudit.reports.audio_links import relative_link

if TYPE_CHECKING:
    import pandas as pd


class MomentLinks:
    """Links from files in a folder to the calls of an archive and to turns of them.

    They are relative, so that reports and audits can be moved together. A call whose audit has no
    `report.html` has none.
    """

    def __init__(self, runs: "pd.DataFrame", calls: "pd.DataFrame", *, out: Path) -> None:
        """Note where every call stands."""
        pages = {
            audit: relative_link(Path(path), out)
            for audit, path in zip(runs["audit"], runs["path"], strict=True)
            if (Path(path) / PAGE).is_file()
        }
        self._places = {
            call_id: (pages[audit], Place(anchor, turns))
            for call_id, audit, anchor, turns in zip(
                calls["call_id"], calls["audit"], calls["anchor"], calls["turn_links"], strict=True
            )
            if audit in pages
        }

    def to(self, call_id: str, turn: int | None = None) -> str:
        """Return the link to a call, or to one of its turns; empty where there is no page."""
        if call_id not in self._places:
            return ""
        folder, place = self._places[call_id]
        return f"{folder}/{link_to(place, turn=turn)}"
