# ruff: noqa: T201  prints its table
"""How long `callaudit lint` takes on a script of 200 lines, beside proselint on the same file.

    python benchmarks/lint.py [--proselint PATH]

Cold is a whole process, with the compiled rules in the cache as after any earlier run; first is the
one run that compiles them. Warm is one file again in the same process, as an editor does it. The
byte code of all modules is compiled beforehand, as `pip install` leaves it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

LINES = 200
RUNS = 5

ROOT = Path(__file__).parents[1]

PART = """## Part {0}

Note: part {0} may be left out where the customer is in a hurry.

Agent: Thank you for taking the call, [contact name]. It is about invoice [invoice number].
Customer: All right.
Agent: The amount is [amount], and it was due on [due date]. Did the invoice reach you?
Customer: Yes, I have it here.
Agent: Is there anything about the work that we should know of?

"""


def script() -> str:
    """Return an invented script of exactly `LINES` lines with a branch at the end."""
    head = "---\ntype: second_attempt\nparty: first\n---\n\n# Second attempt\n\n"
    tail = "If the customer agrees:\n    Agent: Can you pay by [payment date]?\nOtherwise:\n"
    tail += "    Agent: I'll put it on hold and call you on [agreed date].\n"
    lines = head.splitlines()
    number = 1
    while len(lines) < LINES - len(tail.splitlines()):
        lines += PART.format(number).splitlines()
        number += 1
    return "\n".join([*lines[: LINES - len(tail.splitlines())], tail])


def timed(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Return wall and processor seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, env=env, check=False, capture_output=True)
    wall = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent


def warm_ms(path: Path, cache: Path) -> float:
    """Return the median milliseconds of one more reading and judging of the file."""
    from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
    from callaudit.rulespec import default_rules
    from callaudit.scripts.read import read_script

    linter = ScriptLinter(LintSettings(rules=default_rules(), cache=cache))
    taken = []
    for _ in range(RUNS * 4):
        begun = time.perf_counter()
        linter.lint(read_script(path.read_bytes(), path=path.name))
        taken.append(1000 * (time.perf_counter() - begun))
    return median(taken[2:])


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--proselint", help="The command to compare with.")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, cache = Path(folder) / "script.md", Path(folder) / "cache"
        path.write_text(script(), encoding="utf-8")
        env = {
            **os.environ,
            "CALLAUDIT_CACHE": str(cache),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-m", "callaudit", "lint", str(path)]
        timed(command, {**env, "CALLAUDIT_CACHE": str(Path(folder) / "other")})
        load = os.getloadavg()[0]
        print(f"{len(script().splitlines())} lines; {os.cpu_count()} cores, load {load:.1f}")
        print("first run: {:.2f} s wall, {:.2f} s processor".format(*timed(command, env)))
        cold = [timed(command, env) for _ in range(RUNS)]
        walls, spent = zip(*cold, strict=True)
        print(f"cold: {median(walls):.2f} s wall, {median(spent):.2f} s processor")
        print(f"warm: {warm_ms(path, cache):.0f} ms")
        if chosen.proselint:
            timed([chosen.proselint, "check", str(path)], env)
            runs = [timed([chosen.proselint, "check", str(path)], env) for _ in range(RUNS)]
            walls, spent = zip(*runs, strict=True)
            print(f"proselint: {median(walls):.2f} s wall, {median(spent):.2f} s processor")


if __name__ == "__main__":
    main()
