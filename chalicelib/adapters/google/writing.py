"""Writing into a sheet that people edit meanwhile: by tag, checked by the answer, put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.layout import Tag
from chalicelib.adapters.google.places import (
    Column,
    Wish,
    answered,
    bands,
    body,
    checked,
    entries,
)
from chalicelib.adapters.google.repair import Truth, mended, misplaced
from chalicelib.adapters.google.restore import Hit, askew, hits, put_back
from chalicelib.adapters.google.site import Site
from chalicelib.adapters.google.tags import heads, held_by
from chalicelib.tables.cell import Cell
from chalicelib.tables.workbook import BY_KEY

ROUNDS = 4
"""How often misplaced values are put right within one run; the next run mends what is left."""
ROOM = 500
"""Rows that a tab of ours grows by beyond what is needed."""


class Done(NamedTuple):
    """What became of wishes."""

    cells: int
    left: Sequence[Wish] = ()
    strayed: int = 0
    lost: Sequence[Hit] = ()
    """Cells of people that were hit, and that nobody knows how to put back."""


class Writing(NamedTuple):
    """One writing of values."""

    site: Site

    def write(self, asked: Sequence[Wish]) -> Done:
        """Write wishes, in as few calls as their size allows, and put right what strayed."""
        done = Done(0)
        for band in bands(asked):
            part = self._band(band)
            done = Done(
                done.cells + part.cells,
                [*done.left, *part.left],
                done.strayed + part.strayed,
                [*done.lost, *part.lost],
            )
        return done

    def _band(self, band: Sequence[Wish]) -> Done:
        truth = Truth(self.site.sheets, self.site.where, band)
        barred: set[Column] = set()
        off: set[Column] = set()
        hit: list[Hit] = []
        wanted, strayed = list(band), 0
        for _ in range(ROUNDS):
            wanted = [wish for wish in wanted if wish.column not in barred | off]
            held = self._send(wanted, barred)
            landed = [wish for wish in wanted if wish.column not in barred]
            off |= askew(landed, held)
            hit += hits(landed, held, off)
            astray = misplaced([wish for wish in landed if not _is_off(wish.column, off)], held)
            if not astray:
                break
            strayed += len(astray)
            wanted = mended(truth, self.held(_columns(truth, astray), off), astray)
        if off:  # a tag stands elsewhere, or nowhere: look at all of them the next time
            lost = put_back(self.site, hit)
            self.site.keeper.layout = self.site.keeper.layout._replace(tags={})
        left = [wish for wish in band if wish.column in barred]
        return Done(len(band) - len(left), left, strayed, lost if off else ())

    def _send(self, wanted: Sequence[Wish], barred: set[Column]) -> Mapping[Column, list[Cell]]:
        """Send one write call; columns that Google keeps us from are dropped and noted."""
        while wanted:
            columns = _columns_of(wanted)
            tags = self.site.tags(columns)
            self._grow(wanted)
            asked = entries(wanted, tags)
            try:
                answer = self.site.client.change(
                    f"{self.site.spreadsheet}/values:batchUpdateByDataFilter", body(asked)
                )
            except GoogleRefusalError as refusal:
                barred |= _refused(refusal, asked, columns, tags)
                wanted = [wish for wish in wanted if wish.column not in barred]
                continue
            return answered(answer, columns, tags)
        return {}

    def held(self, columns: Sequence[Column], off: set[Column]) -> dict[Column, list[Cell]]:
        """Return what columns hold now, all at one moment; those not under their heading are off."""
        tags = self.site.keeper.layout.tags
        found = held_by(self.site.client, self.site.spreadsheet, [tags[c.tag] for c in columns])
        held = {c: found[tags[c.tag].id] for c in columns if tags[c.tag].id in found}
        off |= {c for c in columns if not heads(next(iter(held.get(c, ())), None), c)}
        return {c: cells for c, cells in held.items() if not _is_off(c, off)}

    def _grow(self, wanted: Sequence[Wish]) -> None:
        """Add rows to tabs of ours that are too short for what they are to hold."""
        requests = []
        for tab in {wish.column.tab for wish in wanted if not checked(wish.column.tab)}:
            found = self.site.keeper.layout.tab_of(BY_KEY[tab].titles())
            last = max(wish.row for wish in wanted if wish.column.tab == tab)
            if found and last > found.rows:
                more = {"sheetId": found.sheet, "dimension": "ROWS"}
                requests.append({"appendDimension": {**more, "length": last - found.rows + ROOM}})
        if requests:
            self.site.client.change(f"{self.site.spreadsheet}:batchUpdate", {"requests": requests})
            self.site.keeper.look_again()


def _is_off(column: Column, off: set[Column]) -> bool:
    """Whether a column, or the ids beside it, do not stand under their heading."""
    return bool(off & {column, Column(column.tab, "id")})


def _columns_of(wanted: Iterable[Wish]) -> list[Column]:
    """Return the columns of wishes, and the ids of the tabs whose rows bear one."""
    own = {wish.column for wish in wanted}
    return sorted(own | {Column(c.tab, "id") for c in own if checked(c.tab)})


def _columns(truth: Truth, astray: Iterable[Wish]) -> list[Column]:
    tabs = {wish.column.tab for wish in astray}
    own = {wish.column for wish in truth.wishes if wish.column.tab in tabs}
    return sorted(own | {Column(tab, "id") for tab in tabs})


def _refused(
    refusal: GoogleRefusalError,
    asked: Sequence[Mapping[str, Any]],
    columns: Iterable[Column],
    tags: Mapping[str, Tag],
) -> set[Column]:
    """Return the columns that a refusal keeps us from, or raise the refusal.

    Where the ids may not even be asked for, nothing on their tab can be checked, or written.
    """
    words = str(refusal)
    number = words.partition("data[")[2].partition("]")[0]
    if "protected" not in words or not number.isdigit():
        raise refusal
    sought = asked[int(number)]["dataFilter"]["developerMetadataLookup"]["metadataId"]
    column = next(c for c in columns if tags[c.tag].id == sought)
    whole = column.key == "id" and checked(column.tab)
    return {c for c in columns if c.tab == column.tab} if whole else {column}
