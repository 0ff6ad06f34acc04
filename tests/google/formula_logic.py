"""Functions that work out only what they need: IF, IFS, IFERROR, IFNA; and ARRAYFORMULA."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.google.formula_values import (
    Area,
    Array,
    FailedError,
    FormulaError,
    is_many,
    spread,
    to_truth,
)
from tests.google.state import CellError

if TYPE_CHECKING:
    from tests.google.formula_context import Context
    from tests.google.formula_parse import Node

_NO = ()
"""Stands for an argument that was not given at all."""


def _if(ctx: Context, test: Node, yes: Node, no: Any = _NO) -> Any:
    truth = _caught(ctx, test)
    if not (ctx.array and is_many(truth)):
        truth = ctx.single(truth)
        if isinstance(truth, CellError):
            return truth
        return _branch(ctx, yes if to_truth(truth) else no)
    return spread(_picked, [truth, _branch(ctx, yes), _branch(ctx, no)])


def _branch(ctx: Context, node: Any) -> Any:
    return False if node is _NO else _caught(ctx, node)


def _picked(truth: Any, yes: Any, no: Any) -> Any:
    if truth is True:
        return yes
    if truth is False or truth is None:
        return no
    try:
        return yes if to_truth(truth) else no
    except FailedError as failed:
        return failed.problem


def _ifs(ctx: Context, *pairs: Node) -> Any:
    for test, value in zip(pairs[::2], pairs[1::2], strict=False):
        truth = ctx.evaluate(test)
        if ctx.array and is_many(truth):
            return _ifs_of_arrays(ctx, pairs)
        if to_truth(ctx.single(truth)):
            return ctx.evaluate(value)
    return FormulaError("#N/A", "No match.")


def _ifs_of_arrays(ctx: Context, pairs: tuple[Node, ...]) -> Any:
    result: Any = FormulaError("#N/A", "No match.")
    for test, value in reversed(list(zip(pairs[::2], pairs[1::2], strict=False))):
        result = spread(_picked, [_caught(ctx, test), _caught(ctx, value), result])
    return result


def _caught(ctx: Context, node: Node) -> Any:
    """Return a node's value, a failure as an error value."""
    try:
        return ctx.evaluate(node)
    except FailedError as failed:
        return failed.problem


def _rescue(is_bad: Callable[[Any], bool]) -> Callable[..., Any]:
    """Return IFERROR or IFNA: the second value wherever the first is bad."""

    def rescued(ctx: Context, node: Node, instead: Node = None) -> Any:
        value = _caught(ctx, node)
        if not is_many(value):
            return _caught(ctx, instead) if is_bad(value) else value
        if not ctx.array and isinstance(value, Area):
            value = ctx.single(value)
            return _caught(ctx, instead) if is_bad(value) else value
        other = _caught(ctx, instead)
        return spread(lambda v, o: o if is_bad(v) else v, [value, other])

    return rescued


def _array_formula(ctx: Context, node: Node) -> Any:
    value = ctx.whole().evaluate(node)
    return value.grid() if is_many(value) else Array([[value]])


LAZY: dict[str, Callable[..., Any]] = {
    "IF": _if,
    "IFS": _ifs,
    "IFERROR": _rescue(lambda value: isinstance(value, CellError)),
    "IFNA": _rescue(lambda value: isinstance(value, CellError) and value == "#N/A"),
    "ARRAYFORMULA": _array_formula,
}
