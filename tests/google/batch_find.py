"""The request that finds and replaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.google import structure as st
from tests.google.batch_job import Job, Reply, Spec
from tests.google.entry import shown
from tests.google.fault import invalid
from tests.google.state import Cell, Rect, Row, Sheet
from tests.google.structure_area import cells
from tests.google.values import set_value


@dataclass(slots=True)
class Hunt:
    """A search at work, and what it changed."""

    job: Job
    pattern: re.Pattern[str]
    replacement: str
    formulas: bool
    whole: bool
    blanks: bool
    """Whether blank cells are found too, as those are by a pattern such as ^\\s*$."""
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged",
             "occurrencesChanged"), 0
        )
    )  # fmt: skip

    def sheet(self, sheet: Sheet, rect: Rect) -> None:
        """Replace in a part of a sheet."""
        top, bottom, left, right = st.box(rect, sheet)
        changed = [self._row(sheet, row, left, right) for row in range(top, bottom)]
        self.counts["rowsChanged"] += sum(changed)
        self.counts["sheetsChanged"] += any(changed)

    def _row(self, sheet: Sheet, row: int, left: int, right: int) -> bool:
        line = sheet.rows[row]
        there = range(left, right) if self.blanks else (i for i, _ in cells(line, left, right))
        return sum(self._cell(sheet, row, index) for index in there) > 0

    def _cell(self, sheet: Sheet, row: int, column: int) -> bool:
        old = self._text(sheet.cell(row, column))
        if (
            old is None
            or (not old and not self.blanks)
            or (self.whole and not self.pattern.fullmatch(old))
        ):
            return False
        new, times = self.pattern.subn(self.replacement, old)
        if not times:
            return False
        cell = sheet.cell(row, column)
        formula = cell.formula if cell else None
        self.job.check_edit(sheet, Rect(sheet.id, row, row + 1, column, column + 1))
        set_value(sheet, row, column, new, self.job.book, "USER_ENTERED")
        self.counts["formulasChanged" if formula else "valuesChanged"] += 1
        self.counts["occurrencesChanged"] += times
        return True

    def _text(self, cell: Cell | None) -> str | None:
        """Return what is searched in a cell: its formula only if formulas are wanted."""
        if cell is None or (cell.value is None and not cell.formula):
            return "" if self.blanks else None
        if cell.formula:
            return cell.formula if self.formulas else None
        return None if cell.spilled else shown(cell, self.job.book)


def replace(job: Job, spec: Spec) -> Reply:
    """Find and replace (findReplace)."""
    if not spec.get("find"):
        raise invalid("The text to find must not be empty.")
    pattern = _pattern(spec)
    hunt = Hunt(
        job,
        pattern,
        _replacement(spec),
        spec.get("includeFormulas", False),
        spec.get("matchEntireCell", False),
        bool(spec.get("searchByRegex") and "range" in spec and pattern.fullmatch("")),
    )
    for sheet, rect in _places(job, spec):
        touched = _rows(sheet, rect)
        job.undo.sheet(sheet)
        job.undo.lines(touched)
        hunt.sheet(sheet, rect)
    return {name: count for name, count in hunt.counts.items() if count}


def _rows(sheet: Sheet, rect: Rect) -> list[Row]:
    top, bottom, _, _ = st.box(rect, sheet)
    return sheet.rows[top:bottom]


def _pattern(spec: Spec) -> re.Pattern[str]:
    text = spec["find"] if spec.get("searchByRegex") else re.escape(spec["find"])
    try:
        return re.compile(text, 0 if spec.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"Invalid regular expression: {spec['find']}") from error


def _replacement(spec: Spec) -> str:
    """Return the replacement in Python's terms: $1 is a group only where a pattern searches."""
    text = spec.get("replacement", "").replace("\\", r"\\")
    return re.sub(r"\$(\d)", r"\\\1", text) if spec.get("searchByRegex") else text


def _places(job: Job, spec: Spec) -> list[tuple[Sheet, Rect]]:
    if spec.get("allSheets"):
        return [(sheet, Rect(sheet.id)) for sheet in job.book.sheets]
    if "range" in spec:
        rect = job.rect(spec["range"])
        return [(job.book.by_id(rect.sheet), rect)]
    if "sheetId" not in spec:
        raise invalid("One of 'range', 'sheetId' and 'allSheets' must be set.")
    sheet = job.grid(spec["sheetId"])
    return [(sheet, Rect(sheet.id))]


HANDLERS = {"findReplace": replace}
