"""An evaluation as JSON, Markdown and CSV."""

import csv
import io
import json

from callaudit.core.accuracy import Estimate, GoldReport
from callaudit.reports.accuracy_tables import (
    MISTAKE_FIELDS,
    accuracy_tables,
    markdown,
    misses_csv,
    mistakes_table,
    shown,
    write_accuracy,
)
from callaudit.scoring.accuracy import METHOD, accuracy
from callaudit.scoring.mistakes import mistakes
from tests.unit.scoring.gold_cases import call, hit, line

SAID = "=HYPERLINK(1) | <b>[pay](x)</b>\nnow \u202eever"


def report(*cases) -> GoldReport:
    return GoldReport(
        callaudit_version="1.0",
        policy="auto",
        style="as_written",
        rules_digest="sha256:" + "ab" * 32,
        models={},
        inputs={"lines.jsonl": "sha256:" + "cd" * 32},
        method=METHOD,
        groups={"lines": accuracy(cases)},
        mistakes=mistakes(cases),
    )


def alarm(said: str = SAID) -> GoldReport:
    case = line("=u1", texts=(said,)).model_copy(
        update={"hits": (hit("insult_shame", "I-1", turns=(0,), quotes=(said,)),)}
    )
    return report(case, line("u2", gold="threat_vague"))


def test_a_number_is_shown_with_its_interval():
    assert shown(Estimate(value=0.914, low=0.8, high=0.956)) == "0.91 (0.80–0.96)"
    assert shown(Estimate()) == "–"


def test_only_tables_with_rows_are_shown_the_summary_first():
    titles = [table.title for table in accuracy_tables(alarm())]
    assert titles == ["Accuracy", "By category", "By rule"]
    by_turn = accuracy_tables(report(call("c", gold=("tone@1",), found=("tone@1",))))
    assert "By turn" in [table.title for table in by_turn]


def test_every_row_has_a_cell_for_every_column():
    for table in (*accuracy_tables(alarm()), mistakes_table(alarm())):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_a_long_list_of_mistakes_says_how_many_are_not_shown():
    table = mistakes_table(alarm(), most=1)
    assert (len(table.rows), table.note) == (1, "… and 1 more")


def test_what_was_said_becomes_no_markup_and_no_cell():
    page = markdown(alarm())
    (row,) = [row for row in page.splitlines() if row.startswith("| =u1 |")]
    assert "<b>" not in page.replace("\\<b\\>", "")
    assert "\\[pay\\](x)" in row
    assert row.replace("\\|", "").count("|") == 8
    assert "\u202e" not in page
    assert "[U+202E]" in page.replace("\\", "")


def test_the_page_has_numbers_methods_and_inputs():
    page = markdown(alarm())
    assert "| threat_vague | 0 | 0 | 1 | – |" in page
    assert "Wilson score interval" in page
    assert "lines.jsonl (sha256:" + "cd" * 8 + ")" in page


def test_no_cell_of_the_csv_is_run_by_a_spreadsheet():
    rows = list(csv.DictReader(io.StringIO(misses_csv(alarm()))))
    assert tuple(rows[0]) == MISTAKE_FIELDS
    assert (rows[0]["case"], rows[0]["quote"]) == ("'=u1", f"'{SAID}")
    assert [row["turn"] for row in rows] == ["0", ""]
    assert rows[1] == {
        **dict.fromkeys(MISTAKE_FIELDS, ""),
        "case": "u2",
        "sort": "line",
        "kind": "miss",
        "category": "threat_vague",
    }


def test_without_mistakes_the_csv_has_its_header_and_the_page_says_none():
    perfect = report(line("u1", gold="tone", found="tone"))
    assert misses_csv(perfect) == ",".join(MISTAKE_FIELDS) + "\n"
    assert "None." in markdown(perfect)


def test_the_json_gives_the_report_back(tmp_path):
    told = alarm()
    write_accuracy(tmp_path, told)
    text = (tmp_path / "eval.json").read_text(encoding="utf-8")
    assert GoldReport.model_validate(json.loads(text)) == told
    assert {path.name for path in tmp_path.iterdir()} == {"eval.json", "eval.md", "misses.csv"}
