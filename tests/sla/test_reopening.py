"""Reopening: a new round that resumes, restarts or does not count; finished rounds stay (CLOCKS 9)."""

from __future__ import annotations

import pytest

from chalicelib.sla.memory import Memory, from_json, to_json
from tests.sla.clocks import (
    ALWAYS,
    BANK,
    IGNORE,
    OFFICE,
    OPEN,
    RESTART,
    RESUME,
    SHUT,
    WAITING,
    Story,
    at,
    rule,
    t,
)


def closed_once(target="8 h", calendar=ALWAYS, **cells) -> Story:
    """Opened at nine, closed at eleven, seen at noon."""
    story = Story(rule(target, calendar, **cells))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 12:00", closed=t("2 11:00"))
    return story


@pytest.mark.parametrize(
    ("reopen", "target", "calendar", "due"),
    [
        (RESUME, "8 h", ALWAYS, "2 20:00"),
        (RESTART, "8 h", ALWAYS, "2 22:00"),
        # closed from 11:00 to 14:00: three office hours
        (RESUME, "8 h", OFFICE, "3 12:00"),
        (RESTART, "8 h", OFFICE, "3 14:00"),
        (RESUME, "15 days", ALWAYS, "17 12:00"),
        (RESTART, "15 days", ALWAYS, "17 14:00"),
        (RESUME, "T+3", BANK, "5 12:00"),
        (RESTART, "T+3", BANK, "5 14:00"),
    ],
)
def test_a_reopened_record_begins_a_second_round(reopen, target, calendar, due):
    story = closed_once(target, calendar, reopen=reopen)
    shown = story.run("2 14:00", closed=None)
    assert (shown.state, shown.reading.cycle, shown.due) == ("on track", 2, due)
    assert story.run("2 15:00").due == due
    assert "round 2" in shown.why


def test_a_reopening_that_is_ignored_changes_nothing():
    story = Story(rule("8 h", stop="Status = closed", reopen=IGNORE, late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 12:00", status=SHUT)
    shown = story.run("2 14:00", status=OPEN)
    assert (shown.state, shown.reading.cycle) == ("met", 1)
    assert story.runs("3 09:00", "9 09:00") == ["", ""]


def test_the_round_of_a_second_reopening_counts_no_closed_time():
    story = closed_once(reopen=RESUME)
    assert story.run("2 14:00", closed=None).due == "2 20:00"
    assert story.run("2 17:00", closed=t("2 16:00")).state == "met"
    shown = story.run("2 18:00", closed=None)
    # closed 11:00-14:00 and 16:00-18:00
    assert (shown.reading.cycle, shown.due) == (3, "2 22:00")
    assert story.run("2 19:00").due == "2 22:00"
    assert story.run("2 23:00", closed=t("2 22:00")).state == "met"


def test_a_third_reopening_after_restarts_counts_from_the_last():
    story = closed_once(reopen=RESTART)
    story.run("2 14:00", closed=None)
    story.run("2 17:00", closed=t("2 16:00"))
    shown = story.run("2 18:00", closed=None)
    assert (shown.reading.cycle, shown.due) == (3, "3 02:00")


def test_rounds_survive_being_written_down():
    story = closed_once(reopen=RESUME)
    for when, closed in (("2 14:00", None), ("2 17:00", t("2 16:00")), ("2 18:00", None)):
        story.run(when, closed=closed)
        story.memory = from_json(to_json(story.memory))
    assert isinstance(story.memory, Memory)
    assert story.run("2 19:00").due == "2 22:00"


def test_a_round_closed_again_in_time_is_met_by_its_own_deadline():
    story = closed_once(reopen=RESUME)
    story.run("2 14:00", closed=None)
    assert story.run("2 20:30", closed=t("2 20:00")).state == "met"
    story = closed_once(reopen=RESUME)
    story.run("2 14:00", closed=None)
    assert story.run("2 20:30", closed=t("2 20:01")).state == "met late"


def test_a_wait_that_ends_in_closing_counts_once():
    story = Story(rule("8 h", pause="Status = waiting on customer", reopen=RESUME))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00")
    story.run("2 10:01", status=WAITING)
    story.run("2 12:00", status=SHUT, closed=t("2 11:30"))
    shown = story.run("2 14:00", status=OPEN, closed=None)
    # waiting 10:00 to 12:00 as seen, closed 11:30 to 14:00: four hours in all
    assert shown.due == "2 21:00"


def test_a_closing_that_the_desk_only_saw_by_its_status():
    story = Story(rule("8 h", stop="Closed; Status = closed", reopen=RESUME))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00")
    assert story.run("2 11:00", status=SHUT).state == "met"
    shown = story.run("2 14:00", status=OPEN)
    # closed since 10:00 at the earliest, open again by 14:00
    assert (shown.reading.cycle, shown.due) == (2, "2 21:00")


def test_a_deadline_that_people_typed_is_not_moved_by_a_reopening():
    story = Story(rule("Promised for", reopen=RESUME))
    story.run("2 09:00", opened=t("2 09:00"), promised=t("5 10:00"))
    story.run("2 12:00", closed=t("2 11:00"))
    shown = story.run("3 12:00", closed=None)
    assert (shown.reading.cycle, shown.due) == (2, "5 10:00")


# Finished rounds keep the target they were promised under


def test_a_finished_round_keeps_its_target_after_an_edit_of_the_row():
    story = closed_once("8 h")
    story.rule = rule("1 h")
    shown = story.run("2 13:00")
    assert (shown.state, shown.due) == ("met", "2 17:00")
    assert [(done.target, done.late) for done in shown.kept.done] == [("8 h", False)]


def test_a_late_round_stays_late_when_the_row_becomes_generous():
    story = Story(rule("1 h"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 12:00", closed=t("2 11:00"))
    story.rule = rule("8 h")
    shown = story.run("2 13:00")
    assert (shown.state, at(shown.reading.due)) == ("met late", "2 10:00")


def test_the_next_round_runs_under_the_new_target():
    story = closed_once("8 h")
    story.rule = rule("4 h")
    shown = story.run("2 14:00", closed=None)
    assert (shown.due, shown.kept.agreed_target) == ("2 16:00", "4 h")
    assert [done.target for done in shown.kept.done] == ["8 h"]


def test_a_corrected_closing_is_judged_anew():
    story = closed_once("8 h")
    shown = story.run("2 20:00", closed=t("2 18:00"))
    assert (shown.state, shown.reading.cycle) == ("met late", 1)
    assert [done.late for done in shown.kept.done] == [True]


def test_a_corrected_start_of_a_finished_round_is_judged_anew():
    story = closed_once("8 h")
    shown = story.run("2 20:00", opened=t("2 01:00"))
    assert (shown.state, shown.due) == ("met late", "2 09:00")


# Who is told again


def test_a_new_round_has_a_ladder_of_its_own():
    story = Story(rule("2 h", reopen=RESTART, late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.runs("2 11:01", "2 11:02") == ["lead", ""]
    story.run("2 12:00", closed=t("2 11:30"))
    assert story.run("2 14:00", closed=None).told == ""
    assert story.runs("2 16:00", "2 16:01", "2 16:02") == ["", "lead", ""]


def test_a_reopened_round_that_is_late_already_is_told_once():
    story = Story(rule("2 h", reopen=RESUME, late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 11:10", closed=t("2 11:05"))
    shown = story.run("2 14:00", closed=None)
    assert (shown.state, shown.told) == ("overdue", "lead")
    assert story.runs("2 14:01", "2 15:00") == ["", ""]
