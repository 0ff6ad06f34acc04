"""What the doctor looks at beside the cells: layout, rights and formats, in five calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.layout import Layout, layout_of
from chalicelib.tables.layout import letters
from chalicelib.tables.workbook import BY_KEY
from chalicelib.tables.workbook_read import Opened

LOOKED_AT = 200
"""Rows whose format is looked at: those of a column are set together."""
DRIVE = "capabilities(canEdit),owners(emailAddress),mimeType"
FORMATS = (
    "sheets(properties(sheetId),data(rowData(values("
    "userEnteredFormat(numberFormat(type)),effectiveFormat(numberFormat(type))))))"
)


class Patient(NamedTuple):
    """All that the doctor looks at."""

    layout: Layout
    opened: Opened
    may_write: bool | None
    """None where Drive does not say."""
    formats: Mapping[str, list[str]]
    """Number formats of the first ids, by tab key; empty text where none is set."""
    address: str
    """Whom the spreadsheet is shared with."""
    calls: Mapping[str, int]
    owners: frozenset[str] = frozenset()
    """Folded addresses of who owns the file, whom Google never shuts out."""
    owner: str = ""
    """The shop owner's address; empty where none is known."""


def patient(client: GoogleClient, spreadsheet: str, opened: Opened, address: str) -> Patient:
    """Look at a spreadsheet that was read already; raises what GoogleClient raises."""
    layout = layout_of(client, spreadsheet)
    params = {"fields": DRIVE, "supportsAllDrives": "true"}
    file = client.drive(f"files/{spreadsheet}", params)
    may = file.get("capabilities", {}).get("canEdit")
    owners = frozenset(one.get("emailAddress", "").casefold() for one in file.get("owners", ()))
    formats = _formats(client, spreadsheet, layout, opened)
    return Patient(layout, opened, may, formats, address, dict(client.calls), owners)


def _formats(
    client: GoogleClient, spreadsheet: str, layout: Layout, opened: Opened
) -> dict[str, list[str]]:
    """Return the number formats of the first ids of each tab: one read."""
    wanted: dict[str, str] = {}
    sheets: dict[int, str] = {}
    for key, parsed in opened.parsed.items():
        tab = layout.tab_of(BY_KEY[key].titles())
        if tab and tab.rows > 1 and "id" in parsed.at:
            column, last = letters(parsed.at["id"]), min(tab.rows, LOOKED_AT + 1)
            title = tab.title.replace("'", "''")
            wanted[key] = f"'{title}'!{column}2:{column}{last}"
            sheets[tab.sheet] = key
    if not wanted:
        return {}
    params = {"ranges": list(wanted.values()), "fields": FORMATS}
    found = client.read(spreadsheet, params).get("sheets", ())
    return {
        sheets[number]: list(_types(sheet))
        for sheet in found
        if (number := sheet["properties"].get("sheetId", 0)) in sheets
    }


def _types(sheet: Mapping[str, Any]) -> Iterator[str]:
    for data in sheet.get("data", ()):
        for row in data.get("rowData", ()):
            cell: Mapping[str, Any] = next(iter(row.get("values", ())), {})
            shown = cell.get("effectiveFormat") or cell.get("userEnteredFormat") or {}
            yield shown.get("numberFormat", {}).get("type", "")
