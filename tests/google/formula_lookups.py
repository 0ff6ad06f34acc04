"""Functions that find and rearrange: VLOOKUP, XLOOKUP, MATCH, INDEX, FILTER, SORT, UNIQUE."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tests.google.formula_aggregates import wildcard
from tests.google.formula_values import (
    Area,
    Array,
    FailedError,
    FormulaError,
    as_table,
    flat,
    in_order,
    is_many,
    kind,
    pairs_of,
    spread,
    to_number,
    to_truth,
)
from tests.google.state import CellError

if TYPE_CHECKING:
    from tests.google.formula_context import Context


def finder(ctx: Context, column: Any, sign: int = 0) -> Callable[[Any], int | None]:
    """Return what finds a key in a column: where it stands (0), or the last one up to it (1)."""
    if sign:
        return lambda key: _last_up_to(ctx, key, column)
    places = ctx.remembered(("places", column), lambda: _first_places(flat(column)))

    def find(key: Any) -> int | None:
        if isinstance(key, str) and ("*" in key or "?" in key):
            return _like(key, flat(column))
        return None if key is None else places.get(_key(key))

    return find


def _like(key: str, values: list[Any]) -> int | None:
    form = wildcard(key)
    fits = (i for i, v in enumerate(values) if isinstance(v, str) and form.fullmatch(v))
    return next(fits, None)


def _first_places(values: list[Any]) -> dict[Any, int]:
    places: dict[Any, int] = {}
    for index, value in enumerate(values):
        if value is not None:
            places.setdefault(_key(value), index)
    return places


def _key(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold()
    return ("truth", value) if isinstance(value, bool) else value


def _last_up_to(ctx: Context, key: Any, column: Any) -> int | None:
    if key is None:
        return None
    wanted = kind(key)
    places, keys = ctx.remembered(("order", column, wanted), lambda: _ordered(flat(column), wanted))
    at = bisect_right(keys, in_order(key))
    return places[at - 1] if at else None


def _ordered(values: list[Any], wanted: int) -> tuple[list[int], list[Any]]:
    places = [i for i, v in enumerate(values) if v is not None and kind(v) == wanted]
    return places, [in_order(values[i]) for i in places]


def _vlookup(  # noqa: PLR0913, PLR0917 (the arguments are the formula's)
    ctx: Context,
    key: Any,
    table: Any,
    index: Any,
    in_row_order: Any = True,  # noqa: FBT002
) -> Any:
    at, table = int(to_number(ctx.single(index), ctx.locale)) - 1, as_table(table)
    if not 0 <= at < table.width:
        reason = f"VLOOKUP evaluates to an out of bounds range: column {at + 1}."
        raise FailedError("#REF!" if at >= 0 else "#VALUE!", reason)
    sign = 1 if to_truth(ctx.single(in_row_order)) else 0
    find, values = finder(ctx, ctx.column(table, 0), sign), ctx.column_values(table, at)

    def one(wanted: Any) -> Any:
        if isinstance(wanted, CellError):
            return wanted
        place = find(wanted)
        return _not_found(wanted, "VLOOKUP") if place is None else values[place]

    return spread(one, [key if ctx.array else ctx.single(key)])


@lru_cache(maxsize=1024, typed=True)
def _not_found(key: Any, function: str) -> FormulaError:
    return FormulaError("#N/A", f"Did not find value '{_said(key)}' in {function} evaluation.")


def _said(key: Any) -> str:
    whole = isinstance(key, float) and key == int(key)
    return str(int(key)) if whole else "" if key is None else str(key)


def _xlookup(ctx: Context, key: Any, keys: Any, results: Any, *rest: Any) -> Any:
    missing, mode = (*rest, None, None)[:2]
    keys, results = as_table(keys), as_table(results)
    if mode and to_number(ctx.single(mode), ctx.locale) not in (0, 2):
        raise FailedError("#N/A", "XLOOKUP with an approximate match is not worked out here.")
    down = keys.width == 1
    if (results.height != keys.height) if down else (results.width != keys.width):
        raise FailedError("#VALUE!", "Array arguments to XLOOKUP are of different size.")

    find = finder(ctx, keys)

    def one(wanted: Any) -> Any:
        place = find(wanted)
        if place is not None:
            return _taken(results, place, down=down)
        return _not_found(wanted, "XLOOKUP") if missing is None else ctx.single(missing)

    many = ctx.array and is_many(key)
    return spread(lambda k: ctx.single(one(k)), [key]) if many else one(ctx.single(key))


def _taken(results: Any, place: int, *, down: bool) -> Any:
    rows = results.grid().rows if not isinstance(results, Area) else None
    if rows is None:
        span = (
            (place, place + 1, 0, results.width) if down else (0, results.height, place, place + 1)
        )
        return results.part(*span)
    return Array([rows[place]] if down else [[row[place]] for row in rows])


def _match(ctx: Context, key: Any, column: Any, order: Any = 1.0) -> Any:
    sign = int(to_number(ctx.single(order), ctx.locale))
    if sign < 0:
        raise FailedError("#N/A", "MATCH in descending order is not worked out here.")

    find = finder(ctx, column, sign)

    def one(wanted: Any) -> Any:
        if isinstance(wanted, CellError):
            return wanted
        place = find(wanted)
        return _not_found(wanted, "MATCH") if place is None else float(place + 1)

    return spread(one, [key if ctx.array else ctx.single(key)])


def _index(ctx: Context, table: Any, row: Any = 0.0, column: Any = 0.0) -> Any:
    table = as_table(table)
    r, c = (int(to_number(ctx.single(place), ctx.locale)) for place in (row, column))
    if table.height == 1 and not c:
        r, c = 0, r
    if r > table.height or c > table.width or min(r, c) < 0:
        raise FailedError("#NUM!", f"INDEX parameter 2 value is {r}. It is out of range.")
    rows = (r - 1, r) if r else (0, table.height)
    columns = (c - 1, c) if c else (0, table.width)
    if isinstance(table, Area):
        return table.part(*rows, *columns)
    return Array([line[slice(*columns)] for line in table.rows[slice(*rows)]])


def _filter(_: Context, table: Any, *conditions: Any) -> Array:
    rows = _lines(table)
    tests = [flat(condition) for condition in conditions]
    if any(len(test) != len(rows) for test in tests):
        raise FailedError("#N/A", "FILTER has mismatched range sizes.")
    truths = [[not isinstance(v, str) and to_truth(v) for v in test] for test in tests]
    found = [row for row, *fits in zip(rows, *truths, strict=True) if all(fits)]
    if not found:
        raise FailedError("#N/A", "No matches are found in FILTER evaluation.")
    return Array(found)


def _unique(_: Context, table: Any) -> Array:
    seen: dict[tuple[Any, ...], list[Any]] = {}
    for row in _lines(table):
        seen.setdefault(tuple((kind(v), v) for v in row), row)
    return Array(list(seen.values()))


def _sort(ctx: Context, table: Any, *orders: Any) -> Array:
    rows = _lines(table)
    pairs = pairs_of(orders, "SORT") or [(1.0, True)]
    for column, rising in reversed(pairs):
        keys = _sort_keys(ctx, column, rows)
        full = [i for i, key in enumerate(keys) if key is not None and key != ""]
        empty = [i for i, key in enumerate(keys) if key is None or key == ""]
        down = not to_truth(ctx.single(rising))
        full.sort(key=lambda i: in_order(keys[i]), reverse=down)
        rows = [rows[i] for i in (*full, *empty)]
    return Array(rows)


def _sort_keys(ctx: Context, column: Any, rows: list[list[Any]]) -> list[Any]:
    if is_many(column):
        keys = flat(column)
        if len(keys) == len(rows):
            return keys
        raise FailedError("#VALUE!", "SORT has mismatched range sizes.")
    at = int(to_number(column, ctx.locale)) - 1
    if not 0 <= at < len(rows[0]):
        raise FailedError("#VALUE!", f"SORT evaluates to an out of bounds range: column {at + 1}.")
    return [row[at] for row in rows]


def _transpose(_: Context, table: Any) -> Array:
    return Array([list(column) for column in zip(*_lines(table), strict=True)])


def _lines(table: Any) -> list[list[Any]]:
    return as_table(table).grid().rows


LOOKUPS: dict[str, Callable[..., Any]] = {
    "VLOOKUP": _vlookup,
    "XLOOKUP": _xlookup,
    "MATCH": _match,
    "INDEX": _index,
    "FILTER": _filter,
    "UNIQUE": _unique,
    "SORT": _sort,
    "TRANSPOSE": _transpose,
}
