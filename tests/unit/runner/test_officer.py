"""Every number of the officer's report, counted again in another way."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from callaudit.core.errors import UserError
from callaudit.core.finding import Severity, Verdict
from callaudit.core.metadata import CallType
from callaudit.reports.officer_views import RuleView, SeverityView
from callaudit.reports.wording import TWO_MEASURES, in_percent, plain_times
from callaudit.rulespec.scorecard import load_scorecard
from callaudit.runner.officer import OfficerSettings, build_report
from callaudit.runner.officer_counts import tellings
from callaudit.runner.officer_files import ReportFormat, write_report_files
from callaudit.runner.officer_said import said_of_severity
from callaudit.scoring.cards import score_call
from callaudit.scoring.intervals import share_of
from tests.unit.reports import recount


@pytest.fixture(scope="module")
def made(monday_audits, tmp_path_factory):
    """Return the report of the generated audits against the older one, and both audits' lines."""
    out = tmp_path_factory.mktemp("monday")
    settings = OfficerSettings(audits=(monday_audits.now,), against=(monday_audits.old,), out=out)
    now, old = (recount.lines_of(one) for one in (monday_audits.now, monday_audits.old))
    return build_report(settings).report, now, old


def audited(lines):
    return [line for line in lines if line["status"] == "audited"]


def audit_of(folder, lines):
    folder.mkdir()
    with (folder / "audit.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line) + "\n" for line in lines)
    return folder


def numbers(share):
    return share.right, share.of


def test_there_is_enough_to_count(made) -> None:
    report, now, _ = made
    assert len(now) >= 120
    assert len(report.weeks) == 8
    assert len(report.collectors) == 6


def test_coverage(made) -> None:
    report, now, _ = made
    done = audited(now)
    # Advice that could not be judged leaves a call whole.
    partly = sum(
        any(f["verdict"] == "undetermined" and f["severity"] != "coach" for f in line["findings"])
        for line in done
    )
    assert partly < sum("undetermined" in line["verdicts"].values() for line in done)
    covered = report.coverage
    assert (covered.calls, covered.audited, covered.failed) == (
        len(now),
        len(done),
        len(now) - len(done),
    )
    assert (covered.whole, covered.partly) == (len(done) - partly, partly)
    assert covered.log_alone == 0
    verdicts = [verdict for line in now for verdict in line["verdicts"].values()]
    counts = {name: verdicts.count(name) for name in ("met", "broken", "undetermined")}
    assert numbers(covered.judged) == (counts["met"] + counts["broken"], sum(counts.values()))


def test_failures_and_open_reasons(made) -> None:
    report, now, _ = made
    failed = [line for line in now if line["status"] == "failed"]
    assert failed
    assert sum(one.calls for one in report.coverage.failures) == len(failed)
    for one in report.coverage.failures:
        assert one.reason == "the file could not be read: broken json"
        ids = [
            line["call_id"]
            for line in failed
            if (line["failure"]["stage"], line["failure"]["code"]) == ("read", "broken_json")
        ]
        file = Path(next(x["source"] for x in failed if x["call_id"] == one.names[0]))
        assert one.hint.startswith(f"{file.name}: it is not valid JSON")
        assert one.calls == len(ids)
        assert set(one.names) <= set(ids)
    wanted: dict[str, set[str]] = {}
    for line in now:
        for finding in line["findings"]:
            if finding["verdict"] == "undetermined":
                wanted.setdefault(finding["because"], set()).add(line["call_id"])
    told = {one.reason: one.calls for one in report.coverage.open_reasons}
    assert told == {reason: len(calls) for reason, calls in wanted.items() if reason in told}
    assert len(wanted) == len(told) + report.coverage.open_reasons_left_out


def test_severities(made) -> None:
    report, now, _ = made
    for view in report.severities:
        rows = [f for x in now for f in x["findings"] if f["severity"] == view.severity]
        broken = sum(row["verdict"] == "broken" for row in rows)
        calls = sum(any(f["severity"] == view.severity for f in recount.broken_of(x)) for x in now)
        assert (view.broken, view.undetermined) == (broken, len(rows) - broken)
        assert numbers(view.calls) == (calls, len(audited(now)))
    every = [f["severity"] for line in now for f in recount.broken_of(line)]
    assert (report.findings, report.advice) == (
        len(every) - every.count("coach"),
        every.count("coach"),
    )


def test_shares_of_all_calls(made) -> None:
    report, now, _ = made
    done = audited(now)
    law = sum(any(f["basis"] == "law" for f in recount.broken_of(line)) for line in done)
    assert numbers(report.serious) == (sum(map(recount.is_serious, done)), len(done))
    assert numbers(report.on_law) == (law, len(done))


def test_rules(made) -> None:
    report, now, _ = made
    wanted = recount.judged(now)
    found = {f["rule"] for line in now for f in line["findings"]}
    assert {view.rule for view in report.rules} == found
    for view in report.rules:
        left_open = sum(
            f["rule"] == view.rule and f["verdict"] == "undetermined"
            for line in now
            for f in line["findings"]
        )
        assert numbers(view.share) == wanted[view.rule]
        assert view.undetermined == left_open


@pytest.mark.parametrize(("part", "key"), [("collectors", "agent_name"), ("clients", "creditor")])
def test_groups(made, part, key) -> None:
    report, now, _ = made
    wanted = recount.grouped(now, key)
    assert {view.name for view in getattr(report, part)} == set(wanted)
    for view in getattr(report, part):
        group = wanted[view.name]
        assert (view.calls, view.counts, view.undetermined) == (
            group.calls,
            group.counts,
            group.left_open,
        )
        assert numbers(view.share) == (group.serious, group.calls)


def test_weeks(made) -> None:
    report, now, _ = made
    wanted = recount.by_week(now)
    assert {view.monday for view in report.weeks} == set(wanted)
    for view in report.weeks:
        group = wanted[view.monday]
        assert (view.group.calls, view.group.counts) == (group.calls, group.counts)
        assert numbers(view.group.share) == (group.serious, group.calls)
    assert [view.monday for view in report.weeks] == sorted(wanted)


def test_intervals_are_those_of_the_formula(made) -> None:
    report, *_ = made
    shares = [view.share for view in (*report.collectors, *report.clients, *report.rules)]
    shares += [report.serious, report.on_law, *(view.group.share for view in report.weeks)]
    for share in shares:
        if share.of:
            told = in_percent(share).replace("\N{NO-BREAK SPACE}", " ")
            assert told == recount.percent(share.right, share.of)


def test_the_worst_calls_come_first(made) -> None:
    report, now, _ = made
    wanted = recount.worst_first(now)
    assert [call.call_id for call in report.worst] == wanted[: len(report.worst)]
    assert report.worst_left_out == len(wanted) - len(report.worst)
    by_id = {line["call_id"]: line for line in now}
    for call in report.worst:
        broken = recount.broken_of(by_id[call.call_id])
        assert len(call.moments) + call.more == len(broken)
        assert [recount.SEVERITIES.index(one.severity) for one in call.moments] == sorted(
            recount.SEVERITIES.index(f["severity"]) for f in broken
        )[: len(call.moments)]


def test_every_case_with_something_broken_counts_and_the_worst_come_first(
    made, monday_audits
) -> None:
    report, now, _ = made
    severity = {(x["call_id"], f["rule"]): f["severity"] for x in now for f in recount.broken_of(x)}
    lines = (monday_audits.now / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = []
    for case in map(json.loads, lines):
        found = [
            severity[call["call_id"], rule] for call in case["calls"] for rule in call["broken"]
        ]
        own = [one["finding"] for one in case["findings"]]
        found += [one["severity"] for one in own if one["verdict"] == "broken"]
        if found:
            wanted.append((tuple(-found.count(s) for s in recount.SEVERITIES), case["case_id"]))
    wanted.sort()
    assert len(report.cases) + report.cases_left_out == len(wanted) > 100
    assert [tuple(-one for one in case.counts) for case in report.cases] == [
        counts for counts, _ in wanted[: len(report.cases)]
    ]
    for case in report.cases:
        ranks = [recount.SEVERITIES.index(one.severity) for one in case.moments]
        gravest = next(n for n, count in enumerate(case.counts) if count)
        assert ranks == sorted(ranks)
        assert ranks[0] == gravest
        assert len(case.moments) + case.more == sum(case.counts)


def test_the_next_lawful_call_says_as_of_when_it_is_told(made) -> None:
    report, *_ = made
    for case in report.cases:
        assert re.match(r"as of \w{3} \d{4}-\d\d-\d\d \d+:\d\d [ap]m", case.next_call)
        assert re.search(r"the next lawful call was \w{3} |no call was lawful: ", case.next_call)


def test_scores_are_those_of_the_card(made, monday_audits) -> None:
    report, now, _ = made
    card = load_scorecard("compliance")
    by_id = {line["call_id"]: line for line in now}
    for call in report.worst:
        line = by_id[call.call_id]
        verdicts = {rule: Verdict(verdict) for rule, verdict in line["verdicts"].items()}
        severities = {f["rule"]: Severity(f["severity"]) for f in line["findings"]}
        kind = CallType(line["call_type"])
        scored = score_call(verdicts, card, call_type=kind, severities=severities)
        assert call.failed_by == len(scored.failed)
        assert (call.score != "") is (scored.total is not None)
        if scored.total is not None:
            assert float(call.score) == pytest.approx(scored.total, abs=0.51)


def test_changes(made) -> None:
    report, now, old = made
    change = report.changes
    new, gone, kept = recount.changed(now, old)
    assert {(one.call_id, one.moment.rule) for one in change.new_findings} == new
    assert {(one.call_id, one.moment.rule) for one in change.gone_findings} == gone
    assert (change.appeared, change.gone, change.unchanged) == (len(new), len(gone), len(kept))
    ids = [{line["call_id"] for line in lines} for lines in (now, old)]
    assert change.same_calls == len(ids[0] & ids[1])
    assert (change.only_now, change.only_before) == (len(ids[0] - ids[1]), len(ids[1] - ids[0]))
    rules = [{rule for line in lines for rule in line["verdicts"]} for lines in (now, old)]
    told = {one.rule: one.differs for one in change.rules}
    assert {rule for rule in told if told[rule] == ("was not in force before",)} == (
        rules[0] - rules[1]
    )
    assert change.same_rules is False


def test_a_finding_says_what_the_other_audit_said_of_it(made) -> None:
    report, _, old = made
    before = {line["call_id"]: line["verdicts"] for line in old}
    words = {"met": "was kept", "not_applicable": "did not apply", "undetermined": "was left open"}
    for one in report.changes.new_findings:
        verdict = before[one.call_id].get(one.moment.rule)
        assert one.why == words.get(verdict, "was not in force")


def test_links_lead_to_the_turn_on_the_audits_own_page(made, monday_audits, tmp_path_factory):
    report, *_ = made
    page = (monday_audits.now / "report.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r' id="([^"]+)"', page))
    of_call = dict(
        re.findall(
            r'<details class="call[^"]*" id="(c\d+)".*?<span class="id">([^<]+)</span>', page, re.S
        )
    )
    assert len(report.worst) > 10
    for call in report.worst:
        file, _, anchor = call.href.partition("#")
        assert file.endswith("now/report.html")
        assert of_call[anchor] == call.call_id
        for one in call.moments:
            assert one.href.partition("#")[2] in anchors


def test_the_sentences_say_the_numbers(made) -> None:
    report, now, _ = made
    said = " ".join(report.said).replace("\N{NO-BREAK SPACE}", " ")
    done = audited(now)
    serious = sum(map(recount.is_serious, done))
    assert f"{len(done)} of {len(now)} calls audited" in said
    assert f"{serious} of {len(done)} audited calls ({recount.percent(serious, len(done))})" in said


def test_in_short_begins_with_critical_findings(made) -> None:
    report, now, _ = made
    done = audited(now)
    found = [{f["rule"] for f in recount.broken_of(x) if f["severity"] == "critical"} for x in now]
    hits = Counter(rule for rules in found for rule in rules)
    (rule, most), (_, second) = hits.most_common(2)
    assert most > second
    first = report.said[0].replace("\N{NO-BREAK SPACE}", " ")
    calls = sum(map(bool, found))
    share = f"{calls} of {len(done)} audited calls ({recount.percent(calls, len(done))})"
    assert first.startswith(f"{share} have a critical finding; most often: ")
    judged = recount.judged(now)[rule]
    assert first.endswith(f" ({rule}), in {judged[0]} of {judged[1]} calls in which it was judged.")


def rule_view(rule, hits, severity="critical"):
    return RuleView(
        rule=rule,
        title=f"Title of {rule}",
        severity=severity,
        basis="law",
        category="threat",
        citation="",
        share=share_of(hits, 50),
        undetermined=0,
    )


@pytest.mark.parametrize(
    ("hits", "end"),
    [
        ((4, 1), "; most often: Title of A (A), in 4 of 50 calls in which it was judged."),
        ((1, 1), "; 2 rules, once each: Title of A (A) and Title of B (B)."),
        ((3, 3, 1), "; 2 rules, in 3 calls each: Title of A (A) and Title of B (B)."),
        ((1, 1, 1, 1), "; several rules, once each."),
        ((2, 2, 2, 2), "; several rules, in 2 calls each."),
    ],
)
def test_what_is_broken_as_often_as_another_is_not_broken_most_often(hits, end) -> None:
    rules = [rule_view(name, count) for name, count in zip("ABCD", hits, strict=False)]
    view = SeverityView(severity="critical", broken=9, calls=share_of(5, 50), undetermined=0)
    (sentence,) = said_of_severity(view, [*rules, rule_view("M", 9, "major")])
    assert sentence.startswith("5 of 50 audited calls (")
    assert sentence.endswith(end)


def test_no_critical_finding_is_said_too() -> None:
    view = SeverityView(severity="critical", broken=0, calls=share_of(0, 50), undetermined=0)
    assert list(said_of_severity(view, [])) == ["No critical finding in 50 audited calls."]


def test_the_sentence_on_collectors_says_what_is_compared(made) -> None:
    report, *_ = made
    said = " ".join(report.said)
    assert "a critical or major finding in a larger share of calls than the other" in said
    assert TWO_MEASURES in report.said


def test_since_a_day_leaves_out_earlier_calls(monday_audits, tmp_path) -> None:
    lines = recount.lines_of(monday_audits.now)
    since = sorted(recount.monday_of(line) for line in lines)[len(lines) // 2]
    settings = OfficerSettings(audits=(monday_audits.now,), out=tmp_path, since=since)
    report = build_report(settings).report
    kept = [line for line in lines if line["log"]["start"][:10] >= since.isoformat()]
    assert report.coverage.calls == len(kept)
    assert report.left_out == len(lines) - len(kept)
    assert report.findings + report.advice == sum(len(recount.broken_of(line)) for line in kept)


def test_since_a_day_holds_for_the_older_audit_too(monday_audits, tmp_path) -> None:
    since = date(2026, 8, 24)
    settings = OfficerSettings(
        audits=(monday_audits.now,), against=(monday_audits.old,), out=tmp_path, since=since
    )
    report = build_report(settings).report
    now, old = (
        [x for x in recount.lines_of(one) if x["log"]["start"][:10] >= since.isoformat()]
        for one in (monday_audits.now, monday_audits.old)
    )
    ids = [{line["call_id"] for line in lines} for lines in (now, old)]
    change = report.changes
    assert change is not None
    assert change.same_calls == len(ids[0] & ids[1])
    assert (change.only_now, change.only_before) == (len(ids[0] - ids[1]), len(ids[1] - ids[0]))
    assert change.left_out == len(recount.lines_of(monday_audits.old)) - len(old)
    new, gone, kept = recount.changed(now, old)
    assert (change.appeared, change.gone, change.unchanged) == (len(new), len(gone), len(kept))


def test_collectors_stand_by_name(made) -> None:
    report, *_ = made
    for views in (report.collectors, report.clients):
        names = [view.name for view in views]
        assert names == sorted(names)


def test_what_an_audit_lacks_is_said(monday_audits, tmp_path) -> None:
    bare = audit_of(tmp_path / "bare", recount.lines_of(monday_audits.now))
    report = build_report(OfficerSettings(audits=(bare,), out=tmp_path)).report
    notes = [one for one in report.said if "“bare” has no " in one]
    assert notes == [
        "“bare” has no cases.jsonl: nothing is said of its cases.",
        "“bare” has no run.json: its versions and digests are not known.",
        "“bare” has no report.html: nothing leads to the moments in it.",
    ]
    assert report.recorded is False


def test_hours_are_said_as_people_say_them() -> None:
    because = "Placed at 21:45:00 in America/New_York (allowed: 08:00:00 to 21:00:00)"
    assert plain_times(because) == (
        "Placed at 9:45 pm in America/New_York (allowed: 8:00 am to 9:00 pm)"
    )
    assert plain_times("at 00:05:00 and 12:00:30") == "at 12:05 am and 12:00:30 pm"
    assert plain_times("said at 0:17, ratio 10:15:99") == "said at 0:17, ratio 10:15:99"


def test_an_older_audit_of_earlier_days_alone_is_not_compared(monday_audits, tmp_path) -> None:
    lines = recount.lines_of(monday_audits.now)
    first = [line for line in lines if line["log"]["start"][:10] < "2026-08-31"]
    settings = OfficerSettings(
        audits=(monday_audits.now,),
        against=(audit_of(tmp_path / "first", first),),
        out=tmp_path,
        since=date(2026, 8, 31),
    )
    report = build_report(settings).report
    assert report.changes is not None
    assert (report.changes.only_before, report.changes.rates) == (0, ())
    assert report.said[-1] == "“first” has no call since 2026-08-31: nothing to compare with."


def test_a_call_of_two_audits_counts_once(monday_audits, tmp_path) -> None:
    both = OfficerSettings(audits=(monday_audits.old, monday_audits.now), out=tmp_path)
    assert build_report(both).report.coverage.calls == len(recount.lines_of(monday_audits.now))


def test_an_audit_against_itself_has_nothing_new(monday_audits, tmp_path) -> None:
    settings = OfficerSettings(
        audits=(monday_audits.now,), against=(monday_audits.now,), out=tmp_path
    )
    change = build_report(settings).report.changes
    assert change is not None
    assert (change.appeared, change.gone, change.reworded) == (0, 0, 0)
    assert change.same_rules
    assert (change.rules, change.rates) == ((), ())


def test_no_call_left_is_an_error(monday_audits, tmp_path) -> None:
    settings = OfficerSettings(audits=(monday_audits.now,), out=tmp_path, since=date(2031, 1, 1))
    with pytest.raises(UserError, match="no call since 2031-01-01"):
        build_report(settings)


def test_calls_of_the_log_alone_are_never_judged_whole(monday_audits, tmp_path) -> None:
    """Their open rules on words stand in the verdicts alone, not among the findings."""
    lines = recount.lines_of(monday_audits.now)
    done = [line for line in lines if line["status"] == "audited"][:3]
    done[0]["findings"] = [f for f in done[0]["findings"] if f["verdict"] == "broken"]
    done[1]["findings"] = []
    done[1]["verdicts"] = dict.fromkeys(done[1]["verdicts"], "met")
    audit = audit_of(tmp_path / "audit", done)
    report = build_report(OfficerSettings(audits=(audit,), out=tmp_path)).report
    assert (report.coverage.whole, report.coverage.partly, report.coverage.log_alone) == (1, 2, 1)
    assert report.coverage.open_reasons[0].reason.startswith("There is no recording")
    told = "1 audited call without a recording was judged by the call log alone and is in no share"
    assert any(sentence.startswith(told) for sentence in report.said)


def test_calls_of_the_log_alone_are_in_no_share_of_calls_with_words(
    monday_audits, tmp_path
) -> None:
    lines = [line for line in recount.lines_of(monday_audits.now) if line["status"] == "audited"]
    bare = [line for line in lines if "undetermined" in line["verdicts"].values()][:30]
    heard = [line for line in lines if line not in bare]
    for line in bare:
        line["findings"] = [f for f in line["findings"] if f["verdict"] == "broken"]
    report = build_report(
        OfficerSettings(audits=(audit_of(tmp_path / "audit", lines),), out=tmp_path)
    ).report
    serious = sum(map(recount.is_serious, heard))
    assert report.coverage.log_alone == len(bare)
    assert numbers(report.serious) == (serious, len(heard))
    assert sum(view.share.of for view in report.collectors) == len(heard)
    assert sum(view.group.share.of for view in report.weeks) == len(heard)
    assert sum(view.calls for view in report.collectors) == len(lines)
    assert {view.calls.of for view in report.severities} == {len(heard)}
    left_open = sum(view.undetermined for view in report.severities)
    assert report.coverage.judged.of - report.coverage.judged.right == left_open
    assert left_open == sum(f["verdict"] == "undetermined" for x in heard for f in x["findings"])


def test_other_calls_are_compared_by_their_shares(monday_audits, tmp_path) -> None:
    lines = recount.lines_of(monday_audits.now)
    later = [line for line in lines if line["log"]["start"][:10] >= "2026-08-31"]
    first = [line for line in lines if line not in later]
    settings = OfficerSettings(
        audits=(audit_of(tmp_path / "later", later),),
        against=(audit_of(tmp_path / "first", first),),
        out=tmp_path,
    )
    change = build_report(settings).report.changes
    assert change is not None
    assert (change.same_calls, change.only_now, change.only_before) == (0, len(later), len(first))
    serious, *rules = change.rates
    for share, part in ((serious.now, later), (serious.before, first)):
        done = audited(part)
        assert numbers(share) == (sum(map(recount.is_serious, done)), len(done))
    now, before = recount.judged(later), recount.judged(first)
    assert {rate.name for rate in rules} == {
        rule
        for rule in now.keys() & before.keys()
        if now[rule][1] and before[rule][1] and now[rule][0] + before[rule][0]
    }
    for rate in rules:
        assert (numbers(rate.now), numbers(rate.before)) == (now[rate.name], before[rate.name])


def test_a_collector_who_has_many_findings_stands_out_and_few_calls_tell_nothing() -> None:
    assert tellings([(21, 23), (40, 100), (2, 6)]) == ("more", "less", "few")
    assert tellings([(3, 40), (1, 38)]) == ("same", "same")
    assert tellings([(3, 40)]) == ("unknown",)
    assert tellings([(0, 100), (19, 19)]) == ("few", "few")
    assert tellings([(0, 100), (20, 20)]) == ("less", "more")
    assert tellings([(0, 0), (3, 40)]) == ("unknown", "unknown")
    assert tellings([]) == ()


def clean(line):
    """Return a call in which every rule was kept."""
    met = dict.fromkeys(line["verdicts"], "met")
    return line | {"findings": [], "verdicts": met}


@pytest.mark.parametrize("sort", ["failed", "clean", "one", "undated"])
def test_few_and_odd_calls_make_a_whole_report(monday_audits, tmp_path, sort) -> None:
    lines = recount.lines_of(monday_audits.now)
    chosen = {
        "failed": [line for line in lines if line["status"] == "failed"],
        "clean": [clean(line) for line in audited(lines)[:30]],
        "one": audited(lines)[:1],
        "undated": [x | {"log": x["log"] | {"start": None}} for x in audited(lines)[:5]],
    }[sort]
    audit = audit_of(tmp_path / "audit", chosen)
    settings = OfficerSettings(audits=(audit,), against=(monday_audits.old,), out=tmp_path / "out")
    data = build_report(settings)
    written = write_report_files(data, out=tmp_path / "out", formats=tuple(ReportFormat))
    assert data.report.coverage.calls == len(chosen)
    assert all(path.stat().st_size for path in written)
    page = written[0].read_text(encoding="utf-8")
    assert "nan" not in re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL).lower().split()
