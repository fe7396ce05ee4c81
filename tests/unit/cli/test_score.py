"""The score commands as a user meets them, on two months of generated audits."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callaudit.cli.main import app
from callaudit.core.finding import Severity, Verdict
from callaudit.core.metadata import CallType
from callaudit.core.scorecard import CardScore
from callaudit.rulespec import default_rules
from callaudit.rulespec.scorecard import ScorecardSpec, load_scorecard, scorecard_names
from callaudit.rulespec.scorecard_diff import CardDifference, differences
from callaudit.scoring.cards import score_call
from tests.generated_audits import MondayAudits


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["score", *map(str, words)])
    return result.exit_code, result.output


@pytest.fixture(name="edited")
def _edited(tmp_path: Path) -> Path:
    """The quality card with one section that weighs more, and higher bands."""
    shipped = (default_rules() / "scorecards" / "quality.yaml").read_text(encoding="utf-8")
    text = shipped.replace("version: 1", "version: 2").replace("weight: 10", "weight: 40", 1)
    text = text.replace("name: good, least: 85", "name: good, least: 92")
    path = tmp_path / "quality.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_show_lists_every_card():
    code, told = run("show")
    assert code == 0
    assert [name for name in scorecard_names(default_rules()) if name not in told] == []


@pytest.mark.parametrize("name", scorecard_names(default_rules()))
def test_show_tells_every_section_rule_and_band(name):
    code, told = run("show", name)
    card = load_scorecard(name)
    assert code == 0
    assert [band.name for band in card.bands if f"{band.name} from" not in told] == []
    for section in card.sections:
        assert section.title in told
        assert [rule.id for rule in section.rules if rule.id not in told] == []
        for rule in section.rules:
            if rule.id in (*section.fails, *card.fails):
                (row,) = (line for line in told.splitlines() if line.startswith(f"{rule.id} "))
                assert rule.citation[0][:11] in row  # the rest may be wrapped
    assert card.digest in told


def test_diff_tells_what_an_edit_changed(edited):
    assert differences(load_scorecard("quality"), load_scorecard(edited)) == (
        CardDifference(what="version", left="1", right="2"),
        CardDifference(what="band good", left="from 85", right="from 92"),
        CardDifference(what="section follow_up", left="weight 10", right="weight 40"),
    )
    code, told = run("diff", "quality", edited)
    assert code == 0
    assert "section follow_up" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "- {bases: [law], severities: [critical]}",
            "- {ids: [FDCPA-1692e4-arrest]}",
            [("fails the call", "every rule if critical", "FDCPA-1692e4-arrest")],
        ),
        (
            "points: {critical: 10,",
            "points: {critical: 12,",
            [("points of critical rules", "10", "12")],
        ),
        (
            "name: truth",
            "name: no_lies",
            [("section no_lies", "truth, weight 20", "no_lies, weight 20")],
        ),
        (
            "title: No threats, nothing false",
            "title: Nothing false",
            [("section truth, title", "No threats, nothing false", "Nothing false")],
        ),
        (
            "points: {critical",
            "weigh: {REGF-7in7: 4}\npoints: {critical",
            [
                (
                    "rule REGF-7in7",
                    "when_and_how_often, 5 points, fails the section, fails the call if critical",
                    "when_and_how_often, 4 points, fails the section, fails the call if critical",
                )
            ],
        ),
        (
            "- {ids: [FDCPA-1692d-insult]}",
            "- {ids: [FDCPA-1692d2-profanity]}",
            [
                ("rule FDCPA-1692d-insult", None, None),
                ("rule FDCPA-1692d2-profanity", None, None),
            ],
        ),
    ],
)
def test_one_edited_line_is_told_once(tmp_path, old, new, told):
    shipped = (default_rules() / "scorecards" / "compliance.yaml").read_text(encoding="utf-8")
    assert old in shipped
    path = tmp_path / "compliance.yaml"
    path.write_text(shipped.replace(old, new, 1), encoding="utf-8")
    found = differences(load_scorecard("compliance"), load_scorecard(path))
    assert [one.what for one in found] == [what for what, *_ in told]
    for one, (_, left, right) in zip(found, told, strict=True):
        assert left is None or (one.left, one.right) == (left, right)


def test_a_rule_that_moves_is_told_with_its_place():
    found = {one.what: one for one in differences(*map(load_scorecard, ("quality", "voicemail")))}
    assert found["rule PII-03-health"] == CardDifference(
        what="rule PII-03-health", left="house, 3 points", right="content, 3 points"
    )
    assert found["rule VM-01-debt-talk"] == CardDifference(
        what="rule VM-01-debt-talk",
        left="",
        right="content, 5 points, fails the section, fails the call if critical",
    )


def scored_by_hand(folder: Path, card: ScorecardSpec) -> dict[str, CardScore]:
    """Each audited call of a folder scored alone, from its line."""
    lines = (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return {
        one["call_id"]: score_call(
            {rule: Verdict(verdict) for rule, verdict in one["verdicts"].items()},
            card,
            call_type=CallType(one["call_type"]),
            severities={f["rule"]: Severity(f["severity"]) for f in one["findings"]},
        )
        for one in records
        if one["status"] == "audited"
    }


def test_try_scores_every_call_on_both_cards(monday_audits: MondayAudits, edited):
    old = scored_by_hand(monday_audits.now, load_scorecard("quality"))
    new = scored_by_hand(monday_audits.now, load_scorecard(edited))
    code, told = run("try", edited, monday_audits.now, "--format", "csv")
    assert code == 0
    rows = {row["call_id"]: row for row in csv.DictReader(told.splitlines())}
    assert set(rows) == {call for call, one in old.items() if one.applies}
    for call, row in rows.items():
        for side, scores in (("old", old), ("new", new)):
            one = scores[call]
            assert row[f"{side}_total"] == ("" if one.total is None else str(one.total))
            assert row[f"{side}_band"] == (one.band or "")


def test_try_counts_moves_and_means_by_collector(monday_audits: MondayAudits, edited):
    code, told = run("try", edited, monday_audits.now, "--format", "json")
    assert code == 0
    found = json.loads(told)
    moves: dict[tuple[str, str], int] = defaultdict(int)
    totals: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for call in found["calls"]:
        if call["old_band"] != call["new_band"]:
            moves[call["old_band"], call["new_band"]] += 1
        if None not in (call["old_total"], call["new_total"]):
            totals[call["agent"]].append((call["old_total"], call["new_total"]))
    assert moves
    assert {(m["old_band"], m["new_band"]): m["calls"] for m in found["moves"]} == moves
    assert {one["agent"]: one["calls"] for one in found["collectors"]} == {
        agent: len(pairs) for agent, pairs in totals.items()
    }
    for one in found["collectors"]:
        pairs = totals[one["agent"]]
        assert one["old_mean"] == pytest.approx(sum(p[0] for p in pairs) / len(pairs), abs=0.051)
        assert one["new_mean"] == pytest.approx(sum(p[1] for p in pairs) / len(pairs), abs=0.051)
    assert sum(band["new_calls"] for band in found["bands"]) == len(found["calls"])


def test_try_prints_bands_moves_and_collectors(monday_audits: MondayAudits, edited):
    code, told = run("try", edited, monday_audits.now)
    assert code == 0
    for heading in ("bands:", "calls that change their band:", "collectors:", "change most:"):
        assert heading in told
    assert "Alma Reyes" in told


def test_a_card_that_changes_nothing_is_told(monday_audits: MondayAudits):
    code, told = run("try", "quality", monday_audits.now)
    assert code == 2
    assert "nothing can change" in " ".join(told.split())


def test_a_card_of_a_new_name_asks_what_it_is_compared_with(monday_audits, edited, tmp_path):
    mine = tmp_path / "house.yaml"
    text = edited.read_text(encoding="utf-8").replace("name: quality", "name: house")
    mine.write_text(text, encoding="utf-8")
    code, told = run("try", mine, monday_audits.now)
    assert code == 2
    assert "--against" in told
    code, _ = run("try", mine, monday_audits.now, "--against", "quality")
    assert code == 0


def test_a_wrong_card_is_told_with_file_and_line(edited):
    text = edited.read_text(encoding="utf-8").replace("areas: [opening,", "areas: [openings,")
    edited.write_text(text, encoding="utf-8")
    code, told = run("show", edited)
    assert code == 2
    assert "quality.yaml:18: sections.0.rules.0.areas.0: no area is called openings" in told
    assert "did you mean opening?" in told
