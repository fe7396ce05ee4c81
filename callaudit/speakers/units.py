"""One channel with several speakers: the stretches between which the speaker may change."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from callaudit.core.transcript import Word
from callaudit.speakers.cues import CueHit, find_cues
from callaudit.speakers.names import NameBook
from callaudit.speakers.speech import Speech, begins_s, read_speech

_PAUSE_S = 0.28
"""A pause inside a sentence at which another speaker may begin."""

_CAPITAL_PAUSE_S = 0.1
"""The same before a capital letter: recognisers drop full stops more often than capitals."""

_OPPOSED = 1.4
"""Weight from which two cues of opposite sides in one stretch mean two speakers."""

_VOICE_NEAR_S = 0.5
"""A change of voice that lies so near a border is meant to be there."""

_SENTENCE_END = re.compile(r"[.?!…][\"')]*$")
_TITLE = re.compile(r"^(?:mr|mrs|ms|dr|st|no|[a-z])\.$", re.IGNORECASE)

_OPENERS = frozenset(
    {"hi", "hello", "hey", "yes", "yeah", "yep", "no", "nope", "okay", "sure", "oh", "well", "um"}
)
"""Words that often begin an answer; a recogniser may leave out the full stop before them."""

_QUESTION_STARTS = frozenset(
    "is are was were do does did can could would will what when who how why where which have "
    "may am should".split()
)
_STARTERS = frozenset("and so but well okay oh um alright".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one speaker, with what is known about the border before it.

    `gap_s` is the silence before it, None at the start; `sentence` tells that a sentence
    ended there; `text` is canonical, `cues` are the phrases that begin in it.
    """

    words: tuple[Word, ...]
    text: str
    said: tuple[str, ...]
    cues: tuple[CueHit, ...]
    gap_s: float | None
    sentence: bool

    @property
    def asks(self) -> bool:
        """Tell a question, by its mark or by how it starts."""
        if self.words[-1].text.endswith("?"):
            return True
        said = [word for word in self.said if word not in ".?!"]
        while said and said[0] in _STARTERS:
            said = said[1:]
        return len(said) > 1 and said[0] in _QUESTION_STARTS

    @property
    def opener(self) -> str:
        """Return the first canonical word, empty where only fillers were said."""
        return self.said[0] if self.said else ""


def cut_units(
    words: tuple[Word, ...], book: NameBook, *, inbound: bool, voices: Sequence[int | None] = ()
) -> tuple[Unit, ...]:
    """Cut the words of one channel wherever another speaker might begin.

    That is at every sentence end, at a pause, and before a word that begins answers, but
    never inside a phrase that one speaker says as a whole. `voices` says for each word whose
    voice it has; where that changes and no cut is near, there is one more.
    """
    speech = read_speech(words, book)
    found = find_cues(speech.text, speech.offsets, inbound=inbound)
    cues = tuple(sorted(found, key=lambda cue: (cue.first, cue.name)))
    glued = {
        index
        for cue in cues
        for index in range(speech.sources[cue.first] + 1, speech.sources[cue.last - 1] + 1)
    }
    borders = [0]
    for index in range(1, len(words)):
        if _ends_sentence(words[index - 1]) or (
            index not in glued and _may_change(words[index - 1], words[index])
        ):
            borders.append(index)
    borders = sorted({*borders, *_between_opposed(words, speech, cues, borders)})
    borders = sorted({*borders, *_between_voices(words, voices, borders)})
    return tuple(
        _unit(words, first, last, speech, cues)
        for first, last in zip(borders, [*borders[1:], len(words)], strict=True)
    )


def _ends_sentence(word: Word) -> bool:
    return bool(_SENTENCE_END.search(word.text)) and not _TITLE.match(word.text)


def _may_change(before: Word, word: Word) -> bool:
    gap_s = begins_s(word) - before.end_s
    if gap_s >= _PAUSE_S or (gap_s >= _CAPITAL_PAUSE_S and _starts_sentence(word)):
        return True
    bare = re.sub(r"[^a-z]", "", word.text.lower())
    return bare in _OPENERS and before.text.lower().strip(",") not in _OPENERS | {
        "and",
        "or",
        "but",
        "so",
        "the",
    }


def _starts_sentence(word: Word) -> bool:
    return word.text[:1].isupper() and not re.match(r"I\b", word.text)


def _between_opposed(
    words: tuple[Word, ...], speech: Speech, cues: tuple[CueHit, ...], borders: list[int]
) -> set[int]:
    """Find a border between neighbouring cues of opposite sides that have none: at a pause."""
    strong = sorted((c for c in cues if abs(c.weight) >= _OPPOSED), key=lambda c: c.first)
    found: set[int] = set()
    for one, two in pairwise(strong):
        low, high = speech.sources[one.last - 1] + 1, speech.sources[two.first]
        if one.weight * two.weight > 0 or low > high or one.last > two.first:
            continue
        if not any(low <= border <= high for border in borders):
            found.add(
                max(range(low, high + 1), key=lambda i: begins_s(words[i]) - words[i - 1].end_s)
            )
    return found


def _between_voices(
    words: tuple[Word, ...], voices: Sequence[int | None], borders: Sequence[int]
) -> set[int]:
    """Find the changes of voice that have no border near: voices are told apart to 0.5 s."""
    found: set[int] = set()
    for index, (before, voice) in enumerate(pairwise(voices), start=1):
        if before is None or voice is None or before == voice:
            continue
        at_s = words[index].start_s
        near = borders[max(0, bisect_left(borders, index) - 1) : bisect_left(borders, index) + 1]
        if all(abs(words[border].start_s - at_s) > _VOICE_NEAR_S for border in near):
            found.add(index)
    return found


def _unit(
    words: tuple[Word, ...], first: int, last: int, speech: Speech, cues: tuple[CueHit, ...]
) -> Unit:
    said = speech.words[bisect_left(speech.sources, first) : bisect_left(speech.sources, last)]
    begin = bisect_left(cues, first, key=lambda cue: speech.sources[cue.first])
    end = bisect_left(cues, last, key=lambda cue: speech.sources[cue.first])
    return Unit(
        words=words[first:last],
        text=f" {' '.join(said)} ",
        said=said,
        cues=cues[begin:end],
        gap_s=begins_s(words[first]) - words[first - 1].end_s if first else None,
        sentence=first == 0
        or _ends_sentence(words[first - 1])
        or (_starts_sentence(words[first]) and begins_s(words[first]) > words[first - 1].end_s),
    )
