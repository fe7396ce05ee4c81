"""One line of `audit.jsonl` as the records of an archive's frames."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from callaudit.core.finding import Severity

Record = tuple[Any, ...]
Line = Mapping[str, Any]

_SEVERITIES = tuple(severity.value for severity in Severity)
_LOGGED = (
    "direction",
    "result",
    "collector_party",
    "debt_type",
    "agent_id",
    "agent",
    "company",
    "creditor",
    "consumer_id",
    "consumer_name",
    "debt_id",
    "invoice_number",
    "phone",
)
_MEASURED = (
    "longest_monologue_s",
    "silence_s",
    "longest_silence_s",
    "hold_s",
    "interruptions",
    "overlap_s",
    "words_per_minute",
    "number_words_per_second",
    "questions",
    "response_s",
)


def log_of_metadata(metadata: Line) -> dict[str, Any]:
    """Return the `log` part for a call whose line has none, from its transcript's metadata."""
    agent, consumer = metadata.get("agent") or {}, metadata.get("consumer") or {}
    return {
        **metadata,
        "agent_id": agent.get("id"),
        "agent_name": agent.get("name"),
        "company": agent.get("company"),
        "consumer_id": consumer.get("id"),
        "consumer_name": consumer.get("name"),
    }


def agent_of(log: Line) -> str:
    """Return what a collector goes by: the name, else the id, else nothing."""
    return log.get("agent_name") or log.get("agent_id") or ""


def days_of(log: Line) -> tuple[date | None, date | None]:
    """Return the day of a call on the log's own clock, and the Monday of its week."""
    if not log.get("start"):
        return None, None
    day = datetime.fromisoformat(log["start"]).date()
    return day, day - timedelta(days=day.weekday())


def broken_counts(line: Line) -> dict[str, int]:
    """Count the broken rules of each severity."""
    counts = dict.fromkeys(_SEVERITIES, 0)
    for finding in line["findings"]:
        if finding["verdict"] == "broken":
            counts[finding["severity"]] += 1
    return counts


def undetermined_count(line: Line) -> int:
    """Count the rules that could not be judged, for reasons of the call itself."""
    return sum(finding["verdict"] == "undetermined" for finding in line["findings"])


def call_record(line: Line, log: Line, *, audit: str, call_id: str, audio: str) -> Record:
    """Return a call's row, up to the columns that only its whole audit knows."""
    failed = line["status"] == "failed"
    failure, card = line.get("failure") or {}, line.get("scorecard") or {}
    measures = line.get("measures") or {}
    day, week = days_of(log)
    logged = {**log, "agent": agent_of(log)}
    counts = broken_counts(line)
    return (
        audit,
        call_id,
        line.get("source", ""),
        line["status"],
        failure.get("stage"),
        failure.get("code"),
        failure.get("message"),
        line.get("call_type"),
        line.get("contact"),
        (line.get("answered_by") or {}).get("what"),
        log.get("start"),
        day,
        week,
        (line.get("recording") or {}).get("duration_s") or log.get("duration_s"),
        *(logged.get(name) for name in _LOGGED),
        line.get("language"),
        (line.get("coverage") or {}).get("share"),
        card.get("policy"),
        card.get("total"),
        card.get("coverage"),
        card.get("failed_outright"),
        # A call that nobody could judge has no count of nought.
        *(None if failed else counts[severity] for severity in _SEVERITIES),
        None if failed else undetermined_count(line),
        " ".join(line.get("missing_elements", ())),
        measures.get("times_from"),
        (measures.get("talk_share") or {}).get("agent"),
        *(measures.get(name) for name in _MEASURED),
        audio,
    )


def finding_records(
    line: Line, log: Line, *, audit: str, call_id: str, area_of: Callable[[str], str]
) -> Iterator[Record]:
    """Yield a row for each broken or undetermined rule."""
    agent, client, (_, week) = agent_of(log), log.get("creditor"), days_of(log)
    for finding in line["findings"]:
        own = [quote for quote in finding["evidence"] if not quote.get("call_id")]
        first = own[0] if own else {}
        yield (
            audit,
            call_id,
            agent,
            client,
            week,
            finding["id"],
            finding["rule"],
            finding.get("title"),
            finding["category"],
            area_of(finding["rule"]),
            finding["severity"],
            finding["basis"],
            finding["verdict"],
            finding["confidence"],
            finding["because"],
            "; ".join(finding["citation"]),
            first.get("quote"),
            first.get("turn"),
            first.get("speaker"),
            first.get("start_s"),
            first.get("end_s"),
            len(finding["evidence"]),
            finding["coaching"],
        )


def moment_records(line: Line, *, call_id: str) -> Iterator[Record]:
    """Yield a row for each place where a rule was kept in words."""
    for moment in line.get("moments") or ():
        quote = moment["evidence"]
        yield (
            call_id,
            moment["rule"],
            quote["turn"],
            quote["speaker"],
            quote["quote"],
            quote["start_s"],
            quote["end_s"],
        )


def element_records(line: Line, *, call_id: str) -> Iterator[Record]:
    """Yield a row for each element that was said."""
    for name, element in line["elements"].items():
        if element is None:
            continue
        yield (
            call_id,
            name,
            element["value"],
            element["quote"],
            element["turn"],
            element["start_s"],
            element["end_s"],
            element["matches_record"],
        )
