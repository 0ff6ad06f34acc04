"""Requests that write cells: updateCells, repeatCell, appendCells."""

from __future__ import annotations

from dataclasses import replace

from tests.google import structure as st
from tests.google.batch_data import Writer, writer
from tests.google.batch_job import Job, Reply, Spec, change
from tests.google.fault import invalid
from tests.google.state import Rect, Row, Sheet
from tests.google.structure_follow import rect_of
from tests.google.structure_formula import shift

NOTHING: Spec = {}


def repeat(job: Job, spec: Spec) -> Reply:
    """Write the same into every cell of a range (repeatCell)."""
    write = writer(spec.get("fields"), job.book)
    data = spec.get("cell", {})
    sheet, rect = job.block(spec.get("range"))
    formula = data.get("userEnteredValue", {}).get("formulaValue")
    for down, row in enumerate(sheet.rows[rect.top : rect.bottom]):
        for across, index in enumerate(range(rect.left, rect.right)):
            here = _moved(data, formula, down, across) if formula else data
            change(row, index, lambda cell, here=here: write(cell, here))


def _moved(data: Spec, formula: str, down: int, across: int) -> Spec:
    """Return the data with its formula as a copy that far away has it."""
    return {**data, "userEnteredValue": {"formulaValue": shift(formula, down, across)}}


def update(job: Job, spec: Spec) -> Reply:
    """Write rows of cells (updateCells); what a range has beyond them is cleared."""
    write = writer(spec.get("fields"), job.book)
    rows = [row.get("values", []) for row in spec.get("rows", [])]
    if "range" in spec and "start" in spec:
        raise invalid("Only one of 'start' and 'range' may be set.")
    if "range" in spec:
        sheet, rect = job.block(spec["range"])
        _check_fits(rect, rows)
        width = rect.right - rect.left
        rows += [[]] * (rect.bottom - rect.top - len(rows))
        rows = [cells + [NOTHING] * (width - len(cells)) for cells in rows]
    else:
        sheet, rect = _from(job, spec.get("start"), rows)
    _write(sheet.rows[rect.top : rect.bottom], rect.left, rows, write)


def _from(job: Job, start: Spec | None, rows: list[list[Spec]]) -> tuple[Sheet, Rect]:
    sheet, top, left = job.place(start)
    grid = Rect(sheet.id, top, len(sheet.rows), left, len(sheet.columns))
    _check_fits(grid, rows)
    width = max(map(len, rows), default=0)
    rect = replace(grid, bottom=top + len(rows), right=left + width)
    job.check_edit(sheet, rect)
    job.undo.lines(sheet.rows[rect.top : rect.bottom])
    return sheet, rect


def _check_fits(rect: Rect, rows: list[list[Spec]]) -> None:
    last_row = rect.top + len(rows) - 1
    last_column = rect.left + max(map(len, rows), default=0) - 1
    for word, last, end in (("row", last_row, rect.bottom), ("column", last_column, rect.right)):
        if last >= end:
            raise invalid(
                f"Attempting to write {word}: {end}, beyond the last requested {word} of: {end - 1}"
            )


def _write(lines: list[Row], left: int, rows: list[list[Spec]], write: Writer) -> None:
    for row, cells in zip(lines, rows, strict=False):
        for index, data in enumerate(cells, left):
            change(row, index, lambda cell, data=data: write(cell, data))


def append(job: Job, spec: Spec) -> Reply:
    """Write rows below the last one that holds something, in a grid that grows (appendCells)."""
    write = writer(spec.get("fields"), job.book)
    rows = [row.get("values", []) for row in spec.get("rows", [])]
    if "tableId" in spec:
        _append_to_table(job, spec["tableId"], len(rows))
        return
    sheet = job.grid(spec.get("sheetId"))
    top = st.used(sheet, Rect(sheet.id), st.ROWS)
    rect = Rect(sheet.id, top, top + len(rows), 0, max(map(len, rows), default=0))
    job.check_edit(sheet, rect)
    job.make_room(sheet, rect)
    lines = sheet.rows[rect.top : rect.bottom]
    job.undo.lines(lines)
    _write(lines, 0, rows, write)


def _append_to_table(job: Job, table_id: str, count: int) -> None:
    """Lengthen a table, and lose the values, as Google was measured to do."""
    for sheet in job.book.sheets:
        for table in sheet.tables:
            if table["tableId"] == table_id:
                _lengthen(job, sheet, table, count)
                return
    raise invalid(f"No table with id: {table_id}")


def _lengthen(job: Job, sheet: Sheet, table: Spec, count: int) -> None:
    job.structural(sheet)
    end = rect_of(table["range"]).bottom
    longer = {**table, "range": {**table["range"], "endRowIndex": end + count}}
    sheet.tables = [longer if other is table else other for other in sheet.tables]
    if end + count > len(sheet.rows):
        st.grow(job.book, sheet, st.ROWS, end + count - len(sheet.rows))


HANDLERS = {"updateCells": update, "repeatCell": repeat, "appendCells": append}
