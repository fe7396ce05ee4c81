"""`callaudit models`: which models there are, whether they are whole, where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from callaudit.core.errors import ModelError

if TYPE_CHECKING:
    from rich.console import Console

    from callaudit.asr.manifest import KnownModel

app = typer.Typer(
    name="models",
    help="Models for speech and language: list, verify, pull, path.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_BAD_INPUT = 2
_Name = Annotated[str, typer.Argument(help="A name from `callaudit models list`.", metavar="NAME")]


@app.command("list")
def list_models() -> None:
    """Show the known models and where each one was found."""
    from rich.table import Table

    from callaudit.asr.manifest import load_manifest

    table = Table("name", "what for", "licence", "revision")
    table.add_column("found in", overflow="fold")
    for model in load_manifest().models:
        found = _found(model, again=False)
        table.add_row(model.name, model.use, model.licence, model.revision[:12], found[1])
    _console().print(table)


@app.command()
def verify(
    name: Annotated[str | None, typer.Argument(help="One model; all of them if left out.")] = None,
) -> None:
    """Read every file of the models and compare digests; exit 2 if one is missing or wrong."""
    console = _console()
    whole = True
    for model in _chosen(name):
        good, told = _found(model, again=True)
        whole = whole and good
        console.print(f"{model.name}: {'verified in ' + told if good else told}", highlight=False)
    if not whole:
        raise typer.Exit(_BAD_INPUT)


@app.command()
def pull(name: _Name) -> None:
    """Download a model from the hub and verify it. The only command that uses the network."""
    from callaudit.asr.download import pull_model

    console = _console()
    try:
        model = pull_model(name)
    except ModelError as error:
        _fail(error)
    console.print(f"{model.name}: verified in {model.folder}", highlight=False)


@app.command()
def path(name: _Name) -> None:
    """Print the folder of a model, after verifying it."""
    from callaudit.asr.sources import find_model

    try:
        model = find_model(name)
    except ModelError as error:
        _fail(error)
    typer.echo(model.folder)


def _chosen(name: str | None) -> tuple[KnownModel, ...]:
    from callaudit.asr.manifest import load_manifest

    manifest = load_manifest()
    if name is None:
        return manifest.models
    model = manifest.find(name)
    if model is None:
        names = ", ".join(one.name for one in manifest.models)
        _fail(ModelError(f"no model '{name}' in the list: there are {names}"))
    return (model,)


def _found(model: KnownModel, *, again: bool) -> tuple[bool, str]:
    from callaudit.asr.sources import find_model

    try:
        found = find_model(model.name, again=again)
    except ModelError as error:
        return False, str(error)
    return True, f"{found.folder} ({found.source})"


def _console() -> Console:
    from rich.console import Console

    return Console(soft_wrap=True)


def _fail(error: ModelError) -> NoReturn:
    typer.echo(f"callaudit: {error}", err=True)
    raise typer.Exit(_BAD_INPUT)
