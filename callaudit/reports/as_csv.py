"""`findings.csv`, `calls.csv` and `cases.csv`: tables for a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from callaudit.reports.atomic import write_text
from callaudit.reports.rows import CaseRow, ReportCall
from callaudit.reports.tables import calls_frame, cases_frame, findings_frame

if TYPE_CHECKING:
    import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters with which a spreadsheet may take a cell for a formula, full-width included.

Source: OWASP, "CSV Injection".
"""


def write_findings_csv(
    path: Path, calls: Sequence[ReportCall], cases: Sequence[CaseRow] = ()
) -> None:
    """Write one row a finding of a call or a case, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    write_text(path, csv_text(findings_frame(calls, cases)))


def write_calls_csv(path: Path, calls: Sequence[ReportCall]) -> None:
    """Write one row a call, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    write_text(path, csv_text(calls_frame(calls)))


def write_cases_csv(path: Path, cases: Sequence[CaseRow]) -> None:
    """Write one row a consumer and debt, atomically.

    Raises:
        OSError: if the folder cannot be written.
    """
    write_text(path, csv_text(cases_frame(cases)))


def csv_text(frame: "pd.DataFrame") -> str:
    """Return a frame as CSV whose text cells no spreadsheet runs; numbers stay numbers."""
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype == "string":
            safe[name] = safe[name].map(inert_cell, na_action="ignore")
    return safe.to_csv(index=False, lineterminator="\n")


def inert_cell(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; return other text as it is.

    Blanks before a sign do not hide it: some programs trim them.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
