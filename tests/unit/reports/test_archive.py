"""Audits read back: every row is recomputed from the lines in another way."""

import json
import re
import shutil
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from callaudit.core.errors import UserError
from callaudit.reports import archive_columns
from callaudit.reports.archive import Archive, read_archive
from callaudit.reports.archive_filters import in_period, of_agents, of_clients, only
from callaudit.reports.archive_links import Place, link_to

FRAMES = {
    "runs": archive_columns.RUN_COLUMNS,
    "calls": archive_columns.CALL_COLUMNS,
    "findings": archive_columns.FINDING_COLUMNS,
    "verdicts": archive_columns.VERDICT_COLUMNS,
    "moments": archive_columns.MOMENT_COLUMNS,
    "elements": archive_columns.ELEMENT_COLUMNS,
    "rules": archive_columns.RULE_COLUMNS,
}


def lines_of(folder: Path) -> list[dict]:
    text = (folder / "audit.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def copied(folder: Path, to: Path, *names: str) -> Path:
    to.mkdir()
    for name in names or ("audit.jsonl", "run.json"):
        shutil.copy(folder / name, to / name)
    return to


def written(folder: Path, lines: list[dict]) -> Path:
    folder.mkdir(exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "audit.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(monday_audits) -> Archive:
    return read_archive([monday_audits.now])


@pytest.fixture(scope="module")
def lines(monday_audits) -> list[dict]:
    return lines_of(monday_audits.now)


def test_the_generated_audits_are_what_the_reports_are_tested_on(archive) -> None:
    calls = archive.calls
    assert len(calls) >= 120
    assert (calls["week"].nunique(), calls["agent"].nunique(), calls["client"].nunique()) == (
        8,
        6,
        3,
    )
    assert (calls["status"] == "failed").any()
    assert (calls["undetermined"] > 0).any()
    assert (calls["critical"] > 0).any()
    assert (calls[["critical", "major", "minor"]].sum(axis=1) == 0).any()
    quotes = " ".join([*archive.findings["quote"], *archive.moments["quote"]])
    assert quotes


@pytest.mark.parametrize("name", FRAMES)
def test_each_frame_has_the_documented_columns_and_types(archive, name) -> None:
    frame = getattr(archive, name)
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == FRAMES[name]
    assert list(frame.index) == list(range(len(frame)))


def test_nothing_is_read_into_frames_with_the_same_columns(tmp_path) -> None:
    empty = read_archive([written(tmp_path / "none", [])])
    for name, columns in FRAMES.items():
        if name != "runs":
            assert {c: str(k) for c, k in getattr(empty, name).dtypes.items()} == columns
            assert len(getattr(empty, name)) == 0


def test_every_call_has_a_row_in_the_order_of_the_lines(archive, lines) -> None:
    assert list(archive.calls["call_id"]) == [line["call_id"] for line in lines]
    assert list(archive.calls["status"]) == [line["status"] for line in lines]
    assert list(archive.calls["agent"]) == [line["log"]["agent_name"] for line in lines]
    assert list(archive.calls["client"]) == [line["log"]["creditor"] for line in lines]
    moments = [datetime.fromisoformat(line["log"]["start"]).timestamp() for line in lines]
    assert [start.timestamp() for start in archive.calls["start"]] == moments


def test_day_and_week_are_those_of_the_logs_own_clock(archive, lines) -> None:
    for row, line in zip(archive.calls.itertuples(), lines, strict=True):
        day = date.fromisoformat(line["log"]["start"][:10])
        assert (row.day.date(), row.week.date()) == (day, day - timedelta(days=day.weekday()))


def test_a_late_call_is_of_the_day_it_was_dialled_though_utc_has_the_next(tmp_path, lines) -> None:
    line = next(one for one in lines if one["status"] == "audited")
    late = line | {"log": line["log"] | {"start": "2026-08-09T23:30:00-04:00"}}
    row = read_archive([written(tmp_path / "late", [late])]).calls.iloc[0]
    assert str(row["start"]) == "2026-08-10 03:30:00+00:00"
    assert (str(row["day"].date()), str(row["week"].date())) == ("2026-08-09", "2026-08-03")


def test_the_counts_are_those_of_the_lines(archive, lines) -> None:
    for row, line in zip(archive.calls.itertuples(), lines, strict=True):
        told = [row.critical, row.major, row.minor, row.coach, row.undetermined]
        if line["status"] == "failed":
            assert all(count is pd.NA for count in told)
            continue
        broken = Counter(f["severity"] for f in line["findings"] if f["verdict"] == "broken")
        left = sum(f["verdict"] == "undetermined" for f in line["findings"])
        assert told == [*(broken[s] for s in ("critical", "major", "minor", "coach")), left]
        assert row.score == line["scorecard"]["total"]


def test_every_finding_has_a_row_with_its_first_quote(archive, lines) -> None:
    wanted = [
        (
            line["call_id"],
            f["rule"],
            f["verdict"],
            f["severity"],
            f["evidence"][0]["quote"] if f["evidence"] else "",
            len(f["evidence"]),
        )
        for line in lines
        for f in line["findings"]
    ]
    columns = ["call_id", "rule", "verdict", "severity", "quote", "evidence_count"]
    assert [tuple(row) for row in archive.findings[columns].itertuples(index=False)] == wanted


def test_every_verdict_moment_and_element_has_a_row(archive, lines) -> None:
    verdicts = [(one["call_id"], *item) for one in lines for item in one["verdicts"].items()]
    assert [tuple(row) for row in archive.verdicts.itertuples(index=False)] == verdicts
    moments = [
        (o["call_id"], m["rule"], m["evidence"]["quote"]) for o in lines for m in o["moments"]
    ]
    columns = ["call_id", "rule", "quote"]
    assert [tuple(row) for row in archive.moments[columns].itertuples(index=False)] == moments
    elements = [
        (one["call_id"], name, said["value"])
        for one in lines
        for name, said in one["elements"].items()
        if said
    ]
    columns = ["call_id", "element", "value"]
    assert [tuple(row) for row in archive.elements[columns].itertuples(index=False)] == elements


def test_the_rules_tell_what_to_say_instead(archive) -> None:
    rules = archive.rules.set_index("rule")
    assert set(rules.index) == set(archive.verdicts["rule"])
    arrest = rules.loc["FDCPA-1692e4-arrest"]
    assert (arrest["area"], arrest["severity"], arrest["basis"]) == ("threats", "critical", "law")
    assert arrest["coaching"]
    assert arrest["why"]
    assert "1692e(4)" in arrest["citation"]


def test_a_call_in_two_audits_counts_once_as_the_later_has_it(monday_audits) -> None:
    both = read_archive([monday_audits.old, monday_audits.now])
    alone = read_archive([monday_audits.now])
    assert both.runs[["audit", "calls", "superseded"]].values.tolist() == [
        ["now", 144, 0],
        ["old", 0, 126],
    ]
    assert both.calls.equals(alone.calls)
    assert both.findings.equals(alone.findings)


def test_an_audit_named_twice_is_read_once(monday_audits) -> None:
    twice = read_archive([monday_audits.now, monday_audits.now / "audit.jsonl"])
    assert (len(twice.runs), len(twice.calls)) == (1, 144)


def test_two_calls_of_one_id_that_began_apart_are_two(tmp_path, lines) -> None:
    line = next(one for one in lines if one["status"] == "audited")
    other = line | {"log": line["log"] | {"start": "2026-01-05T10:00:00-05:00"}}
    first, second = written(tmp_path / "may", [line]), written(tmp_path / "june", [other])
    calls = read_archive([first, second]).calls
    assert list(calls["call_id"]) == [line["call_id"], f"{line['call_id']} (june)"]
    assert list(calls["audit"]) == ["may", "june"]


def test_an_older_audit_has_the_log_from_its_transcripts(monday_audits, tmp_path, lines) -> None:
    older = copied(monday_audits.now, tmp_path / "older", "transcripts.jsonl", "run.json")
    new = ("log", "measures", "moments")
    written(older, [{k: v for k, v in line.items() if k not in new} for line in lines])
    calls, now = read_archive([older]).calls, read_archive([monday_audits.now]).calls
    audited = calls["status"] == "audited"
    for column in ("agent", "client", "start", "week", "consumer_id", "phone"):
        assert calls.loc[audited, column].astype(str).equals(now.loc[audited, column].astype(str))
    assert calls["words_per_minute"].isna().all()
    assert set(calls.loc[~audited, "agent"]) == {""}


def test_an_older_audit_without_transcripts_is_read_without_the_log(tmp_path, lines) -> None:
    line = next(one for one in lines if one["status"] == "audited")
    del (line := dict(line))["log"]
    row = read_archive([written(tmp_path / "bare", [line])]).calls.iloc[0]
    assert (row["agent"], str(row["start"])) == ("", "NaT")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "audit.jsonl:2: not JSON"),
        ("[]", "audit.jsonl:2: not an object"),
        ('{"schema": 2}', "audit.jsonl:2: schema 2 is not 1"),
        ('{"schema": 1, "call_id": "x"}', "audit.jsonl:2: damaged: KeyError: 'findings'"),
    ],
)
def test_a_line_that_cannot_be_read_names_file_and_line(tmp_path, lines, text, told) -> None:
    folder = written(tmp_path / "damaged", lines[:1])
    with (folder / "audit.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(text + "\n")
    with pytest.raises(UserError, match=re.escape(told)):
        read_archive([folder])


def test_one_path_or_several_may_be_named_as_text(monday_audits, monkeypatch) -> None:
    now, old = monday_audits.now, monday_audits.old
    whole = read_archive([now]).calls
    monkeypatch.chdir(now.parent)
    for named in (now, str(now), now.name, [str(now)], (str(now / "audit.jsonl"),), iter([now])):
        assert read_archive(named).calls.equals(whole)
    assert read_archive([str(now), old]).calls.equals(read_archive([now, old]).calls)


@pytest.mark.parametrize("given", [None, 7, [None], [["results"]], b"results"])
def test_what_is_no_path_is_an_error(given) -> None:
    with pytest.raises(UserError, match="is no path: name a folder"):
        read_archive(given)


def test_what_is_no_audit_is_an_error(tmp_path) -> None:
    with pytest.raises(UserError, match="no audit: name a folder"):
        read_archive([tmp_path])


def test_progress_is_told_up_to_the_last_call(monday_audits) -> None:
    told: list[int] = []
    read_archive([monday_audits.now], progress=told.append)
    assert told == [100, 144]


def test_every_anchor_is_on_the_audits_own_page(monday_audits, archive) -> None:
    page = (monday_audits.now / "report.html").read_text(encoding="utf-8")
    places = dict(re.findall(r'<details class="call [^>]* id="(c\d+)".*?>(m\d\d\d)<', page, re.S))
    assert len(places) == len(archive.calls)
    assert dict(zip(archive.calls["anchor"], archive.calls["call_id"], strict=True)) == places
    ids = set(re.findall(r'id="([^"]+)"', page))
    turns = archive.findings.dropna(subset=["turn"]).merge(archive.calls[["call_id", "anchor"]])
    assert {f"{row.anchor}-t{row.turn}" for row in turns.itertuples()} <= ids


def test_a_link_leads_to_the_turn_the_call_or_the_page() -> None:
    assert link_to(Place("c3", turns=True), turn=0) == "report.html#c3-t0"
    assert link_to(Place("c3"), turn=4) == "report.html#c3"
    assert link_to(Place()) == "report.html"


def test_part_of_an_archive_has_what_belongs_to_its_calls(archive) -> None:
    part = of_agents(archive, ["brent oday", "A05"])
    assert set(part.calls["agent"]) == {"Brent Oday", "Esther Quill"}
    for name in ("findings", "verdicts", "moments", "elements"):
        whole = getattr(archive, name)
        own = set(part.calls["call_id"])
        assert len(getattr(part, name)) == sum(one in own for one in whole["call_id"])
    late = in_period(part, since=date(2026, 9, 14), until=date(2026, 9, 18))
    assert set(late.calls["week"].dt.date) == {date(2026, 9, 14)}
    assert set(of_clients(late, ["Alder Dental"]).calls["client"]) == {"Alder Dental"}
    assert (
        len(only(archive, archive.calls["major"] > 0).calls) == (archive.calls["major"] > 0).sum()
    )


def test_nobody_of_that_name_is_an_error_that_lists_who_is_there(archive) -> None:
    with pytest.raises(UserError, match="there are: Alma Reyes, Brent Oday"):
        of_agents(archive, ["Zed"])
