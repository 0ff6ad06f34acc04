"""What a clock shows: exactly at the deadline, in each kind of time, on odd calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.model.case import Case
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.shipment import Shipment
from chalicelib.model.word import Phrase
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.rule import Calendar
from chalicelib.sla.why import long
from tests.sla.clocks import (
    ALWAYS,
    ALWAYS_PAIRS,
    BANK,
    BERLIN,
    CLOSED,
    IGNORE,
    NORMAL,
    OFFICE,
    OFFICE_PAIRS,
    OPEN,
    SHUT,
    SPEAKS,
    URGENT,
    UTC_ZONE,
    WAITING,
    Story,
    at,
    once,
    open_on,
    rule,
    t,
)

TINY = timedelta(microseconds=1)


# CLOCKS 4 and 7: used up exactly at closing ends at closing


@pytest.mark.parametrize(
    ("target", "calendar", "opened", "due"),
    [
        ("8 h", ALWAYS, "2 09:00", "2 17:00"),
        ("8 h", OFFICE, "2 09:00", "2 17:00"),
        ("9 h", OFFICE, "2 09:00", "3 10:00"),
        ("8 h", OFFICE, "2 08:00", "2 17:00"),
        ("8 h", OFFICE, "2 17:00", "3 17:00"),
        ("30 min", OFFICE, "6 16:45", "9 09:15"),
        ("90 s", ALWAYS, "2 09:00", "2 09:01:30"),
        ("15 days", ALWAYS, "2 14:05", "17 14:05"),
        ("T+3", BANK, "2 14:05", "5 14:05"),
        ("T+3", BANK, "5 14:05", "10 14:05"),
        ("T+3", BANK, "7 14:05", "12 00:00"),
        ("T+3", OFFICE, "2 14:05", "5 14:05"),
        ("T+3", OFFICE, "2 20:00", "6 09:00"),
        ("3 business days", OFFICE, "6 16:00", "11 16:00"),
    ],
)
def test_each_kind_of_target_ends_in_its_own_kind_of_time(target, calendar, opened, due):
    assert once(rule(target, calendar), opened, opened=t(opened)).due == due


@pytest.mark.parametrize("calendar", [ALWAYS, OFFICE])
@pytest.mark.parametrize(
    ("closed", "state"),
    [(t("2 17:00") - TINY, "met"), (t("2 17:00"), "met"), (t("2 17:00") + TINY, "met late")],
)
def test_an_answer_exactly_at_the_deadline_is_met(calendar, closed, state):
    assert once(rule("8 h", calendar), "9 09:00", opened=t("2 09:00"), closed=closed).state == state


@pytest.mark.parametrize("calendar", [ALWAYS, OFFICE])
@pytest.mark.parametrize(
    ("now", "state"),
    [("2 16:59:59", "on track"), ("2 17:00", "on track"), ("2 17:00:01", "overdue")],
)
def test_unanswered_at_the_deadline_is_not_yet_overdue(calendar, now, state):
    assert once(rule("8 h", calendar), now, opened=t("2 09:00")).state == state


@pytest.mark.parametrize("warn", ["", "80 %: owner", "1 h before: owner"])
def test_a_run_exactly_at_the_deadline_escalates_nothing_and_loses_nothing(warn):
    story = Story(rule("8 h", warn=warn, late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    told = story.runs("2 16:30", "2 17:00", "2 17:01", "2 17:02")
    assert told == ["owner" if warn else "", "", "lead", ""]


def test_at_the_deadline_the_next_thing_to_wait_for_is_the_breach():
    story = Story(rule("8 h", late="due: lead; 4 h: manager"))
    assert story.run("2 09:00", opened=t("2 09:00")).reading.ladder.next == t("2 17:00")
    assert story.run("2 17:00").reading.ladder.next > t("2 17:00")
    assert story.run("2 17:00").reading.ladder.next < t("2 17:01")
    assert story.run("2 17:01").reading.ladder.next == t("2 21:00")


def test_a_later_rung_is_told_at_its_instant_and_once():
    story = Story(rule("8 h", late="due: lead; 4 h: manager"))
    story.run("2 09:00", opened=t("2 09:00"))
    told = story.runs("2 17:01", "2 20:59", "2 21:00", "2 21:01", "2 22:00")
    assert told == ["lead", "", "manager", "", ""]


# Nothing started, nothing owed


def test_without_a_start_the_clock_has_not_started():
    shown = once(rule(start="Approval asked"), "2 09:00", opened=t("2 08:00"))
    assert (shown.state, shown.due) == ("not started", "")
    assert shown.why == "R1: waits for its start"


def test_a_cancelled_record_owes_nothing():
    shown = once(rule(cancel="Status = closed"), "9 09:00", opened=t("2 09:00"), status=SHUT)
    assert (shown.state, shown.why) == ("cancelled", "R1: cancelled")


def test_what_was_met_before_the_cancelling_stays_met():
    its_rule = rule(cancel="Status = closed")
    cells = {"opened": t("2 09:00"), "closed": t("2 10:00"), "status": SHUT}
    assert once(its_rule, "9 09:00", **cells).state == "met"


# CLOCKS 2 and RULEBOOK: the target stands in a column


def test_a_promised_instant_is_the_deadline_itself():
    its_rule = rule("Promised for", stop="Promise kept", warn="2 h before: owner", late="due: lead")
    story = Story(its_rule)
    assert story.run("2 09:00", opened=t("2 09:00")).state == "not started"
    assert story.run("2 10:00", promised=t("5 10:00")).due == "5 10:00"
    assert story.runs("5 07:59", "5 08:00", "5 10:00", "5 10:01") == ["", "owner", "", "lead"]
    assert story.run("5 11:00", promise_kept=t("5 10:00")).state == "met"


def test_a_length_in_the_row_is_the_target():
    record = Order("O-1", reviewed=t("2 09:00"), handling=timedelta(days=2))
    shown = Story(rule("Handling time", tab="orders", start="Reviewed", stop="Shipped"), record)
    assert shown.run("2 10:00").due == "4 09:00"


def test_a_new_carrier_event_starts_the_silence_anew():
    its_rule = rule("Silent after", tab="shipments", start="Last carrier event", stop="Delivered")
    story = Story(
        its_rule, Shipment("S-1", silent_after=timedelta(days=3), last_event=t("2 09:00"))
    )
    assert story.run("2 10:00").due == "5 09:00"
    assert story.run("5 09:01").state == "overdue"
    back = story.run("5 10:00", last_event=t("5 09:30"))
    assert (back.state, back.due) == ("on track", "8 09:30")


# CLOCKS 10: what changes mid-way keeps start and pauses


PAUSING = {"pause": "Status = waiting on customer"}


@pytest.mark.parametrize(
    ("target", "calendar", "due"),
    [
        ("8 h", ALWAYS, "2 18:00"),
        ("4 h", ALWAYS, "2 14:00"),
        ("10 h", OFFICE, "3 12:00"),
        ("2 days", ALWAYS, "4 10:00"),
        ("T+3", OFFICE, "5 10:00"),
    ],
)
def test_a_changed_row_recomputes_the_open_cycle_from_the_same_start(target, calendar, due):
    story = Story(rule("8 h", **PAUSING))
    story.run("2 09:00", opened=t("2 09:00"))
    story.run("2 10:00", status=WAITING)
    story.rule = rule("8 h", **PAUSING)
    story.run("2 10:00", status=OPEN)
    story.rule = rule(target, calendar, **PAUSING)
    shown = story.run("2 11:00")
    assert shown.pauses == ["2 09:00 - 2 10:00"]
    assert (shown.reading.start.by, shown.due) == (t("2 09:00"), due)


def test_the_ledger_keeps_what_was_agreed_beside_what_counts_today():
    story = Story(rule("8 h"))
    story.run("2 09:00", opened=t("2 09:00"))
    story.rule = rule("4 h")
    shown = story.run("2 10:00")
    assert (shown.kept.agreed_target, at(shown.kept.agreed_due)) == ("8 h", "2 17:00")
    assert shown.due == "2 13:00"


def test_a_corrected_start_moves_the_deadline():
    story = Story(rule("8 h"))
    assert story.run("2 09:30", opened=t("2 09:00")).due == "2 17:00"
    assert story.run("2 09:40", opened=t("2 08:30")).due == "2 16:30"


def test_a_changed_priority_is_another_row_of_the_same_clock():
    calm, hasty = rule("8 h", late="due: lead"), rule("4 h", late="due: lead")
    story = Story(calm)
    story.run("2 09:00", opened=t("2 09:00"), priority=NORMAL)
    story.rule = hasty
    assert story.run("2 13:01", priority=URGENT).told == "lead"
    story.rule = calm
    assert story.run("2 13:05", priority=NORMAL).state == "on track"
    assert story.runs("2 17:00", "2 17:01", "2 17:02") == ["", "lead (2)", ""]


# CLOCKS 12: the first unanswered message counts


NEXT = {"start": "first Customer wrote", "stop": "Last reply; Closed; Status = closed"}


def next_reply(target: str = "24 h", **cells) -> Story:
    return Story(rule(target, **(NEXT | {"reopen": IGNORE} | cells)))


def test_a_second_message_does_not_move_the_start():
    story = next_reply()
    assert story.run("2 09:00", customer_wrote=t("2 08:50")).due == "3 08:50"
    assert story.run("2 12:00", customer_wrote=t("2 11:00")).due == "3 08:50"


def test_a_reply_is_measured_from_the_first_unanswered_message():
    story = next_reply()
    story.run("2 09:00", customer_wrote=t("2 08:50"))
    story.run("3 08:00", customer_wrote=t("3 07:50"))
    shown = story.run("3 09:30", last_reply=t("3 09:00"))
    assert (shown.state, at(shown.reading.start.by)) == ("met late", "2 08:50")


def test_the_next_message_after_a_reply_starts_the_next_round():
    story = next_reply()
    story.run("2 09:00", customer_wrote=t("2 08:50"))
    assert story.run("2 10:00", last_reply=t("2 09:30")).state == "met"
    shown = story.run("2 12:00", customer_wrote=t("2 11:00"))
    assert (shown.state, shown.due, shown.reading.cycle) == ("on track", "3 11:00", 2)
    assert story.run("3 10:00", customer_wrote=t("3 09:00")).due == "3 11:00"
    assert story.run("3 11:30", last_reply=t("3 11:01")).state == "met late"


def test_a_second_reply_in_a_row_does_not_make_the_first_one_late():
    story = next_reply()
    story.run("2 09:00", customer_wrote=t("2 08:50"))
    assert story.run("2 10:00", last_reply=t("2 09:30")).state == "met"
    shown = story.run("9 10:00", last_reply=t("9 09:30"))
    assert (shown.state, [done.late for done in shown.kept.done]) == ("met", [False])


def test_an_answer_at_the_minute_of_the_message_answers_it():
    story = next_reply()
    shown = story.run("2 09:00", customer_wrote=t("2 08:50"), last_reply=t("2 08:50"))
    assert shown.state == "met"


@pytest.mark.parametrize("end", [{"closed": t("3 10:00")}, {"status": SHUT}])
def test_a_case_closed_after_a_last_thank_you_owes_no_reply(end):
    story = next_reply()
    story.run("2 09:00", customer_wrote=t("2 08:50"))
    story.run("2 10:00", last_reply=t("2 09:30"))
    story.run("2 12:00", customer_wrote=t("2 11:00"))
    assert story.run("3 10:30", **end).state == "met"
    assert story.run("9 10:30").state == "met"


def test_a_reply_typed_into_the_wrong_row_and_taken_back_does_not_count():
    story = next_reply()
    story.run("2 09:00", customer_wrote=t("2 08:50"))
    assert story.run("2 10:00", last_reply=t("2 09:30")).state == "met"
    shown = story.run("2 11:00", last_reply=None)
    assert (shown.state, shown.due) == ("on track", "3 08:50")


def test_a_late_first_sight_of_two_old_cells_is_no_breach():
    shown = next_reply().run("9 09:00", customer_wrote=t("2 08:50"), last_reply=t("2 09:30"))
    assert shown.state == "met"


# What starts a clock can happen again


def test_an_order_held_again_starts_a_new_round_after_its_review():
    its_rule = rule("4 h", tab="orders", start="Status = held", stop="Reviewed; Status = cancelled")
    story = Story(its_rule, Order("O-1", status=OrderStatus.PAID))
    story.run("2 09:00")
    assert story.run("2 10:00", status=OrderStatus.HELD).due == "2 14:00"
    assert story.run("2 11:00", status=OrderStatus.PASSED, reviewed=t("2 10:30")).state == "met"
    again = story.run("3 10:00", status=OrderStatus.HELD)
    assert (again.state, again.due, again.reading.cycle) == ("on track", "3 14:00", 2)
    assert story.run("3 11:00", status=OrderStatus.CANCELLED).state == "met"


# CLOCKS 13: never a loop, never a silent 24x7


NEVER = Phrase(
    "the calendar '{}' has no open time that the target could use", "日历“{}”没有可用的工作时间"
)
FAR = Phrase("its deadline lies too far ahead to be told", "截止时间过于遥远，无法计算")


@pytest.mark.parametrize(
    ("target", "calendar", "said"),
    [
        ("8 h", CLOSED, NEVER),
        ("T+3", CLOSED, NEVER),
        ("99999 h", Calendar("Once", BusinessHours(UTC_ZONE, {}, (), {date(2026, 3, 2): [("09:00", "10:00")]}), always=False), FAR),
        ("999999 days", ALWAYS, FAR),
        ("999999 business days", OFFICE, FAR),
        ("99999999 h", OFFICE, FAR),
    ],
)  # fmt: skip
def test_without_open_time_the_clock_cannot_tell_and_says_so(target, calendar, said):
    shown = once(rule(target, calendar), "2 12:00", opened=t("2 09:00"))
    assert (shown.state, shown.due) == ("cannot tell", "")
    assert shown.why == f"R1: {said.en.format(calendar.name)}"
    assert shown.reading.fault.zh == said.zh.format(calendar.name)


def test_a_start_in_the_future_cannot_be_told_until_it_comes():
    story = Story(rule("8 h"))
    shown = story.run("2 08:59", opened=t("2 09:00"))
    assert (shown.state, shown.why) == (
        "cannot tell",
        "R1: its start lies in the future: 2026-03-02 09:00 UTC",
    )
    assert shown.reading.ladder.next == t("2 09:00")
    assert story.run("2 09:00").state == "on track"


def test_a_clock_that_cannot_tell_forgets_nothing_and_tells_nothing_twice():
    story = Story(rule("8 h", late="due: lead"))
    story.run("2 09:00", opened=t("2 09:00"))
    assert story.run("2 17:01").told == "lead"
    story.rule = rule("8 h", CLOSED, late="due: lead")
    assert story.run("2 17:02").state == "cannot tell"
    story.rule = rule("8 h", late="due: lead")
    assert story.runs("2 17:03", "2 17:04") == ["", ""]


# CLOCKS 14: counted back from a coming event


def customs(**cells) -> Story:
    its_rule = rule(
        "3 days before",
        tab="shipments",
        start="Customs date",
        stop="Pre-declared",
        warn="24 h before: owner",
        late="due: lead",
    )
    return Story(its_rule, Shipment("S-1", **cells))


def test_a_backward_clock_ends_before_its_event():
    story = customs(customs_planned=t("20 10:00"))
    assert story.run("10 09:00").due == "17 10:00"
    assert story.runs("16 09:59", "16 10:00", "17 10:00", "17 10:01") == ["", "owner", "", "lead"]
    assert story.run("18 09:00", predeclared=t("18 08:00")).state == "met late"


def test_a_backward_clock_is_met_up_to_its_deadline():
    story = customs(customs_planned=t("20 10:00"))
    story.run("10 09:00")
    assert story.run("17 11:00", predeclared=t("17 10:00")).state == "met"


def test_a_postponed_event_moves_the_deadline_back_and_arms_the_rung_again():
    story = customs(customs_planned=t("20 10:00"))
    story.run("10 09:00")
    assert story.run("16 10:00").told == "owner"
    assert story.run("16 11:00", customs_planned=t("25 10:00")).state == "on track"
    assert story.runs("21 09:59", "21 10:00") == ["", "owner (2)"]


def test_an_event_that_comes_too_soon_is_overdue_at_once():
    story = customs(customs_planned=t("4 10:00"))
    shown = story.run("2 09:00")
    assert (shown.state, shown.told) == ("overdue", "lead")


@pytest.mark.parametrize(
    ("target", "calendar", "due"),
    [
        ("3 business days before", BANK, "17 10:00"),
        ("5 business days before", BANK, "13 10:00"),
        ("8 h before", OFFICE, "19 10:00"),
        ("48 h before", ALWAYS, "18 10:00"),
    ],
)
def test_backwards_in_each_kind_of_time(target, calendar, due):
    its_rule = rule(target, calendar, tab="shipments", start="Customs date", stop="Pre-declared")
    shown = Story(its_rule, Shipment("S-1", customs_planned=t("20 10:00"))).run("2 09:00")
    assert shown.due == due


# CLOCKS 6 and 18: the nights on which clocks change


GERMAN = Calendar("Berlin days", BusinessHours(BERLIN, ALWAYS_PAIRS), always=False)
GERMAN_ALWAYS = Calendar("24x7", BusinessHours(BERLIN, ALWAYS_PAIRS), always=True)
NIGHT = Calendar("Night", BusinessHours(BERLIN, open_on(7, "01:00", "05:00")), always=False)


@pytest.mark.parametrize(
    ("target", "calendar", "opened", "due"),
    [
        # 28 March 02:30 in Berlin is 01:30 UTC; the next night 02:30 does not exist
        ("1 days", GERMAN_ALWAYS, "28 01:30", "29 01:00"),
        ("T+1", GERMAN, "28 01:30", "29 01:00"),
        ("2 days", GERMAN_ALWAYS, "28 01:30", "30 00:30"),
        # calendar days keep the wall clock, hours do not
        ("3 days", GERMAN_ALWAYS, "27 09:00", "30 08:00"),
        ("72 h", GERMAN_ALWAYS, "27 09:00", "30 09:00"),
        # four open hours of that night are only three
        ("4 h", NIGHT, "29 00:00", "30 00:00"),
    ],
)
def test_a_day_of_23_hours_counts_as_it_is(target, calendar, opened, due):
    assert once(rule(target, calendar), opened, opened=t(opened)).due == due


def test_counted_back_into_the_gap_the_first_instant_after_it_is_meant():
    its_rule = rule(
        "1 day before", GERMAN_ALWAYS, tab="shipments", start="Customs date", stop="Pre-declared"
    )
    shown = Story(its_rule, Shipment("S-1", customs_planned=t("30 00:30"))).run("20 09:00")
    assert shown.due == "29 01:00"


def test_an_hour_that_happens_twice_counts_twice():
    opened = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # midnight in Berlin, clocks go back
    shown = Story(rule("4 h", NIGHT), Case("C-1", opened=opened)).run("31 09:00")
    assert shown.state == "cannot tell"  # the run's own instant lies before it
    assert NIGHT.hours.add(opened, timedelta(hours=4)) == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


# CLOCKS 15: why


def test_why_names_the_row_the_start_and_the_calendar():
    shown = once(rule("8 h", OFFICE), "2 12:00", opened=t("2 09:00"))
    assert shown.why == "R1: 8 h from 2026-03-02 09:00 (Office)"


def test_why_of_a_holiday_is_in_the_long_grounds():
    hours = BusinessHours(UTC_ZONE, OFFICE_PAIRS, [date(2026, 3, 3)])
    shown = once(
        rule("9 h", Calendar("Office", hours, always=False)), "2 12:00", opened=t("2 09:00")
    )
    steps = [(step.what.en, step.said) for step in long(shown.reading, SPEAKS)]
    assert ("holidays skipped", "2026-03-03") in steps
    assert ("counted in", "2026-03-04 09:00 – 2026-03-04 10:00") in steps
