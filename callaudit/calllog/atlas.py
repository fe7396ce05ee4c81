"""The places of ZIP codes, area codes and states, from a small table that lies beside this file.

The library behind it takes 0.8 s to unpack in every process. `python -m callaudit.calllog.atlas`
writes the table anew from the library; a test proves that both say the same.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from callaudit.calllog.zones import clocks, zone_name

TABLE = Path(__file__).with_name("atlas.tsv.gz")


class ZipCode(NamedTuple):
    """Where a ZIP code lies; `zone` is None for military mail, which has no place."""

    state: str
    zone: str | None
    county: str | None


class AreaCode(NamedTuple):
    """The state an area code belongs to, and every clock in it."""

    state: str
    zones: tuple[str, ...]


class Atlas(NamedTuple):
    """Every ZIP code as its line of the table, every area code, and the clocks of every state."""

    zip_lines: dict[str, str]
    area_codes: dict[str, AreaCode]
    states: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    """Return the table, which is read at the first question, in hundredths of a second."""
    return read_lines(gzip.decompress(TABLE.read_bytes()).decode("utf-8").splitlines())


@lru_cache(maxsize=4096)
def zip_code(code: str) -> ZipCode | None:
    """Return where a ZIP code of five or nine digits lies; None if there is no such code."""
    line = atlas().zip_lines.get(code[:5])
    if line is None:
        return None
    state, zone, county = line.split("\t")
    return ZipCode(state, zone or None, county or None)


def read_lines(lines: Iterable[str]) -> Atlas:
    """Sort the lines of the table by what they are about."""
    found = Atlas({}, {}, {})
    for line in lines:
        name, _, rest = line.partition("\t")
        if len(name) == 5:
            found.zip_lines[name] = rest
        elif len(name) == 3:
            state, *zones = rest.split("\t")
            found.area_codes[name] = AreaCode(state, tuple(zones))
        else:
            found.states[name] = tuple(rest.split("\t"))
    return found


def lines_of_library() -> list[str]:
    """Return the table as the library has it: a line a ZIP code, area code and state, sorted.

    ZIP codes at a border list their neighbour's area codes too; an area code belongs to one
    state, so only the ZIP codes of the state that most of its ZIP codes lie in count.
    """
    import zipcodes

    lines: list[str] = []
    states: dict[str, set[str]] = defaultdict(set)
    by_code: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in zipcodes.filter_by():  # type: ignore[no-untyped-call]
        state, zone = entry["state"], zone_name(entry["timezone"] or "")
        told = clocks((zone,))[0] if zone else ""
        lines.append("\t".join((entry["zip_code"], state, told, entry["county"] or "")))
        if zone is None or entry["country"] != "US":
            continue
        states[state].add(zone)
        for code in entry["area_codes"]:
            by_code[code][state].add(zone)
            homes[code][state] += 1
    for code, counted in homes.items():
        home = counted.most_common(1)[0][0]
        lines.append("\t".join((code, home, *clocks(by_code[code][home]))))
    lines += ["\t".join((state, *clocks(zones))) for state, zones in states.items()]
    return sorted(lines)


def write_table() -> None:
    """Write the table from the library: the same library gives the same bytes."""
    text = "\n".join(lines_of_library()) + "\n"
    TABLE.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    write_table()
