"""Cells of people that a write of ours hit, put back as they were read.

A tag stands on a column, not on its cells: where somebody cuts the cells of a column of ours and
pastes them elsewhere between our read and our write, the tag finds what stands there instead. No
write of Sheets asks for a heading first, but the answer shows it: what stood under that heading,
in the row of that id, is known from the read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.known import UNKNOWN, Known, Unknown, cell, looked
from chalicelib.adapters.google.places import Column, Wish, body, checked, entry
from chalicelib.adapters.google.repair import named
from chalicelib.adapters.google.site import Site
from chalicelib.adapters.google.tags import heads
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.instants import same

ROUNDS = 4
"""How often it is tried: people may go on moving things."""
Held = Mapping[Column, Sequence[Cell]]


class Hit(NamedTuple):
    """A value of ours that came to stand under another heading than its column's."""

    column: Column
    """Whose tag stands there."""
    heading: str
    """What stands there, folded; empty if nothing does."""
    row: int
    id: str
    """The id in that row; empty where none could be told."""
    value: Cell


class Back(NamedTuple):
    """A cell to put back: row from 1, index from 0."""

    hit: Hit
    row: int
    at: int
    id: str
    value: Cell


def askew(landed: Iterable[Wish], held: Held) -> set[Column]:
    """Return the columns of a write that do not stand under their headings any more."""
    own = {wish.column for wish in landed}
    asked = own | {Column(column.tab, "id") for column in own if checked(column.tab)}
    return {column for column in asked if not heads(_first(held, column), column)}


def hits(landed: Iterable[Wish], held: Held, off: set[Column]) -> list[Hit]:
    """Return where values of ours came to stand under other headings on tabs of people."""
    return [
        Hit(
            wish.column,
            folded(_first(held, wish.column)),
            wish.row,
            _id(wish, held, off),
            wish.value,
        )
        for wish in landed
        if wish.column in off and wish.column in held and checked(wish.column.tab)
    ]


def _first(held: Held, column: Column) -> Cell:
    return next(iter(held.get(column, ())), None)


def _id(wish: Wish, held: Held, off: set[Column]) -> str:
    ids = Column(wish.column.tab, "id")
    return "" if ids in off else named(held.get(ids, ()), wish.row)


def put_back(site: Site, found: Sequence[Hit]) -> list[Hit]:
    """Put back what was hit; return the hits of which nobody knows what had stood there."""
    lost: list[Hit] = []
    for tab in sorted({hit.column.tab for hit in found}):
        left = [hit for hit in found if hit.column.tab == tab]
        for _ in range(ROUNDS):
            try:
                unknown, left = _tried(site, tab, left)
            except GoogleRefusalError:  # protected or cut off meanwhile
                break
            lost += unknown
        lost += left
    return list(dict.fromkeys(lost))


def _tried(site: Site, tab: str, found: Sequence[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Put back once; return the hits that nobody knows about, and those to try again."""
    if not found:
        return [], []
    look = looked(site, tab, {hit.column for hit in found})
    known = Known(tab, site.sheets.grids[tab], look, {hit.heading for hit in found})
    judged = [one for hit in found for one in _backs(hit, known, found)]
    again = _sent(site, known, [one for one in judged if isinstance(one, Back)])
    return [one for one in judged if isinstance(one, Hit)], again


def _backs(hit: Hit, known: Known, found: Sequence[Hit]) -> Iterator[Back | Hit]:
    """Yield what must be put back for a hit, wherever it went; the hit itself if nobody knows."""
    index = known.now.get(hit.heading) if hit.heading else known.look.at.get(hit.column)
    if index is None:
        return  # the column is gone, and with it what stood there
    for row in known.rows:
        if _is_hit(hit, known, row) and same(known.value(row, index), hit.value):
            value = _should(hit, known, (row, index), found)
            if isinstance(value, Unknown):
                yield hit
            elif not same(value, hit.value):
                yield Back(hit, row, index, known.name(row), value)


def _is_hit(hit: Hit, known: Known, row: int) -> bool:
    """Whether a row may be the one that was hit: by its id, else by its number."""
    if hit.id:
        return known.name(row) == hit.id
    return row == hit.row or hit.value not in (None, "")


def _should(hit: Hit, known: Known, place: tuple[int, int], found: Sequence[Hit]) -> Cell | Unknown:
    """Return what should stand at a place."""
    row, index = place
    if known.is_known(hit.heading):
        return known.of(hit.heading, row)
    beside = [one for one in found if one.column == hit.column]
    others = [n for n in known.rows if not any(_is_hit(one, known, n) for one in beside)]
    if not hit.heading and all(known.value(row, index) in (None, "") for row in others):
        return None  # its cells were cut out
    if known.is_own(hit.column.key, index, others):
        return hit.value  # only its heading was changed
    return UNKNOWN


def _sent(site: Site, known: Known, backs: Sequence[Back]) -> list[Hit]:
    """Write what is to be put back; return what that hit in its turn, and did not reach."""
    if not backs:
        return []
    asked: dict[int, list[Cell]] = {} if known.ids is None else {known.ids: [None]}
    for back in sorted(backs, key=lambda b: b.row):
        values = asked.setdefault(back.at, [])
        values += [None] * (back.row - len(values))
        values[back.row - 1] = "" if back.value is None else back.value
    sheet = site.sheet(backs[0].hit.column.tab)
    answer = site.client.change(
        f"{site.spreadsheet}/values:batchUpdateByDataFilter",
        body([entry(_whole(sheet, index), values) for index, values in asked.items()]),
    )
    held = dict(map(_column, answer.get("responses", ())))
    return [hit for back in backs for hit in _astray(back, known, held)]


def _whole(sheet: int, index: int) -> dict[str, Any]:
    return {"gridRange": {"sheetId": sheet, "startColumnIndex": index, "endColumnIndex": index + 1}}


def _column(response: Mapping[str, Any]) -> tuple[int, list[Cell]]:
    rows = response.get("updatedData", {}).get("values", ())
    place = response["dataFilter"]["gridRange"]
    return place.get("startColumnIndex", 0), list(rows[0]) if rows else []


def _astray(back: Back, known: Known, held: Mapping[int, Sequence[Cell]]) -> Iterator[Hit]:
    """Yield what a value hit that was to be put back, and what it was meant for."""
    heading = folded(cell([held.get(back.at, ())[:1]], 1, 0))
    ids = held.get(known.ids, ()) if known.ids is not None else ()
    name = named(ids, back.row)
    told = known.ids not in (None, back.at) and heads(
        cell([ids], 1, 0), Column(back.hit.column.tab, "id")
    )
    if heading == folded(known.value(1, back.at)) and (not told or name == back.id):
        return
    yield back.hit
    yield Hit(back.hit.column, heading, back.row, name if told else "", back.value)
