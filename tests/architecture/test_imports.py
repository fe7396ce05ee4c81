"""Who may import whom, and what a short command must not load."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "callaudit"

HEAVY = ("av", "ctranslate2", "faster_whisper", "numpy", "onnxruntime", "pandas", "spacy")

PRINT_HEAVY_AFTER_HELP = """
import json, sys
from callaudit.cli.main import app
app(sys.argv[1:], standalone_mode=False)
print("LOADED " + json.dumps(sorted(set(sys.modules))))
"""


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def modules_loaded_by(*command: str) -> set[str]:
    done = run_python("-c", PRINT_HEAVY_AFTER_HELP, *command)
    assert done.returncode == 0, done.stderr
    *shown, last = done.stdout.splitlines()
    assert any("Usage" in line for line in shown), done.stdout
    return set(json.loads(last.removeprefix("LOADED ")))


def imported_names(module: Path) -> set[str]:
    """The full names of what a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: import by the full name"
            names.add(node.module or "")
    return names


def test_layers_and_doors_are_respected() -> None:
    done = run_python(
        "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_core_imports_only_the_standard_library_and_pydantic() -> None:
    allowed = {*sys.stdlib_module_names, "pydantic"}
    foreign = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in sorted((PACKAGE / "core").rglob("*.py"))
        for name in imported_names(module)
        if name.split(".")[0] not in allowed and not name.startswith("callaudit.core")
    }
    assert foreign == set()


@pytest.mark.parametrize(
    "command",
    [("--help",), ("audit", "--help"), ("rules", "--help")],
    ids=" ".join,
)
def test_help_loads_no_heavy_library(command: tuple[str, ...]) -> None:
    assert modules_loaded_by(*command).intersection(HEAVY) == set()
