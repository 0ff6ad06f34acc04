"""Quantities in cells: numbers, amounts of money, days and dates, each as something that orders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from chalicelib.model.money import code_of
from chalicelib.model.word import Phrase
from chalicelib.policy import words
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.unfit import Unfit

NUMBER = re.compile(r"([^\d\s.+-]+)?\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*([^\d\s.+-]+)?")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
PERCENT = {"%": Decimal("0.01"), "": Decimal(1)}
DAYS = {
    **dict.fromkeys(("", "d", "day", "days", "天", "日", "个自然日", "自然日"), Decimal(1)),
    **dict.fromkeys(("w", "week", "weeks", "周", "星期", "个星期"), Decimal(7)),
}
MISTYPED = str.maketrans("oOlI", "0011")
REFUSED: Mapping[InputKind, Phrase] = {
    InputKind.NUMBER: words.NO_NUMBER,
    InputKind.MONEY: words.NO_MONEY,
    InputKind.DAYS: words.NO_DAYS,
    InputKind.DATE: words.NO_DATE,
}


class Quantity(NamedTuple):
    """A number with the unit typed at it, or a date."""

    value: Any
    unit: str = ""


def read_quantity(text: str, mine: Input) -> Quantity:
    """Return what is typed; Unfit if it is nothing of the input's kind."""
    if mine.kind is InputKind.DATE:
        return Quantity(_day(text))
    match = NUMBER.fullmatch(text)
    prefix, suffix = (match[1] or "", match[3] or "") if match else ("", "")
    unit = (prefix or suffix).lower()
    wrong = not match or (prefix and suffix) or (prefix and mine.kind is not InputKind.MONEY)
    if wrong or not _fits(unit, mine.kind):
        raise _refused(text, mine)
    assert match is not None  # noqa: S101  # for the type checker: a missing one is refused above
    return Quantity(Decimal(match[2]), unit)


def _fits(unit: str, kind: InputKind) -> bool:
    if kind is InputKind.MONEY:
        return not unit or code_of(unit) is not None
    return unit in (PERCENT if kind is InputKind.NUMBER else DAYS)


def _day(text: str) -> date:
    match = DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Unfit(words.NO_DATE.fill(cell=text))


def _refused(text: str, mine: Input) -> Unfit:
    near = text.translate(MISTYPED)
    if near != text and any(c.isdigit() for c in text) and NUMBER.fullmatch(near):
        return Unfit(words.MEANT.fill(cell=text, near=near))
    return Unfit(REFUSED[mine.kind].fill(cell=text))


def shared(low: Quantity, high: Quantity) -> tuple[Quantity, Quantity]:
    """Return the ends of a range, each with the other's unit where it has none of its own."""
    return low._replace(unit=low.unit or high.unit), high._replace(unit=high.unit or low.unit)


def measured(found: Quantity, mine: Input, text: str) -> Any:
    """Return the number that values are compared with."""
    if mine.kind is InputKind.NUMBER:
        return found.value * PERCENT[found.unit]
    if mine.kind is InputKind.DAYS:
        days = found.value * DAYS[found.unit]
        if days != int(days):
            raise Unfit(words.WHOLE_DAYS.fill(cell=text))
        return int(days)
    return found.value


def currency_of(found: Quantity, usual: str, text: str) -> str:
    """Return the currency of an amount; a bare number is in the usual one."""
    currency = code_of(found.unit) or usual
    if not currency:
        raise Unfit(words.NO_CURRENCY.fill(cell=text))
    return currency
