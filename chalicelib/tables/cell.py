"""Cells as a spreadsheet hands them over, and the edits that the desk asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.model.word import Phrase, folded_text


class Serial(float):
    """An instant as sheets store it: days since 1899-12-30 on the sheet's own wall clock."""

    __slots__ = ()


Cell = str | float | int | bool | datetime | date | time | timedelta | None
"""What a cell can hold. Empty is None or ''. Dates come naive, in the sheet's zone."""


class Flaw(StrEnum):
    """Something about a cell that its value does not show."""

    ERROR = "error"
    """The cell shows an error such as #N/A; its value reads as empty."""
    FORMULA = "formula"
    """The value is what a formula last gave; the desk never overwrites a formula."""
    MERGED = "merged"
    """The cell is swallowed by a merged area, and therefore empty."""


Place = tuple[int, int]
"""Row and column as the sheet counts, from 1."""


class Grid(NamedTuple):
    """One tab as read: ``rows[0]`` is row 1, each row padded or cut short by the adapter."""

    title: str
    """The tab's title as it stands in the workbook."""
    rows: Sequence[Sequence[Cell]]
    flaws: Mapping[Place, Flaw]
    link: str = ""
    """Where a browser shows the tab; ``&range=B7`` leads to a cell. Empty for a file."""


class Fault(NamedTuple):
    """Something about the layout that keeps the desk from writing, or spoils what is written."""

    tab: str
    """Key of the tab; empty for the whole workbook."""
    column: str
    """Key of the column; empty for the whole tab."""
    what: Phrase
    shuts: bool = True
    """Whether nothing is written there."""


class Sheets(NamedTuple):
    """All tabs one run asked for, as they stood at one moment."""

    grids: Mapping[str, Grid]
    """By tab key; a tab that is not in the workbook is absent."""
    stamp: str
    """Names the state of the workbook that was read; writing checks it."""
    steady: bool = True
    """Whether rows stand still until the write: those of a file do, of a shared sheet not."""
    faults: Sequence[Fault] = ()


class Patch(NamedTuple):
    """One cell of ours to write, if the row still is the record it was."""

    tab: str
    """Key of the tab."""
    row: int
    column: int
    seen: Cell
    """What the cell held when it was read."""
    value: Cell
    """What it should hold: text, number, bool, Serial; None clears it."""
    id: str = ""
    """The id that stood in that row."""


class Written(NamedTuple):
    """What became of a list of patches."""

    cells: int
    conflicts: Sequence[Patch] = ()
    """Patches that could not be written; the next run tries again."""
    named: int = 0
    """Rows that were given an id, and are records only once that is read."""
    strayed: int = 0
    """Cells that landed on a row that had moved meanwhile, and were put right at once."""
    lost: int = 0
    """Cells of people that were hit while columns changed places, and could not be put back."""


def shown(cell: Cell) -> str:
    """Return a cell as a person would see it, cut to a length fit for a message."""
    text = plain(cell)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004


def plain(cell: Cell) -> str:
    """Return a cell as text: 5.0 as 5, a date as ISO, no blanks around."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(*([" "] if isinstance(cell, datetime) else []))
    return "" if cell is None else str(cell)


def folded(cell: Cell) -> str:
    """Return a word for comparing: full-width signs, case and runs of blanks do not matter."""
    return folded_text(plain(cell))
