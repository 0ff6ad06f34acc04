"""Codecs for numbers and money: exact, never guessed."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from chalicelib.model.money import Money, code_of
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, folded, plain, shown
from chalicelib.tables.codec import Codec, Shape
from chalicelib.tables.saying import Unreadable

EXACT = 2**53
"""Whole numbers below it survive being a spreadsheet number."""
NUMBERS = (float, int)
NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),(\d{1,2}|\d{4,})")


def _read_amount(cell: Cell) -> Decimal | None:
    if isinstance(cell, NUMBERS) and not isinstance(cell, bool):
        if not math.isfinite(cell):
            raise Unreadable(saying.NO_NUMBER.fill(cell=shown(cell)))
        return _exact(cell)
    text = unicodedata.normalize("NFKC", plain(cell)).replace(" ", "")
    if not text:
        return None
    if COMMA.fullmatch(text):
        mend = text.replace(".", "").replace(",", ".")
        raise Unreadable(saying.DECIMAL_COMMA.fill(cell=shown(cell), mend=mend))
    if not NUMBER.fullmatch(text):
        raise Unreadable(saying.NO_NUMBER.fill(cell=shown(cell)))
    return Decimal(text.replace(",", ""))


def _exact(number: float) -> Decimal:
    """Return a number as a spreadsheet shows it, of 15 figures: 59.7 for 19.9 * 3."""
    return Decimal(int(number)) if number == int(number) else Decimal(f"{number:.15g}")


def read_whole(cell: Cell) -> int | None:
    """Return the whole number that a cell names; None for an empty one."""
    amount = _read_amount(cell)
    if amount is not None and amount != amount.to_integral_value():
        raise Unreadable(saying.NO_WHOLE.fill(cell=shown(cell)))
    return None if amount is None else int(amount)


def _write_number(value: Decimal | None) -> Cell:
    if value is None:
        return None
    if abs(value) >= EXACT or _exact(float(value)) != value:
        return f"{value:f}"
    return int(value) if value == int(value) else float(value)


FIGURES = re.compile(r"[-+\d.,]+")
WITH_CURRENCY = re.compile(r"([^\d.,+-]+)?([-+\d.,]+)([^\d.,+-]+)?")
UNLIMITED = frozenset({"不限", "无限", "无限制", "无上限", "不设上限", "unlimited", "no limit"})


def _with_currency(text: str) -> tuple[str, str] | None:
    """Return the number and the code of a text that names a currency beside it, before or after."""
    match = WITH_CURRENCY.fullmatch(text)
    if match is None or bool(match[1]) == bool(match[3]):
        return None
    code = code_of(match[1] or match[3])
    return (match[2], code) if code else None


def _read_bare(cell: Cell) -> Decimal | None:
    """Return an amount; Unreadable for one with a currency at it says where that belongs."""
    try:
        return _read_amount(cell)
    except Unreadable:
        found = _with_currency(unicodedata.normalize("NFKC", plain(cell)))
        if found is None or not NUMBER.fullmatch(found[0]):
            raise
        said = saying.OWN_COLUMN.fill(cell=shown(cell), mend=found[0], currency=found[1])
        raise Unreadable(said) from None


AMOUNT = Codec(Shape.AMOUNT, lambda _l, _n: _read_bare, lambda _l: _write_number)
WHOLE = Codec(Shape.WHOLE, lambda _l, _n: read_whole, lambda _l: lambda value: value)


def read_money(cell: Cell, currency: str) -> Money | None:
    """Return the money a cell names; a bare number is in ``currency``."""
    text = unicodedata.normalize("NFKC", plain(cell))
    if not text:
        return None
    if folded(text) in UNLIMITED:
        raise Unreadable(saying.NO_LIMIT.fill(cell=shown(cell)))
    number, code = _with_currency(text) or (text, currency)
    if not FIGURES.fullmatch(number):
        raise Unreadable(saying.NO_MONEY.fill(cell=shown(cell)))
    amount = _read_amount(number)
    return Money(amount if amount is not None else Decimal(), code)


MONEY = Codec(
    Shape.TEXT,
    lambda locale, _n: lambda cell: read_money(cell, locale.currency),
    lambda _l: lambda money: None if money is None else str(money),
)
