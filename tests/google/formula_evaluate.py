"""Works out a formula's tree in its place."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from tests.google.formula_aggregates import AGGREGATES
from tests.google.formula_context import Context
from tests.google.formula_logic import LAZY
from tests.google.formula_lookups import LOOKUPS
from tests.google.formula_parse import Call, Grid, Literal, Name, Node
from tests.google.formula_scalars import JOINED, SCALARS, UNGUARDED, Reckoned, Worded
from tests.google.formula_tokens import Reference
from tests.google.formula_values import (
    Area,
    Array,
    FailedError,
    FormulaError,
    area_of,
    flat,
    is_many,
    spread,
)
from tests.google.state import CellError

CIRCULAR = (
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
)
ARRAY_MINDED = {"FILTER", "SORT", "INDEX"}
"""Their arguments are worked out as under ARRAYFORMULA."""


def evaluate(ctx: Context, node: Node) -> Any:
    """Return the value of a node: a scalar, an area, or an array."""
    return _WORKED_OUT[type(node)](ctx, node)


def _literal(_: Context, node: Literal) -> Any:
    return node.value


def _nothing(_: Context, __: None) -> None:
    return None


def _name(ctx: Context, node: Name) -> Any:
    word = node.name.upper()
    if word in ("TRUE", "FALSE"):
        return word == "TRUE"
    for name, rect in ctx.book.named.values():
        if name.upper() == word:
            return _settled(ctx, area_of(ctx.book.by_id(rect.sheet), rect))
    raise FailedError("#NAME?", f"Unknown range name: '{word}'.")


def _reference(ctx: Context, node: Reference) -> Any:
    sheet = ctx.home if node.title is None else ctx.book.by_title(node.title)
    if sheet is None:
        raise FailedError("#REF!", f"Unresolved sheet name '{node.title}'.")
    return _settled(ctx, area_of(sheet, node))


def _settled(ctx: Context, area: Area | None) -> Area:
    if area is None:
        raise FailedError("#REF!", "Reference does not exist.")
    ctx.engine.settle(area)
    return area


def _grid(ctx: Context, node: Grid) -> Array:
    rows: list[list[Any]] = []
    for line in node.rows:
        parts = [_as_array(ctx.evaluate(part)).rows for part in line]
        if len({len(part) for part in parts}) > 1:
            raise FailedError("#VALUE!", "Function ARRAY_ROW parameter 2 has mismatched row size.")
        rows += [[v for piece in pieces for v in piece] for pieces in zip(*parts, strict=True)]
    if len({len(row) for row in rows}) > 1:
        reason = "In ARRAY_LITERAL, an Array Literal was missing values for one or more rows."
        raise FailedError("#VALUE!", reason)
    return Array(rows)


def _as_array(value: Any) -> Array:
    return value.grid() if is_many(value) else Array([[value]])


def _call(ctx: Context, node: Call) -> Any:
    name = node.name
    if name in LAZY:
        _check_count(name, LAZY[name], len(node.args))
        return LAZY[name](ctx, *node.args)
    inner = ctx.whole() if name in ARRAY_MINDED else ctx
    args = [inner.evaluate(arg) for arg in node.args]
    function = _WHOLE.get(name)
    if function:
        _check_count(name, function, len(args))
        return _passed_on(args) or function(inner, *args)
    return _side_by_side(ctx, name, args)


def _passed_on(args: list[Any]) -> Any:
    return next((arg for arg in args if isinstance(arg, CellError)), None)


def _side_by_side(ctx: Context, name: str, args: list[Any]) -> Any:
    function = SCALARS.get(name) or UNGUARDED.get(name)
    if function is None:
        raise FailedError("#NAME?", f"Unknown function: '{name}'.")
    _check_count(name, function, len(args))
    apply = partial(function, ctx) if name in UNGUARDED else partial(_guarded, function, ctx)
    return spread(apply, args if ctx.array else [ctx.single(arg) for arg in args])


def _guarded(function: Callable[..., Any], ctx: Context, *args: Any) -> Any:
    """Return the function's value, or the error that one of the arguments is."""
    for arg in args:
        if isinstance(arg, CellError):
            return arg
    try:
        return function(ctx, *args)
    except FailedError as failed:
        return failed.problem


def _joined(ctx: Context, *args: Any) -> Any:
    return _guarded(JOINED["CONCATENATE"], ctx, *[value for arg in args for value in flat(arg)])


def _place(dimension: str) -> Callable[..., Any]:
    """Return ROW or COLUMN: of an area under ARRAYFORMULA all of them."""

    def number(ctx: Context, area: Any = None) -> Any:
        own = ctx.row if dimension == "ROWS" else ctx.column_at
        if not isinstance(area, Area):
            return float(own + 1)
        if dimension == "ROWS":
            lines = [[float(i + 1)] for i in range(area.top, area.bottom)]
        else:
            lines = [[float(i + 1) for i in range(area.left, area.right)]]
        return Array(lines) if ctx.array else lines[0][0]

    return number


_WHOLE: dict[str, Callable[..., Any]] = {
    **AGGREGATES,
    **LOOKUPS,
    "CONCATENATE": _joined,
    "ROW": _place("ROWS"),
    "COLUMN": _place("COLUMNS"),
}
_WORKED_OUT: dict[type, Callable[[Context, Any], Any]] = {
    Literal: _literal,
    Name: _name,
    Reference: _reference,
    Grid: _grid,
    Call: _call,
    type(None): _nothing,
}


def _check_count(name: str, function: Callable[..., Any], count: int) -> None:
    least, most = _counts(function)
    if not least <= count <= most:
        reason = f"Wrong number of arguments to {name}. Expected {least} arguments, but got {count} arguments."
        raise FailedError("#N/A", reason)


@lru_cache(maxsize=512)
def _counts(function: Callable[..., Any]) -> tuple[int, float]:
    """Return how many arguments a function takes, its context not counted."""
    if isinstance(function, (Reckoned, Worded)):
        parameters = list(inspect.signature(function.function).parameters.values())
    else:
        parameters = list(inspect.signature(function).parameters.values())[1:]
    open_end = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    plain = [p for p in parameters if p.kind is not p.VAR_POSITIONAL]
    least = sum(p.default is p.empty for p in plain)
    return least, float("inf") if open_end else len(plain)


def worked_out(ctx: Context, node: Node) -> Any:
    """Return a formula's result: a scalar, or an array that spills."""
    try:
        value = ctx.evaluate(node)
        return value if isinstance(value, Array) else ctx.single(value)
    except FailedError as failed:
        return failed.problem
    except RecursionError:
        return FormulaError("#REF!", CIRCULAR)
