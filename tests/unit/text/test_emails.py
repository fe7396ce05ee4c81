"""Mail addresses, written and spelt."""

import pytest

from callaudit.core.entity import EntityKind
from tests.unit.text.spoken import entity, values_of


@pytest.mark.parametrize(
    ("sentence", "value", "quote"),
    [
        ("use dana k at example dot com", "danak@example.com", "dana k at example dot com"),
        ("it's billing at north dash pier dot example dot org please",
         "billing@north-pier.example.org", "billing at north dash pier dot example dot org"),
        ("my email is d.kestrel@example.com, okay", "d.kestrel@example.com",
         "d.kestrel@example.com"),
        ("send it to dana dot kestrel at example dot net", "dana.kestrel@example.net",
         "dana dot kestrel at example dot net"),
        ("it's dana underscore k two two at example dot co dot uk", "dana_k22@example.co.uk",
         "dana underscore k two two at example dot co dot uk"),
        ("it's dana forty two at example dot com", "dana42@example.com",
         "dana forty two at example dot com"),
        ("Dana at example.com.", "dana@example.com", "Dana at example.com"),
        ("that's d-kestrel@mail.example.com", "d-kestrel@mail.example.com",
         "d-kestrel@mail.example.com"),
    ],
)  # fmt: skip
def test_a_mail_address(sentence: str, value: str, quote: str) -> None:
    found = values_of(f"customer: {sentence}")
    assert found == (entity(sentence, EntityKind.EMAIL, value, quote),)


@pytest.mark.parametrize(
    "sentence",
    [
        "look at the site example dot com",
        "I'm at work, dot the i",
        "we are at the office",
        "Visit us at www.example.com.",
        "look at it. Com is short for company",
        "meet me at noon",
    ],
)
def test_no_mail_address(sentence: str) -> None:
    assert EntityKind.EMAIL not in {found.kind for found in values_of(f"agent: {sentence}")}
