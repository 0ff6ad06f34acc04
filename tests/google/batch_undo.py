"""
What a failed batch needs to be undone: copies of just the rows and sheets that it touched.

Whatever is kept in lists and dicts is replaced and not changed in place by the requests of a
batch, so that it is enough to remember which list or dict it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

from tests.google.state import Dimension, Sheet, Spreadsheet


class Undo:
    """Remembers a workbook as it was before the first change of each part."""

    def __init__(self, book: Spreadsheet) -> None:
        self._kept: dict[int, tuple[Any, dict[str, Any]]] = {}
        self.keep(book)

    def sheet(self, sheet: Sheet) -> None:
        """Remember a sheet, but not what its rows and columns hold."""
        self.keep(sheet)

    def lines(self, lines: Iterable[Dimension]) -> None:
        """Remember rows or columns with their cells."""
        for line in lines:
            self.keep(line)

    def whole(self, sheet: Sheet) -> None:
        """Remember everything on a sheet."""
        self.sheet(sheet)
        self.lines(sheet.rows)
        self.lines(sheet.columns)

    def back(self) -> None:
        """Put everything that was remembered back as it was."""
        for thing, values in self._kept.values():
            for name, value in values.items():
                setattr(thing, name, value)

    def keep(self, thing: Any) -> None:
        """Remember one thing's own fields."""
        if id(thing) in self._kept:
            return
        values = {name: getattr(thing, name) for name in _names(type(thing))}
        for name in CHANGED & values.keys():
            values[name] = values[name].copy()
        self._kept[id(thing)] = thing, values


CHANGED = {"rows", "columns", "cells"}
"""The lists that are changed in place after all: they are long."""


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
