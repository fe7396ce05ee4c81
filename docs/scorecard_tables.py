"""Tables made from the shipped scorecards and the types they are read as."""

from callaudit.rulespec import default_rules
from callaudit.rulespec.scorecard import ScorecardSpec, load_scorecard, scorecard_names
from callaudit.rulespec.scorecard_diff import call_types_of, number
from docs.markdown import code, table


def cards() -> tuple[ScorecardSpec, ...]:
    """Return the shipped scorecards."""
    return tuple(load_scorecard(name) for name in scorecard_names(default_rules()))


def cards_table() -> str:
    """Return the shipped scorecards: what each asks, of which calls, and its bands."""
    rows = (
        (
            code(card.name),
            card.title,
            call_types_of(card),
            sum(len(section.rules) for section in card.sections) + len(card.bonus),
            ", ".join(f"{band.name} from {number(band.least)}" for band in card.bands),
        )
        for card in cards()
    )
    return table(("card", "what it asks", "for", "rules", "bands"), rows)


def sections_table() -> str:
    """Return the sections of each shipped card with weight, rules and what fails them."""
    rows = (
        (
            code(card.name),
            code(section.name),
            section.title,
            number(section.weight),
            len(section.rules),
            ", ".join(map(code, section.fails)),
        )
        for card in cards()
        for section in card.sections
    )
    head = ("card", "section", "what it asks", "weight", "rules", "a broken one leaves 0")
    return table(head, rows)
