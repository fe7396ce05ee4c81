"""How a collector talks: measures of calls beside colleagues' and the policy's bounds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callaudit.core.errors import UserError
from callaudit.pipeline.coaching_numbers import FEW_CALLS, Numbers
from callaudit.reports.coaching_charts import measure_chart
from callaudit.reports.coaching_views import GoalView, MeasureView
from callaudit.rulespec import default_rules
from callaudit.rulespec.policy import load_policy

if TYPE_CHECKING:
    import pandas as pd

LEAST_TALK_S = 60.0
"""Shorter calls have no talk share to speak of; `talk_ratio.agent_min` says the same."""


@dataclass(frozen=True)
class _Measure:
    """A measure: of which calls, by which column, between which settings of the policy."""

    name: str
    unit: str
    values: Callable[["pd.DataFrame"], "pd.Series"]
    least: str = ""
    most: str = ""
    scale: float = 1.0


def _talks(calls: "pd.DataFrame") -> "pd.DataFrame":
    """Return the calls in which two people talk: in a message all talk is the collector's."""
    return calls[(calls["talk_share_agent"] > 0) & (calls["talk_share_agent"] < 1)]


def _talk_share(calls: "pd.DataFrame") -> "pd.Series":
    talks = _talks(calls)
    # Written calls may not say how long they were; they count.
    return talks.loc[~(talks["duration_s"] < LEAST_TALK_S), "talk_share_agent"]


def _interruptions_a_minute(calls: "pd.DataFrame") -> "pd.Series":
    """Return interruptions a minute of the calls long enough for one not to make two."""
    talks = _talks(calls)
    long = talks[(talks["duration_s"] >= LEAST_TALK_S) & talks["interruptions"].notna()]
    return long["interruptions"].astype("float64") / (long["duration_s"] / 60)


def _interruptions(calls: "pd.DataFrame") -> "pd.Series":
    return _talks(calls)["interruptions"].dropna().astype("float64")


def _questions(calls: "pd.DataFrame") -> "pd.Series":
    return _talks(calls)["questions"].dropna().astype("float64")


MEASURES = (
    _Measure(
        "Share of the talk",
        "%",
        _talk_share,
        "talk_ratio.agent_min",
        "talk_ratio.agent_max",
        scale=100,
    ),
    _Measure(
        "Interruptions", "a minute", _interruptions_a_minute, most="interruptions.max_per_min"
    ),
    _Measure("Interruptions", "a call", _interruptions),
    _Measure(
        "Pace",
        "words a minute",
        lambda calls: calls["words_per_minute"].dropna(),
        "pace.wpm_min",
        "pace.wpm_max",
    ),
    _Measure(
        "Pace of the phone number",
        "digits a second",
        lambda calls: calls["number_words_per_second"].dropna(),
        most="pace.phone_digits_per_s",
    ),
    _Measure("Questions", "a call", _questions),
    _Measure("Time to answer", "seconds", lambda calls: _talks(calls)["response_s"].dropna()),
)
"""What a sheet shows of the talk, in this order."""


def measures_of(numbers: Numbers, key: str) -> tuple[tuple[MeasureView, ...], str]:
    """Return the measures of a collector that any call has, and the policy with the bounds.

    The policy is the one that judged most of the collector's calls; one that is not at hand
    sets no bounds here, and its name is empty.
    """
    calls = numbers.calls
    own = calls[calls["collector"] == key]
    others = calls[(calls["collector"] != key) & (calls["collector"] != "")]
    policies = own["policy"].astype("string").dropna()
    settings, name = _settings(str(policies.mode().iloc[0]) if len(policies) else "")
    views = [_view(one, one.values(own), one.values(others), settings) for one in MEASURES]
    return tuple(_first_of_name(view for view in views if view.calls)), name


def _first_of_name(views: Iterable[MeasureView]) -> Iterator[MeasureView]:
    """Yield the first of each name: interruptions are told a minute, where lengths are known."""
    seen: set[str] = set()
    for view in views:
        if view.name not in seen:
            seen.add(view.name)
            yield view


def goals_of(measures: tuple[MeasureView, ...]) -> tuple[GoalView, ...]:
    """Return what to reach where half of the calls lie outside the policy's bounds."""
    goals = []
    for one in measures:
        if one.middle is None or one.calls < FEW_CALLS:
            continue
        now = f"{one.middle:g} {one.unit}, the median of {one.calls} calls"
        name = f"{one.name}:"
        if one.most is not None and one.middle > one.most:
            aim = f"{name} at most {one.most:g} {one.unit} in half of the calls or more"
            goals.append(GoalView(aim=aim, now=now))
        elif one.least is not None and one.middle < one.least:
            aim = f"{name} at least {one.least:g} {one.unit} in half of the calls or more"
            goals.append(GoalView(aim=aim, now=now))
    return tuple(goals)


def _settings(policy: str) -> tuple[Mapping[str, object], str]:
    """Return the settings of a policy by its name or file; none where it cannot be read."""
    if not policy:
        return {}, ""
    try:
        loaded = load_policy(policy, rules=default_rules())
    except UserError:
        return {}, ""
    return loaded.settings, loaded.name


def _view(
    measure: _Measure, own: "pd.Series", others: "pd.Series", settings: Mapping[str, object]
) -> MeasureView:
    few = len(others) < FEW_CALLS
    view = MeasureView(
        name=measure.name,
        unit=measure.unit,
        calls=len(own),
        middle=_quantile(own, 0.5, measure.scale),
        low=_quantile(own, 0.25, measure.scale),
        high=_quantile(own, 0.75, measure.scale),
        team_calls=len(others),
        team_low=None if few else _quantile(others, 0.25, measure.scale),
        team_high=None if few else _quantile(others, 0.75, measure.scale),
        least=_bound(settings.get(measure.least), measure.scale),
        most=_bound(settings.get(measure.most), measure.scale),
    )
    return view.model_copy(update={"words": _words(view), "chart": measure_chart(view)})


def _words(view: MeasureView) -> str:
    """Say where the median lies."""
    if view.middle is None:
        return ""
    if view.calls < FEW_CALLS:
        return "too few calls to tell"
    if view.most is not None and view.middle > view.most:
        return "over the policy's bound"
    if view.least is not None and view.middle < view.least:
        return "under the policy's bound"
    if view.team_low is None or view.team_high is None:
        return "within the policy's bounds" if view.least or view.most else ""
    if view.middle > view.team_high:
        return "above the colleagues' middle half"
    if view.middle < view.team_low:
        return "below the colleagues' middle half"
    return "within the colleagues' middle half"


def _quantile(values: "pd.Series", share: float, scale: float) -> float | None:
    return round(scale * float(values.quantile(share)), 1) if len(values) else None


def _bound(value: object, scale: float) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return round(scale * float(value), 1) if is_number else None  # type: ignore[arg-type]
