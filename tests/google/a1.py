"""Ranges: the words of A1 and R1C1 to rectangles of a grid, and back."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tests.google.fault import ApiError, invalid
from tests.google.state import Rect, Sheet, Spreadsheet

_CORNER = r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?"
_A1 = re.compile(rf"{_CORNER}(?:(:){_CORNER})?")
_R1C1 = re.compile(r"R([1-9]\d*)C([1-9]\d*)(?::R([1-9]\d*)C([1-9]\d*))?", re.IGNORECASE)
_QUOTED = re.compile(r"'((?:[^']|'')+)'(?:!(.*))?", re.DOTALL)
_PLAIN = re.compile(r"[^\W\d]\w*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*")


def parse(text: str, book: Spreadsheet) -> Rect:
    """Return the rectangle that a range's words mean; ends left open are None."""
    rect = _parse(text.strip(), book)
    if rect is None:
        raise invalid(f"Unable to parse range: {text}")
    return rect


def _parse(text: str, book: Spreadsheet) -> Rect | None:
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return _on_sheet(quoted[1].replace("''", "'"), quoted[2], book)
    title, mark, cells = text.rpartition("!")
    if mark:
        return _on_sheet(title, cells, book)
    return _bare(text, book)


def _on_sheet(title: str, cells: str | None, book: Spreadsheet) -> Rect | None:
    sheet = book.by_title(title)
    if sheet is None:
        return None
    if cells is None:
        return Rect(sheet.id)
    return _cells(cells, sheet.id) or _named(cells, book)


def _bare(text: str, book: Spreadsheet) -> Rect | None:
    rect = _named(text, book) or _cells(text, first_sheet(book).id)
    return rect or _on_sheet(text, None, book)


def _named(text: str, book: Spreadsheet) -> Rect | None:
    name = text.lower()
    return next((rect for known, rect in book.named.values() if known.lower() == name), None)


def first_sheet(book: Spreadsheet) -> Sheet:
    """Return the tab that is meant when none is named: the first one that is not hidden."""
    return next((s for s in book.sheets if not s.hidden), book.sheets[0])


def _cells(text: str, sheet: int) -> Rect | None:
    bounds = _bounds(text)
    return None if bounds is None else Rect(sheet, *bounds)


@lru_cache(4096)
def _bounds(text: str) -> tuple[int | None, int | None, int | None, int | None] | None:
    match = _R1C1.fullmatch(text)
    if match:
        top, left, bottom, right = (int(n) if n else None for n in match.groups())
        return *_span(top, bottom or top), *_span(left, right or left)
    match = _A1.fullmatch(text)
    if not match or not _stands(*match.groups()):
        return None
    left, top, pair, right, bottom = match.groups()
    if not pair:
        right, bottom = left, top
    return *_span(_number(top), _number(bottom)), *_span(_letters(left), _letters(right))


def _stands(left: str | None, top: str | None, *rest: str | None) -> bool:
    """Whether corners were found that make a range: a lone column or row does not."""
    pair, right, bottom = rest
    return bool((left or top) and (right or bottom)) if pair else bool(left and top)


def _span(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    """Return start and end of two places counted from 1; one that is missing leaves it open."""
    if one is None or other is None:
        start = one or other
        return (None if start is None else start - 1), None
    return min(one, other) - 1, max(one, other)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _letters(text: str | None) -> int | None:
    return column_index(text) + 1 if text else None


def column_index(name: str) -> int:
    """Return the index from 0 of a column by its letters."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


@lru_cache(1024)
def column_name(index: int) -> str:
    """Return the letters of a column by its index from 0."""
    name, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name


def quote(title: str) -> str:
    """Return a tab's title as a range names it: in quotes unless it is a plain word."""
    if _PLAIN.fullmatch(title) and title.isascii() and not _CELL_LIKE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def bounded(rect: Rect, sheet: Sheet) -> tuple[int, int, int, int]:
    """Return top, bottom, left and right, open ends filled and all of it within the grid."""
    rows, columns = len(sheet.rows), len(sheet.columns)
    return (
        min(rect.top or 0, rows),
        rows if rect.bottom is None else min(rect.bottom, rows),
        min(rect.left or 0, columns),
        columns if rect.right is None else min(rect.right, columns),
    )


def show(rect: Rect, book: Spreadsheet) -> str:
    """Return a range as answers name it: with its tab, open ends filled, within the grid."""
    sheet = sheet_of(rect, book)
    top, bottom, left, right = bounded(rect, sheet)
    first, last = f"{column_name(left)}{top + 1}", f"{column_name(right - 1)}{bottom}"
    return f"{quote(sheet.title)}!{first}" + ("" if first == last else f":{last}")


def spell(rect: Rect, book: Spreadsheet) -> str:
    """Return a range as it was asked for: open ends stay open, and it may leave the grid."""
    title = quote(sheet_of(rect, book).title)
    first = _corner(rect.left, rect.top)
    last = _corner(_before(rect.right), _before(rect.bottom))
    if not first + last:
        return title
    if rect.top is None and rect.bottom is not None:
        first += "1"
    if rect.left is None and rect.right is not None:
        first = "A" + first
    return f"{title}!{first}" + ("" if first == last else f":{last or first}")


def _before(end: int | None) -> int | None:
    return None if end is None else end - 1


def _corner(column: int | None, row: int | None) -> str:
    letters = "" if column is None else column_name(column)
    return letters + ("" if row is None else str(row + 1))


def sheet_of(rect: Rect, book: Spreadsheet) -> Sheet:
    """Return the tab a rectangle is on; 400 if there is none of that id."""
    sheet = book.by_id(rect.sheet)
    if sheet is None:
        raise invalid(f"No grid with id: {rect.sheet}")
    return sheet


def check_limits(rect: Rect, book: Spreadsheet) -> Sheet:
    """Return the tab of a rectangle that begins inside its grid; 400 if it does not."""
    sheet = sheet_of(rect, book)
    if (rect.top or 0) >= len(sheet.rows) or (rect.left or 0) >= len(sheet.columns):
        raise beyond(rect, book)
    return sheet


def beyond(rect: Rect, book: Spreadsheet) -> ApiError:
    """Return the refusal of a range that leaves the grid."""
    sheet = sheet_of(rect, book)
    return invalid(
        f"Range ({spell(rect, book)}) exceeds grid limits. "
        f"Max rows: {len(sheet.rows)}, max columns: {len(sheet.columns)}"
    )


def from_grid(grid: dict[str, Any], book: Spreadsheet) -> Rect:
    """Return the rectangle of a GridRange; 400 if no tab has its sheetId."""
    rect = Rect(
        grid.get("sheetId", 0),
        grid.get("startRowIndex"),
        grid.get("endRowIndex"),
        grid.get("startColumnIndex"),
        grid.get("endColumnIndex"),
    )
    sheet_of(rect, book)
    return rect


def to_grid(rect: Rect) -> dict[str, Any]:
    """Return a rectangle as a GridRange; open ends are absent."""
    grid = {
        "sheetId": rect.sheet,
        "startRowIndex": rect.top,
        "endRowIndex": rect.bottom,
        "startColumnIndex": rect.left,
        "endColumnIndex": rect.right,
    }
    return {key: value for key, value in grid.items() if value is not None}
