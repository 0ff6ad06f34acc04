"""The Google Sheets adapter, held to what every Workbook must do, and to what only it can."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.tables.cell import Flaw
from chalicelib.tables.workbook_read import opened
from tests.adapters.google_shared import Shared, big, calls, late
from tests.adapters.workbook_contract import TITLES, WorkbookContract
from tests.google import person
from tests.google.state import CellError, Rect


@pytest.fixture
def make():
    def made(tabs):
        shared = Shared(tabs)
        return shared.workbook, shared.reader

    return made


class TestContract(WorkbookContract):
    pass


COLD = {"reads": 3, "drive": 1}
"""The layout (its shape, its tags, the trash), and the values."""
LONG = "x" * 400


def test_a_cold_start_costs_three_reads_and_one_of_drive():
    shared = big(2)
    assert calls(shared, lambda: shared.workbook.read(TITLES)) == COLD
    assert calls(shared, lambda: shared.workbook.read(TITLES)) == {"reads": 1}


def test_rows_may_move_until_the_write():
    assert not big(2).workbook.read(TITLES).steady


def test_the_layout_is_looked_at_again_after_an_hour():
    shared = big(2)
    shared.workbook.read(TITLES)
    shared.client.watch.sleep(3601)
    assert calls(shared, lambda: shared.workbook.read(TITLES)) == COLD


def test_the_first_write_makes_the_tags_and_sees_that_they_stand():
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    made = {"reads": 2, "writes": 2}
    assert calls(shared, lambda: shared.workbook.write(sheets, late(sheets))) == made


@pytest.mark.parametrize("rows", [10, 5000, 50_000])
def test_a_run_costs_one_read_and_one_write_however_many_rows_there_are(rows):
    shared = big(rows)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets, "met", every=7))

    def run():
        sheets = shared.workbook.read(TITLES)
        shared.workbook.write(sheets, late(sheets, every=5))

    assert calls(shared, run) == {"reads": 1, "writes": 1}
    assert shared.reader("Cases")[4][2] == "late"


def test_an_unchanged_sheet_costs_no_write():
    shared = big(3)
    sheets = shared.workbook.read(TITLES)
    assert calls(shared, lambda: shared.workbook.write(sheets, [])) == {}


def test_what_is_over_two_megabytes_goes_in_several_calls():
    shared = big(6000)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets, every=3000))
    sizes = []
    shared.service.before.append(lambda *asked: sizes.append(len(asked[1].body)))
    made = calls(shared, lambda: shared.workbook.write(sheets, late(sheets, LONG)))
    assert made == {"writes": 2}
    assert max(sizes) <= 2_000_000
    assert {row[2] for row in shared.reader("Cases")[1:] if row[0]} == {LONG}


def test_what_is_over_two_megabytes_in_chinese_goes_in_several_calls():
    shared = big(6000)
    sheets = shared.workbook.read(TITLES)
    sizes = []
    shared.service.before.append(lambda *asked: sizes.append(len(asked[1].body)))
    shared.workbook.write(sheets, late(sheets, "延" * 150))
    assert max(sizes) <= 2_000_000
    assert {row[2] for row in shared.reader("Cases")[1:] if row[0]} == {"延" * 150}


def test_an_error_reads_as_empty():
    shared = big(2)
    shared.book.sheets[0].rows[1].touch(1).value = CellError("#N/A")
    grid = shared.workbook.read(TITLES).grids["cases"]
    assert (grid.rows[1][1], grid.flaws) == ("", {(2, 2): Flaw.ERROR})


def test_a_tab_links_to_itself():
    shared = big(2)
    link = shared.workbook.read(TITLES).grids["cases"].link
    assert link == f"https://docs.google.com/spreadsheets/d/{shared.book.id}/edit#gid=1"


def test_a_file_in_the_trash_is_told():
    shared = big(2)
    shared.service.world.files[shared.book.id].trashed = True
    assert [fault.tab for fault in shared.workbook.read(TITLES).faults] == [""]


@pytest.mark.parametrize(("column", "key"), [("Clock state", "state"), ("Case ID", "id")])
def test_a_column_we_may_not_write_is_told(column, key):
    shared = big(2)
    person.ProtectColumn("Cases", column).do(shared.service.world, shared.book)
    faults = shared.workbook.read(TITLES).faults
    assert [(fault.tab, fault.column) for fault in faults] == [("cases", key)]


def protect(shared, **area):
    tab = shared.book.sheets[0]
    entry = {"protectedRangeId": 7, "rect": Rect(tab.id), "editors": {"users": ["anna@x.de"]}}
    tab.protected = [{**entry, **area}]


def test_a_column_that_is_left_out_of_a_protected_tab_may_be_written():
    shared = big(2)
    state = {"sheetId": 1, "startColumnIndex": 2, "endColumnIndex": 3}
    ids = {"sheetId": 1, "startColumnIndex": 0, "endColumnIndex": 1, "startRowIndex": 1}
    protect(shared, unprotectedRanges=[state, ids])
    assert shared.workbook.read(TITLES).faults == ()
    protect(shared, unprotectedRanges=[{**state, "endRowIndex": 9}])
    shared.client.watch.sleep(3601)
    assert {fault.column for fault in shared.workbook.read(TITLES).faults} == {"id", "state"}


def test_merged_cells_in_a_column_of_ours_are_told_and_the_rest_is_written():
    shared = big(2)
    shared.book.sheets[0].merges = [Rect(1, 1, 3, 2, 3)]
    sheets = shared.workbook.read(TITLES)
    assert [(f.tab, f.column, f.shuts) for f in sheets.faults] == [("cases", "state", False)]
    problems = opened(sheets, datetime.now(UTC)).problems
    assert ["merged" in p.what.en for p in problems if p.column == "state"] == [True]
    shared.workbook.write(sheets, late(sheets))
    assert shared.reader("Cases")[1][2] == "late"


def test_merged_cells_of_people_are_their_own_affair():
    shared = big(2)
    shared.book.sheets[0].merges = [Rect(1, 1, 3, 1, 2)]
    assert shared.workbook.read(TITLES).faults == ()


def test_a_tab_whose_double_took_its_title_is_not_written_any_more():
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets, "met"))
    for deed in (
        person.DuplicateTab("Cases"),
        person.RetitleTab("Cases", "Old cases"),
        person.RetitleTab("Copy of Cases", "Cases"),
    ):
        deed.do(shared.service.world, shared.book)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets))
    assert [row[2] for row in shared.reader("Old cases")[1:3]] == ["met", "met"]
    assert [row[2] for row in shared.reader("Cases")[1:3]] == ["late", "late"]
    assert calls(shared, lambda: shared.workbook.read(TITLES)) == {"reads": 1}


def test_a_title_with_quotes_is_read():
    shared = big(2)
    shared.book.sheets[0].title = "It's! 'x'"
    titles = {"cases": ("It's! 'x'",)}
    assert len(shared.workbook.read(titles).grids["cases"].rows) == 3


def test_a_column_of_people_may_be_protected():
    shared = big(2)
    person.ProtectColumn("Cases", "Topic").do(shared.service.world, shared.book)
    assert shared.workbook.read(TITLES).faults == ()
