"""The team's workbook as a shared Google Sheet: read in one call, written in one, rows checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.faults import faults_of, losses
from chalicelib.adapters.google.layout import Layout, Tab, layout_of
from chalicelib.adapters.google.naming import name_rows, take_back
from chalicelib.adapters.google.places import Places, places, wishes, written
from chalicelib.adapters.google.site import Site
from chalicelib.adapters.google.writing import Writing
from chalicelib.ports.workbook import (
    WorkbookChangedError,
    WorkbookError,
    WorkbookLaterError,
    WorkbookRefusedError,
)
from chalicelib.tables.cell import Cell, Fault, Flaw, Grid, Patch, Sheets, Written

AN_HOUR = 3600.0
"""Seconds after which the layout is looked at again."""
EDIT = "https://docs.google.com/spreadsheets/d/{id}/edit#gid={sheet}"
ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#ERROR!"})


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
        self._losses: Sequence[Fault] = ()
        self._lost = 0.0
        """Cells of people that were hit and could not be put back, told until the next hour."""

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
        except (GoogleRefusalError, WorkbookChangedError):  # tabs were renamed or removed since
            found, values = self._values(titles, self._known(anew=True))
        except WorkbookError:  # the run ends here: the next one has time of its own
            self._anew = True
            raise
        grids = {
            key: self._grid(tab, rows)
            for (key, tab), rows in zip(found.items(), values, strict=True)
        }
        faults = [*faults_of(self.layout, grids, found, self._bot), *self._losses]
        return Sheets(grids, "", steady=False, faults=tuple(faults))

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write patches, each into the row that bears its id when Google carries it out.

        What was found on another row is put right at once; what could not be placed comes
        back. An id for a row without one is given only where the cell is still empty.
        """
        if not patches:
            return Written(0)
        self._client.begin()  # what it took to decide and to record is not the host's
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
        site = Site(self._client, self._id, sheets, where, self)
        named = self._named(site, naming)
        done = Writing(site).write(asked)
        by_wish = {(p.tab, p.row, p.column): p for p in patches}
        left = ((w.column.tab, w.row, where.at[w.column] + 1) for w in done.left)
        back = [by_wish[place] for place in left if place in by_wish]
        if back:  # protected since the layout was seen
            self._layout = None
        conflicts = [*homeless, *named.conflicts, *back]
        if done.lost:
            self._losses, self._lost = [*losses(done.lost)], self._client.watch.monotonic()
        cells = len(patches) - len(conflicts)
        return Written(cells, conflicts, named.named, done.strayed, len(done.lost))

    def _named(self, site: Site, naming: Sequence[Patch]) -> Written:
        take_back(site, self._doubtful)
        self._doubtful = naming
        named = name_rows(site, naming) if naming else Written(0)
        self._doubtful = ()
        return named

    def calls(self) -> Mapping[str, int]:
        """Return the calls made since last asked, by kind."""
        self._anew = True
        made, self._client.calls = dict(self._client.calls), type(self._client.calls)()
        return made

    def _known(self, *, anew: bool = False) -> Layout:
        now = self._client.watch.monotonic()
        known = None if anew or now - self._looked > AN_HOUR else self._layout
        if known is None:
            known = layout_of(self._client, self._id)
            self._layout, self._looked = known, now
            self._losses = [] if now - self._lost > AN_HOUR else self._losses
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
            f"{quote(self._id)}/values:batchGetByDataFilter",
            body={
                "dataFilters": [{"gridRange": {"sheetId": tab.sheet}} for tab in tabs.values()],
                "valueRenderOption": "UNFORMATTED_VALUE",
                "dateTimeRenderOption": "SERIAL_NUMBER",
            },
        )
        held = dict(map(_by_sheet, answer.get("valueRanges", ())))
        found = [held.get(tab.sheet, {}) for tab in tabs.values()]
        titled = [_title(values.get("range", "")) for values in found]
        if titled != [tab.title for tab in tabs.values()]:
            raise WorkbookChangedError
        return tabs, [values.get("values", []) for values in found]

    def _grid(self, tab: Tab, rows: list[list[Cell]]) -> Grid:
        flaws = {}
        for number, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                if cell.__class__ is str and cell[:1] == "#" and cell in ERRORS:
                    flaws[number, index + 1] = Flaw.ERROR
                    row[index] = ""
        return Grid(tab.title, rows, flaws, EDIT.format(id=self._id, sheet=tab.sheet))


def _by_sheet(matched: Mapping[str, Any]) -> tuple[int, Mapping[str, Any]]:
    """Return which tab was asked for by its number, and what it holds."""
    return matched["dataFilters"][0]["gridRange"].get("sheetId", 0), matched["valueRange"]


def _title(area: str) -> str:
    """Return the title of the tab that a range is on."""
    title = area.rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title[:1] == "'" else title


def _names(patch: Patch, where: Places) -> bool:
    """Whether a patch gives a row its id."""
    column = where.named.get((patch.tab, patch.column - 1))
    return column is not None and not written(column)
