"""
The primitives that move things about in a workbook. Each lets everything follow: merges,
protections, bands, filters, conditional formats, named ranges, groups, charts and formulas.

Cells are replaced and never changed in place, so that a batch that fails can be undone from
copies of the lists alone.
"""

from __future__ import annotations

from typing import Any

from tests.google import structure_changes as changes
from tests.google import structure_refs as refs
from tests.google.fault import invalid
from tests.google.state import Cell, Column, Rect, Row, Sheet, Spreadsheet
from tests.google.structure_area import box, clear, clipped, holds, strip, used
from tests.google.structure_changes import COLUMNS, EDGES, ROWS, overlaps, span_of, within
from tests.google.structure_follow import follow
from tests.google.structure_paste import Copy, copy_paste
from tests.google.structure_refs import living
from tests.google.structure_sheets import add_sheet, delete_sheet, duplicate_sheet, retitle
from tests.google.structure_sort import sort

__all__ = [
    "COLUMNS", "EDGES", "ROWS", "Copy", "add_sheet", "box", "clear", "clipped", "copy_paste",
    "cut_paste", "delete", "delete_sheet", "duplicate_sheet", "followed", "frozen_after", "grow",
    "holds", "insert", "living", "move", "overlaps", "retitle", "room", "sort", "span_of",
    "strip", "used", "within",
]  # fmt: skip

CELL_LIMIT = 10_000_000


def followed(book: Spreadsheet, change: Any) -> None:
    """Let everything in the workbook follow a change."""
    for sheet in book.sheets:
        follow(sheet, change)
    moved = ((key, name, change.rect(rect)) for key, (name, rect) in book.named.items())
    book.named = {key: (name, rect) for key, name, rect in moved if rect is not None}
    refs.follow(book, change)


def insert(  # noqa: PLR0913, PLR0917
    book: Spreadsheet,
    sheet: Sheet,
    dimension: str,
    start: int,
    count: int,
    *,
    inherit: bool = False,
) -> None:
    """Insert rows or columns; sizes and formats are those of what is before, or else behind."""
    grow(book, sheet, dimension, count, at=start)
    model = start - 1 if inherit else start + count
    _style(sheet, dimension, (start, start + count), model)
    if start < _frozen(sheet, dimension):
        _freeze(sheet, dimension, _frozen(sheet, dimension) + count)
    change = changes.Inserted(sheet.id, dimension, start, start + count)
    followed(book, change)


def grow(  # noqa: PLR0913
    book: Spreadsheet, sheet: Sheet, dimension: str, count: int, *, at: int | None = None
) -> None:
    """Put in plain rows or columns, at the end unless told where; nothing follows yet."""
    room(book, count * len(sheet.columns if dimension == ROWS else sheet.rows))
    things = sheet.dimensions(dimension)
    at = len(things) if at is None else at
    if dimension == ROWS:
        things[at:at] = [Row() for _ in range(count)]
        return
    things[at:at] = [Column() for _ in range(count)]
    for row in sheet.rows:
        if at < len(row.cells):
            row.cells[at:at] = [None] * count


def room(book: Spreadsheet, cells: int) -> None:
    """Refuse more cells than a workbook may hold."""
    if cells > 0 and cells + sum(len(s.rows) * len(s.columns) for s in book.sheets) > CELL_LIMIT:
        raise invalid(
            "This action would increase the number of cells in the workbook "
            f"above the limit of {CELL_LIMIT} cells."
        )


def delete(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:  # noqa: PLR0913, PLR0917
    """Delete rows or columns with all that is on them."""
    del sheet.dimensions(dimension)[start:end]
    if dimension == COLUMNS:
        for row in sheet.rows:
            del row.cells[start:end]
    _freeze(sheet, dimension, frozen_after(sheet, dimension, start, end))
    change = changes.Deleted(sheet.id, dimension, start, end)
    followed(book, change)


def move(book: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int, to: int) -> None:  # noqa: PLR0913, PLR0917
    """Move rows or columns before what is at ``to`` now."""
    if start <= to <= end:
        return
    _shove(sheet.dimensions(dimension), start, end, to)
    if dimension == COLUMNS:
        for row in sheet.rows:
            row.cells.extend([None] * (max(end, to) - len(row.cells)))
            _shove(row.cells, start, end, to)
    change = changes.Moved(sheet.id, dimension, start, end, to=to)
    followed(book, change)


def _shove(things: list[object], start: int, end: int, to: int) -> None:
    taken = things[start:end]
    del things[start:end]
    at = to if to <= start else to - (end - start)
    things[at:at] = taken


def cut_paste(book: Spreadsheet, source: Rect, row: int, column: int, to_sheet: Sheet) -> None:  # noqa: PLR0913, PLR0917
    """Move cells, as cut and paste do: rows stay, what refers to the cells follows them."""
    sheet = book.by_id(source.sheet)
    top, bottom, left, right = box(source, sheet)
    taken = [[line.cell(i) for i in range(left, right)] for line in sheet.rows[top:bottom]]
    merges = [m for m in sheet.merges if changes.within(m, source)]
    sheet.merges = [m for m in sheet.merges if m not in merges]
    cut = Rect(sheet.id, top, bottom, left, right)
    change = changes.Cut(cut, row - top, column - left, to_sheet.id)
    _lay(sheet, top, left, [[None] * (right - left)] * (bottom - top))
    _lay(to_sheet, row, column, taken)
    to_sheet.merges = to_sheet.merges + [change.rect(merge) for merge in merges]
    followed(book, change)


def _lay(sheet: Sheet, row: int, column: int, block: list[list[Cell | None]]) -> None:
    width = len(sheet.columns)
    for line, cells in zip(sheet.rows[row:], block, strict=False):
        for index, cell in enumerate(cells, column):
            if index < width:
                line.put(index, cell)


def _style(sheet: Sheet, dimension: str, span: tuple[int, int], model: int) -> None:
    """Give new rows or columns the size and the formats of one that was there."""
    things = sheet.dimensions(dimension)
    if not 0 <= model < len(things):
        return
    for thing in things[slice(*span)]:
        thing.size = things[model].size
    if dimension == COLUMNS:
        _style_columns(sheet, span, model)
        return
    looks = [_look(cell) for cell in things[model].cells]
    for row in things[slice(*span)] if any(looks) else ():
        row.cells = [look and look.copy() for look in looks]


def _style_columns(sheet: Sheet, span: tuple[int, int], model: int) -> None:
    for row in sheet.rows:
        look = _look(row.cell(model))
        for index in range(*span) if look else ():
            row.put(index, look.copy())


def _look(cell: Cell | None) -> Cell | None:
    if cell is None or not (cell.format or cell.validation):
        return None
    return Cell(format=cell.format, validation=cell.validation)


def frozen_after(sheet: Sheet, dimension: str, start: int, end: int) -> int:
    """Return how many frozen rows or columns are left when some are deleted."""
    frozen = _frozen(sheet, dimension)
    return frozen - max(0, min(end, frozen) - start)


def _frozen(sheet: Sheet, dimension: str) -> int:
    return sheet.frozen_rows if dimension == ROWS else sheet.frozen_columns


def _freeze(sheet: Sheet, dimension: str, count: int) -> None:
    setattr(sheet, "frozen_rows" if dimension == ROWS else "frozen_columns", count)
