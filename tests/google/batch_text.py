"""Requests that work over the contents of cells: find, split, trim, dedupe, sort, shuffle."""

from __future__ import annotations

import re
from random import Random

from tests.google import structure as st
from tests.google.batch_job import Job, Reply, Spec
from tests.google.entry import shown
from tests.google.fault import invalid
from tests.google.state import Cell, Rect, Row, Sheet, Value
from tests.google.structure_area import cells
from tests.google.values import set_value

DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


def split(job: Job, spec: Spec) -> Reply:
    """Split the texts of a column over the columns to its right (textToColumns)."""
    sheet, rect = job.block(spec.get("source"))
    if rect.right - rect.left != 1:
        raise invalid("The source must be one column wide.")
    texts = [shown(row.cell(rect.left), job.book) for row in sheet.rows[rect.top : rect.bottom]]
    mark = _delimiter(spec, texts)
    parts = [text.split(mark) for text in texts]
    right = rect.left + max(map(len, parts), default=1)
    if right > len(sheet.columns):
        st.grow(job.book, sheet, st.COLUMNS, right - len(sheet.columns))
    job.check_edit(sheet, Rect(sheet.id, rect.top, rect.bottom, rect.left, right))
    for row, words in enumerate(parts, rect.top):
        for column, word in enumerate(words if len(words) > 1 else (), rect.left):
            set_value(sheet, row, column, word.strip(), job.book, "USER_ENTERED")


def _delimiter(spec: Spec, texts: list[str]) -> str:
    kind = spec.get("delimiterType", "")
    if kind == "CUSTOM":
        if not spec.get("delimiter"):
            raise invalid("A custom delimiter must be given.")
        return spec["delimiter"]
    if kind == "AUTODETECT":
        return max(DELIMITERS.values(), key=lambda mark: sum(mark in text for text in texts))
    if kind not in DELIMITERS:
        raise invalid("No delimiter type specified.")
    return DELIMITERS[kind]


def trim(job: Job, spec: Spec) -> Reply:
    """Take needless spaces out of texts (trimWhitespace)."""
    sheet, rect = job.block(spec.get("range"))
    changed = 0
    for row in sheet.rows[rect.top : rect.bottom]:
        for index, cell in cells(row, rect.left, rect.right):
            if isinstance(cell.value, str) and not cell.formula:
                text = re.sub(r"\s+", " ", cell.value).strip()
                changed += text != cell.value
                _hold(row, index, text or None)
    return {"cellsChangedCount": changed}


def _hold(row: Row, index: int, value: Value) -> None:
    cell = row.cell(index).copy()
    cell.value = value
    row.cells[index] = None if cell.bare() else cell


def deduplicate(job: Job, spec: Spec) -> Reply:
    """Take rows out that hold the same as one above (deleteDuplicates); those below move up."""
    sheet, rect = job.block(spec.get("range"))
    columns = _compared(spec, rect)
    seen, kept = set(), []
    for row in sheet.rows[rect.top : rect.bottom]:
        key = tuple(_key(row.cell(index)) for index in columns)
        if key not in seen:
            kept.append([row.cell(index) for index in range(rect.left, rect.right)])
        seen.add(key)
    removed = rect.bottom - rect.top - len(kept)
    _lay(sheet, rect, kept + [[None] * (rect.right - rect.left)] * removed)
    return {"duplicatesRemovedCount": removed}


def _compared(spec: Spec, rect: Rect) -> list[int]:
    given = spec.get("comparisonColumns")
    if not given:
        return list(range(rect.left, rect.right))
    found = [i for s in given for i in range(s.get("startIndex", 0), s.get("endIndex", rect.right))]
    if any(not rect.left <= index < rect.right for index in found):
        raise invalid("The comparison columns must be within the range.")
    return found


def _key(cell: Cell | None) -> tuple[str, Value]:
    """Return what makes a cell the same as another: texts may differ in case."""
    value = None if cell is None else cell.value
    return type(value).__name__, value.casefold() if isinstance(value, str) else value


def _lay(sheet: Sheet, rect: Rect, block: list[list[Cell | None]]) -> None:
    for row, line in zip(sheet.rows[rect.top : rect.bottom], block, strict=True):
        for index, cell in enumerate(line, rect.left):
            row.put(index, cell)


def sort(job: Job, spec: Spec) -> Reply:
    """Sort rows (sortRange)."""
    sheet, rect = job.block(spec.get("range"))
    specs = spec.get("sortSpecs", [])
    for one in specs:
        if not rect.left <= one.get("dimensionIndex", 0) < rect.right:
            raise invalid("The sort column must be within the range.")
    _check_merges(sheet, rect)
    st.sort(job.world, job.book, rect, specs)


def _check_merges(sheet: Sheet, rect: Rect) -> None:
    if any(st.overlaps(m, rect) and m.bottom - m.top > 1 for m in sheet.merges):
        raise invalid("You can't sort a range with vertical merges.")


def shuffle(job: Job, spec: Spec) -> Reply:
    """Put rows into another order (randomizeRange), the same one each time for the same data."""
    sheet, rect = job.block(spec.get("range"))
    span = range(rect.left, rect.right)
    block = [[row.cell(index) for index in span] for row in sheet.rows[rect.top : rect.bottom]]
    Random(len(block)).shuffle(block)  # noqa: S311 - no secrets here
    _lay(sheet, rect, block)


HANDLERS = {
    "textToColumns": split,
    "trimWhitespace": trim,
    "deleteDuplicates": deduplicate,
    "sortRange": sort,
    "randomizeRange": shuffle,
}
