"""spreadsheets.values by data filter: batchGet, batchUpdate, batchClear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.google import a1
from tests.google.access import check_editable
from tests.google.data_filters import ranges
from tests.google.state import Rect, Spreadsheet, World
from tests.google.value_block import Block, check_allowed, input_option, plan, report, totals
from tests.google.value_out import value_range
from tests.google.values import clear_all, named, write_all

Params = Mapping[str, Any]
Body = dict[str, Any]


def batch_get(_: World, book: Spreadsheet, __: Params, body: Body) -> Body:
    """Answer values.batchGetByDataFilter: each range once, with all filters that select it."""
    found: dict[str, tuple[Rect, list[Body]]] = {}
    for data_filter in body.get("dataFilters", []):
        for rect in ranges(book, data_filter):
            found.setdefault(a1.show(rect, book), (rect, []))[1].append(data_filter)
    matched = [
        {"valueRange": value_range(rect, book, body), "dataFilters": by}
        for rect, by in found.values()
    ]
    return {"spreadsheetId": book.id} | ({"valueRanges": matched} if matched else {})


def batch_update(world: World, book: Spreadsheet, _: Params, body: Body) -> Body:
    """Answer values.batchUpdateByDataFilter: whatever a filter selects is written, or nothing.

    A filter that selects nothing writes nothing and is no mistake: what Google does then is not
    documented, but its other methods by data filter answer with less and do not refuse.
    """
    option = input_option(body)
    planned: list[tuple[Body, Block]] = []
    for index, spec in enumerate(body.get("data", [])):
        with named(f"data[{index}]"):
            planned += [(spec, block) for block in _blocks(world, book, spec)]
    blocks = [block for _, block in planned]
    write_all(book, blocks, option)
    answer = {"spreadsheetId": book.id, **totals(blocks)}
    if planned:
        answer["responses"] = [_response(book, spec, block, body) for spec, block in planned]
    return answer


def _blocks(world: World, book: Spreadsheet, spec: Body) -> list[Block]:
    found = ranges(book, spec.get("dataFilter", {}))
    blocks = [plan(book, rect, a1.spell(rect, book), spec) for rect in found]
    for block in blocks:
        check_allowed(world, book, block)
    return blocks


def _response(book: Spreadsheet, spec: Body, block: Block, options: Params) -> Body:
    answer = report(book, block, options) | {"dataFilter": spec["dataFilter"]}
    del answer["spreadsheetId"]
    return answer


def batch_clear(world: World, book: Spreadsheet, _: Params, body: Body) -> Body:
    """Answer values.batchClearByDataFilter: whatever the filters select is cleared, or nothing."""
    rects = [rect for f in body.get("dataFilters", []) for rect in ranges(book, f)]
    for rect in rects:
        sheet = a1.check_limits(rect, book)
        check_editable(world, book, sheet.id, a1.bounded(rect, sheet))
    clear_all(book, rects)
    return {"spreadsheetId": book.id} | (
        {"clearedRanges": [a1.show(rect, book) for rect in rects]} if rects else {}
    )
