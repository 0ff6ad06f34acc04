"""Cells that a review goes by: where one cannot be read, nothing is taken for empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Check

Fields = Mapping[str, frozenset[str]]
"""Fields by tab."""

STANDING = frozenset({"status", "reviewed", "shipped"})
"""Fields of an order that say whether it is to be reviewed still."""

LINE = frozenset({"sku", "quantity"})
NEEDS: Mapping[Check, Fields] = {
    Check.RECIPIENT: {"orders": frozenset({"buyer"})},
    Check.ADDRESS: {
        "orders": frozenset({"country", "region", "city", "address", "postcode"}),
    },
    Check.PHONE: {"orders": frozenset({"phone", "country"})},
    Check.EMAIL: {"orders": frozenset({"email"})},
    Check.ARTICLE: {"order_lines": LINE | {"specification"}},
    Check.PRICE: {
        "orders": frozenset({"amount", "currency"}),
        "order_lines": LINE | {"price", "currency"},
        "products": frozenset({"price", "currency"}),
    },
    Check.PAYMENT: {
        "orders": frozenset({"amount", "currency"}),
        "payments": frozenset({"status", "amount", "currency"}),
        "refunds": frozenset({"status", "amount", "currency"}),
        "disputes": frozenset({"status", "amount", "currency"}),
    },
    Check.NOTE: {"orders": frozenset({"note", "note_read"})},
    Check.PROHIBITED: {
        "orders": frozenset({"country"}),
        "order_lines": frozenset({"sku"}),
        "products": frozenset({"product_class"}),
    },
    Check.SENSITIVE: {
        "orders": frozenset({"country"}),
        "order_lines": frozenset({"sku"}),
        "products": frozenset({"product_class"}),
    },
    Check.BRAND: {"order_lines": frozenset({"sku", "title"})},
    Check.STOCK: {"order_lines": LINE, "products": frozenset({"stock"})},
    Check.DUPLICATE: {
        "orders": frozenset({"email", "address", "postcode", "placed"}),
        "order_lines": LINE,
    },
    Check.TRACKING: {"shipments": frozenset({"tracking"})},
}
"""Of each check, the fields it goes by."""

HEADINGS = {
    "status": Phrase("Status", "状态"),
    "paid": Phrase("Paid", "付款时间"),
    "reviewed": Phrase("Reviewed", "审核完成时间"),
    "shipped": Phrase("Shipped", "发货时间"),
    "placed": Phrase("Placed", "下单时间"),
    "buyer": Phrase("Buyer", "买家"),
    "country": Phrase("Country", "国家"),
    "region": Phrase("Region", "省州"),
    "city": Phrase("City", "城市"),
    "address": Phrase("Address", "地址"),
    "postcode": Phrase("Postcode", "邮编"),
    "phone": Phrase("Phone", "电话"),
    "email": Phrase("E-mail", "邮箱"),
    "amount": Phrase("Amount", "金额"),
    "currency": Phrase("Currency", "币种"),
    "note": Phrase("Buyer's note", "买家备注"),
    "note_read": Phrase("Note read", "备注已读"),
    "sku": Phrase("SKU", "商品编码"),
    "title": Phrase("Title", "商品名称"),
    "specification": Phrase("Specification", "规格"),
    "quantity": Phrase("Quantity", "数量"),
    "price": Phrase("Unit price", "单价"),
    "product_class": Phrase("Product class", "商品类别"),
    "stock": Phrase("In stock", "库存"),
    "tracking": Phrase("Tracking number", "运单号"),
}
"""What people call these fields; the tabs call them the same (a test compares)."""

VITAL = {
    "orders": frozenset(HEADINGS),
    "order_lines": LINE,
    "payments": frozenset({"status", "amount", "currency"}),
    "shipments": frozenset({"tracking"}),
    "products": frozenset({"product_class", "price", "currency", "stock"}),
}
"""Fields by tab without whose columns the checks that go by them are not made at all."""

BESIDE = Phrase("{heading} ({record})", "{heading}（{record}）")


def needed(checks: Iterable[Check]) -> dict[str, frozenset[str]]:
    """Return the fields that some checks go by, by tab, and those that say how an order stands."""
    found: dict[str, frozenset[str]] = {"orders": STANDING}
    for check in checks:
        for tab, fields in NEEDS[check].items():
            found[tab] = found.get(tab, frozenset()) | fields
    return found


def said_cells(fields: AbstractSet[str], record: str = "") -> Iterator[Phrase]:
    """Yield the cells of a record by their headings, in the order in which tabs have them."""
    for field, heading in HEADINGS.items():
        if field in fields:
            yield BESIDE.fill(heading=heading, record=record) if record else heading
