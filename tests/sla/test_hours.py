"""Business hours by example: each convention of the calendar, and where others fell."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.sla.hours import BeyondHorizonError, BusinessHours, NeverOpenError

NINE_TO_FIVE = [("09:00", "17:00")]
LUNCH = [("09:00", "12:00"), ("13:00", "17:00")]
NIGHT = [("23:00", "07:00")]
ALL_DAY = [("00:00", "24:00")]

OFFICE = dict.fromkeys(range(5), NINE_TO_FIVE)
NIGHTS = dict.fromkeys(range(7), NIGHT)
ALWAYS = dict.fromkeys(range(7), ALL_DAY)


def local(text, zone="Europe/Berlin", *, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def wall(instant, zone="Europe/Berlin"):
    assert instant.tzinfo is UTC
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat(" ", "minutes")


def hours(number):
    return timedelta(hours=number)


def berlin(week=OFFICE, holidays=(), overrides=None):
    return BusinessHours("Europe/Berlin", week, holidays, overrides or {})


# 2026-05-04 is a Monday.
@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-05-04 10:00", 2, "2026-05-04 12:00"),
        ("2026-05-04 10:00", 7, "2026-05-04 17:00"),  # used up at closing: at closing
        ("2026-05-04 10:00", 8, "2026-05-05 10:00"),
        ("2026-05-08 16:00", 2, "2026-05-11 10:00"),  # over the weekend
        ("2026-05-09 12:00", 1, "2026-05-11 10:00"),  # starts on a Saturday
        ("2026-05-04 07:00", 8, "2026-05-04 17:00"),
        ("2026-05-04 17:00", 1, "2026-05-05 10:00"),
        ("2026-05-04 10:00", 0, "2026-05-04 10:00"),  # zero: the start if open
        ("2026-05-04 17:00", 0, "2026-05-05 09:00"),  # else the next opening
        ("2026-05-04 12:00", -2, "2026-05-04 10:00"),
        ("2026-05-05 10:00", -1, "2026-05-05 09:00"),  # the last such instant
        ("2026-05-05 10:00", -2, "2026-05-04 16:00"),
        ("2026-05-11 08:00", -8, "2026-05-08 09:00"),
        ("2026-05-04 09:00", 62, "2026-05-13 15:00"),
    ],
)
def test_adding_working_time(start, amount, due):
    assert due == wall(berlin().add(local(start), hours(amount)))


@pytest.mark.parametrize(
    ("start", "end", "passed"),
    [
        ("2026-05-04 10:00", "2026-05-04 12:00", 2),
        ("2026-05-04 12:00", "2026-05-04 10:00", -2),
        ("2026-05-04 16:00", "2026-05-05 10:00", 2),
        ("2026-05-08 17:00", "2026-05-11 09:00", 0),
        ("2026-05-04 00:00", "2026-05-11 00:00", 40),
        ("2026-05-11 00:00", "2026-05-04 00:00", -40),
    ],
)
def test_working_time_between(start, end, passed):
    assert hours(passed) == berlin().between(local(start), local(end))


def test_fractions_of_a_second_are_kept():
    start = local("2026-05-04 16:59:59.999999")
    assert local("2026-05-05 09:00:00.000002") == berlin().add(start, timedelta(microseconds=3))
    assert timedelta(microseconds=1) == berlin().between(start, local("2026-05-05 09:00"))


# --- days and shifts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "open_for"),
    [
        (NINE_TO_FIVE, 8),
        (LUNCH, 7),
        ([("13:00", "17:00"), ("09:00", "13:00")], 8),  # touching, in any order
        ([("09:00", "15:00"), ("12:00", "17:00")], 8),  # overlapping
        (ALL_DAY, 24),
        ([("00:00", "00:00")], 24),
        ([("20:00", "24:00")], 4),
        ([("20:00", "00:00")], 4),
        ([("09:00:30", "9:01")], 30 / 3600),
        (NIGHT, 8),
        ([], 0),
    ],
)
def test_the_hours_of_a_day(pairs, open_for):
    monday = berlin({0: pairs, 3: NINE_TO_FIVE})
    around = local("2026-05-04 00:00"), local("2026-05-06 00:00")
    assert hours(open_for) == monday.between(*around)


@pytest.mark.parametrize("asked_first", ["2026-05-04", "2028-05-04"])
def test_a_day_of_shifts_closes_only_where_nobody_takes_over(asked_first):
    relay = berlin({0: [("22:00", "06:00")], 1: [("05:00", "14:00"), ("14:00", "15:00")]})
    relay.is_open(local(f"{asked_first} 00:00"))
    begins, ends = local("2026-05-04 22:00"), local("2026-05-05 15:00")
    assert [(begins, ends)] == relay.periods(begins - hours(9), ends + hours(99))
    assert ends == relay.next_close(begins)


@pytest.mark.parametrize(
    ("holiday", "open_at", "shut_at"),
    [
        # The tail of a night shift belongs to the day on which it began.
        (date(2026, 5, 5), "2026-05-05 06:59", "2026-05-05 23:00"),
        (date(2026, 5, 5), "2026-05-06 23:00", "2026-05-06 06:59"),
    ],
)
def test_a_holiday_takes_whole_shifts(holiday, open_at, shut_at):
    nights = berlin(NIGHTS, {holiday})
    assert nights.is_open(local(open_at))
    assert not nights.is_open(local(shut_at))


def test_overrides_replace_the_hours_of_a_date():
    saturday, friday = date(2026, 5, 9), date(2026, 5, 8)
    desk = berlin(overrides={saturday: LUNCH, friday: []})
    assert hours(7) == desk.between(local("2026-05-08 00:00"), local("2026-05-10 00:00"))


def test_a_holiday_beats_an_override():
    day = date(2026, 5, 9)
    assert hours(0) == berlin({0: LUNCH}, [day], {day: LUNCH}).between(
        local("2026-05-09 00:00"), local("2026-05-10 00:00")
    )


def test_holidays_are_dates_of_the_calendars_own_zone():
    shanghai = BusinessHours("Asia/Shanghai", ALWAYS, {date(2026, 10, 1)})
    assert not shanghai.is_open(datetime(2026, 9, 30, 16, tzinfo=UTC))
    assert shanghai.is_open(datetime(2026, 10, 1, 16, tzinfo=UTC))


# --- clocks that change ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "pairs", "day", "open_for"),
    [
        ("Europe/Berlin", ALL_DAY, "2026-03-29", 23),
        ("Europe/Berlin", ALL_DAY, "2026-10-25", 25),
        ("Europe/Berlin", [("01:00", "04:00")], "2026-03-29", 2),  # shortened by the gap
        ("Europe/Berlin", [("02:15", "02:45")], "2026-03-29", 0),  # all of it in the gap
        ("Europe/Berlin", [("02:00", "03:00")], "2026-10-25", 2),  # happens twice
        ("Europe/Berlin", [("01:30", "02:30")], "2026-10-25", 1.5),  # in two pieces
        ("Europe/Berlin", NINE_TO_FIVE, "2026-03-29", 8),
        ("America/New_York", ALL_DAY, "2026-03-08", 23),
        ("America/Sao_Paulo", ALL_DAY, "2018-11-04", 23),  # begins at 01:00
        ("America/Sao_Paulo", ALL_DAY, "2018-02-17", 25),  # its last hour twice
        ("Asia/Tehran", ALL_DAY, "2021-03-22", 23),
        ("Australia/Lord_Howe", ALL_DAY, "2026-10-04", 23.5),
        ("Australia/Lord_Howe", ALL_DAY, "2026-04-05", 24.5),
        ("Pacific/Apia", ALL_DAY, "2011-12-30", 0),  # a day that never was
        ("Asia/Kolkata", LUNCH, "2026-03-29", 7),
        ("UTC", ALL_DAY, "2026-03-29", 24),
    ],
)
def test_days_are_as_long_as_they_are(zone, pairs, day, open_for):
    on = date.fromisoformat(day)
    only = BusinessHours(zone, {}, overrides={on: pairs})
    around = datetime(on.year, on.month, on.day, tzinfo=UTC)
    passed = only.between(around - timedelta(days=2), around + timedelta(days=3))
    assert hours(open_for) == passed


def test_a_night_shift_in_autumn_is_an_hour_longer():
    begins, ends = local("2026-10-24 23:00"), local("2026-10-25 07:00")
    assert ends == berlin(NIGHTS).add(begins, hours(9))
    assert hours(9) == berlin(NIGHTS).between(begins, ends)


def test_hours_stay_on_the_wall_clock_in_summer_and_winter():
    for day in ("2026-01-12", "2026-07-13"):
        assert f"{day} 09:00" == wall(berlin().next_open(local(f"{day} 03:00")))


def test_the_second_of_two_equal_hours_is_another_instant():
    first, second = local("2026-10-25 02:30"), local("2026-10-25 02:30", fold=1)
    assert hours(1) == berlin(ALWAYS).between(first, second)


# --- days ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-05-04 10:30", 0, "2026-05-04 10:30"),
        ("2026-05-09 20:00", 0, "2026-05-09 20:00"),  # never moved
        ("2026-05-04 10:30", 1, "2026-05-05 10:30"),
        ("2026-05-08 20:00", 1, "2026-05-11 20:00"),
        ("2026-05-09 08:00", 1, "2026-05-11 08:00"),
        ("2026-05-11 08:00", -1, "2026-05-08 08:00"),
        ("2026-05-12 08:00", 3, "2026-05-18 08:00"),  # Thursday 14th is a holiday
        ("2026-05-04 10:30", 10, "2026-05-19 10:30"),
        ("2026-03-27 10:00", 1, "2026-03-30 10:00"),  # same wall clock over the change
    ],
)
def test_adding_working_days(start, n, due):
    assert due == wall(berlin(holidays={date(2026, 5, 14)}).add_days(local(start), n))


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-03-28 02:30", 1, local("2026-03-29 03:00")),  # into the gap: just after it
        ("2026-03-30 02:00", -1, local("2026-03-29 03:00")),
        ("2026-10-24 02:30", 1, local("2026-10-25 02:30")),  # twice: the first
        ("2026-10-26 02:30", -1, local("2026-10-25 02:30")),
    ],
)
def test_a_day_target_that_lands_where_the_clocks_change(start, n, due):
    assert due == berlin(ALWAYS).add_days(local(start), n)


def test_a_day_counted_from_the_second_of_two_equal_hours():
    start = local("2026-10-25 02:30", fold=1)
    assert wall(berlin(ALWAYS).add_days(start, 1)) == "2026-10-26 02:30"
    assert start == berlin(ALWAYS).add_days(start, 0)
    assert local("2027-10-31 02:30") == berlin(ALWAYS).add_days(start, 371)


# --- openings and closings -------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "is_open", "edges"),
    [
        ("05-04 08:59", False, ("05-04 09:00", "05-04 12:00", "05-01 17:00")),
        ("05-04 09:00", True, ("05-04 09:00", "05-04 12:00", "05-01 17:00")),
        ("05-04 10:00", True, ("05-04 10:00", "05-04 12:00", "05-04 10:00")),
        ("05-04 12:00", False, ("05-04 13:00", "05-04 17:00", "05-04 12:00")),
        ("05-04 12:30", False, ("05-04 13:00", "05-04 17:00", "05-04 12:00")),
        ("05-08 17:00", False, ("05-11 09:00", "05-11 12:00", "05-08 17:00")),
    ],
)
def test_openings_and_closings(at, is_open, edges):
    desk, moment = berlin(dict.fromkeys(range(5), LUNCH)), local(f"2026-{at}")
    assert is_open is desk.is_open(moment)
    found = desk.next_open(moment), desk.next_close(moment), desk.prev_close(moment)
    assert edges == tuple(wall(edge).removeprefix("2026-") for edge in found)


@pytest.mark.parametrize("asked_first", ["2024-07-01", "2025-07-01", "2026-07-01", "2027-07-01"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "Pacific/Auckland"])
def test_a_shift_over_new_year_has_one_opening_and_one_closing(zone, asked_first):
    desk, new_year = BusinessHours(zone, NIGHTS), local("2026-01-01 00:30", zone)
    desk.is_open(local(asked_first, zone))
    shift = local("2025-12-31 23:00", zone), local("2026-01-01 07:00", zone)
    assert shift[1] == desk.next_close(new_year) == desk.next_close(new_year - hours(1))
    assert shift[0] == desk.add(new_year, hours(-1.5))
    assert shift[0] == desk.next_open(shift[0] - hours(1))
    assert [shift] == desk.periods(new_year - hours(9), new_year + hours(9))
    assert hours(16) == desk.between(shift[0] - hours(24), shift[1])


def test_a_calendar_that_never_closes_says_so():
    start = local("2026-05-04 10:00")
    with pytest.raises(BeyondHorizonError):
        berlin(ALWAYS).next_close(start)
    assert start == berlin(ALWAYS).prev_close(start)


# --- pauses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "amount", "pauses", "due"),
    [
        ("05-04 10:00", 2, [("05-04 11:00", "05-04 13:00")], "05-04 14:00"),
        ("05-04 10:00", 2, [("05-04 18:00", "05-05 08:00")], "05-04 12:00"),
        ("05-04 10:00", 8, [("05-04 18:00", "05-05 08:00")], "05-05 10:00"),  # at night: free
        ("05-04 10:00", 8, [("05-04 16:00", "05-05 10:00")], "05-05 12:00"),
        ("05-04 10:00", 2, [("05-04 08:00", "05-04 11:00")], "05-04 13:00"),
        ("05-04 10:00", 2, [("05-04 08:00", "05-04 09:30")], "05-04 12:00"),  # long over
        ("05-04 10:00", 2, [("05-04 12:00", "05-04 15:00")], "05-04 12:00"),  # too late
        # The start lies outside hours: the pause lengthens what remains, no more.
        ("05-03 20:00", 2, [("05-03 21:00", "05-04 10:00")], "05-04 12:00"),
        ("05-03 20:00", 2, [("05-03 21:00", "05-04 08:00")], "05-04 11:00"),
        # From one paused state to another, and twice at once.
        ("05-04 10:00", 2, [("05-04 11:00", "05-04 12:00"), ("05-04 12:00", "05-04 13:00")],
         "05-04 14:00"),
        ("05-04 10:00", 2, [("05-04 11:30", "05-04 13:00"), ("05-04 11:00", "05-04 12:00")],
         "05-04 14:00"),
        # Longer because of one pause, and so into the next.
        ("05-04 10:00", 2, [("05-04 11:00", "05-04 12:00"), ("05-04 12:30", "05-04 13:30")],
         "05-04 14:00"),
        ("05-04 10:00", 0, [("05-04 09:00", "05-04 11:00")], "05-04 11:00"),
        ("05-04 14:00", -2, [("05-04 11:00", "05-04 13:00")], "05-04 10:00"),
        ("05-04 14:00", -1, [("05-04 11:00", "05-04 13:00")], "05-04 13:00"),
    ],
)  # fmt: skip
def test_pauses_lengthen_what_remains(start, amount, pauses, due):
    spans = [(local(f"2026-{begins}"), local(f"2026-{ends}")) for begins, ends in pauses]
    begins = local(f"2026-{start}")
    ends = berlin().add(begins, hours(amount), spans)
    assert f"2026-{due}" == wall(ends)
    assert hours(amount) == berlin().between(begins, ends, spans)
    assert hours(-amount) == berlin().between(ends, begins, iter(spans))


# --- what a calendar cannot tell -------------------------------------------------------


@pytest.mark.parametrize(
    "never",
    [
        berlin({}),
        berlin({0: []}),
        berlin({}, overrides={date(2026, 5, 4): []}),
        berlin({}, overrides={date(2020, 5, 4): LUNCH}),
    ],
)
def test_a_calendar_that_never_opens_says_so(never):
    start = local("2026-05-04 10:00")
    for ask in (never.next_open, never.next_close, lambda at: never.add(at, hours(1))):
        with pytest.raises(NeverOpenError):
            ask(start)
    with pytest.raises(NeverOpenError):
        never.add_days(start, 1)
    assert not never.is_open(start)
    assert never.periods(start, start + hours(999)) == []
    assert hours(0) == never.between(start, start + hours(999))


def test_an_amount_or_instant_beyond_the_horizon_says_so():
    start = local("2026-05-04 10:00")
    far = [datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=ZoneInfo("Etc/GMT+9"))]
    desk = berlin()
    for amount in (hours(9_999_999), -hours(9_999_999), timedelta.max, timedelta.min):
        with pytest.raises(BeyondHorizonError):
            desk.add(start, amount)
    for at in far:
        for ask in (desk.next_open, desk.is_open, lambda t: desk.add_days(t, 1)):
            with pytest.raises(BeyondHorizonError):
                ask(at)
        with pytest.raises(BeyondHorizonError):
            desk.closed_days(start, at)
    with pytest.raises(BeyondHorizonError):
        desk.add_days(start, 99_999)


@pytest.mark.parametrize("ask", ["is_open", "next_open", "next_close", "prev_close"])
def test_a_time_without_a_zone_is_refused(ask):
    with pytest.raises(ValueError, match="2026-05-04T10:00:00 has no time zone"):
        getattr(berlin(), ask)(datetime(2026, 5, 4, 10))  # noqa: DTZ001 - the point of it


def test_a_pause_that_ends_before_it_begins_is_refused():
    start = local("2026-05-04 10:00")
    with pytest.raises(ValueError, match="ends before it begins"):
        berlin().add(start, hours(1), [(start, start - hours(1))])


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ({0: [("9", "17:00")]}, "'9' is not a time of day"),
        ({0: [("09:00", "24:01")]}, "'24:01' is later than 24:00"),
        ({0: [("09:00", "12:60")]}, "'12:60' is not a time of day"),
        ({0: [("24:00", "12:00")]}, "'24:00' can close a day"),
        ({0: ("09:00", "17:00")}, "'09:00' is not an opening and a closing time"),
        ({0: [("09:00", None)]}, "None is not a time of day"),
        ({7: LUNCH}, r"0 \(Monday\) to 6 \(Sunday\), not 7"),
    ],
)
def test_malformed_hours_are_refused_in_words(week, words):
    with pytest.raises(ValueError, match=words):
        berlin(week)


@pytest.mark.parametrize("name", ["Berlin", "", "Asia", "../etc", "Europe/Berlín"])
def test_an_unknown_zone_is_refused_in_words(name):
    with pytest.raises(ValueError, match="there is no time zone"):
        BusinessHours(name, OFFICE)


# --- what explanations need ------------------------------------------------------------


def test_open_periods_are_clipped_to_the_span():
    found = berlin(dict.fromkeys(range(5), LUNCH)).periods(
        local("2026-05-04 11:00"), local("2026-05-05 10:00")
    )
    walls = [(wall(begins)[-5:], wall(ends)[-5:]) for begins, ends in found]
    assert walls == [("11:00", "12:00"), ("13:00", "17:00"), ("09:00", "10:00")]
    assert berlin().periods(local("2026-05-04 12:00"), local("2026-05-04 11:00")) == []


def test_skipped_holidays_are_those_that_would_have_been_worked():
    days = {date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 14)}
    desk = berlin(holidays=days)
    start = local("2026-05-01 00:00")
    assert [date(2026, 5, 1)] == desk.closed_days(start, local("2026-05-14 00:00"))
    assert [date(2026, 5, 1), date(2026, 5, 14)] == desk.closed_days(
        start, local("2026-05-14 00:01")
    )
    assert desk.closed_days(start, start) == []


class EveryMonthsFirst:
    """Holidays and hours that can only be asked for, never listed."""

    def __contains__(self, day):
        return day.day == 1

    def get(self, day):
        return NINE_TO_FIVE if day.day == 2 else None


def test_holidays_and_overrides_may_answer_lazily():
    desk = BusinessHours("UTC", {}, EveryMonthsFirst(), EveryMonthsFirst())
    start = datetime(2026, 5, 1, tzinfo=UTC)
    assert datetime(2027, 4, 2, 17, tzinfo=UTC) == desk.add(start, hours(12 * 8))
    firsts = BusinessHours("UTC", ALWAYS, EveryMonthsFirst())
    assert [date(2026, 5, 1)] == firsts.closed_days(start, start + hours(48))


@pytest.mark.parametrize(
    ("week", "shown"),
    [
        ({0: LUNCH, 1: NIGHT}, "Mon 09:00-12:00 13:00-17:00, Tue 23:00-07:00"),
        ({5: [("08:00", "16:00:30")], 6: ALL_DAY}, "Sat 08:00-16:00:30, Sun 00:00-24:00"),
    ],
)
def test_a_calendar_shows_what_it_is(week, shown):
    assert f"BusinessHours('Europe/Berlin', {shown})" == repr(berlin(week))


def test_instants_may_come_in_any_zone():
    start = datetime(2026, 5, 4, 16, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert local("2026-05-04 12:00") == berlin().add(start, hours(2))
    assert hours(1) == berlin().between(start, local("2026-05-04 11:00"))
    pause = (start, datetime(2026, 5, 4, 17, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert local("2026-05-04 13:00") == berlin().add(start, hours(2), [pause])
