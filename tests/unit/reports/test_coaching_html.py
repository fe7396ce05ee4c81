"""Coaching pages: everything that came from a call is text, nothing is fetched or run."""

from html.parser import HTMLParser

import pytest

from callaudit.reports.coaching_html import write_sheet_html, write_team_html
from callaudit.reports.coaching_views import CountView, LineView, MoreView
from tests.unit.reports.coaching_examples import (
    HOSTILE,
    change,
    empty_sheet,
    measure,
    moment,
    sheet,
    strength,
    team,
)


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.tags


@pytest.fixture(name="page")
def _page(tmp_path):
    def page(view) -> str:
        write_sheet_html(tmp_path / "sheet.html", view)
        return (tmp_path / "sheet.html").read_text(encoding="utf-8")

    return page


def hostile_sheet():
    said = moment(HOSTILE, before=HOSTILE, after=HOSTILE, call_id=HOSTILE)
    return sheet(
        name=HOSTILE,
        audits=(HOSTILE,),
        strengths=(strength(HOSTILE, said),),
        changes=(change(HOSTILE, title=HOSTILE, moment=said, because=HOSTILE, why=HOSTILE),),
        measures=(measure(name=HOSTILE, words=HOSTILE),),
    )


def test_hostile_text_makes_no_tag(page):
    tags = tags_of(page(hostile_sheet()))
    assert not [tag for tag, _ in tags if tag in ("script", "img", "iframe", "object", "form")]
    assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    assert {tag for tag, _ in tags} == {tag for tag, _ in tags_of(page(sheet()))}


def test_signs_that_turn_text_round_are_shown_by_their_code(page):
    assert "‮" not in page(hostile_sheet())
    assert "\x00" not in page(hostile_sheet())


def test_a_team_of_hostile_names_makes_no_tag(tmp_path):
    from callaudit.reports.coaching_charts import members_chart

    plain = team()
    members = tuple(
        one.model_copy(update={"name": HOSTILE, "file": HOSTILE}) for one in plain.members
    )
    write_team_html(
        tmp_path / "team.html",
        plain.model_copy(update={"members": members, "members_chart": members_chart(members)}),
    )
    tags = tags_of((tmp_path / "team.html").read_text(encoding="utf-8"))
    assert not [tag for tag, _ in tags if tag == "script"]


def test_the_policy_lets_nothing_run_or_load(page):
    policies = [
        str(attrs["content"])
        for tag, attrs in tags_of(page(sheet()))
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policies[0]
    assert "style=" not in page(sheet())


def test_the_only_links_lead_to_the_audit(page):
    links = {attrs["href"] for tag, attrs in tags_of(page(sheet())) if tag == "a"}
    assert links == {"../audit/report.html#c1-t4"}


def test_what_cannot_be_linked_is_named_without_a_link(page):
    said = moment(href="", clock="")
    shown = page(sheet(strengths=(strength(said=said),), changes=()))
    assert "<a " not in shown
    assert "Collector, 7 Sep 2026, call m001" in shown


def test_a_rule_that_no_words_broke_says_what_happened(page):
    silent = moment("", before="", after="", speaker="", clock="", sound=False)
    shown = page(sheet(changes=(change(moment=silent, because="The call began at 21:40."),)))
    assert "The call began at 21:40." in shown
    assert "see it" in shown


def test_only_what_has_sound_is_to_be_heard(page):
    written = moment(sound=False)
    line = LineView(who="Alma Reyes", moment=written)
    shown = page(
        sheet(strengths=(strength(said=written),), changes=(change(moment=written, line=line),))
    )
    assert shown.count("see it") == 3
    assert "hear it" not in shown


def test_a_strength_of_a_call_that_failed_says_so(page):
    praised = strength().model_copy(update={"but": "This call as a whole failed."})
    assert "This call as a whole failed." in page(sheet(strengths=(praised,)))


def test_a_sheet_without_calls_has_no_empty_parts(page):
    shown = page(empty_sheet())
    assert "No call of this time could be judged" in shown
    assert "<svg" not in shown
    assert "What to change" not in shown
    assert "Your answer" in shown


def test_every_picture_has_a_text_or_is_hidden(tmp_path, page):
    write_team_html(tmp_path / "team.html", team())
    for shown in (page(sheet()), (tmp_path / "team.html").read_text(encoding="utf-8")):
        pictures = [attrs for tag, attrs in tags_of(shown) if tag == "svg"]
        assert pictures
        assert all(one.get("aria-label") or one.get("aria-hidden") for one in pictures)


def test_cells_that_stand_out_say_so_in_words_and_shape(tmp_path):
    write_team_html(tmp_path / "team.html", team())
    shown = (tmp_path / "team.html").read_text(encoding="utf-8")
    assert "▲ 3 of 40" in shown
    assert "more often" in shown
    assert "▼ 3 of 40" in shown


def more(rule: str, severity: str, *, broken: int, stands_out: bool = False) -> MoreView:
    count = CountView(broken=broken, of=23)
    return MoreView(rule=rule, severity=severity, count=count, stands_out=stands_out)


def test_critical_and_major_rules_without_room_are_named_in_a_line_with_counts(page):
    shown = page(
        sheet(
            more=(
                more("PAY-04-pressure", "major", broken=3),
                more("THR-07-tell-others", "critical", broken=2, stands_out=True),
                more("FDCPA-1692e4-arrest", "critical", broken=1),
                more("CLOSE-03-courtesy", "coach", broken=9),
                more("VM-04-elements", "minor", broken=5),
            )
        )
    )
    assert (
        "5 more rules were broken. Critical: THR-07-tell-others in 2 of 23 calls (more often than "
        "colleagues), FDCPA-1692e4-arrest in 1 of 23 calls; major: PAY-04-pressure in 3 of 23 "
        "calls; and 2 others." in shown
    )


def test_one_more_rule_is_one_and_what_weighs_little_is_counted_alone(page):
    alone = page(sheet(more=(more("CLOSE-03-courtesy", "coach", broken=9),)))
    assert "1 more rule was broken, a minor one or advice." in alone
    assert "more rule" not in page(sheet(more=()))
