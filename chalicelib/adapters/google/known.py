"""What is known of the cells of a tab: what stood under a heading, in a row, when it was read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from chalicelib.adapters.google.layout import lookup
from chalicelib.adapters.google.places import Column
from chalicelib.adapters.google.site import Site
from chalicelib.tables.cell import Cell, Grid, folded, plain
from chalicelib.tables.instants import same
from chalicelib.tables.table import Owner
from chalicelib.tables.workbook import BY_KEY

Rows = Sequence[Sequence[Cell]]


class Unknown:
    """Stands for what nobody knows."""


UNKNOWN: Final = Unknown()


class Look(NamedTuple):
    """A tab as it stands after a write."""

    rows: Rows
    at: Mapping[Column, int]
    """Where the columns stand, from 0, that bear our tags."""


def looked(site: Site, tab: str, columns: set[Column]) -> Look:
    """Return a tab as it stands now, and where tags of ours stand on it: one read."""
    tags = {site.keeper.layout.tags[column.tag].id: column for column in columns}
    whole = {"gridRange": {"sheetId": site.sheet(tab)}}
    ours = [lookup(site.keeper.layout.tags[column.tag]) for column in columns]
    answer = site.client.read(
        f"{site.spreadsheet}/values:batchGetByDataFilter",
        body={
            "dataFilters": [whole, *ours],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        },
    )
    rows: Rows = ()
    at: dict[Column, int] = {}
    for matched in answer.get("valueRanges", ()):
        said = matched["valueRange"]
        for sought in matched.get("dataFilters", ()):
            tag = sought.get("developerMetadataLookup", {}).get("metadataId")
            if tag in tags:
                at[tags[tag]] = _index(said["range"])
            elif tag is None:
                rows = said.get("values", ())
    return Look(rows, at)


def _index(area: str) -> int:
    """Return the index of the first column of a range in A1 notation."""
    index = 0
    for sign in area.rpartition("!")[2].partition(":")[0]:
        index = index * 26 + ord(sign) - 64 if sign.isalpha() else index
    return index - 1


class Known:
    """A tab as it was read, asked about by how it stands now."""

    def __init__(self, tab: str, read: Grid, look: Look, hit: set[str]) -> None:
        """``hit`` are the headings under which nothing of now can be relied upon."""
        self.look = look
        self._tab, self._read = tab, read
        self._was, self.now = _headed(read.rows), _headed(look.rows)
        self.ids = self._at(self.now, "id")
        shared = sorted(self._was.keys() & self.now.keys() - hit - _ours(tab))
        self._before, self._after = ([held[h] for h in shared] for held in (self._was, self.now))

    @property
    def rows(self) -> range:
        """The rows below the headings, as they are counted now."""
        return range(2, len(self.look.rows) + 1)

    def value(self, row: int, index: int) -> Cell:
        """Return what stands now in a row (from 1), at an index."""
        return cell(self.look.rows, row, index)

    def name(self, row: int) -> str:
        """Return the id that a row bears now, empty if none can be told."""
        return "" if self.ids is None else plain(self.value(row, self.ids))

    def of(self, heading: str, row: int) -> Cell | Unknown:
        """Return what a row of now held under a heading when it was read."""
        index = self._was.get(heading)
        if index is None:
            return UNKNOWN
        rows = self._rows(row)
        if not rows:
            return UNKNOWN if any(self._said(row)) else None
        values = [cell(self._read.rows, n, index) for n in rows]
        flawed = any((n, index + 1) in self._read.flaws for n in rows)
        alike = all(same(values[0], value) for value in values)
        return values[0] if alike and not flawed else UNKNOWN

    def is_known(self, heading: str) -> bool:
        """Whether one column, and one only, bore a heading when the tab was read."""
        return heading in self._was

    def is_own(self, key: str, index: int, rows: Sequence[int]) -> bool:
        """Whether what rows hold at an index is what a column of ours held."""
        was = self._at(self._was, key)
        return was is not None and all(
            same(self.value(row, index), cell(self._read.rows, n, was))
            for row in rows
            for n in self._rows(row)
        )

    def _at(self, headed: Mapping[str, int], key: str) -> int | None:
        of = BY_KEY[self._tab].headings
        return next((index for said, index in headed.items() if of.get(said) == key), None)

    def _rows(self, row: int) -> Sequence[int]:
        """Return the rows, as they were read, that a row of now may have been."""
        name = self.name(row)
        if name and len(self._named.get(name, ())) == 1:
            return self._named[name]
        said = self._said(row)
        return self._alike.get(said, ()) if any(said) else ()

    def _said(self, row: int) -> tuple[str, ...]:
        return tuple(plain(self.value(row, index)) for index in self._after)

    @cached_property
    def _named(self) -> Mapping[str, Sequence[int]]:
        index = self._at(self._was, "id")
        found = defaultdict(list)
        for row in range(2, 2 if index is None else len(self._read.rows) + 1):
            found[plain(cell(self._read.rows, row, index or 0))].append(row)
        return found

    @cached_property
    def _alike(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        found = defaultdict(list)
        for row in range(2, len(self._read.rows) + 1):
            said = tuple(plain(cell(self._read.rows, row, index)) for index in self._before)
            found[said].append(row)
        return found


def cell(rows: Rows, row: int, index: int) -> Cell:
    """Return what stands in a row (from 1) at an index (from 0); None beyond the edge."""
    cells = rows[row - 1] if row <= len(rows) else ()
    return cells[index] if index < len(cells) else None


def _headed(rows: Rows) -> dict[str, int]:
    """Return where headings stand that stand once."""
    said = [folded(heading) for heading in rows[0]] if rows else []
    times = Counter(said)
    return {one: index for index, one in enumerate(said) if one and times[one] == 1}


def _ours(tab: str) -> set[str]:
    """Return the headings of the columns that we may write, folded."""
    table = BY_KEY[tab]
    ours = {column.key for column in table.columns if column.owner is Owner.DESK} | {"id"}
    return {said for said, key in table.headings.items() if key in ours}
