"""The team's workbook as a shared Google Sheet: read in one call, written in one, rows checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.layout import Layout, Tab, layout_of
from chalicelib.adapters.google.naming import name_rows, take_back
from chalicelib.adapters.google.places import Places, places, wishes
from chalicelib.adapters.google.writing import Writing
from chalicelib.model.word import Phrase
from chalicelib.ports import (
    WorkbookChangedError,
    WorkbookError,
    WorkbookLaterError,
    WorkbookRefusedError,
)
from chalicelib.tables.cell import Cell, Fault, Flaw, Grid, Patch, Sheets, Written
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY

AN_HOUR = 3600.0
"""Seconds after which the layout is looked at again."""
EDIT = "https://docs.google.com/spreadsheets/d/{id}/edit#gid={sheet}"
ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#ERROR!"})
TRASHED = Phrase(
    "The spreadsheet is in the trash: nothing is written until it is taken out.",
    "该表格已被移入回收站：恢复之前不会写入任何内容。",
)
READ_ONLY = Phrase(
    "The desk may look at the spreadsheet but not edit it: share it with {bot} as an editor.",
    "本系统只能查看、不能编辑该表格：请以“编辑者”权限共享给 {bot}。",
)
BARRED = Phrase(
    "The column is protected and the desk may not write it: let {bot} edit it.",
    "该列受保护，程序无法写入：请允许 {bot} 编辑。",
)


NAMELESS = Phrase(
    "The column of the ids is protected: rows without an id get none until {bot} may edit it.",
    "编号列受保护：在允许 {bot} 编辑之前，没有编号的行不会获得编号。",
)


class GoogleWorkbook:
    """A spreadsheet that people edit while the desk reads and writes it."""

    def __init__(self, client: GoogleClient, spreadsheet: str, bot: str = "the desk") -> None:
        self._client = client
        self._id = spreadsheet
        self._bot = bot
        self._layout: Layout | None = None
        self._looked = 0.0
        self._anew = True
        """Whether a run begins with the next read; what it tries again shares its time."""
        self._doubtful: Sequence[Patch] = ()
        """Ids that were given, but to no answer."""

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the asked tabs as they stand at one moment, in one call.

        Numbers and dates come as numbers (dates are serial), an error as an empty cell with
        a Flaw. The layout is asked for as well when it was not seen for an hour.
        """
        if self._anew or self._client.is_spent:
            self._client.begin()
            self._anew = False
        try:
            found, values = self._values(titles, self._known())
        except GoogleRefusalError:  # a tab was renamed or removed since the layout was seen
            found, values = self._values(titles, self._known(anew=True))
        except WorkbookError:  # the run ends here: the next one has time of its own
            self._anew = True
            raise
        grids = {
            key: self._grid(tab, rows)
            for (key, tab), rows in zip(found.items(), values, strict=True)
        }
        return Sheets(grids, "", steady=False, faults=tuple(self._faults(grids, found)))

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write patches, each into the row that bears its id when Google carries it out.

        What was found on another row is put right at once; what could not be placed comes
        back. An id for a row without one is given only where the cell is still empty.
        """
        if not patches:
            return Written(0)
        try:
            return self._write(sheets, patches)
        except GoogleRefusalError as refusal:  # the layout is not as we knew it: look anew
            self._layout = None
            raise WorkbookChangedError(str(refusal)) from refusal
        except WorkbookRefusedError as refusal:  # it can be read: the next look says so
            self._layout = None
            raise WorkbookLaterError(str(refusal)) from refusal

    def _write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        where = places(sheets)
        naming = [patch for patch in patches if _names(patch, where)]
        asked, homeless = wishes([p for p in patches if not _names(p, where)], sheets, where)
        named = self._named(self._writing(sheets, where), naming)
        done = self._writing(sheets, where).write(asked)
        by_wish = {(p.tab, p.row, p.column): p for p in patches}
        left = ((w.column.tab, w.row, where.at[w.column] + 1) for w in done.left)
        back = [by_wish[place] for place in left if place in by_wish]
        if back:  # protected since the layout was seen
            self._layout = None
        conflicts = [*homeless, *named.conflicts, *back]
        return Written(len(patches) - len(conflicts), conflicts, named.named, done.strayed)

    def _named(self, writing: Writing, naming: Sequence[Patch]) -> Written:
        take_back(writing, self._doubtful)
        self._doubtful = naming
        named = name_rows(writing, naming) if naming else Written(0)
        self._doubtful = ()
        return named

    def calls(self) -> Mapping[str, int]:
        """Return the calls made since last asked, by kind."""
        self._anew = True
        made, self._client.calls = dict(self._client.calls), type(self._client.calls)()
        return made

    def _writing(self, sheets: Sheets, where: Places) -> Writing:
        return Writing(self._client, self._id, sheets, where, self)

    def _known(self, *, anew: bool = False) -> Layout:
        now = self._client.watch.monotonic()
        known = None if anew or now - self._looked > AN_HOUR else self._layout
        if known is None:
            known = layout_of(self._client, self._id)
            self._layout, self._looked = known, now
        return known

    @property
    def layout(self) -> Layout:
        """The layout as it was last seen."""
        return self._known()

    @layout.setter
    def layout(self, layout: Layout) -> None:
        self._layout = layout

    def look_again(self) -> Layout:
        """Return the layout as it stands now."""
        return self._known(anew=True)

    def _values(
        self, titles: Mapping[str, Sequence[str]], layout: Layout
    ) -> tuple[dict[str, Tab], list[Any]]:
        tabs = {key: tab for key, names in titles.items() if (tab := layout.tab_of(names))}
        if not tabs:
            return {}, []
        answer = self._client.read(
            f"{quote(self._id)}/values:batchGet",
            {
                "ranges": [whole(tab.title) for tab in tabs.values()],
                "valueRenderOption": "UNFORMATTED_VALUE",
                "dateTimeRenderOption": "SERIAL_NUMBER",
            },
        )
        return tabs, [found.get("values", []) for found in answer["valueRanges"]]

    def _grid(self, tab: Tab, rows: list[list[Cell]]) -> Grid:
        flaws = {}
        for number, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                if cell.__class__ is str and cell[:1] == "#" and cell in ERRORS:
                    flaws[number, index + 1] = Flaw.ERROR
                    row[index] = ""
        return Grid(tab.title, rows, flaws, EDIT.format(id=self._id, sheet=tab.sheet))

    def _faults(self, grids: Mapping[str, Grid], found: Mapping[str, Tab]) -> Iterator[Fault]:
        if self.layout.trashed:
            yield Fault("", "", TRASHED)
        if self.layout.read_only:
            yield Fault("", "", READ_ONLY.fill(bot=self._bot))
        for column, at in places(Sheets(grids, "")).at.items():
            if any(area.covers(at) for area in found[column.tab].barred):
                what = BARRED if _written(column.tab, column.key) else NAMELESS
                yield Fault(column.tab, column.key, what.fill(bot=self._bot))


def whole(title: str) -> str:
    """Return the range of a whole tab, its title quoted."""
    return "'" + title.replace("'", "''") + "'"


def _written(tab: str, column: str) -> bool:
    return column != "id" or BY_KEY[tab].room is Room.DESK


def _names(patch: Patch, where: Places) -> bool:
    """Whether a patch gives a row its id."""
    column = where.named.get((patch.tab, patch.column - 1))
    return column is not None and not _written(column.tab, column.key)
