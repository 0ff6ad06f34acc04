"""Pauses lengthen what remains, once each, in the clock's own kind of time (CLOCKS 8, 17)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.model.face import ClockState
from tests.sla.clocks import (
    ALWAYS,
    BANK,
    OFFICE,
    OPEN,
    SHUT,
    THIRD,
    WAITING,
    Story,
    rule,
    t,
)

ON_CUSTOMER = "Status = waiting on customer"
ON_BOTH = "Status = waiting on customer, waiting on third party"
APART = "Status = waiting on customer; Status = waiting on third party"
TYPED = "Waiting since"
USUAL = f"{ON_BOTH}; {TYPED}"


def waited(target, calendar, pause: str, opened: str = "2 09:00") -> Story:
    """A case that waits from a typed instant until another, both seen at once."""
    since, until = pause.split(" - ")
    story = Story(rule(target, calendar, pause=TYPED))
    story.run(opened, opened=t(opened))
    story.run(since, waiting_since=t(since))
    story.run(until, waiting_since=None)
    return story


@pytest.mark.parametrize(
    ("target", "calendar", "pause", "due"),
    [
        ("8 h", ALWAYS, "2 10:00 - 2 12:00", "2 19:00"),
        ("8 h", ALWAYS, "2 10:00 - 5 10:00", "5 17:00"),
        # only what overlaps the open hours counts
        ("8 h", OFFICE, "2 16:00 - 3 10:00", "3 11:00"),
        ("8 h", OFFICE, "2 16:00 - 2 23:00", "3 10:00"),
        ("10 h", OFFICE, "2 18:00 - 3 08:00", "3 11:00"),
        # a day target moves by elapsed time on calendar days ...
        ("15 days", ALWAYS, "3 15:00 - 4 11:00", "18 05:00"),
        # ... and by open time of its calendar on business days
        ("T+3", OFFICE, "3 15:00 - 4 11:00", "5 13:00"),
        ("T+3", BANK, "3 15:00 - 4 11:00", "6 05:00"),
    ],
)
def test_a_pause_lengthens_what_remains(target, calendar, pause, due):
    assert waited(target, calendar, pause).run("12 09:00").due == due


@pytest.mark.parametrize("calendar", [OFFICE, BANK])
def test_a_weekend_pause_does_not_move_business_days(calendar):
    story = waited("T+3", calendar, "7 10:00 - 8 20:00", opened="5 10:00")
    assert story.run("9 09:00").due == "10 10:00"


def test_a_weekend_pause_moves_calendar_days():
    story = waited("5 days", ALWAYS, "7 10:00 - 8 20:00", opened="5 10:00")
    assert story.run("9 09:00").due == "11 20:00"


def test_a_pause_at_the_deadline_comes_too_late():
    story = waited("8 h", ALWAYS, "2 17:00 - 2 20:00")
    shown = story.run("2 20:30")
    assert (shown.state, shown.due) == ("overdue", "2 17:00")


def test_a_pause_after_the_breach_heals_nothing():
    story = Story(rule("8 h", pause=USUAL, late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 17:01").told == "lead"
    story.run("2 17:59")
    waiting = story.run("2 18:00", status=WAITING)
    assert (waiting.state, waiting.due, waiting.told) == ("overdue", "2 17:00", "")


def test_a_wait_before_the_start_is_no_pause():
    story = Story(rule("8 h", pause=TYPED))
    story.run("2 09:00", opened=t("2 09:00"), waiting_since=t("1 09:00"))
    shown = story.run("2 10:00", waiting_since=None)
    assert (shown.pauses, shown.due) == (["2 09:00 - 2 10:00"], "2 18:00")


# What the desk saw, and what people typed


def test_a_seen_pause_runs_from_the_last_sight_of_the_old_to_the_first_of_the_new():
    story = Story(rule("8 h", pause=ON_CUSTOMER))
    for when, status in (("2 09:00", OPEN), ("2 09:59", OPEN), ("2 10:00", WAITING)):
        story.run(when, opened=t("2 09:00"), status=status)
    story.run("2 11:59")
    shown = story.run("2 12:00", status=OPEN)
    assert (shown.pauses, shown.due) == (["2 09:59 - 2 12:00"], "2 19:01")


def test_a_typed_since_wins_over_what_was_seen():
    story = Story(rule("8 h", pause=USUAL))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 12:00", status=WAITING, waiting_since=t("2 11:40"))
    shown = story.run("2 13:00", status=OPEN, waiting_since=None)
    assert (shown.pauses, shown.due) == (["2 11:40 - 2 13:00"], "2 18:20")


def test_a_since_typed_later_than_the_wait_began_lengthens_nothing():
    story = Story(rule("8 h", pause=USUAL))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", status=WAITING)
    story.run("2 11:00", waiting_since=t("2 10:00"))
    shown = story.run("2 12:00", status=OPEN, waiting_since=None)
    assert shown.pauses in (["2 10:00 - 2 12:00"], ["2 09:00 - 2 12:00"])


def test_a_since_that_nobody_cleared_goes_on():
    story = Story(rule("8 h", pause=TYPED))
    story.run("2 09:00", opened=t("2 09:00"), waiting_since=t("2 09:30"))
    shown = story.run("9 09:00")
    assert (shown.state, shown.pauses) == ("paused", ["2 09:30 - 9 09:00"])


def test_a_corrected_since_counts_once():
    story = Story(rule("8 h", pause=TYPED))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", waiting_since=t("2 09:40"))
    story.run("2 10:30", waiting_since=t("2 09:20"))
    shown = story.run("2 11:00", waiting_since=None)
    assert (shown.pauses, shown.due) == (["2 09:20 - 2 11:00"], "2 18:40")


# Two paused states in a row


@pytest.mark.parametrize("pause", [ON_BOTH, APART, USUAL])
def test_moving_between_two_paused_states_neither_restarts_nor_counts_twice(pause):
    story = Story(rule("8 h", pause=pause))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", status=WAITING)
    assert story.run("2 11:00", status=THIRD).state == "paused"
    story.run("2 11:30", status=WAITING)
    shown = story.run("2 12:00", status=OPEN)
    assert (shown.pauses, shown.due) == (["2 09:00 - 2 12:00"], "2 20:00")


def test_two_pauses_apart_both_count():
    story = Story(rule("8 h", OFFICE, pause=TYPED))
    story.run("2 09:00", opened=t("2 09:00"))
    for since, until in (("2 10:00", "2 11:00"), ("2 12:00", "2 12:30")):
        story.run(since, waiting_since=t(since))
        story.run(until, waiting_since=None)
    assert story.run("2 13:00").due == "3 10:30"


# The cap


CAPPED = timedelta(hours=1)


def test_after_the_cap_the_clock_resumes_by_itself():
    story = Story(rule("8 h", pause=TYPED, pause_cap=CAPPED, late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 10:30", waiting_since=t("2 10:00")).state == "paused"
    resumed = story.run("2 11:30")
    assert (resumed.state, resumed.due) == ("on track", "2 18:00")
    assert story.runs("2 18:00", "2 18:01", "2 18:02") == ["", "lead", ""]


def test_the_cap_is_on_the_total_of_all_pauses():
    story = Story(rule("8 h", pause=TYPED, pause_cap=CAPPED))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", waiting_since=t("2 10:00"))
    story.run("2 10:40", waiting_since=None)
    story.run("2 12:00", waiting_since=t("2 12:00"))
    shown = story.run("2 14:00", waiting_since=None)
    assert shown.pauses == ["2 10:00 - 2 10:40", "2 12:00 - 2 12:20"]
    assert shown.due == "2 18:00"


@pytest.mark.parametrize(("cap", "due"), [(None, "2 19:00"), (timedelta(), "2 17:00")])
def test_no_cap_is_no_limit_and_a_cap_of_nothing_is_no_pause(cap, due):
    story = Story(rule("8 h", pause=TYPED, pause_cap=cap))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", waiting_since=t("2 10:00"))
    assert story.run("2 12:00", waiting_since=None).due == due


# What a paused clock shows


def test_a_paused_clock_shows_since_when_and_tells_nobody():
    story = Story(rule("8 h", pause=TYPED, warn="80 %: owner", late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"), waiting_since=t("2 09:30"))
    shown = story.run("3 20:00")
    assert (shown.state, shown.told) == ("paused", "")
    assert shown.why == "R1: 8 h from 2026-03-02 09:00 (24x7); paused since 2026-03-02 09:30"


def test_an_ended_pause_is_named_with_its_length():
    shown = waited("8 h", ALWAYS, "2 10:00 - 2 12:05").run("2 13:00")
    assert shown.why == "R1: 8 h from 2026-03-02 09:00 (24x7); paused 2 h 5 min"


def test_a_row_without_a_pause_cell_is_never_paused():
    story = Story(rule("10 min", late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"), status=WAITING, waiting_since=t("2 09:01"))
    assert story.run("2 09:11").told == "lead"


def test_a_met_clock_keeps_the_pauses_it_was_met_with():
    story = waited("8 h", ALWAYS, "2 10:00 - 2 12:00")
    shown = story.run("2 19:30", closed=t("2 18:30"), status=SHUT)
    assert (shown.reading.state, shown.due) == (ClockState.MET, "2 19:00")
