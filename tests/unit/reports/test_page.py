"""What the report page says."""

from callaudit.reports.from_audit import report_call
from callaudit.reports.page import MANY_CALLS, report_page
from callaudit.reports.page_call import call_view
from callaudit.reports.page_views import NotAudited, NotJudged
from tests.unit.reports import examples


def page_of(*audits):
    return report_page(
        examples.run_of(audits), [report_call(audit) for audit in audits], audio={}, title="Audit"
    )


def view_of(audit, **options):
    return call_view(report_call(audit), **({"position": 1, "audio": None} | options))


def test_calls_stand_worst_first_and_failed_ones_before_open_and_clean_ones():
    page = page_of(*examples.all_calls())
    assert [(call.call_id[:3], call.state) for call in page.calls] == [
        ("k01", "findings"),
        ("=k0", "findings"),
        ("k04", "failed"),
        ("k05", "undetermined"),
        ("k02", "clean"),
    ]


def test_tiles_add_up():
    tiles = [(tile.value, tile.label, tile.note) for tile in page_of(*examples.all_calls()).tiles]
    assert tiles == [
        ("4", "calls audited", "of 5"),
        ("1", "could not be audited", "named below"),
        ("5", "findings", "1 call with a critical one"),
        ("7", "rules not judged", "in 2 calls"),
        ("38 s", "of audio", "audited in 4 s"),
    ]


def test_what_could_not_be_judged_is_listed_with_its_reason():
    page = page_of(*examples.all_calls())
    assert page.not_audited == (
        NotAudited(
            call_id="k04-cut",
            anchor="c3",
            source="calls/k04-cut.wav",
            stage="probe",
            code="truncated",
            message="The header promises 61.0 s of sound, the file holds 12.4 s.",
        ),
    )
    assert page.not_judged == (
        NotJudged(
            because="It is not known which voice is the collector's.",
            calls=1,
            rules=tuple(f"THR-{n:02d}" for n in range(1, 7)),
        ),
        NotJudged(
            because="The customer may be in two time zones, and the call is late in one of them.",
            calls=1,
            rules=("FDCPA-1692c-hours",),
        ),
    )


def test_rules_are_counted_broken_ones_first_and_gravest_first():
    page = page_of(*examples.all_calls())
    bars = [(bar.key, bar.severity, bar.broken, bar.undetermined) for bar in page.rules]
    assert bars[:3] == [
        ("FDCPA-1692e4-arrest", "critical", 1, 0),
        ("FDCPA-1692d-tell-others", "major", 1, 0),
        ("VM-01-debt-talk", "major", 1, 0),
    ]
    assert bars[5] == ("FDCPA-1692c-hours", "critical", 0, 1)


def test_the_longest_bar_fills_its_chart():
    page = page_of(*examples.all_calls())
    longest = max(bar.length + bar.rest for bar in page.severities)
    assert longest == 100.0


def test_broken_rules_are_numbered_before_open_ones():
    view = view_of(examples.threat_call())
    assert [(one.number, one.rule) for one in view.findings] == [
        (1, "FDCPA-1692e4-arrest"),
        (2, "FDCPA-1692d-tell-others"),
        (3, "REQ-02-amount"),
        (4, "COND-01-ask"),
    ]
    assert [(g.because[:12], [f.number for f in g.findings]) for g in view.unjudged] == [
        ("The customer", [5])
    ]


def test_marks_carry_the_numbers_of_their_findings():
    view = view_of(examples.threat_call())
    marked = {p.text: p.numbers for line in view.lines for p in line.pieces if p.numbers}
    assert marked == {
        "is this Priya Nair": (4,),
        "five hundred twenty dollars": (3,),
        "the sheriff will ": (1,),
        "arrest you": (1, 2),
        " and your boss will hear about it": (2,),
    }


def test_speech_without_words_stands_where_it_was_heard():
    view = view_of(examples.threat_call())
    kinds = [line.kind for line in view.lines]
    assert kinds.index("unheard") == 4
    assert view.lines[4].pieces[0].text == "[speech without words 0:14–0:17]"
    assert view.lines[3].start_s <= 14.0 <= view.lines[5].start_s


def test_a_call_is_said_to_be_badly_heard_only_below_nine_tenths_of_its_speech():
    audit = examples.threat_call()
    assert audit.call is not None
    assert audit.call.transcript is not None
    (cover,) = audit.call.transcript.coverage
    well = audit.call.transcript.model_copy(
        update={"coverage": (cover.model_copy(update={"worded_s": 18.4}),)}
    )
    heard = audit.call.model_copy(update={"transcript": well})
    told = [
        [line for line in view_of(one).warnings if "of the speech has words" in line]
        for one in (audit, audit.model_copy(update={"call": heard}))
    ]
    assert told == [["Only 85% of the speech has words."], []]


def test_facts_give_the_local_time_of_every_zone_with_its_source():
    facts = {fact.name: fact.value for fact in view_of(examples.threat_call()).facts}
    assert facts["Local time"] == (
        "Thu 20:20 America/Chicago (mailing address); Thu 21:20 America/New_York (area code)"
    )
    assert facts["Started"] == "Thu 2025-04-03 21:20 (UTC-04:00)"
    assert facts["Score"] == "22.7 of 100, failed outright; 80% of the rules that apply were judged"


def test_missing_elements_are_named_and_found_ones_compared_with_the_ledger():
    elements = view_of(examples.threat_call()).elements
    assert [(e.name, e.value, e.record, e.missing) for e in elements] == [
        ("invoice number", "LL4409", "agrees", False),
        ("amount", "520.00", "differs", False),
        ("due date", "2025-03-03", "silent", False),
        ("payment date", None, "silent", True),
        ("contact name", None, "silent", True),
        ("payment method", "check", "silent", False),
    ]


def test_rules_that_do_not_apply_are_grouped_by_their_reason():
    view = view_of(examples.threat_call())
    assert [(g.reason, g.rules) for g in view.not_applicable] == [
        ("Not a voicemail.", ("VM-01-debt-talk", "VM-02-invoice-ref"))
    ]
    assert view.met == ("ID-01-name",)


def test_advice_alone_leaves_a_call_clean():
    advice = examples.finding("COND-01", "coach")
    assert (
        view_of(examples.clean_call().model_copy(update={"findings": (advice,)})).state == "clean"
    )


def test_large_reports_leave_out_transcripts_of_clean_calls_only():
    many = [examples.clean_call(f"n{n:04d}") for n in range(MANY_CALLS)]
    page = page_of(*many, examples.threat_call())
    assert page.transcripts_left_out == MANY_CALLS
    assert page.calls[0].lines
    assert not page.calls[1].lines


def test_an_empty_run_still_makes_a_page():
    page = page_of()
    assert (page.calls, page.rules, page.not_audited) == ((), (), ())


def test_a_model_that_is_only_a_digest_is_shown_short():
    run = examples.run_of(()).model_copy(
        update={"models": {"asr": "whisper-base@ab", "like": "sha256:" + "6" * 64}}
    )
    page = report_page(run, [], audio={}, title="Audit")
    assert [fact.value for fact in page.made_of if fact.name == "Models"] == [
        "asr: whisper-base@ab, like: 666666666666"
    ]
