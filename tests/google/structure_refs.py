"""Every formula of a workbook, in cells and in rules, rewritten when what it refers to moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google.state import Cell, Row, Sheet, Spreadsheet
from tests.google.structure_formula import followed, renamed, shift

__all__ = ["follow", "follow_title", "living", "shift"]

Rewrite = Callable[[str, int], str]
"""A formula and the id of the sheet it stands on, to the formula afterwards."""


def follow(book: Spreadsheet, change: Any) -> None:
    """Rewrite every formula after a change, as long as all sheets concerned are in the book."""
    _rewrite(book, lambda formula, home: followed(formula, change, book, home))


def follow_title(book: Spreadsheet, old: str, new: str) -> None:
    """Rewrite every formula after a sheet was given another title."""
    _rewrite(book, lambda formula, _: renamed(formula, old, new))


def _rewrite(book: Spreadsheet, change: Rewrite) -> None:
    """Put every formula through a function; cells and rules are replaced, not changed."""
    for sheet in book.sheets:
        on = _bound(change, sheet.id)
        sheet.conditional = [_rule(rule, on) for rule in sheet.conditional]
        for row, index, cell in living(sheet):
            row.cells[index] = _cell(cell, on)


def _bound(change: Rewrite, home: int) -> Callable[[str], str]:
    return lambda formula: change(formula, home)


def living(sheet: Sheet) -> list[tuple[Row, int, Cell]]:
    """Return the cells that hold a formula or a rule which may refer to other cells."""
    return [
        (row, index, cell)
        for row in sheet.rows
        for index, cell in enumerate(row.cells)
        if cell is not None and (cell.formula or cell.validation)
    ]


def _cell(cell: Cell, change: Callable[[str], str]) -> Cell:
    formula = cell.formula and change(cell.formula)
    rule = cell.validation and _condition(cell.validation, change)
    if formula == cell.formula and rule is cell.validation:
        return cell
    copy = cell.copy()
    copy.formula, copy.validation = formula, rule
    return copy


def _rule(rule: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    condition = rule.get("booleanRule")
    return {**rule, "booleanRule": _condition(condition, change)} if condition else rule


def _condition(holder: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return what holds a condition with the formulas in it rewritten; itself if none changed."""
    condition = holder.get("condition", {})
    before = condition.get("values", ())
    after = [_operand(value, change) for value in before]
    if all(a is b for a, b in zip(after, before, strict=True)):
        return holder
    return {**holder, "condition": {**condition, "values": after}}


def _operand(value: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    text = value.get("userEnteredValue", "")
    if not text.startswith("="):
        return value
    new = change(text)
    return value if new == text else {**value, "userEnteredValue": new}
