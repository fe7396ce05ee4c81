"""How many spoken telephone numbers are read exactly: `python -m benchmarks.alnum MANIFEST`.

The manifest is a CSV with `file`, `reference` (the digits) and, for the filter, any name in `file`.
Each recording is transcribed with the default settings and read as the answer to "What's the best
phone number to reach you?". Right is one whose number found last, by `callaudit.text`, is the
reference digit by digit; zeros that a spreadsheet took from a reference's front don't count.
"""

import argparse
import csv
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

from callaudit.asr.digests import cache_folder
from callaudit.asr.speed import Speed, asr_settings
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import EntityKind
from callaudit.core.metadata import CallMetadata
from callaudit.pipeline.hearing_tools import HearingSettings, HearingTools
from callaudit.pipeline.number_hearing import with_numbers_heard_again
from callaudit.pipeline.task import CallTask
from callaudit.pipeline.transcript_of_call import transcribe_call
from callaudit.text.entities import find_entities

_QUESTION = Turn(index=0, speaker=Speaker.AGENT, text="What's the best phone number to reach you?")


class Read(NamedTuple):
    """One recording: the digits that are said, those that were found, and the words heard."""

    file: str
    said: str
    found: str
    heard: str

    @property
    def exact(self) -> bool:
        """Tell whether every digit is right."""
        return self.said == (self.found if len(self.said) > 9 else self.found.lstrip("0"))

    @property
    def heard_right(self) -> bool:
        """Tell whether the recogniser wrote the digits, whether or not they were read."""
        return self.said in re.sub(r"\D", "", self.heard)


def main() -> None:
    """Print every miss and the shares."""
    asked = _arguments()
    settings = HearingSettings(
        cache=asked.cache, asr=asr_settings(asked.speed, model=asked.model), redact=False
    )
    tools = HearingTools(settings)
    read = [
        read_one(asked.manifest.parent / file, said, tools)
        for file, said in numbers(asked.manifest, only=asked.only)
    ]
    for one in read:
        if not one.exact:
            found = one.found or "nothing"
            _tell(f"{Path(one.file).stem}: said {one.said}, found {found}: {one.heard}")
    exact, heard = sum(one.exact for one in read), sum(one.heard_right for one in read)
    _tell(f"{exact} of {len(read)} exact ({exact / len(read):.0%}), {heard} heard digit by digit")
    if asked.out:
        asked.out.write_text(json.dumps([one._asdict() for one in read], indent=1), "utf-8")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def numbers(manifest: Path, *, only: str) -> list[tuple[str, str]]:
    """Return file and digits of the rows whose reference is nothing but digits and marks."""
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = [(row["file"], row["reference"]) for row in csv.DictReader(file)]
    plain = [(name, re.sub(r"[\s().+-]", "", said)) for name, said in rows if only in name]
    found = [(name, said) for name, said in plain if said.isdigit()]
    if not found:
        raise SystemExit(f"no row of {manifest} whose file has {only!r} and whose words are digits")
    return found


def read_one(path: Path, said: str, tools: HearingTools) -> Read:
    """Transcribe one recording and read the number in it."""
    metadata = CallMetadata(call_id=path.stem)
    audit = transcribe_call(CallTask(source=str(path), recording=path, metadata=metadata), tools)
    if audit.call is None:
        return Read(str(path), said, "", audit.failure.message if audit.failure else "")
    heard = " / ".join(turn.text for turn in audit.call.conversation.turns)
    return Read(str(path), said, found_number(audit.call, tools), heard)


def found_number(answer: Call, tools: HearingTools) -> str:
    """Return the digits of the telephone number found last in the answer to the question for it.

    The question is nowhere in the sound: what it makes the product hear again is heard here.
    """
    call = Conversation(
        call_id=answer.call_id,
        turns=(
            _QUESTION,
            *(t.model_copy(update={"index": t.index + 1}) for t in answer.conversation.turns),
        ),
    )
    if answer.recording is not None:
        heard = tools.cache.get(answer.recording.sha256, tools.transcriber.settings)
        if heard is None:
            raise SystemExit(f"{answer.call_id}: the cache kept nothing")
        call = with_numbers_heard_again(call, heard, recording=answer.recording, tools=tools)
    entities = find_entities(call, metadata=CallMetadata(call_id=call.call_id))
    phones = [entity.value for entity in entities if entity.kind is EntityKind.PHONE]
    return re.sub(r"\D", "", phones[-1]) if phones else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--only", default="Numbers_", help="part of the file names to read")
    parser.add_argument("--model", default="base")
    parser.add_argument("--speed", type=Speed, default=Speed.BALANCED)
    parser.add_argument("--cache", type=Path, default=cache_folder())
    parser.add_argument("--out", type=Path, help="JSON with every recording")
    return parser.parse_args()


if __name__ == "__main__":
    main()
