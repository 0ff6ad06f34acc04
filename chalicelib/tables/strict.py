"""Strict mode: faces stand on a tab of ours, and people's tabs show them by a lookup.

Nothing of ours is written into a row of people. The lookup stands in the heading of each face's
column and speaks of whole columns, so that no row that is inserted, sorted or dropped shifts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from chalicelib.model.face import BLANK, GARBLED, Face, shows, with_face
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language
from chalicelib.tables import saying
from chalicelib.tables.cell import Flaw, folded, shown
from chalicelib.tables.codec import Locale
from chalicelib.tables.desk_tab import held, looked_up_as
from chalicelib.tables.layout import letters
from chalicelib.tables.parse import Parsed
from chalicelib.tables.workbook import BY_KEY, DESK

LOOKUP = (
    '=ARRAYFORMULA(IF(ROW({id})=1{s}"{heading}"{s}'
    'IFERROR(XLOOKUP("{tab}/"&TRIM({id}){s}{keys}{s}{faces}))))'
)
"""Shows the heading in row 1 and each row's face below; a row without a face shows nothing."""


def strict_formulas(
    places: Mapping[str, Mapping[str, int]], desk: str, language: Language, separator: str = ","
) -> dict[tuple[str, str], str]:
    """Return the formula that the heading of each face's column holds, by tab and column key.

    ``places`` gives each tab's columns by key, from 0; ``desk`` is the title of the Desk tab;
    ``separator`` parts arguments: a semicolon where the locale has a decimal comma.
    """
    faces = {key: _whole(index, desk) for key, index in places.get(DESK.key, {}).items()}
    if not faces.keys() >= DESK.fields.keys():
        return {}
    return {
        (tab, column.key): LOOKUP.format(
            id=_whole(at["id"]),
            s=separator,
            heading=column.heading.said(language).replace('"', '""'),
            tab=tab,
            keys=faces["key"],
            faces=faces[column.key],
        )
        for tab, at in places.items()
        if "id" in at
        for column in BY_KEY[tab].desk
    }


def _whole(index: int, title: str = "") -> str:
    """Return a whole column as a formula names it."""
    quoted = "'" + title.replace("'", "''") + "'!" if title else ""
    return f"{quoted}{letters(index)}:{letters(index)}"


def looked_up(parsed: Mapping[str, Parsed[Any]], locale: Locale) -> list[Problem]:
    """Give each record the face that the Desk tab holds; return what lookups fail to show it."""
    faces = held(parsed.get(DESK.key), locale)
    problems: list[Problem] = []
    for tab in parsed.values():
        if tab.table.faced:
            _say_why_lost(tab)
            twins = alike(tab)
            problems += _twins(tab, twins)
            wrong = {column for r in tab.records for column in _astray(tab, r, faces)}
            problems += [_otherwise(tab, c.key) for c in tab.table.desk if c.key in wrong]
            tab.records = [_faced(tab, record, faces) for record in tab.records]
    return problems


def _faced(tab: Parsed[Any], record: Any, faces: Mapping[str, Face]) -> Any:
    face = faces.get(looked_up_as(tab.table.key, record.id), BLANK)
    return record if record.face == face else with_face(record, face)


def _astray(tab: Parsed[Any], record: Any, faces: Mapping[str, Face]) -> Iterator[str]:
    """Yield the columns of a row that show something else than the Desk tab holds."""
    face = faces.get(looked_up_as(tab.table.key, record.id), BLANK)
    if record.face == face or face is GARBLED:
        return
    for column in tab.table.desk:
        key = column.key
        if key in tab.at and shows(record.face, key) != shows(face, key):
            yield key


def _otherwise(tab: Parsed[Any], column: str) -> Problem:
    heading = tab.table.fields[column].heading
    what = saying.SHOWS_OTHERWISE.fill(heading=heading, desk=DESK.name)
    return Problem(tab.table.key, 1, column, what, Rank.LAYOUT)


def _say_why_lost(tab: Parsed[Any]) -> None:
    """Say of each face's heading that is lost that its lookup is blocked, or gone."""
    blocked = any(row == 1 and flaw is Flaw.ERROR for (row, _), flaw in tab.grid.flaws.items())
    said = saying.LOOKUP_BLOCKED if blocked else saying.LOOKUP_GONE
    lost = {column.key: column for column in tab.table.desk if column.key not in tab.at}
    tab.problems[:] = [
        p._replace(what=said.fill(heading=lost[p.column].heading))
        if p.row == 1 and p.column in lost and not _doubled(tab, p.column)
        else p
        for p in tab.problems
    ]


def _doubled(tab: Parsed[Any], column: str) -> bool:
    headings = tab.grid.rows[0] if tab.grid.rows else ()
    found = (tab.table.headings.get(folded(cell)) for cell in headings)
    return column in found


def alike(tab: Parsed[Any]) -> frozenset[str]:
    """Return the ids, folded, that a lookup cannot tell apart: case means nothing to it."""
    times = Counter(record.id.casefold() for record in tab.records)
    return frozenset(name for name, n in times.items() if n > 1)


def _twins(tab: Parsed[Any], twins: Collection[str]) -> Iterator[Problem]:
    for record in tab.records if twins else ():
        if record.id.casefold() in twins:
            what = saying.ALIKE.fill(cell=shown(record.id))
            row = tab.rows[record.id]
            yield Problem(tab.table.key, row, "id", what, Rank.CELL, record.id)
