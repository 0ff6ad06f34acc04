"""Tabs as the API shapes them: their properties, and what lies on them."""

from __future__ import annotations

from typing import Any

from tests.google import a1
from tests.google.access import WRITERS, may_edit, role
from tests.google.state import Sheet, Spreadsheet, World
from tests.google.tags import shapes

Shape = dict[str, Any]


def properties(sheet: Sheet) -> Shape:
    """Return the SheetProperties of a tab; what is off is left out, as Google does."""
    shape: Shape = {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": sheet.index,
        "sheetType": "GRID",
        "gridProperties": _grid(sheet),
    }
    shape |= _set({"hidden": sheet.hidden, "rightToLeft": sheet.rtl})
    if sheet.tab_color:
        shape["tabColorStyle"] = sheet.tab_color
        if "rgbColor" in sheet.tab_color:
            shape["tabColor"] = sheet.tab_color["rgbColor"]
    return shape


def _grid(sheet: Sheet) -> Shape:
    return {
        "rowCount": len(sheet.rows),
        "columnCount": len(sheet.columns),
        **_set(
            {
                "frozenRowCount": sheet.frozen_rows,
                "frozenColumnCount": sheet.frozen_columns,
                "hideGridlines": sheet.hide_gridlines,
                **sheet.control_after,
            }
        ),
    }


def _set(fields: Shape) -> Shape:
    """Return only the fields that hold something."""
    return {name: value for name, value in fields.items() if value}


def parts(world: World, book: Spreadsheet, sheet: Sheet) -> Shape:
    """Return all of a tab but its cells."""
    return {"properties": properties(sheet)} | _set(
        {
            "merges": [a1.to_grid(rect) for rect in sheet.merges],
            "protectedRanges": [_protection(world, book, entry) for entry in sheet.protected],
            "bandedRanges": [ranged(entry) for entry in sheet.banded],
            "conditionalFormats": [ranged(entry) for entry in sheet.conditional],
            "basicFilter": sheet.basic_filter and ranged(sheet.basic_filter),
            "filterViews": [ranged(entry) for entry in sheet.filter_views],
            "rowGroups": sheet.groups["ROWS"],
            "columnGroups": sheet.groups["COLUMNS"],
            "charts": sheet.charts,
            "slicers": sheet.slicers,
            "tables": sheet.tables,
            "developerMetadata": shapes(sheet, "SHEET", sheet),
        }
    )


def ranged(entry: Shape) -> Shape:
    """Return what is kept with rectangles in the shape of the API, with its ranges."""
    shape = {key: value for key, value in entry.items() if key not in {"rect", "rects"}}
    if "rect" in entry:
        shape["range"] = a1.to_grid(entry["rect"])
    if "rects" in entry:
        shape["ranges"] = [a1.to_grid(rect) for rect in entry["rects"]]
    return shape


def _protection(world: World, book: Spreadsheet, entry: Shape) -> Shape:
    """Shape a protection for the caller: only who may edit the cells is told who else may."""
    shape = ranged(entry)
    if not may_edit(world, book, entry):
        shape.pop("editors", None)
        return shape
    file = world.files.get(book.id)
    if file is None or role(world, file) in WRITERS:
        shape["requestingUserCanEdit"] = True
    return shape
