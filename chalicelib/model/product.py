"""A product: one article of the catalogue, and how many of it are in stock (RULEBOOK 4)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pydantic.dataclasses import dataclass

from chalicelib.model.money import Money

APART = re.compile(r"\s*[,;、，；]\s*")


@lru_cache(4096)
def _apart(classes: str) -> tuple[str, ...]:
    return tuple(one for one in APART.split(classes.strip()) if one)


@dataclass(frozen=True, slots=True)
class Product:
    """A row of the Products tab; its id is the SKU."""

    id: str
    title: str = ""
    specification: str = ""
    product_class: str = ""
    """What kind of article it is, in the words of the Policy and Markets tabs: battery, food."""
    price: Decimal | None = None
    currency: str = ""
    stock: int | None = None
    """How many lie in the warehouse, those reserved for orders not shipped yet among them."""
    returnable: bool | None = None
    """no: never taken back without a fault, e.g. underwear, food, custom-made."""

    @property
    def classes(self) -> tuple[str, ...]:
        """Each kind that the class names, where it names several: battery, liquid."""
        return _apart(self.product_class)

    @property
    def money(self) -> Money | None:
        """The price, where it and its currency are both known."""
        return None if self.price is None or not self.currency else Money(self.price, self.currency)
