"""Names of slots as scripts write them, each read back as what it was offered for."""

from pathlib import Path

import pytest
from lsprotocol import types

from callaudit.editor.completion import completions_at
from callaudit.editor.judge import Document, Judged
from callaudit.editor.positions import Ruler
from callaudit.editor.slot_style import SlotStyle, style_of, usual_style
from callaudit.scripts.read import read_script
from callaudit.scripts.slot_names import MEANINGS

STYLES = ("invoice number", "Invoice Number", "INVOICE_NUMBER", "invoice_number", "InvoiceNumber")
BRACKETS = (("[", "]"), ("{{", "}}"), ("{", "}"), ("<", ">"), ("${", "}"), ("«", "»"), ("(", ")"))


def offered(text: str) -> list[types.CompletionItem]:
    """What is offered at the sign ¦ of a Markdown script."""
    at = text.index("¦")
    text = text.replace("¦", "")
    file = read_script(text.encode(), path="voicemail.md")
    judged = Judged(Document("untitled:1", text, "markdown", Path("voicemail.md")), file)
    ruler = Ruler(text)
    return completions_at(judged, ruler.at(at), ruler)


def taken(text: str, item: types.CompletionItem) -> str:
    """The text after an item is taken."""
    text = text.replace("¦", "")
    assert isinstance(item.text_edit, types.TextEdit)
    start, end = (
        Ruler(text).offset(place)
        for place in (item.text_edit.range.start, item.text_edit.range.end)
    )
    return text[:start] + item.text_edit.new_text + text[end:]


@pytest.mark.parametrize("example", STYLES)
@pytest.mark.parametrize(("opening", "closing"), BRACKETS)
def test_every_name_is_read_as_what_it_was_offered_for(opening, closing, example):
    other = f"{opening}{example}{closing}"
    text = f"# Voicemail\n\nAgent: It is about {other}, and {opening}¦, thank you.\n"
    kinds = []
    for item in offered(text):
        (script,) = read_script(taken(text, item).encode(), path="voicemail.md").scripts
        assert len(script.slots) == 2
        kinds.append(script.slots[1].kind)
    assert kinds == [meaning.kind for meaning in MEANINGS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agent: call [¦", "Agent: call [phone number]"),
        ("Agent: call [¦] now", "Agent: call [phone number] now"),
        ("Agent: call [pho¦ne]", "Agent: call [phone number]"),
        ("Agent: call {{ ¦ }}", "Agent: call {{ phone number }}"),
        ("Agent: call {{¦}", "Agent: call {{phone number}}}"),
        ("Agent: [Your Name], call [¦]", "Agent: [Your Name], call [Phone Number]"),
        ("Agent: (insert name), call (¦)", "Agent: (insert name), call (insert phone number)"),
    ],
)
def test_what_is_taken_replaces_the_name_and_closes_what_is_open(text, expected):
    item = next(one for one in offered(text) if one.label.lower().endswith("phone number"))
    assert taken(text, item) == expected


@pytest.mark.parametrize("text", ["Agent: call¦", "Agent: [name] call¦", "Agent: [a] (b) ¦"])
def test_nothing_is_offered_outside_brackets(text):
    assert offered(text) == []


def test_what_a_call_must_contain_is_offered_first():
    items = sorted(offered("Agent: [¦"), key=lambda item: item.sort_text or "")
    assert [item.label for item in items[:3]] == ["your name", "company name", "contact name"]


@pytest.mark.parametrize("example", [*STYLES, "insert the invoice number", "invoice-number"])
def test_a_style_writes_its_own_example_again(example):
    assert style_of(example).written("invoice number") == example


def test_names_of_several_words_tell_the_style():
    assert usual_style(["name", "amount", "Due_Date"]).written("due date") == "Due_Date"
    assert usual_style([]) == SlotStyle()
