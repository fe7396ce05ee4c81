"""Each kind of check on small calls: what breaks it, what keeps it, what it cannot tell."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from callaudit.core.finding import NO_RECORDING, Finding
from callaudit.engine import compile_pack, evaluate
from callaudit.engine.kinds import KINDS
from callaudit.rulespec import default_rules, load_policy
from callaudit.rulespec.checks import KIND_NAMES
from callaudit.rulespec.rule import Rule, RulePack
from tests.builders import call


def judge(check: str, say: str, *, scope: str = "{}", **metadata: Any) -> Finding:
    """Judge one call by one check, written as in a rule file."""
    rule = Rule.model_validate(
        {
            "schema": 1,
            "id": "MY-01-rule",
            "category": "threat_vague",
            "title": "A rule",
            "status": "test",
            "severity": "minor",
            "basis": "policy",
            "changed": "2026-11-22",
            "scope": yaml.safe_load(scope),
            "check": yaml.safe_load(check),
            "coaching": {"why": "So."},
        }
    )
    pack = RulePack(rules=(rule,), cues=(), words={}, digest="sha256:0")
    policy = load_policy("third_party", rules=default_rules())
    (finding,) = evaluate(compile_pack(pack, policy), call(say, **metadata))
    return finding


def verdict(check: str, say: str, **more: Any) -> str:
    return judge(check, say, **more).verdict.value


def quotes(check: str, say: str, **more: Any) -> list[str]:
    return [evidence.quote for evidence in judge(check, say, **more).evidence]


def test_the_table_of_kinds_is_the_closed_list() -> None:
    assert tuple(KINDS) == KIND_NAMES
    folder = Path(__file__).parents[3] / "callaudit" / "engine" / "kinds"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "answers"}
    assert files == set(KIND_NAMES)


FORBID = "{kind: forbid, patterns: [{name: sue, phrase: ['sue you']}]}"


def test_forbid_quotes_every_place_it_was_said() -> None:
    said = "agent: We'll sue you. / customer: What? / agent: I said we will sue you."
    assert quotes(FORBID, said) == ["sue you", "sue you"]
    assert verdict(FORBID, "customer: I'll sue you.") == "met"


TOKENS = "{kind: forbid, patterns: [{name: sue, tokens: [{LOWER: sue}, {LOWER: {IN: [you, ya]}}]}]}"


def test_forbid_takes_token_patterns() -> None:
    assert quotes(TOKENS, "agent: We could sue ya tomorrow.") == ["sue ya"]


DEPENDENCY = """
kind: forbid
patterns:
  - name: sue-whom
    dependency:
      - {RIGHT_ID: act, RIGHT_ATTRS: {LEMMA: sue}}
      - {LEFT_ID: act, REL_OP: ">", RIGHT_ID: whom, RIGHT_ATTRS: {DEP: dobj, LOWER: you}}
"""


def test_a_dependency_pattern_knows_who_is_sued() -> None:
    assert verdict(DEPENDENCY, "agent: Our lawyers will gladly sue you.") == "broken"
    assert verdict(DEPENDENCY, "agent: You could sue the contractor.") == "met"


FUZZY = """
kind: require
elements:
  - name: purpose
    patterns: [{name: purpose, phrase: ["this is an attempt to collect a debt"], fuzzy: 85}]
"""


def test_a_garbled_disclosure_still_counts() -> None:
    garbled = "agent: Hello, this is an a temp to collect a debt, sir."
    assert verdict(FUZZY, garbled) == "met"
    assert verdict(FUZZY, "agent: Hello, this is a call about a delivery, sir.") == "broken"


REQUIRE = """
kind: require
within: {seconds: 10, of: call_start}
elements:
  - {name: name, patterns: [{name: name, phrase: [my name is]}]}
  - {name: company, patterns: [{name: firm, phrase: [from pine ridge]}]}
"""


def test_require_names_what_was_never_said() -> None:
    found = judge(REQUIRE, "agent: Hello, my name is Dana.")
    assert (found.verdict.value, found.because) == ("broken", "Never said: company")


CALLED_FOR = """
kind: require
elements:
  - {name: asks, patterns: [{name: asks, phrase: ["what is your (zip|email)"]}]}
only_if:
  speaker: customer
  patterns: [{name: never-came, phrase: ["never came"]}]
"""


def test_require_shows_the_words_that_came_after_they_were_called_for() -> None:
    before = "agent: What is your zip? / customer: The bill never came."
    assert verdict(CALLED_FOR, before) == "met"
    assert quotes(CALLED_FOR, before) == []
    after = f"{before} / agent: What is your email?"
    assert quotes(CALLED_FOR, after) == ["What is your email"]


def test_require_tells_late_from_never() -> None:
    said = "agent [0-2]: my name is Dana / customer [2-20]: yes / agent [20-23]: from Pine Ridge"
    assert judge(REQUIRE, said).because.startswith("Company came after it was due")


def test_require_is_undetermined_where_an_unknown_voice_said_it() -> None:
    said = "agent: Hello, my name is Dana. / unknown: I am from Pine Ridge."
    assert verdict(REQUIRE, said) == "undetermined"


ORDER = """
kind: order
first: {patterns: [{name: verify, phrase: [date of birth]}]}
before: {patterns: [{name: balance, phrase: [your balance]}]}
"""


def test_order_wants_the_first_thing_first() -> None:
    good = "agent: Your date of birth? / customer: May. / agent: Thanks, your balance is due."
    bad = "agent: Your balance is due. / customer: Oh. / agent: Your date of birth?"
    assert verdict(ORDER, good) == "met"
    assert quotes(ORDER, bad) == ["Your balance"]
    assert verdict(ORDER, "agent: Good morning.") == "not_applicable"


RESPOND = """
kind: respond
must: {must}
within: {{turns: 3, of: trigger}}
trigger: {{speaker: customer, patterns: [{{name: stop, phrase: [stop calling]}}]}}
answer: {{speaker: agent, patterns: [{{name: pay, phrase: [pay today]}}]}}
"""


def test_respond_cites_the_answer_and_what_it_answered() -> None:
    check = RESPOND.format(must="not_happen")
    said = "customer: Stop calling me. / agent: Can you pay today?"
    assert quotes(check, said) == ["pay today", "Stop calling"]
    assert verdict(check, "agent: Can you pay today? / customer: Stop calling.") == "met"
    assert verdict(check, "agent: Can you pay today?") == "not_applicable"


def test_respond_is_lifted_by_what_the_speaker_says_next() -> None:
    check = RESPOND.format(must="not_happen") + (
        "lifted_by: {patterns: [{name: go-ahead, phrase: [go ahead]}]}\n"
    )
    lifted = "customer: Stop calling. / agent: Sorry. / customer: No, go ahead. / agent: Pay today."
    too_late = "customer: Stop calling. / agent: Pay today. / customer: Okay, go ahead."
    asked_by_agent = "customer: Stop calling. / agent: I'll go ahead. Pay today."
    assert verdict(check, lifted) == "met"
    assert verdict(check, too_late) == "broken"
    assert verdict(check, asked_by_agent) == "broken"


def test_respond_may_ask_for_an_answer() -> None:
    check = RESPOND.format(must="happen")
    assert verdict(check, "customer: Stop calling me. / agent: Fine.") == "broken"
    assert verdict(check, "customer: Stop calling me.") == "not_applicable"
    answered = "customer: Stop calling me. / agent: Do pay today."
    assert verdict(check, answered) == "met"
    assert quotes(check, answered) == ["pay today"]


ONLY = """
kind: only
min_content_words: 2
allowed: [{name: ask, phrase: ["call me [back]"]}]
never: [{name: urgent, phrase: [urgent]}]
ignore: [please, "thank you"]
"""


def test_only_quotes_what_nothing_explains() -> None:
    assert quotes(ONLY, "agent: Please call me back. About your garden fence.") == [
        "About your garden fence"
    ]
    assert quotes(ONLY, "agent: Urgent, call me.") == ["Urgent"]
    assert verdict(ONLY, "agent: Please call me back. Thank you.") == "met"


PRESENT = "{kind: element, element: amount, must: present}"
AGREE = "{kind: element, element: amount, must: agree}"
LEDGER: dict[str, Any] = {"amount": "342.50", "invoice_number": "4471", "attempt_number": 2}


def test_a_name_that_sounds_like_the_records_is_left_to_a_person() -> None:
    check = "{kind: element, element: agent_name, must: agree}"
    log: dict[str, Any] = {"agent": {"name": "Colin Mabry"}}
    found = judge(check, "agent: Hello, this is Colleen Mabley.", **log)
    assert (str(found.verdict), found.because) == (
        "undetermined",
        "“Colleen Mabley” was heard, the log has “Colin Mabry”, which sounds alike",
    )
    assert [e.quote for e in found.evidence] == ["Colleen Mabley"]
    assert str(judge(check, "agent: Hello, this is Collin Mabrie.", **log).verdict) == "met"


def test_an_element_is_said_and_agrees_with_the_ledger() -> None:
    right = "agent: Lee, invoice 4471 is for three forty two fifty. / customer: Okay."
    wrong = "agent: Lee, invoice 4471 is for four hundred dollars. / customer: Okay."
    assert verdict(PRESENT, right, **LEDGER) == "met"
    assert (
        quotes(PRESENT, right, **LEDGER)
        == quotes(AGREE, right, **LEDGER)
        == ["three forty two fifty"]
    )
    assert verdict(AGREE, right, **LEDGER) == "met"
    assert quotes(AGREE, wrong, **LEDGER) == ["four hundred dollars"]
    assert "the ledger has 342.50" in judge(AGREE, wrong, **LEDGER).because
    silent = "agent: Lee, it is about invoice 4471. / customer: Okay."
    assert verdict(PRESENT, silent, **LEDGER) == "broken"
    assert judge(PRESENT, silent, **LEDGER).because == "The amount was not said"
    asked = "{kind: element, element: invoice_received_asked, must: present}"
    first = {**LEDGER, "attempt_number": 1, "collector_party": "first"}
    because = "It was not asked whether the invoice was received"
    assert judge(asked, silent, **first).because == because


HOURS = "{kind: metadata, fact: local_start_time, between: [{setting: hours.start}, {setting: hours.end}]}"  # noqa: E501 - one check
EAST = [{"source": "mailing_address", "tz": "America/New_York"}]
BOTH = [*EAST, {"source": "area_code", "tz": "America/Chicago"}]


@pytest.mark.parametrize(
    ("start", "zones", "wanted"),
    [
        ("2026-03-04T08:00:00-05:00", EAST, "met"),
        ("2026-03-04T07:59:59-05:00", EAST, "broken"),
        ("2026-03-04T21:00:00-05:00", EAST, "met"),
        ("2026-03-04T21:00:01-05:00", EAST, "broken"),
        ("2026-03-04T08:30:00-05:00", BOTH, "broken"),
        ("2026-03-04T09:00:00-05:00", BOTH, "met"),
        ("2026-03-04T21:40:00-05:00", BOTH, "broken"),
        ("2026-03-04T12:00:00-05:00", [], "undetermined"),
    ],
)
def test_every_zone_the_consumer_may_be_in_must_be_lawful(
    start: str, zones: list[dict[str, str]], wanted: str
) -> None:
    assert verdict(HOURS, "agent: Hi.", start=start, consumer={"timezones": zones}) == wanted


def test_the_zone_that_breaks_is_named() -> None:
    found = judge(
        HOURS, "agent: Hi.", start="2026-03-04T08:30:00-05:00", consumer={"timezones": BOTH}
    )
    assert found.because == (
        "Placed at 07:30:00 in America/Chicago (area code); "
        "in bounds: placed at 08:30:00 in America/New_York (mailing address) "
        "(allowed: 08:00:00 to 21:00:00)"
    )


SEVEN = "{kind: history, count: calls_placed, window_days: 7, at_most: 7, presumption: true}"


def attempts(count: int) -> list[dict[str, str]]:
    return [
        {"start": f"2026-11-1{2 + i // 2}T{10 + i % 2}:00:00-05:00", "result": "no_answer"}
        for i in range(count)
    ]


def test_the_eighth_call_in_seven_days_is_presumed_a_violation() -> None:
    said = "agent: Hi."
    assert verdict(SEVEN, said, history=attempts(6), attempt_number=7) == "met"
    eighth = judge(SEVEN, said, history=attempts(7), attempt_number=8)
    assert (eighth.verdict.value, eighth.because) == (
        "broken",
        "8 calls placed in 7 days: presumed violation; counted: 2026-11-12 10:00, "
        "2026-11-12 11:00, 2026-11-13 10:00, 2026-11-13 11:00, 2026-11-14 10:00, "
        "2026-11-14 11:00, 2026-11-15 10:00, and this one",
    )
    assert verdict(SEVEN, said, history=attempts(2), attempt_number=9) == "undetermined"


PACE = "{kind: talk, bounds: [{measure: phone_digits_per_s, at_most: 3.0}]}"


def test_a_number_said_too_fast_is_measured_on_its_seconds() -> None:
    slow = "agent [0-8]: 614-555-0142"
    fast = "agent [0-1]: 614-555-0142"
    assert verdict(PACE, slow) == "met"
    assert judge(PACE, fast).because == "Phone digits a second 10 (at most 3)"
    assert verdict(PACE, "agent: 614-555-0142") == "undetermined"


def test_a_measure_of_a_call_without_sound_or_words_says_that_there_is_no_recording() -> None:
    said_nothing = judge(PACE, "")
    assert (said_nothing.verdict.value, said_nothing.because) == ("undetermined", NO_RECORDING)


def test_a_scope_that_does_not_fit_says_why() -> None:
    found = judge(FORBID, "agent: Hi.", scope="{contacts: [voicemail]}")
    assert (found.verdict.value, found.because) == (
        "not_applicable",
        "Applies to voicemail; this is consumer",
    )


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"flags": {"work_prohibited": True}, "phone_type": "work"}, "broken"),
        ({"flags": {"work_prohibited": True}, "phone_type": "mobile"}, "not_applicable"),
        ({"flags": {"work_prohibited": True}}, "not_applicable"),
        ({"flags": {"work_prohibited": False}, "phone_type": "work"}, "not_applicable"),
        ({"phone_type": "work"}, "not_applicable"),
    ],
)
def test_a_scope_may_ask_for_a_line_at_work_that_is_forbidden(
    facts: dict[str, Any], wanted: str
) -> None:
    scope = "{flags: {work_prohibited: true, work_phone: true}}"
    assert verdict(FORBID, "agent: We'll sue you.", scope=scope, **facts) == wanted


@pytest.mark.parametrize(
    ("reveals", "wanted"), [(True, "broken"), (False, "not_applicable"), (None, "not_applicable")]
)
def test_a_scope_may_ask_whether_the_companys_name_shows_collection(
    reveals: bool | None, wanted: str
) -> None:
    scope = "{flags: {company_name_reveals_collection: true}}"
    agent = {"company_name_reveals_collection": reveals}
    assert verdict(FORBID, "agent: We'll sue you.", scope=scope, agent=agent) == wanted


def test_only_leaves_a_clause_to_the_rule_whose_subject_it_is() -> None:
    check = """
    kind: only
    allowed: [{name: greeting, phrase: [good morning]}]
    elsewhere: [{name: debt, phrase: [balance]}]
    """
    said = "agent: Good morning. The whole balance waits there. The whole crowd waits there."
    assert quotes(check, said) == ["The whole crowd waits there"]


def test_an_unknown_attempt_leaves_the_rule_undetermined() -> None:
    found = judge(FORBID, "agent: Hi.", scope="{attempts: first}", attempt_number=None)
    assert found.verdict.value == "undetermined"


LAWFUL = """
kind: forbid
patterns: [{name: sue, phrase: ["sue you"]}]
unless:
  - lawful_if:
      flags: [legal_action_authorized]
      not_flags: [time_barred]
      sentence: not a violation only if suit was authorised
"""


@pytest.mark.parametrize(
    ("flags", "wanted"),
    [
        ({}, ("broken", "conditional")),
        ({"legal_action_authorized": True}, ("met", "certain")),
        ({"legal_action_authorized": False}, ("broken", "certain")),
        ({"legal_action_authorized": True, "time_barred": True}, ("broken", "certain")),
    ],
)
def test_a_threat_is_weighed_by_the_accounts_flags(
    flags: dict[str, bool], wanted: tuple[str, str]
) -> None:
    found = judge(LAWFUL, "agent: We will sue you.", flags=flags)
    assert (found.verdict.value, found.confidence.value) == wanted


UNBARRED = LAWFUL.replace("      flags: [legal_action_authorized]\n", "")


@pytest.mark.parametrize(
    ("flags", "wanted"), [({}, "broken"), ({"time_barred": False}, "met")], ids=str
)
def test_a_state_alone_must_be_known(flags: dict[str, bool], wanted: str) -> None:
    assert verdict(UNBARRED, "agent: We will sue you.", flags=flags) == wanted
