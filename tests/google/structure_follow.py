"""Lets what is kept with a sheet go along when rows, columns or cells move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.google.state import Rect, Sheet
from tests.google.structure_changes import COLUMNS, ROWS, Change

GRID = {ROWS: ("startRowIndex", "endRowIndex"), COLUMNS: ("startColumnIndex", "endColumnIndex")}


def follow(sheet: Sheet, change: Any) -> None:
    """Let what is kept with a sheet go along; what lost its place is dropped."""
    sheet.charts = _walked(sheet.charts, change)
    sheet.slicers = _walked(sheet.slicers, change)
    if not change.placed:
        return
    sheet.merges = [m for m in _alive(map(change.rect, sheet.merges)) if _merges(m)]
    sheet.protected = _walked(_placed(sheet.protected, change), change)
    sheet.banded = _placed(sheet.banded, change)
    sheet.conditional = list(_alive(_rule(rule, change) for rule in sheet.conditional))
    views = (_filter(view, change) for view in sheet.filter_views)
    sheet.filter_views = list(_alive(views))
    sheet.basic_filter = sheet.basic_filter and _filter(sheet.basic_filter, change)
    tables = (_table(table, change) for table in sheet.tables)
    sheet.tables = [table for table in tables if table.get("range")]
    _follow_groups(sheet, change)


def _alive(things: Iterable[Any]) -> Iterable[Any]:
    return (thing for thing in things if thing is not None)


def _merges(rect: Rect) -> bool:
    return None in (rect.top, rect.bottom, rect.left, rect.right) or (
        (rect.bottom - rect.top) * (rect.right - rect.left) > 1
    )


def _placed(entries: list[dict[str, Any]], change: Any) -> list[dict[str, Any]]:
    moved = ((entry, "rect" in entry and change.rect(entry["rect"])) for entry in entries)
    return [{**e, "rect": r} if r else e for e, r in moved if r is not None]


def _rule(rule: dict[str, Any], change: Any) -> dict[str, Any] | None:
    rects = list(_alive(map(change.rect, rule["rects"])))
    return {**rule, "rects": rects} if rects else None


def _filter(entry: dict[str, Any], change: Any) -> dict[str, Any] | None:
    rect = change.rect(entry["rect"]) if "rect" in entry else None
    if rect is None and "rect" in entry:
        return None
    kept = {**entry, "rect": rect} if rect else dict(entry)
    if getattr(change, "dimension", "") == COLUMNS:
        _move_criteria(kept, change)
    return kept


def _move_criteria(entry: dict[str, Any], change: Change) -> None:
    if "criteria" in entry:
        moved = ((change.point(int(key)), value) for key, value in entry["criteria"].items())
        entry["criteria"] = {str(column): value for column, value in moved if column is not None}
    for key, index in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if key in entry:
            moved = ((change.point(s.get(index, 0)), s) for s in entry[key])
            entry[key] = [{**s, index: column} for column, s in moved if column is not None]


def _table(table: dict[str, Any], change: Any) -> dict[str, Any]:
    """Return a table moved along, with the columns that are left in it at their places."""
    new = walk({**table, "columnProperties": []}, change)
    columns = table.get("columnProperties", [])
    if getattr(change, "dimension", "") == COLUMNS and new.get("range"):
        left, now = table["range"]["startColumnIndex"], new["range"]["startColumnIndex"]
        moved = ((change.point(left + c.get("columnIndex", 0)), c) for c in columns)
        columns = [{**c, "columnIndex": at - now} for at, c in moved if at is not None]
    return {**new, "columnProperties": columns}


def _follow_groups(sheet: Sheet, change: Any) -> None:
    if not isinstance(change, Change) or change.sheet != sheet.id:
        return
    groups = []
    for group in sheet.groups[change.dimension]:
        span = change.span(group["range"]["startIndex"], group["range"]["endIndex"])
        if span:
            ends = {"startIndex": span[0], "endIndex": span[1]}
            groups.append({**group, "range": {**group["range"], **ends}})
    sheet.groups = {**sheet.groups, change.dimension: groups}


def _walked(entries: list[Any], change: Any) -> list[Any]:
    return [walk(entry, change) for entry in entries]


def walk(thing: Any, change: Any) -> Any:
    """Return a part of an API shape with its GridRanges and anchors moved along; {} if gone."""
    if isinstance(thing, list):
        return [walk(part, change) for part in thing]
    if not isinstance(thing, dict):
        return thing
    if "rowIndex" in thing or "columnIndex" in thing:
        return _anchor(thing, change)
    if any(key in thing for keys in GRID.values() for key in keys):
        return _range(thing, change)
    return {key: walk(part, change) for key, part in thing.items()}


def rect_of(grid: dict[str, Any]) -> Rect:
    """Return the rectangle of a GridRange as it is kept."""
    return Rect(grid.get("sheetId", 0), *(grid.get(key) for d in GRID for key in GRID[d]))


def _range(grid: dict[str, Any], change: Any) -> dict[str, Any]:
    rect = change.rect(rect_of(grid))
    if rect is None:
        return {}
    ends = dict(zip((k for d in GRID for k in GRID[d]), _edges(rect), strict=True))
    return {"sheetId": rect.sheet, **{k: v for k, v in ends.items() if v is not None}}


def _edges(rect: Rect) -> tuple[int | None, ...]:
    return rect.top, rect.bottom, rect.left, rect.right


def _anchor(place: dict[str, Any], change: Any) -> dict[str, Any]:
    if not change.placed or "sheetId" not in place:
        return place
    row, column = place.get("rowIndex", 0), place.get("columnIndex", 0)
    rect = change.rect(Rect(place["sheetId"], row, row + 1, column, column + 1))
    if rect is None:
        return _nearest(place, change)
    return {**place, "rowIndex": rect.top, "columnIndex": rect.left}


def _nearest(place: dict[str, Any], change: Any) -> dict[str, Any]:
    key = "rowIndex" if getattr(change, "dimension", "") == ROWS else "columnIndex"
    return {**place, key: change.start} if isinstance(change, Change) else place
