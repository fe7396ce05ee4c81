"""Findings of scripts as SARIF 2.1.0, for code scanning."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from callaudit.core.finding import Severity
from callaudit.core.ids import digest_parts
from callaudit.core.script_finding import ScriptFinding, ScriptFix

SCHEMA_URI = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.COACH: "note",
}


def as_sarif(
    findings: Sequence[ScriptFinding], *, version: str, help_uris: Mapping[str, str] | None = None
) -> str:
    """Return one run with its rules and results.

    A result's fingerprint is made of rule, file, the words and which of the same words it is, so
    it survives edits above it.
    """
    rules = {one.rule_id: one for one in reversed(findings)}
    order = sorted(rules)
    seen: Counter[str] = Counter()
    results = []
    for one in findings:
        print_ = digest_parts(one.path, one.rule_id, " ".join((one.quote or one.message).split()))
        seen[print_] += 1
        results.append(_result(one, order.index(one.rule_id), f"{print_[7:39]}:{seen[print_]}"))
    driver = {
        "name": "callaudit",
        "semanticVersion": version,
        "rules": [_rule(rules[name], (help_uris or {}).get(name)) for name in order],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    whole = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _rule(one: ScriptFinding, uri: str | None) -> dict[str, Any]:
    told = " ".join(filter(None, [one.why, one.suggestion])) or one.title
    cited = f"\n\nSource: {'; '.join(one.citation)}" if one.citation else ""
    rule: dict[str, Any] = {
        "id": one.rule_id,
        "shortDescription": {"text": one.title},
        "help": {"text": f"{told}{cited}"},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "properties": {"tags": [one.category], "citation": list(one.citation)},
    }
    return {**rule, "helpUri": uri} if uri else rule


def _result(one: ScriptFinding, index: int, fingerprint: str) -> dict[str, Any]:
    region = {
        "startLine": one.line,
        "startColumn": one.column,
        "endLine": one.end_line,
        "endColumn": one.end_column,
        "snippet": {"text": one.quote or one.source_line},
    }
    uri = quote(one.path.replace("\\", "/"))
    result: dict[str, Any] = {
        "ruleId": one.rule_id,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": one.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"callauditWords/v1": fingerprint},
        "properties": {
            "severity": one.severity.value,
            "confidence": one.confidence.value,
            "duty": one.duty,
        },
    }
    return {**result, "fixes": [_fix(one.fix, uri)]} if one.fix else result


def _fix(fix: ScriptFix, uri: str) -> dict[str, Any]:
    region = {
        "startLine": fix.line,
        "startColumn": fix.column,
        "endLine": fix.end_line,
        "endColumn": fix.end_column,
    }
    change = {"deletedRegion": region, "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": fix.told},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": [change]}],
    }
