"""What strayed: values that landed on a row that had moved, and what each row should show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from chalicelib.adapters.google.places import Column, Places, Wish, checked
from chalicelib.tables.cell import Cell, Sheets, plain
from chalicelib.tables.instants import same


class Truth:
    """What each record should show in the columns of one write, by its id."""

    def __init__(self, sheets: Sheets, where: Places, wishes: Sequence[Wish]) -> None:
        self.wishes = wishes
        self._sheets = sheets
        self._where = where
        self._asked = {(w.column, w.id): w.value for w in wishes if w.id}

    def of(self, column: Column, name: str) -> Cell:
        """Return what the row of an id should show: what was wished, or what it showed."""
        if (column, name) in self._asked:
            return self._asked[column, name]
        row = self._rows.get(column.tab, {}).get(name)
        at = self._where.at[column]
        cells = () if row is None else self._sheets.grids[column.tab].rows[row]
        return cells[at] if at < len(cells) else None

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, int]]:
        return {tab: self._by_id(tab) for tab in {wish.column.tab for wish in self.wishes}}

    def _by_id(self, tab: str) -> dict[str, int]:
        at = self._where.at.get(Column(tab, "id"))
        rows = self._sheets.grids[tab].rows
        if at is None:
            return {}
        return {plain(row[at]): n for n, row in enumerate(rows) if n and at < len(row)}


def misplaced(wishes: Sequence[Wish], held: Mapping[Column, Sequence[Cell]]) -> list[Wish]:
    """Return the wishes that landed on a row with another id than theirs."""
    return [
        wish
        for wish in wishes
        if checked(wish.column.tab)
        and named(held.get(Column(wish.column.tab, "id"), ()), wish.row) != wish.id
    ]


def named(ids: Sequence[Cell], row: int) -> str:
    """Return the id that stands in a row, counted from 1; empty if none does."""
    return plain(ids[row - 1]) if row <= len(ids) else ""


def mended(
    truth: Truth, held: Mapping[Column, Sequence[Cell]], astray: Sequence[Wish]
) -> list[Wish]:
    """Return what must be written for every row to show its own values again.

    Looked at are the rows that were written, and those where the meant records stand now.
    """
    wishes: list[Wish] = []
    for tab in sorted({wish.column.tab for wish in astray}):
        ids = held.get(Column(tab, "id"), ())
        names = [plain(cell) for cell in ids]
        times = Counter(names)
        rows = {w.row for w in truth.wishes if w.column.tab == tab} | {w.row for w in astray}
        meant = {w.id for w in truth.wishes if w.column.tab == tab and w.id}
        rows |= {n for n, name in enumerate(names, start=1) if name in meant and n > 1}
        for row in sorted(rows):
            name = named(ids, row)
            if times[name] <= 1 or not name:  # of doubled ids the next run takes care
                wishes += _row(truth, held, tab, (row, name))
    return wishes


def _row(
    truth: Truth, held: Mapping[Column, Sequence[Cell]], tab: str, place: tuple[int, str]
) -> Iterator[Wish]:
    row, name = place
    for column, cells in held.items():
        if column.tab == tab and column.key != "id":
            want = truth.of(column, name) if name else None
            shown = cells[row - 1] if row <= len(cells) else None
            if not same(shown, want):
                yield Wish(column, row, want, name)
