"""Columns compiled: for each value an input can take, the rows that it suits, as one bit a row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Protocol

from chalicelib.model.word import Word, folded_text
from chalicelib.policy.cell import ORDERED, Meaning
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.span import covered, every, points_of

MOST = 16_384
"""Values that a column remembers the rows of."""


class Column(Protocol):
    """The cells below one heading, ready to be asked."""

    def rows(self, value: Any, /) -> int:
        """Return the rows that a value suits; None is unknown."""


def column(mine: Input, cells: Sequence[Meaning]) -> Column:
    """Return the compiled column of an input, one cell for each row."""
    if mine.kind is InputKind.MONEY:
        return Purse(cells)
    if mine.kind in ORDERED:
        return _line(mine, cells)
    return Bag(cells) if mine.kind is InputKind.WORDS else Names(mine, cells)


def bits(rows: Iterable[bool]) -> int:
    """Return one bit for each row of which something is true."""
    return sum(1 << row for row, true in enumerate(rows) if true)


def unknown(cells: Iterable[Meaning]) -> int:
    """Return the rows that an unknown value suits."""
    return bits(cell.anything or (cell.unknown and not cell.negated) for cell in cells)


class Remembered(dict[Any, int]):
    """Rows by the value they were asked for, worked out once for each as long as it is kept."""

    def __init__(self, find: Callable[[Any], int]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, value: Any) -> int:
        found = self.find(value)
        if len(self) >= MOST:
            self.clear()
        self[value] = found
        return found


class Names:
    """Texts, choices, yes and no: a look-up, and a mask for whatever no cell names."""

    def __init__(self, mine: Input, cells: Sequence[Meaning]) -> None:
        self.named = {part for cell in cells for part in cell.parts}
        self.other = bits(cell.anything or cell.negated for cell in cells)
        self.unknown = unknown(cells)
        self.known = {name: _holding(name, cells) for name in self.named}
        self.text = mine.kind is InputKind.TEXT
        self.rows = Remembered(self._rows).__getitem__

    def _rows(self, value: Any) -> int:
        name = folded_text(value) if self.text and value is not None else value
        return self.unknown if name is None or name == "" else self.known.get(name, self.other)


def _holding(name: Any, cells: Iterable[Meaning]) -> int:
    return bits(cell.anything or (name in cell.parts) != cell.negated for cell in cells)


class Line:
    """Values that order: one mask for each segment that the ends in the cells cut off."""

    def __init__(self, cells: Sequence[Meaning]) -> None:
        self.points = points_of(part for cell in cells for part in cell.parts)
        self.unknown = unknown(cells)
        self.masks = _masks([_segments(cell, self.points) for cell in cells], self.points)
        self.rows = Remembered(self.at).__getitem__

    def at(self, value: Any) -> int:
        """Return the rows that a value suits, looked for on the line."""
        if value is None:
            return self.unknown
        points = self.points
        found = bisect_left(points, value)
        return self.masks[2 * found + (found < len(points) and points[found] == value)]


class Days(Line):
    """Lengths of time in whole days."""

    def at(self, value: Any) -> int:
        """Return the rows that a number of days suits; of a timedelta the full days count."""
        return super().at(value.days if isinstance(value, timedelta) else value)


def _line(mine: Input, cells: Sequence[Meaning]) -> Line:
    return Days(cells) if mine.kind is InputKind.DAYS else Line(cells)


def _segments(cell: Meaning, points: Sequence[Any]) -> int:
    if cell.anything:
        return every(points)
    found = covered(cell.parts, points)
    return every(points) ^ found if cell.negated else found


def _masks(segments: Sequence[int], points: Sequence[Any]) -> list[int]:
    """Return the rows of each segment, from the segments of each row.

    A row is switched where its segments begin and end, so the cost is that of the ends.
    """
    switched = [0] * (2 * len(points) + 2)
    for row, found in enumerate(segments):
        for at in _ones(found ^ (found << 1)):
            switched[at] |= 1 << row
    masks, running = [], 0
    for change in switched[:-1]:
        running ^= change
        masks.append(running)
    return masks


def _ones(number: int) -> Iterator[int]:
    while number:
        yield (number & -number).bit_length() - 1
        number &= number - 1


class Purse:
    """Amounts of money: a line for each currency; a test speaks of its own currencies only."""

    def __init__(self, cells: Sequence[Meaning]) -> None:
        self.unknown = unknown(cells)
        self.other = bits(c.anything or (c.negated and not c.parts) for c in cells)
        named = sorted({part.currency for cell in cells for part in cell.parts})
        self.lines = {name: Line([_within(name, cell) for cell in cells]) for name in named}
        self.rows = Remembered(self._rows).__getitem__

    def _rows(self, value: Any) -> int:
        if value is None:
            return self.unknown
        line = self.lines.get(value.currency)
        return self.other if line is None else line.at(value.amount)


NEVER = Meaning()


def _within(currency: str, cell: Meaning) -> Meaning:
    """Return what a cell asks of amounts in one currency."""
    mine = tuple(part for part in cell.parts if part.currency == currency)
    return cell._replace(parts=mine) if mine or not cell.parts else NEVER


class Bag:
    """Sets of words: a row is suited by any of its words, or by the lack of all of them."""

    def __init__(self, cells: Sequence[Meaning]) -> None:
        self.named = {part for cell in cells for part in cell.parts}
        self.unknown = unknown(cells)
        self.always = bits(cell.anything for cell in cells)
        self.shunning = bits(cell.negated for cell in cells)
        self.bare = bits(cell.unknown for cell in cells)
        self.touched = {n: bits(n in cell.parts for cell in cells) for n in self.named}

    def rows(self, value: Any, /) -> int:
        """Return the rows that a set of words suits; an empty one is known to hold nothing."""
        if value is None:
            return self.unknown
        names = [name for word in value if word for name in _names(word)]
        return self.suited(names)

    def suited(self, names: Sequence[Any]) -> int:
        """Return the rows that names suit, as cells name them."""
        touched = 0 if names else self.bare
        for name in names:
            touched |= self.touched.get(name, 0)
        return (touched ^ self.shunning) | self.always


def _names(word: str) -> tuple[Any, ...]:
    """Return a word as a cell may name it: chosen, or as text in either language."""
    if isinstance(word, Word):
        return word, folded_text(word.value), folded_text(word.zh)
    return (folded_text(word),)
