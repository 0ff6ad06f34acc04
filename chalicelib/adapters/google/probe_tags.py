"""Experiments of the probe on metadata: what it follows, and what it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chalicelib.adapters.google import probe_words as words
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.probe_tab import COLUMNS, Answer, Scratch, lookup
from chalicelib.model.word import Phrase

LETTERS = ("c", "a", "b")


def _moved(scratch: Scratch, name: str, dimension: str, was: int) -> Phrase:
    """Return what became of a tag that stood with the text of its name."""
    rows = scratch.cells(0, 60, 0, COLUMNS)
    places = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell == name]
    at = scratch.tags(name).get(scratch.sheet)
    is_at = places[0][dimension == "COLUMNS"] if places else None
    if is_at == was:
        return words.UNMOVED
    if at is None:
        return words.LOST
    return {is_at: words.FOLLOWS, was: words.STAYS}.get(at, words.STRAYS)


def _sorted(scratch: Scratch, top: int, how: Callable[[dict[str, int]], dict[str, Any]]) -> Phrase:
    """Sort three rows, the first of which is tagged and belongs at the end."""
    names = [f"{top}{letter}" for letter in LETTERS]
    rows = [("heading",), *((name,) for name in names)]
    scratch.does(scratch.put(top - 1, 0, rows), scratch.tag(names[0], "ROWS", top))
    scratch.does(how(scratch.area(top, top + 3, 0, 1)))
    return _moved(scratch, names[0], "ROWS", top)


ASCENDING = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]


def by_sort(scratch: Scratch) -> Iterator[Answer]:
    """Sort a range of rows, one of which bears a tag."""

    def by_range(area: dict[str, int]) -> dict[str, Any]:
        return {"sortRange": {"range": area, "sortSpecs": ASCENDING}}

    yield Answer(words.SORT, _sorted(scratch, 11, by_range))


def by_filter(scratch: Scratch) -> Iterator[Answer]:
    """Sort rows through the basic filter, one of which bears a tag."""

    def filtered(area: dict[str, int]) -> dict[str, Any]:
        whole = {**area, "startRowIndex": area["startRowIndex"] - 1}
        return {"setBasicFilter": {"filter": {"range": whole, "sortSpecs": ASCENDING}}}

    answer = _sorted(scratch, 21, filtered)
    scratch.does({"clearBasicFilter": {"sheetId": scratch.sheet}})
    yield Answer(words.FILTER, answer)


def columns(scratch: Scratch) -> Iterator[Answer]:
    """Insert before, move, and cut a column that bears a tag; each time from where it stands."""
    scratch.does(scratch.put(0, 3, [["column"]]), scratch.tag("column", "COLUMNS", 3))
    insert = {"insertDimension": {"range": scratch.line("COLUMNS", 1), "inheritFromBefore": False}}
    move = {"moveDimension": {"source": scratch.line("COLUMNS", 4), "destinationIndex": 1}}
    target = {"sheetId": scratch.sheet, "rowIndex": 0, "columnIndex": 8}
    cut = {
        "cutPaste": {
            "source": scratch.area(0, 60, 1, 2),
            "destination": target,
            "pasteType": "PASTE_NORMAL",
        }
    }
    steps = ((words.INSERTED, insert, 3), (words.MOVED, move, 4), (words.CUT, cut, 1))
    for question, request, was in steps:
        scratch.does(request)
        yield Answer(question, _moved(scratch, "column", "COLUMNS", was))


def copied(scratch: Scratch) -> Iterator[Answer]:
    """Duplicate the tab, and see whether the tag of a column came along."""
    scratch.does(scratch.tag("copied", "COLUMNS", 0))
    reply = scratch.does({"duplicateSheet": {"sourceSheetId": scratch.sheet}})[0]
    scratch.copies.append(reply["duplicateSheet"]["properties"]["sheetId"])
    has = scratch.copies[-1] in scratch.tags("copied")
    yield Answer(words.COPIED, words.SAME_COPY if has else words.NO_COPY)


def unmatched(scratch: Scratch) -> Iterator[Answer]:
    """Write to where no tag is."""
    body = {
        "valueInputOption": "RAW",
        "data": [{"dataFilter": lookup("nowhere"), "values": [["x"]]}],
    }
    try:
        path = f"{scratch.spreadsheet}/values:batchUpdateByDataFilter"
        cells = scratch.client.change(path, body).get("totalUpdatedCells", 0)
    except GoogleRefusalError as error:
        yield Answer(words.NO_MATCH, words.REFUSED.fill(words=error))
    else:
        yield Answer(words.NO_MATCH, words.ACCEPTED.fill(cells=cells))
