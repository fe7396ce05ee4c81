"""Places as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from callaudit.editor.positions import Ruler

TEXT = "a👩‍👧b\r\n\té\u2028z\rlast"

signs = st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n\t👩\u0301\u2028\x0b"))


@pytest.mark.parametrize(
    ("encoding", "character"),
    [("utf-8", 12), ("utf-16", 6), ("utf-32", 4)],
)
def test_a_family_is_as_long_as_the_editor_counts_it(encoding, character):
    place = Ruler(TEXT, encoding).at(TEXT.index("b"))
    assert place == types.Position(line=0, character=character)


def test_lines_end_where_an_editor_ends_them():
    ruler = Ruler(TEXT)
    assert ruler.at(TEXT.index("z")).line == 1
    assert ruler.at(TEXT.index("last")) == types.Position(line=2, character=0)


def test_a_place_behind_the_end_is_the_end():
    ruler = Ruler(TEXT)
    assert ruler.offset(types.Position(line=9, character=9)) == len(TEXT)
    assert ruler.offset(types.Position(line=2, character=99)) == len(TEXT)
    assert ruler.offset(types.Position(line=0, character=99)) == TEXT.index("\r\n")


def test_a_place_inside_a_character_is_its_beginning():
    assert Ruler(TEXT).offset(types.Position(line=0, character=2)) == 1


@given(text=st.text(signs), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_place_leads_back_to_its_offset(text, encoding):
    ruler = Ruler(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n" and text[offset : offset + 1] not in "\r\n":
            assert ruler.offset(ruler.at(offset)) == offset
