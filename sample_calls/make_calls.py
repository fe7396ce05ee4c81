"""Make the sample calls: dialogues to phone audio, call log and gold labels.

    python sample_calls/make_calls.py --voices FOLDER [CALL_ID ...]

FOLDER is the `voices` folder of the npm package kokoro-js; README.md says how to get it. Without
ids every call is made and `call_log.csv` is written anew; with ids only their rows change. Random
numbers come from the call's id, so a second run gives the same files.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from dialogue import Dialogue, Line, read_dialogues
from phone_line import (
    RATE_HZ,
    SPEECH_RMS,
    Samples,
    beep,
    hiss,
    narrowed,
    speech_rms,
    write_wav,
)
from voices import RATE_HZ as VOICE_RATE_HZ
from voices import Voices, plain_text

HERE = Path(__file__).parent

LOG_DEFAULTS = {
    "direction": "outbound",
    "debt_type": "consumer",
    "language": "en-US",
    "recording_notice_played": False,
    "legal_action_authorized": False,
    "referral_authorized": False,
    "counsel_assigned": False,
    "credit_reporting": False,
    "time_barred": False,
    "dispute_open": False,
    "cease_on_file": False,
}
"""What holds for every call unless its dialogue says otherwise."""

LOG_COLUMNS = (
    "call_id recording start duration_s direction result collector_party debt_type language "
    "attempt_number phone phone_type agent_id agent_name company consumer_id consumer_name "
    "consumer_state consumer_zip debt_id creditor invoice_number amount due_date days_past_due "
    "recording_notice_played legal_action_authorized referral_authorized counsel_assigned "
    "credit_reporting time_barred dispute_open cease_on_file validation_notice_sent notes"
).split()

_LEAD_S, _TAIL_S = 0.5, 0.7
_GAP_S = (0.2, 0.5)
_SAME_SPEAKER_GAP_S = (0.35, 0.6)
_AUDIBLE = 0.02


class Placed(NamedTuple):
    """A turn on the time line, at the line's rate."""

    sound: Samples
    first: int
    is_agent: bool


class Mixed(NamedTuple):
    """A finished call: its channels and the true time of each turn in seconds."""

    channels: list[Samples]
    times_s: list[tuple[float, float]]


def main() -> None:
    """Read the command line and make the calls it names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ids", nargs="*", help="call ids; all without")
    parser.add_argument("--voices", type=Path, required=True, help="folder of Kokoro voices")
    parser.add_argument("--cache", type=Path, default=HERE / ".cache", help="spoken pieces")
    options = parser.parse_args()
    dialogues = read_dialogues(HERE / "dialogues")
    unknown = set(options.ids) - {dialogue.call_id for dialogue in dialogues}
    if unknown:
        parser.error(f"no such call: {', '.join(sorted(unknown))}")
    voices = Voices(options.voices, options.cache)
    rows = []
    for dialogue in dialogues:
        if options.ids and dialogue.call_id not in options.ids:
            continue
        duration_s = make_call(dialogue, voices)
        rows.append(log_row(dialogue, duration_s))
        sys.stdout.write(f"{dialogue.call_id}: {duration_s} s\n")
    made = {row["call_id"] for row in rows}
    kept = [row for row in read_log() if row["call_id"] not in made] if options.ids else []
    write_log(sorted([*kept, *rows], key=lambda row: row["call_id"]))


def make_call(dialogue: Dialogue, voices: Voices) -> float:
    """Write one call as it is kept, and its gold labels; return its length in seconds."""
    if dialogue.kept == "log":
        return float(dialogue.log["duration_s"])
    words = [{"speaker": t.who, "text": plain_text(t.say)} for t in dialogue.turns]
    if dialogue.kept == "words":
        write_json(HERE / f"{dialogue.call_id}.json", {"call_id": dialogue.call_id, "turns": words})
        write_gold(dialogue, words)
        return float(dialogue.log["duration_s"])
    mixed = mix(dialogue, voices)
    write_wav(HERE / f"{dialogue.call_id}.wav", mixed.channels)
    timed = [
        {**turn, "start": start, "end": end}
        for turn, (start, end) in zip(words, mixed.times_s, strict=True)
    ]
    write_gold(dialogue, timed)
    return round(len(mixed.channels[0]) / RATE_HZ, 2)


def write_gold(dialogue: Dialogue, turns: Sequence[Mapping[str, object]]) -> None:
    """Write what is true of a call, with its words and, where it was spoken, their times."""
    if dialogue.gold is None:
        raise ValueError(f"{dialogue.call_id}: no gold")
    gold = {
        "call_id": dialogue.call_id,
        "clean": not dialogue.gold.violations,
        **dialogue.gold.model_dump(mode="json"),
        "turns": turns,
    }
    write_json(HERE / "gold" / f"{dialogue.call_id}.json", gold)


def write_json(path: Path, content: object) -> None:
    """Write a JSON file that reads well in a diff."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def mix(dialogue: Dialogue, voices: Voices) -> Mixed:
    """Speak the turns, set their levels, lay them on the line with hiss."""
    turns = _levelled(dialogue, voices)
    random = np.random.default_rng(_seed(dialogue.call_id, "gaps"))
    placed: list[Placed] = []
    times_s: list[tuple[float, float]] = []
    at, before, beeped = int(_LEAD_S * RATE_HZ), None, not _line(dialogue).beep
    for turn, sound in zip(dialogue.turns, turns, strict=True):
        is_agent = turn.who == "agent"
        if is_agent and not beeped:
            tone = beep()
            at += int(0.5 * RATE_HZ)
            placed.append(Placed(tone, at, is_agent=False))
            at, beeped = at + len(tone), True
        if before is not None or _line(dialogue).beep:
            drawn = random.uniform(*(_SAME_SPEAKER_GAP_S if before == turn.who else _GAP_S))
            at = max(0, at + int((drawn if turn.gap is None else turn.gap) * RATE_HZ))
        placed.append(Placed(sound, at, is_agent))
        times_s.append(_heard_s(sound, at))
        at, before = at + len(sound), turn.who
    return Mixed(_channels(dialogue, placed, at + int(_TAIL_S * RATE_HZ)), times_s)


def _levelled(dialogue: Dialogue, voices: Voices) -> list[Samples]:
    """Speak every turn on the line's band, each speaker at the level of the line."""
    spoken = [
        narrowed(voices.say(turn.say, dialogue.voices[turn.who], speed=turn.speed), VOICE_RATE_HZ)
        for turn in dialogue.turns
    ]
    gain = {}
    for who in dialogue.voices:
        own = [s for turn, s in zip(dialogue.turns, spoken, strict=True) if turn.who == who]
        other_db = 0.0 if who == "agent" else _line(dialogue).other_gain_db
        gain[who] = SPEECH_RMS / speech_rms(np.concatenate(own)) * 10 ** (other_db / 20)
    return [s * np.float32(gain[t.who]) for t, s in zip(dialogue.turns, spoken, strict=True)]


def _channels(dialogue: Dialogue, placed: list[Placed], length: int) -> list[Samples]:
    """Add up the turns side by side, or in one channel, and lay hiss under them."""
    line = _line(dialogue)
    sides = {True: np.zeros(length, np.float32), False: np.zeros(length, np.float32)}
    for sound, first, is_agent in placed:
        sides[is_agent][first : first + len(sound)] += sound
    if line.layout == "mono":
        snr_db = min(line.snr_db.agent, line.snr_db.other)
        return [sides[True] + sides[False] + _line_hiss(dialogue, "mono", snr_db, length)]
    agent = sides[True] + _line_hiss(dialogue, "agent", line.snr_db.agent, length)
    other = sides[False] + _line_hiss(dialogue, "other", line.snr_db.other, length)
    return [other, agent] if line.layout == "stereo_swapped" else [agent, other]


def _line(dialogue: Dialogue) -> Line:
    if dialogue.line is None:
        raise ValueError(f"{dialogue.call_id}: no line")
    return dialogue.line


def _line_hiss(dialogue: Dialogue, side: str, snr_db: float, length: int) -> Samples:
    return hiss(length, SPEECH_RMS * 10 ** (-snr_db / 20), _seed(dialogue.call_id, side))


def _heard_s(sound: Samples, first: int) -> tuple[float, float]:
    """Return when a turn is first and last heard, in seconds of the call."""
    audible = np.flatnonzero(np.abs(sound) > _AUDIBLE * np.abs(sound).max())
    start, end = first + int(audible[0]), first + int(audible[-1]) + 1
    return round(start / RATE_HZ, 2), round(end / RATE_HZ, 2)


def _seed(call_id: str, purpose: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{call_id}/{purpose}".encode()).digest()[:8], "big")


def log_row(dialogue: Dialogue, duration_s: float) -> dict[str, str]:
    """Return the call's row of the call log, as the dialler would have written it."""
    row = {
        **LOG_DEFAULTS,
        **dialogue.log,
        "call_id": dialogue.call_id,
        "recording": f"{dialogue.call_id}.wav" if dialogue.kept == "sound" else "",
        "duration_s": duration_s,
    }
    return {key: str(v).lower() if isinstance(v, bool) else str(v) for key, v in row.items()}


def read_log() -> list[dict[str, str]]:
    """Read `call_log.csv` as it stands."""
    with (HERE / "call_log.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_log(rows: list[dict[str, str]]) -> None:
    """Write `call_log.csv`; a key that is no column is an error."""
    with (HERE / "call_log.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LOG_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
