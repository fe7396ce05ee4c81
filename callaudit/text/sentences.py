"""A turn's canonical words cut into sentences, also where the recogniser wrote no full stops."""

from collections.abc import Iterator

from callaudit.text.normalise import SENTENCE_ENDS, NormalText

LONGEST = 30
"""Words; a longer stretch without a full stop is cut at a joint, or here."""

SHORTEST_PART = 8
"""Words that a part cut from a longer stretch has at least."""

MOST_SENTENCES = 4
LONGEST_THOUGHT = 60
"""A turn of so many sentences and words is read as a whole, too."""

_TURNS = frozenset({"but", "however"})
"""Words that begin a new thought: what was denied before them is not denied after."""

_JOINTS = frozenset({"and", "so", "because", "now", "or", "then", "well", "okay", "listen", "look"})

_TURN_WORDS = 4
"""Words on each side of a "but" that make it a joint."""

Span = tuple[int, int]
"""Words `[first, last)` of the stream."""


def sentences_of(stream: NormalText) -> tuple[Span, ...]:
    """Return the sentences of a turn, in order; end marks belong to none."""
    return tuple(
        part
        for sentence in _by_end_marks(stream.words)
        for thought in _by_turns(stream.words, sentence)
        for part in _by_length(stream.words, thought)
    )


def whole_of(stream: NormalText) -> tuple[Span, ...]:
    """Return a turn of two to four sentences and at most sixty words as one span, else none."""
    sentences = sentences_of(stream)
    if not 1 < len(sentences) <= MOST_SENTENCES:
        return ()
    whole = sentences[0][0], sentences[-1][1]
    return (whole,) if whole[1] - whole[0] <= LONGEST_THOUGHT else ()


def words_of(stream: NormalText, span: Span) -> tuple[str, ...]:
    """Return the words of a span without the marks that end sentences."""
    first, last = span
    return tuple(word for word in stream.words[first:last] if word not in SENTENCE_ENDS)


def _by_end_marks(words: tuple[str, ...]) -> Iterator[Span]:
    first = 0
    for index, word in enumerate((*words, ".")):
        if word in SENTENCE_ENDS:
            if index > first:
                yield first, index
            first = index + 1


def _by_turns(words: tuple[str, ...], span: Span) -> Iterator[Span]:
    first, last = span
    for index in range(first + _TURN_WORDS, last - _TURN_WORDS):
        if words[index] in _TURNS and index - first >= _TURN_WORDS:
            yield first, index
            first = index
    yield first, last


def _by_length(words: tuple[str, ...], span: Span) -> Iterator[Span]:
    first, last = span
    while last - first > LONGEST:
        tried = range(first + LONGEST, first + SHORTEST_PART, -1)
        joint = next((index for index in tried if words[index] in _JOINTS), first + LONGEST)
        yield first, joint
        first = joint
    yield first, last
