"""Reads the asked tabs of a workbook: values by a fast reader, flaws by our own look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import cast

from python_calamine import CalamineWorkbook

from chalicelib.adapters.xlsx.flaws import Flaws
from chalicelib.adapters.xlsx.parts import Parts
from chalicelib.adapters.xlsx.rows import SheetXml
from chalicelib.tables.cell import Cell, Grid


def grids(content: bytes, titles: Mapping[str, Sequence[str]]) -> dict[str, Grid]:
    """Return the asked tabs by key; the reader only meets what was weighed before."""
    parts = Parts(content)
    found = {key: titled(parts.sheets, accepted) for key, accepted in titles.items()}
    flaws = {title: _flaws(parts, title) for title in found.values() if title is not None}
    parts.weigh()
    with CalamineWorkbook.from_object(BytesIO(content)) as book:
        return {k: _grid(book, t, flaws[t]) for k, t in found.items() if t is not None}


def titled(titles: Iterable[str], accepted: Iterable[str]) -> str | None:
    """Return the first tab title that is one of the accepted ones, case and edges aside."""
    wanted = {title.strip().casefold() for title in accepted}
    return next((title for title in titles if title.strip().casefold() in wanted), None)


def _flaws(parts: Parts, title: str) -> Flaws:
    flaws = Flaws(SheetXml(parts.xml(parts.sheets[title])))
    flaws.check_reach(title)
    return flaws


def _grid(book: CalamineWorkbook, title: str, flaws: Flaws) -> Grid:
    sheet = book.get_sheet_by_name(title)
    rows = cast("Sequence[Sequence[Cell]]", sheet.to_python(skip_empty_area=False))
    return Grid(title, rows, flaws.found(len(rows), len(rows[0]) if rows else 0))
