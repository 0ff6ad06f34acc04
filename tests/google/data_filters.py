"""Data filters: a range, a grid range, or a lookup of developer metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.google import a1
from tests.google.fault import invalid
from tests.google.state import Rect, Spreadsheet
from tests.google.tags import Entry, entries, shape

Filter = Mapping[str, Any]
Test = Callable[[Entry], bool]
"""Whether a filter selects an entry of metadata."""

PLAIN = {
    "metadataId": lambda entry: entry.tag.id,
    "metadataKey": lambda entry: entry.tag.key,
    "metadataValue": lambda entry: entry.tag.value,
    "visibility": lambda entry: entry.tag.visibility,
    "locationType": lambda entry: entry.kind,
}
"""What a lookup may ask for, and what of an entry must be the same."""


def ranges(book: Spreadsheet, data_filter: Filter) -> list[Rect]:
    """Return the rectangles that a filter selects; the spreadsheet as a place is none."""
    if "developerMetadataLookup" not in data_filter:
        return [_rect(book, data_filter)]
    test = selector(book, data_filter)
    return [entry.rect for entry in entries(book) if entry.sheet and test(entry)]


def matches(book: Spreadsheet, filters: Sequence[Filter]) -> list[tuple[Entry, list[Filter]]]:
    """Return all metadata that some filter selects, each with the filters that do."""
    tests = [(data_filter, selector(book, data_filter)) for data_filter in filters]
    found = [(entry, [f for f, test in tests if test(entry)]) for entry in entries(book)]
    return [(entry, by) for entry, by in found if by]


def selector(book: Spreadsheet, data_filter: Filter) -> Test:
    """Return what tells whether a filter selects an entry; 400 if the filter makes no sense."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        rect = _rect(book, data_filter)
        return lambda entry: entry.rect is not None and meets(entry.rect, rect)
    _check(lookup)
    wanted = [(PLAIN[name], lookup[name]) for name in PLAIN if name in lookup]
    near = _near(book, lookup)
    return lambda entry: all(of(entry) == value for of, value in wanted) and near(entry)


def _rect(book: Spreadsheet, data_filter: Filter) -> Rect:
    if "a1Range" in data_filter:
        return a1.parse(data_filter["a1Range"], book)
    if "gridRange" in data_filter:
        return a1.from_grid(data_filter["gridRange"], book)
    raise invalid("Must specify a filter in the DataFilter.")


def _check(lookup: Filter) -> None:
    """Refuse the combinations that the discovery document rules out."""
    strategy, kind = lookup.get("locationMatchingStrategy"), lookup.get("locationType")
    place = lookup.get("metadataLocation")
    if strategy and place is None:
        raise invalid("A metadataLocation must be specified with a locationMatchingStrategy.")
    if strategy == "EXACT_LOCATION" and kind:
        raise invalid("A locationType cannot be specified with EXACT_LOCATION.")
    if kind == "SPREADSHEET" and place is not None and not place.get("spreadsheet"):
        raise invalid("The locationType SPREADSHEET cannot be at another location.")


def _near(book: Spreadsheet, lookup: Filter) -> Test:
    """Return the test of a lookup's metadataLocation."""
    place = lookup.get("metadataLocation")
    if place is None:
        return lambda _: True
    if place.get("spreadsheet"):
        return lambda entry: entry.sheet is None
    rect = _location(book, place)
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return lambda entry: entry.rect == rect
    return lambda entry: entry.rect is not None and meets(entry.rect, rect)


def _location(book: Spreadsheet, place: Filter) -> Rect:
    """Return the rectangle of a DeveloperMetadataLocation on a tab."""
    line = place.get("dimensionRange")
    if line is None:
        rect = Rect(place.get("sheetId", 0))
    else:
        start, end = line.get("startIndex"), line.get("endIndex")
        rows = line.get("dimension") != "COLUMNS"
        rect = Rect(line.get("sheetId", 0), *((start, end) if rows else (None, None, start, end)))
    a1.sheet_of(rect, book)
    return rect


def meets(one: Rect, other: Rect) -> bool:
    """Whether two rectangles have a cell in common."""
    return (
        one.sheet == other.sheet
        and _before(one.top, other.bottom)
        and _before(other.top, one.bottom)
        and _before(one.left, other.right)
        and _before(other.left, one.right)
    )


def _before(start: int | None, end: int | None) -> bool:
    return start is None or end is None or start < end


def search(book: Spreadsheet, filters: Sequence[Filter]) -> list[dict[str, Any]]:
    """Return the MatchedDeveloperMetadata of data filters."""
    return [
        {"developerMetadata": shape(entry), "dataFilters": [*by]}
        for entry, by in matches(book, filters)
    ]
