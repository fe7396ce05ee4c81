"""The head of a text file: YAML between two lines of `---`."""

import re

import yaml

from callaudit.core.errors import Fault

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)(?:^|\n)---[ \t]*(?:\r?\n|\r|\Z)", re.DOTALL
)


def split_front_matter(
    text: str, *, path: str
) -> tuple[dict[str, object], dict[str, int], int, tuple[Fault, ...]]:
    """Return the keys, the line of each, the offset of the text after them, and faults."""
    found = _FRONT.match(text)
    if found is None:
        return {}, {}, 0, ()
    try:
        keys = yaml.safe_load(found["yaml"]) or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        told = str(getattr(error, "problem", None) or error).splitlines()[0]
        fault = Fault(path=path, line=line, field="front matter", message=f"is no YAML: {told}")
        return {}, {}, found.end(), (fault,)
    if not isinstance(keys, dict):
        # Two rulers around a paragraph, not a head.
        return {}, {}, 0, ()
    lines = {
        key: number
        for number, line in enumerate(found["yaml"].splitlines(), start=2)
        if (key := line.partition(":")[0].strip()) in keys
    }
    return {str(key): value for key, value in keys.items()}, lines, found.end(), ()
