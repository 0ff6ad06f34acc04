"""A spreadsheet as it is found before it is set up: which tab is which, and what stands where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from chalicelib.adapters.google.layout import TAG
from chalicelib.model.word import Phrase
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import OVERVIEW, TABS

SPARE = {"sheet1", "工作表1", "表格1"}
"""What Google calls the empty tab of a new spreadsheet."""
LYING_THERE = (
    "protectedRanges", "bandedRanges", "conditionalFormats", "basicFilter", "filterViews",
    "charts", "slicers", "tables", "merges", "rowGroups", "columnGroups", "developerMetadata",
)  # fmt: skip
"""What may lie on a tab beside its cells."""

UNTITLED = Phrase(
    "this is the tab {tab} under another title: name it {tab} again, so that the desk reads it",
    "这是改了名的工作表“{tab}”：请改回“{tab}”，系统才能读取",
)
DOUBLE = Phrase(
    "the tabs {others} could be {tab} too: the desk uses {title}; rename or delete the others",
    "工作表 {others} 也可能是“{tab}”：系统使用“{title}”；请改名或删除其余的",
)


class Mark(NamedTuple):
    """One of our tags."""

    id: int
    value: str
    sheet: int
    place: int | None
    """Index of the column; None on a tab."""


class Formula(NamedTuple):
    """A formula in a heading."""

    text: str
    fails: bool
    """Whether it shows an error."""


class Seen(NamedTuple):
    """A tab that is one of the desk's, as it was found."""

    shape: Mapping[str, Any]
    headings: Sequence[Cell] = ()
    """What row 1 shows; where a lookup of ours fails, the heading that it speaks of."""
    formulas: Mapping[int, Formula] = MappingProxyType({})
    """Those of the headings, by index."""
    rows: Sequence[Sequence[Cell]] = ()
    """All rows, headings first; only of the Settings."""
    end: int = 0
    """The index behind the last column that holds anything, headings or not."""
    blank: bool = False
    """Whether no cell holds anything."""
    spare: bool = False
    """Whether it is the untouched tab of a new spreadsheet, to be had for the Overview."""
    said: Sequence[Phrase] = ()

    @property
    def sheet(self) -> int:
        """Its number."""
        return int(self.shape["properties"].get("sheetId", 0))

    @property
    def title(self) -> str:
        """Its title as it stands."""
        return str(self.shape["properties"]["title"])

    @property
    def grid(self) -> Mapping[str, int]:
        """Rows, columns, and how many of them are frozen."""
        found: Mapping[str, int] = self.shape["properties"].get("gridProperties", {})
        return found


class Found(NamedTuple):
    """A whole spreadsheet as it was found."""

    title: str
    zone: str
    tabs: Mapping[str, Seen]
    """By key, the tabs of the desk that are there."""
    sheets: Sequence[Mapping[str, Any]]
    """All tabs, people's too."""
    marks: Sequence[Mark]
    tokens: Sequence[int] = ()
    """Ids of the marks that earlier set-ups left on the whole."""
    locale: str = ""
    """How the spreadsheet writes numbers, e.g. de_DE."""


def mark_of(entry: Mapping[str, Any]) -> Mark:
    """Return a tag as Google shows it."""
    place = entry.get("location", {})
    line = place.get("dimensionRange", {})
    sheet = line.get("sheetId", place.get("sheetId", 0))
    index = line.get("startIndex", 0) if line else None
    return Mark(int(entry["metadataId"]), entry.get("metadataValue", ""), sheet, index)


def tabs_of(sheets: Sequence[Mapping[str, Any]]) -> dict[str, Seen]:
    """Return which tab is which: by its title in either language, else by its tag."""
    found = {table.key: _tab(table, sheets) for table in TABS}
    chosen = {key: seen for key, seen in found.items() if seen}
    if OVERVIEW.key not in chosen and sheets and _is_spare(sheets[0], chosen.values()):
        chosen[OVERVIEW.key] = Seen(sheets[0], spare=True)
    return chosen


def _tab(table: Table[Any], sheets: Sequence[Mapping[str, Any]]) -> Seen | None:
    titles = {folded(title) for title in table.titles()}
    named = [s for s in sheets if folded(s["properties"]["title"]) in titles]
    tagged = [(tag, s) for s in sheets for tag in _tags(s, table.key)]
    # Of copies the oldest tag is the first one's; the desk itself reads the first title.
    fitting = named or [s for _, s in sorted(tagged, key=lambda pair: pair[0])]
    if not fitting:
        return None
    seen = Seen(fitting[0])
    said = [] if named else [UNTITLED.fill(tab=table.name)]
    if fitting[1:]:
        others = ", ".join(s["properties"]["title"] for s in fitting[1:])
        said.append(DOUBLE.fill(others=others, tab=table.name, title=seen.title))
    return seen._replace(said=said)


def _tags(sheet: Mapping[str, Any], key: str) -> Iterable[int]:
    return (
        int(tag["metadataId"])
        for tag in sheet.get("developerMetadata", ())
        if (tag["metadataKey"], tag.get("metadataValue")) == (TAG, key)
    )


def _is_spare(sheet: Mapping[str, Any], chosen: Iterable[Seen]) -> bool:
    said = sheet["properties"]
    grid = said.get("gridProperties", {})
    dressed = [*map(sheet.get, LYING_THERE), said.get("hidden"), grid.get("frozenRowCount")]
    return (
        folded(said["title"]) in SPARE
        and not any(dressed)
        and all(seen.shape is not sheet for seen in chosen)
    )


class Columns(NamedTuple):
    """Where a tab's columns stand, which are missing, and what is wrong with the rest."""

    at: Mapping[str, int]
    missing: Sequence[str]
    doubled: Mapping[str, Sequence[int]]
    renamed: Mapping[str, int]
    """Columns whose mark stands under a heading that is not theirs."""


def columns_of(table: Table[Any], seen: Seen, marks: Sequence[Mark]) -> Columns:
    """Return how the headings of a tab answer to the columns it should have."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, cell in enumerate(seen.headings):
        if key := table.headings.get(folded(cell)):
            places[key].append(index)
    taken = {index for held in places.values() for index in held}
    renamed = {
        key: mark.place
        for mark in marks
        for tab, _, key in [mark.value.partition(".")]
        if (mark.sheet, tab) == (seen.sheet, table.key) and key in table.fields
        if key not in places and mark.place is not None and mark.place not in taken
    }
    return Columns(
        {key: held[0] for key, held in places.items() if len(held) == 1},
        [c.key for c in table.columns if c.key not in places and c.key not in renamed],
        {key: held for key, held in places.items() if len(held) > 1},
        renamed,
    )
