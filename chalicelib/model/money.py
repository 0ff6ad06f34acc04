"""Money: an exact amount in a currency; sums never mix currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


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
