"""`agent: …` text to a conversation: how examples and tests write calls."""

import re
from math import ceil

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.recording import Loudness

_LINE = re.compile(
    r"^\s*(agent|customer|third_party|system|unknown)"
    r"\s*(?:\[\s*([\d.]+)\s*-\s*([\d.]+)(?:\s*,\s*([+-]\d+)\s*dB)?\s*\])?\s*:\s*(.*)$"
)

_STEP_S = 0.5
_USUAL_DBFS = -25.0
_SILENT_DBFS = -90.0


class DialogueError(ValueError):
    """A line of a dialogue without a speaker."""


def read_dialogue(text: str, *, call_id: str = "example") -> Conversation:
    """Read one turn a line: a speaker, seconds if known (`agent [0.5-2.0]: …`), and the words.

    With the seconds may stand how much louder than usual it was said: `agent [0.5-2.0, +12 dB]`.

    A line may also be closed by " / " on one line: `agent: Hello. / customer: Stop calling.`

    Raises:
        DialogueError: if a line does not begin with a speaker.
    """
    turns: list[Turn] = []
    for line in _lines(text):
        found = _LINE.match(line)
        if found is None:
            raise DialogueError(
                f"no speaker in {line.strip()!r}; write `agent: …` or `customer: …`"
            )
        speaker, start, end, _, said = found.groups()
        turns.append(
            Turn(
                index=len(turns),
                speaker=Speaker(speaker),
                text=said.strip(),
                start_s=float(start) if start else None,
                end_s=float(end) if end else None,
            )
        )
    return Conversation(call_id=call_id, turns=tuple(turns))


def read_loudness(text: str) -> tuple[Loudness, ...]:
    """Return the loudness that a dialogue tells of; nothing where no line does."""
    said = [found.groups() for line in _lines(text) if (found := _LINE.match(line))]
    if not any(louder for _, _, _, louder, _ in said):
        return ()
    timed = [(float(start), float(end), int(louder or 0)) for _, start, end, louder, _ in said]
    levels = [_SILENT_DBFS] * ceil(max(end for _, end, _ in timed) / _STEP_S)
    for start, end, louder in timed:
        for step in range(ceil(start / _STEP_S), int(end / _STEP_S)):
            levels[step] = _USUAL_DBFS + louder
    return (Loudness(channel=0, step_s=_STEP_S, levels_dbfs=tuple(levels)),)


def _lines(text: str) -> list[str]:
    lines = re.split(r"\n|\s/\s(?=\w+\s*(?:\[[^]]*\])?\s*:)", text.strip())
    return [line for line in lines if line.strip()]
