"""A script's lines beside what a collector said, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.drift import LineVerdict
from callaudit.scripts.drift_likeness import Likeness, likeness
from callaudit.scripts.drift_lines import LineFork, LineNode, ScriptLine, all_lines
from callaudit.scripts.drift_slots import filled
from callaudit.text.normalise import SENTENCE_ENDS, NormalText, normalise

SAID = 0.84
"""A line is said where its words come in order with at least this likeness."""

REWORDED = 0.38
"""It is reworded where its words come in any order with at least this likeness.

Both measured on the invented calls of `tests/unit/scripts/drift_calls.py`.
"""

SHORT = 4
"""A line of so many weighty words and slots, or fewer, needs more than that: half of its words and
`SHORT_SHARED` of both, or a likeness of `SHORT_ALIKE`; without weighty words the latter, in one
sentence, and every slot filled."""

SHORT_SHARED = 2
SHORT_ALIKE = 0.6

WIDEST = 3
"""Sentences, one behind the other, that may together say one line."""

WIDER = 0.03
"""Likeness that another sentence must bring."""


@dataclass(frozen=True)
class _Sentence:
    """A sentence of the agent's: words `[first, last)` of a turn."""

    turn: Turn
    normal: NormalText
    first: int
    last: int

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(w for w in self.normal.words[self.first : self.last] if w not in SENTENCE_ENDS)


@dataclass(frozen=True)
class Said:
    """Where a line was said, and how near to its wording. `verdict` is said or reworded."""

    verdict: LineVerdict
    score: float
    quote: str
    turn: int
    start_s: float | None


def align(
    nodes: Sequence[LineNode], conversation: Conversation
) -> dict[ScriptLine, Said | LineVerdict]:
    """Return for every line where it was said, or that it was skipped or not reached.

    Of a fork the way is taken of which most is said; where nothing is, a condition did not come
    about, and of alternatives the first was skipped. Lines behind a way that ends the call are
    not reached.
    """
    sentences = _sentences(conversation)
    found = _best(tuple(all_lines(tuple(nodes))), sentences)
    path: list[ScriptLine] = []
    _walk(nodes, found, path)
    outcome: dict[ScriptLine, Said | LineVerdict] = dict.fromkeys(
        all_lines(tuple(nodes)), LineVerdict.NOT_REACHED
    )
    again = _best(tuple(path), sentences)
    outcome.update({line: again.get(line, LineVerdict.SKIPPED) for line in path})
    return outcome


def _walk(nodes: Sequence[LineNode], found: dict[ScriptLine, Said], path: list[ScriptLine]) -> bool:
    """Put the lines of the way that was taken into `path`; tell whether the call goes on."""
    for node in nodes:
        if isinstance(node, ScriptLine):
            path.append(node)
        elif not _walk_fork(node, found, path):
            return False
    return True


def _walk_fork(fork: LineFork, found: dict[ScriptLine, Said], path: list[ScriptLine]) -> bool:
    worth = [sum(found[x].score for x in all_lines(w.body) if x in found) for w in fork.ways]
    best = max(range(len(worth)), key=worth.__getitem__)
    if not worth[best]:
        if not fork.conditional:
            _walk(fork.ways[0].body, found, path)
        return True
    way = fork.ways[best]
    return _walk(way.body, found, path) and not way.ends


def _sentences(conversation: Conversation) -> tuple[_Sentence, ...]:
    found: list[_Sentence] = []
    for turn in conversation.said_by(Speaker.AGENT):
        normal = normalise(turn.text)
        first = 0
        for at, word in enumerate(normal.words):
            if word in SENTENCE_ENDS or at == len(normal.words) - 1:
                sentence = _Sentence(turn, normal, first, at + 1)
                if sentence.words:
                    found.append(sentence)
                first = at + 1
    return tuple(found)


def _best(lines: Sequence[ScriptLine], said: Sequence[_Sentence]) -> dict[ScriptLine, Said]:
    """Return where lines were said, such that the order is kept and the sum of scores greatest.

    One sentence may say the end of one line and the beginning of the next. What was said out of
    order counts only in the very words, and only where no other line was found.
    """
    count = len(said)
    sums = [[0.0] * (count + 1) for _ in range(len(lines) + 1)]
    came: list[list[tuple[int, int] | None]] = [[None] * (count + 1) for _ in range(len(lines) + 1)]
    options = [_options(line, said) for line in lines]
    for row, own in enumerate(options, start=1):
        for end in range(count + 1):
            sums[row][end] = sums[row - 1][end]
            if end and sums[row][end - 1] > sums[row][end]:
                sums[row][end], came[row][end] = sums[row][end - 1], came[row][end - 1]
            for begin in range(max(0, end - WIDEST), end):
                one = own.get((begin, end))
                before = min(begin + 1, end)
                if one is not None and sums[row - 1][before] + one.score > sums[row][end]:
                    sums[row][end] = sums[row - 1][before] + one.score
                    came[row][end] = (begin, end)
    found: dict[ScriptLine, Said] = {}
    end = count
    for row in range(len(lines), 0, -1):
        taken = came[row][end]
        if taken is not None and sums[row][end] > sums[row - 1][end]:
            found[lines[row - 1]] = options[row - 1][taken]
            end = min(taken[0] + 1, taken[1])
    return found | _out_of_order(lines, options, found)


def _out_of_order(
    lines: Sequence[ScriptLine],
    options: Sequence[dict[tuple[int, int], Said]],
    found: dict[ScriptLine, Said],
) -> dict[ScriptLine, Said]:
    quotes = {(one.turn, one.quote) for one in found.values()}
    late: dict[ScriptLine, Said] = {}
    for line, own in zip(lines, options, strict=True):
        exact = [
            one
            for one in own.values()
            if one.verdict is LineVerdict.SAID and (one.turn, one.quote) not in quotes
        ]
        if line not in found and exact:
            late[line] = max(exact, key=lambda one: one.score)
    return late


def _options(line: ScriptLine, said: Sequence[_Sentence]) -> dict[tuple[int, int], Said]:
    """Return the stretches of sentences that say a line, or something near it."""
    found: dict[tuple[int, int], Said] = {}
    for begin in range(len(said)):
        for end in range(begin + 1, min(len(said), begin + WIDEST) + 1):
            part = said[begin:end]
            if part[-1].turn.index != part[0].turn.index:
                break
            one = _said(line, part)
            if one is not None:
                found[begin, end] = one
    return found


def _said(line: ScriptLine, part: Sequence[_Sentence]) -> Said | None:
    words = tuple(word for sentence in part for word in sentence.words)
    like = likeness(line.words, words)
    score = max(like.ordered, like.loose) - WIDER * (len(part) - 1)
    held, missing = filled(line.kinds, like.others)
    alone = len(part) == 1 or like.wanted > 0
    if like.ordered < SAID and (missing or not alone or not _is_reworded(line, like, held)):
        return None
    said = like.ordered >= SAID and not missing
    verdict = LineVerdict.SAID if said else LineVerdict.REWORDED
    turn, normal = part[0].turn, part[0].normal
    start, end = normal.spoken_span(part[0].first, part[-1].last)
    start_s, _ = turn.seconds_of(start, end)
    return Said(verdict, round(score, 3), turn.text[start:end].strip(), turn.index, start_s)


def _is_reworded(line: ScriptLine, like: Likeness, held: int) -> bool:
    """Tell whether a line that was not said came in other words, by what it is made of.

    `held` are its slots that were filled by something of their kind.
    """
    if like.loose < REWORDED:
        return False
    if not like.wanted:
        return like.loose >= SHORT_ALIKE and held == len(line.kinds)
    if like.wanted + len(line.kinds) > SHORT:
        return True
    enough = 2 * like.shared >= like.wanted and like.shared + held >= SHORT_SHARED
    return enough or like.loose >= SHORT_ALIKE
