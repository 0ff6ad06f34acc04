"""What cells of time say: instants, lengths of time, targets."""

# ruff: noqa: DTZ001  # a wall clock has no zone

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.sla.target import Unit
from chalicelib.tables.calendars import read_pairs
from chalicelib.tables.cell import Serial
from chalicelib.tables.codec import Locale
from chalicelib.tables.instants import INSTANT, from_serial, same, to_serial
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.spans import MINUTES, SPAN, read_target
from tests.tables.cells import BERLIN, SHANGHAI, read, refused, written


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2026-03-02 14:05", "2026-03-02 13:05"),
        ("2026/3/2 14:05:30", "2026-03-02 13:05:30"),
        ("2026.3.2", "2026-03-01 23:00"),
        ("2026年3月2日 9:05", "2026-03-02 08:05"),
        ("２０２６-03-02 14:05", "2026-03-02 13:05"),
        ("2026-03-02T14:05:00.250", "2026-03-02 13:05:00.250"),
        ("2026-03-02T14:05Z", "2026-03-02 14:05"),
        ("2026-03-02 14:05 +08:00", "2026-03-02 06:05"),
        ("2026-03-02 14:05 -0500", "2026-03-02 19:05"),
        ("31.12.2026", "2026-12-30 23:00"),
        ("12/31/2026 08:00", "2026-12-31 07:00"),
        ("05/05/2026", "2026-05-04 22:00"),
        (46083.0, "2026-03-01 23:00"),
        (Serial(46083.5), "2026-03-02 11:00"),
        (46083, "2026-03-01 23:00"),
        (date(2026, 3, 2), "2026-03-01 23:00"),
        (datetime(2026, 3, 2, 14, 5), "2026-03-02 13:05"),
        (datetime(2026, 7, 2, 14, 5), "2026-07-02 12:05"),
    ],
)
def test_instants(cell, utc):
    assert datetime.fromisoformat(utc).replace(tzinfo=UTC) == read(INSTANT, cell)


@pytest.mark.parametrize(
    ("cell", "say"),
    [
        ("31/02/2026", "does not exist"),
        ("2026-02-30", "does not exist"),
        ("2026-03-02 25:00", "does not exist"),
        ("03/04/2026", "two dates"),
        ("3.4.2026 10:00", "two dates"),
        ("tomorrow", "not a date"),
        ("14:05", "not a date"),
        (time(14, 5), "not a date"),
        (True, "not a date"),
        (14.5, "not a date"),
        (float("nan"), "not a date"),
        ("2026-03-02 14:05 +99:00", "does not exist"),
        ("9999-12-31", "year"),
        ("0001-01-01", "year"),
        (datetime(9999, 12, 31), "year"),
        (datetime(1, 1, 1), "year"),
    ],
)
@pytest.mark.parametrize("locale", [BERLIN, SHANGHAI, Locale(zone=ZoneInfo("America/New_York"))])
def test_cells_that_name_no_instant_are_refused_in_words(cell, say, locale):
    assert say in refused(INSTANT, cell, locale).en


@pytest.mark.parametrize(
    ("cell", "utc", "say"),
    [
        ("2026-10-25 02:30", "2026-10-25 00:30", "twice"),
        ("2026-03-29 02:30", "2026-03-29 01:00", "03:00"),
        ("2026-10-25 01:59", "2026-10-24 23:59", ""),
        ("2026-10-25 03:00", "2026-10-25 02:00", ""),
        ("2026-03-29 03:00", "2026-03-29 01:00", ""),
    ],
)
def test_hours_that_clocks_double_or_skip(cell, utc, say):
    noted = {}
    assert datetime.fromisoformat(utc + "+00:00") == read(INSTANT, cell, noted=noted)
    assert bool(say) == (cell in noted)
    assert say in "".join(phrase.en for phrase in noted.values())


@pytest.mark.parametrize(
    "local", ["2026-03-02 14:05:00.001", "1999-12-31 23:59:59.999", "2026-10-25 00:00"]
)
def test_serials_keep_the_millisecond(local):
    wall = datetime.fromisoformat(local)
    assert wall == from_serial(to_serial(wall))
    assert same(wall, to_serial(wall))
    assert not same(wall + timedelta(milliseconds=2), to_serial(wall))


@pytest.mark.parametrize(
    ("cell", "length"),
    [
        ("3 min", timedelta(minutes=3)),
        ("72h", timedelta(hours=72)),
        ("15 days", timedelta(days=15)),
        ("1.5 h", timedelta(minutes=90)),
        ("2 days 3 h 5 min", timedelta(days=2, hours=3, minutes=5)),
        ("1 week", timedelta(days=7)),
        ("3 分钟", timedelta(minutes=3)),
        ("72小时", timedelta(hours=72)),
        ("２天３小时", timedelta(days=2, hours=3)),
        ("30 秒", timedelta(seconds=30)),
        ("三分钟", timedelta(minutes=3)),
        ("两天三小时", timedelta(days=2, hours=3)),
        ("三个小时", timedelta(hours=3)),
        ("三十秒", timedelta(seconds=30)),
        ("二十一天", timedelta(days=21)),
        (timedelta(hours=4), timedelta(hours=4)),
        (time(0, 30), timedelta(minutes=30)),
        ("0 s", timedelta()),
    ],
)
def test_spans(cell, length):
    assert length == read(SPAN, cell)


@pytest.mark.parametrize(
    "cell",
    [3, 0.125, "3", "soon", "3 moons", "-3 min", "3 min ago", "99999999999 days", "9" * 400 + " h"],
)
def test_spans_without_a_unit_or_sense_are_refused(cell):
    assert "not a length of time" in refused(SPAN, cell).en


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        (timedelta(days=1), "1 day", "1 天"),
        (timedelta(days=2, hours=3, minutes=5), "2 days 3 h 5 min", "2 天 3 小时 5 分钟"),
        (timedelta(seconds=1.5), "1 s 0.5 s", "1 秒 0.5 秒"),
        (timedelta(), "0 s", "0 秒"),
    ],
)
def test_spans_in_words(span, english, chinese):
    assert english == written(SPAN, span)
    assert chinese == written(SPAN, span, SHANGHAI)
    assert span == read(SPAN, english) == read(SPAN, chinese)


@pytest.mark.parametrize(
    ("cell", "unit", "amount", "backwards"),
    [
        ("3 min", Unit.SPAN, timedelta(minutes=3), False),
        ("72 小时", Unit.SPAN, timedelta(hours=72), False),
        ("30 s", Unit.SPAN, timedelta(seconds=30), False),
        ("1 day 12 h", Unit.SPAN, timedelta(hours=36), False),
        ("15 days", Unit.DAYS, 15, False),
        ("15 calendar days", Unit.DAYS, 15, False),
        ("15 天", Unit.DAYS, 15, False),
        ("15 个自然日", Unit.DAYS, 15, False),
        ("T+3", Unit.BUSINESS_DAYS, 3, False),
        ("t + 3", Unit.BUSINESS_DAYS, 3, False),
        ("T＋3", Unit.BUSINESS_DAYS, 3, False),
        ("三分钟", Unit.SPAN, timedelta(minutes=3), False),
        ("一天", Unit.DAYS, 1, False),
        ("十五天", Unit.DAYS, 15, False),
        ("三个工作日", Unit.BUSINESS_DAYS, 3, False),
        ("48小时内", Unit.SPAN, timedelta(hours=48), False),
        ("４８小时以内", Unit.SPAN, timedelta(hours=48), False),
        ("15天之内", Unit.DAYS, 15, False),
        ("三天前", Unit.DAYS, 3, True),
        ("3 business days", Unit.BUSINESS_DAYS, 3, False),
        ("1 working day", Unit.BUSINESS_DAYS, 1, False),
        ("3个工作日", Unit.BUSINESS_DAYS, 3, False),
        ("3 days before", Unit.DAYS, 3, True),
        ("3 天前", Unit.DAYS, 3, True),
        ("4 小时之前", Unit.SPAN, timedelta(hours=4), True),
        ("2 business days before", Unit.BUSINESS_DAYS, 2, True),
    ],
)
def test_targets(cell, unit, amount, backwards):
    target = read_target(cell)
    assert (unit, amount, backwards) == (target.unit, target.days or target.span, target.backwards)
    assert cell == target.text


@pytest.mark.parametrize(
    "cell", ["", None, "0 min", "T+0", "0 days", 3, "before", "soon", "内", "三"]
)
def test_targets_of_no_length_are_refused(cell):
    with pytest.raises(Unreadable):
        read_target(cell)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [(30, 30), ("30", 30), ("30 min", 30), ("30分钟", 30), ("三十分钟", 30), ("2 h", 120)],
)
def test_minutes_may_name_their_unit(cell, minutes):
    assert minutes == read(MINUTES, cell)


@pytest.mark.parametrize("cell", ["soon", 2.5, "90 s", "30 EUR"])
def test_cells_that_name_no_whole_minutes_are_refused(cell):
    assert refused(MINUTES, cell).zh


@pytest.mark.parametrize(
    "cell", ["09:00-18:00", "9：00－18：00", "9点-18点", "９点至１８点", "9点整~18点00分"]
)
def test_hours_as_people_write_them(cell):
    assert read_pairs(cell) == (("09:00", "18:00"),)


def test_half_hours_and_breaks_in_chinese():
    assert read_pairs("9点半-12点，13点05分-18点30") == (("09:30", "12:00"), ("13:05", "18:30"))


@pytest.mark.parametrize(
    "cell", ["9点", "9-18", "25点-26点", "上午9点-下午6点", "9:75-18:00", "9点5-18点"]
)
def test_hours_that_name_no_span_are_refused(cell):
    with pytest.raises(Unreadable):
        read_pairs(cell)
