"""What a tab wears beside its columns: colours, bands, filter, warnings; only where it has none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from chalicelib.adapters.google import dress as dressing
from chalicelib.adapters.google.dress import WARNING, Dress, Request
from chalicelib.adapters.google.dress_guard import guarding
from chalicelib.adapters.google.dress_rules import tones
from chalicelib.adapters.google.guard import is_whole
from chalicelib.adapters.xlsx.look import TAB_COLOURS
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import OVERVIEW

Shape = Mapping[str, Any]
"""A tab as Google shows it."""


def looks(dress: Dress, shape: Shape, end: int) -> Iterator[Request]:
    """Yield the looks of a tab that is met for the first time, where people gave it none."""
    properties = shape.get("properties", {})
    yield from _sheet_looks(dress, properties)
    free = not shape.get("tables")
    if free and not shape.get("bandedRanges"):
        yield dressing.bands(dress)
    if free and not shape.get("basicFilter") and dress.table is not OVERVIEW:
        yield dressing.filter_over(dress, end)
    yield from tones(dress, shape, dress.at)


def _sheet_looks(dress: Dress, properties: Mapping[str, Any]) -> Iterator[Request]:
    grid = properties.get("gridProperties", {})
    wanted: dict[str, Any] = {}
    fields = []
    if not properties.get("tabColorStyle"):
        wanted["tabColorStyle"] = dressing.colour(TAB_COLOURS[dress.table.room])
        fields.append("tabColorStyle")
    if not grid.get("frozenRowCount") and grid.get("rowCount", 2) > 1:
        wanted["gridProperties"] = {"frozenRowCount": 1}
        fields.append("gridProperties.frozenRowCount")
    if wanted:
        shape = {"sheetId": dress.sheet, **wanted}
        yield {"updateSheetProperties": {"properties": shape, "fields": ",".join(fields)}}


def warnings(dress: Dress, shape: Shape, keys: Sequence[str]) -> Iterator[Request]:
    """Yield warnings over what is ours, unless it is protected already; guards over rules."""
    if dress.table.room is Room.RULES:
        yield from guarding(dress, shape)
        return
    areas = [a.get("range", {}) for a in shape.get("protectedRanges", ())]
    if dress.table.room is Room.DESK:
        if not any(map(is_whole, areas)):
            yield dressing.warning(dress)
        return
    for key in keys:
        index = dress.at[key]
        if not any(covers(area, index) for area in areas):
            yield dressing.warning(dress, (index, index + 1))


def covers(area: Mapping[str, int], index: int) -> bool:
    """Whether a protection is over a column."""
    return area.get("startColumnIndex", 0) <= index < area.get("endColumnIndex", index + 1)


def bars(shape: Shape) -> list[Mapping[str, Any]]:
    """Return the parts of a tab that we may not edit."""
    areas = shape.get("protectedRanges", ())
    barred = (a for a in areas if not a.get("warningOnly") and not a.get("requestingUserCanEdit"))
    return [area.get("range", {}) for area in barred]


def strayed(shape: Shape, right: Collection[int]) -> Iterator[Request]:
    """Yield how warnings of ours come off columns that are not ours.

    They come there if somebody inserts or moves a column while the warnings are on their way.
    """
    for area in shape.get("protectedRanges", ()):
        place = area.get("range", {}).get("startColumnIndex")
        if area.get("description") in WARNING and place is not None and place not in right:
            yield {"deleteProtectedRange": {"protectedRangeId": area["protectedRangeId"]}}
