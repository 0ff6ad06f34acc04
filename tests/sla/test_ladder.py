"""The ladder: when each rung is reached, and that each is told once (CLOCKS 11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.sla.clocks import ALWAYS, BANK, OFFICE, URGENT, Story, at, rule, t

WAITS = "Waiting since"


def minute_before(when: str) -> str:
    return at(t(when) - timedelta(minutes=1))


def told_at(its_rule, *whens: str) -> list[str]:
    """Return whom each run told, on a case opened on Monday at nine."""
    story = Story(its_rule)
    story.run("2 09:00", opened=t("2 09:00"))
    return story.runs(*whens)


@pytest.mark.parametrize(
    ("target", "calendar", "warn", "then"),
    [
        # a share of the target used, in the clock's own kind of time
        ("10 h", ALWAYS, "80 %: owner", "2 17:00"),
        ("10 h", OFFICE, "80 %: owner", "2 17:00"),
        ("10 h", OFFICE, "90 %: owner", "3 10:00"),
        # for day targets that share of the time from start to due
        ("10 days", ALWAYS, "80 %: owner", "10 09:00"),
        ("T+5", BANK, "50 %: owner", "5 21:00"),
        ("T+2", OFFICE, "50 %: owner", "3 09:00"),
        # a lead, in the clock's own time
        ("10 h", ALWAYS, "4 h before: owner", "2 15:00"),
        ("10 h", OFFICE, "4 h before: owner", "2 15:00"),
        # for day targets in elapsed time
        ("10 days", ALWAYS, "24 h before: owner", "11 09:00"),
        ("T+5", OFFICE, "24 h before: owner", "8 09:00"),
        ("T+5", BANK, "1 day before: owner", "8 09:00"),
    ],
)
def test_a_warning_comes_at_its_instant(target, calendar, warn, then):
    assert told_at(rule(target, calendar, warn=warn), minute_before(then), then) == ["", "owner"]


def test_a_warning_from_before_the_start_comes_at_once():
    story = Story(rule("2 h", warn="4 h before: owner"))
    assert story.run("2 09:00", opened=t("2 09:00")).told == "owner"


def test_a_warning_moves_with_the_deadline():
    story = Story(rule("10 h", warn="4 h before: owner", pause=WAITS))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", waiting_since=t("2 10:00"))
    story.run("2 12:00", waiting_since=None)
    assert story.runs("2 15:00", "2 16:59", "2 17:00") == ["", "", "owner"]


def test_a_share_moves_with_the_pauses():
    story = Story(rule("10 h", warn="50 %: owner", pause=WAITS))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", waiting_since=t("2 10:00"))
    story.run("2 12:00", waiting_since=None)
    assert story.runs("2 14:00", "2 15:59", "2 16:00") == ["", "", "owner"]


@pytest.mark.parametrize(
    ("target", "calendar", "late", "then"),
    [
        ("8 h", ALWAYS, "4 h: manager", "2 21:00"),
        ("8 h", OFFICE, "4 h: manager", "3 13:00"),
        ("2 days", ALWAYS, "4 h: manager", "4 13:00"),
        ("T+2", OFFICE, "4 h: manager", "4 13:00"),
        ("8 h", ALWAYS, "1 day: manager", "3 17:00"),
    ],
)
def test_an_escalation_is_counted_from_the_deadline(target, calendar, late, then):
    told = told_at(rule(target, calendar, late=late), minute_before(then), then)
    assert told == ["", "manager"]


# Once


LADDER = {"warn": "50 %: owner; 80 %: owner, lead", "late": "due: lead; 4 h: manager"}


def test_each_rung_is_told_once_however_often_the_desk_runs():
    minutes = [f"2 {hour:02}:{minute:02}" for hour in range(9, 24) for minute in (1, 31)]
    told = told_at(rule("8 h", **LADDER), *minutes)
    assert [who for who in told if who] == ["owner", "owner, lead", "lead", "manager"]


@pytest.mark.parametrize(
    ("gap_ends", "told"),
    [
        ("2 13:30", "owner"),
        ("2 15:30", "owner, lead"),
        ("2 17:30", "lead"),
        ("2 22:00", "manager"),
        ("9 09:00", "manager"),
    ],
)
def test_of_several_rungs_passed_between_two_runs_only_the_highest_is_told(gap_ends, told):
    story = Story(rule("8 h", **LADDER))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run(gap_ends).told == told
    assert story.run("20 09:00").told == ("" if told == "manager" else "manager")


def test_a_first_sight_of_an_old_case_tells_only_its_highest_rung():
    story = Story(rule("8 h", **LADDER))
    assert story.run("9 09:00", opened=t("2 09:00")).told == "manager"
    assert story.run("9 09:01").told == ""


# Armed again


def test_a_pause_that_takes_the_clock_back_arms_the_rung_again():
    story = Story(rule("8 h", warn="2 h before: owner", pause=WAITS))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 15:05").told == "owner"
    # it turns out that we wait since two
    assert story.run("2 15:10", waiting_since=t("2 14:00")).told == ""
    story.run("2 16:00", waiting_since=None)
    assert story.runs("2 16:59", "2 17:00", "2 17:01") == ["", "owner (2)", ""]


def test_a_pause_that_leaves_the_clock_above_the_rung_does_not():
    story = Story(rule("8 h", warn="2 h before: owner", pause=WAITS))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 15:05").told == "owner"
    story.run("2 15:30", waiting_since=t("2 15:30"))
    story.run("2 18:00", waiting_since=None)
    assert story.runs("2 18:01", "2 19:00") == ["", ""]


def test_a_rung_reached_in_a_pause_is_told_when_time_goes_on():
    story = Story(rule("8 h", warn="2 h before: owner", pause="Status = waiting on customer"))
    story.run("2 09:00", opened=t("2 09:00"))
    shown = story.run("2 15:30", status=story.record.status)
    assert shown.told == "owner"


def test_a_changed_target_that_takes_the_clock_back_arms_the_rungs_again():
    story = Story(rule("8 h", **LADDER))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 17:30").told == "lead"
    story.rule = rule("20 h", **LADDER)
    assert story.run("2 18:00").told == ""
    # 50 % of 20 h is 19:00, 80 % is 01:00, due is 05:00
    told = story.runs("2 19:00", "3 01:00", "3 05:00", "3 05:01", "3 05:02")
    assert told == ["owner (2)", "owner, lead (2)", "", "lead (2)", ""]


def test_a_shorter_target_tells_what_is_now_passed_and_no_more():
    story = Story(rule("20 h", **LADDER))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 12:00").told == ""
    story.rule = rule("2 h", **LADDER)
    assert story.runs("2 12:01", "2 12:02", "2 15:01", "2 15:02") == ["lead", "", "manager", ""]


def test_a_change_and_back_between_two_runs_leaves_no_trace():
    story = Story(rule("8 h", **LADDER))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 17:30").told == "lead"
    assert story.run("2 17:31", priority=URGENT).told == ""


def test_the_next_instant_that_matters_is_the_next_rung():
    story = Story(rule("8 h", **LADDER))
    nexts = [
        story.run(when, opened=t("2 09:00")).reading.ladder.next
        for when in ("2 09:00", "2 13:00", "2 15:24", "2 17:01", "2 21:01")
    ]
    assert nexts[:3] == [t("2 13:00"), t("2 15:24"), t("2 17:00")]
    assert nexts[3:] == [t("2 21:00"), None]
