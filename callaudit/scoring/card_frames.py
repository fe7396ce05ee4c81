"""Scores of many calls on a card at once: the same sums as `cards.score_call`, by column."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from callaudit.core.finding import Severity, Verdict
from callaudit.core.ids import RuleId
from callaudit.rulespec.scorecard import ScorecardSpec

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_WITH_A_FLAW: Final = 99.9
"""Points of a call in which a rule with points is broken: rounding must not hide it."""

SCORE_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "card": "category",
    "applies": "bool",
    "total": "float64",
    "earned": "float64",
    "bonus": "float64",
    "coverage": "float64",
    "band": "category",
    "failed": "bool",
    "failed_by": "string",
}
"""One row a call, in the order of the archive's calls.

`total` is 0 to 100, missing where nothing was judged or the card is not for the call; `earned` is
the same before a rule in `failed_by` (ids, by blanks) failed the call. `band` is empty where there
is none.
"""

SECTION_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "section": "category",
    "score": "float64",
    "judged": "int64",
    "failed": "bool",
}
"""One row a call that the card is for and section of it; `judged` counts rules."""


class Audited(Protocol):
    """What is needed of an archive: `reports.archive` has the columns."""

    @property
    def calls(self) -> "pd.DataFrame":
        """One row a call."""

    @property
    def findings(self) -> "pd.DataFrame":
        """One row a broken or undetermined rule of a call."""

    @property
    def verdicts(self) -> "pd.DataFrame":
        """One row a call and rule."""


def score_frame(archive: Audited, spec: ScorecardSpec) -> "pd.DataFrame":
    """Score every call of an archive on a card; the columns are `SCORE_COLUMNS`."""
    import numpy as np
    import pandas as pd

    sums = _add_up(archive, spec)
    weights = np.array([section.weight for section in spec.sections])
    judged = ~np.isnan(sums.scores)
    weight = points = np.zeros(len(sums.applies))
    for n, one in enumerate(weights):
        weight = weight + np.where(judged[:, n], one, 0.0)
        points = points + np.where(judged[:, n], one * np.nan_to_num(sums.scores[:, n]), 0.0)
    bonus = np.minimum(sums.bonus, spec.most_bonus)
    with np.errstate(invalid="ignore", divide="ignore"):
        earned = np.floor(np.minimum(points / weight + bonus, 100.0) * 10 + 0.5) / 10
    flawless = (~judged | (sums.scores == 100.0)).all(axis=1)
    earned = np.where(flawless, earned, np.minimum(earned, MOST_WITH_A_FLAW))
    earned = np.where(sums.applies & (weight > 0), earned, np.nan)
    failed = np.array([bool(rules) for rules in sums.failed_by], dtype=bool) & sums.applies
    total = np.where(failed, np.minimum(earned, spec.most), earned)
    coverage = np.where(sums.applies, sums.coverage, 0.0)
    sure = (coverage >= spec.least_coverage) | failed
    columns = {
        "call_id": archive.calls["call_id"].to_numpy(),
        "card": np.repeat(spec.name, len(total)),
        "applies": sums.applies,
        "total": total,
        "earned": earned,
        "bonus": np.where(sums.applies, bonus, 0.0),
        "coverage": coverage,
        "band": _bands(np.where(sure, total, np.nan), spec),
        "failed": failed,
        "failed_by": [
            " ".join(sorted(rules)) if one else ""
            for rules, one in zip(sums.failed_by, failed, strict=True)
        ],
    }
    return pd.DataFrame(columns).astype(SCORE_COLUMNS)


def section_frame(archive: Audited, spec: ScorecardSpec) -> "pd.DataFrame":
    """Score the sections of every call that the card is for; the columns are `SECTION_COLUMNS`."""
    import numpy as np
    import pandas as pd

    sums = _add_up(archive, spec)
    calls, sections = np.nonzero(np.repeat(sums.applies[:, None], len(spec.sections), axis=1))
    names = np.array([section.name for section in spec.sections], dtype=object)
    columns = {
        "call_id": archive.calls["call_id"].to_numpy()[calls],
        "section": names[sections],
        "score": sums.scores[calls, sections],
        "judged": sums.judged[calls, sections],
        "failed": sums.section_failed[calls, sections],
    }
    return pd.DataFrame(columns).astype(SECTION_COLUMNS)


@dataclass(frozen=True)
class _Sums:
    """By call (rows) and section (columns): scores, counts of judged rules, fails."""

    applies: "NDArray[np.bool_]"
    scores: "Floats"
    judged: "NDArray[np.int64]"
    section_failed: "NDArray[np.bool_]"
    bonus: "Floats"
    coverage: "Floats"
    failed_by: list[set[RuleId]]


def _add_up(archive: Audited, spec: ScorecardSpec) -> _Sums:
    import numpy as np
    import pandas as pd

    calls, verdicts = archive.calls, archive.verdicts
    height, width = len(calls), len(spec.sections)
    call = _positions(verdicts["call_id"], pd.Index(calls["call_id"]))
    kind = _positions(verdicts["verdict"], pd.Index([one.value for one in Verdict]))
    met, broken, _, undetermined = (kind == n for n in range(len(Verdict)))
    rules = verdicts["rule"].cat
    of_rule, points_of, bonus_of = _of_rules(list(rules.categories), spec)
    section, points = of_rule[rules.codes], points_of[rules.codes]
    held = (section >= 0) & (call >= 0)
    cell = call * width + section

    def added(which: Any, weights: Any = None) -> "Floats":
        chosen = which & held
        given = None if weights is None else weights[chosen]
        flat = np.bincount(cell[chosen], weights=given, minlength=height * width)
        return flat.reshape(height, width).astype("float64")

    kept, lost = added(met, points), added(broken, points)
    scored = points > 0
    judged_count = added((met | broken) & scored).sum(axis=1)
    open_count = added(undetermined & scored).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = 100 * kept / (kept + lost)
        coverage = np.floor(judged_count / (judged_count + open_count) * 1000 + 0.5) / 1000
    section_failed, failed_by = _fails(archive, spec)
    given = met & (bonus_of[rules.codes] > 0) & (call >= 0)
    return _Sums(
        applies=_applies(calls, spec),
        scores=np.where(section_failed, 0.0, scores),
        judged=added(met | broken).astype("int64"),
        section_failed=section_failed,
        bonus=np.bincount(
            call[given], weights=bonus_of[rules.codes][given], minlength=height
        ).astype("float64"),
        coverage=np.nan_to_num(coverage),
        failed_by=failed_by,
    )


def _positions(column: "pd.Series[Any]", index: "pd.Index[Any]") -> "NDArray[np.int64]":
    """Return where the values of a category column stand in an index, -1 for none."""
    import numpy as np

    places = index.get_indexer(column.cat.categories)
    codes = column.cat.codes.to_numpy()
    return np.where(codes >= 0, places[codes], -1) if len(places) else np.full(len(codes), -1)


def _of_rules(
    rules: list[RuleId], spec: ScorecardSpec
) -> "tuple[NDArray[np.int64], Floats, Floats]":
    """Return the section (-1 for none), the points and the bonus of each rule."""
    import numpy as np

    place = {
        rule.id: (n, rule.points)
        for n, section in enumerate(spec.sections)
        for rule in section.rules
    }
    bonus = {rule.id: rule.points for rule in spec.bonus}
    # One more at the end: the code -1 of a missing rule stands for it.
    return (
        np.array([*(place.get(rule, (-1, 0.0))[0] for rule in rules), -1]),
        np.array([*(place.get(rule, (-1, 0.0))[1] for rule in rules), 0.0]),
        np.array([*(bonus.get(rule, 0.0) for rule in rules), 0.0]),
    )


def _fails(archive: Audited, spec: ScorecardSpec) -> "tuple[NDArray[np.bool_], list[set[RuleId]]]":
    """Return which sections of a call failed, and by which rules the whole call did."""
    import numpy as np
    import pandas as pd

    by_section = np.zeros((len(archive.calls), len(spec.sections)), dtype=bool)
    by_call: list[set[RuleId]] = [set() for _ in range(len(archive.calls))]
    sections = {rule: n for n, one in enumerate(spec.sections) for rule in one.fails}
    findings = archive.findings
    failing = findings["rule"].isin({*sections, *spec.fails}) & (findings["verdict"] == "broken")
    told = findings.loc[failing, ["call_id", "rule", "severity"]].astype(str)
    places = pd.Index(archive.calls["call_id"]).get_indexer(told["call_id"])
    for place, rule, severity in zip(places, told["rule"], told["severity"], strict=True):
        if place < 0:
            continue
        own = Severity(severity)
        if own in spec.fails.get(rule, ()):
            by_call[place].add(rule)
        if rule in sections and own in spec.sections[sections[rule]].fails[rule]:
            by_section[place, sections[rule]] = True
    return by_section, by_call


def _applies(calls: "pd.DataFrame", spec: ScorecardSpec) -> "NDArray[np.bool_]":
    import numpy as np

    fits = calls["status"] == "audited"
    if spec.call_types:
        fits &= calls["call_type"].isin([one.value for one in spec.call_types])
    return np.asarray(fits, dtype=bool)


def _bands(totals: "Floats", spec: ScorecardSpec) -> "pd.Categorical[str]":
    import numpy as np
    import pandas as pd

    least = np.array([band.least for band in reversed(spec.bands)])
    names = pd.Index([*(band.name for band in spec.bands), ""])
    place = len(least) - np.searchsorted(least, totals, side="right")
    # What is missing has the code of nothing, which is an empty text.
    codes = np.where(np.isnan(totals), len(least), place).astype("int64")
    return pd.Categorical.from_codes(codes, categories=names)
