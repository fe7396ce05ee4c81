"""What another scorecard would make of calls that were audited: nothing is judged again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from callaudit.rulespec.scorecard import ScorecardSpec
from callaudit.scoring.card_frames import Audited, score_frame

if TYPE_CHECKING:
    import pandas as pd

PREVIEW_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "agent": "string",
    "old_total": "float64",
    "new_total": "float64",
    "change": "float64",
    "old_band": "string",
    "new_band": "string",
    "old_failed_by": "string",
    "new_failed_by": "string",
}
"""One row a call that either card scores."""

_COLLECTOR_COLUMNS = ("agent", "calls", "old_mean", "new_mean", "change", "moved")


class WithAgents(Audited, Protocol):
    """An archive whose calls name their collectors in the column `agent`."""


@dataclass(frozen=True)
class CardPreview:
    """Two cards on the same calls.

    `calls` has `PREVIEW_COLUMNS`, the largest change first. `moves` counts calls by `old_band`
    and `new_band` where these differ; `bands` counts all of them by band. `collectors` has one
    row a collector: `calls` that both cards score, the means of these, and how many `moved`.
    """

    calls: "pd.DataFrame"
    bands: "pd.DataFrame"
    moves: "pd.DataFrame"
    collectors: "pd.DataFrame"


def preview(archive: WithAgents, old: ScorecardSpec, new: ScorecardSpec) -> CardPreview:
    """Score the calls of an archive on two cards and say what differs."""
    calls = _side_by_side(archive, old, new)
    moved = calls[calls["old_band"] != calls["new_band"]]
    moves = moved.groupby(["old_band", "new_band"], as_index=False).size()
    return CardPreview(
        calls=calls,
        bands=_bands(calls, old, new),
        moves=moves.rename(columns={"size": "calls"}).sort_values(
            ["calls", "old_band", "new_band"], ascending=[False, True, True], ignore_index=True
        ),
        collectors=_collectors(calls),
    )


def _side_by_side(archive: WithAgents, old: ScorecardSpec, new: ScorecardSpec) -> "pd.DataFrame":
    import pandas as pd

    one, other = score_frame(archive, old), score_frame(archive, new)
    calls = pd.DataFrame(
        {
            "call_id": one["call_id"],
            "agent": archive.calls["agent"].to_numpy(),
            "old_total": one["total"],
            "new_total": other["total"],
            "change": (other["total"] - one["total"]).round(1),
            "old_band": one["band"].astype("string"),
            "new_band": other["band"].astype("string"),
            "old_failed_by": one["failed_by"],
            "new_failed_by": other["failed_by"],
        }
    ).astype(PREVIEW_COLUMNS)
    scored = calls[one["applies"] | other["applies"]]
    order = scored["change"].abs().fillna(-1)
    return scored.assign(order=-order).sort_values(["order", "call_id"], ignore_index=True)[
        list(PREVIEW_COLUMNS)
    ]


def _bands(calls: "pd.DataFrame", old: ScorecardSpec, new: ScorecardSpec) -> "pd.DataFrame":
    """Count the calls in each band, the bands of the new card first; the empty name is none."""
    import pandas as pd

    names = [*(band.name for band in new.bands), *(band.name for band in old.bands), ""]
    kept = list(dict.fromkeys(names))
    return pd.DataFrame(
        {
            "band": kept,
            "old_calls": [int((calls["old_band"] == name).sum()) for name in kept],
            "new_calls": [int((calls["new_band"] == name).sum()) for name in kept],
        }
    )


def _collectors(calls: "pd.DataFrame") -> "pd.DataFrame":
    both = calls[calls["old_total"].notna() & calls["new_total"].notna()]
    found = both.assign(moved=both["old_band"] != both["new_band"]).groupby("agent", as_index=False)
    means = found.agg(
        calls=("call_id", "size"),
        old_mean=("old_total", "mean"),
        new_mean=("new_total", "mean"),
        moved=("moved", "sum"),
    )
    means["change"] = (means["new_mean"] - means["old_mean"]).round(1)
    rounded = means.assign(old_mean=means["old_mean"].round(1), new_mean=means["new_mean"].round(1))
    return rounded[list(_COLLECTOR_COLUMNS)]
