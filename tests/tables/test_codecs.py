"""What cells of words say: text, ids, choices, yes and no, addresses, lists."""

# ruff: noqa: DTZ001  # a wall clock has no zone

from datetime import date, datetime

import pytest

from chalicelib.model.case import CaseStatus
from chalicelib.tables.codec import Shape
from chalicelib.tables.codecs import CURRENCY, EMAIL, ID, LIST, TEXT, YES_NO, choice
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import AMOUNT, MONEY, WHOLE
from chalicelib.tables.spans import MINUTES, SPAN
from tests.tables.cells import SHANGHAI, read, refused, written

STATUS = choice(CaseStatus)


@pytest.mark.parametrize(
    "codec",
    [TEXT, ID, EMAIL, STATUS, YES_NO, LIST, CURRENCY, INSTANT, AMOUNT, WHOLE, MONEY, SPAN, MINUTES],
)
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
    "cell",
    ["1.23E+15", "1e+5", "4.2E+20", 12345678901234567.0, 1e15, 12.5, float("nan"), float("inf")],
)
def test_ids_that_a_spreadsheet_damaged_are_refused(cell):
    assert "plain text" in refused(ID, cell).en
    assert "纯文本" in refused(ID, cell).zh


@pytest.mark.parametrize(
    "cell", ["waiting on customer", "Waiting On Customer", "等待客户", " waiting  on customer "]
)
def test_choices_in_either_language(cell):
    assert read(STATUS, cell, SHANGHAI) is CaseStatus.WAITING_CUSTOMER
    assert written(STATUS, CaseStatus.WAITING_CUSTOMER) == "waiting on customer"
    assert written(STATUS, CaseStatus.WAITING_CUSTOMER, SHANGHAI) == "等待客户"


@pytest.mark.parametrize(
    ("cell", "near"),
    [("waitng on customer", "waiting on customer"), ("等待客戶", "等待客户"), ("clsoed", "closed")],
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


@pytest.mark.parametrize(
    "cell", ["anna@example.com", " li.na@shop.example.cn ", "a+b@x.test", "李@例子.中国"]
)
def test_email(cell):
    assert cell.strip() == read(EMAIL, cell)


@pytest.mark.parametrize(
    "cell", ["anna", "anna@", "@example.com", "a@b", "a b@x.de", "a@x.de, b@x.de", 5]
)
def test_no_email(cell):
    assert "e-mail" in refused(EMAIL, cell).en


@pytest.mark.parametrize("cell", ["CN, US-CA", "CN,US-CA", "CN；US-CA", "CN、US-CA", "CN\nUS-CA,"])
def test_lists(cell):
    assert read(LIST, cell) == ("CN", "US-CA")


def test_every_shape_has_a_codec_here():
    codecs = [TEXT, ID, STATUS, YES_NO, INSTANT, AMOUNT, WHOLE, SPAN]
    assert {*Shape} == {codec.shape for codec in codecs}
