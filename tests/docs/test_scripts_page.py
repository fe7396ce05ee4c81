"""What docs/scripts.md tells people to put into their editors and repositories, really done."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import callaudit
from callaudit.editor.judge import ENDINGS
from callaudit.scripts.read import SUFFIXES
from tests.docs.pages import ROOT, fences, section

PAGE = ROOT / "docs" / "scripts.md"
SARIF_SCHEMA = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"
PLACE = "https://github.com/your-organisation/callaudit"
VERSION = f"v{callaudit.__version__}"

ARREST = "FDCPA-1692e4-arrest"
GOOD = (
    "# Voicemail\n\nHi [name], this is [your name] with [company]. "
    "Please call me back at [phone number]. Thank you.\n"
)
BAD = GOOD.replace("Thank you.", "Or you will be arrested. Thank you.")


def block(language: str, sign: str) -> str:
    """The block of the page in a language that holds a sign."""
    (found,) = [f.text for f in fences(PAGE) if f.language == language and sign in f.text]
    return found


def run(*command: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who commits, whose git finds the repository of the page here."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {
        "GIT_AUTHOR_NAME": "Ana",
        "GIT_AUTHOR_EMAIL": "ana@larkspur.example",
        "GIT_COMMITTER_NAME": "Ana",
        "GIT_COMMITTER_EMAIL": "ana@larkspur.example",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": f"url.{(tmp_path / 'published').as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": PLACE,
        "GIT_CONFIG_KEY_1": "init.defaultBranch",
        "GIT_CONFIG_VALUE_1": "main",
        "PRE_COMMIT_HOME": str(tmp_path / "hooks"),
        "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
    }


@pytest.fixture
def published(tmp_path: Path, environment: dict[str, str]) -> Path:
    """This very tree as a git repository with a release."""
    folder = tmp_path / "published"
    left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("callaudit", "rules", "models"):
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "One"], ["tag", VERSION]):
        done = run("git", *words, cwd=folder, env=environment)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def scripts(tmp_path: Path, environment: dict[str, str]) -> Path:
    """A repository with a folder of scripts, one of them bad."""
    folder = tmp_path / "client"
    (folder / "scripts").mkdir(parents=True)
    (folder / "scripts" / "voicemail.md").write_text(BAD)
    (folder / "scripts" / "logo.png").write_bytes(b"\x89PNG\r\n")
    (folder / "scripts" / "package.json").write_text('{"name": "no script"}\n')
    assert run("git", "init", "-q", cwd=folder, env=environment).returncode == 0
    return folder


def test_the_editors_start_the_server_for_what_it_reads():
    code = json.loads(block("json", "glspc"))
    assert [code["glspc.server.command"], *code["glspc.server.commandArguments"]] == [
        "callaudit",
        "lsp",
    ]
    helix = tomllib.loads(block("toml", "language-server"))
    server = helix["language-server"]["callaudit"]
    assert [server["command"], *server["args"]] == ["callaudit", "lsp"]
    lua = block("lua", "vim.lsp")
    assert re.findall(r'cmd = \{ "(\w+)", "(\w+)" \}', lua) == [("callaudit", "lsp")]
    vim = re.findall(r'"(\w+)"', re.findall(r"filetypes = \{(.*?)\}", lua)[0])
    languages = {
        *code["glspc.server.languageId"],
        *vim,
        *(one["name"] for one in helix["language"]),
    }
    assert languages <= set(ENDINGS)


def test_the_page_names_the_release_that_this_is():
    named = re.findall(r"your-organisation/callaudit(?:@|\n +rev: )(v[\d.]+\d)", PAGE.read_text())
    assert named == [VERSION] * 3


def test_the_hook_takes_every_sort_of_script():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    sorts = {suffix for suffix in SUFFIXES if re.search(hook["files"], f"scripts/a{suffix}")}
    assert sorts == SUFFIXES
    assert not re.search(hook["files"], "scripts/a.png")


@pytest.mark.slow
def test_a_commit_with_a_bad_script_is_refused_and_one_with_a_good_one_passes(
    published, scripts, environment
):
    (scripts / ".pre-commit-config.yaml").write_text(block("yaml", "- id: callaudit-lint"))

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return run("git", *words, cwd=scripts, env=environment)

    installed = run(sys.executable, "-m", "pre_commit", "install", cwd=scripts, env=environment)
    assert installed.returncode == 0, installed.stderr
    git("add", ".")
    refused = git("commit", "-m", "Begin")
    assert refused.returncode == 1
    assert "scripts/voicemail.md:3:" in refused.stderr
    assert ARREST in refused.stderr
    assert "logo.png" not in refused.stderr
    assert git("rev-parse", "HEAD").returncode != 0

    (scripts / "scripts" / "voicemail.md").write_text(GOOD)
    git("add", ".")
    passed = git("commit", "-m", "Begin")
    assert passed.returncode == 0, passed.stderr
    assert re.search(r"lint collection scripts\.+Passed", passed.stderr)


@pytest.fixture
def runner(tmp_path: Path, environment: dict[str, str]) -> dict[str, str]:
    """A fresh Python as a runner has it; what callaudit needs is there already, callaudit is not.

    So that `pip install` builds and installs this tree, and fetches nothing.
    """
    home = tmp_path / "python"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    needed = tmp_path / "needed"
    needed.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "callaudit" not in entry.name:
            (needed / entry.name).symlink_to(entry)
    (site / "needed.pth").write_text(f"{needed}\n")
    return environment | {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_BUILD_ISOLATION": "1",
        "PYTHONPATH": "",
    }


def steps() -> list[dict[str, Any]]:
    """The steps of the page's workflow."""
    workflow = yaml.safe_load(block("yaml", "upload-sarif"))
    # YAML 1.1 takes the key `on` for true.
    assert set(workflow[True]) == {"pull_request", "push"}
    assert workflow["permissions"] == {"contents": "read", "security-events": "write"}
    (job,) = workflow["jobs"].values()
    return list(job["steps"])


@pytest.mark.slow
def test_the_workflow_uploads_what_it_finds_and_then_fails(published, scripts, runner):
    codes = {}
    uploaded = None
    for step in steps():
        if "run" in step:
            done = run("bash", "-e", "-c", step["run"], cwd=scripts, env=runner)
            codes[step["run"].split(" --format ")[-1].split()[0]] = done.returncode
            said = done.stdout + done.stderr
        elif "upload-sarif" in step["uses"]:
            uploaded = json.loads((scripts / step["with"]["sarif_file"]).read_text())
    assert codes == {"pip": 0, "sarif": 0, "github": 1}, said
    assert "::error file=scripts/voicemail.md,line=3," in said

    assert uploaded is not None
    jsonschema.validate(uploaded, json.loads(SARIF_SCHEMA.read_text()))
    results = uploaded["runs"][0]["results"]
    assert ARREST in {one["ruleId"] for one in results}
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in results]
    assert {place["uri"] for place in places} == {"scripts/voicemail.md"}


def test_every_part_of_where_people_work_is_told():
    told = section(PAGE, "## Where people work")
    for sign in ("--watch", "callaudit lsp", "pre-commit", "GitHub Action"):
        assert sign in told
