"""Default authority and evidence (RULEBOOK 1 and 6): rows to edit, never constants."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from chalicelib.model.case import Category, Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import AuthorityLine, EvidenceLine
from chalicelib.tables.defaults_twin import (
    FAULT,
    LISTING,
    OURS,
    SERVICE,
    WORN,
    Twin,
    listed,
    tests,
)

R = Remedy
_SMALL = (R.GIFT, R.COUPON, R.PARTIAL, R.REFUND, R.EXPLANATION, R.REFUSAL)
_MIDDLE = (*_SMALL, R.RETURN, R.EXCHANGE, R.RESHIP, R.REPAIR)
MINUTES = 30


def _may(id_: str, role: Role, remedies: tuple[Remedy, ...], cap: int | None = None) -> Twin:
    above = (*Role, None)[list(Role).index(role) + 1]
    cells = {
        "id": id_,
        "role": role,
        "remedies": remedies,
        "cap": None if cap is None else Money(Decimal(cap), "USD"),
        "next": above,
        "minutes": MINUTES,
        "source": SERVICE if role in (Role.JUNIOR, Role.INTERMEDIATE, Role.SENIOR) else OURS,
    }
    return Twin(AuthorityLine, cells)


AUTHORITY_ROWS = (
    _may("A01", Role.JUNIOR, _SMALL, 50),
    _may("A02", Role.INTERMEDIATE, _MIDDLE, 100),
    _may("A03", Role.SENIOR, ()),
    _may("A04", Role.LEAD, ()),
    _may("A05", Role.MANAGER, ()),
    _may("A06", Role.OWNER, ()),
)

ORDER = Phrase("order number", "订单号")
TRACKING = Phrase("tracking number", "运单号")
SHIP_DATE = Phrase("ship date", "发货日期")
DESTINATION = Phrase("destination country", "目的国")
SKU = Phrase("SKU", "商品编码")
PHOTOS = Phrase("photos", "照片")
PACKAGING = Phrase("packaging photos", "包装照片")
PAYMENT_ID = Phrase("payment ID", "付款编号")
PAID = Phrase("amount and currency", "金额和币种")
QUESTION = Phrase("question", "问题")


def _needs(id_: str, *kinds: Phrase, **cells: Any) -> Twin:
    own = {"id": id_, "active": True, "needs": kinds, "source": SERVICE}
    return Twin(EvidenceLine, own | tests(cells))


_SHOWN = listed(FAULT, WORN, LISTING)

EVIDENCE_ROWS = (
    _needs("E01", TRACKING, SHIP_DATE, DESTINATION, category=Category.LOGISTICS),
    _needs("E02", ORDER, SKU, category=Category.PRODUCT),
    _needs("E03", PHOTOS, category=Category.PRODUCT, topic=_SHOWN),
    _needs("E04", PACKAGING, category=Category.PRODUCT, topic=Phrase("damaged", "破损")),
    _needs("E05", ORDER, PAYMENT_ID, PAID, category=Category.PAYMENT),
    _needs("E06", QUESTION, category=Category.OTHER),
)
"""S1 asks a photo of every fault; a wrong size or a change of mind shows none (ours)."""
