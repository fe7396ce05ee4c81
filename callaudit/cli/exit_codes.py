"""Exit codes of every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's end means to a script."""

    CLEAN = 0
    """Nothing found."""
    FINDINGS = 1
    """Findings at or above `--fail-on`."""
    BAD_INPUT = 2
    """The command line, or a file it named, is wrong."""
    CALLS_FAILED = 3
    """Some calls could not be audited; the others are done."""
    INTERRUPTED = 130
    """What was done is kept; the same command goes on from there."""
