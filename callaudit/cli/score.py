"""`callaudit score`: show scorecards, compare them, and try one on past audits."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from callaudit.cli.rules import RulesOption

if TYPE_CHECKING:
    from callaudit.rulespec.scorecard import ScorecardSpec

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Show scorecards, compare them, try one on past audits.",
)

_CARD_HELP = "compliance, quality, voicemail, or a YAML file."


class TryFormat(StrEnum):
    """How a preview is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@app.command()
def show(
    card: Annotated[
        str | None, typer.Argument(help=f"{_CARD_HELP} Without it, all are listed.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Show a scorecard: its sections, rules and weights, what fails a call, its bands.

    For example:

        callaudit score show

        callaudit score show compliance
    """
    from callaudit.cli.show_score import show_card, show_cards
    from callaudit.rulespec import default_rules
    from callaudit.rulespec.scorecard import scorecard_names

    if card is not None:
        show_card(_card(card, rules))
        return
    names = scorecard_names(rules or default_rules())
    show_cards([_card(name, rules) for name in names])


@app.command()
def diff(
    card: Annotated[str, typer.Argument(help=_CARD_HELP)],
    other: Annotated[str, typer.Argument(help="The card to compare it with.")],
    rules: RulesOption = None,
) -> None:
    """Show what differs between two scorecards, or two versions of one.

    Example: callaudit score diff compliance my_compliance.yaml
    """
    from callaudit.cli.show_score import show_difference
    from callaudit.rulespec.scorecard_diff import differences

    left, right = _card(card, rules), _card(other, rules)
    show_difference((left, right), differences(left, right))


@app.command("try")
def try_card(
    card: Annotated[str, typer.Argument(help="The edited scorecard: a YAML file, or a name.")],
    audits: Annotated[
        list[Path],
        typer.Argument(help="Output folders of audits, or audit.jsonl files.", show_default=False),
    ],
    against: Annotated[
        str | None,
        typer.Option(help="The scorecard now in use; without it, the shipped one of that name."),
    ] = None,
    output: Annotated[
        TryFormat, typer.Option("--format", help="How to print it; csv has one row a call.")
    ] = TryFormat.TEXT,
    rules: RulesOption = None,
) -> None:
    """Say what an edited scorecard would change on past audits; nothing is audited again.

    Old and new total and band of each call, who moves between bands, and the means of each
    collector. Both cards are worked out from the verdicts that the audits hold; a call that
    stands in several audits counts once, as the latest judged it.

    For example:

        callaudit score try my_quality.yaml audit_may audit_june

        callaudit score try house.yaml audit_june --against quality --format csv

    Exit codes: 0 done, 2 wrong input, 130 interrupted.
    """
    from callaudit.cli.show_score import as_csv, as_json, show_preview
    from callaudit.reports.archive import read_archive
    from callaudit.scoring.card_preview import preview

    new = _card(card, rules)
    old = _in_use(new, against, rules)
    archive = read_archive(audits)
    found = preview(archive, old, new)
    if output is TryFormat.TEXT:
        show_preview(found, (old, new), failed=int((archive.calls["status"] == "failed").sum()))
        return
    from callaudit.cli.console import show_document

    show_document(as_csv(found) if output is TryFormat.CSV else as_json(found, (old, new)))


def _card(name: str, rules: Path | None) -> "ScorecardSpec":
    from callaudit.rulespec.scorecard import load_scorecard

    return load_scorecard(name, rules=rules)


def _in_use(new: "ScorecardSpec", against: str | None, rules: Path | None) -> "ScorecardSpec":
    """Return the card that an edited one is compared with."""
    from callaudit.core.errors import UserError
    from callaudit.rulespec import default_rules
    from callaudit.rulespec.scorecard import scorecard_names

    names = scorecard_names(rules or default_rules())
    if against is None and new.name not in names:
        told = f"no shipped scorecard is called {new.name}: name the one in use with --against"
        raise UserError(f"{told}; there are: {', '.join(names)}")
    old = _card(against or new.name, rules)
    if old.digest == new.digest:
        told = "so nothing can change: name an edited file, or another with --against"
        raise UserError(f"both scorecards are {old.name} {old.version} ({old.digest[:15]}), {told}")
    return old
