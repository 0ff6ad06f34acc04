"""Requests about rows and columns, and those that push cells aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tests.google import structure as st
from tests.google.batch_fields import paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.state import Dimension, Rect, Sheet

WORD = {st.ROWS: "row", st.COLUMNS: "column"}


class Strip(NamedTuple):
    """Rows or columns of a sheet, by indexes from 0 with the end excluded."""

    sheet: Sheet
    dimension: str
    start: int
    end: int

    def rect(self) -> Rect:
        """Return the cells of it."""
        return st.strip(self.sheet, self.dimension, self.start, self.end)

    def lines(self) -> list[Dimension]:
        """Return the rows or columns themselves."""
        return self.sheet.dimensions(self.dimension)[self.start : self.end]


def strip(job: Job, spec: Spec | None) -> Strip:
    """Return what a DimensionRange means; its end may lie beyond the grid."""
    given = spec or {}
    sheet = job.grid(given.get("sheetId"))
    dimension = given.get("dimension", "")
    if dimension not in WORD:
        raise invalid("No dimension specified.")
    start = given.get("startIndex", 0)
    end = given.get("endIndex", max(start, len(sheet.dimensions(dimension))))
    if start < 0 or end < start:
        raise invalid(f"range.endIndex[{end}] must be after range.startIndex[{start}].")
    return Strip(sheet, dimension, start, end)


def insert(job: Job, spec: Spec) -> Reply:
    """Insert rows or columns (insertDimension)."""
    new, inherit = strip(job, spec.get("range")), spec.get("inheritFromBefore", False)
    size = len(new.sheet.dimensions(new.dimension))
    if new.start > size:
        raise invalid(f"range.startIndex is larger than current grid size ({size})")
    if new.start == size and not inherit:
        grid = "must be less than the grid size if inheritFromBefore is false."
        raise invalid(f"range.startIndex {grid}")
    if inherit and not new.start:
        raise invalid("inheritFromBefore requires a range.startIndex greater than 0.")
    _check_inside(job, new)
    job.structural(new.sheet, new.dimension)
    count = new.end - new.start
    st.insert(job.book, new.sheet, new.dimension, new.start, count, inherit=inherit)


def _check_inside(job: Job, new: Strip) -> None:
    """Refuse to part a protected area in two, or to lengthen one that has no end."""
    for entry in new.sheet.protected:
        start, end = st.span_of(entry["rect"], new.dimension)
        endless = start is None and end is None
        inside = (start or 0) < new.start and (end is None or new.start < end)
        if endless or inside:
            job.check_edit(new.sheet, entry["rect"])


def delete(job: Job, spec: Spec) -> Reply:
    """Delete rows or columns (deleteDimension)."""
    sheet, dimension, start, end = old = strip(job, spec.get("range"))
    size, word = len(sheet.dimensions(dimension)), WORD[dimension]
    if end > size:
        raise invalid(
            f"Cannot delete a {word} that doesn't exist. Tried to delete {word} index "
            f"{max(start, size)} but there are only {size} {word}s."
        )
    check_left(sheet, dimension, start, end)
    job.check_edit(sheet, old.rect())
    job.structural(sheet, dimension)
    st.delete(job.book, sheet, dimension, start, end)


def check_left(sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Refuse to delete rows or columns if no other that is not frozen would be left."""
    left = len(sheet.dimensions(dimension)) - (end - start)
    if not left:
        raise invalid(f"You can't delete all the {WORD[dimension]}s on the sheet.")
    if left <= st.frozen_after(sheet, dimension, start, end):
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {WORD[dimension]}s.")


def move(job: Job, spec: Spec) -> Reply:
    """Move rows or columns (moveDimension)."""
    sheet, dimension, start, end = old = strip(job, spec.get("source"))
    to, size = spec.get("destinationIndex", 0), len(sheet.dimensions(dimension))
    if end > size or to > size:
        raise invalid(f"Cannot move a {WORD[dimension]} that doesn't exist.")
    _check_merges(sheet, old, to)
    job.check_edit(sheet, old.rect())
    job.structural(sheet, dimension)
    st.move(job.book, sheet, dimension, start, end, to)


def _check_merges(sheet: Sheet, old: Strip, to: int) -> None:
    word = WORD[old.dimension]
    for merge in sheet.merges:
        first, last = st.span_of(merge, old.dimension)
        if first < to < last:
            raise invalid(
                f"Sorry, it is not possible to move a {word} to a position that crosses "
                "a merged cell. Please unmerge and try again."
            )
        if any(first < edge < last for edge in (old.start, old.end)):
            raise invalid(
                f"Sorry, it is not possible to move part of a merged {word}. "
                "Please unmerge and try again."
            )


def append(job: Job, spec: Spec) -> Reply:
    """Add rows or columns at the end (appendDimension)."""
    sheet, dimension = job.grid(spec.get("sheetId")), spec.get("dimension", "")
    if dimension not in WORD:
        raise invalid("No dimension specified.")
    if spec.get("length", 0) < 1:
        raise invalid("length must be greater than 0.")
    if any(entry["rect"] == Rect(sheet.id) for entry in sheet.protected):
        job.check_edit(sheet, Rect(sheet.id))
    st.grow(job.book, sheet, dimension, spec["length"])


def update(job: Job, spec: Spec) -> Reply:
    """Change sizes and hide rows or columns (updateDimensionProperties)."""
    if "dataSourceSheetRange" in spec:
        raise invalid("Data source sheets are not supported by this server.")
    old, wanted = strip(job, spec.get("range")), spec.get("properties", {})
    job.undo.lines(old.lines())
    names = [path[0] for path in paths(spec.get("fields"), "DimensionProperties")]
    if "developerMetadata" in names and "developerMetadata" in wanted:
        raise invalid("Developer metadata cannot be set through dimension properties.")
    if wanted.get("pixelSize", 0) < 0:
        raise invalid("pixelSize must be non-negative.")
    for line in old.lines():
        _dress(line, names, wanted)


def _dress(line: Dimension, names: list[str], wanted: Spec) -> None:
    if "pixelSize" in names:
        line.size = wanted.get("pixelSize") or type(line)().size
    if "hiddenByUser" in names:
        line.hidden_by_user = wanted.get("hiddenByUser", False)


def auto_resize(job: Job, spec: Spec) -> Reply:
    """Let rows or columns be as large as what they hold (autoResizeDimensions)."""
    old = strip(job, spec.get("dimensions"))
    job.undo.lines(old.lines())
    for index, line in enumerate(old.lines(), old.start):
        if old.dimension == st.ROWS:
            line.size = type(line)().size
        else:
            line.size = _width(row.cell(index) for row in old.sheet.rows)


def _width(cells: Iterable[object]) -> int:
    """Guess how many pixels the longest text of a column takes."""
    lengths = (len(str(c.value)) for c in cells if c is not None and c.value is not None)
    longest = max(lengths, default=0)
    return longest * 7 + 14 if longest else 100


def insert_range(job: Job, spec: Spec) -> Reply:
    """Push cells aside to make room (insertRange)."""
    rect, dimension = _shifting(job, spec)
    sheet = job.book.by_id(rect.sheet)
    start, end = st.span_of(rect, dimension)
    size = end - start
    moving = _behind(sheet, rect, dimension, start)
    lost = st.used(sheet, moving, dimension) + size - len(sheet.dimensions(dimension))
    if lost > 0:
        st.grow(job.book, sheet, dimension, lost)
    last = {st.EDGES[dimension][1]: len(sheet.dimensions(dimension)) - size}
    to = {d: st.span_of(rect, d)[0] + (size if d == dimension else 0) for d in WORD}
    st.cut_paste(job.book, replace(moving, **last), to[st.ROWS], to[st.COLUMNS], sheet)


def delete_range(job: Job, spec: Spec) -> Reply:
    """Take cells out and let those behind move up (deleteRange)."""
    rect, dimension = _shifting(job, spec)
    sheet = job.book.by_id(rect.sheet)
    st.clear(sheet, rect)
    behind = _behind(sheet, rect, dimension, st.span_of(rect, dimension)[1])
    st.cut_paste(job.book, behind, rect.top, rect.left, sheet)


def _shifting(job: Job, spec: Spec) -> tuple[Rect, str]:
    dimension = spec.get("shiftDimension", "")
    if dimension not in WORD:
        raise invalid("No shiftDimension specified.")
    rect = job.rect(spec.get("range"))
    sheet = job.book.by_id(rect.sheet)
    closed = st.clipped(rect, sheet)
    job.check_edit(sheet, _behind(sheet, closed, dimension, st.span_of(closed, dimension)[0]))
    job.structural(sheet)
    return closed, dimension


def _behind(sheet: Sheet, rect: Rect, dimension: str, start: int) -> Rect:
    first, last = st.EDGES[dimension]
    return replace(rect, **{first: start, last: len(sheet.dimensions(dimension))})


HANDLERS = {
    "insertDimension": insert,
    "deleteDimension": delete,
    "moveDimension": move,
    "appendDimension": append,
    "updateDimensionProperties": update,
    "autoResizeDimensions": auto_resize,
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
