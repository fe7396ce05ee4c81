"""What the second detector costs, over calls in words, or those of `rules.py`.

    python benchmarks/like.py [CALLS] [--json FILE]

The same calls are judged by patterns alone, with likeness, and with likeness when every vector
was made before, as in a second audit under changed rules.
"""

import argparse
import json
import time
from pathlib import Path

from callaudit.core.conversation import Speaker
from callaudit.engine import CompiledPack, compile_pack, evaluate
from callaudit.engine.compile import compile_ear
from callaudit.engine.heard import HeardCall
from callaudit.pipeline.second_detector import find_likeness, uses_likeness
from callaudit.rulespec import default_rules, load_pack, load_policy
from callaudit.rulespec.pattern import FEWEST_LIKE_WORDS
from callaudit.text.sentences import sentences_of
from rules import example_calls, written_calls


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("calls", nargs="?", type=Path)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    rules = default_rules()
    pack, policy = load_pack(rules), load_policy("third_party", rules=rules)
    if not uses_likeness(pack):
        raise SystemExit("no rule in force has a like pattern: there is nothing to measure")
    calls = written_calls(asked.calls) if asked.calls else example_calls()
    likeness = find_likeness()
    likeness.vector(("load", "the", "model", "now"))
    before = likeness.embedded
    plain = compile_pack(pack, policy, ear=compile_ear(pack))
    alike = compile_pack(pack, policy, ear=compile_ear(pack, likeness=likeness))
    judged(plain, calls)  # the matchers are built at the first call
    alone_s, cold_s = judged(plain, calls), judged(alike, calls)
    embedded = likeness.embedded - before
    kept_s = judged(alike, calls)
    spoken = [
        turn.plain.words[first:last]
        for call in calls
        for turn in HeardCall(call, mishearings=plain.ear.mishearings).said_by(Speaker.AGENT)
        for first, last in sentences_of(turn.plain)
    ]
    long_enough = {words for words in spoken if len(words) >= FEWEST_LIKE_WORDS}
    result = {
        "calls": len(calls),
        "agent_sentences": len(spoken),
        "different_and_long_enough": len(long_enough),
        "embedded": embedded,
        "embedded_share": round(embedded / len(spoken), 3),
        "ms_a_sentence_embedded": round(1000 * (cold_s - kept_s) / max(1, embedded), 2),
        "ms_a_call_patterns_alone": round(1000 * alone_s / len(calls), 1),
        "ms_a_call_with_like": round(1000 * cold_s / len(calls), 1),
        "ms_a_call_with_like_kept": round(1000 * kept_s / len(calls), 1),
    }
    for name, value in result.items():
        print(f"{name.replace('_', ' '):34} {value:>10}")  # noqa: T201 - a script's result
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


def judged(pack: CompiledPack, calls: list) -> float:  # type: ignore[type-arg]
    """Return the processor seconds that judging the calls takes."""
    began = time.process_time()
    for call in calls:
        evaluate(pack, call)
    return time.process_time() - began


if __name__ == "__main__":
    main()
