"""Laws of business hours over random calendars, and a slow second opinion on them."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.sla.hours import BusinessHours

ZONES = [
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
    "UTC",
]
CHANGES = [  # dates around which the clocks of some of these zones change
    date(2011, 12, 30),
    date(2018, 2, 17),
    date(2018, 11, 4),
    date(2021, 3, 22),
    date(2022, 9, 21),
    date(2024, 3, 10),
    date(2024, 3, 31),
    date(2024, 4, 7),
    date(2024, 10, 6),
    date(2024, 10, 27),
    date(2024, 11, 3),
    date(2024, 12, 31),
]
DAYS = [
    [("09:00", "17:00")],
    [("09:00", "12:00"), ("13:00", "17:30")],
    [("13:00", "18:00"), ("08:30", "13:00")],
    [("22:00", "06:00")],
    [("23:00", "07:00"), ("06:00", "09:00")],
    [("00:00", "24:00")],
    [("18:00", "24:00")],
    [("00:30", "02:30")],
    [("01:45", "03:15"), ("02:15", "02:45")],
    [("12:00", "12:00")],
]
QUARTER = timedelta(minutes=15)
MICROSECOND = timedelta(microseconds=1)


class Calendar(NamedTuple):
    """What a calendar is made of, for the two ways to work it out."""

    zone: str
    week: dict
    holidays: frozenset
    overrides: dict

    def hours(self):
        return BusinessHours(*self)

    def on(self, day):
        """Return the hours of a date, as written."""
        if day in self.holidays:
            return []
        return self.overrides.get(day, self.week.get(day.weekday(), []))


@st.composite
def calendars(draw, near=None):
    quarters = st.integers(0, 95).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
    days = st.sampled_from(DAYS) | st.lists(st.tuples(quarters, quarters), min_size=1, max_size=3)
    week = draw(st.dictionaries(st.integers(0, 6), days, min_size=1))
    around = st.integers(-12, 12).map(lambda n: near + timedelta(days=n)) if near else st.dates(
        date(1970, 1, 1), date(2090, 12, 31)
    )  # fmt: skip
    return Calendar(
        draw(st.sampled_from(ZONES)),
        week,
        draw(st.frozensets(around, max_size=6)),
        draw(st.dictionaries(around, days | st.just([]), max_size=4)),
    )


def instants(first=1990, last=2060):
    return st.datetimes(
        datetime(first, 1, 1),  # noqa: DTZ001 - the zone is drawn, too
        datetime(last, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, *map(ZoneInfo, ZONES)]),
        allow_imaginary=False,
    )


amounts = st.timedeltas(timedelta(days=-40), timedelta(days=40))
ahead = st.timedeltas(MICROSECOND, timedelta(days=20))


@st.composite
def pauses(draw, start):
    spans = st.tuples(amounts, st.timedeltas(timedelta(0), timedelta(days=9)))
    found = draw(st.lists(spans, max_size=4))
    return [(start + shift, start + shift + length) for shift, length in found]


@settings(deadline=None)
@given(calendars(), instants(), amounts, st.data())
def test_what_was_added_has_passed(calendar, start, amount, data):
    hours, start = calendar.hours(), start.astimezone(UTC)
    spans = data.draw(pauses(start))
    assert amount == hours.between(start, hours.add(start, amount))
    assert amount == hours.between(start, hours.add(start, amount, spans), spans)


@settings(deadline=None)
@given(calendars(), instants(), st.tuples(ahead, ahead), st.sampled_from([1, -1]))
def test_adding_twice_is_adding_once(calendar, start, parts, sign):
    hours = calendar.hours()
    first, second = sign * parts[0], sign * parts[1]
    assert hours.add(start, first + second) == hours.add(hours.add(start, first), second)


@settings(deadline=None)
@given(calendars(), st.tuples(instants(2020, 2026), instants(2020, 2026), instants(2020, 2026)))
def test_a_span_splits_anywhere(calendar, moments):
    hours, (start, middle, end) = calendar.hours(), moments
    whole = hours.between(start, end)
    assert whole == hours.between(start, middle) + hours.between(middle, end)
    assert whole == -hours.between(end, start)
    lengths = (ends - begins for begins, ends in hours.periods(start, end))
    assert max(whole, timedelta(0)) == sum(lengths, timedelta(0))


@settings(deadline=None)
@given(calendars(), instants(), amounts, st.data())
def test_pauses_commute_and_merge(calendar, start, amount, data):
    hours, start = calendar.hours(), start.astimezone(UTC)
    spans = data.draw(pauses(start))
    cuts = [(begins, begins + (ends - begins) / 3, ends) for begins, ends in spans]
    pieces = [(a, b) for a, b, _ in cuts] + [(b, c) for _, b, c in cuts]
    other = data.draw(st.permutations(pieces + spans))
    due = hours.add(start, amount, spans)
    assert due == hours.add(start, amount, other)
    assert hours.between(start, due, spans) == hours.between(start, due, other)


@settings(deadline=None)
@given(calendars(), instants(), ahead, st.data())
def test_a_pause_never_hastens_and_outside_its_life_never_matters(calendar, start, amount, data):
    hours, start = calendar.hours(), start.astimezone(UTC)
    spans = data.draw(pauses(start))
    due = hours.add(start, amount)
    assert due <= hours.add(start, amount, spans)
    outside = [(b, e) for b, e in spans if e <= start or b >= due]
    assert due == hours.add(start, amount, outside)


@settings(deadline=None)
@given(calendars(), instants(), ahead)
def test_the_first_and_the_last_such_instant(calendar, start, amount):
    hours, start = calendar.hours(), start.astimezone(UTC)
    due, begun = hours.add(start, amount), hours.add(start, -amount)
    assert amount > hours.between(start, due - MICROSECOND)
    assert amount > hours.between(begun + MICROSECOND, start)
    assert hours.is_open(due - MICROSECOND)
    assert hours.is_open(begun)


@settings(deadline=None)
@given(calendars(), instants())
def test_openings_and_closings_agree_with_is_open(calendar, start):
    hours, at = calendar.hours(), start.astimezone(UTC)
    opens, closed = hours.next_open(at), hours.prev_close(at)
    assert closed <= at <= opens
    assert hours.is_open(at) == (opens == at)
    assert hours.is_open(at - MICROSECOND) == (closed == at)
    assert hours.between(closed, opens) == timedelta(0)


@settings(deadline=None)
@given(calendars(), st.lists(instants(), min_size=2, max_size=5), ahead)
def test_the_order_of_questions_does_not_matter(calendar, moments, amount):
    def asked(hours, start):
        return hours.add(start, amount), hours.add(start, -amount), hours.next_open(start)

    one, other = calendar.hours(), calendar.hours()
    forth = [asked(one, start) for start in moments]
    back = [asked(other, start) for start in reversed(moments)]
    assert forth == back[::-1]
    assert one.between(moments[0], moments[1]) == other.between(moments[0], moments[1])


# --- a second opinion: look at the clock on the wall every quarter of an hour ------------


class Slow:
    """Answers by looking at every quarter of an hour for some weeks; all on that grid."""

    def __init__(self, calendar, first, spans=()):
        self.calendar, self.zone = calendar, ZoneInfo(calendar.zone)
        start = datetime(first.year, first.month, first.day, tzinfo=UTC)
        self.times = [start + QUARTER * n for n in range(96 * 36)]
        self.open = [self._open(at) and not any(b <= at < e for b, e in spans) for at in self.times]
        self.before = list(accumulate(self.open, initial=0))

    def _open(self, at):
        wall = at.astimezone(self.zone).replace(tzinfo=None)
        for day in (wall.date(), wall.date() - timedelta(days=1)):
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall clock
            for opens, closes in self.calendar.on(day):
                first = midnight + timedelta(hours=int(opens[:2]), minutes=int(opens[3:]))
                last = midnight + timedelta(hours=int(closes[:2]), minutes=int(closes[3:]))
                if first <= wall < (last if last > first else last + timedelta(days=1)):
                    return True
        return False

    def between(self, start, end):
        return QUARTER * (self.before[self.times.index(end)] - self.before[self.times.index(start)])

    def add(self, start, quarters):
        goal = self.before[self.times.index(start)] + quarters
        if quarters > 0:
            return self.at(bisect_left(self.before, goal))
        return self.at(bisect_right(self.before, goal) - 1) if goal >= 0 else None

    def next_close(self, at):
        index = self.times.index(at)
        edges = range(index + 1, len(self.times))
        return next((self.times[n] for n in edges if self.open[n - 1] and not self.open[n]), None)

    def prev_close(self, at):
        edges = range(self.times.index(at), 0, -1)
        return next((self.times[n] for n in edges if self.open[n - 1]), None)

    def add_days(self, start, n):
        wall = start.astimezone(self.zone).replace(tzinfo=None, fold=0)
        day, step = wall, timedelta(days=1 if n > 0 else -1)
        for _ in range(abs(n)):
            day += step
            while not self.calendar.on(day.date()):
                day += step
        walls = (at.astimezone(self.zone).replace(tzinfo=None) for at in self.times)
        return next(at for at, shown in zip(self.times, walls, strict=True) if shown >= day)

    def at(self, index):
        """Return a time of the grid, or None at its end, where it cannot tell."""
        return self.times[index] if 0 <= index < len(self.times) else None


class Question(NamedTuple):
    """A calendar near a change of clocks or years, pauses, and two instants on the grid."""

    calendar: Calendar
    hours: BusinessHours
    first: datetime
    spans: list
    start: datetime
    end: datetime

    def slow(self):
        return Slow(self.calendar, self.first, self.spans)


@st.composite
def questions(draw, most_pauses=0):
    near = draw(st.sampled_from(CHANGES))
    first = datetime(near.year, near.month, near.day, tzinfo=UTC) - timedelta(days=18)
    quarters = st.integers(96 * 15, 96 * 21).map(lambda n: first + QUARTER * n)
    spans = st.tuples(quarters, st.integers(0, 200)).map(lambda p: (p[0], p[0] + QUARTER * p[1]))
    some = draw(st.lists(spans, max_size=most_pauses))
    if some:  # what happens just where a pause begins or ends is worth most of the questions
        quarters |= st.sampled_from([edge for span in some for edge in span])
    calendar = draw(calendars(near))
    hours = calendar.hours()
    hours.is_open(first + draw(st.sampled_from([-400, 0, 400])) * timedelta(days=1))
    return Question(calendar, hours, first, some, draw(quarters), draw(quarters))


@settings(deadline=None)
@given(questions(most_pauses=3), st.integers(-200, 200))
def test_a_slow_look_at_the_clock_agrees_on_amounts(asked, quarters):
    hours, slow = asked.hours, asked.slow()
    passed = slow.between(asked.start, asked.end)
    assert passed == hours.between(asked.start, asked.end, asked.spans)
    for some in (quarters, 0, passed // QUARTER):
        due = slow.add(asked.start, some)
        assert due in {None, hours.add(asked.start, QUARTER * some, asked.spans)}


@settings(deadline=None)
@given(questions())
def test_a_slow_look_at_the_clock_agrees_on_openings(asked):
    hours, slow = asked.hours, asked.slow()
    for at in (asked.start, asked.end, hours.next_open(asked.start), hours.prev_close(asked.end)):
        if at in slow.times:
            assert slow.open[slow.times.index(at)] == hours.is_open(at)
            assert slow.add(at, 0) in {None, hours.next_open(at)}
            assert slow.next_close(at) in {None, hours.next_close(at)}
            assert slow.prev_close(at) in {None, hours.prev_close(at)}


@settings(deadline=None)
@given(questions(), st.integers(-2, 2))
def test_a_slow_look_at_the_clock_agrees_on_days(asked, n):
    # Open often enough for the answer to lie within the weeks looked at.
    week = dict.fromkeys(range(4), (("09:00", "17:00"),)) | asked.calendar.week
    days_off = frozenset(sorted(asked.calendar.holidays)[:3])
    calendar = asked.calendar._replace(week=week, holidays=days_off)
    slow = Slow(calendar, asked.first)
    assert (slow.add_days(asked.start, n) if n else asked.start) == calendar.hours().add_days(
        asked.start, n
    )
