"""How fast stored transcripts are audited again, against what spaCy needs for the same words.

    python benchmarks/rules.py [CALLS…] [--json FILE]

Texts: the rules' own examples strung together to calls of about 500 words (every line nearly is
one that a rule must look at: the worst case), the written calls of tests/stress, the gold
transcripts of sample_calls, and any call files or folders named. Over the same words it takes
the time of the whole catalogue of rules; of `spacy.blank("en")` tokenising; of the parse of some
turns; of the full `en_core_web_sm` pipeline. The rules are compared with the tokenizer plus a
parse, twice:

- of the turns that have a trigger: the look-up finds in their words all that a pattern cannot do
  without, for at least one pattern of a rule that may apply to the call and listens to that
  speaker. Patterns that no word gives away, which are tried in every turn, count for nothing.
- of the turns that a rule really parses, which are far fewer: the stricter yardstick.

Each time is processor time, the best of several rounds, since other programs on the machine only
ever add to it; a round takes all times one after the other, so that a busy minute slows them alike.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable
from functools import cached_property, partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import spacy

from callaudit.core.call import Call
from callaudit.engine import CompiledPack, compile_pack, evaluate, heard
from callaudit.pipeline.build import build_call
from callaudit.pipeline.examples import call_from_dialogue
from callaudit.rulespec import default_rules, load_pack, load_policy
from callaudit.runner.plan import make_plan
from callaudit.speakers import infer_speakers
from callaudit.text import normalise
from callaudit.text.language import PARSER_PACKAGE, parser, tokenizer

EXAMPLES_A_CALL = 45
EXAMPLE_CALLS = 12
ROUNDS = 7
FEW_ROUNDS = 2
TOP = Path(__file__).resolve().parent.parent

Numbers = dict[str, float | int | str]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("calls", nargs="*", type=Path)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    tokenizer()
    pack, compiling = compiled()
    show("rules", compiling)
    results = {"rules": compiling}
    noted = note_parses()
    full = spacy.load(PARSER_PACKAGE)
    written = (TOP / "tests/stress/calls", TOP / "sample_calls/gold", *asked.calls)
    texts: dict[str, Callable[[], list[Call]]] = {
        "examples of the rules": example_calls,
        **{"/".join(path.parts[-2:]): partial(written_calls, path) for path in written},
    }
    for name, calls in texts.items():
        results[name] = measured(pack, calls(), noted, full)
        show(name, results[name])
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


def compiled() -> tuple[CompiledPack, Numbers]:
    """Return the catalogue under a policy, and the seconds it takes to read and to compile it."""
    rules = default_rules()
    began = time.process_time()
    loaded = load_pack(rules)
    read = time.process_time()
    pack = compile_pack(loaded, load_policy("third_party", rules=rules))
    done = time.process_time()
    gc.freeze()  # as pipeline.tools does
    return pack, {
        "in force": len(pack.rules),
        "read s": round(read - began, 2),
        "compile s": round(done - read, 2),
    }


def measured(pack: CompiledPack, calls: list[Call], noted: list[str], full: Any) -> Numbers:
    """Return all numbers of one set of calls."""
    texts = [turn.text for call in calls for turn in call.conversation.turns]
    words = sum(len(text.split()) for text in texts)
    for call in calls:  # compiles the expressions that these calls need
        evaluate(pack, call)
    noted.clear()
    for call in calls:
        evaluate(pack, call)
    parsed = list(noted)
    triggered = [text for call in calls for text in with_a_trigger(pack, call)]
    blank = spacy.blank("en")
    cheap = best(
        rules=lambda: [evaluate(pack, call) for call in calls],
        words=lambda: [hear(pack, call) for call in calls],
        places=lambda: [hear(pack, call).places(pack) for call in calls],
        blank=lambda: [blank.make_doc(text) for text in texts],
        parse=lambda: [parser()(text) for text in parsed],
    )
    dear = best(
        rounds=FEW_ROUNDS,
        triggered=lambda: [parser()(text) for text in triggered],
        full=lambda: [full(text) for text in texts],
    )
    rules_s, blank_s, parse_s = cheap["rules"], cheap["blank"], cheap["parse"]
    shares = {
        "canonical words": cheap["words"],
        "look-up": cheap["places"] - cheap["words"],
        "parse": parse_s,
        "rules": rules_s - cheap["places"] - parse_s,
    }
    return {
        "calls": len(calls),
        "words": words,
        "turns": len(texts),
        "turns with a trigger": len(triggered),
        "turns parsed by rules": len(parsed),
        "words a second": round(words / rules_s),
        "milliseconds a call": round(1000 * rules_s / len(calls), 2),
        "times tokenizer": round(rules_s / blank_s, 2),
        "times tokenizer and parse of turns with a trigger": round(
            rules_s / (blank_s + dear["triggered"]), 2
        ),
        "times tokenizer and parse of turns parsed by rules": round(
            rules_s / (blank_s + parse_s), 2
        ),
        "times faster than full pipeline": round(dear["full"] / rules_s, 1),
        "shares": ", ".join(f"{name} {part / rules_s:.0%}" for name, part in shares.items()),
    }


def with_a_trigger(pack: CompiledPack, call: Call) -> list[str]:
    """Return the turns in which the look-up finds all that some pattern cannot do without."""
    made = hear(pack, call)
    found = {
        place.turn
        for places in made.places(pack).values()
        for place in places
        if any(place.pattern.gates[number] for number in place.phrases)
    }
    whole = [part for turn in found for part in ([p for _, p in turn.parts] or [turn])]
    return [heard.turn.text for heard in whole]


def hear(pack: CompiledPack, call: Call) -> heard.HeardCall:
    """Return a call with the canonical words of its turns made."""
    made = heard.HeardCall(call, mishearings=pack.ear.mishearings)
    for turn in made.sentences:
        _ = turn.vocabulary
    return made


def example_calls() -> list[Call]:
    """Return calls of about 500 words, made of the rules' examples in turn."""
    pack = load_pack(default_rules())
    lines = [
        *(case.say for rule in pack.rules for case in rule.examples.fail),
        *(case.say for rule in pack.rules for case in rule.examples.passing),
    ]
    said = cycle(line for line in lines if " / " not in line and "[" not in line)
    return [
        call_from_dialogue("\n".join(islice(said, EXAMPLES_A_CALL)), {"call_id": f"bench{i}"})
        for i in range(EXAMPLE_CALLS)
    ]


def written_calls(path: Path) -> list[Call]:
    """Return the calls of a file or folder of transcripts, as an audit understands them."""
    tasks = make_plan((path,), log=None, out=path / "none").tasks
    return [
        build_call(
            task.metadata,
            infer_speakers(task.conversation, metadata=task.metadata),
            history=task.history,
        )
        for task in tasks
        if task.conversation is not None
    ]


def note_parses() -> list[str]:
    """Note every turn that the rules parse, in the list that is returned."""
    noted: list[str] = []
    parse = vars(heard.HeardTurn)["parse"].func

    def noting(turn: heard.HeardTurn) -> object:
        noted.append(turn.turn.text)
        return parse(turn)

    replacement = cached_property(noting)
    replacement.__set_name__(heard.HeardTurn, "parse")
    heard.HeardTurn.parse = replacement  # type: ignore[assignment]
    return noted


def best(*, rounds: int = ROUNDS, **works: Callable[[], object]) -> dict[str, float]:
    """Return the least processor time of each work, in seconds, each with no turn remembered."""
    least = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            normalise.normalise.cache_clear()
            gc.collect()
            began = time.process_time()
            work()
            least[name] = min(least[name], time.process_time() - began)
    return least


def show(name: str, numbers: Numbers) -> None:
    """Print one set of numbers."""
    print(f"\n{name}")  # noqa: T201 - a script's result
    for key, value in numbers.items():
        print(f"  {key:52} {value:>10}")  # noqa: T201


if __name__ == "__main__":
    main()
