from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.entry import shown, typed
from tests.google.number_dates import serial, wall_clock
from tests.google.number_format import formatted, formatted_text, is_date
from tests.google.state import Cell, CellError, Spreadsheet

DAY = 46347.0  # 2026-11-21
AFTERNOON = 0.635416666666666  # 15:15


def book(locale="en_US"):
    return Spreadsheet("b", "Desk", locale=locale)


def entered(text, locale="en_US", style=None):
    return typed(text, style, book(locale))


def face(text, locale="en_US"):
    """What a cell shows after a text was typed into it."""
    got = entered(text, locale)
    style = got.number_format and {"numberFormat": got.number_format}
    return shown(Cell(got.value, format=style), book(locale))


@pytest.mark.parametrize(
    ("text", "locale", "number", "pattern"),
    [
        ("12", "en_US", 12, None),
        ("-.5", "en_US", -0.5, None),
        ("1,234", "en_US", 1234, "#,##0"),
        ("1,234.5", "en_US", 1234.5, "#,##0.00"),
        ("1.234,5", "de_DE", 1234.5, "#,##0.00"),
        ("1,5", "de_DE", 1.5, None),
        ("1.234", "de_DE", 1234, "#,##0"),
        ("1,5", "fr_FR", 1.5, None),
        ("0042", "en_US", 42, None),
        ("+4915112345678", "en_US", 4915112345678, None),
        ("1e5", "en_US", 100000, "0.00E+00"),
        ("(5)", "en_US", -5, None),
        ("5%", "en_US", 0.05, "0%"),
        ("5,5%", "de_DE", 0.055, "0.00%"),
        ("$5", "en_US", 5, '"$"#,##0'),
        ("-$1,000.50", "en_US", -1000.5, '"$"#,##0.00'),
        ("12,50 €", "de_DE", 12.5, '#,##0.00\\ "€"'),
        ("£3", "en_GB", 3, '"£"#,##0'),
        ("2026-11-21", "en_US", DAY, "yyyy-mm-dd"),
        ("2026-11-21", "de_DE", DAY, "yyyy-mm-dd"),
        ("2026/11/21", "zh_CN", DAY, "yyyy/mm/dd"),
        ("11/21/2026", "en_US", DAY, "m/d/yyyy"),
        ("21/11/2026", "en_GB", DAY, "dd/mm/yyyy"),
        ("21.11.2026", "de_DE", DAY, "dd.mm.yyyy"),
        ("21.11.26", "de_DE", DAY, "dd.mm.yyyy"),
        ("2026年11月21日", "zh_CN", DAY, 'yyyy"年"m"月"d"日"'),
        ("Nov 21, 2026", "en_US", DAY, "mmm d, yyyy"),
        ("21. November 2026", "de_DE", DAY, "d mmmm yyyy"),
        ("1.5", "de_DE", 46143, "dd.mm.yyyy"),  # the 1st of May of this year
        ("3:15 PM", "en_US", AFTERNOON, "h:mm am/pm"),
        ("15:15", "de_DE", AFTERNOON, "hh:mm"),
        ("下午3:15", "zh_CN", AFTERNOON, "h:mm am/pm"),
        ("26:30:00", "en_US", 26.5 / 24, "[h]:mm:ss"),
        ("2026-11-21 15:15", "en_GB", DAY + AFTERNOON, "yyyy-mm-dd hh:mm"),
        ("11/21/2026 15:15:00", "en_US", DAY + AFTERNOON, "m/d/yyyy h:mm:ss"),
        ("2026年11月21日 15:15", "zh_CN", DAY + AFTERNOON, 'yyyy"年"m"月"d"日" hh:mm'),
    ],
)
def test_typing_makes_a_number_with_a_format(text, locale, number, pattern):
    got = entered(text, locale)
    assert got.value == pytest.approx(number)
    assert isinstance(got.value, float)
    assert got.number_format is None if pattern is None else got.number_format["pattern"] == pattern


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("abc", "en_US"),
        ("1,23", "en_US"),
        ("1.234,5", "en_US"),
        ("21/11/2026", "en_US"),
        ("11/21/2026", "en_GB"),
        ("2026-02-30", "en_US"),
        ("25:61", "en_US"),
        ("+49 151 1", "en_US"),
        ("1.2.3.4", "en_US"),
        ("5.5%", "de_DE"),
        ("nan", "en_US"),
        ("inf", "en_US"),
        ("1E999", "en_US"),
        ("=", "en_US"),
        ("-", "en_US"),
        ("S-1001", "en_US"),
        ("١٢", "en_US"),
    ],
)
def test_what_is_nothing_else_stays_text(text, locale):
    assert entered(text, locale) == (text, None, None)


def test_truth_values_in_the_words_of_the_locale():
    assert entered("true").value is True
    assert entered("Falsch", "de_DE").value is False
    assert face("TRUE", "de_DE") == "WAHR"
    assert entered("wahr").value == "wahr"


def test_an_apostrophe_makes_text_and_is_not_part_of_it():
    assert entered("'123").value == "123"
    assert entered("'=A1") == ("=A1", None, None)


def test_formulas_are_kept_as_text_and_the_book_knows_it_has_one():
    desk = book()
    assert not desk.formulas
    assert typed("=A1+1", None, desk) == (None, "=A1+1", None)
    assert desk.formulas


def test_a_plain_text_cell_takes_everything_as_it_is():
    style = {"numberFormat": {"type": "TEXT"}}
    for text in ("0042", "=A1", "2026-11-21", "TRUE"):
        assert entered(text, style=style) == (text, None, None)


def test_a_cell_with_a_number_format_keeps_it():
    style = {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}
    assert entered("2026-11-21", style=style) == (DAY, None, None)


def test_errors_can_be_typed():
    assert isinstance(entered("#N/A").value, CellError)


def test_empty_is_nothing():
    assert entered("") == (None, None, None)


@pytest.mark.parametrize(
    ("number", "pattern", "locale", "text"),
    [
        (DAY + AFTERNOON, "yyyy-mm-dd hh:mm", "en_US", "2026-11-21 15:15"),
        (DAY + AFTERNOON, "h:mm:ss am/pm", "en_US", "3:15:00 PM"),
        (DAY, "dddd, d. mmmm yyyy", "de_DE", "Samstag, 21. November 2026"),
        (DAY, "ddd mmm yy", "en_US", "Sat Nov 26"),
        (DAY, 'yyyy"年"m"月"d"日"', "zh_CN", "2026年11月21日"),
        (1.5, "[h]:mm", "en_US", "36:00"),
        (-0.25, "[h]:mm", "en_US", "-6:00"),
        (0.5, "[mm]:ss", "en_US", "720:00"),
        (0.0000005787037, "ss.000", "en_US", "00.050"),
        (0.99999999, "hh:mm:ss", "en_US", "00:00:00"),
        (1234.5, "#,##0.00", "en_US", "1,234.50"),
        (1234567.891, "#,##0.00", "de_DE", "1.234.567,89"),
        (0, "#,##0", "en_US", "0"),
        (0.256, "0%", "en_US", "26%"),
        (0.5, "#.##", "en_US", ".5"),
        (7, "000", "en_US", "007"),
        (2.5, "0", "en_US", "3"),
        (1234567, '#,##0,"k"', "en_US", "1,235k"),
        (-1234.5, '"$"#,##0.00', "en_US", "-$1,234.50"),
        (12.5, '#,##0.00\\ "€"', "de_DE", "12,50 €"),
        (-5, '0.00;(0.00);"none"', "en_US", "(5.00)"),
        (0, '0.00;(0.00);"none"', "en_US", "none"),
        (5, "[Red]0.0", "en_US", "5.0"),
        (123456, "0.00E+00", "en_US", "1.23E+05"),
        (0.00012, "0.0E-0", "en_US", "1.2E-4"),
        (12, "@", "en_US", "12"),
        (1 / 3, "", "en_US", "0.3333333333"),
        (0.1 + 0.2, "", "de_DE", "0,3"),
        (12345678901234567, "", "en_US", "1.23457E+16"),
        (1e-12, "", "en_US", "1E-12"),
        (1500, "General", "en_US", "1500"),
    ],
)
def test_a_number_in_a_pattern(number, pattern, locale, text):
    assert formatted(float(number), pattern, locale) == text


def test_a_format_without_a_pattern_is_the_locales_own():
    def of(kind, locale):
        return shown(Cell(DAY + AFTERNOON, format={"numberFormat": {"type": kind}}), book(locale))

    assert of("DATE", "en_US") == "11/21/2026"
    assert of("DATE", "de_DE") == "21.11.2026"
    assert of("DATE_TIME", "en_GB") == "21/11/2026 15:15:00"
    assert of("TIME", "en_US") == "3:15:00 PM"
    assert of("CURRENCY", "de_DE") == "46.347,64 €"


def test_text_has_a_frame_of_its_own():
    assert formatted_text("x", '0;0;0;"<"@">"') == "<x>"
    assert formatted_text("x", "0.00") == "x"
    assert shown(Cell("x", format={"numberFormat": {"pattern": '"no. "@'}}), book()) == "no. x"


def test_is_date_sees_through_quotes_and_colours():
    assert is_date("[h]:mm")
    assert is_date('yyyy"年"')
    assert not is_date('0.00 "days"')
    assert not is_date("[Red]0")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_dates_survive_as_numbers(moment):
    moment = moment.replace(microsecond=0)
    assert wall_clock(serial(moment)) == moment


@given(st.dates(), st.sampled_from(["en_US", "en_GB", "de_DE", "zh_CN"]))
def test_an_iso_date_reads_back_as_typed(day, locale):
    assert face(day.isoformat(), locale) == day.isoformat()


@given(
    st.floats(-1e9, 1e9).map(lambda number: round(number, 4)),
    st.sampled_from(["en_US", "de_DE", "zh_CN"]),
)
def test_a_shown_number_types_back_as_itself(number, locale):
    text = shown(Cell(number), book(locale))
    again = entered(text, locale)
    assert again.value == pytest.approx(number, abs=1e-4)
