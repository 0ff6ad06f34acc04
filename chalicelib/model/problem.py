"""A cell that a person must fix, in the words of the sheet's language."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from chalicelib.model.word import Phrase


class Rank(IntEnum):
    """How much a problem matters; the worst come first."""

    LOW = 1
    """Worth knowing: the desk took a stated reading and went on."""
    CELL = 2
    """One cell cannot be read; what depends on it cannot tell."""
    ROW = 3
    """A whole row is left out."""
    LAYOUT = 4
    """A tab, a heading or a rule is broken; what depends on it stands still."""


class Problem(NamedTuple):
    """What is wrong, where, and what to do about it."""

    tab: str
    """Key of the tab, as in tables/workbook.py."""
    row: int
    """The row as the sheet counts, headings being 1; 0 for the whole tab."""
    column: str
    """Key of the column; empty for the whole row."""
    what: Phrase
    """What is wrong and what to do."""
    rank: Rank = Rank.CELL
    id: str = ""
    """The id of the record in that row, where it has one."""
    link: str = ""
    """Where a browser shows the place; empty where the workbook is a file."""
