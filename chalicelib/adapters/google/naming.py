"""Ids for rows without one: written only where the cell is still empty, by Google's own search.

No write of Sheets asks whether a cell is empty, but find and replace touches only what it finds:
a blank cell. Where the ids' column stood at that moment comes back in the same answer; had it
moved, or had the row, so that the id stands alone in an empty one, it is taken back from
wherever it went, by looking for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from chalicelib.adapters.google.layout import Tag, lookup, tag_at
from chalicelib.adapters.google.places import Column
from chalicelib.adapters.google.site import Site
from chalicelib.adapters.google.tags import heads
from chalicelib.tables.cell import Patch, Written

BLANK = r"^\s*$"
EDGES = ("sheetId", "startRowIndex", "startColumnIndex")
MOST = 500
"""Ids given in one run: a sheet that never had any gets them over several."""


def name_rows(site: Site, naming: Sequence[Patch]) -> Written:
    """Give rows their ids, the first few at once; return those that could not be given."""
    naming, later = naming[:MOST], naming[MOST:]
    columns = sorted({Column(patch.tab, "id") for patch in naming})
    tags = site.tags(columns)
    requests = [_where(tags[column.tag], column) for column in columns]
    requests += [_give(tags[patch.tab + ".id"], patch) for patch in naming]
    path = f"{site.spreadsheet}:batchUpdate"
    replies = site.client.change(path, {"requests": requests}).get("replies", [])
    moved = {
        column.tab
        for column, reply in zip(columns, replies, strict=False)
        if not _stood(tags[column.tag], reply)
    }
    times = [_times(reply) for reply in replies[len(columns) :]]
    given = [patch for patch, n in zip(naming, times, strict=True) if n]
    astray = [p for p in given if p.tab in moved]
    astray += _alone(site, tags, [p for p in given if p.tab not in moved])
    if astray:
        undo = [_take_back(tags[p.tab + ".id"].sheet, p) for p in astray]
        site.client.change(path, {"requests": undo})
    stands = {(p.tab, p.row) for p in given} - {(p.tab, p.row) for p in astray}
    left = [p for p in naming if (p.tab, p.row) not in stands]
    return Written(len(stands), [*left, *later], named=len(stands))


def take_back(site: Site, doubtful: Sequence[Patch]) -> None:
    """Take back ids that were given without an answer, from wherever no record bears them."""
    astray = [patch for patch in doubtful if _astray(site, patch)]
    if astray:
        undo = [_take_back(site.sheet(patch.tab), patch) for patch in astray]
        site.client.change(f"{site.spreadsheet}:batchUpdate", {"requests": undo})


def _astray(site: Site, patch: Patch) -> bool:
    """Whether an id stands under another heading or alone in its row, and no record bears it."""
    at = site.where.at.get(Column(patch.tab, "id"))
    grid = site.sheets.grids.get(patch.tab)
    found = [
        (index, sum(other not in (None, "") for other in row))
        for row in (grid.rows if grid else ())
        for index, cell in enumerate(row)
        if cell == patch.value
    ]
    return bool(found) and not any(index == at and filled > 1 for index, filled in found)


def _alone(site: Site, tags: Mapping[str, Tag], given: Sequence[Patch]) -> list[Patch]:
    """Return the ids in a row that is empty otherwise, or under another heading than theirs."""
    if not given:
        return []
    rows = [_row(tags[patch.tab + ".id"], patch) for patch in given]
    tops = {patch.tab: _top(tags[patch.tab + ".id"]) for patch in given}
    answer = site.client.read(
        f"{site.spreadsheet}/values:batchGetByDataFilter",
        body={"dataFilters": [{"gridRange": place} for place in (*rows, *tops.values())]},
    )
    held = {
        tuple(sought["gridRange"].get(edge, 0) for edge in EDGES): _cells(matched)
        for matched in answer.get("valueRanges", ())
        for sought in matched.get("dataFilters", ())
    }
    cells = [held.get(tuple(row.get(edge, 0) for edge in EDGES), ()) for row in rows]
    alone = [sum(cell != "" for cell in row) <= 1 for row in cells]
    said = {tab: held.get(tuple(top[edge] for edge in EDGES), ()) for tab, top in tops.items()}
    off = {tab for tab, top in said.items() if not heads(next(iter(top), ""), Column(tab, "id"))}
    return [p for p, is_alone in zip(given, alone, strict=True) if is_alone or p.tab in off]


def _cells(matched: Mapping[str, Any]) -> Sequence[Any]:
    rows = matched.get("valueRange", {}).get("values") or [[]]
    return cast("Sequence[Any]", rows[0])


def _row(tag: Tag, patch: Patch) -> dict[str, Any]:
    return {"sheetId": tag.sheet, "startRowIndex": patch.row - 1, "endRowIndex": patch.row}


def _top(tag: Tag) -> dict[str, int]:
    """Return where the heading of a tagged column stands."""
    place = {"startColumnIndex": tag.place, "endColumnIndex": tag.place + 1}
    return {"sheetId": tag.sheet, "startRowIndex": 0, "endRowIndex": 1, **place}


def _where(tag: Tag, column: Column) -> dict[str, Any]:
    """Return a request that changes nothing, and is answered with where the column stands."""
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [lookup(tag)],
            "developerMetadata": {"metadataValue": column.tag},
            "fields": "metadataValue",
        }
    }


def _stood(tag: Tag, reply: Mapping[str, Any]) -> bool:
    entries = reply.get("updateDeveloperMetadata", {}).get("developerMetadata", ())
    return any(tag_at(entry) == tag for entry in entries)


def _give(tag: Tag, patch: Patch) -> dict[str, Any]:
    cell = {
        **_row(tag, patch),
        "startColumnIndex": tag.place,
        "endColumnIndex": tag.place + 1,
    }
    said = {"find": BLANK, "replacement": str(patch.value), "searchByRegex": True}
    return {"findReplace": {**said, "range": cell}}


def _take_back(sheet: int, patch: Patch) -> dict[str, Any]:
    said = {"find": str(patch.value), "replacement": "", "matchEntireCell": True}
    return {"findReplace": {**said, "matchCase": True, "sheetId": sheet}}


def _times(reply: Mapping[str, Any]) -> int:
    return int(reply.get("findReplace", {}).get("occurrencesChanged", 0))
