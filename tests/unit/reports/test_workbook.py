"""Sheets that hold what was said as text, whatever was said, within what a workbook may hold."""

import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from callaudit.reports import workbook as sheets
from callaudit.reports.workbook import cell_text, workbook

MADE = datetime(2026, 8, 3, 9, 30)
HOSTILE = ("=1+1", "+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://example.com/a")
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def written(path, frame, **options):
    with workbook(path, title="=1+1", made=MADE) as book:
        book.table("Quotes", frame, **options)
    return path


def quotes(texts, **columns):
    return pd.DataFrame({"quote": pd.array(list(texts), dtype="string")} | columns)


def test_what_looks_like_a_formula_stays_text(tmp_path) -> None:
    path = written(tmp_path / "book.xlsx", quotes(HOSTILE))
    sheet = openpyxl.load_workbook(path)["Quotes"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [cell_text(text) for text in HOSTILE]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


@pytest.mark.slow
def test_libreoffice_shows_formulas_as_text_and_follows_links(tmp_path) -> None:
    if SOFFICE is None:
        pytest.skip("no LibreOffice on this machine: apt-get install libreoffice-calc")
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit" / "report.html").write_text("<p id='c1-t4'>here</p>", encoding="utf-8")
    (tmp_path / "out").mkdir()
    frame = quotes(HOSTILE, link=["../audit/report.html#c1-t4"] * len(HOSTILE))
    path = written(tmp_path / "out" / "book.xlsx", frame)
    profile = (tmp_path / "profile").as_uri()
    for kind in ("csv", "fods"):
        subprocess.run(
            [SOFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, path],
            cwd=tmp_path / "out",
            check=True,
            capture_output=True,
            timeout=300,
        )
    text = (tmp_path / "out" / "book.csv").read_text(encoding="utf-8")
    assert "=1+1,open" in text
    assert "@SUM(A1),open" in text
    opened = (tmp_path / "out" / "book.fods").read_text(encoding="utf-8")
    assert "table:formula" not in opened
    assert set(re.findall(r'xlink:href="([^"]+\.html[^"]*)"', opened)) == {
        "../audit/report.html#c1-t4"
    }


def test_every_sort_of_value_keeps_its_sort(tmp_path) -> None:
    frame = pd.DataFrame(
        {
            "call_id": pd.array(["m1", "m2"], dtype="string"),
            "day": [date(2026, 8, 3), None],
            "major": pd.array([2, None], dtype="Int64"),
            "share": [0.25, float("nan")],
            "failed": pd.array([True, None], dtype="boolean"),
        }
    )
    sheet = openpyxl.load_workbook(written(tmp_path / "book.xlsx", frame))["Quotes"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["call id", "day", "major", "share", "failed"],
        ["m1", datetime(2026, 8, 3), 2, 0.25, True],
        ["m2", None, None, None, None],
    ]
    assert sheet["D2"].number_format == "0.0%"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_links_are_relative_and_end_in_the_moment(tmp_path) -> None:
    frame = quotes(["a", "b"], link=["../a%20b/report.html#c2-t1", ""])
    sheet = openpyxl.load_workbook(written(tmp_path / "book.xlsx", frame))["Quotes"]
    link = sheet["B2"].hyperlink
    assert (link.target, link.location) == ("..\\a%20b\\report.html", "c2-t1")
    assert sheet["B2"].value == "open"
    assert sheet["B3"].value is None


def test_more_links_than_excel_allows_are_text(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sheets, "MOST_LINKS", 2)
    frame = quotes("abcd", link=[f"report.html#c{n}" for n in range(4)])
    sheet = openpyxl.load_workbook(written(tmp_path / "book.xlsx", frame))["Quotes"]
    values = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert values == ["open", "open", "report.html#c2", "report.html#c3"]


def test_a_link_longer_than_excel_allows_is_text(tmp_path) -> None:
    long = f"{'x' * 3000}/report.html"
    sheet = openpyxl.load_workbook(written(tmp_path / "book.xlsx", quotes(["a"], link=[long])))[
        "Quotes"
    ]
    assert (sheet["B2"].value, sheet["B2"].hyperlink) == (long, None)


def test_more_rows_than_a_sheet_holds_go_to_another(tmp_path) -> None:
    path = written(tmp_path / "book.xlsx", quotes("abcde"), most_rows=2)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Quotes", "Quotes 2", "Quotes 3"]
    held = [[row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in book]
    assert held == [["a", "b"], ["c", "d"], ["e"]]


def test_a_table_without_rows_is_a_sheet_with_a_header(tmp_path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "book.xlsx", quotes([])))["Quotes"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["quote"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("pay\u202edlot", "pay[U+202E]dlot"),
        ("half \ud800 a pair", "half [U+D800] a pair"),
        ("two\nlines", "two\nlines"),
        ("y" * 40_000, "y" * 32_766 + "…"),
    ],
    ids=["control", "direction", "surrogate", "lines", "length"],
)
def test_a_cell_shows_what_would_steer_it(text, shown) -> None:
    assert cell_text(text) == shown


def test_the_same_tables_make_the_same_workbook(tmp_path) -> None:
    one = written(tmp_path / "one.xlsx", quotes("ab"))
    other = written(tmp_path / "other.xlsx", quotes("ab"))
    assert one.read_bytes() == other.read_bytes()


def test_a_workbook_that_fails_leaves_the_old_one_and_nothing_else(tmp_path) -> None:
    path = written(tmp_path / "book.xlsx", quotes("a"))
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), workbook(path, title="", made=MADE):
        raise ZeroDivisionError
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]
