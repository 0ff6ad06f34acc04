"""Details: addresses, phones and order numbers in a text, and whose they are (RULEBOOK 7)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

from chalicelib.model import mask
from chalicelib.model.word import Phrase

_EMAIL = re.compile(r"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w-])\+?\(?\d(?:[ ().-]{0,2}\d){6,16}(?![\w-])")
_NAME = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*")
_CALLED = re.compile(r"(?:#|order|订单号?|订单编号)[\s:：#]*$", re.IGNORECASE)
_BEFORE = 12
LONG_ENOUGH = 6
"""Signs of an order's number that is taken for one wherever it stands; a shorter one only
behind #, order or 订单."""
DIGITS = 9
"""So many last digits tell two phones apart, with or without a country's code."""

OTHERS = {
    "email": Phrase("another customer's e-mail address", "其他客户的邮箱"),
    "phone": Phrase("another customer's phone number", "其他客户的电话"),
    "order": Phrase("another customer's order number", "其他客户的订单编号"),
}
"""What is wrong with each kind of detail."""


class Detail(NamedTuple):
    """Something in a text that belongs to one customer."""

    kind: str
    """email, phone or order."""
    key: str
    """As it is compared."""
    written: str

    @property
    def veiled(self) -> str:
        """As it may be shown."""
        veils = {"email": mask.email, "phone": mask.phone}
        return veils[self.kind](self.written) if self.kind in veils else self.written


def details(text: str) -> list[Detail]:
    """Return the details that a text holds, each once, in its order."""
    plain = text.translate(mask.PLAIN)
    found = chain(
        (Detail("email", e.casefold(), e) for e in (_EMAIL.findall(plain) if "@" in plain else ())),
        (Detail("phone", key, m) for m in _PHONE.findall(plain) if (key := phone(m))),
        (Detail("order", o[0].casefold(), o[0]) for o in _NAME.finditer(plain) if _named(o)),
    )
    return list(dict.fromkeys(found))


def phone(text: str) -> str:
    """Return a phone's last digits, by which two spellings are the same; empty if it is none."""
    digits = "".join(filter(str.isdecimal, text.translate(mask.PLAIN)))
    return digits[-DIGITS:] if len(digits) >= DIGITS - 2 else ""


def _named(found: re.Match[str]) -> bool:
    """Whether a number is long enough for an order's, or the words before call it one."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    return len(found[0]) >= LONG_ENOUGH or _CALLED.search(before) is not None


class Owners(NamedTuple):
    """To which customers details belong: e-mail addresses, folded, by detail."""

    of: Mapping[tuple[str, str], frozenset[str]]

    def strange(self, found: Iterable[Detail], mine: Iterable[str]) -> list[Detail]:
        """Return the details of a text that belong to others and not to any of ``mine``."""
        known = frozenset(address(one) for one in mine if one)
        if not known:
            return []
        return [
            one
            for one in found
            if (whose := self.of.get((one.kind, one.key))) and not whose & known
        ]


def address(text: str) -> str:
    """Return an e-mail address as it is compared."""
    return text.strip().casefold()


def owners(found: Iterable[Detail], cases: Iterable[Any], orders: Iterable[Any]) -> Owners:
    """Return to whom details belong, by the rows of Cases and Orders.

    Rows without an e-mail address say nothing of whose they are.
    """
    asked = {(one.kind, one.key) for one in found}
    kinds = {kind for kind, _ in asked}
    of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in chain(cases, orders) if asked else ():
        if record.email:
            for key in _held(record, kinds) & asked:
                of[key].add(address(record.email))
    return Owners({key: frozenset(whose) for key, whose in of.items()})


def _held(record: Any, kinds: set[str]) -> set[tuple[str, str]]:
    """Return the details that a row of Cases or Orders holds, of the kinds that are asked for."""
    held = {("email", address(record.email))}
    if "order" in kinds and not hasattr(record, "order"):
        held.add(("order", record.id.strip("# ").casefold()))
    if "phone" in kinds and (number := phone(getattr(record, "phone", ""))):
        held.add(("phone", number))
    return held
