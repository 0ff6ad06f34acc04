"""Requests about merged cells and borders."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google import structure as st
from tests.google.batch_fields import colored
from tests.google.batch_job import Job, Reply, Spec, change
from tests.google.fault import invalid
from tests.google.state import Cell, Rect, Sheet


def merge(job: Job, spec: Spec) -> Reply:
    """Merge cells (mergeCells): only the first one keeps its value."""
    sheet, rect = job.block(spec.get("range"))
    if any(st.overlaps(m, rect) and not st.within(m, rect) for m in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [m for m in sheet.merges if not st.within(m, rect)]
    for part in _parts(rect, spec.get("mergeType", "MERGE_ALL")):
        _merge(sheet, part)


def _parts(rect: Rect, kind: str) -> Iterator[Rect]:
    if kind == "MERGE_ROWS":
        for row in range(rect.top, rect.bottom):
            yield Rect(rect.sheet, row, row + 1, rect.left, rect.right)
    elif kind == "MERGE_COLUMNS":
        for column in range(rect.left, rect.right):
            yield Rect(rect.sheet, rect.top, rect.bottom, column, column + 1)
    else:
        yield rect


def _merge(sheet: Sheet, rect: Rect) -> None:
    if (rect.bottom - rect.top) * (rect.right - rect.left) <= 1:
        return
    sheet.merges = [*sheet.merges, rect]
    spots = [(r, c) for r in range(rect.top, rect.bottom) for c in range(rect.left, rect.right)]
    held = next((spot for spot in spots if st.holds(sheet.cell(*spot))), None)
    if held and held != spots[0]:
        _carry(sheet, held, spots[0])
    for row, column in spots[1:]:
        if st.holds(sheet.cell(row, column)):
            change(sheet.rows[row], column, _empty)


def _carry(sheet: Sheet, held: tuple[int, int], to: tuple[int, int]) -> None:
    source = sheet.cell(*held)

    def take(cell: Cell) -> None:
        cell.value, cell.formula, cell.runs = source.value, source.formula, source.runs

    change(sheet.rows[to[0]], to[1], take)


def _empty(cell: Cell) -> None:
    cell.value = cell.formula = cell.runs = cell.link = None


def unmerge(job: Job, spec: Spec) -> Reply:
    """Part merged cells (unmergeCells)."""
    sheet, rect = job.block(spec.get("range"))
    if any(st.overlaps(m, rect) and not st.within(m, rect) for m in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [m for m in sheet.merges if not st.within(m, rect)]


def borders(job: Job, spec: Spec) -> Reply:
    """Draw borders around and within a range (updateBorders)."""
    sheet, rect = job.block(spec.get("range"))
    lines = {side: _line(spec[side]) for side in SIDES if side in spec}
    for index in range(rect.top, rect.bottom):
        for column in range(rect.left, rect.right):
            drawn = _drawn(lines, rect, index, column)
            if drawn:
                change(sheet.rows[index], column, lambda cell, drawn=drawn: _draw(cell, drawn))


SIDES = ("top", "bottom", "left", "right", "innerHorizontal", "innerVertical")


def _line(border: Spec) -> Spec | None:
    """Return a border as it is kept, None for none; a style tells the width."""
    if border.get("style", "NONE") == "NONE":
        return None
    return {"width": WIDTHS.get(border["style"], 1), **colored(border, "Border")}


WIDTHS = {"SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}


def _drawn(lines: dict[str, Spec | None], rect: Rect, row: int, column: int) -> Spec:
    """Return which lines a cell gets on its sides."""
    wanted = {
        "top": "top" if row == rect.top else "innerHorizontal",
        "bottom": "bottom" if row == rect.bottom - 1 else "innerHorizontal",
        "left": "left" if column == rect.left else "innerVertical",
        "right": "right" if column == rect.right - 1 else "innerVertical",
    }
    return {side: lines[line] for side, line in wanted.items() if line in lines}


def _draw(cell: Cell, drawn: Spec) -> None:
    sides = (cell.format or {}).get("borders", {}) | drawn
    sides = {side: line for side, line in sides.items() if line}
    rest = {key: value for key, value in (cell.format or {}).items() if key != "borders"}
    cell.format = (rest | {"borders": sides} if sides else rest) or None


HANDLERS = {"mergeCells": merge, "unmergeCells": unmerge, "updateBorders": borders}
