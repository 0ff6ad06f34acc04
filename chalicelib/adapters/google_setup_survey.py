"""Looks over a spreadsheet before it is set up: three or four reads, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.adapters.google_client import GoogleClient
from chalicelib.adapters.google_dress_seen import (
    LYING_THERE,
    Found,
    Mark,
    Seen,
    columns_of,
    mark_of,
    tabs_of,
)
from chalicelib.adapters.google_fault import GoogleRefusalError
from chalicelib.adapters.google_layout import LOOKUP
from chalicelib.tables.cell import Cell
from chalicelib.tables.workbook import BY_KEY

TOKEN = "aftersheet.set-up"  # noqa: S105  # a mark on the spreadsheet, no secret
FIELDS = (
    "properties(title,timeZone),developerMetadata(metadataId,metadataKey),"
    f"sheets(properties,{','.join(LYING_THERE)})"
)
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
    )


def _is_token(tag: Mapping[str, Any]) -> bool:
    return bool(tag.get("metadataKey") == TOKEN)


def _headed(client: GoogleClient, spreadsheet: str, tabs: Mapping[str, Seen]) -> dict[str, Seen]:
    """Return tabs with their headings: one read, by number, so that a new title does no harm."""
    wanted = [seen.sheet for seen in tabs.values() if not seen.spare]
    if not wanted:
        return dict(tabs)
    body = {
        "dataFilters": [{"gridRange": _range(sheet, {"endRowIndex": 1})} for sheet in wanted],
        "valueRenderOption": "UNFORMATTED_VALUE",
    }
    answer = client.read(f"{spreadsheet}/values:batchGetByDataFilter", body=body)
    rows: dict[int, list[Cell]] = {}
    for matched in answer.get("valueRanges", ()):
        values = matched["valueRange"].get("values") or [[]]
        for sought in matched["dataFilters"]:
            rows[sought["gridRange"].get("sheetId", 0)] = values[0]
    return {key: _with_headings(seen, rows.get(seen.sheet, [])) for key, seen in tabs.items()}


def _with_headings(seen: Seen, headings: list[Cell]) -> Seen:
    return seen._replace(headings=headings, end=len(headings))


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
