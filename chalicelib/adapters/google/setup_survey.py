"""Looks over a spreadsheet before it is set up: three or four reads, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.dress_seen import (
    LYING_THERE,
    Formula,
    Found,
    Mark,
    Seen,
    columns_of,
    mark_of,
    tabs_of,
)
from chalicelib.adapters.google.dress_strict import spoken_of
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.layout import LOOKUP
from chalicelib.tables.cell import Cell
from chalicelib.tables.workbook import BY_KEY, SETTINGS

CellData = Mapping[str, Any]
"""A cell as Google shows it."""
TOKEN = "aftersheet.set-up"  # noqa: S105  # a mark on the spreadsheet, no secret
FIELDS = (
    "properties(title,locale,timeZone),developerMetadata(metadataId,metadataKey),"
    f"sheets(properties,{','.join(LYING_THERE)})"
)
SHOWN = "sheets(properties(sheetId),data(rowData(values(userEnteredValue,effectiveValue))))"
CELLS = (
    "sheets(properties(sheetId),data(startColumn,"
    "rowData(values(userEnteredValue,userEnteredFormat,note,dataValidation))))"
)


TRIES = 3


def survey(client: GoogleClient, spreadsheet: str) -> Found:
    """Return the spreadsheet as it stands; begun anew where a tab went meanwhile."""
    for _ in range(TRIES - 1):
        try:
            return _surveyed(client, spreadsheet)
        except GoogleRefusalError:
            continue
    return _surveyed(client, spreadsheet)


def _surveyed(client: GoogleClient, spreadsheet: str) -> Found:
    shape = client.read(spreadsheet, {"fields": FIELDS})
    path = f"{spreadsheet}/developerMetadata:search"
    tags = client.read(path, body={"dataFilters": [LOOKUP]}).get("matchedDeveloperMetadata", ())
    marks = [mark_of(found["developerMetadata"]) for found in tags]
    sheets = shape.get("sheets", [])
    tabs = _headed(client, spreadsheet, tabs_of(sheets))
    said = shape.get("properties", {})
    tokens = [t["metadataId"] for t in shape.get("developerMetadata", ()) if _is_token(t)]
    return Found(
        said.get("title", ""),
        said.get("timeZone", ""),
        _known(_looked_into(client, spreadsheet, tabs, marks)),
        sheets,
        marks,
        tokens,
        said.get("locale", ""),
    )


def _is_token(tag: Mapping[str, Any]) -> bool:
    return bool(tag.get("metadataKey") == TOKEN)


def _headed(client: GoogleClient, spreadsheet: str, tabs: Mapping[str, Seen]) -> dict[str, Seen]:
    """Return tabs with their headings, the Settings with all rows: one read.

    Asked for by number, so that a new title does no harm.
    """
    wanted = {key: seen.sheet for key, seen in tabs.items() if not seen.spare}
    if not wanted:
        return dict(tabs)
    filters = [
        {"gridRange": _range(sheet, {} if key == SETTINGS.key else {"endRowIndex": 1})}
        for key, sheet in wanted.items()
    ]
    path = f"{spreadsheet}:getByDataFilter"
    answer = client.read(path, {"fields": SHOWN}, {"dataFilters": filters})
    held = {
        sheet["properties"].get("sheetId", 0): max(map(_rows, sheet.get("data", [{}])), key=len)
        for sheet in answer.get("sheets", ())
    }
    return {
        key: _with_headings(seen, held.get(seen.sheet, []), whole=key == SETTINGS.key)
        for key, seen in tabs.items()
    }


def _rows(part: Mapping[str, Any]) -> list[list[CellData]]:
    """Return the cells of rows, without what is empty at their ends."""
    rows = [list(row.get("values", ())) for row in part.get("rowData", ())]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return rows


def _with_headings(seen: Seen, rows: list[list[CellData]], *, whole: bool) -> Seen:
    top = rows[0] if rows else []
    formulas = {
        index: Formula(text, "errorValue" in cell.get("effectiveValue", {}))
        for index, cell in enumerate(top)
        if (text := cell.get("userEnteredValue", {}).get("formulaValue"))
    }
    headings = [
        spoken_of(formulas[n].text) or _shown(cell)
        if n in formulas and formulas[n].fails
        else _shown(cell)
        for n, cell in enumerate(top)
    ]
    held = [list(map(_shown, row)) for row in rows] if whole else []
    return seen._replace(headings=headings, formulas=formulas, rows=held, end=len(top))


def _shown(cell: CellData) -> Cell:
    """Return what a cell shows; nothing where that is an error."""
    found = cell.get("effectiveValue", {})
    names = ("stringValue", "numberValue", "boolValue")
    return next((found[name] for name in names if name in found), None)


def _range(sheet: int, more: Mapping[str, int]) -> dict[str, int]:
    return {"sheetId": sheet, **more}


def _looked_into(
    client: GoogleClient, spreadsheet: str, tabs: Mapping[str, Seen], marks: Iterable[Mark]
) -> dict[str, Seen]:
    """Look into tabs without headings, and behind the headings of those that lack some.

    Only there something new is going to stand; whole tabs of records are never read.
    """
    marks = list(marks)
    asked = {key: seen for key, seen in tabs.items() if _is_open(key, seen, marks)}
    filters = [
        {"gridRange": _range(seen.sheet, {"startColumnIndex": seen.end} if seen.end else {})}
        for seen in asked.values()
        if seen.end < seen.grid.get("columnCount", 0)
    ]
    if not filters:
        return dict(tabs)
    path = f"{spreadsheet}:getByDataFilter"
    answer = client.read(path, {"fields": CELLS}, {"dataFilters": filters})
    held = {s["properties"].get("sheetId", 0): s.get("data", ()) for s in answer.get("sheets", ())}
    return dict(tabs) | {
        key: _filled(seen, held[seen.sheet]) for key, seen in asked.items() if seen.sheet in held
    }


def _is_open(key: str, seen: Seen, marks: list[Mark]) -> bool:
    return not seen.headings or bool(columns_of(BY_KEY[key], seen, marks).missing)


def _filled(seen: Seen, data: Iterable[Mapping[str, Any]]) -> Seen:
    """Return a tab with how far its columns reach, and whether it is empty."""
    end, touched = seen.end, False
    for part in data:
        for row in part.get("rowData", ()):
            for index, cell in enumerate(row.get("values", ()), part.get("startColumn", 0)):
                touched = touched or bool(cell)
                if "userEnteredValue" in cell or "note" in cell:
                    end = max(end, index + 1)
    blank = not touched if seen.spare else end == 0
    return seen._replace(end=end, blank=blank)


def _known(tabs: Mapping[str, Seen]) -> dict[str, Seen]:
    """Leave a spare tab to its owner if anything at all is in it."""
    return {key: seen for key, seen in tabs.items() if seen.blank or not seen.spare}
