"""Where the calls of an audit stand on its `report.html`, and where they can be listened to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callaudit.reports.archive_call import broken_counts, undetermined_count
from callaudit.reports.audio_links import playable, relative_link, safe_name
from callaudit.reports.page import MANY_CALLS
from callaudit.reports.page_call import call_anchor
from callaudit.reports.page_log import MANY_LOG_CALLS
from callaudit.reports.page_transcript import turn_anchor

PAGE = "report.html"


@dataclass(frozen=True)
class Place:
    """A call's anchor on the page, empty where it is not there; `turns`: its turns are too."""

    anchor: str = ""
    turns: bool = False


def link_to(place: Place, *, turn: int | None = None) -> str:
    """Return the link from an audit's folder to a call, or a turn of it, on its page."""
    if not place.anchor:
        return PAGE
    has_turn = turn is not None and place.turns
    return f"{PAGE}#{turn_anchor(place.anchor, turn or 0) if has_turn else place.anchor}"


@dataclass
class PageOrder:
    """The order of a page's calls, found out line by line: that of `reports.page`."""

    _full: list[tuple[tuple[Any, ...], str, bool]] = field(default_factory=list)
    _brief: list[tuple[tuple[Any, ...], str, bool]] = field(default_factory=list)

    def add(self, line: Mapping[str, Any]) -> None:
        """Note a call, worst first: its broken rules, failed, unjudged, id."""
        counts, unjudged = broken_counts(line), undetermined_count(line)
        failed = line["status"] == "failed"
        key = (tuple(-count for count in counts.values()), not failed, -unjudged, line["call_id"])
        clean = not failed and not unjudged and sum(counts.values()) == counts["coach"]
        silent = line.get("recording") is None and not line.get("speakers")
        if not (silent and not failed):
            self._full.append((key, line["call_id"], clean))
        elif line["findings"]:
            self._brief.append((key, line["call_id"], clean))

    def places(self) -> dict[str, Place]:
        """Return the place of each call that the page shows, by its id in this audit."""
        full, brief = sorted(self._full), sorted(self._brief)[:MANY_LOG_CALLS]
        large = len(full) > MANY_CALLS
        shown = [
            *((call_id, not (large and clean)) for _, call_id, clean in full),
            *((call_id, False) for _, call_id, _ in brief),
        ]
        return {
            call_id: Place(call_anchor(position), turns)
            for position, (call_id, turns) in enumerate(shown, start=1)
        }


def audio_of(line: Mapping[str, Any], folder: Path) -> str:
    """Return a link from an audit's folder to sound that browsers play; empty where none lies.

    The copy that the audit made comes first, then the recording itself, if it is still there.
    """
    recording = line.get("recording")
    if not recording:
        return ""
    copy = folder / "audio" / f"{safe_name(line['call_id'])}.wav"
    if copy.is_file():
        return relative_link(copy, folder)
    path = Path(recording["path"])
    if playable(path, recording["codec"]) and path.is_file():
        return relative_link(path, folder)
    return ""
