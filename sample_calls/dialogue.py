"""What a dialogue file holds: the row in the log, gold labels, voices and words of one call."""

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

SpeakerName = Literal["agent", "customer", "third_party", "system"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Snr(_Part):
    """Speech over hiss in decibels: on the agent's side and on the other side of the line."""

    agent: float
    other: float


class Line(_Part):
    """How the call was recorded.

    `stereo_swapped` has the agent on channel 1; else the agent is on channel 0. In a mono call
    the lesser of the two ratios is the hiss of the whole. `beep` is a mailbox tone before the
    agent's first turn. `other_gain_db` makes the other side quieter, not its hiss.
    """

    layout: Literal["mono", "stereo", "stereo_swapped"]
    snr_db: Snr
    beep: bool = False
    other_gain_db: float = 0.0


class Turn(_Part):
    """One turn; `gap` is the pause before it in seconds, below zero where it cuts in."""

    who: SpeakerName
    say: str
    speed: float = 1.0
    gap: float | None = None


class Violation(_Part):
    """A category of the rule catalogue and the zero-based turn; none = decided from the log."""

    category: str
    turn: int | None


class Gold(_Part):
    """What a careful compliance officer finds in the call."""

    call_type: str
    violations: tuple[Violation, ...]
    required_elements: dict[str, str | bool | None]
    missing_elements: tuple[str, ...]
    notes: str


class Dialogue(_Part):
    """One call, made by `read_dialogues`.

    `kept` tells what becomes of it beside its row in the log: a recording, a call in words
    (`<call_id>.json`, no times), or nothing. Only what is spoken needs a line and voices; a row
    alone has no turns and no gold.
    """

    call_id: str
    shows: str
    kept: Literal["sound", "words", "log"] = "sound"
    line: Line | None = None
    voices: dict[SpeakerName, str] = {}
    log: dict[str, Any]
    gold: Gold | None = None
    turns: tuple[Turn, ...] = ()


def read_dialogues(folder: Path) -> tuple[Dialogue, ...]:
    """Read every `<call_id>.yaml` of a folder, sorted by id.

    Raises:
        ValueError: a speaker without a voice, a call that lacks what it needs to be kept, or a
            label on a turn that is not the agent's.
    """
    found = []
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        dialogue = Dialogue.model_validate({"call_id": path.stem, **content})
        _check(dialogue)
        found.append(dialogue)
    return tuple(found)


def _check(dialogue: Dialogue) -> None:
    if (dialogue.kept == "log") != (dialogue.gold is None) or bool(dialogue.turns) != bool(
        dialogue.gold
    ):
        raise ValueError(f"{dialogue.call_id}: gold and turns belong to all but rows of the log")
    if (dialogue.kept == "sound") != (dialogue.line is not None):
        raise ValueError(f"{dialogue.call_id}: a line belongs to recordings")
    for turn in dialogue.turns if dialogue.kept == "sound" else ():
        if turn.who not in dialogue.voices:
            raise ValueError(f"{dialogue.call_id}: no voice for {turn.who}")
    for violation in dialogue.gold.violations if dialogue.gold else ():
        if violation.turn is not None and dialogue.turns[violation.turn].who != "agent":
            raise ValueError(f"{dialogue.call_id}: turn {violation.turn} is not the agent's")
