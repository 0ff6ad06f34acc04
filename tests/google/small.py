"""A world with one small spreadsheet that a person owns and shares with the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.google.state import (
    Cell,
    File,
    Sheet,
    Spreadsheet,
    Value,
    World,
    blank_sheet,
)

KEY = "1" + "s" * 43
"""The spreadsheet's id."""
OWNER = "owner@shop.example"

Lines = Sequence[Sequence[Value]]


def small_world(tabs: Mapping[str, Lines], zone: str = "Asia/Shanghai") -> World:
    """Return a world whose one spreadsheet has these tabs, with some room to spare."""
    world = World()
    sheets = [tab_of(title, number, lines) for number, (title, lines) in enumerate(tabs.items())]
    world.spreadsheets[KEY] = Spreadsheet(KEY, "Desk", zone=zone, sheets=sheets)
    rights = [_right(OWNER, "owner"), _right(world.caller, "writer")]
    world.files[KEY] = File(KEY, "Desk", permissions=rights)
    return world


def tab_of(title: str, number: int, lines: Lines) -> Sheet:
    """Return a tab with these values."""
    width = max(map(len, lines), default=0)
    sheet = blank_sheet(number, title, max(8, len(lines)), width + 2)
    sheet.index = number
    for row, values in zip(sheet.rows, lines, strict=False):
        row.cells = [None if value is None else Cell(value) for value in values]
    return sheet


def _right(address: str, role: str) -> dict[str, str]:
    return {"id": str(sum(address.encode())), "type": "user", "role": role, "emailAddress": address}
