"""Scripts judged by the rules that judge calls."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callaudit.core.errors import FaultsError
from callaudit.core.script_finding import ScriptFinding
from callaudit.pipeline.script_lint import LintSettings, ScriptLinter
from callaudit.rulespec import default_rules
from callaudit.scripts.read import read_script


@pytest.fixture(scope="module")
def linter() -> ScriptLinter:
    return ScriptLinter(LintSettings(rules=default_rules()))


def lint(linter: ScriptLinter, text: str, path: str = "x.md") -> tuple[ScriptFinding, ...]:
    return linter.lint(read_script(text.encode(), path=path))


def places(found: tuple[ScriptFinding, ...], severity: str = "major") -> list[tuple]:
    """Rule, line, column and quote of what is at least so severe."""
    ranks = ["critical", "major", "minor", "coach"]
    least = ranks.index(severity)
    return [(f.rule_id, f.line, f.column, f.quote) for f in found if f.severity.rank <= least]


GOOD = "Hello [name], this is [your name] with [company]. Please call me back at [phone number]."


def test_a_short_voicemail_is_clean_under_every_policy(linter):
    for party in ("first", "third"):
        head = f"---\ntype: voicemail\nparty: {party}\n---\n"
        assert lint(linter, f"{head}{GOOD}\n") == ()


def test_an_amount_in_a_voicemail_is_a_slot_in_the_wrong_place(linter):
    found = lint(linter, f"# Voicemail\n\n{GOOD}\nYour balance is {{{{amount}}}}.\n")
    quotes = [quote for rule, line, _, quote in places(found) if rule == "VM-01-debt-talk"]
    assert quotes == ["Your balance", "{{amount}}"]
    assert {line for _, line, _, _ in places(found)} == {4}


def test_the_policy_says_whether_a_message_may_name_the_invoice(linter):
    text = f"# First voicemail\n\n{GOOD}\nIt is about invoice [invoice number].\n"
    never = ScriptLinter(LintSettings(rules=default_rules(), policy="third_party"))
    assert [f.rule_id for f in lint(linter, text)] == []
    assert "VM-02-invoice-ref" in [f.rule_id for f in lint(never, text)]
    later = text.replace("First", "Second")
    assert [f.rule_id for f in lint(linter, later)] == ["VM-02-invoice-ref-repeat"]


def test_a_branch_is_judged_on_its_own(linter):
    text = (
        "# Second attempt\n\nAgent: Hi, is this [name]?\n\n"
        'If the customer says "stop calling me":\n    Agent: I will. Goodbye.\n\n'
        "Otherwise:\n    Agent: Can you pay [amount] by [payment date]?\n"
    )
    assert "REGF-14h-stop" not in {f.rule_id for f in lint(linter, text)}
    pushed = text.replace("I will. Goodbye.", "When can you pay it?")
    assert "REGF-14h-stop" in {f.rule_id for f in lint(linter, pushed)}


def test_what_is_required_must_be_said_on_every_way_to_the_end(linter):
    text = (
        "# Second attempt\n\nAgent: Hi, is this [name]? This is [your name] with [company].\n"
        "It is about invoice [invoice number] for [amount], due [due date].\n\n"
        "Option A: Can you pay by [payment date]?\n\nOption B: {0}\n"
    )
    missing = [f for f in lint(linter, text.format("I'll wait.")) if f.rule_id == "REQ-06-paydate"]
    assert [(f.line, f.message.rpartition(" (")[2]) for f in missing] == [
        (1, "on the way: Option B)")
    ]
    ended = text.format("Sorry, wrong number.\n    (End call)")
    assert "REQ-06-paydate" not in {f.rule_id for f in lint(linter, ended)}


def test_a_threat_is_lawful_only_where_its_branch_names_the_flags(linter):
    said = "Agent: Our attorney will file a lawsuit on [date]."
    flags = "flag: legal_action_authorized, legal_action_intended"
    bare = lint(linter, f"# Second attempt\n\nAgent: Hi.\n\nIf the customer refuses:\n{said}\n")
    named = lint(
        linter,
        f"# Second attempt\n\nAgent: Hi.\n\nIf the customer refuses:\n<!-- {flags} -->\n{said}\n",
    )
    assert "FDCPA-1692e5-lawsuit" in {f.rule_id for f in bare}
    assert "FDCPA-1692e5-lawsuit" not in {f.rule_id for f in named}


def test_a_recording_notice_is_asked_for_where_the_state_wants_it(linter):
    text = "---\ntype: second_attempt\njurisdictions: [{0}]\n---\nHello, is this [name]?\n"
    for states, wanted in (("CA", True), ("NY", False), ("NY, CA", True)):
        rules = {f.rule_id for f in lint(linter, text.format(states))}
        assert ("REC-01-notice" in rules) is wanted


def test_a_letter_is_judged_by_what_it_may_not_say_alone(linter):
    found = lint(linter, "---\ntype: letter\n---\n\nIf you don't pay you will be arrested.\n")
    assert [f.rule_id for f in found] == ["FDCPA-1692e4-arrest"]


def test_a_denial_is_no_threat(linter):
    found = lint(linter, "---\ntype: letter\n---\n\nYou will not be arrested for this.\n")
    assert found == ()


def test_unknown_slots_and_scripts_of_no_sort_are_told(linter):
    found = lint(linter, "Hello, your [favourite colour].\n")
    assert [(f.rule_id, f.line, f.column) for f in found if f.rule_id.startswith("LINT")] == [
        ("LINT-type", 1, 1),
        ("LINT-slot", 1, 13),
    ]


@pytest.mark.parametrize(
    ("select", "ignore", "rules"),
    [
        (("VM-01",), (), {"VM-01-debt-talk"}),
        (("voicemail",), ("VM-0",), set()),
        (("vm_debt_or_payment_talk",), (), {"VM-01-debt-talk"}),
    ],
)
def test_rules_are_chosen_by_id_area_or_category(select, ignore, rules):
    chosen = ScriptLinter(LintSettings(rules=default_rules(), select=select, ignore=ignore))
    found = lint(chosen, f"# Voicemail\n\n{GOOD} You owe us.\n")
    assert {f.rule_id for f in found} == rules


def test_every_finding_quotes_what_stands_in_its_place(linter):
    text = "# Second attempt\r\n\r\n\tAgent: \U0001f600 é́ If you don't pay, **you'll\r\n"
    text += "be arrested** by [payment date]!\r\n"
    found = [f for f in lint(linter, text) if f.rule_id == "FDCPA-1692e4-arrest"]
    assert len(found) == 1
    first = text.split("\r\n")[2]
    assert found[0].source_line == first
    assert (found[0].line, found[0].column) == (3, first.index("you'll") + 1)
    assert (found[0].end_line, found[0].end_column) == (4, len("be arrested") + 1)


ALLOWED = (
    "# Second voicemail\n\n"
    f"{GOOD}\n\n"
    "<!-- callaudit: allow VM-02-invoice-ref-repeat{0} -->\n"
    "It is about invoice [invoice number].\n"
)


@pytest.mark.parametrize(
    ("order", "rules"),
    [
        (" until 2027-01-31 reason: client policy 4.2", []),
        (" reason: client policy 4.2", []),
        (" until 2026-01-31 reason: client policy", ["LINT-allow", "VM-02-invoice-ref-repeat"]),
        (" until 2027-01-31", ["LINT-allow", "VM-02-invoice-ref-repeat"]),
        (" until spring reason: x", ["LINT-allow", "VM-02-invoice-ref-repeat"]),
        ("-x reason: x", ["LINT-allow", "VM-02-invoice-ref-repeat"]),
        (", VM-01-debt-talk reason: x", ["LINT-allow"]),
    ],
)
def test_a_comment_allows_a_rule_for_a_reason_and_a_time(order, rules):
    dated = LintSettings(rules=default_rules(), today=date(2026, 11, 22), select=("LINT", "VM-02"))
    assert [f.rule_id for f in lint(_of(dated), ALLOWED.replace("{0}", order))] == rules


def test_an_order_holds_for_its_paragraph_or_from_the_top_for_the_file(linter):
    text = ALLOWED.replace("{0}", " reason: x") + "\nInvoice [invoice number] it is.\n"
    assert [(f.rule_id, f.line) for f in lint(linter, text)] == [("VM-02-invoice-ref-repeat", 8)]
    order = "<!-- callaudit: allow VM-02-invoice-ref-repeat reason: x -->"
    assert lint(linter, f"{order}\n\n" + text.replace(order, "")) == ()


def test_words_that_nobody_thought_of_are_found_by_their_meaning_where_that_is_wanted(linter):
    said = "I'll get the church treasurer on the line, I'm sure your pastor has views about it."
    text = f"# Second attempt\n\nAgent: It is about the debt.\n\nAgent: {said}\n"
    alike = _of(LintSettings(rules=default_rules(), like=True))
    found = [f for f in lint(alike, text) if f.rule_id == "THR-07-tell-others"]
    assert [f.rule_id for f in lint(linter, text) if f.rule_id == "THR-07-tell-others"] == []
    assert [(f.line, f.column, f.confidence) for f in found] == [(5, 8, "likely")]
    assert found[0].message.endswith("(found by its meaning)")


_LINTERS: dict[LintSettings, ScriptLinter] = {}


def _of(chosen: LintSettings) -> ScriptLinter:
    """Compile once for each choice of settings."""
    return _LINTERS.setdefault(chosen, ScriptLinter(chosen))


MARKS = "[amount] {{ }} <!-- --> `  | * ____ &amp; \U0001f600 é́ ".split()
WORDS = "Agent: |---\n|\r\n|\t|# First call\n|If |: |you will be arrested |> |- |or\n"
ORDERS = "callaudit: allow | reason: | until 2020-01-01"
PIECES = st.sampled_from([*MARKS, *WORDS.split("|"), *ORDERS.split("|")])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join),
    encoding=st.sampled_from(["utf-8", "utf-16", "latin-1", "cp1252"]),
    suffix=st.sampled_from([".md", ".txt", ".json", ".yaml", ".docx"]),
)
def test_any_text_gives_findings_in_their_places_or_a_clear_error(linter, text, encoding, suffix):
    data = text.encode(encoding, errors="replace")
    try:
        file = read_script(data, path=f"x{suffix}")
    except FaultsError as error:
        told = str(error)
        assert told.startswith(f"x{suffix}:")
        return
    for finding in linter.lint(file):
        line = file.source.line(finding.line)
        assert finding.source_line == line
        assert 1 <= finding.column <= len(line) + 1
        if finding.quote and finding.line == finding.end_line and "…" not in finding.quote:
            there = line[finding.column - 1 : finding.end_column - 1]
            assert " ".join(there.split()) == finding.quote


def test_lines_that_nobody_judged_are_told(linter):
    text = "# First call\n\nFailure to pay leads to\narrest and jail.\n\nAgent: Hi, this is Ana.\n"
    told = [f for f in lint(linter, text) if f.rule_id == "LINT-unread"]
    assert [(f.line, f.end_line, f.severity) for f in told] == [(3, 4, "minor")]
    assert told[0].message.startswith("Lines 3-4 were not judged")


def test_a_quotation_in_a_letter_hides_no_threat(linter):
    text = "---\ntype: letter\nparty: third\n---\nDear [name],\n\nPay or you will be arrested.\n"
    for more in ("", "\n> Thank you.\n", "\nAgent: [agent name]\n"):
        assert "FDCPA-1692e4-arrest" in {f.rule_id for f in lint(linter, text + more)}


@pytest.mark.parametrize("order", ["callaudit: allow", "CALLAUDIT: ALLOW", "Callaudit: Allow"])
@pytest.mark.parametrize(("path", "comment"), [("a.txt", "# {0}"), ("a.md", "<!-- {0} -->")])
def test_an_order_holds_in_text_and_markdown_in_any_letters(linter, order, path, comment):
    order = comment.format(f"{order} VM-01-debt-talk reason: client policy")
    text = f"=== Voicemail ===\n\n{GOOD}\n\n{order}\nYou owe us.\n"
    text = text if path == "a.txt" else text.replace("=== Voicemail ===", "# Voicemail")
    assert lint(linter, text, path) == ()
