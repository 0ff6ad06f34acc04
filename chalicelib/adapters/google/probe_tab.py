"""The scratch tab of the probe: added to a spreadsheet, tried on, and taken away again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from chalicelib.adapters.google import probe_words as words
from chalicelib.adapters.google.client import GoogleClient
from chalicelib.model.word import Phrase
from chalicelib.ports.workbook import WorkbookError

KEY = "aftersheet probe"
"""Of the metadata that is made, and the beginning of the tab's title."""
ROWS, COLUMNS = 2000, 12


class TabLeftError(WorkbookError):
    """The scratch tab could not be taken away; carries what to do, in words."""


class Answer(NamedTuple):
    """A question, and what came out."""

    question: Phrase
    what: Phrase


class Experiment(NamedTuple):
    """A question, and the way to its answers."""

    question: Phrase
    run: Callable[[Scratch], Iterator[Answer]]


@dataclass
class Scratch:
    """The tab on which it is tried."""

    client: GoogleClient
    spreadsheet: str
    sheet: int
    copies: list[int] = field(default_factory=list)
    """Tabs made of it."""

    def does(self, *requests: dict[str, Any]) -> list[dict[str, Any]]:
        """Carry requests out in one call and return their replies."""
        answer = self.client.change(f"{self.spreadsheet}:batchUpdate", {"requests": requests})
        return list(answer.get("replies", ()))

    def area(self, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
        """Return a rectangle, from 0, the ends excluded."""
        names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        return {"sheetId": self.sheet, **dict(zip(names, (top, bottom, left, right), strict=True))}

    def line(self, dimension: str, index: int) -> dict[str, Any]:
        """Return one row or column."""
        ends = {"startIndex": index, "endIndex": index + 1}
        return {"sheetId": self.sheet, "dimension": dimension, **ends}

    def put(self, top: int, left: int, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
        """Return the request that writes texts from a cell on; an empty one clears."""
        lines = [{"values": [_text(cell) for cell in row]} for row in rows]
        start = {"sheetId": self.sheet, "rowIndex": top, "columnIndex": left}
        return {"updateCells": {"start": start, "rows": lines, "fields": "userEnteredValue"}}

    def cells(self, top: int, bottom: int, left: int, right: int) -> list[list[Any]]:
        """Return what stands in a rectangle, without what is empty at the ends."""
        body = {
            "dataFilters": [{"gridRange": self.area(top, bottom, left, right)}],
            "valueRenderOption": "UNFORMATTED_VALUE",
        }
        answer = self.client.read(f"{self.spreadsheet}/values:batchGetByDataFilter", body=body)
        found = [v["valueRange"].get("values", []) for v in answer.get("valueRanges", ())]
        return list(found[0]) if found else []

    def tag(self, name: str, dimension: str, index: int) -> dict[str, Any]:
        """Return the request that tags a row or column."""
        made = {
            "metadataKey": KEY,
            "metadataValue": name,
            "location": {"dimensionRange": self.line(dimension, index)},
            "visibility": "DOCUMENT",
        }
        return {"createDeveloperMetadata": {"developerMetadata": made}}

    def tags(self, name: str) -> dict[int, int]:
        """Return where a tag stands now: an index for each tab that has it."""
        body = {"dataFilters": [lookup(name)]}
        answer = self.client.read(f"{self.spreadsheet}/developerMetadata:search", body=body)
        found = [m["developerMetadata"] for m in answer.get("matchedDeveloperMetadata", ())]
        places = [m.get("location", {}).get("dimensionRange", {}) for m in found]
        return {p.get("sheetId", 0): p.get("startIndex", 0) for p in places}


def lookup(name: str) -> dict[str, Any]:
    """Return the filter that finds a tag by its name."""
    return {"developerMetadataLookup": {"metadataKey": KEY, "metadataValue": name}}


def _text(text: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": text}} if text else {}


@contextmanager
def scratch(client: GoogleClient, spreadsheet: str) -> Iterator[Scratch]:
    """Add a tab, and take it away again whatever happens."""
    mark = int(client.watch.chance() * 1e6)
    grid = {"rowCount": ROWS, "columnCount": COLUMNS}
    title = f"{KEY} {mark:06d}"
    new = {"addSheet": {"properties": {"title": title, "gridProperties": grid}}}
    answer = client.change(f"{spreadsheet}:batchUpdate", {"requests": [new]})
    tab = Scratch(client, spreadsheet, answer["replies"][0]["addSheet"]["properties"]["sheetId"])
    try:
        yield tab
    finally:
        _away(tab, title)


def _away(tab: Scratch, title: str) -> None:
    try:
        tab.does(*({"deleteSheet": {"sheetId": sheet}} for sheet in (*tab.copies, tab.sheet)))
    except WorkbookError as error:
        raise TabLeftError(words.LEFT.fill(title=title)) from error
