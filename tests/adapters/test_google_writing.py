"""Writing: found by tag, checked by the answer, put right, and kept from what is protected."""

from __future__ import annotations

import pytest

from chalicelib.ports.workbook import WorkbookChangedError, WorkbookUnsureError
from chalicelib.tables.cell import Patch
from tests.adapters.google_shared import Shared, big, calls, late, meanwhile
from tests.adapters.workbook_contract import TITLES
from tests.google import person
from tests.google.exchange import Answer, Drop
from tests.google.fault import ApiError


def warm(rows=4):
    """Return a spreadsheet that was written once, and how it reads then."""
    shared = big(rows)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets, "met"))
    return shared, shared.workbook.read(TITLES)


def states(shared):
    return {row[0]: row[2] for row in shared.reader("Cases")[1:] if row and row[0]}


ROWS = {
    "inserted": person.InsertRow("Cases", 2),
    "deleted": person.DeleteRow("Cases", 2),
    "dragged": person.MoveRow("Cases", 2, 5),
    "sorted": person.SortRows("Cases", "Case ID", descending=True),
}


@pytest.mark.parametrize("deed", ROWS.values(), ids=ROWS.keys())
def test_what_landed_on_rows_that_had_moved_is_put_right_at_once(deed):
    shared, sheets = warm()
    meanwhile(shared, deed)
    mine = [Patch("cases", 2, 3, "met", "late", "C-0"), Patch("cases", 4, 3, "met", "due", "C-2")]
    written = shared.workbook.write(sheets, mine)
    wanted = {"C-0": "late", "C-1": "met", "C-2": "due", "C-3": "met"}
    shown = states(shared)
    assert shown == {name: wanted[name] for name in shown}
    assert written.strayed > 0
    assert [row[2] for row in shared.reader("Cases")[1:] if row and not row[0]] in (
        [],
        [None],
        [""],
    )


def test_putting_right_costs_one_read_and_one_write():
    shared, sheets = warm()
    meanwhile(shared, person.InsertRow("Cases", 2))
    made = calls(shared, lambda: shared.workbook.write(sheets, late(sheets)))
    assert made == {"reads": 1, "writes": 2}


def test_a_row_whose_id_cannot_be_told_can_be_swept():
    shared, sheets = warm()
    shared.book.sheets[0].rows[1].touch(0).value = 12.5
    sheets = shared.workbook.read(TITLES)
    written = shared.workbook.write(sheets, [Patch("cases", 2, 3, "met", None)])
    assert (written.strayed, shared.reader("Cases")[1][2]) == (0, None)


def test_a_column_that_was_protected_meanwhile_comes_back_and_the_rest_is_written():
    heads = ["Case ID", "Clock state", "Clock"]
    shared = Shared({"Cases": [heads, ["C-1", "new", "a"]]})
    patches = [Patch("cases", 2, 2, "", "late", "C-1"), Patch("cases", 2, 3, "", "b", "C-1")]
    shared.workbook.write(shared.workbook.read(TITLES), patches)
    sheets = shared.workbook.read(TITLES)
    person.ProtectColumn("Cases", "Clock").do(shared.service.world, shared.book)
    again = [p._replace(value="x") for p in patches]
    written = shared.workbook.write(sheets, again)
    assert (written.cells, list(written.conflicts)) == (1, again[1:])
    assert shared.reader("Cases")[1] == ["C-1", "x", "b"]
    assert [fault.column for fault in shared.workbook.read(TITLES).faults] == ["clock"]


def test_where_google_does_not_let_us_ask_for_the_ids_nothing_is_written():
    shared, sheets = warm()

    def refused(*_):
        words = "Invalid data[0]: You are trying to edit a protected cell or object."
        return Answer(400, ApiError(400, words).body())

    shared.service.before.append(refused)
    written = shared.workbook.write(sheets, late(sheets))
    assert (written.cells, len(written.conflicts)) == (0, 4)
    assert set(states(shared).values()) == {"met"}


def test_a_grid_that_was_cut_off_meanwhile_is_read_again():
    shared, sheets = warm()
    person.ShrinkGrid("Cases", 3).do(shared.service.world, shared.book)
    with pytest.raises(WorkbookChangedError):
        shared.workbook.write(sheets, late(sheets))
    sheets = shared.workbook.read(TITLES)
    assert shared.workbook.write(sheets, late(sheets)).cells == 2


def test_a_tab_of_ours_grows_for_what_it_is_to_hold():
    heads = ["Tab", "Record ID", "Clock"]
    shared = Shared({"Clocks": [heads]})
    titles = {"clocks": ("Clocks", "时效")}
    patches = [Patch("clocks", n, 2, None, f"C-{n}") for n in range(2, 90)]
    assert shared.workbook.write(shared.workbook.read(titles), patches).cells == 88
    assert shared.reader("Clocks")[88][1] == "C-89"
    person.TrimGrid("Clocks").do(shared.service.world, shared.book)
    more = [Patch("clocks", n, 2, None, f"C-{n}") for n in range(90, 400)]
    with pytest.raises(WorkbookChangedError):
        shared.workbook.write(shared.workbook.read(titles), more)
    assert shared.workbook.write(shared.workbook.read(titles), more).cells == 310


def test_a_line_of_ours_is_written_whole():
    heads = ["Subject", "Figure", "In words"]
    shared = Shared({"Overview": [heads, ["Mode", None, "live"], ["Workbook", None, "W-1"],
                                  ["Revision", None, "r0"]]})  # fmt: skip
    titles = {"overview": ("Overview", "总览")}
    meanwhile(shared, person.InsertRow("Overview", 2))
    shared.workbook.write(shared.workbook.read(titles), [Patch("overview", 4, 3, "r0", "r1")])
    shown = [[row[0], row[2]] for row in shared.reader("Overview")[1:6] if row]
    assert ["Workbook", "r1"] not in shown
    assert ["Revision", "r1"] in shown


def test_a_write_without_an_answer_is_not_repeated():
    shared, sheets = warm()
    shared.service.before.append(lambda *_: Drop("reset"))
    with pytest.raises(WorkbookUnsureError):
        shared.workbook.write(sheets, late(sheets))
