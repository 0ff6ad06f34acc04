"""Where cells stand: places like B7, areas like A1:C3, and what no value may be written on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from chalicelib.adapters.xlsx.words import ODD, UnfitError
from chalicelib.tables.cell import Place

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_LETTERS = 26


class Area(NamedTuple):
    """A rectangle of cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def within(self, rows: int, columns: int) -> Iterator[Place]:
        """Yield the places of the area inside a grid of that size."""
        for row in range(self.top, min(self.bottom, rows) + 1):
            for column in range(self.left, min(self.right, columns) + 1):
                yield row, column

    def grown(self, places: Iterable[Place]) -> Area:
        """Return the smallest area that also holds some places."""
        rows, columns = zip((self.top, self.left), (self.bottom, self.right), *places, strict=True)
        return Area(min(rows), min(columns), max(rows), max(columns))

    def over(self, places: Sequence[Place]) -> Iterator[Place]:
        """Yield those of some sorted places that lie inside the area."""
        low = bisect_left(places, (self.top, self.left))
        high = bisect_right(places, (self.bottom, self.right))
        return (place for place in places[low:high] if self.left <= place[1] <= self.right)


@cache
def column_of(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number


@cache
def letters_of(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_of(reference: str) -> Place:
    """Return row and column of a reference such as B7."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise UnfitError(ODD, part=reference)
    return int(found[2]), column_of(found[1].encode())


def area_of(reference: str) -> Area:
    """Return the area of a reference such as A1:C3 or B7."""
    first, _, last = reference.partition(":")
    return Area(*place_of(first), *place_of(last or first))


def swallowed(areas: Iterable[Area], places: Sequence[Place]) -> set[Place]:
    """Return which of some sorted places are swallowed by merged areas."""
    return {p for area in areas for p in area.over(places) if p != (area.top, area.left)}


def covered(areas: Iterable[Area], places: Sequence[Place]) -> set[Place]:
    """Return which of some sorted places lie inside the areas."""
    return {place for area in areas for place in area.over(places)}
