"""Coaching sheets and the team report from audits: what `callaudit coach` writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callaudit.core.errors import UserError
from callaudit.pipeline.coaching_lines import Names, read_turns, turn_of
from callaudit.pipeline.coaching_numbers import Numbers, Points, numbers_of
from callaudit.pipeline.coaching_picks import (
    Evidence,
    apart,
    changes_of,
    evidence_of,
    strengths_of,
)
from callaudit.pipeline.coaching_sheet import Chosen, Material, sheet_of
from callaudit.pipeline.coaching_team import team_of
from callaudit.reports.archive import Archive
from callaudit.reports.audio_links import safe_name
from callaudit.reports.coaching_views import SheetView, TeamView
from callaudit.reports.moment_links import MomentLinks
from callaudit.scoring.cards import load_scorecard, score_frame

if TYPE_CHECKING:
    import pandas as pd

TEAM = "team"
"""The name of the team report's file, without its ending."""

MOST_LINES = 60
"""Moments of a rule that are looked at for a colleague's line; the best come first."""


@dataclass(frozen=True)
class CoachSettings:
    """What to write: for whom, of which calls, with whose names, linked from which folder.

    `card` is the scorecard, by name or file, that calls are scored on.
    """

    out: Path
    agent: str | None = None
    since: date | None = None
    names: bool = False
    card: str = "compliance"


@dataclass(frozen=True)
class Coaching:
    """Sheets by the name of their file, without its ending; the team only with all sheets."""

    sheets: Mapping[str, SheetView]
    team: TeamView | None


def coaching_of(archive: Archive, settings: CoachSettings) -> Coaching:
    """Make the sheets of all collectors and the team report, or the sheet of one.

    Raises:
        UserError: if no call names a collector, or none names the one asked for, or the
            scorecard cannot be used.
    """
    points = points_of(archive, settings.card)
    numbers = numbers_of(archive, points, since=settings.since)
    keys = _wanted(numbers, settings)
    files = file_names({key: numbers.names[key] for key in keys})
    chosen, material = _material(archive, numbers, keys, settings)
    sheets = {files[one.key]: sheet_of(one, material) for one in chosen}
    team = team_of(archive, numbers, files=files) if settings.agent is None else None
    return Coaching(sheets=sheets, team=team)


def points_of(archive: Archive, card: str) -> Points:
    """Score all calls on a card.

    Raises:
        UserError: if there is no such card, or it is wrong.
    """
    spec = load_scorecard(card)
    scores = score_frame(archive, spec).set_index("call_id")
    return Points(card=f"{spec.name} {spec.version}", total=scores["total"], fails=scores["failed"])


def _wanted(numbers: Numbers, settings: CoachSettings) -> tuple[str, ...]:
    """Return the keys of the collectors whose sheets are wanted."""
    if not numbers.names:
        since = f" since {settings.since}" if settings.since else ""
        raise UserError(
            f"no call{since} names its collector: the call log has a column agent_id or agent_name"
        )
    if settings.agent is None:
        return tuple(numbers.names)
    asked = settings.agent.casefold()
    found = [k for k, name in numbers.names.items() if asked in (k.casefold(), name.casefold())]
    if not found:
        known = ", ".join(numbers.names.values())
        raise UserError(f"no call was made by a collector {settings.agent!r}; there are: {known}")
    return tuple(found)


def file_names(names: Mapping[str, str]) -> dict[str, str]:
    """Name a sheet's file after its collector, no two the same in any spelling of letters."""
    files: dict[str, str] = {}
    taken = {TEAM}
    for key, name in names.items():
        plain = safe_name(name.replace(" ", "-"))
        file, number = plain, 2
        while file.casefold() in taken:
            file, number = f"{plain}-{number}", number + 1
        taken.add(file.casefold())
        files[key] = file
    return files


def _material(
    archive: Archive, numbers: Numbers, keys: Iterable[str], settings: CoachSettings
) -> tuple[list[Chosen], Material]:
    """Choose what each sheet tells, and gather the words for it."""
    evidence = evidence_of(archive, numbers)
    chosen = [_chosen(archive, evidence, numbers, key) for key in keys]
    lines = _lines(evidence, {pick.rule for one in chosen for pick in one.changes})
    shown = [pick.row for one in chosen for pick in (*one.strengths, *one.changes)]
    wanted = _places((*shown, *(row for rows in lines.values() for row in rows)))
    material = Material(
        archive=archive,
        numbers=numbers,
        turns=read_turns(archive, wanted),
        lines=lines,
        known=Names.of_archive(archive),
        links=MomentLinks(archive.runs, archive.calls, out=settings.out),
        names=settings.names,
    )
    return chosen, material


def _chosen(archive: Archive, evidence: Evidence, numbers: Numbers, key: str) -> Chosen:
    """Choose what a sheet tells: three things each, of different sorts."""
    categories = dict(zip(archive.rules["rule"], archive.rules["category"], strict=True))

    def family(rule: str) -> str:
        return str(categories.get(rule) or rule)

    broken = changes_of(evidence, numbers, key)
    changes = apart(broken, family=family)
    shown = {pick.rule for pick in changes}
    kept = strengths_of(evidence, numbers, key, without=(pick.rule for pick in broken[:10]))
    return Chosen(
        key=key,
        strengths=apart(kept, family=family),
        changes=changes,
        more=tuple(pick for pick in broken if pick.rule not in shown),
    )


def _places(rows: Iterable[Any]) -> set[tuple[str, int]]:
    """Return the turns that rows quote; a finding without words quotes none."""
    found = ((str(row.call_id), turn_of(row)) for row in rows)
    return {(call_id, turn) for call_id, turn in found if turn is not None}


def _lines(evidence: Evidence, rules: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """Return where anybody kept a rule in words, the calls with the highest scores first."""
    import pandas as pd

    if not evidence.kept:
        return {}
    moments = pd.concat(evidence.kept.values(), ignore_index=True)
    return {rule: _best_lines(moments[moments["rule"] == rule]) for rule in sorted(rules)}


def _best_lines(moments: "pd.DataFrame") -> tuple[Any, ...]:
    ordered = moments.sort_values(
        ["points", "call_id", "turn"], ascending=[False, True, True], kind="stable"
    )
    return tuple(ordered.head(MOST_LINES).itertuples(index=False))
