"""Instants nobody typed: both ends are kept, and doubt counts for the team (CLOCKS 16)."""

from __future__ import annotations

import pytest

from chalicelib.model.case import CaseStatus
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.word import Language
from chalicelib.sla.say import Voice
from chalicelib.sla.why import short
from tests.sla.clocks import OFFICE, OPEN, SHUT, UTC_ZONE, Story, rule, t

SOLVED = CaseStatus.SOLVED


def solved_between(after: str, by: str, due: str) -> str:
    """Return the state of a case that was seen unsolved at one run and solved at the next."""
    hours = (t(due) - t("2 09:00")).total_seconds() / 60
    story = Story(rule(f"{hours:.0f} min", stop="Status = solved"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run(after)
    return story.run(by, status=SOLVED).state


@pytest.mark.parametrize(
    ("after", "by", "due", "state"),
    [
        ("2 10:00", "2 11:00", "2 12:00", "met"),
        ("2 10:00", "2 11:00", "2 11:00", "met"),
        ("2 10:00", "2 11:00", "2 10:30", "met"),
        ("2 10:00", "2 11:00", "2 10:01", "met"),
        # at the earlier end it was still undone: late for sure
        ("2 10:00", "2 11:00", "2 10:00", "met late"),
        ("2 10:00", "2 11:00", "2 09:59", "met late"),
    ],
)
def test_late_for_sure_only_when_the_earlier_end_is_not_before_the_deadline(after, by, due, state):
    assert solved_between(after, by, due) == state


def test_a_record_first_seen_done_is_never_called_late():
    shown = Story(rule("1 h", stop="Status = solved")).run(
        "9 09:00", opened=t("2 09:00"), status=SOLVED
    )
    assert (shown.state, shown.why) == (
        "met",
        "R1: 1 h from 2026-03-02 09:00 (24x7); done by 2026-03-09 09:00",
    )


def test_why_names_both_ends():
    story = Story(rule("2 h", stop="Status = solved"))
    story.run("2 09:00", opened=t("2 09:00"))
    shown = story.run("2 10:00", status=SOLVED)
    assert shown.why.endswith("done between 2026-03-02 09:00 and 2026-03-02 10:00")
    chinese = short(shown.reading, Voice(Language.ZH, UTC_ZONE))
    assert chinese.endswith("2026-03-02 09:00 至 2026-03-02 10:00 之间 完成")


def test_a_typed_instant_wins_over_what_was_seen():
    story = Story(rule("2 h", stop="Closed; Status = closed"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 12:00", status=SHUT)
    shown = story.run("2 12:01", closed=t("2 10:30"))
    assert (shown.state, shown.reading.stop.typed) == ("met", True)
    assert shown.why.endswith("done 2026-03-02 10:30")


def test_a_typed_instant_says_late_where_the_seen_one_was_in_doubt():
    story = Story(rule("2 h", stop="Closed; Status = closed"))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 12:00", status=SHUT).state == "met"
    assert story.run("2 12:01", closed=t("2 11:30")).state == "met late"


def test_an_unseen_start_counts_from_when_it_was_first_seen():
    its_rule = rule("4 h", tab="orders", start="Status = held", stop="Reviewed")
    story = Story(its_rule, Order("O-1", status=OrderStatus.PAID))
    story.run("2 09:00")
    shown = story.run("2 10:00", status=OrderStatus.HELD)
    assert shown.due == "2 14:00"
    assert shown.why == ("R1: 4 h from between 2026-03-02 09:00 and 2026-03-02 10:00 (24x7)")


def test_a_review_typed_within_the_doubt_about_the_hold_ends_it():
    its_rule = rule("4 h", tab="orders", start="Status = held", stop="Reviewed")
    story = Story(its_rule, Order("O-1", status=OrderStatus.PAID))
    story.run("2 09:00")
    shown = story.run("2 10:00", status=OrderStatus.HELD, reviewed=t("2 09:50"))
    assert shown.state == "met"


def test_all_of_several_stops_are_needed_and_the_last_one_counts():
    story = Story(rule("8 h", stop="Evidence complete + Status = solved"))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 10:00", evidence_complete=t("2 09:30")).state == "on track"
    assert story.run("2 18:00", status=SOLVED).state == "met"
    assert story.run("2 18:01", evidence_complete=t("2 17:30")).state == "met late"


def test_a_value_taken_back_takes_its_instant_back():
    story = Story(rule("8 h", stop="Status = solved"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", status=SOLVED)
    shown = story.run("2 10:05", status=OPEN)
    assert (shown.state, shown.reading.cycle) == ("on track", 2)


def test_doubt_holds_on_a_calendar_too():
    story = Story(rule("8 h", OFFICE, stop="Status = solved"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 16:59")
    assert story.run("3 09:00", status=SOLVED).state == "met"


def test_a_doubtful_answer_to_the_customer_stays_doubtful_in_the_next_run():
    story = Story(rule("24 h", start="first Customer wrote", stop="Status = solved"))
    first = story.run("2 09:00", customer_wrote=t("2 06:00"), status=SOLVED)
    again = story.run("2 09:05")
    assert (first.reading.stop.after, first.reading.stop) == (None, again.reading.stop)
    assert first.state == again.state
