"""The Google Sheets adapter, held to what every Workbook must do, and to what only it can."""

from __future__ import annotations

import pytest

from chalicelib.tables.cell import Flaw
from tests.adapters.google_shared import Shared, big, calls, late
from tests.adapters.workbook_contract import TITLES, WorkbookContract
from tests.google import person
from tests.google.state import CellError


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


def test_a_column_of_people_may_be_protected():
    shared = big(2)
    person.ProtectColumn("Cases", "Topic").do(shared.service.world, shared.book)
    assert shared.workbook.read(TITLES).faults == ()
