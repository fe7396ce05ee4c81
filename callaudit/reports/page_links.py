"""Where the calls and cases of a page stand, so that one can point to another."""

from callaudit.core.model import Frozen
from callaudit.reports.page_transcript import turn_anchor
from callaudit.reports.rows import FindingRow
from callaudit.reports.views import LinkView


class Links(Frozen):
    """The anchors of a page's calls by call id, and each call's link to its case.

    `untold` are the calls whose transcripts are left out: their turns cannot be pointed to.
    `of_cases` are the findings of cases, by the call that each names.
    """

    calls: dict[str, str] = {}
    cases: dict[str, LinkView] = {}
    untold: frozenset[str] = frozenset()
    of_cases: dict[str, tuple[FindingRow, ...]] = {}

    def call(self, call_id: str) -> LinkView:
        """Return the link to a call; its anchor is empty where the call is not on the page."""
        return LinkView(anchor=self.calls.get(call_id, ""), text=call_id)

    def turn(self, call_id: str, turn: int) -> str:
        """Return the anchor of a turn, of its call where the turn is not on the page."""
        anchor = self.calls.get(call_id, "")
        return turn_anchor(anchor, turn) if anchor and call_id not in self.untold else anchor
