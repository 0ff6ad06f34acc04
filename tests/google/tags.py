"""Developer metadata as it is kept: tags on the spreadsheet, a tab, a row or a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.google.state import Dimension, Rect, Sheet, Spreadsheet, Tag

KINDS = {"ROWS": "ROW", "COLUMNS": "COLUMN"}


@dataclass(slots=True, frozen=True, eq=False)
class Entry:
    """A tag where it is."""

    tag: Tag
    holder: Spreadsheet | Sheet | Dimension
    kind: str
    """SPREADSHEET, SHEET, ROW or COLUMN."""
    sheet: Sheet | None = None
    index: int = 0

    @property
    def rect(self) -> Rect | None:
        """The place as a rectangle; None for the spreadsheet, which is none."""
        if self.sheet is None:
            return None
        if self.kind == "ROW":
            return Rect(self.sheet.id, self.index, self.index + 1)
        if self.kind == "COLUMN":
            return Rect(self.sheet.id, None, None, self.index, self.index + 1)
        return Rect(self.sheet.id)


def entries(book: Spreadsheet) -> Iterator[Entry]:
    """Yield all developer metadata of a spreadsheet."""
    yield from (Entry(tag, book, "SPREADSHEET") for tag in book.tags)
    for sheet in book.sheets:
        yield from (Entry(tag, sheet, "SHEET", sheet) for tag in sheet.tags)
        for dimension, kind in KINDS.items():
            for index, line in enumerate(sheet.dimensions(dimension)):
                for tag in line.tags:
                    yield Entry(tag, line, kind, sheet, index)


def shape(entry: Entry) -> dict[str, Any]:
    """Return a DeveloperMetadata as the API has it."""
    tag = entry.tag
    shaped = {"metadataId": tag.id, "metadataKey": tag.key}
    if tag.value:
        shaped["metadataValue"] = tag.value
    return shaped | {"location": location(entry), "visibility": tag.visibility}


def shapes(
    holder: Spreadsheet | Sheet | Dimension, kind: str, sheet: Sheet | None = None, index: int = 0
) -> list[dict[str, Any]]:
    """Return what is on one place, as the API has it."""
    return [shape(Entry(tag, holder, kind, sheet, index)) for tag in holder.tags]


def location(entry: Entry) -> dict[str, Any]:
    """Return the DeveloperMetadataLocation of an entry."""
    if entry.sheet is None:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if entry.kind == "SHEET":
        return {"locationType": "SHEET", "sheetId": entry.sheet.id}
    line = {
        "sheetId": entry.sheet.id,
        "dimension": entry.kind + "S",
        "startIndex": entry.index,
        "endIndex": entry.index + 1,
    }
    return {"locationType": entry.kind, "dimensionRange": line}


def by_id(book: Spreadsheet, id: int) -> Entry | None:  # noqa: A002
    """Return the entry of an id."""
    return next((entry for entry in entries(book) if entry.tag.id == id), None)
