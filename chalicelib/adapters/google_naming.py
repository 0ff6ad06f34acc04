"""Ids for rows without one: written only where the cell is still empty, by Google's own search.

No write of Sheets asks whether a cell is empty, but find and replace touches only what it finds:
a blank cell. Where the ids' column stood at that moment comes back in the same answer; had it
moved, the id is taken back from wherever it went, by looking for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.google_layout import Tag, lookup, tag_at
from chalicelib.adapters.google_places import Column
from chalicelib.tables.cell import Patch, Written

if TYPE_CHECKING:
    from chalicelib.adapters.google_writing import Writing

BLANK = r"^\s*$"


def name_rows(writing: Writing, naming: Sequence[Patch]) -> Written:
    """Give rows their ids, and return those that could not be given."""
    columns = sorted({Column(patch.tab, "id") for patch in naming})
    tags = writing.tags(columns)
    requests = [_where(tags[column.tag], column) for column in columns]
    requests += [_give(tags[patch.tab + ".id"], patch) for patch in naming]
    path = f"{writing.spreadsheet}:batchUpdate"
    replies = writing.client.change(path, {"requests": requests}).get("replies", [])
    moved = {
        column.tab
        for column, reply in zip(columns, replies, strict=False)
        if not _stood(tags[column.tag], reply)
    }
    if moved:
        undo = [_take_back(tags[p.tab + ".id"], p) for p in naming if p.tab in moved]
        writing.client.change(path, {"requests": undo})
    given = [_times(reply) for reply in replies[len(columns) :]]
    left = [p for p, times in zip(naming, given, strict=True) if not times or p.tab in moved]
    return Written(len(naming) - len(left), left)


def _where(tag: Tag, column: Column) -> dict[str, Any]:
    """Return a request that changes nothing, and is answered with where the column stands."""
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [lookup(tag)],
            "developerMetadata": {"metadataValue": column.tag},
            "fields": "metadataValue",
        }
    }


def _stood(tag: Tag, reply: Mapping[str, Any]) -> bool:
    entries = reply.get("updateDeveloperMetadata", {}).get("developerMetadata", ())
    return any(tag_at(entry) == tag for entry in entries)


def _give(tag: Tag, patch: Patch) -> dict[str, Any]:
    cell = {
        "sheetId": tag.sheet,
        "startRowIndex": patch.row - 1,
        "endRowIndex": patch.row,
        "startColumnIndex": tag.place,
        "endColumnIndex": tag.place + 1,
    }
    said = {"find": BLANK, "replacement": str(patch.value), "searchByRegex": True}
    return {"findReplace": {**said, "range": cell}}


def _take_back(tag: Tag, patch: Patch) -> dict[str, Any]:
    said = {"find": str(patch.value), "replacement": "", "matchEntireCell": True}
    return {"findReplace": {**said, "matchCase": True, "sheetId": tag.sheet}}


def _times(reply: Mapping[str, Any]) -> int:
    return int(reply.get("findReplace", {}).get("occurrencesChanged", 0))
