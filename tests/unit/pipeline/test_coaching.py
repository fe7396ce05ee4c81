"""Two months of generated audits as coaching sheets: every number is counted here once more.

What is expected is read from `audit.jsonl`, `transcripts.jsonl` and `report.html` with plain
dictionaries and the arithmetic of the definitions, not with the frames that sheets are made from.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from itertools import dropwhile
from math import comb
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pandas as pd
import pytest

from callaudit.core.errors import UserError
from callaudit.core.finding import Severity, Verdict
from callaudit.core.metadata import CallType
from callaudit.pipeline.coaching import Coaching, CoachSettings, coaching_of, file_names
from callaudit.reports.archive import read_archive
from callaudit.runner.officer_counts import groups
from callaudit.scoring.cards import load_scorecard, score_call

Z = 1.959963984540054
COLLECTORS = ("Alma Reyes", "Brent Oday", "Cleo Marsh", "Dov Lindqvist", "Esther Quill")


@dataclass(frozen=True)
class Plain:
    """The lines of an audit as they were read, and the points of each call on the card."""

    folder: Path
    lines: dict[str, dict[str, Any]]
    points: dict[str, float]
    failed: set[str]

    def of(self, name: str) -> list[dict[str, Any]]:
        return [one for one in self.lines.values() if one["log"]["agent_name"] == name]

    def others(self, name: str) -> list[dict[str, Any]]:
        return [one for one in self.lines.values() if one["log"]["agent_name"] != name]


@pytest.fixture(name="plain", scope="module")
def _plain(monday_audits):
    lines = {}
    for written in (monday_audits.now / "audit.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(written)
        lines[line["call_id"]] = line
    card = load_scorecard("compliance")
    points, failed = {}, set()
    for call_id, line in lines.items():
        scored = score_call(
            {rule: Verdict(verdict) for rule, verdict in line["verdicts"].items()},
            card,
            call_type=CallType(line["call_type"]) if line["call_type"] else None,
            severities={
                one["rule"]: Severity(one["severity"])
                for one in line["findings"]
                if one["verdict"] == "broken"
            },
        )
        if line["status"] == "audited" and scored.total is not None:
            points[call_id] = scored.total
            failed |= {call_id} if scored.failed else set()
    return Plain(monday_audits.now, lines, points, failed)


@pytest.fixture(name="out", scope="module")
def _out(tmp_path_factory):
    return tmp_path_factory.mktemp("coaching")


@pytest.fixture(name="archive", scope="module")
def _archive(monday_audits):
    return read_archive([monday_audits.now])


@pytest.fixture(name="coaching", scope="module")
def _coaching(archive, out) -> Coaching:
    return coaching_of(archive, CoachSettings(out=out))


def counted(lines: list[dict[str, Any]], rule: str) -> tuple[int, int]:
    verdicts = [line["verdicts"].get(rule) for line in lines]
    return verdicts.count("broken"), verdicts.count("broken") + verdicts.count("met")


def is_wilson(count) -> bool:
    """Tell whether bounds are where the share seen lies just z standard errors away."""
    seen = count.broken / count.of
    return all(
        bound in (0.0, 1.0)
        or (seen - bound) ** 2 == pytest.approx(Z * Z * bound * (1 - bound) / count.of, rel=0.02)
        for bound in (count.low, count.high)
    )


def test_every_collector_has_a_sheet_and_the_team_a_report(coaching):
    assert set(coaching.sheets) == {
        *(name.replace(" ", "-") for name in COLLECTORS),
        "Farid-Noor",
    }
    assert [one.name for one in coaching.team.members] == [*COLLECTORS, "Farid Noor"]


def test_calls_scores_and_weeks_are_those_of_the_lines(coaching, plain):
    for sheet in coaching.sheets.values():
        own = plain.of(sheet.name)
        audited = [line for line in own if line["status"] == "audited"]
        assert (sheet.calls, sheet.failed) == (len(audited), len(own) - len(audited))
        points = [plain.points[line["call_id"]] for line in own if line["call_id"] in plain.points]
        others = [
            plain.points[line["call_id"]]
            for line in plain.others(sheet.name)
            if line["call_id"] in plain.points
        ]
        assert (sheet.level.calls, sheet.level.value) == (len(points), round(fmean(points), 1))
        assert sheet.colleagues.value == round(fmean(others), 1)
        assert sheet.level.low < sheet.level.value < sheet.level.high
        assert sheet.failed_outright == sum(one["call_id"] in plain.failed for one in own)
        assert_weeks(sheet.weeks, audited, plain)


def assert_weeks(weeks, audited, plain):
    by_week = defaultdict(list)
    for line in audited:
        day = datetime.fromisoformat(line["log"]["start"]).date()
        by_week[day - timedelta(days=day.weekday())].append(line)
    assert {week.week for week in weeks} >= set(by_week)
    for week in weeks:
        lines = by_week[week.week]
        points = [plain.points[o["call_id"]] for o in lines if o["call_id"] in plain.points]
        assert week.calls == len(lines)
        assert week.level.value == (round(fmean(points), 1) if points else None)
        assert week.broken == sum(
            one["verdict"] == "broken" and one["severity"] != "coach"
            for line in lines
            for one in line["findings"]
        )


def test_counts_of_rules_are_those_of_the_verdicts(coaching, plain):
    for sheet in coaching.sheets.values():
        own, others = plain.of(sheet.name), plain.others(sheet.name)
        for change in sheet.changes:
            assert (change.count.broken, change.count.of) == counted(own, change.rule)
            theirs = change.colleagues
            assert (theirs.broken, theirs.of) == counted(others, change.rule)
            assert is_wilson(change.count)
        for strength in sheet.strengths:
            broken, of = counted(own, strength.rule)
            assert (strength.count.broken, strength.count.of) == (of - broken, of)
            assert is_wilson(strength.count)
            assert f"Kept in {of - broken} of {of} calls" in strength.words


def test_three_strengths_and_three_changes_of_different_sorts(coaching, plain):
    categories = {
        one["rule"]: one["category"] for line in plain.lines.values() for one in line["findings"]
    }
    for sheet in coaching.sheets.values():
        assert len(sheet.strengths) == len(sheet.changes) == 3
        assert len({categories[change.rule] for change in sheet.changes}) == 3
        assert not {one.rule for one in sheet.strengths} & {one.rule for one in sheet.changes}
        broken = {
            one["rule"]
            for line in plain.of(sheet.name)
            for one in line["findings"]
            if one["verdict"] == "broken"
        }
        shown = {change.rule for change in sheet.changes}
        assert {one.rule for one in sheet.more} == broken - shown


def test_what_is_broken_more_often_than_by_colleagues_comes_first(coaching):
    habits = {
        (member.name, row.rule)
        for row in coaching.team.rules
        for member, cell in zip(coaching.team.members, row.cells, strict=True)
        if cell.standing == "more"
    }
    assert ("Brent Oday", "FDCPA-1692d-insult") in habits
    for sheet in coaching.sheets.values():
        own = {rule for name, rule in habits if name == sheet.name}
        assert {change.rule for change in sheet.changes[: len(own)]} == own


def test_after_habits_come_critical_rules_and_then_severity_by_count(coaching):
    points = {"critical": 10, "major": 5, "minor": 2, "coach": 1}
    for sheet in coaching.sheets.values():
        rest = [one for one in sheet.more if not one.stands_out]
        lighter = list(dropwhile(lambda one: one.severity == "critical", rest))
        rank = [(-points[one.severity] * one.count.broken, one.rule) for one in lighter]
        assert rank == sorted(rank)


def test_moments_are_words_of_the_transcript_and_links_lead_to_them(coaching, plain, out):
    turns = {}
    for written in (plain.folder / "transcripts.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(written)
        turns[line["call_id"]] = line["turns"]
    page = (plain.folder / "report.html").read_text(encoding="utf-8")
    seen = 0
    for sheet in coaching.sheets.values():
        for moment in (one.moment for one in (*sheet.strengths, *sheet.changes)):
            assert plain.lines[moment.call_id]["log"]["agent_name"] == sheet.name
            path, anchor = moment.href.split("#")
            assert (out / path).resolve() == (plain.folder / "report.html").resolve()
            place = re.search(rf'<li [^>]*id="{anchor}".*?</li>', page, re.DOTALL)
            if not moment.quote:
                assert f'id="{anchor}"' in page
                continue
            number = int(anchor.split("-t")[1])
            turn = turns[moment.call_id][number]
            said = f"{moment.before}{moment.quote}{moment.after}".strip(" …")
            assert said in turn["text"]
            assert place is not None
            shown = unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", place[0]))
            assert moment.quote in shown
            minutes, seconds = map(int, moment.clock.split(":"))
            assert turn["start"] - 1 <= 60 * minutes + seconds <= turn["end"] + 1
            seen += 1
    assert seen > 20


def test_nothing_is_praised_in_a_turn_that_breaks_a_serious_rule(coaching, plain):
    for sheet in coaching.sheets.values():
        for one in sheet.strengths:
            call_id = one.moment.call_id
            marred = {
                quote["turn"]
                for finding in plain.lines[call_id]["findings"]
                if finding["verdict"] == "broken" and finding["severity"] in ("critical", "major")
                for quote in finding["evidence"]
            }
            assert int(one.moment.href.split("-t")[1]) not in marred
            assert bool(one.but) == (call_id in plain.failed)


def test_written_calls_are_not_to_be_heard(coaching):
    for sheet in coaching.sheets.values():
        assert not any(one.moment.sound for one in (*sheet.strengths, *sheet.changes))


MEASURES = {
    "Pace": lambda m: m["words_per_minute"],
    "Pace of the phone number": lambda m: m["number_words_per_second"],
    "Questions": lambda m: m["questions"] if is_talk(m) else None,
    "Time to answer": lambda m: m["response_s"] if is_talk(m) else None,
    "Share of the talk": lambda m: 100 * m["talk_share"]["agent"] if is_talk(m) else None,
    "Interruptions": lambda m: m["interruptions"] if is_talk(m) else None,
}


def is_talk(measures: dict[str, Any]) -> bool:
    return 0 < (measures["talk_share"]["agent"] or 0) < 1


def values_of(lines: list[dict[str, Any]], name: str) -> list[float]:
    found = (MEASURES[name](line["measures"]) for line in lines if line["measures"])
    return [value for value in found if value is not None]


def test_measures_are_the_medians_of_the_calls(coaching, plain):
    told = set()
    for sheet in coaching.sheets.values():
        assert sheet.bounds_of == "third_party"
        for measure in sheet.measures:
            own = values_of(plain.of(sheet.name), measure.name)
            others = values_of(plain.others(sheet.name), measure.name)
            assert measure.calls == len(own)
            assert measure.team_calls == len(others)
            assert measure.middle == pytest.approx(median(own), abs=0.051)
            assert measure.low <= measure.middle <= measure.high
            told.add(measure.name)
    assert told == set(MEASURES)


def test_bounds_are_the_policys(coaching):
    bounds = {one.name: (one.least, one.most) for one in coaching.sheets["Brent-Oday"].measures}
    assert bounds["Pace"] == (80.0, 230.0)
    assert bounds["Share of the talk"] == (15.0, 85.0)
    assert bounds["Pace of the phone number"] == (None, 3.0)


def test_goals_are_half_as_many_broken_and_none_of_a_grave_rule(coaching):
    for sheet in coaching.sheets.values():
        goals = {goal.rule: goal for goal in sheet.goals if goal.rule}
        for change in sheet.changes:
            goal, count = goals[change.rule], change.count
            assert goal.now == f"so far in {count.of - count.broken} of {count.of}"
            kept = 10 - int(10 * count.broken / count.of / 2)
            every = change.severity in {"critical", "major"} or kept == 10
            wanted = (
                "in every one of the next 10" if every else f"in at least {kept} of the next 10"
            )
            assert wanted in goal.aim


def test_the_heat_map_is_that_of_the_verdicts(coaching, plain):
    team = coaching.team
    broken = {
        one["rule"]
        for line in plain.lines.values()
        for one in line["findings"]
        if one["verdict"] == "broken"
    }
    assert len(team.rules) + team.rules_left_out == len(broken)
    for row in team.rules:
        assert (row.total.broken, row.total.of) == counted(list(plain.lines.values()), row.rule)
        for member, cell in zip(team.members, row.cells, strict=True):
            count = cell.count
            assert (count.broken, count.of) == counted(plain.of(member.name), row.rule)


def test_what_stands_out_is_what_fisher_and_tarone_say(coaching, plain):
    team = coaching.team
    tables = {
        (member.name, rule): (
            *counted(plain.of(member.name), rule),
            *counted(plain.others(member.name), rule),
        )
        for member in team.members
        for rule in {rule for line in plain.lines.values() for rule in line["verdicts"]}
    }
    telling = {
        at: (exact(*table), least(*table))
        for at, table in tables.items()
        if table[1] and table[3] and 0 < table[0] + table[2] < table[1] + table[3]
    }
    assert team.comparisons == len(telling)
    number = next(
        k
        for k in range(1, len(telling) + 1)
        if sum(low <= 0.05 / k for _, low in telling.values()) <= k
    )
    for row in team.rules:
        for member, cell in zip(team.members, row.cells, strict=True):
            told = telling.get((member.name, row.rule))
            stands_out = told is not None and told[1] <= 0.05 / number and told[0] * number < 0.05
            assert (cell.standing in ("more", "less")) == stands_out
    assert any(cell.standing == "less" for row in team.rules for cell in row.cells)


def exact(broken: int, of: int, others: int, others_of: int) -> float:
    total = broken + others
    ways = [comb(of, k) * comb(others_of, total - k) for k in range(total + 1)]
    seen = comb(of, broken) * comb(others_of, others)
    return sum(way for way in ways if way <= seen) / comb(of + others_of, total)


def least(broken: int, of: int, others: int, others_of: int) -> float:
    total = broken + others
    possible = range(max(0, total - others_of), min(of, total) + 1)
    return min(exact(k, of, total - k, others_of) for k in possible)


def test_scores_and_frequent_findings_of_the_team_add_up(coaching, plain):
    team = coaching.team
    points = list(plain.points.values())
    assert team.level.value == round(fmean(points), 1)
    assert sum(one.calls for one in team.bins) == len(points)
    for one in team.bins:
        assert one.calls == sum(one.low <= value < one.high for value in points)
    broken: dict[str, int] = defaultdict(int)
    for line in plain.lines.values():
        for rule, verdict in line["verdicts"].items():
            broken[rule] += verdict == "broken"
    for row in team.frequent:
        assert row.total.broken == broken[row.rule]
    audited = [line for line in plain.lines.values() if line["status"] == "audited"]
    assert (team.calls, team.failed) == (len(audited), len(plain.lines) - len(audited))
    assert_weeks(team.weeks, audited, plain)


def test_critical_and_major_rules_are_the_first_of_the_frequent_ones_and_ties_are_told(coaching):
    team = coaching.team
    group = {"critical": 0, "major": 0, "minor": 1, "coach": 2}
    places = [(group[row.severity], -row.total.broken) for row in team.frequent]
    assert places == sorted(places)
    everything = sorted((group[row.severity], -row.total.broken) for row in team.rules)
    assert places == everything[: len(places)]
    tied = [one.rule for one in team.frequent if places.count(places[team.frequent.index(one)]) > 1]
    assert tied
    assert all(rule in team.ties for rule in tied)
    ties_with_last = everything.count(places[-1]) - places.count(places[-1])
    assert ("as often as the last one shown" in team.ties) == (ties_with_last > 0)


def test_both_measures_of_a_collector_stand_in_the_team_and_agree_with_the_officers(
    coaching, archive, plain
):
    officers = {one.name: one for one in groups(archive, "agent", pd.Series(dtype=float))}
    standings = {}
    for member in coaching.team.members:
        audited = [line for line in plain.of(member.name) if line["status"] == "audited"]
        serious = sum(
            any(
                one["verdict"] == "broken" and one["severity"] in ("critical", "major")
                for one in line["findings"]
            )
            for line in audited
        )
        assert (member.serious.broken, member.serious.of) == (serious, len(audited))
        telling = officers[member.name].telling
        standings[member.name] = telling
        often = {"more": "more often than the others", "less": "less often than the others"}
        assert member.serious_words.startswith(often.get(telling, "chance could"))
    assert standings["Brent Oday"] == "more"
    brent = coaching.sheets["Brent-Oday"]
    assert "have a critical or major finding" in brent.serious_words
    assert "more often than colleagues, more than chance explains" in brent.serious_words
    assert "the mean score is" in brent.level_words


def test_no_sheet_names_another_collector_or_a_consumer_in_a_colleagues_line(coaching, plain):
    consumers = {line["log"]["consumer_name"] for line in plain.lines.values()}
    people = {part for name in (*consumers, *COLLECTORS, "Farid Noor") for part in name.split()}
    lines = [
        change.line
        for sheet in coaching.sheets.values()
        for change in sheet.changes
        if change.line is not None
    ]
    assert lines
    for line in lines:
        assert line.who == line.moment.call_id == line.moment.href == ""
        assert not people & set(re.findall(r"\w+", line.moment.quote))
        assert not any(letter.isdigit() for letter in line.moment.quote)


def test_a_colleagues_line_was_said_by_a_colleague_who_kept_the_rule(archive, out, plain):
    named = coaching_of(archive, CoachSettings(out=out, names=True))
    seen = 0
    for sheet in named.sheets.values():
        for change in sheet.changes:
            if change.line is None:
                continue
            call = plain.lines[change.line.moment.call_id]
            assert call["log"]["agent_name"] == change.line.who != sheet.name
            assert call["verdicts"][change.rule] == "met"
            assert change.line.moment.href
            seen += 1
    assert seen


def test_a_sheet_of_one_collector_since_a_day(archive, out, plain):
    settings = CoachSettings(out=out, agent="brent oday", since=date(2026, 9, 7))
    alone = coaching_of(archive, settings)
    assert alone.team is None
    (sheet,) = alone.sheets.values()
    own = [
        line
        for line in plain.of("Brent Oday")
        if datetime.fromisoformat(line["log"]["start"]).date() >= date(2026, 9, 7)
    ]
    assert sheet.calls + sheet.failed == len(own)


def test_few_calls_are_called_few_and_nothing_is_concluded(archive, out):
    few = coaching_of(archive, CoachSettings(out=out, since=date(2026, 9, 21)))
    for sheet in few.sheets.values():
        assert sheet.few.startswith(f"Only {sheet.calls} call")
        assert "which says little" in sheet.level_words
        assert "olleagues" not in sheet.level_words
        assert "here are fewer" in sheet.trend_words


def test_a_call_of_two_audits_counts_once(monday_audits, coaching, out):
    both = read_archive([monday_audits.old, monday_audits.now])
    twice = coaching_of(both, CoachSettings(out=out))
    assert {n: (s.level, s.calls) for n, s in twice.sheets.items()} == {
        n: (s.level, s.calls) for n, s in coaching.sheets.items()
    }


def test_the_same_audits_give_the_same_sheets(archive, coaching, out):
    assert coaching_of(archive, CoachSettings(out=out)) == coaching


def test_an_unknown_collector_is_named_with_those_who_are_there(archive, out):
    with pytest.raises(UserError, match="'Nobody Here'; there are: Alma Reyes, Brent Oday"):
        coaching_of(archive, CoachSettings(out=out, agent="Nobody Here"))


def test_a_time_without_calls_is_an_error_that_says_so(archive, out):
    with pytest.raises(UserError, match="no call since 2030-01-01 names its collector"):
        coaching_of(archive, CoachSettings(out=out, since=date(2030, 1, 1)))


def test_files_of_collectors_with_like_names_do_not_meet():
    names = {"1": "Ana Ruiz", "2": "ana ruiz", "3": "team", "4": "Ölm / Sø", "5": "Olm / S_"}
    files = file_names(names)
    assert files["1"] == "Ana-Ruiz"
    assert len({file.casefold() for file in files.values()} | {"team"}) == 6
    assert not any("/" in file for file in files.values())
