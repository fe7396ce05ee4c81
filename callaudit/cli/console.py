"""Where every line is printed: results to standard output, news and errors to standard error."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@cache
def out() -> "Console":
    """Return the console of results."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    return console if console.is_terminal else Console(highlight=False, soft_wrap=True, width=160)


@cache
def err() -> "Console":
    """Return the console of progress, news and errors."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def show_path(path: Path) -> None:
    """Print a path that was written."""
    out().print(str(path), markup=False)


def show_document(text: str) -> None:
    """Print a whole document as it is, in UTF-8 whatever the terminal thinks it can show."""
    import sys

    sys.stdout.flush()
    data = inert(text).encode("utf-8", errors="replace")
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        stream.write(data)
        stream.flush()


def show_patch(text: str) -> None:
    """Print a patch byte for byte, so that it can be applied; on a terminal, made harmless."""
    import sys

    stream = getattr(sys.stdout, "buffer", None)
    if stream is None or sys.stdout.isatty():
        show_document(text)
        return
    sys.stdout.flush()
    stream.write(text.encode("utf-8", errors="replace"))
    stream.flush()


def show_error(message: str) -> None:
    """Print an error that the user can mend."""
    err().print(f"error: {inert(message)}", style="red", markup=False)


def show_news(message: str) -> None:
    """Print a sentence about the input."""
    err().print(inert(message), markup=False)


def inert(text: str) -> str:
    """Return text whose control characters a terminal shows instead of obeying them.

    File names and call logs are written by others; so may be what steers a terminal.
    """
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text)
