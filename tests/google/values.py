"""spreadsheets.values: get, batchGet, update, batchUpdate, clear, batchClear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tests.google import a1, formulas
from tests.google.access import check_editable
from tests.google.fault import ApiError
from tests.google.state import Rect, Spreadsheet, World
from tests.google.value_block import Block, check_allowed, input_option, plan, report, totals
from tests.google.value_in import clear as empty
from tests.google.value_in import set_value
from tests.google.value_out import value_range

__all__ = [
    "batch_clear", "batch_get", "batch_update", "clear", "clear_all", "get", "named", "set_value",
    "update", "write_all",
]  # fmt: skip

Params = Mapping[str, Any]
Body = dict[str, Any]


@contextmanager
def named(place: str) -> Iterator[None]:
    """Let a refusal say which part of a batch it is about."""
    try:
        yield
    except ApiError as fault:
        raise ApiError(fault.code, f"Invalid {place}: {fault.message}", fault.status) from fault


def get(_: World, book: Spreadsheet, params: Params, __: Body) -> Body:
    """Answer spreadsheets.values.get."""
    return value_range(a1.parse(params["range"], book), book, params)


def batch_get(_: World, book: Spreadsheet, params: Params, __: Body) -> Body:
    """Answer spreadsheets.values.batchGet."""
    rects = [a1.parse(text, book) for text in params.get("ranges", [])]
    answer: Body = {"spreadsheetId": book.id}
    if rects:
        answer["valueRanges"] = [value_range(rect, book, params) for rect in rects]
    return answer


def update(world: World, book: Spreadsheet, params: Params, body: Body) -> Body:
    """Answer spreadsheets.values.update."""
    option = input_option(params)
    block = _planned(world, book, {**body, "range": params["range"]})
    write_all(book, [block], option)
    return report(book, block, params)


def batch_update(world: World, book: Spreadsheet, _: Params, body: Body) -> Body:
    """Answer spreadsheets.values.batchUpdate: all ranges are written, or none."""
    option = input_option(body)
    blocks = []
    for index, spec in enumerate(body.get("data", [])):
        with named(f"data[{index}]"):
            blocks.append(_planned(world, book, spec))
    write_all(book, blocks, option)
    answer: Body = {"spreadsheetId": book.id, **totals(blocks)}
    if blocks:
        answer["responses"] = [report(book, block, body) for block in blocks]
    return answer


def _planned(world: World, book: Spreadsheet, spec: Mapping[str, Any]) -> Block:
    text = spec.get("range", "")
    block = plan(book, a1.parse(text, book), text, spec)
    check_allowed(world, book, block)
    return block


def write_all(book: Spreadsheet, blocks: Sequence[Block], option: str) -> None:
    """Write blocks that are known to be good, and work out the formulas."""
    for block in blocks:
        block.write(book, option)
    formulas.recalculate(book)


def clear(world: World, book: Spreadsheet, params: Params, __: Body) -> Body:
    """Answer spreadsheets.values.clear."""
    rect = _clearable(world, book, params["range"])
    clear_all(book, [rect])
    return {"spreadsheetId": book.id, "clearedRange": a1.show(rect, book)}


def batch_clear(world: World, book: Spreadsheet, _: Params, body: Body) -> Body:
    """Answer spreadsheets.values.batchClear: all ranges are cleared, or none."""
    rects = []
    for index, text in enumerate(body.get("ranges", [])):
        with named(f"range[{index}]"):
            rects.append(_clearable(world, book, text))
    clear_all(book, rects)
    return {"spreadsheetId": book.id, "clearedRanges": [a1.show(rect, book) for rect in rects]}


def _clearable(world: World, book: Spreadsheet, text: str) -> Rect:
    rect = a1.parse(text, book)
    sheet = a1.check_limits(rect, book)
    check_editable(world, book, sheet.id, a1.bounded(rect, sheet))
    return rect


def clear_all(book: Spreadsheet, rects: Sequence[Rect]) -> None:
    """Empty all cells of rectangles, and work out the formulas."""
    for rect in rects:
        sheet = a1.sheet_of(rect, book)
        top, bottom, left, right = a1.bounded(rect, sheet)
        for row in sheet.rows[top:bottom]:
            empty(row, left, right)
    formulas.recalculate(book)
