"""CellData into cells: which parts a field mask lets a request write, and how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google.batch_conditions import check_rule
from tests.google.batch_fields import Path, colored, masked, paths
from tests.google.batch_job import Spec
from tests.google.fault import invalid
from tests.google.state import Cell, Spreadsheet

LONGEST = 50_000
NOTHING: Spec = {}
Writer = Callable[[Cell, Spec], None]
"""Writes into a new cell what CellData says."""


def writer(fields: str | None, book: Spreadsheet) -> Writer:
    """Return what writes the parts of CellData that a field mask names."""
    where = paths(fields, "CellData")
    unknown = {path[0] for path in where} & {"pivotTable", "dataSourceTable", "chipRuns"}
    if unknown and fields != "*":
        raise invalid(f"Cells with {min(unknown)} are not supported by this server.")
    steps = [step for name, make in STEPS.items() if (step := _step(name, make, where, book))]

    def write(cell: Cell, data: Spec) -> None:
        for step in steps:
            step(cell, data)

    return write


def _step(name: str, make: Any, where: tuple[Path, ...], book: Spreadsheet) -> Writer | None:
    parts = tuple(path for path in where if path[0] == name)
    return make(parts, book) if parts else None


def _value(_: tuple[Path, ...], book: Spreadsheet) -> Writer:
    def write(cell: Cell, data: Spec) -> None:
        cell.formula, cell.reason, cell.spilled = None, "", False
        cell.runs = cell.link = None
        cell.value = _read(cell, data.get("userEnteredValue") or {}, book)

    return write


def _read(cell: Cell, given: Spec, book: Spreadsheet) -> Any:
    """Return the value of an ExtendedValue; a formula is put into the cell."""
    if len(given) > 1:
        raise invalid("A value must be of one type only.")
    for kind, value in given.items():
        if kind == "formulaValue":
            cell.formula, book.formulas = _formula(value), True
            return None
        if kind == "errorValue":
            raise invalid("An error cannot be written as a value.")
        return _plain(value)
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise invalid(
                f"Your input contains more than the maximum of {LONGEST} characters "
                "in a single cell."
            )
        return value or None
    return value if isinstance(value, bool) else float(value)


def _formula(text: str) -> str:
    if not text.startswith("="):
        raise invalid(f"Invalid formula: {text}")
    return text


def _format(parts: tuple[Path, ...], _: Spreadsheet) -> Writer:
    # What was worked out once holds for all cells alike; the key's objects are kept as well,
    # so that their ids stay their own.
    seen: dict[tuple[int, int], tuple[Spec | None, Spec, Spec | None]] = {}
    inner = tuple(path[1:] for path in parts)

    def write(cell: Cell, data: Spec) -> None:
        given = data.get("userEnteredFormat") or NOTHING
        key = id(cell.format), id(given)
        if key not in seen:
            seen[key] = cell.format, given, _dressed(cell.format, given, inner)
        cell.format = seen[key][2]
        if "link" in (cell.format or NOTHING).get("textFormat", ()):
            cell.link = cell.format["textFormat"]["link"].get("uri")

    return write


def _dressed(old: Spec | None, given: Spec, inner: tuple[Path, ...]) -> Spec | None:
    new = colored(given, "CellFormat")
    return (new if () in inner else masked(old, new, inner)) or None


def _simple(attribute: str, name: str) -> Callable[[tuple[Path, ...], Spreadsheet], Writer]:
    def make(_: tuple[Path, ...], __: Spreadsheet) -> Writer:
        return lambda cell, data: setattr(cell, attribute, data.get(name) or None)

    return make


def _validation(_: tuple[Path, ...], __: Spreadsheet) -> Writer:
    def write(cell: Cell, data: Spec) -> None:
        rule = data.get("dataValidation") or None
        cell.validation = rule and check_rule(rule)

    return write


STEPS = {
    "userEnteredValue": _value,
    "userEnteredFormat": _format,
    "note": _simple("note", "note"),
    "textFormatRuns": _simple("runs", "textFormatRuns"),
    "dataValidation": _validation,
}
"""In this order: a value that is written takes the text runs away, which may come anew."""
