"""Spellings of one name agree; names that only resemble each other do not."""

import pytest

from callaudit.text.name_sound import is_said_as, is_same_word, key_of

SPELLINGS = """Kathryn/Catherine Jon/John Hernandes/Hernandez Cory/Corey Tamson/Tamsin
Steven/Stephen Filipa/Philippa Devryn/Devrin Jonathon/Jonathan Alison/Allyson Ann/Anne Sara/Sarah
Debra/Deborah Katie/Katy Brian/Bryan Kristin/Kristen Thompson/Thomson Allen/Alan Erik/Eric
Karl/Carl Mark/Marc Phillip/Philip Lindsey/Lindsay Rodrigues/Rodriguez Jean/Gene Tomas/Thomas
Antony/Anthony Lewis/Louis Reed/Reid Smyth/Smith Kathy/Cathy Barbra/Barbara Margret/Margaret
Stuart/Stewart Geoffrey/Jeffrey Kowalsky/Kowalski Tracey/Tracy Neal/Neil Mabrie/Mabry""".split()

NAMES = """Colleen/Colin Mabley/Mabry Denise/Dennis Carol/Carl Danielle/Daniel Erica/Eric
Joan/Jean Dana/Dina Hannah/Anna Mary/Marie Martine/Martin Christine/Kristin Maria/Mary
Haines/Hayne Gordon/Jordan Kim/Tim March/Marsh Ellen/Alan Brett/Brad Don/Dan Leonardo/Leonard
Jan/Jane Paula/Paul Sutton/Sutter Hayes/Hughes Wanda/Wendy Louise/Luis Parker/Barker Lunt/Lund
Becker/Baker Alicia/Alice Julie/Julia Stanley/Stan Rose/Rosa Millard/Miller Carl/Carla""".split()


@pytest.mark.parametrize("pair", SPELLINGS)
def test_one_name_may_be_spelt_in_several_ways(pair: str) -> None:
    heard, registered = pair.split("/")
    assert is_same_word(heard, registered)
    assert is_same_word(registered, heard)


@pytest.mark.parametrize("pair", NAMES)
def test_names_that_resemble_each_other_are_several(pair: str) -> None:
    heard, registered = pair.split("/")
    assert not is_same_word(heard, registered), key_of(heard)


@pytest.mark.parametrize(
    "spoken", ["Colin Mabry", "Mr. Mabrie", "Colin", "colin mabrie", "Collin Mabry"]
)
def test_a_part_of_a_name_is_the_name(spoken: str) -> None:
    assert is_said_as(spoken, "Colin Mabry")


@pytest.mark.parametrize("spoken", ["Colleen Mabley", "Colin Mabley", "Colleen", "Mr.", ""])
def test_every_word_of_a_name_must_be_said(spoken: str) -> None:
    assert not is_said_as(spoken, "Colin Mabry")


@pytest.mark.parametrize("spoken", ["River Bend Motors", "Riverbend", "Riverband Motors"])
def test_a_company_is_the_same_however_its_words_are_cut(spoken: str) -> None:
    assert is_said_as(spoken, "Riverbend Motors")
    assert not is_said_as("Riverbed Motors", "Riverbend Motors")


def test_an_and_is_the_same_however_it_is_written() -> None:
    assert is_said_as("hazel and finch", "Hazel & Finch Dental")
