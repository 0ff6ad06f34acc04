"""Problems as lines of their tab: where, which cell, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.model.lines import ProblemLine
from chalicelib.model.problem import Problem
from chalicelib.model.word import Language
from chalicelib.tables.layout import letters
from chalicelib.tables.parse import Parsed
from chalicelib.tables.saying import WHOLE_WORKBOOK
from chalicelib.tables.workbook import BY_KEY, TABS

ORDER = {table.key: place for place, table in enumerate(TABS)}


def problem_lines(
    problems: Sequence[Problem], parsed: Mapping[str, Parsed[Any]], language: Language
) -> list[ProblemLine]:
    """Return the lines of the Problems tab: the worst first, then as the sheet goes."""
    placed = {_placed(problem, parsed) for problem in problems}
    ordered = sorted(placed, key=lambda p: (-p.rank, ORDER.get(p.tab, 0), p.row, p.column, p.what))
    return [_line(problem, parsed.get(problem.tab), language) for problem in ordered]


def _placed(problem: Problem, parsed: Mapping[str, Parsed[Any]]) -> Problem:
    """Return the problem with both its row and its record named, as far as they are known."""
    tab = parsed.get(problem.tab)
    if tab is None:
        return problem
    if not problem.row and problem.id:
        return problem._replace(row=tab.rows.get(problem.id, 0))
    if problem.row and not problem.id:
        return problem._replace(id=tab.names.get(problem.row, ""))
    return problem


def _line(problem: Problem, tab: Parsed[Any] | None, language: Language) -> ProblemLine:
    table = BY_KEY.get(problem.tab)
    column = table.fields.get(problem.column) if table else None
    at = tab.at.get(problem.column) if tab else None
    place = f"{letters(at) if at is not None else ''}{problem.row or ''}"
    return ProblemLine(
        tab=(table.name if table else WHOLE_WORKBOOK).said(language),
        place=place,
        record=problem.id,
        column=column.heading.said(language) if column else "",
        what=problem.what.said(language),
    )
