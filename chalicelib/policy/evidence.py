"""Evidence: what must be on file for a case, and what of it is missing (RULEBOOK 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from chalicelib.model.casefile import CaseFile
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.filed import is_filed

Look = Callable[[CaseFile], bool]


class Known(NamedTuple):
    """A kind of evidence that other tabs hold, by all the names it goes by."""

    name: Phrase
    others: tuple[str, ...]
    held: Look
    ours: bool = False
    """It lies with us or a carrier: the customer is not asked for it."""


def _has_order(file: CaseFile) -> bool:
    return file.order is not None


def _has_sku(file: CaseFile) -> bool:
    return bool(file.case.sku) or any(line.sku for line in file.lines)


def _has_tracking(file: CaseFile) -> bool:
    return any(parcel.tracking for parcel in file.shipments)


def _has_ship_date(file: CaseFile) -> bool:
    shipped = file.order is not None and file.order.shipped is not None
    return shipped or any(parcel.shipped for parcel in file.shipments)


def _has_country(file: CaseFile) -> bool:
    return bool(file.country) or any(parcel.country for parcel in file.shipments)


def _has_payment(file: CaseFile) -> bool:
    return bool(file.payments)


def _has_amount(file: CaseFile) -> bool:
    paid = any(payment.amount is not None and payment.currency for payment in file.payments)
    return paid or (file.order is not None and file.order.total is not None)


def _has_question(file: CaseFile) -> bool:
    return bool(file.case.problem.strip())


KNOWN = (
    Known(Phrase("order number", "订单号"), ("order id", "order", "订单编号", "订单"), _has_order),
    Known(Phrase("SKU", "商品编码"), ("article", "商品", "商品sku"), _has_sku),
    Known(Phrase("tracking number", "运单号"), ("tracking", "物流单号", "快递单号"), _has_tracking, ours=True),
    Known(Phrase("ship date", "发货日期"), ("shipping date", "date shipped", "发货时间"), _has_ship_date, ours=True),
    Known(Phrase("destination country", "目的国"), ("destination", "country", "国家", "目的国家"), _has_country, ours=True),
    Known(Phrase("payment ID", "付款编号"), ("payment", "支付单号", "支付编号", "交易号"), _has_payment, ours=True),
    Known(Phrase("amount and currency", "金额和币种"), ("amount", "金额与币种", "金额及币种", "金额"), _has_amount, ours=True),
    Known(Phrase("the question", "问题描述"), ("question", "问题", "客户问题", "具体问题"), _has_question),
)  # fmt: skip
"""What the desk looks up by itself."""

FILED = (
    Phrase("photos of the fault", "问题照片"),
    Phrase("photos", "照片"),
    Phrase("packaging photos", "包装照片"),
    Phrase("photos with the packaging", "包装照片"),
    Phrase("photos of the packaging", "包装照片"),
    Phrase("video", "视频"),
    Phrase("chat", "聊天记录"),
    Phrase("statement", "账单"),
    Phrase("bank statement", "银行账单"),
    Phrase("size chart", "尺码表"),
)
"""Kinds that only On file can name, with their twins; any other is looked for as it is written,
but for the many words for a photo."""

BY_NAME: Mapping[str, Known] = {
    folded_text(name): known for known in KNOWN for name in (*known.name, *known.others)
}


def lacking(file: CaseFile, needs: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds that must be on file and are not, each once, as the rows name them."""
    return tuple(kind for kind in dict.fromkeys(needs) if not held(file, kind))


def held(file: CaseFile, kind: str) -> bool:
    """Whether a kind of evidence is there: in the tab that holds it, or named by On file.

    An entry that says that it is not there counts for nothing: no photos, 待补照片.
    """
    known, twins = _looked_for(kind)
    if known is not None and known.held(file):
        return True
    return any(is_filed(twins, folded_text(entry)) for entry in file.case.on_file)


def is_ours(kind: str) -> bool:
    """Whether we ourselves look a kind of evidence up, so that the customer is not asked."""
    known = BY_NAME.get(folded_text(kind))
    return known is not None and known.ours


def is_order(kind: str) -> bool:
    """Whether a kind of evidence is the order."""
    return BY_NAME.get(folded_text(kind)) is KNOWN[0]


def is_question(kind: str) -> bool:
    """Whether a kind of evidence is what the customer asks, which is only to be written down."""
    return BY_NAME.get(folded_text(kind)) is KNOWN[-1]


@lru_cache(1024)
def _looked_for(kind: str) -> tuple[Known | None, frozenset[str]]:
    """Return where a kind is looked up, and the words in either language that may name it."""
    name = folded_text(kind)
    known = BY_NAME.get(name)
    found = {folded_text(twin) for pair in FILED if name in map(folded_text, pair) for twin in pair}
    return known, frozenset({name, *found, *map(folded_text, known.name if known else ())})
