"""A small book for a desk on Google Sheets: all tabs, ten cases, five orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from chalicelib.runner import UNSURE
from chalicelib.sla.lines import Reopen, SlaLine
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import CASES, ORDERS, TABS
from tests.google.clock import MORNING
from tests.google.person import Ours
from tests.google.state import Cell, Column, Row, Sheet, blank_sheet
from tests.laws.promises import CREW, OFFICE
from tests.memory import Plan, small_book

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
QUIET = UNSURE + timedelta(seconds=1)
"""After an ambiguous write nothing is written for so long."""
NEXT_ID = 2_000_000
"""Far beyond the ids of the tags, which are counted from the greatest that there is."""
CASES_TAB, ORDERS_TAB = CASES.name.en, ORDERS.name.en
SPARE, OURS_SPARE = 3, 30
"""Empty rows below what is filled in, and on our own tabs."""


def _rule(name: str, tab: str, **cells: Any) -> SlaLine:
    usual = {"active": True, "tab": tab, "calendar": "24x7", "reopen": Reopen.RESUME}
    return SlaLine(name, **{**usual, "warn": "80 %: owner", "escalate": "due: lead", **cells})


RULES = (
    _rule("S1", "Cases", clock="Response", start="Opened", stop="First reply", target="8 h"),
    _rule("S2", "Cases", clock="Solution", start="Opened", stop="Status = closed",
          target="3 days", pause="Status = waiting on customer"),
    _rule("S3", "Orders", clock="Shipping", start="Placed", stop="Shipped", target="1 day"),
)  # fmt: skip
STATES = ("new", "open", "waiting on customer", "closed")
PEOPLE = ("Anna", "Ben", "Li Na")


def case_of(number: int) -> dict[str, Any]:
    letter = chr(ord("A") + number)
    return {
        "id": f"C-{number}" if number not in (4, 9) else "",
        "status": STATES[number % 4],
        "opened": MORNING - number * 40 * MINUTE,
        "owner": PEOPLE[number % 2],
        "customer": f"{letter}ra Buyer",
    }


def _order(number: int) -> dict[str, Any]:
    letter = chr(ord("P") + number)
    placed = MORNING - (15 + 3 * number) * HOUR
    names = {"id": f"O-{number}", "owner": "Ben", "buyer": f"{letter}el Buyer"}
    return {**names, "status": "paid", "placed": placed}


@cache
def new_tabs() -> tuple[Sheet, ...]:
    book = small_book(
        Plan(rules=RULES, team=CREW, hours=[OFFICE]),
        cases=[case_of(n) for n in range(10)],
        orders=[_order(n) for n in range(5)],
    )
    return tuple(_tab(n, title, rows) for n, (title, rows) in enumerate(book.tabs.items(), 1))


def _tab(number: int, title: str, rows: Sequence[Sequence[Any]]) -> Sheet:
    width = max(map(len, rows)) + 2
    spare = OURS_SPARE if title in OURS.tabs else SPARE
    made = blank_sheet(number, title, len(rows) + spare, width)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell not in (None, ""):
                value = float(cell) if isinstance(cell, float | int) else cell
                made.rows[r].touch(c).value = value
    made.index = number - 1
    return made


def copied(tab: Sheet) -> Sheet:
    rows = [Row(cells=[cell and Cell(cell.value) for cell in row.cells]) for row in tab.rows]
    columns = [Column(tags=column.tags) for column in tab.columns]
    return replace(tab, rows=rows, columns=columns)


OURS = Ours(
    columns={t.name.en: [c.heading.en for c in t.columns if c.owner is Owner.DESK] for t in TABS},
    blanks={t.name.en: [t.fields["id"].heading.en] for t in TABS if "id" in t.fields and t.prefix},
    tabs=[t.name.en for t in TABS if t.room is Room.DESK],
)
