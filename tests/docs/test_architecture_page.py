"""The picture of the layers is the one that import-linter checks."""

import re
import tomllib

from tests.docs.pages import ROOT, read, section

PAGE = ROOT / "docs" / "architecture.md"


def checked_layers() -> list[set[str]]:
    """The layers of pyproject.toml, top first."""
    settings = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]
    layers = next(c["layers"] for c in settings["contracts"] if c["type"] == "layers")
    return [{name.strip() for name in layer.split("|")} for layer in layers]


def test_the_layers_of_the_page_are_those_that_are_checked() -> None:
    rows = re.findall(r"^\| (\d) \| `(\w+)` \|", section(PAGE, "## Layers"), re.MULTILINE)
    levels = sorted({int(level) for level, _ in rows}, reverse=True)
    shown = [{name for at, name in rows if int(at) == level} for level in levels]
    assert shown == checked_layers()


def test_every_package_has_its_place() -> None:
    packages = {path.parent.name for path in (ROOT / "callaudit").glob("*/__init__.py")}
    named = set(re.findall(r"^\| \d \| `(\w+)` \|", read(PAGE), re.MULTILINE))
    assert packages == named


def test_every_folder_and_module_that_the_page_names_is_there() -> None:
    named = re.findall(r"`([\w./]+(?:/|\.py))`", read(PAGE))
    lost = [n for n in named if not any((ROOT / top / n).exists() for top in ("", "callaudit"))]
    assert len(named) > 5
    assert lost == []
