"""The columns of an archive's frames with their pandas types, in order; docs/python.md has them.

Text is never null: what is not known is an empty text. Numbers are missing (`NaN`, `<NA>`),
moments and days are `NaT`. Repeated text is a category.
"""

from typing import Final

MOMENT: Final = "datetime64[us, UTC]"
DAY: Final = "datetime64[us]"

RUN_COLUMNS: dict[str, str] = {
    "audit": "string",
    "path": "string",
    "finished_at": MOMENT,
    "version": "string",
    "policy": "string",
    "policy_digest": "string",
    "rules_digest": "string",
    "asr_digest": "string",
    "models": "string",
    "calls": "int64",
    "superseded": "int64",
}
"""One row an audit folder. `superseded` calls stand in a later audit and count there."""

CALL_COLUMNS: dict[str, str] = {
    "audit": "category",
    "call_id": "string",
    "source": "string",
    "status": "category",
    "failure_stage": "category",
    "failure_code": "category",
    "failure_message": "string",
    "call_type": "category",
    "contact": "category",
    "answered_by": "category",
    "start": MOMENT,
    "day": DAY,
    "week": DAY,
    "duration_s": "float64",
    "direction": "category",
    "result": "category",
    "collector_party": "category",
    "debt_type": "category",
    "agent_id": "category",
    "agent": "category",
    "company": "category",
    "client": "category",
    "consumer_id": "string",
    "consumer": "string",
    "debt_id": "string",
    "invoice_number": "string",
    "phone": "string",
    "language": "category",
    "heard_share": "float64",
    "policy": "category",
    "score": "float64",
    "score_coverage": "float64",
    "failed_outright": "boolean",
    "critical": "Int64",
    "major": "Int64",
    "minor": "Int64",
    "coach": "Int64",
    "undetermined": "Int64",
    "missing_elements": "string",
    "times_from": "category",
    "talk_share_agent": "float64",
    "longest_monologue_s": "float64",
    "silence_s": "float64",
    "longest_silence_s": "float64",
    "hold_s": "float64",
    "interruptions": "Int64",
    "overlap_s": "float64",
    "words_per_minute": "float64",
    "number_words_per_second": "float64",
    "questions": "Int64",
    "response_s": "float64",
    "audio": "string",
    "anchor": "string",
    "turn_links": "bool",
}
"""One row a call. The severities count broken rules.

`anchor` is the call's place in its audit's `report.html`, empty where the page leaves it out;
`turn_links` says whether the page has its turns too.
"""

FINDING_COLUMNS: dict[str, str] = {
    "audit": "category",
    "call_id": "string",
    "agent": "category",
    "client": "category",
    "week": DAY,
    "finding_id": "string",
    "rule": "category",
    "title": "category",
    "category": "category",
    "area": "category",
    "severity": "category",
    "basis": "category",
    "verdict": "category",
    "confidence": "category",
    "because": "string",
    "citation": "category",
    "quote": "string",
    "turn": "Int64",
    "speaker": "category",
    "start_s": "float64",
    "end_s": "float64",
    "evidence_count": "int64",
    "coaching": "category",
}
"""One row a broken or undetermined rule of a call; quote, turn and times of its first quote."""

VERDICT_COLUMNS: dict[str, str] = {
    "call_id": "category",
    "rule": "category",
    "verdict": "category",
}
"""One row a call and rule in force."""

MOMENT_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "rule": "category",
    "turn": "int64",
    "speaker": "category",
    "quote": "string",
    "start_s": "float64",
    "end_s": "float64",
}
"""One row a place where a rule was kept in words; no more than two a call and rule."""

ELEMENT_COLUMNS: dict[str, str] = {
    "call_id": "string",
    "element": "category",
    "value": "string",
    "quote": "string",
    "turn": "int64",
    "start_s": "float64",
    "end_s": "float64",
    "matches_record": "boolean",
}
"""One row an element that was said."""

RULE_COLUMNS: dict[str, str] = {
    "rule": "string",
    "title": "string",
    "category": "string",
    "severity": "string",
    "basis": "string",
    "area": "string",
    "coaching": "string",
    "why": "string",
    "citation": "string",
}
"""One row a rule that judged any call; `coaching` is what to say instead, else empty."""
