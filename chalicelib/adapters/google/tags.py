"""Tags put right: every column about to be written is found by a tag that stands on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.layout import TAG, Tag, lookup, tag_at, tags_of
from chalicelib.adapters.google.places import Column
from chalicelib.ports.workbook import WorkbookChangedError
from chalicelib.tables.cell import Cell, folded
from chalicelib.tables.workbook import BY_KEY


class Stand(NamedTuple):
    """Where a column was seen: its tab's sheet and its index from 0."""

    sheet: int
    place: int


def off(seen: Mapping[Column, Stand], tags: Mapping[str, Tag]) -> list[Column]:
    """Return the columns whose tag is missing, or is not where the column was seen."""
    return [column for column, stand in seen.items() if not _stands(tags.get(column.tag), stand)]


def _stands(tag: Tag | None, stand: Stand) -> bool:
    return tag is not None and (tag.sheet, tag.place) == stand


def settled(
    client: GoogleClient, spreadsheet: str, seen: Mapping[Column, Stand], tags: Mapping[str, Tag]
) -> Mapping[str, Tag]:
    """Return tags that stand on the columns, found anew or made where they do not.

    Costs nothing while columns stay where they were; one read when some moved. Raises
    WorkbookChangedError where the columns moved again meanwhile: nothing was written.
    """
    if not off(seen, tags):
        return tags
    fresh, spare = tags_of(client, spreadsheet)
    wrong = off(seen, fresh)
    if not wrong and not spare:
        return fresh
    dropped = [*spare, *(fresh[c.tag].id for c in wrong if c.tag in fresh)]
    made = _made(client, spreadsheet, {c: seen[c] for c in wrong}, dropped)
    return {**fresh, **made}


def _made(
    client: GoogleClient,
    spreadsheet: str,
    wanted: Mapping[Column, Stand],
    dropped: Sequence[int],
) -> dict[str, Tag]:
    """Drop wrong tags, make new ones, and see that they came to stand on the right headings."""
    requests = [{"deleteDeveloperMetadata": {"dataFilter": _by_id(n)}} for n in dropped]
    requests += [
        {"createDeveloperMetadata": {"developerMetadata": new(c, *s)}} for c, s in wanted.items()
    ]
    replies = client.change(f"{spreadsheet}:batchUpdate", {"requests": requests}).get("replies", [])
    made = {}
    for column, reply in zip(wanted, replies[len(dropped) :], strict=True):
        tag = tag_at(reply["createDeveloperMetadata"]["developerMetadata"])
        if tag is not None:
            made[column] = tag
    strayed = _strayed(client, spreadsheet, made)
    if strayed:
        undo = [{"deleteDeveloperMetadata": {"dataFilter": _by_id(made[c].id)}} for c in strayed]
        client.change(f"{spreadsheet}:batchUpdate", {"requests": undo})
        raise WorkbookChangedError
    return {column.tag: tag for column, tag in made.items()}


def _by_id(tag: int) -> dict[str, Any]:
    return {"developerMetadataLookup": {"metadataId": tag}}


def new(column: Column, sheet: int, index: int) -> dict[str, Any]:
    """Return a tag for a column, as Google shapes it."""
    place = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    return {
        "metadataKey": TAG,
        "metadataValue": column.tag,
        "location": {"dimensionRange": place},
        "visibility": "DOCUMENT",
    }


def _strayed(client: GoogleClient, spreadsheet: str, made: Mapping[Column, Tag]) -> list[Column]:
    """Return the columns whose new tag came to stand under another heading."""
    if not made:
        return []
    held = held_by(client, spreadsheet, list(made.values()))
    return [c for c, tag in made.items() if not heads(next(iter(held.get(tag.id, ())), None), c)]


def held_by(client: GoogleClient, spreadsheet: str, tags: Sequence[Tag]) -> dict[int, list[Cell]]:
    """Return what tagged columns hold now, all at one moment, by the number of the tag."""
    answer = client.read(
        f"{spreadsheet}/values:batchGetByDataFilter",
        body={
            "dataFilters": [lookup(tag) for tag in tags],
            "majorDimension": "COLUMNS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        },
    )
    found: dict[int, list[Cell]] = {}
    for matched in answer.get("valueRanges", ()):
        rows = matched.get("valueRange", {}).get("values") or [[]]
        for sought in matched.get("dataFilters", ()):
            found[sought["developerMetadataLookup"]["metadataId"]] = rows[0]
    return found


def heads(cell: Cell, column: Column) -> bool:
    """Whether a cell is the heading of a column, in either language."""
    return BY_KEY[column.tab].headings.get(folded(cell)) == column.key
