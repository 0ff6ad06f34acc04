"""What cells say: one table of cases for every codec, in both languages."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.case import CaseStatus
from chalicelib.model.money import Money
from chalicelib.model.word import Language
from chalicelib.sla.target import Unit
from chalicelib.tables.cell import Serial
from chalicelib.tables.codec import Locale, Shape
from chalicelib.tables.codecs import EMAIL, ID, LIST, TEXT, YES_NO, choice
from chalicelib.tables.instants import INSTANT, from_serial, same, to_serial
from chalicelib.tables.numbers import AMOUNT, MONEY, WHOLE
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.spans import SPAN, read_target
from chalicelib.tables.tabs_desk import FIGURE

STATUS = choice(CaseStatus)
BERLIN = Locale(zone=ZoneInfo("Europe/Berlin"))
SHANGHAI = Locale(Language.ZH, ZoneInfo("Asia/Shanghai"), "CNY")


def read(codec, cell, locale=BERLIN, noted=None):
    return codec.reader(locale, {} if noted is None else noted)(cell)


def refused(codec, cell, locale=BERLIN):
    with pytest.raises(Unreadable) as found:
        read(codec, cell, locale)
    return found.value.what


def written(codec, value, locale=BERLIN):
    return codec.writer(locale)(value)


@pytest.mark.parametrize("codec", [TEXT, ID, EMAIL, STATUS, YES_NO, LIST, INSTANT, AMOUNT, WHOLE, MONEY, SPAN])
@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000"])
def test_an_empty_cell_reads_as_empty_and_is_written_as_none(codec, cell):
    assert codec.empty == read(codec, cell)
    assert written(codec, codec.empty) is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  two words ", "two words"),
        ("破损", "破损"),
        (5.0, "5"),
        (5.5, "5.5"),
        (True, "TRUE"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 14, 5), "2026-03-02 14:05:00"),
        ("=1+1", "=1+1"),
    ],
)
def test_text(cell, text):
    assert text == read(TEXT, cell)


def test_text_that_no_cell_can_hold_is_refused():
    assert "32768" in refused(TEXT, "x" * 32_768).zh


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("00123", "00123"),
        (" 114-3941689 ", "114-3941689"),
        (1234567.0, "1234567"),
        (999_999_999_999_999.0, "999999999999999"),
        (42, "42"),
        ("12345678901234567", "12345678901234567"),
        ("CASE-1E5", "CASE-1E5"),
        ("工单-7", "工单-7"),
    ],
)
def test_ids_are_kept_as_they_stand(cell, name):
    assert name == read(ID, cell)


@pytest.mark.parametrize(
    "cell", ["1.23E+15", "1e+5", "4.2E+20", 12345678901234567.0, 1e15, 12.5, float("nan"), float("inf")]
)
def test_ids_that_a_spreadsheet_damaged_are_refused(cell):
    assert "plain text" in refused(ID, cell).en
    assert "纯文本" in refused(ID, cell).zh


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


@pytest.mark.parametrize("local", ["2026-03-02 14:05:00.001", "1999-12-31 23:59:59.999", "2026-10-25 00:00"])
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
        (timedelta(hours=4), timedelta(hours=4)),
        (time(0, 30), timedelta(minutes=30)),
        ("0 s", timedelta()),
    ],
)
def test_spans(cell, length):
    assert length == read(SPAN, cell)


@pytest.mark.parametrize(
    "cell", [3, 0.125, "3", "soon", "3 moons", "-3 min", "3 min ago", "99999999999 days", "9" * 400 + " h"]
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


@pytest.mark.parametrize("cell", ["", None, "0 min", "T+0", "0 days", 3, "before", "soon"])
def test_targets_of_no_length_are_refused(cell):
    with pytest.raises(Unreadable):
        read_target(cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12.50", "12.5"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        (12, "12"),
        ("1,234", "1234"),
        ("1,234,567.89", "1234567.89"),
        ("-3.20", "-3.2"),
        ("１２．５０", "12.5"),
        ("1 234.50", "1234.5"),
        ("1\xa0234.50", "1234.5"),
    ],
)
def test_amounts(cell, amount):
    assert Decimal(amount) == read(AMOUNT, cell)


@pytest.mark.parametrize(
    ("cell", "mend"),
    [("12,50", "12.50"), ("1.234,56", "1234.56"), ("-3,5", "-3.5"), ("1,2345", "1.2345")],
)
def test_decimal_commas_are_named_and_mended(cell, mend):
    assert refused(AMOUNT, cell).en.endswith(f"write {mend}")
    assert refused(AMOUNT, cell).zh.endswith(f"请写成 {mend}")


@pytest.mark.parametrize("cell", ["12 EUR", "abc", True, "-", "1,23,4", "1e5", float("nan"), float("inf")])
def test_other_cells_are_no_amount(cell):
    assert "not a number" in refused(AMOUNT, cell).en


@pytest.mark.parametrize(
    "amount", ["12.5", "0.1", "99999999999.99", "0.0000001", "123456789012345678.91", "1E+3", "1E-9", "1E+30"]
)
def test_amounts_come_back_exactly(amount):
    assert Decimal(amount) == read(AMOUNT, written(AMOUNT, Decimal(amount)))


@pytest.mark.parametrize(("cell", "number"), [(3.0, 3), ("3", 3), ("1,000", 1000), ("3.0", 3)])
def test_whole_numbers(cell, number):
    assert number == read(WHOLE, cell)


def test_parts_of_a_piece_are_refused():
    assert "whole" in refused(WHOLE, 2.5).en


@pytest.mark.parametrize("figure", [0.1, 3, 3.0, 0.875, None])
def test_figures_are_written_as_numbers(figure):
    assert figure == written(FIGURE, figure)


@pytest.mark.parametrize(
    ("cell", "locale", "money"),
    [
        ("12.50 EUR", BERLIN, Money(Decimal("12.5"), "EUR")),
        ("EUR 12.50", BERLIN, Money(Decimal("12.5"), "EUR")),
        ("€12.50", BERLIN, Money(Decimal("12.5"), "EUR")),
        ("¥100", BERLIN, Money(Decimal(100), "CNY")),
        ("100 元", SHANGHAI, Money(Decimal(100), "CNY")),
        ("12.50", BERLIN, Money(Decimal("12.5"), "USD")),
        (100, SHANGHAI, Money(Decimal(100), "CNY")),
    ],
)
def test_money(cell, locale, money):
    assert money == read(MONEY, cell, locale)
    assert money == read(MONEY, written(MONEY, money, locale), BERLIN)


@pytest.mark.parametrize("cell", ["EUR", "USD 5 EUR", "much", "12,50 EUR", "--"])
def test_cells_that_are_no_money(cell):
    assert refused(MONEY, cell).zh


@pytest.mark.parametrize("cell", ["waiting on customer", "Waiting On Customer", "等待客户", " waiting  on customer "])
def test_choices_in_either_language(cell):
    assert read(STATUS, cell, SHANGHAI) is CaseStatus.WAITING_CUSTOMER
    assert written(STATUS, CaseStatus.WAITING_CUSTOMER) == "waiting on customer"
    assert written(STATUS, CaseStatus.WAITING_CUSTOMER, SHANGHAI) == "等待客户"


@pytest.mark.parametrize(
    ("cell", "near"), [("waitng on customer", "waiting on customer"), ("等待客戶", "等待客户"), ("clsoed", "closed")]
)
def test_a_slip_is_answered_with_a_suggestion(cell, near):
    assert near in refused(STATUS, cell).en
    assert near in refused(STATUS, cell).zh


def test_an_unknown_choice_is_answered_with_all_of_them():
    what = refused(STATUS, "xyz")
    assert all(word.value in what.en and word.zh in what.zh for word in CaseStatus)


@pytest.mark.parametrize("cell", ["yes", "Y", "TRUE", True, 1, 1.0, "是", "✓"])
def test_yes(cell):
    assert read(YES_NO, cell) is True


@pytest.mark.parametrize("cell", ["no", "N", "FALSE", False, 0, 0.0, "否", "无"])
def test_no(cell):
    assert read(YES_NO, cell) is False


@pytest.mark.parametrize("cell", ["perhaps", 2, "yes please"])
def test_neither_yes_nor_no(cell):
    assert "neither" in refused(YES_NO, cell).en


def test_yes_and_no_are_written_in_the_language():
    assert [written(YES_NO, v) for v in (True, False)] == ["yes", "no"]
    assert [written(YES_NO, v, SHANGHAI) for v in (True, False)] == ["是", "否"]


@pytest.mark.parametrize("cell", ["anna@example.com", " li.na@shop.example.cn ", "a+b@x.test", "李@例子.中国"])
def test_email(cell):
    assert cell.strip() == read(EMAIL, cell)


@pytest.mark.parametrize("cell", ["anna", "anna@", "@example.com", "a@b", "a b@x.de", "a@x.de, b@x.de", 5])
def test_no_email(cell):
    assert "e-mail" in refused(EMAIL, cell).en


@pytest.mark.parametrize("cell", ["CN, US-CA", "CN,US-CA", "CN；US-CA", "CN、US-CA", "CN\nUS-CA,"])
def test_lists(cell):
    assert read(LIST, cell) == ("CN", "US-CA")


def test_every_shape_has_a_codec_here():
    codecs = [TEXT, ID, STATUS, YES_NO, INSTANT, AMOUNT, WHOLE, SPAN]
    assert {*Shape} == {codec.shape for codec in codecs}
