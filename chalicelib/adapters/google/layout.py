"""What the desk knows of a spreadsheet beside its cells: tabs, sizes, tags, protection, trash.

Columns that the desk writes or checks bear a tag (developer metadata): Google moves it with the
column and finds the column by it when a write is carried out, whatever was inserted meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.guard import Area, Guard, barred, columns, guards_of
from chalicelib.tables.cell import folded

TAG = "aftersheet"
"""Key of our tags; the value is "tab" on a tab and "tab.column" on a column."""
LOOKUP = {"developerMetadataLookup": {"metadataKey": TAG}}
FIELDS = (
    "properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    "protectedRanges(range,warningOnly,requestingUserCanEdit,unprotectedRanges,editors),merges)"
)
DRIVE_FIELDS = "trashed,capabilities(canEdit)"


class Tag(NamedTuple):
    """Our mark on a column."""

    id: int
    sheet: int
    place: int
    """Index of the column, from 0, when it was last seen."""


class Tab(NamedTuple):
    """One tab as Google keeps it."""

    sheet: int
    title: str
    rows: int
    columns: int
    barred: tuple[Area, ...] = ()
    """Where we may not edit."""
    merged: tuple[Area, ...] = ()
    """Where cells are merged."""
    guards: tuple[Guard, ...] = ()
    """Protections over the whole of it."""


class Layout(NamedTuple):
    """A spreadsheet beside its cells."""

    title: str
    locale: str
    zone: str
    tabs: tuple[Tab, ...]
    tags: Mapping[str, Tag]
    """By value; of tags with one value, the oldest counts."""
    spare: tuple[int, ...]
    """Ids of tags that say what another says already."""
    trashed: bool
    read_only: bool = False
    """Drive says that the desk may look at it and not edit it."""

    def tab_of(self, titles: Sequence[str]) -> Tab | None:
        """Return the first tab that bears one of some titles."""
        wanted = {folded(title) for title in titles}
        return next((tab for tab in self.tabs if folded(tab.title) in wanted), None)


def layout_of(client: GoogleClient, spreadsheet: str) -> Layout:
    """Return the layout as it stands now: three reads, one of them Drive's."""
    found = client.read(spreadsheet, {"fields": FIELDS})
    tags, spare = tags_of(client, spreadsheet)
    drive = client.drive(
        f"files/{spreadsheet}", {"fields": DRIVE_FIELDS, "supportsAllDrives": "true"}
    )
    said = found.get("properties", {})
    return Layout(
        said.get("title", ""),
        said.get("locale", ""),
        said.get("timeZone", ""),
        tuple(_tab(sheet) for sheet in found.get("sheets", ())),
        tags,
        spare,
        bool(drive.get("trashed")),
        drive.get("capabilities", {}).get("canEdit") is False,
    )


def _tab(sheet: Mapping[str, Any]) -> Tab:
    said = sheet["properties"]
    grid = said.get("gridProperties", {})
    return Tab(
        said.get("sheetId", 0),
        said["title"],
        grid.get("rowCount", 0),
        grid.get("columnCount", 0),
        tuple(barred(sheet)),
        tuple(columns(merge) for merge in sheet.get("merges", ())),
        guards_of(sheet),
    )


def tags_of(client: GoogleClient, spreadsheet: str) -> tuple[dict[str, Tag], tuple[int, ...]]:
    """Return our tags on columns by value, and the ids of doubled ones: one read."""
    path = f"{spreadsheet}/developerMetadata:search"
    found = client.read(path, body={"dataFilters": [LOOKUP]}).get("matchedDeveloperMetadata", ())
    entries = sorted((m["developerMetadata"] for m in found), key=lambda m: int(m["metadataId"]))
    tags: dict[str, Tag] = {}
    spare = []
    for entry in entries:
        if tag := tag_at(entry):
            if entry.get("metadataValue", "") in tags:
                spare.append(tag.id)
            tags.setdefault(entry.get("metadataValue", ""), tag)
    return tags, tuple(spare)


def tag_at(entry: Mapping[str, Any]) -> Tag | None:
    """Return a tag of a column as Google shows it, None for one of a tab."""
    place = entry.get("location", {}).get("dimensionRange")
    if not place or place.get("dimension") != "COLUMNS":
        return None
    return Tag(entry["metadataId"], place.get("sheetId", 0), place.get("startIndex", 0))


def lookup(tag: Tag) -> dict[str, Any]:
    """Return the filter that finds a column by its tag."""
    return {"developerMetadataLookup": {"metadataId": tag.id}}
