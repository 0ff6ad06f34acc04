"""What formulas reckon with: scalars, areas of a tab, arrays; and how one passes for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import repeat
from typing import Any, Self

from tests.google.a1 import bounded
from tests.google.entry import displayed, number_of
from tests.google.formula_tokens import Reference
from tests.google.state import CellError, Rect, Sheet


class FormulaError(CellError):
    """An error as a value, with its reason in Google's words."""

    __slots__ = ("reason",)

    def __new__(cls, word: str, reason: str = "") -> Self:
        """Make one."""
        problem = super().__new__(cls, word)
        problem.reason = reason
        return problem


class FailedError(Exception):
    """A formula cannot go on; carries the FormulaError."""

    def __init__(self, word: str, reason: str = "") -> None:
        super().__init__(word, reason)
        self.problem = FormulaError(word, reason)


@dataclass(frozen=True, slots=True)
class Array:
    """A rectangle of scalars."""

    rows: list[list[Any]]

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def grid(self) -> Array:
        """Return itself: an area would be read here."""
        return self


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a tab, within its grid; its formulas have been worked out."""

    sheet: Sheet
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return self.right - self.left

    def grid(self) -> Array:
        """Return the values that stand there."""
        if self.width == 1:
            return Array([[value] for value in self.column(0)])
        columns = range(self.left, self.right)
        return Array([[values[c] for c in columns] for values in self._lines()])

    def column(self, offset: int) -> list[Any]:
        """Return the values of one of its columns."""
        at = self.left + offset
        rows = self.sheet.rows[self.top : self.bottom]
        cells = (row.cells[at] if at < len(row.cells) else None for row in rows)
        return [None if cell is None else cell.value for cell in cells]

    def _lines(self) -> Iterator[list[Any]]:
        width = self.right
        for row in self.sheet.rows[self.top : self.bottom]:
            values = [None if cell is None else cell.value for cell in row.cells[:width]]
            yield values + [None] * (width - len(values)) if len(values) < width else values

    def part(self, top: int, bottom: int, left: int, right: int) -> Area:
        """Return a rectangle within it, by offsets."""
        return Area(
            self.sheet, self.top + top, self.top + bottom, self.left + left, self.left + right
        )


def area_of(sheet: Sheet | None, rect: Rect | Reference) -> Area | None:
    """Return a rectangle of a tab within its grid; None if nothing of it is there."""
    if sheet is None:
        return None
    top, bottom, left, right = bounded(rect, sheet)
    return Area(sheet, top, bottom, left, right) if top < bottom and left < right else None


def is_many(value: Any) -> bool:
    """Return whether a value is an area or an array."""
    return isinstance(value, (Area, Array))


def as_table(value: Any) -> Any:
    """Return an area or array; a single value as an array of its own."""
    return value if is_many(value) else Array([[value]])


def pairs_of(args: tuple[Any, ...], function: str) -> list[tuple[Any, Any]]:
    """Return arguments two by two; one left over is one too few."""
    if len(args) % 2:
        raise FailedError("#N/A", f"Wrong number of arguments to {function}.")
    return list(zip(args[::2], args[1::2], strict=True))


def flat(value: Any) -> list[Any]:
    """Return the scalars in a value, row by row."""
    if not is_many(value):
        return [value]
    if isinstance(value, Area) and value.width == 1:
        return value.column(0)
    return [item for row in value.grid().rows for item in row]


def to_number(value: Any, locale: str) -> float:
    """Return a scalar as a number, as arithmetic takes it."""
    if isinstance(value, CellError):
        raise FailedError(value, getattr(value, "reason", ""))
    if isinstance(value, str):
        found = number_of(value, locale)
        if found is None:
            raise FailedError("#VALUE!", f"'{value}' is a text and cannot be coerced to a number.")
        return found
    return float(value or 0)


def to_text(value: Any, locale: str) -> str:
    """Return a scalar as text, as & takes it."""
    if isinstance(value, CellError):
        raise FailedError(value, getattr(value, "reason", ""))
    if isinstance(value, str):
        return value
    return "" if value is None else displayed(value, None, locale)


def to_truth(value: Any) -> bool:
    """Return a scalar as a truth value, as IF takes it."""
    if isinstance(value, CellError):
        raise FailedError(value, getattr(value, "reason", ""))
    if not isinstance(value, str):
        return bool(value)
    if value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    raise FailedError("#VALUE!", f"'{value}' is a text and cannot be coerced to a boolean.")


def same(one: Any, other: Any) -> bool:
    """Return whether two scalars are equal for a formula: case and kinds of empty are alike."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.casefold() == other.casefold()
    if one is None or other is None:
        return not (one or other)
    return kind(one) == kind(other) and one == other


def kind(value: Any) -> int:
    """Return where a scalar's kind stands in Sheets' order: numbers, texts, truth values."""
    return 1 if isinstance(value, str) else 2 if isinstance(value, bool) else 0


def compare(one: Any, other: Any) -> int:
    """Return -1, 0 or 1 as one scalar comes before, with or after the other."""
    if one is None or other is None:
        one, other = _filled(one, other), _filled(other, one)
    a, b = kind(one), kind(other)
    if a != b:
        return -1 if a < b else 1
    if a == 1:
        one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _filled(value: Any, beside: Any) -> Any:
    """Return what an empty cell is beside another value."""
    if value is not None:
        return value
    return "" if isinstance(beside, str) else False if isinstance(beside, bool) else 0.0


in_order = cmp_to_key(compare)
"""A sort key for scalars."""


def spread(function: Callable[..., Any], args: list[Any]) -> Any:
    """Return the function of scalars over arrays: arrays are gone through side by side."""
    if not any(map(is_many, args)):
        return function(*args)
    grids = [arg.grid() if is_many(arg) else arg for arg in args]
    arrays = [grid for grid in grids if isinstance(grid, Array)]
    height, width = max(a.height for a in arrays), max(a.width for a in arrays)
    columns = [[_column(grid, at, height) for grid in grids] for at in range(width)]
    results = [list(map(function, *column)) for column in columns]
    return Array([list(row) for row in zip(*results, strict=True)])


def _column(grid: Any, at: int, height: int) -> Any:
    """Return one column of an array, as long as it must be; of a scalar, itself again and again."""
    if not isinstance(grid, Array):
        return repeat(grid, height)
    at = 0 if grid.width == 1 else at
    missing = FormulaError("#N/A", "Argument has mismatched size.")
    if at >= grid.width:
        return repeat(missing, height)
    if grid.height == 1:
        return repeat(grid.rows[0][at], height)
    return [row[at] for row in grid.rows] + [missing] * (height - grid.height)
