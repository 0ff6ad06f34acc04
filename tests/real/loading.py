"""Records of other desks as a workbook of ours, and what a sweep says of them."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.model.face import BLANK, Face
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language
from chalicelib.ports.ledger import Mode, Recollection
from chalicelib.ports.workbook import Workbook
from chalicelib.runner import Runner
from chalicelib.tables.cell import Cell, Grid, Sheets
from chalicelib.tables.workbook import BY_KEY

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
Row = Mapping[str, Cell]
"""Cells by key of the column."""


def shared(*names: str) -> Path:
    """Return a folder of shared data, or skip the test where it is not at hand."""
    folder = SHARED.joinpath(*names)
    if not folder.is_dir():
        pytest.skip(f"the shared data {'/'.join(names)} is not on this machine")
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of comma-separated values, zipped or plain."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def instant(text: str, form: str) -> datetime | None:
    """Return the wall-clock time of a text in the form of its source, None for none."""
    return datetime.strptime(text, form) if text not in ("", "?") else None  # noqa: DTZ007


def sheets(tabs: Mapping[str, Sequence[Row]]) -> Sheets:
    """Return a workbook of these tabs, as if it had been read."""
    return Sheets({key: _grid(key, rows) for key, rows in tabs.items()}, "")


def _grid(key: str, rows: Sequence[Row]) -> Grid:
    table = BY_KEY[key]
    held = [column.key for column in table.columns]
    cells = [[row.get(key, "") for key in held] for row in rows]
    return Grid(table.name.en, [table.heading_row(Language.EN), *cells], {})


def saved(path: Path, made: Sheets) -> Path:
    """Write a workbook to disk as another program would."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        for grid in made.grids.values():
            sheet = book.add_worksheet(grid.title)
            for number, cells in enumerate(grid.rows):
                sheet.write_row(number, 0, cells)
    return path


class Given:
    """A workbook in memory, for looking only."""

    def __init__(self, made: Sheets) -> None:
        self._made = made

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the tabs that were asked for."""
        return self._made._replace(
            grids={key: grid for key, grid in self._made.grids.items() if key in titles}
        )

    def calls(self) -> Mapping[str, int]:
        """Return no calls."""
        return {}


class Unwritten:
    """A ledger of a desk that never ran."""

    def recall(self) -> Recollection:
        """Return that nothing is known."""
        return Recollection("W-REAL", "", Mode(live=False, since=None), None, (), {}, ())


class Told(NamedTuple):
    """What a sweep says: the face of each record that has a clock, and what is wrong."""

    faces: Mapping[str, Face]
    problems: Sequence[Problem]

    def face(self, name: str) -> Face:
        """Return the face of a record."""
        return self.faces.get(name, BLANK)

    def grave(self) -> list[Problem]:
        """Return problems that keep a row or a rule from counting."""
        return [p for p in self.problems if p.rank > Rank.LOW and p.tab in self._tabs()]

    def _tabs(self) -> Iterable[str]:
        return ("cases", "sla", "hours", "settings")


def sweep(workbook: Workbook | Given, now: datetime) -> Told:
    """Sweep a workbook as of an instant, and write nothing."""
    report = Runner(workbook, Unwritten()).run(sla_sweep, now, dry=True)
    faces = {change.new.id: change.new.face for change in report.plan.changes}
    return Told(faces, report.problems)
