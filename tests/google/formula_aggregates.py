"""Functions that make one value of many: sums, counts, conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tests.google.entry import number_of
from tests.google.formula_values import (
    FailedError,
    compare,
    flat,
    is_many,
    kind,
    pairs_of,
    same,
    to_number,
    to_truth,
)
from tests.google.state import CellError

if TYPE_CHECKING:
    from tests.google.formula_context import Context

_CRITERION = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.DOTALL)


def numbers(ctx: Context, args: Iterable[Any]) -> list[float]:
    """Return the numbers among the arguments: in areas all others are passed over."""
    found: list[float] = []
    for arg in args:
        if not is_many(arg):
            found.append(to_number(arg, ctx.locale))
            continue
        for value in flat(arg):
            if isinstance(value, CellError):
                raise FailedError(value, getattr(value, "reason", ""))
            if isinstance(value, float) and not isinstance(value, bool):
                found.append(value)
    return found


def _sum(ctx: Context, *args: Any) -> float:
    return float(sum(numbers(ctx, args)))


def _average(ctx: Context, *args: Any) -> float:
    found = numbers(ctx, args)
    if not found:
        raise FailedError(
            "#DIV/0!", "Evaluation of function AVERAGE caused a divide by zero error."
        )
    return sum(found) / len(found)


def _least(ctx: Context, *args: Any) -> float:
    return min(numbers(ctx, args), default=0.0)


def _greatest(ctx: Context, *args: Any) -> float:
    return max(numbers(ctx, args), default=0.0)


def _count(_: Context, *args: Any) -> float:
    values = [value for arg in args for value in flat(arg)]
    return float(sum(isinstance(value, float) for value in values))


def _count_all(_: Context, *args: Any) -> float:
    return float(sum(value is not None for arg in args for value in flat(arg)))


def _truths(*args: Any) -> list[bool]:
    values = [to_truth(v) for arg in args for v in flat(arg) if not (is_many(arg) and _passed(v))]
    if not values:
        raise FailedError("#N/A", "Wrong number of arguments.")
    return values


def _passed(value: Any) -> bool:
    """Return whether AND and OR pass over a value of an area: empty or a text."""
    return value is None or (isinstance(value, str) and not isinstance(value, CellError))


def criterion(ctx: Context, wanted: Any) -> Callable[[Any], bool]:
    """Return the test that COUNTIF makes of its criterion, such as '>5' or 'A*'."""
    if isinstance(wanted, CellError) or not isinstance(wanted, str):
        return lambda value: value is not None and same(value, wanted)
    sign, operand = _CRITERION.fullmatch(wanted).groups()  # type: ignore[union-attr]
    number = number_of(operand, ctx.locale)
    if sign in ("<", "<=", ">", ">="):
        return _ordering(sign, operand if number is None else number)
    test = _equality(operand, number)
    return (lambda value: not test(value)) if sign == "<>" else test


def _ordering(sign: str, operand: float | str) -> Callable[[Any], bool]:
    signs = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign]
    wanted = kind(operand)
    return lambda value: (
        value is not None and kind(value) == wanted and compare(value, operand) in signs
    )


def _equality(operand: str, number: float | None) -> Callable[[Any], bool]:
    if number is not None:
        return lambda value: value == number and value is not None and value is not True
    if operand == "":
        return lambda value: value is None or value == ""
    if operand.upper() in ("TRUE", "FALSE"):
        wanted = operand.upper() == "TRUE"
        return lambda value: value is wanted
    form = wildcard(operand)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def wildcard(text: str) -> re.Pattern[str]:
    """Return the form that a text with * and ? means; ~ takes their meaning away."""
    pieces = re.findall(r"~[*?~]|.", text, re.DOTALL)
    meanings = {"*": ".*", "?": "."}
    form = "".join(
        meanings.get(piece) or re.escape(piece[-1] if len(piece) == 2 else piece)
        for piece in pieces
    )
    return re.compile(form, re.IGNORECASE | re.DOTALL)


def _count_if(ctx: Context, values: Any, wanted: Any) -> float:
    return float(sum(map(criterion(ctx, ctx.single(wanted)), flat(values))))


def _count_ifs(ctx: Context, *pairs: Any) -> float:
    return float(sum(_fitting(ctx, pairs)))


def _fitting(ctx: Context, pairs: tuple[Any, ...]) -> list[bool]:
    columns = [
        list(map(criterion(ctx, ctx.single(wanted)), flat(values)))
        for values, wanted in pairs_of(pairs, "COUNTIFS")
    ]
    if len({len(column) for column in columns}) > 1:
        raise FailedError("#VALUE!", "Array arguments to COUNTIFS are of different size.")
    return [all(row) for row in zip(*columns, strict=True)]


def _sum_if(ctx: Context, values: Any, wanted: Any, summed: Any = None) -> float:
    fits = map(criterion(ctx, ctx.single(wanted)), flat(values))
    amounts = flat(values if summed is None else summed)
    pairs = zip(fits, amounts, strict=False)
    return float(sum(v for fit, v in pairs if fit and isinstance(v, float)))


AGGREGATES: dict[str, Callable[..., Any]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "MIN": _least,
    "MAX": _greatest,
    "COUNT": _count,
    "COUNTA": _count_all,
    "COUNTIF": _count_if,
    "COUNTIFS": _count_ifs,
    "SUMIF": _sum_if,
    "AND": lambda _, *args: all(_truths(*args)),
    "OR": lambda _, *args: any(_truths(*args)),
}
