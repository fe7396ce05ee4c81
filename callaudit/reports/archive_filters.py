"""Parts of an archive: some calls with all that belongs to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from callaudit.core.errors import UserError
from callaudit.core.finding import Severity
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


SERIOUS = (Severity.CRITICAL.value, Severity.MAJOR.value)
"""A call with a broken rule of one of these has a serious finding."""


def is_serious(calls: "pd.DataFrame") -> "pd.Series[bool]":
    """Tell of each call whether it has a serious finding; a failed call has none."""
    return calls[list(SERIOUS)].fillna(0).sum(axis=1) > 0


def log_alone(archive: "Archive") -> frozenset[str]:
    """Return the ids of the audited calls that have neither recording nor words.

    Their open rules on words are no findings: they have more open verdicts than findings.
    """
    told, findings = archive.verdicts, archive.findings
    open_of = told[told["verdict"] == "undetermined"]["call_id"].value_counts()
    open_of = open_of[open_of > 0]
    found = findings[findings["verdict"] == "undetermined"].groupby("call_id").size()
    more = open_of > found.reindex(open_of.index.astype("string")).fillna(0).to_numpy()
    return frozenset(open_of[more].index.astype("string"))
