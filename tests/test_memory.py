"""The workbook in memory keeps what every Workbook must keep."""

import pytest

from chalicelib.ports.workbook import WorkbookBusyError, WorkbookChangedError
from chalicelib.tables.cell import Patch
from chalicelib.tables.workbook import CASES
from tests.adapters.workbook_contract import TITLES, WorkbookContract
from tests.memory import MemoryWorkbook, small_book


class TestMemoryWorkbook(WorkbookContract):
    @pytest.fixture
    def make(self):
        def made(tabs):
            book = MemoryWorkbook(tabs)
            return book, book.tabs.__getitem__

        return made


def test_what_a_person_typed_meanwhile_is_not_written_over():
    book = small_book(cases=[{"id": "C-1", "status": "open"}])
    sheets = book.read(TITLES)
    book.typed(CASES, "C-1", status="closed")
    with pytest.raises(WorkbookChangedError):
        book.write(sheets, [Patch("cases", 2, 1, "C-1", "C-2")])
    assert book.cell(CASES, "C-1", "status") == "closed"


def test_a_workbook_that_is_open_elsewhere_is_not_written():
    book = small_book(cases=[{"id": "C-1"}])
    book.busy = True
    with pytest.raises(WorkbookBusyError):
        book.write(book.read(TITLES), [Patch("cases", 2, 1, "C-1", "C-2")])
    assert book.cell(CASES, "C-1", "id") == "C-1"
