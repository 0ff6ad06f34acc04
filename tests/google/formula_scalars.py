"""Functions of single values: arithmetic, comparison, text. Arrays go through them side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from tests.google.formula_values import (
    FailedError,
    FormulaError,
    compare,
    same,
    to_number,
    to_text,
    to_truth,
)
from tests.google.number_dates import serial
from tests.google.number_format import formatted
from tests.google.number_plain import EXACT
from tests.google.state import CellError

if TYPE_CHECKING:
    from tests.google.formula_context import Context

Scalar = Callable[..., Any]
MOST = 330
"""No number has more places than that."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A function of numbers."""

    function: Callable[..., float]

    def __call__(self, ctx: Context, *args: Any) -> float:
        """Return its value with all the arguments taken as numbers."""
        try:
            return float(self.function(*[to_number(arg, ctx.locale) for arg in args]))
        except (OverflowError, ValueError) as why:
            raise FailedError("#NUM!", str(why)) from why


@dataclass(frozen=True, slots=True)
class Worded:
    """A function of a text, and maybe of counts."""

    function: Callable[..., Any]

    def __call__(self, ctx: Context, text: Any, *counts: Any) -> Any:
        """Return its value with the first argument taken as text, the others as numbers."""
        numbers = [int(to_number(count, ctx.locale)) for count in counts]
        return self.function(to_text(text, ctx.locale), *numbers)


def _divided(one: float, other: float) -> float:
    if other == 0:
        raise FailedError("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
    return one / other


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        raise FailedError("#DIV/0!", "Function POW parameter 1 cannot be zero.")
    result = base**exponent
    if isinstance(result, complex):
        raise FailedError("#NUM!", "POW evaluates to an imaginary number.")
    return result


def _rounded(number: float, places: float = 0) -> float:
    unit = Decimal(1).scaleb(-max(-MOST, min(MOST, int(places))))
    return float(Decimal(repr(number)).quantize(unit, ROUND_HALF_UP, EXACT))


def _comparison(test: Callable[[int], bool]) -> Scalar:
    return lambda _, one, other: test(compare(one, other))


def _right(text: str, count: int = 1) -> str:
    return text[-count:] if count else ""


def _middle(text: str, start: int, count: int) -> str:
    if start < 1:
        raise FailedError("#NUM!", "Function MID parameter 2 value should be at least 1.")
    return text[start - 1 : start - 1 + count]


def _concatenated(ctx: Context, *parts: Any) -> str:
    return "".join(to_text(part, ctx.locale) for part in parts)


def _text(ctx: Context, value: Any, pattern: Any) -> str:
    if isinstance(value, str):
        return value
    return formatted(to_number(value, ctx.locale), to_text(pattern, ctx.locale), ctx.locale)


def _value(ctx: Context, value: Any) -> float:
    if isinstance(value, bool):
        raise FailedError("#VALUE!", "VALUE parameter is a boolean.")
    return to_number(value, ctx.locale)


def _today(ctx: Context) -> float:
    return float(int(_now(ctx)))


def _now(ctx: Context) -> float:
    local: datetime = ctx.book.clock().astimezone(ctx.zone)
    return serial(local.replace(tzinfo=None))


def _failed(_: Context, word: Any) -> FormulaError:
    return FormulaError(word, "Reference does not exist." if word == "#REF!" else "")


def _link(ctx: Context, url: Any, label: Any = None) -> Any:
    return to_text(url, ctx.locale) if label is None else label


SCALARS: dict[str, Scalar] = {
    "ADD": Reckoned(lambda a, b: a + b),
    "MINUS": Reckoned(lambda a, b: a - b),
    "MULTIPLY": Reckoned(lambda a, b: a * b),
    "DIVIDE": Reckoned(_divided),
    "POW": Reckoned(_power),
    "UMINUS": Reckoned(lambda a: -a),
    "UNARY_PERCENT": Reckoned(lambda a: a / 100),
    "ABS": Reckoned(abs),
    "ROUND": Reckoned(_rounded),
    "CONCAT": lambda ctx, a, b: to_text(a, ctx.locale) + to_text(b, ctx.locale),
    "EQ": lambda _, a, b: same(a, b),
    "NE": lambda _, a, b: not same(a, b),
    "LT": _comparison(lambda c: c < 0),
    "LTE": _comparison(lambda c: c <= 0),
    "GT": _comparison(lambda c: c > 0),
    "GTE": _comparison(lambda c: c >= 0),
    "NOT": lambda _, a: not to_truth(a),
    "LEN": Worded(lambda text: float(len(text))),
    "LEFT": Worded(lambda text, count=1: text[:count]),
    "RIGHT": Worded(_right),
    "MID": Worded(_middle),
    "TRIM": Worded(lambda text: " ".join(word for word in text.split(" ") if word)),
    "UPPER": Worded(str.upper),
    "LOWER": Worded(str.lower),
    "TEXT": _text,
    "VALUE": _value,
    "TODAY": _today,
    "NOW": _now,
    "HYPERLINK": _link,
}


UNGUARDED: dict[str, Scalar] = {
    "ISBLANK": lambda _, a: a is None,
    "ISERROR": lambda _, a: isinstance(a, CellError),
    "ISNA": lambda _, a: isinstance(a, CellError) and a == "#N/A",
    "ISNUMBER": lambda _, a: isinstance(a, float) and not isinstance(a, bool),
    "ISTEXT": lambda _, a: isinstance(a, str) and not isinstance(a, CellError),
    "ERROR": _failed,
    "NA": lambda _: FormulaError("#N/A"),
}
"""Functions that are told of an error instead of passing it on."""
JOINED: dict[str, Scalar] = {"CONCATENATE": _concatenated}
"""Functions that take every value of an area one after the other."""
