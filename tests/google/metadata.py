"""Developer metadata: created, changed and deleted by requests of a batch; searched and got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.google import a1
from tests.google.data_filters import matches, ranges, search
from tests.google.fault import ApiError, invalid
from tests.google.state import Rect, Spreadsheet, Tag, World
from tests.google.tags import KINDS, Entry, by_id, entries, shape, shapes

__all__ = [
    "answer_get", "answer_search", "create", "delete", "ranges", "search", "shape", "shapes",
    "update",
]  # fmt: skip

STORAGE = 30_000
"""Characters of keys and values, for the spreadsheet itself and for each tab."""

Spec = Mapping[str, Any]


def create(book: Spreadsheet, spec: Spec) -> dict[str, Any]:
    """Carry out a CreateDeveloperMetadataRequest; return its reply."""
    wanted = spec.get("developerMetadata", {})
    for name in ("metadataKey", "visibility", "location"):
        if not wanted.get(name):
            raise invalid(f"developerMetadata.{name} must be specified.")
    taken = {entry.tag.id for entry in entries(book)}
    id_ = wanted.get("metadataId") or max(taken, default=1_000_000) + 1
    # Google's own words for this are not known; that it refuses is documented.
    if id_ in taken:
        raise invalid(f"Developer metadata with ID {id_} already exists.")
    home = _home(book, wanted["location"])
    tag = Tag(id_, wanted["metadataKey"], wanted.get("metadataValue"), wanted["visibility"])
    _put(book, tag, home)
    return {"developerMetadata": shape(_at(tag, home))}


def update(book: Spreadsheet, spec: Spec) -> dict[str, Any]:
    """Carry out an UpdateDeveloperMetadataRequest; return its reply."""
    fields = {name.strip() for name in spec.get("fields", "").split(",") if name.strip()}
    if not fields:
        raise invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    wanted = spec.get("developerMetadata", {})
    found = [entry for entry, _ in matches(book, spec.get("dataFilters", []))]
    changed = [_changed(book, entry, wanted, fields) for entry in found]
    return {"developerMetadata": changed}


def _changed(book: Spreadsheet, entry: Entry, wanted: Spec, fields: set[str]) -> dict[str, Any]:
    """Put a changed tag in the old one's place, or in another if that is to change too."""

    def now(name: str, before: Any) -> Any:
        return wanted.get(name) if fields & {name, "*"} else before

    old = entry.tag
    key = now("metadataKey", old.key) or old.key
    visibility = now("visibility", old.visibility) or old.visibility
    tag = Tag(old.id, key, now("metadataValue", old.value), visibility)
    place = now("location", None)
    home = _home(book, place) if place else entry
    _take(entry)
    _put(book, tag, home)
    return shape(_at(tag, home))


def delete(book: Spreadsheet, spec: Spec) -> dict[str, Any]:
    """Carry out a DeleteDeveloperMetadataRequest; return its reply."""
    found = [entry for entry, _ in matches(book, [spec.get("dataFilter", {})])]
    for entry in found:
        _take(entry)
    return {"deletedDeveloperMetadata": [shape(entry) for entry in found]}


def _at(tag: Tag, home: Entry) -> Entry:
    return Entry(tag, home.holder, home.kind, home.sheet, home.index)


def _take(entry: Entry) -> None:
    """Take a tag off; lists are replaced, so that a batch can go back to the old ones."""
    entry.holder.tags = [tag for tag in entry.holder.tags if tag is not entry.tag]


def _put(book: Spreadsheet, tag: Tag, home: Entry) -> None:
    """Hang a tag on a place, if there is room for it."""
    used = sum(_size(entry.tag) for entry in entries(book) if entry.sheet is home.sheet)
    if used + _size(tag) > STORAGE:
        raise invalid(f"Developer metadata exceeds the storage limit of {STORAGE} characters.")
    home.holder.tags = [*home.holder.tags, tag]


def _size(tag: Tag) -> int:
    return len(tag.key) + len(tag.value or "")


def _home(book: Spreadsheet, place: Spec) -> Entry:
    """Return where a DeveloperMetadataLocation is, as an entry that has no tag yet."""
    tag = Tag(0, "", None, "")
    if place.get("spreadsheet"):
        return Entry(tag, book, "SPREADSHEET")
    if "sheetId" in place:
        sheet = a1.sheet_of(Rect(place["sheetId"]), book)
        return Entry(tag, sheet, "SHEET", sheet)
    line = place.get("dimensionRange")
    if not line:
        raise invalid("developerMetadata.location must be specified.")
    return _line(book, line, tag)


def _line(book: Spreadsheet, line: Spec, tag: Tag) -> Entry:
    sheet = a1.sheet_of(Rect(line.get("sheetId", 0)), book)
    start, end = line.get("startIndex", 0), line.get("endIndex")
    lines = sheet.dimensions(line.get("dimension", "ROWS"))
    if line.get("dimension") not in KINDS or end != start + 1:
        raise invalid("developerMetadata.location.dimensionRange must be a single row or column.")
    if start >= len(lines):
        raise invalid(f"dimensionRange.startIndex[{start}] is beyond the grid.")
    return Entry(tag, lines[start], KINDS[line["dimension"]], sheet, start)


def answer_search(_: World, book: Spreadsheet, __: Spec, body: Spec) -> dict[str, Any]:
    """Answer spreadsheets.developerMetadata.search."""
    found = search(book, body.get("dataFilters", []))
    return {"matchedDeveloperMetadata": found} if found else {}


def answer_get(_: World, book: Spreadsheet, params: Spec, __: Spec) -> dict[str, Any]:
    """Answer spreadsheets.developerMetadata.get; 404 if there is none of that id."""
    entry = by_id(book, params["metadataId"])
    if entry is None:
        raise ApiError(404, "Requested entity was not found.")
    return shape(entry)
