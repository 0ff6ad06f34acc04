"""Spreadsheets on the test server, made by hand, and the desk's view of them."""

from __future__ import annotations

from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.tables.cell import Patch
from tests.google import sheet, transport
from tests.google.clock import VirtualClock
from tests.google.server import Service
from tests.google.state import blank_sheet

HEADS = ["Case ID", "Topic", "Clock state"]


class Shared:
    """A spreadsheet on the test server, and the desk's view of it."""

    def __init__(self, tabs):
        self.service = Service()
        self.book = sheet.create(self.service.world, "Desk", owner="anna@shop.example")
        self.book.sheets = []
        for number, (title, rows) in enumerate(tabs.items(), start=1):
            width = max([40, *map(len, rows)])
            made = blank_sheet(number, title, max(len(rows), 40), width)
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


def big(rows):
    """Return a spreadsheet of so many cases."""
    return Shared({"Cases": [HEADS, *([f"C-{n}", "text", "new"] for n in range(rows))]})


def late(sheets, value="late", every=1):
    """Return patches that put a state into every n-th row."""
    return [
        Patch("cases", n, 3, row[2], value, row[0])
        for n, row in enumerate(sheets.grids["cases"].rows[1:], start=2)
        if n % every == 0
    ]


def calls(shared, act):
    """Return the calls that something costs."""
    shared.workbook.calls()
    act()
    return shared.workbook.calls()


def meanwhile(shared, *deeds):
    """Let somebody act before the next write comes to Google."""
    todo = list(deeds)

    def before(service, request, _):
        if ":batchUpdate" in request.path:
            while todo:
                todo.pop(0).do(service.world, shared.book)

    shared.service.before.append(before)
