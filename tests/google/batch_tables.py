"""Requests about tables."""

from __future__ import annotations

from tests.google import structure as st
from tests.google.a1 import to_grid
from tests.google.batch_fields import masked, paths
from tests.google.batch_job import Job, Reply, Spec
from tests.google.fault import invalid
from tests.google.state import Rect, Sheet
from tests.google.structure_follow import rect_of
from tests.google.values import set_value


def add(job: Job, spec: Spec) -> Reply:
    """Make a table of a range (addTable)."""
    given = spec.get("table", {})
    sheet, rect = job.block(given.get("range"))
    name = given.get("name") or f"Table{1 + sum(len(s.tables) for s in job.book.sheets)}"
    wanted = given.get("tableId") or str(job.new_id())
    _check(job, sheet, (wanted, name, rect))
    table = {**given, "tableId": wanted, "name": name, "range": to_grid(rect)}
    table["columnProperties"] = _columns(job, sheet, rect, given.get("columnProperties", []))
    sheet.tables = [*sheet.tables, table]
    return {"table": table}


def _check(job: Job, sheet: Sheet, new: tuple[str, str, Rect], but: Spec | None = None) -> None:
    wanted, name, rect = new
    tables = [table for s in job.book.sheets for table in s.tables if table is not but]
    if any(table["tableId"] == wanted for table in tables):
        raise invalid(f"A table with id {wanted} already exists.")
    if any(table["name"].lower() == name.lower() for table in tables):
        raise invalid(f"A table with the name {name} already exists.")
    here = [rect_of(table["range"]) for table in sheet.tables if table is not but]
    if any(st.overlaps(other, rect) for other in here):
        raise invalid("A table cannot overlap another one.")


def _columns(job: Job, sheet: Sheet, rect: Rect, given: list[Spec]) -> list[Spec]:
    """Return the columns of a table: headings are taken from the cells, or written there."""
    known = {column.get("columnIndex", 0): column for column in given}
    columns = []
    for index in range(rect.right - rect.left):
        column = dict(known.get(index, {}))
        there = sheet.value(rect.top, rect.left + index)
        name = column.get("columnName") or str(there or f"Column {index + 1}")
        if name != there:
            set_value(sheet, rect.top, rect.left + index, name, job.book, "RAW")
        place = {"columnIndex": index} if index else {}
        columns.append({**column, **place, "columnName": name})
    return columns


def update(job: Job, spec: Spec) -> Reply:
    """Change a table (updateTable)."""
    given = spec.get("table", {})
    sheet, old = _find(job, given.get("tableId"))
    new = masked(old, given, paths(spec.get("fields"), "Table"))
    _, rect = job.block(new.get("range"))
    if rect.sheet != sheet.id:
        raise invalid("A table cannot be moved to another sheet.")
    _check(job, sheet, (old["tableId"], new.get("name", ""), rect), but=old)
    columns = _columns(job, sheet, rect, new.get("columnProperties", []))
    new |= {"tableId": old["tableId"], "range": to_grid(rect), "columnProperties": columns}
    sheet.tables = [new if table is old else table for table in sheet.tables]


def delete(job: Job, spec: Spec) -> Reply:
    """Delete a table with all that is in it (deleteTable)."""
    sheet, old = _find(job, spec.get("tableId"))
    _, rect = job.block(old["range"])
    st.clear(sheet, rect)
    sheet.tables = [table for table in sheet.tables if table is not old]


def _find(job: Job, wanted: str | None) -> tuple[Sheet, Spec]:
    for sheet in job.book.sheets:
        for table in sheet.tables:
            if table["tableId"] == wanted:
                job.undo.sheet(sheet)
                return sheet, table
    raise invalid(f"No table with id: {wanted or ''}")


HANDLERS = {"addTable": add, "updateTable": update, "deleteTable": delete}
