"""One block of values to be written: checked first, written later, and accounted for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from tests.google import a1
from tests.google.access import check_editable, guarded
from tests.google.fault import invalid
from tests.google.state import Rect, Sheet, Spreadsheet, World
from tests.google.value_in import RAW, USER_ENTERED, put
from tests.google.value_out import dimension, value_range

LONGEST = 50_000
TOO_LONG = f"Your input contains more than the maximum of {LONGEST} characters in a single cell."


@dataclass(slots=True)
class Block:
    """Values for a place, by rows; None leaves a cell as it is."""

    sheet: Sheet
    rect: Rect
    """The range that was asked for."""
    top: int
    left: int
    values: Sequence[Sequence[Any]]
    major: str
    rows: set[int] = field(default_factory=set)
    """Rows that get a value."""
    columns: set[int] = field(default_factory=set)
    cells: int = 0
    """How many cells get a value."""

    @property
    def written(self) -> Rect:
        """The rectangle from the first value to the last; what was asked for if there are none."""
        width = max(map(len, self.values), default=0)
        if not width:
            return self.rect
        bottom, right = self.top + len(self.values), self.left + width
        return Rect(self.sheet.id, self.top, bottom, self.left, right)

    def write(self, book: Spreadsheet, option: str) -> None:
        """Let the cells hold the values."""
        rows = self.sheet.rows
        for index, values in enumerate(self.values, self.top):
            put(rows[index], self.left, values, book, option)


def input_option(options: Mapping[str, Any]) -> str:
    """Return how values are to be read; 400 if that was not said."""
    option = options.get("valueInputOption")
    if option not in {RAW, USER_ENTERED}:
        raise invalid("'valueInputOption' is required but not specified")
    return option


def plan(book: Spreadsheet, rect: Rect, asked: str, spec: Mapping[str, Any]) -> Block:
    """Return the block of values for a rectangle, once it is sure that they fit and are allowed.

    One cell is only where writing begins; more of them bound it.
    """
    sheet = a1.check_limits(rect, book)
    block = block_at(sheet, rect, spec)
    height, width = _room(rect, sheet)
    for index, row in enumerate(block.values):
        number = rect.top or 0
        if index >= height:
            raise invalid(_outside(asked, f"row [{number + index + 1}]"))
        if len(row) > width:
            raise invalid(_outside(asked, f"column [{a1.column_name(block.left + width)}]"))
    return block


def block_at(sheet: Sheet, rect: Rect, spec: Mapping[str, Any]) -> Block:
    """Return the block of values that begins where a rectangle does, its values checked."""
    major = dimension(spec)
    values = spec.get("values", [])
    rows = values if major == "ROWS" else [*zip_longest(*values)]
    block = Block(sheet, rect, rect.top or 0, rect.left or 0, rows, major)
    for index, row in enumerate(rows):
        _check_row(index, row)
        _count(block, index, row)
    return block


def _room(rect: Rect, sheet: Sheet) -> tuple[int, int]:
    """Return how many rows and columns may be written."""
    top, bottom, left, right = a1.bounded(rect, sheet)
    if (bottom - top, right - left) == (1, 1):
        return len(sheet.rows) - top, len(sheet.columns) - left
    return bottom - top, right - left


def _outside(asked: str, where: str) -> str:
    return f"Requested writing within range [{asked}], but tried writing to {where}"


def _check_row(index: int, row: Sequence[Any]) -> None:
    """Refuse what no cell can hold."""
    for column, value in enumerate(row):
        if value.__class__ is str:
            if len(value) > LONGEST:
                raise invalid(TOO_LONG)
        elif value.__class__ in {list, dict}:
            raise invalid(f"Invalid values[{index}][{column}]: {_nested(value)}")


def _nested(value: Any) -> str:
    kind = "list_value" if isinstance(value, list) else "struct_value"
    return f"{kind} {json.dumps(value, ensure_ascii=False)}"


def _count(block: Block, index: int, row: Sequence[Any]) -> None:
    empty = row.count(None)
    if len(row) == empty:
        return
    block.cells += len(row) - empty
    block.rows.add(block.top + index)
    first = block.left
    if empty:
        block.columns.update(first + i for i, value in enumerate(row) if value is not None)
    else:
        block.columns.update(range(first, first + len(row)))


def check_allowed(world: World, book: Spreadsheet, block: Block) -> None:
    """Refuse a block that writes to a cell which is protected from the caller."""
    sheet = block.sheet
    if not guarded(world, book, sheet.id):
        return
    for row, values in enumerate(block.values, block.top):
        for column, value in enumerate(values, block.left):
            if value is not None:
                check_editable(world, book, sheet.id, (row, row + 1, column, column + 1))


def report(book: Spreadsheet, block: Block, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the UpdateValuesResponse of a block that was written; noughts are left out."""
    answer: dict[str, Any] = {
        "spreadsheetId": book.id,
        "updatedRange": a1.show(block.written, book),
        **counts("updated", block),
    }
    if options.get("includeValuesInResponse"):
        answer["updatedData"] = _echo(book, block, options)
    return answer


def counts(word: str, *blocks: Block) -> dict[str, int]:
    """Return how many rows, columns and cells got a value; each row and column counts once."""
    figures = {
        "Rows": len({(b.sheet.id, row) for b in blocks for row in b.rows}),
        "Columns": len({(b.sheet.id, column) for b in blocks for column in b.columns}),
        "Cells": sum(block.cells for block in blocks),
    }
    return {word + name: figure for name, figure in figures.items() if figure}


def totals(blocks: Sequence[Block]) -> dict[str, int]:
    """Return the totals of a batch."""
    sheets = len({block.sheet.id for block in blocks if block.cells})
    return counts("totalUpdated", *blocks) | ({"totalUpdatedSheets": sheets} if sheets else {})


def _echo(book: Spreadsheet, block: Block, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return all values of the range that was asked for, also those that were not written."""
    top, bottom, left, right = a1.bounded(block.rect, block.sheet)
    rect = block.written if (bottom - top, right - left) == (1, 1) else block.rect
    rendering = {
        "majorDimension": block.major,
        "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
        "dateTimeRenderOption": options.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    }
    return value_range(rect, book, rendering)
