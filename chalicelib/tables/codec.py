"""A codec: how one kind of cell is read into a value and written back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.word import Language, Phrase, Word
from chalicelib.tables.cell import Cell


class Locale(NamedTuple):
    """How a workbook writes: its language, the zone of its wall clock, its own currency."""

    language: Language = Language.EN
    zone: ZoneInfo = ZoneInfo("UTC")
    currency: str = "USD"


class Shape(StrEnum):
    """What kind of cell a column holds; the templates format by it."""

    TEXT = "text"
    ID = "id"
    INSTANT = "instant"
    AMOUNT = "amount"
    WHOLE = "whole number"
    CHOICE = "choice"
    YES_NO = "yes/no"
    SPAN = "duration"


Noted = dict[Cell, Phrase]
"""Cells that were read, but of which something odd must be said."""
Read = Callable[[Cell], Any]
Write = Callable[[Any], Cell]
Whole = Callable[[Sequence[Cell]], "list[Any] | None"]
"""Reads a column at once; None where a cell needs to be looked at by itself."""


@dataclass(frozen=True)
class Codec:
    """Reads a cell into a value and writes it back, bound to a workbook's locale.

    Reading raises Unreadable; an empty cell reads as ``empty``.
    """

    shape: Shape
    reader: Callable[[Locale, Noted], Read]
    writer: Callable[[Locale], Write]
    empty: Any = None
    choices: Iterable[Word] | None = None
    whole: Callable[[Read], Whole] | None = None
    """How a reader of this codec reads an ordinary column at once."""


class Memo(dict[Cell, Any]):
    """Readings by cell: columns of few values are read once per value."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = self._read(cell)
        return value
