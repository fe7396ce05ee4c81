"""Interrupts in tests, wherever the tests themselves run."""

import signal


def hear_interrupts() -> None:
    """Let a child process be interrupted.

    Tests that a shell runs in the background inherit an ignored SIGINT, and so would the child.
    For `subprocess.Popen(preexec_fn=…)`.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
