"""Money: an exact amount in a currency; sums never mix currencies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from chalicelib.model.word import folded_text

SIGNS: Mapping[str, str] = {
    "€": "EUR", "欧元": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "英镑": "GBP",
    "$": "USD", "us$": "USD", "美元": "USD", "美金": "USD", "us dollar": "USD", "us dollars": "USD",
    "¥": "CNY", "元": "CNY", "人民币": "CNY", "人民币元": "CNY", "rmb": "CNY", "yuan": "CNY",
    "日元": "JPY", "yen": "JPY", "港元": "HKD", "港币": "HKD", "hk$": "HKD",
}  # fmt: skip
"""Signs and names of currencies as people write them, folded, with the code of each."""
CODE = re.compile(r"[A-Z]{3}")


def code_of(text: str) -> str | None:
    """Return the code (ISO 4217) that a code, a sign or a name stands for; None for no currency."""
    word = folded_text(text)
    code = SIGNS.get(word, word.upper())
    return code if CODE.fullmatch(code) else None


class MixedCurrencyError(ValueError):
    """Amounts of two currencies cannot be added or compared."""


class Money(NamedTuple):
    """An exact amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __add__(self, other: object) -> Money:
        """Return the sum; MixedCurrencyError where the currencies differ."""
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: object) -> Money:
        """Return the difference; MixedCurrencyError where the currencies differ."""
        return Money(self.amount - self._same(other).amount, self.currency)

    def __mul__(self, factor: object) -> Money:
        """Return the amount so many times; TypeError for anything but a Decimal or an int."""
        if not isinstance(factor, Decimal | int) or isinstance(factor, bool):
            raise TypeError(factor)
        return Money(self.amount * factor, self.currency)

    def __rmul__(self, factor: object) -> Money:
        """Return the amount so many times; TypeError for anything but a Decimal or an int."""
        return self * factor

    def __neg__(self) -> Money:
        """Return the amount owed the other way."""
        return Money(-self.amount, self.currency)

    def __lt__(self, other: object) -> bool:
        """Compare within a currency; MixedCurrencyError across two."""
        return self.amount < self._same(other).amount

    def __le__(self, other: object) -> bool:
        """Compare within a currency; MixedCurrencyError across two."""
        return self.amount <= self._same(other).amount

    def __gt__(self, other: object) -> bool:
        """Compare within a currency; MixedCurrencyError across two."""
        return self.amount > self._same(other).amount

    def __ge__(self, other: object) -> bool:
        """Compare within a currency; MixedCurrencyError across two."""
        return self.amount >= self._same(other).amount

    def __str__(self) -> str:
        """Return the amount as the sheet writes it: 12.50 EUR."""
        return f"{self.amount:f} {self.currency}"

    def _same(self, other: object) -> Money:
        if not isinstance(other, Money) or other.currency != self.currency:
            raise MixedCurrencyError
        return other
