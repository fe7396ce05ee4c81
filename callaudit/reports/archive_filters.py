"""Parts of an archive: some calls with all that belongs to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from callaudit.core.errors import UserError
from callaudit.reports.archive import Archive

if TYPE_CHECKING:
    import pandas as pd


def only(archive: Archive, keep: "pd.Series[bool]") -> Archive:
    """Return the calls for which `keep` holds, in their order, and what belongs to them.

    Runs and rules stay as they are.
    """
    calls = archive.calls[keep.fillna(value=False)].reset_index(drop=True)
    ids = set(calls["call_id"])
    parts = {
        name: frame[frame["call_id"].isin(ids)].reset_index(drop=True)
        for name in ("findings", "verdicts", "moments", "elements")
        for frame in (getattr(archive, name),)
    }
    return replace(archive, calls=calls, **parts)


def in_period(archive: Archive, *, since: date | None = None, until: date | None = None) -> Archive:
    """Return the calls of some days, first and last included; those without a day only for all."""
    import pandas as pd

    keep = pd.Series(data=True, index=archive.calls.index)
    if since is not None:
        keep &= archive.calls["day"] >= pd.Timestamp(since)
    if until is not None:
        keep &= archive.calls["day"] <= pd.Timestamp(until)
    return only(archive, keep)


def of_agents(archive: Archive, names: Sequence[str]) -> Archive:
    """Return the calls of some collectors, each by name or id, in any case; of all for none.

    Raises:
        UserError: if nobody goes by one of the names; it lists who is there.
    """
    return _named(archive, names, columns=("agent", "agent_id"), what="collector")


def of_clients(archive: Archive, names: Sequence[str]) -> Archive:
    """Return the calls for some clients, by name in any case; for all for none.

    Raises:
        UserError: if there is no such client; it lists those there are.
    """
    return _named(archive, names, columns=("client",), what="client")


def _named(
    archive: Archive, names: Sequence[str], *, columns: tuple[str, ...], what: str
) -> Archive:
    import pandas as pd

    if not names:
        return archive
    keep = pd.Series(data=False, index=archive.calls.index)
    for name in names:
        one = pd.Series(data=False, index=archive.calls.index)
        for column in columns:
            one |= archive.calls[column].astype("string").str.casefold() == name.casefold()
        if not one.any():
            there = ", ".join(sorted(set(archive.calls[columns[0]]) - {""})) or "none named"
            raise UserError(f"no call of a {what} {name!r}; there are: {there}")
        keep |= one
    return only(archive, keep)
