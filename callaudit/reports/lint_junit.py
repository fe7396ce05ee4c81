"""Findings of scripts as JUnit XML: a test suite a file, a failed test a finding."""

from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from callaudit.core.script_finding import ScriptFinding


def as_junit(findings: Sequence[ScriptFinding], *, files: int) -> str:
    """Return the report; without findings one test that passed says how many files there were."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    count = len(findings)
    lines.append(f'<testsuites name="callaudit lint" tests="{count or 1}" failures="{count}">')
    if not findings:
        lines.append('  <testsuite name="scripts" tests="1" failures="0">')
        lines.append(f'    <testcase name="{files} files" classname="callaudit.lint"/>')
        lines.append("  </testsuite>")
    for path, group in groupby(findings, key=lambda one: one.path):
        cases = list(group)
        lines.append(
            f'  <testsuite name={_attribute(path)} tests="{len(cases)}" failures="{len(cases)}">'
        )
        for one in cases:
            lines += _case(one)
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _case(one: ScriptFinding) -> list[str]:
    name = _attribute(f"{one.rule_id} at {one.line}:{one.column}")
    told = [f"{one.path}:{one.line}:{one.column}", one.source_line, *one.citation, one.suggestion]
    told += [f"--fix: {one.fix.told}"] if one.fix else []
    return [
        f'    <testcase name={name} classname={_attribute(one.path)} line="{one.line}">',
        f"      <failure type={_attribute(one.severity.value)} message={_attribute(one.message)}>"
        f"{escape(_lawful(chr(10).join(filter(None, told))))}</failure>",
        "    </testcase>",
    ]


def _attribute(text: str) -> str:
    return quoteattr(_lawful(text))


def _lawful(text: str) -> str:
    """Return text without the characters that XML 1.0 does not allow."""
    return "".join(
        c
        if c in "\t\n\r"
        or "\x20" <= c <= "\ud7ff"
        or "\ue000" <= c <= "\ufffd"
        or c >= "\U00010000"
        else "�"
        for c in text
    )
