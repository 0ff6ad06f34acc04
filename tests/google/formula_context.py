"""Where a formula stands, and how it gets at values there."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from tests.google.formula_parse import Node
from tests.google.formula_values import Area, Array, FailedError, flat
from tests.google.state import Sheet, Spreadsheet

_OFFSET = re.compile(r"GMT([+-])(\d\d):(\d\d)")


class Recalculation(Protocol):
    """What a formula asks of the recalculation it is part of."""

    memory: dict[Hashable, Any]

    def evaluate(self, ctx: Context, node: Node) -> Any:
        """Return the value of a node."""
        ...

    def settle(self, area: Area) -> None:
        """Work out the formulas that an area's values come from."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """A formula's place, and whether it is worked out for whole arrays."""

    engine: Recalculation
    book: Spreadsheet
    home: Sheet
    row: int
    column_at: int
    array: bool = False

    @property
    def locale(self) -> str:
        """Return the spreadsheet's locale."""
        return self.book.locale

    @property
    def zone(self) -> tzinfo:
        """Return the spreadsheet's time zone."""
        return zone_of(self.book.zone)

    def whole(self) -> Context:
        """Return the same place, with arrays gone through value by value."""
        return self if self.array else replace(self, array=True)

    def evaluate(self, node: Node) -> Any:
        """Return the value of a node: a scalar, an area, or an array."""
        return self.engine.evaluate(self, node)

    def single(self, value: Any) -> Any:
        """Return the one value meant where many cannot be: of a column the one in this row."""
        if isinstance(value, Array):
            return value.rows[0][0] if value.rows else None
        return self._crossing(value) if isinstance(value, Area) else value

    def _crossing(self, area: Area) -> Any:
        row = area.top if area.height == 1 else self.row
        column = area.left if area.width == 1 else self.column_at
        if area.top <= row < area.bottom and area.left <= column < area.right:
            return area.sheet.value(row, column)
        raise FailedError("#VALUE!", "An array value could not be found.")

    def column(self, table: Any, index: int) -> Any:
        """Return one column of an area or array."""
        if isinstance(table, Area):
            return table.part(0, table.height, index, index + 1)
        return Array([[row[index]] for row in table.rows])

    def column_values(self, table: Any, index: int) -> list[Any]:
        """Return the values of one column; read once in a recalculation."""
        column = self.column(table, index)
        return self.remembered(("values", column), lambda: flat(column))

    def remembered(self, key: tuple[Any, ...], work_out: Callable[[], Any]) -> Any:
        """Return what was worked out for this key in this recalculation."""
        hashable = tuple(id(part) if isinstance(part, Array) else part for part in key)
        if hashable not in self.engine.memory:
            self.engine.memory[hashable] = (work_out(), key)
        return self.engine.memory[hashable][0]


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """Return a time zone by its CLDR name, or a fixed one such as GMT-07:00."""
    match = _OFFSET.fullmatch(name)
    if match is None:
        return ZoneInfo(name)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-offset if match[1] == "-" else offset)
