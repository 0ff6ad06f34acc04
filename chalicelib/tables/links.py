"""Links: where a browser shows the place that a problem names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.model.problem import Problem, Rank
from chalicelib.tables.cell import folded
from chalicelib.tables.layout import letters
from chalicelib.tables.parse import Parsed


def linked(problems: Sequence[Problem], parsed: Mapping[str, Parsed[Any]]) -> list[Problem]:
    """Return the problems, those of the layout with a link to their place where there is one."""
    front = next((tab.grid.link.partition("#")[0] for tab in parsed.values()), "")
    return [_linked(p, parsed, front) if p.rank is Rank.LAYOUT and front else p for p in problems]


def _linked(problem: Problem, parsed: Mapping[str, Parsed[Any]], front: str) -> Problem:
    tab = parsed.get(problem.tab)
    if tab is None:
        return problem._replace(link=front)
    place = _place(problem, tab)
    return problem._replace(link=f"{tab.grid.link}&range={place}" if place else tab.grid.link)


def _place(problem: Problem, tab: Parsed[Any]) -> str:
    """Return the cell, else the whole row or column, as a range; empty for the whole tab."""
    column, row = _letters(problem.column, tab), problem.row or tab.rows.get(problem.id, 0)
    if column and row:
        return f"{column}{row}"
    one = column or (str(row) if row else "")
    return f"{one}:{one}" if one else ""


def _letters(column: str, tab: Parsed[Any]) -> str:
    """Return where a column stands, the first of a doubled one; empty if it is lost."""
    headings = tab.grid.rows[0] if tab.grid.rows else ()
    named = (n for n, cell in enumerate(headings) if tab.table.headings.get(folded(cell)) == column)
    index = tab.at.get(column, next(named, -1))
    return letters(index) if column and index >= 0 else ""
