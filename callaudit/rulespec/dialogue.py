"""`agent: …` text to a conversation: how examples and tests write calls."""

import re

from callaudit.core.conversation import Conversation, Speaker, Turn

_LINE = re.compile(
    r"^\s*(agent|customer|third_party|system|unknown)"
    r"\s*(?:\[\s*([\d.]+)\s*-\s*([\d.]+)\s*\])?\s*:\s*(.*)$"
)


class DialogueError(ValueError):
    """A line of a dialogue without a speaker."""


def read_dialogue(text: str, *, call_id: str = "example") -> Conversation:
    """Read one turn a line: a speaker, seconds if known (`agent [0.5-2.0]: …`), and the words.

    A line may also be closed by " / " on one line: `agent: Hello. / customer: Stop calling.`

    Raises:
        DialogueError: if a line does not begin with a speaker.
    """
    turns: list[Turn] = []
    for line in re.split(r"\n|\s/\s(?=\w+\s*(?:\[[^]]*\])?\s*:)", text.strip()):
        if not line.strip():
            continue
        found = _LINE.match(line)
        if found is None:
            raise DialogueError(
                f"no speaker in {line.strip()!r}; write `agent: …` or `customer: …`"
            )
        speaker, start, end, said = found.groups()
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
