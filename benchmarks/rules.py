"""How fast stored transcripts are audited again, against what spaCy needs for the same words.

    python benchmarks/rules.py [--calls 60] [--json FILE]

Calls are made of the rules' own examples, strung together to about 800 words, the length of five
minutes of speech. Three times are taken over the same words: the whole catalogue of rules;
`spacy.blank("en")` tokenising plus the parse of the turns that the rules parsed; the full
`en_core_web_sm` pipeline. Each is the best of three runs.
"""

import argparse
import json
import time
from collections.abc import Callable
from functools import cached_property
from itertools import cycle, islice
from pathlib import Path

import spacy

from callaudit.core.call import Call
from callaudit.engine import compile_pack, evaluate, heard
from callaudit.pipeline.examples import call_from_dialogue
from callaudit.rulespec import default_rules, load_pack, load_policy
from callaudit.text import normalise
from callaudit.text.language import PARSER_PACKAGE, parser

EXAMPLES_A_CALL = 45
"""Examples strung together into one call: about 800 words."""

RUNS = 3


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=60)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    calls = long_calls(asked.calls)
    texts = [turn.text for call in calls for turn in call.conversation.turns]
    words = sum(len(text.split()) for text in texts)
    rules = default_rules()
    pack = compile_pack(load_pack(rules), load_policy("third_party", rules=rules))
    parsed = count_parses()
    rules_s = best(lambda: [evaluate(pack, call) for call in calls])
    parses = len(parsed) // RUNS
    parse_s = best(lambda: [parser()(text) for text in parsed[:parses]])
    blank, full = spacy.blank("en"), spacy.load(PARSER_PACKAGE)
    blank_s = best(lambda: [blank.make_doc(text) for text in texts])
    full_s = best(lambda: [full(text) for text in texts])
    result = {
        "calls": len(calls),
        "words": words,
        "rules": len(pack.rules),
        "turns": len(texts),
        "turns_parsed": parses,
        "rules_words_per_s": round(words / rules_s),
        "tokenizer_words_per_s": round(words / blank_s),
        "full_pipeline_words_per_s": round(words / full_s),
        "times_tokenizer_and_parse": round(rules_s / (blank_s + parse_s), 2),
        "times_faster_than_full_pipeline": round(full_s / rules_s, 2),
    }
    for name, value in result.items():
        print(f"{name.replace('_', ' '):34} {value:>10}")  # noqa: T201 - a script's result
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


def long_calls(count: int) -> list[Call]:
    """Return calls of about 800 words, made of the rules' examples in turn."""
    pack = load_pack(default_rules())
    lines = [
        *(case.say for rule in pack.rules for case in rule.examples.fail),
        *(case.say for rule in pack.rules for case in rule.examples.passing),
    ]
    said = cycle(line for line in lines if " / " not in line and "[" not in line)
    return [
        call_from_dialogue("\n".join(islice(said, EXAMPLES_A_CALL)), {"call_id": f"bench{i}"})
        for i in range(count)
    ]


def count_parses() -> list[str]:
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


def best(work: Callable[[], object]) -> float:
    """Return the shortest of three runs, in seconds, each with an empty cache of words."""
    times = []
    for _ in range(RUNS):
        normalise.normalise.cache_clear()
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


if __name__ == "__main__":
    main()
