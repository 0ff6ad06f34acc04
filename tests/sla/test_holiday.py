"""Official holidays, make-up working days, and the team's own days on top of them."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.sla.holiday import official
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.workdays import HolidaySet, MadeUpDays

NOTICES = Path(__file__).parents[2].parent / "shared" / "data" / "holidays-cn"

WEEK = {
    0: [("09:00", "18:00")],
    1: [("09:00", "18:00")],
    2: [("09:00", "18:00")],
    3: [("09:00", "18:00")],
    4: [("09:00", "15:00")],
}


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("CN", date(2026, 1, 1), "元旦"),
        ("cn", date(2026, 2, 17), "春节"),
        ("CHN", date(2026, 10, 1), "国庆节"),
        ("US", date(2026, 4, 20), ""),
        ("US-MA", date(2026, 4, 20), "Patriots' Day"),
        ("US-MA", date(2021, 7, 5), "Independence Day (observed)"),
        ("US", date(2021, 12, 31), "New Year's Day (observed)"),
        ("DE-BY", date(2026, 1, 6), "Heilige Drei Könige"),
        ("DE-Bayern", date(2026, 1, 6), "Heilige Drei Könige"),
        ("DE-BE", date(2026, 1, 6), ""),
    ],
)
def test_holidays_by_country_and_part(code, day, name):
    assert name == official(code).name(day)
    assert bool(name) is (day in official(code))


def test_names_in_another_language():
    assert official("CN", "en_US").name(date(2026, 1, 1)) == "New Year's Day"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("XX", 'known for "XX"; write one like CN, US-MA or DE-BY'),
        ("China", 'known for "China"; did you mean CHN'),
        ("DE-BAYER", 'known for "DE-BAYER"; did you mean DE-BY'),
        ("", "write one like CN"),
    ],
)
def test_an_unknown_code_is_refused_with_a_suggestion(code, words):
    with pytest.raises(ValueError, match=words):
        official(code)


def test_make_up_working_days_and_what_they_stand_for():
    china = official("CN")
    assert date(2026, 1, 4) in china.working_weekends(2026)
    assert len(china.working_weekends(2026)) == 6
    assert date(2026, 1, 2) == china.stands_for(date(2026, 1, 4))
    assert china.stands_for(date(2026, 1, 11)) is None
    # Asked for by the next year's notice.
    assert date(2006, 12, 30) in china.working_weekends(2006)
    assert frozenset() == official("US-MA").working_weekends(2026)


@pytest.mark.parametrize(
    ("code", "year", "confirmed"),
    [
        ("CN", 2020, True),
        ("CN", 2026, True),
        ("CN", 2099, False),  # statutory days only
        ("HU", 2023, True),  # no day was moved that year, but later ones are known
        ("AE", 2026, True),
        ("AE", 2099, False),  # waits for the moon
        ("US-MA", 2040, True),
        ("DE-BY", 2040, True),
        ("CN", 1900, False),
        ("DE-BY", 2200, False),
    ],
)
def test_whether_a_years_schedule_is_known(code, year, confirmed):
    assert confirmed is official(code).confirmed(year)


@pytest.mark.parametrize("year", range(2020, 2025))
def test_china_agrees_with_the_published_notices(year):
    if not NOTICES.is_dir():
        pytest.skip("the published notices are not beside this checkout")
    days = [
        day
        for path in NOTICES.glob("*.json")
        for day in json.loads(path.read_text("utf-8"))["days"]
    ]
    off = {date.fromisoformat(day["date"]): day["isOffDay"] for day in days}
    china, day = official("CN"), date(year, 1, 1)
    while day.year == year:
        weekend = day.weekday() > 4
        worked = day in china.working_weekends(year) if weekend else day not in china
        assert (not off.get(day, weekend)) is worked, day
        day += timedelta(days=1)


def test_the_teams_own_days_come_on_top():
    days = HolidaySet(
        official("CN"),
        extra_off=frozenset({date(2026, 3, 2), date(2026, 3, 3)}),
        worked=frozenset({date(2026, 1, 1), date(2026, 3, 3)}),
    )
    expected = {1: False, 2: True, 5: False}
    assert expected == {day: date(2026, 1, day) in days for day in expected}
    assert date(2026, 3, 2) in days
    assert date(2026, 3, 3) not in days


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 1, 4), [("09:00", "15:00")]),  # Sunday for Friday the 2nd
        (date(2026, 2, 28), [("09:00", "18:00")]),  # Saturday for Monday the 23rd
        (date(2026, 3, 7), [("09:00", "18:00")]),  # the team's own Saturday
        (date(2026, 3, 8), [("10:00", "12:00")]),  # as written by the team
        (date(2026, 3, 2), None),
        (date(2026, 3, 4), None),  # worked after all: its own hours
    ],
)
def test_hours_of_make_up_days(day, hours):
    days = MadeUpDays(
        WEEK,
        official("CN"),
        frozenset({date(2026, 3, 7), date(2026, 3, 4)}),
        {date(2026, 3, 8): [("10:00", "12:00")]},
    )
    assert hours == days.get(day)


@pytest.mark.parametrize("week", [{}, {0: []}, {5: [("09:00", "12:00")]}])
def test_make_up_days_of_an_odd_week(week):
    expected = week.get(5, ())
    assert expected == MadeUpDays(week, official("CN")).get(date(2026, 1, 4))


def test_a_chinese_desk_over_the_national_holiday():
    desk = BusinessHours(
        "Asia/Shanghai", WEEK, HolidaySet(official("CN")), MadeUpDays(WEEK, official("CN"))
    )
    # Sunday the 20th of September and Saturday the 10th of October are worked.
    assert desk.is_open(datetime(2026, 9, 20, 2, tzinfo=UTC))
    assert not desk.is_open(datetime(2026, 10, 7, 2, tzinfo=UTC))
    start = datetime(2026, 9, 30, 2, tzinfo=UTC)
    due = [desk.add_days(start, n).date().isoformat() for n in (1, 2, 3, 4)]
    assert due == ["2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"]
    skipped = desk.closed_days(start, datetime(2026, 10, 8, tzinfo=UTC))
    assert [day.day for day in skipped] == [1, 2, 5, 6, 7]


def test_the_calendars_are_not_loaded_before_they_are_asked_for():
    words = "import sys, chalicelib.sla.workdays; sys.exit('holidays' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", words], cwd=root, check=False).returncode == 0
