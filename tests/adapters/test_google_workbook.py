"""The Google Sheets adapter, held to what every Workbook must do, and to what only it can."""

from __future__ import annotations

import pytest
from tests.google import formulas, sheet, structure, transport, values
from tests.google.clock import VirtualClock
from tests.google.server import Service
from tests.google.state import blank_sheet

from chalicelib.adapters.google_client import GoogleClient, Watch
from chalicelib.adapters.google_workbook import GoogleWorkbook
from chalicelib.tables.cell import Patch
from tests.adapters.workbook_contract import TITLES, WorkbookContract, levelled

__all__ = ["formulas", "structure", "values"]


class Shared:
    """A spreadsheet on the test server, and the desk's view of it."""

    def __init__(self, tabs):
        self.service = Service()
        self.book = sheet.create(self.service.world, "Desk", owner="anna@shop.example")
        self.book.sheets = []
        for number, (title, rows) in enumerate(tabs.items(), start=1):
            made = blank_sheet(number, title, max(len(rows), 40), 40)
            self.book.sheets.append(made)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell not in (None, ""):
                        made.rows[r].touch(c).value = cell
        clock = VirtualClock()
        watch = Watch(clock.monotonic, clock.sleep, lambda: 0.5)
        self.client = GoogleClient(transport.session(self.service), watch)
        self.workbook = GoogleWorkbook(self.client, self.book.id)

    def reader(self, title):
        made = self.book.by_title(title)
        return [[cell.value if cell else None for cell in row.cells] for row in made.rows]


@pytest.fixture
def make():
    def made(tabs):
        shared = Shared(tabs)
        return shared.workbook, shared.reader

    return made


class TestContract(WorkbookContract):
    pass


def test_it_reads():
    shared = Shared({"Cases": [["Case ID", "Clock state"], ["C-1", "open"]]})
    sheets = shared.workbook.read(TITLES)
    assert levelled(sheets.grids["cases"].rows) == [["Case ID", "Clock state"], ["C-1", "open"]]
    assert not sheets.steady
    assert shared.workbook.calls() == {"reads": 3, "drive": 1}
    shared.workbook.read(TITLES)
    assert shared.workbook.calls() == {"reads": 1}


def test_it_writes_in_one_call():
    shared = Shared({"Cases": [["Case ID", "Clock state"], ["C-1", "open"]]})
    shared.workbook.write(shared.workbook.read(TITLES), [Patch("cases", 2, 2, "open", "late", "C-1")])
    shared.workbook.calls()
    sheets = shared.workbook.read(TITLES)
    assert shared.workbook.write(sheets, [Patch("cases", 2, 2, "late", "met", "C-1")]).cells == 1
    assert shared.workbook.calls() == {"reads": 1, "writes": 1}
    assert shared.reader("Cases")[1] == ["C-1", "met"]
