"""Write `calls.docx`: two scripts as an office writes them, with styles, a table and a comment."""

from pathlib import Path

from docx import Document

HERE = Path(__file__).parent


def main() -> None:
    """Write the file beside this one."""
    document = Document()
    document.add_heading("Voicemail, first attempt", 1)
    document.add_paragraph("Note: leave it between nine and five.")
    document.add_paragraph(
        "Hello (insert contact name), this is (insert your name) from (insert company name). "
        "Please give me a call back at (insert phone number). Again, that is "
        "(insert phone number). Thank you."
    )
    document.add_heading("Second attempt", 1)
    table = document.add_table(rows=0, cols=2)
    for who, said in (
        ("Agent", "Hello, this is (your name) from (company name). Is this (contact name)?"),
        ("Customer", "Yes."),
        ("Agent", "It is about invoice (invoice number), (amount), due on (due date)."),
        ("Agent", "If you don't pay by (payment date), I'll tell your boss about it."),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = who, said
    document.save(str(HERE / "calls.docx"))


if __name__ == "__main__":
    main()
