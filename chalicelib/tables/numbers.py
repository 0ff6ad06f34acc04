"""Codecs for numbers and money: exact, never guessed."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from chalicelib.model.money import Money
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, plain, shown
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
        return Decimal(repr(cell)) if cell != int(cell) else Decimal(int(cell))
    text = unicodedata.normalize("NFKC", plain(cell)).replace(" ", "")
    if not text:
        return None
    if COMMA.fullmatch(text):
        mend = text.replace(".", "").replace(",", ".")
        raise Unreadable(saying.DECIMAL_COMMA.fill(cell=shown(cell), mend=mend))
    if not NUMBER.fullmatch(text):
        raise Unreadable(saying.NO_NUMBER.fill(cell=shown(cell)))
    return Decimal(text.replace(",", ""))


def _read_whole(cell: Cell) -> int | None:
    amount = _read_amount(cell)
    if amount is not None and amount != amount.to_integral_value():
        raise Unreadable(saying.NO_WHOLE.fill(cell=shown(cell)))
    return None if amount is None else int(amount)


def _write_number(value: Decimal | None) -> Cell:
    if value is None:
        return None
    if abs(value) >= EXACT or Decimal(repr(float(value))) != value:
        return f"{value:f}"
    return int(value) if value == int(value) else float(value)


AMOUNT = Codec(Shape.AMOUNT, lambda _l, _n: _read_amount, lambda _l: _write_number)
WHOLE = Codec(Shape.WHOLE, lambda _l, _n: _read_whole, lambda _l: lambda value: value)

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "￥": "CNY", "元": "CNY"}
MONEY_TEXT = re.compile(r"([A-Z]{3}|[€$£¥元])?\s*([-+\d.,]+)\s*([A-Z]{3}|[€$£¥元])?", re.IGNORECASE)


def read_money(cell: Cell, currency: str) -> Money | None:
    """Return the money a cell names; a bare number is in ``currency``."""
    text = unicodedata.normalize("NFKC", plain(cell))
    if not text:
        return None
    match = MONEY_TEXT.fullmatch(text)
    if match is None or (match[1] and match[3]):
        raise Unreadable(saying.NO_MONEY.fill(cell=shown(cell)))
    sign = (match[1] or match[3] or currency).upper()
    amount = _read_amount(match[2])
    return Money(amount if amount is not None else Decimal(), SIGNS.get(sign, sign))


MONEY = Codec(
    Shape.TEXT,
    lambda locale, _n: lambda cell: read_money(cell, locale.currency),
    lambda _l: lambda money: None if money is None else str(money),
)
