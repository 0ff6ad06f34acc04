"""spreadsheets.get, getByDataFilter, create, batchUpdate, and sheets.copyTo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.google import a1, batch, data_filters, structure, structure_sheets
from tests.google.access import reachable
from tests.google.fault import invalid
from tests.google.fields_mask import wants
from tests.google.grid_data import DEFAULT_FORMAT, grid_data, wanted
from tests.google.sheet_shape import parts, properties
from tests.google.state import File, Rect, Sheet, Spreadsheet, World, blank_sheet
from tests.google.tags import shapes

__all__ = [
    "answer_batch_update", "answer_copy_to", "answer_create", "answer_get",
    "answer_get_by_data_filter", "create", "get", "properties",
]  # fmt: skip

Params = Mapping[str, Any]
Body = dict[str, Any]


def create(
    world: World, title: str, owner: str | None = None, sheet: str = "Sheet1"
) -> Spreadsheet:
    """Return a new spreadsheet of one empty tab, as a file of the owner's (or the caller's).

    If somebody else owns it, it is shared with the caller, who may write.
    """
    book = Spreadsheet(world.new_file_id(), title, clock=lambda: world.clock())  # noqa: PLW0108  # it may be set later
    book.sheets = [blank_sheet(0, sheet)]
    world.spreadsheets[book.id] = book
    roles = {world.caller: "writer", owner or world.caller: "owner"}
    permissions = [
        {"id": str(next(world.next_id)), "type": "user", "role": role, "emailAddress": address}
        for address, role in roles.items()
    ]
    world.files[book.id] = File(book.id, title, permissions=permissions)
    return book


def answer_create(world: World, _: None, __: Params, body: Body) -> Body:
    """Answer spreadsheets.create; tabs come with their properties and cells, and no more."""
    wanted_properties = dict(body.get("properties", {}))
    book = create(world, wanted_properties.pop("title", "Untitled spreadsheet"))
    book.locale = wanted_properties.pop("locale", book.locale)
    book.zone = wanted_properties.pop("timeZone", book.zone)
    book.auto_recalc = wanted_properties.pop("autoRecalc", book.auto_recalc)
    book.properties = wanted_properties
    if body.get("sheets"):
        book.sheets = []
        for spec in body["sheets"]:
            _add(world, book, spec)
    return get(world, book, {})


def _add(world: World, book: Spreadsheet, spec: Body) -> None:
    beyond = sorted(spec.keys() - {"properties", "data"})
    if beyond:
        raise invalid(f"This server creates no tabs with {', '.join(beyond)}.")
    reply = batch.batch_update(
        world, book, {"requests": [{"addSheet": {"properties": spec.get("properties", {})}}]}
    )
    sheet_id = reply["replies"][0]["addSheet"]["properties"]["sheetId"]
    for data in spec.get("data", []):
        start = {
            "sheetId": sheet_id,
            "rowIndex": data.get("startRow", 0),
            "columnIndex": data.get("startColumn", 0),
        }
        cells = {"start": start, "rows": data.get("rowData", []), "fields": "*"}
        batch.batch_update(world, book, {"requests": [{"updateCells": cells}]})


def get(world: World, book: Spreadsheet, params: Params) -> Body:
    """Return a Spreadsheet: all of it, or the ranges that are asked for.

    Cells are in it if ``includeGridData`` says so, or, where there is a mask, if that wants them.
    """
    texts = params.get("ranges")
    rects = [a1.parse(text, book) for text in texts] if texts else None
    return shaped(world, book, params, rects)


def shaped(world: World, book: Spreadsheet, params: Params, rects: Sequence[Rect] | None) -> Body:
    """Return a Spreadsheet with the tabs that rectangles are on, or with all of them."""
    tabs = book.sheets if rects is None else _on(book, rects)
    answer: Body = {
        "spreadsheetId": book.id,
        "properties": _book_properties(book),
        "sheets": [parts(world, book, sheet) for sheet in tabs],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }
    for sheet, shape in zip(tabs, answer["sheets"], strict=True):
        _narrow(sheet, shape, rects)
    if _with_cells(params):
        want = wanted(params.get("fields"), by_range=rects is not None)
        for sheet, shape in zip(tabs, answer["sheets"], strict=True):
            own = [Rect(sheet.id)] if rects is None else [r for r in rects if r.sheet == sheet.id]
            shape["data"] = [grid_data(book, rect, want) for rect in own]
    return answer | _of_all(book)


def _with_cells(params: Params) -> bool:
    fields = params.get("fields")
    return wants(fields, "sheets", "data") if fields else bool(params.get("includeGridData"))


def _on(book: Spreadsheet, rects: Iterable[Rect]) -> list[Sheet]:
    ids = {a1.check_limits(rect, book).id for rect in rects}
    return [sheet for sheet in book.sheets if sheet.id in ids]


def _narrow(sheet: Sheet, shape: Body, rects: Sequence[Rect] | None) -> None:
    """Leave out the tables that no range that was asked for overlaps."""
    if rects is None or not sheet.tables:
        return
    shape["tables"] = [
        table
        for table in sheet.tables
        if any(data_filters.meets(_grid_rect(sheet, table["range"]), rect) for rect in rects)
    ]


def _grid_rect(sheet: Sheet, grid: Body) -> Rect:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return Rect(sheet.id, *(grid.get(name) for name in names))


def _book_properties(book: Spreadsheet) -> Body:
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": book.auto_recalc,
        "timeZone": book.zone,
        "defaultFormat": DEFAULT_FORMAT,
        **book.properties,
    }


def _of_all(book: Spreadsheet) -> Body:
    """Return what belongs to the whole spreadsheet, if there is any."""
    names = [
        {"namedRangeId": id_, "name": name, "range": a1.to_grid(rect)}
        for id_, (name, rect) in book.named.items()
    ]
    tags = shapes(book, "SPREADSHEET")
    return ({"namedRanges": names} if names else {}) | ({"developerMetadata": tags} if tags else {})


def answer_get(world: World, book: Spreadsheet, params: Params, _: Body) -> Body:
    """Answer spreadsheets.get."""
    return get(world, book, params)


def answer_get_by_data_filter(world: World, book: Spreadsheet, params: Params, body: Body) -> Body:
    """Answer spreadsheets.getByDataFilter."""
    filters = body.get("dataFilters")
    rects = None
    if filters:
        rects = [rect for each in filters for rect in data_filters.ranges(book, each)]
    return shaped(world, book, {**params, **body}, rects)


def answer_batch_update(world: World, book: Spreadsheet, _: Params, body: Body) -> Body:
    """Answer spreadsheets.batchUpdate, with the spreadsheet as it then is if that is wanted."""
    answer = batch.batch_update(world, book, body)
    if body.get("includeSpreadsheetInResponse"):
        params = {"ranges": body.get("responseRanges")}
        params["includeGridData"] = body.get("responseIncludeGridData", False)
        answer["updatedSpreadsheet"] = get(world, book, params)
    return answer


def answer_copy_to(world: World, book: Spreadsheet, params: Params, body: Body) -> Body:
    """Answer sheets.copyTo: the tab at the end of another spreadsheet, or of the same."""
    sheet = book.by_id(params["sheetId"])
    if sheet is None:
        raise invalid(f"No sheet with id: {params['sheetId']}")
    to = reachable(world, body.get("destinationSpreadsheetId", ""), write=True)
    structure.room(to, len(sheet.rows) * len(sheet.columns))
    double = structure_sheets.copied(world, sheet, next(world.next_id), _copy_of(sheet, to))
    structure_sheets.place(to, double, None)
    to.formulas = to.formulas or book.formulas
    return properties(double)


def _copy_of(sheet: Sheet, book: Spreadsheet) -> str:
    wanted = f"Copy of {sheet.title}"
    titles = [wanted, *(f"{wanted} {n}" for n in range(2, len(book.sheets) + 3))]
    return next(title for title in titles if structure_sheets.free(book, title))
