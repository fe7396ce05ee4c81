"""Findings against gold labels, recomputed by hand on small invented sets."""

import random

from hypothesis import given
from hypothesis import strategies as st

from callaudit.core.accuracy import (
    CheckedValue,
    Label,
    Mistake,
    NearScore,
    TakenFor,
)
from callaudit.core.finding import Basis
from callaudit.scoring.accuracy import accuracy
from callaudit.scoring.areas import AREA_CATEGORIES
from callaudit.scoring.gold import CATEGORIES, NOT_SHOWN_BY_A_LINE, left_out_of_line
from callaudit.scoring.intervals import label_score, share_of
from callaudit.scoring.mistakes import mistakes
from tests.unit.scoring.gold_cases import call, hit, line

CASES = (
    line("a", gold="threat_lawsuit insult_shame", found="threat_lawsuit"),
    line("b", gold="threat_lawsuit", found="threat_lawsuit unprofessional"),
    line("c", gold="insult_shame", found="unprofessional"),
    line("d", found="threat_lawsuit"),
    line("e"),
    line("f"),
)

LABELS = st.sets(st.sampled_from(sorted(CATEGORIES)[:6]))
CASE_SETS = st.lists(
    st.tuples(LABELS, LABELS).map(lambda pair: (" ".join(pair[0]), " ".join(pair[1]))), max_size=8
)


def cases_of(pairs):
    return [line(f"l{n}", gold=gold, found=found) for n, (gold, found) in enumerate(pairs)]


def test_labels_are_counted_over_all_cases():
    assert accuracy(CASES).micro == label_score("micro", tp=2, fp=3, fn=2)


def test_each_category_has_its_counts():
    assert accuracy(CASES).by_category == (
        label_score("insult_shame", tp=0, fp=0, fn=2),
        label_score("threat_lawsuit", tp=2, fp=1, fn=0),
        label_score("unprofessional", tp=0, fp=2, fn=0),
    )


def test_macro_weighs_every_category_the_same():
    macro = accuracy(CASES).macro
    assert macro.categories == 3
    assert macro.f1.value == round((0 + 2 * 2 / (2 * 2 + 1) + 0) / 3, 4)
    assert macro.recall.value == 0.5  # 0 of 2 insults, 2 of 2 threats; no gold is unprofessional
    assert macro.precision.value == round((2 / 3 + 0) / 2, 4)  # no insult was found


def test_violating_or_not_asks_only_whether_there_is_any():
    # c is violating and found so, though by another category
    assert accuracy(CASES).violating == label_score("violating or not", tp=3, fp=1, fn=0)


def test_clean_cases_and_law_based_findings_on_them_are_counted():
    by_law = hit("false_crime", basis=Basis.LAW)
    cases = (*CASES, line("g").model_copy(update={"hits": (by_law, by_law)}))
    told = accuracy(cases)
    assert (told.cases, told.clean, told.law_on_clean) == (7, 4, 2)


def test_a_category_counts_once_a_case_however_many_rules_find_it():
    twice = (hit("insult_shame", "A-1"), hit("insult_shame", "B-1"))
    case = line("a", gold="insult_shame").model_copy(update={"hits": twice})
    told = accuracy([case])
    assert told.micro == label_score("micro", tp=1, fp=0, fn=0)
    assert [score.name for score in told.by_rule] == ["A-1", "B-1"]


def test_a_rule_stands_alone_against_its_categories():
    cases = (
        line("a", gold="insult_shame").model_copy(update={"hits": (hit("insult_shame", "A-1"),)}),
        line("b", gold="insult_shame").model_copy(update={"hits": (hit("insult_shame", "B-1"),)}),
        line("c").model_copy(update={"hits": (hit("insult_shame", "B-1"),)}),
    )
    rules = {name: frozenset({"insult_shame"}) for name in ("A-1", "B-1", "C-1")}
    assert accuracy(cases, rules=rules).by_rule == (
        label_score("A-1", tp=1, fp=0, fn=1),
        label_score("B-1", tp=1, fp=1, fn=1),
        label_score("C-1", tp=0, fp=0, fn=2),
    )


def test_a_rule_is_not_charged_where_it_does_not_apply():
    case = line("a", gold="insult_shame", rules_aside=frozenset({"VM-1"}))
    rules = {"VM-1": frozenset({"insult_shame"})}
    assert accuracy([case], rules=rules).by_rule == ()


def test_what_one_line_cannot_show_is_left_out_of_gold_and_findings():
    left_out = left_out_of_line(voicemail=False)
    missed = line("a", gold="tone identity_not_disclosed", left_out=left_out)
    alarm = line("b", found="call_hours mini_miranda_missing", left_out=left_out)
    told = accuracy([missed, alarm])
    assert told.micro == label_score("micro", tp=0, fp=0, fn=0)
    assert told.violating == label_score("violating or not", tp=0, fp=0, fn=0)
    assert (told.clean, told.by_category, told.by_rule) == (2, (), ())
    assert mistakes([missed, alarm]) == ()


def test_only_a_voicemail_shows_whether_the_caller_named_himself():
    assert left_out_of_line(voicemail=True) == NOT_SHOWN_BY_A_LINE
    assert left_out_of_line(voicemail=False) - NOT_SHOWN_BY_A_LINE == {"identity_not_disclosed"}
    listed = {name for names in AREA_CATEGORIES.values() for name in names}
    assert listed == CATEGORIES
    assert listed > NOT_SHOWN_BY_A_LINE


def test_call_types_and_what_they_were_taken_for():
    def typed(case_id, gold, found):
        value = CheckedValue(name="call_type", gold=gold, found=found)
        return call(case_id).model_copy(update={"call_type": value})

    told = accuracy([typed("a", "voicemail", "voicemail"), typed("b", "inbound", "first_call")])
    assert told.call_type == share_of(1, 2)
    assert told.call_types_taken == (TakenFor(gold="inbound", found="first_call", cases=1),)


def test_elements_are_right_wrong_missed_or_invented():
    pairs = [("12.00", "12.00"), ("12.00", "21.00"), ("12.00", None), (None, "9.00"), (None, None)]
    cases = [
        call(str(n)).model_copy(
            update={"elements": (CheckedValue(name="amount", gold=gold, found=found),)}
        )
        for n, (gold, found) in enumerate(pairs)
    ]
    (amount,) = accuracy(cases).elements
    assert amount.agree == share_of(2, 5)
    assert (amount.wrong, amount.missed, amount.invented) == (1, 1, 1)


def test_names_agree_whatever_their_case_and_blanks():
    value = CheckedValue(name="contact_name", gold="Lee  Marsh", found="lee marsh")
    case = call("a").model_copy(update={"elements": (value,)})
    assert accuracy([case]).elements[0].agree == share_of(1, 1)


def test_missing_elements_as_lists_and_one_by_one():
    def listed(case_id, gold, found):
        return call(case_id).model_copy(update={"missing": (gold, found)})

    told = accuracy(
        [
            listed("a", ("amount", "due_date"), ("due_date", "amount")),
            listed("b", ("amount",), ("due_date",)),
            listed("c", (), ()),
        ]
    ).missing
    assert told is not None
    assert told.lists == share_of(2, 3)
    assert told.elements == label_score("missing elements", tp=2, fp=1, fn=1)


def test_hard_negatives_tell_which_of_them_fired():
    cases = (
        line("a", found="threat_vague", near=("threat_vague",)),
        line("b", found="insult_shame", near=("threat_vague",)),
        line("c", near=("threat_vague",)),
        line("d", gold="threat_vague", found="threat_vague", near=("threat_vague",)),
    )
    assert accuracy(cases).near == (
        NearScore(category="threat_vague", cases=3, fired=("a",), fired_otherwise=("b",)),
    )


def test_a_category_taken_for_another_is_told():
    told = accuracy(CASES)
    assert told.taken_for == (TakenFor(gold="insult_shame", found="unprofessional", cases=1),)


def test_misses_and_false_alarms_are_listed_with_rule_quote_and_reason():
    case = line("u1", gold="insult_shame", texts=("You people never pay.",)).model_copy(
        update={
            "hits": (hit("unprofessional", "C-4", turns=(0,), quotes=("You people",)),),
            "hints": {"insult_shame": "I-1: “never pay” excused as reported"},
        }
    )
    assert mistakes([case]) == (
        Mistake(
            case="u1",
            sort="line",
            kind="miss",
            category="insult_shame",
            text="You people never pay.",
            hint="I-1: “never pay” excused as reported",
        ),
        Mistake(
            case="u1",
            sort="line",
            kind="false alarm",
            category="unprofessional",
            rule_id="C-4",
            severity="major",
            basis="policy",
            confidence="certain",
            turn=0,
            quote="You people",
            text="You people never pay.",
        ),
    )


def test_a_miss_in_a_call_shows_the_turn_that_gold_names():
    case = call("c", gold=("insult_shame@1",)).model_copy(update={"texts": ("Hello?", "Shame!")})
    (miss,) = mistakes([case])
    assert (miss.turn, miss.text) == (1, "Shame!")


def test_an_empty_set_has_no_numbers():
    told = accuracy([])
    assert (told.micro.f1.value, told.macro.f1.value, told.call_type) == (None, None, None)
    assert (told.cases, told.by_category, told.turns) == (0, (), ())


@given(CASE_SETS)
def test_a_perfect_prediction_gives_one(pairs):
    cases = cases_of((gold, gold) for gold, _ in pairs)
    told = accuracy(cases)
    if any(gold for gold, _ in pairs):
        for score in (told.micro, told.violating, *told.by_category, *told.by_rule):
            assert (score.precision.value, score.recall.value, score.f1.value) == (1, 1, 1)
        assert (told.macro.precision.value, told.macro.f1.value) == (1, 1)
    assert mistakes(cases) == ()


@given(CASE_SETS, st.integers(0, 99))
def test_the_order_of_the_cases_does_not_matter(pairs, seed):
    cases = cases_of(pairs)
    mixed = random.Random(seed).sample(cases, len(cases))
    assert accuracy(cases) == accuracy(mixed)
    assert mistakes(cases) == mistakes(mixed)


@given(CASE_SETS)
def test_gold_and_findings_exchanged_exchange_precision_and_recall(pairs):
    one = accuracy(cases_of(pairs)).micro
    other = accuracy(cases_of((found, gold) for gold, found in pairs)).micro
    assert (one.precision, one.recall, one.f1) == (other.recall, other.precision, other.f1)


@given(CASE_SETS)
def test_the_list_of_mistakes_and_the_counts_are_the_same(pairs):
    cases = cases_of(pairs)
    micro, listed = accuracy(cases).micro, mistakes(cases)
    assert sum(m.kind == "miss" for m in listed) == micro.fn
    assert sum(m.kind == "false alarm" for m in listed) == micro.fp


def test_labels_of_one_category_in_two_turns_are_one_label_of_the_call():
    case = call("c").model_copy(
        update={"gold": (Label(category="tone", turn=1), Label(category="tone", turn=4))}
    )
    assert accuracy([case]).micro == label_score("micro", tp=0, fp=0, fn=1)
