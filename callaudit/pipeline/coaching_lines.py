"""Words of calls for coaching sheets: the sentence around a quote, and lines fit to be shared."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.core.private import MASK
from callaudit.text.name_words import AMBIGUOUS_NAMES, NO_NAME, WEEKDAYS_AND_MONTHS
from callaudit.text.names import find_names

if TYPE_CHECKING:
    from callaudit.reports.archive import Archive

LEAST_WORDS, MOST_WORDS = 4, 40
"""A colleague's line is long enough to be said by itself and short enough to be learnt."""

_CALL_ID = re.compile(r'"call_id":\s*("(?:[^"\\]|\\.)*")')
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.?!…]+[\"'”’)]*\s+")
_NUMBER = frozenset(
    "zero oh two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million first second third fourth fifth sixth seventh eighth ninth tenth "
    "twelfth fifteenth twentieth thirtieth dollars cents dot".split()
)
"""Spoken figures: of an account, a date or an amount; "one" is mostly no number."""

_BEFORE_A_NAME = re.compile(
    r"\b(?:(?:speak|speaking|talk|talking) (?:with|to)|(?:this|that|it) is|is this|i['’]?m|i am"
    r"|name is|name['’]s|mr\.?|mrs\.?|ms\.?|miss|hi|hello|hey|thanks|thank you),? ([^\W\d_]+)"
    r"|, ([^\W\d_]+)(?=[,.?!]|$)",
    re.IGNORECASE,
)
"""Where people are named or spoken to; what is no name there, `NO_NAME` lists."""

_CAPITALS = frozenset("i i'm i'll i've i'd i’m i’ll i’ve i’d ok okay".split()) | (
    WEEKDAYS_AND_MONTHS
)
"""Words with a capital within a sentence that are no name."""


def turn_of(row: Any) -> int | None:
    """Return the turn that a finding or a moment quotes; None where it stands on no words."""
    import pandas as pd

    spoken = isinstance(row.quote, str) and row.quote != "" and not pd.isna(row.turn)
    return int(row.turn) if spoken else None


@dataclass(frozen=True)
class Sentence:
    """A quote with the rest of its sentence on both sides."""

    before: str
    quote: str
    after: str

    @property
    def text(self) -> str:
        """Return the whole sentence."""
        return f"{self.before}{self.quote}{self.after}".strip()


def sentence_around(text: str, quote: str) -> Sentence:
    """Return the sentences of a turn that a quote stands in, the quote alone if it is not there."""
    at = text.find(quote)
    if at < 0 or not quote:
        return Sentence("", quote, "")
    end = at + len(quote)
    starts = [found.end() for found in _ENDS.finditer(text) if found.end() <= at]
    begin = starts[-1] if starts else 0
    # A quote may itself end with a sentence; then nothing follows it.
    stop = _ENDS.search(f"{text} ", max(at, end - 1))
    return Sentence(
        text[begin:at].lstrip(), quote, text[end : max(end, stop.end()) if stop else None].rstrip()
    )


@dataclass(frozen=True)
class Turns:
    """What was said in the turns that were asked for, masked as the audit masked it."""

    texts: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def sentence(self, call_id: str, turn: int, quote: str) -> Sentence:
        """Return a quote with its sentence, alone where the transcript is not at hand."""
        return sentence_around(self.texts.get((call_id, turn), ""), quote)


def read_turns(archive: "Archive", wanted: Iterable[tuple[str, int]]) -> Turns:
    """Read turns, by call id and number, from the transcripts that lie beside the audits.

    A transcript that is missing or damaged gives no turns: quotes then stand alone.
    """
    asked: dict[str, set[int]] = {}
    for call_id, turn in wanted:
        asked.setdefault(call_id, set()).add(turn)
    texts: dict[tuple[str, int], str] = {}
    for call_id, line in lines_of(archive, asked, file="transcripts.jsonl"):
        turns = line.get("turns") or ()
        said = {n: turns[n].get("text", "") for n in asked[call_id] if n < len(turns)}
        texts.update({(call_id, n): str(text) for n, text in said.items()})
    return Turns(texts)


def lines_of(
    archive: "Archive", call_ids: Iterable[str], *, file: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the line of each call in a file beside its audit; lines of others are not parsed.

    A file that is missing gives none, and neither does a damaged line.
    """
    folders = dict(zip(archive.runs["audit"], archive.runs["path"], strict=True))
    audits = archive.calls.set_index("call_id")["audit"]
    by_audit: dict[str, dict[str, str]] = {}
    for call_id in call_ids:
        audit = str(audits[call_id])
        # A call whose id a later audit uses for another has its audit's name behind it.
        by_audit.setdefault(audit, {})[call_id.removesuffix(f" ({audit})")] = call_id
    for audit, asked in by_audit.items():
        yield from _lines_in(Path(folders[audit]) / file, asked)


def _lines_in(file: Path, asked: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    if not file.is_file():
        return
    with file.open(encoding="utf-8", errors="replace") as stream:
        for written in stream:
            named = _CALL_ID.search(written)
            if named is None or json.loads(named[1]) not in asked:
                continue
            try:
                line = json.loads(written)
            except ValueError:
                continue
            if isinstance(line, dict):
                yield asked[json.loads(named[1])], line


class Names:
    """Everybody whom calls name: collectors, consumers and who was spoken of."""

    def __init__(self, whole: Iterable[str]) -> None:
        """Take names as they are written; each of their words counts."""
        self._parts = frozenset(
            word.casefold() for name in whole for word in _WORD.findall(name) if len(word) > 1
        )

    @classmethod
    def of_archive(cls, archive: "Archive") -> "Names":
        """Return everybody whom the call log names or whose name was heard as an element."""
        elements = archive.elements
        heard = elements.loc[elements["element"].isin(_PEOPLE), "value"]
        logged = (archive.calls["agent"].dropna(), archive.calls["consumer"].dropna())
        return cls(str(name) for names in (*logged, heard) for name in names)

    def among(self, text: str) -> bool:
        """Tell whether a text has a part of any of the names."""
        for found in _WORD.finditer(text):
            word = found[0].removesuffix("'s").removesuffix("’s")
            plain = word.casefold()
            if plain not in self._parts:
                continue
            # "will" is a word of every second line; "Will" inside a sentence is a man.
            if plain not in AMBIGUOUS_NAMES or (word[0].isupper() and found.start() > 0):
                return True
        return False


_PEOPLE = ("contact_name", "agent_name")
"""Elements whose values are people's names."""


def may_be_shared(line: str, names: Names) -> bool:
    """Tell whether a colleague's line may stand on another's sheet without telling of anybody.

    No name, no figure in digits or words, no address, nothing masked, no word with a capital
    inside a sentence (a name that no list has), and of a length to learn from. When in doubt a
    line is left out: there are others.
    """
    words = _WORD.findall(line)
    if not LEAST_WORDS <= len(words) <= MOST_WORDS:
        return False
    if MASK in line or "@" in line or any(letter.isdigit() for letter in line):
        return False
    if any(word.casefold() in _NUMBER for word in words):
        return False
    return not (names.among(line) or _capital_inside(line) or _names_somebody(line))


def _capital_inside(line: str) -> bool:
    """Tell whether a word within a sentence has a capital, as names do."""
    starts = {0, *(found.end() for found in _ENDS.finditer(line))}
    return any(
        found[0][0].isupper() and found[0].casefold() not in _CAPITALS
        for found in _WORD.finditer(line)
        if found.start() not in starts
    )


def _names_somebody(line: str) -> bool:
    """Tell whether the grammar says that a name stands in a line, also without capitals."""
    places = (found[1] or found[2] for found in _BEFORE_A_NAME.finditer(line))
    if any(word.casefold() not in NO_NAME for word in places):
        return True
    turn = Turn(index=0, speaker=Speaker.AGENT, text=line)
    said = Conversation(call_id="line", turns=(turn,))
    found = find_names(said, metadata=CallMetadata(call_id="line"))
    return any(one.kind in (EntityKind.PERSON, EntityKind.COMPANY) for one in found)
