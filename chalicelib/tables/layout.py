"""Layout: where each column of a tab stands today, and which headings are missing or doubled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.table import Column, Table


class Layout(NamedTuple):
    """Where the columns stand, counted from 0, and what is wrong with row 1."""

    at: Mapping[str, int]
    """Position by column key; missing and doubled headings are absent."""
    problems: Sequence[Problem]


def laid_out(table: Table[Any], headings: Sequence[Cell]) -> Layout:
    """Find each column by its heading, in either language and any order."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, cell in enumerate(headings):
        key = table.headings.get(folded(cell))
        if key is not None:
            places[key].append(index)
    at = {key: found[0] for key, found in places.items() if len(found) == 1}
    wrong = [_wrong(table, c, places.get(c.key, [])) for c in table.columns if c.key not in at]
    return Layout(at, wrong)


def letters(index: int) -> str:
    """Return a column's letters as the sheet shows them; 0 is A."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _wrong(table: Table[Any], column: Column, found: list[int]) -> Problem:
    if found:
        columns = ", ".join(letters(index) for index in found)
        what = saying.DOUBLED_HEADING.fill(heading=column.heading, columns=columns)
        return Problem(table.key, 1, column.key, what, Rank.LAYOUT)
    said: Phrase = saying.NO_HEADING if column.needed else saying.OPTIONAL_HEADING
    rank = Rank.LAYOUT if column.needed else Rank.LOW
    return Problem(table.key, 1, column.key, said.fill(heading=column.heading), rank)
