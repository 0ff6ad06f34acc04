"""Sheets that come, are doubled, and go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from tests.google import structure_changes as changes
from tests.google import structure_refs as refs
from tests.google.fault import invalid
from tests.google.state import (
    Cell,
    Column,
    Rect,
    Row,
    Sheet,
    Spreadsheet,
    Tag,
    World,
    blank_sheet,
)
from tests.google.structure_follow import follow
from tests.google.tags import entries

LONGEST_TITLE = 100


def add_sheet(world: World, book: Spreadsheet, properties: Mapping[str, Any]) -> Sheet:
    """Add a sheet with SheetProperties: title, place, id and grid size where they are given."""
    grid = properties.get("gridProperties", {})
    check_place(book, properties.get("index"))
    sheet = blank_sheet(
        _free_id(world, book, properties.get("sheetId")),
        _free_title(book, properties.get("title")),
        grid.get("rowCount", 1000),
        grid.get("columnCount", 26),
    )
    place(book, sheet, properties.get("index"))
    return sheet


def check_place(book: Spreadsheet, index: int | None) -> None:
    """Refuse a place that no sheet could have."""
    if index is not None and not 0 <= index <= len(book.sheets):
        raise invalid(f"The sheet index must be between 0 and {len(book.sheets)}.")


def place(book: Spreadsheet, sheet: Sheet, index: int | None) -> None:
    """Let a sheet stand at a place among the others, at the end if none is given."""
    others = [s for s in book.sheets if s is not sheet]
    at = len(others) if index is None else index
    book.sheets = [*others[:at], sheet, *others[at:]]
    number(book)


def number(book: Spreadsheet) -> None:
    """Let every sheet know its place."""
    for index, sheet in enumerate(book.sheets):
        sheet.index = index


def _free_id(world: World, book: Spreadsheet, wanted: int | None) -> int:
    if wanted is None:
        return next(i for i in world.next_id if book.by_id(i) is None)
    if wanted < 0:
        raise invalid("The sheet ID must be non-negative.")
    found = book.by_id(wanted)
    if found is not None:
        raise invalid(f'A sheet with the id {wanted} already exists. Sheet name: "{found.title}".')
    return wanted


def _free_title(book: Spreadsheet, wanted: str | None) -> str:
    if not wanted:
        return next(
            title for n in range(1, len(book.sheets) + 3) if free(book, title := f"Sheet{n}")
        )
    check_title(book, wanted)
    return wanted


def free(book: Spreadsheet, title: str) -> bool:
    """Whether no sheet bears the title."""
    return book.by_title(title) is None


def check_title(book: Spreadsheet, title: str) -> None:
    """Refuse the title of another sheet, and one that is too long."""
    if len(title) > LONGEST_TITLE:
        raise invalid(f"The sheet name cannot be greater than {LONGEST_TITLE} characters.")
    if not free(book, title):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def retitle(book: Spreadsheet, sheet: Sheet, title: str) -> None:
    """Give a sheet another title; formulas follow."""
    if not title:
        raise invalid("The sheet name cannot be empty.")
    if title.lower() != sheet.title.lower():
        check_title(book, title)
    old, sheet.title = sheet.title, title
    refs.follow_title(book, old, title)


def delete_sheet(book: Spreadsheet, sheet: Sheet) -> None:
    """Delete a sheet; references to it are lost, named ranges on it are dropped."""
    others = [other for other in book.sheets if other is not sheet]
    if all(other.hidden for other in others):
        which = "visible sheets" if others else "sheets"
        raise invalid(f"You can't remove all the {which} in a document.")
    change = changes.Dropped(sheet.id)
    refs.follow(book, change)
    book.sheets = [s for s in book.sheets if s is not sheet]
    book.named = {key: pair for key, pair in book.named.items() if pair[1].sheet != sheet.id}
    for other in book.sheets:
        follow(other, change)
    number(book)


def duplicate_sheet(
    world: World, book: Spreadsheet, sheet: Sheet, properties: Mapping[str, Any]
) -> Sheet:
    """Add a sheet like another; its metadata and objects get ids of their own."""
    _past(world, book)
    title = properties.get("newSheetName") or _copy_title(book, sheet.title)
    check_title(book, title)
    check_place(book, properties.get("insertSheetIndex"))
    new_id = _free_id(world, book, properties.get("newSheetId"))
    double = copied(world, sheet, new_id, title)
    place(book, double, properties.get("insertSheetIndex", 0))
    return double


def _copy_title(book: Spreadsheet, title: str) -> str:
    wanted = f"Copy of {title}"
    names = [wanted, *(f"{wanted} {n}" for n in range(2, len(book.sheets) + 3))]
    return next(name for name in names if free(book, name))


def copied(world: World, sheet: Sheet, new_id: int, title: str) -> Sheet:
    """Return a sheet like another, standing nowhere yet."""
    double = replace(
        sheet,
        id=new_id,
        title=title,
        rows=[_row(world, row) for row in sheet.rows],
        columns=[
            Column(c.size, c.hidden_by_user, c.hidden_by_filter, _tags(world, c.tags))
            for c in sheet.columns
        ],
        tags=_tags(world, sheet.tags),
    )
    _home(double, sheet.id, new_id)
    _fresh_ids(world, double)
    return double


def _row(world: World, row: Row) -> Row:
    cells: list[Cell | None] = [cell and cell.copy() for cell in row.cells]
    tags = _tags(world, row.tags)
    return Row(row.size, row.hidden_by_user, row.hidden_by_filter, tags, cells)


def _past(world: World, book: Spreadsheet) -> None:
    """Let new ids begin after those of metadata, which counts its own."""
    taken = max((entry.tag.id for entry in entries(book)), default=0)
    world.next_id = count(max(next(world.next_id), taken + 1))


def _tags(world: World, tags: list[Tag]) -> list[Tag]:
    return [Tag(next(world.next_id), t.key, t.value, t.visibility) for t in tags]


class _Home:
    """The change that takes what lies on one sheet to another."""

    placed = True

    def __init__(self, old: int, new: int) -> None:
        self.old, self.new = old, new

    def rect(self, rect: Rect) -> Rect:
        return replace(rect, sheet=self.new) if rect.sheet == self.old else rect


def _home(double: Sheet, old: int, new: int) -> None:
    follow(double, _Home(old, new))
    double.groups = {
        dimension: [{**g, "range": {**g["range"], "sheetId": new}} for g in groups]
        for dimension, groups in double.groups.items()
    }


def _fresh_ids(world: World, double: Sheet) -> None:
    """Give charts, protections and the like ids that nothing else has."""
    for kind, key in (
        ("charts", "chartId"),
        ("slicers", "slicerId"),
        ("protected", "protectedRangeId"),
        ("banded", "bandedRangeId"),
        ("filter_views", "filterViewId"),
    ):
        entries = getattr(double, kind)
        setattr(double, kind, [{**entry, key: next(world.next_id)} for entry in entries])
    double.tables = [{**t, "tableId": str(next(world.next_id))} for t in double.tables]
