"""Articles of an order: known, as ordered, at the catalogue's price, and fit for the country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from chalicelib.model.money import Money
from chalicelib.model.order import OrderLine
from chalicelib.model.product import Product
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.kinds import kind
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found
from chalicelib.policy.specification import unlike

NO_LINES = Phrase("no line of Order lines belongs to the order", "“订单明细”中没有该订单的行")
NO_SKU = Phrase("line {line} names no SKU", "明细 {line} 没有商品编码")
UNKNOWN_SKU = Phrase("SKU {sku} is not in Products", "“商品”中没有商品编码 {sku}")
NO_QUANTITY = Phrase("the quantity of SKU {sku} is {quantity}", "商品 {sku} 的数量为 {quantity}")
EMPTY = Phrase("missing", "空")
OTHER_KIND = Phrase(
    "SKU {sku} was ordered as '{ordered}', Products says '{listed}'",
    "商品 {sku} 下单规格为“{ordered}”，“商品”中为“{listed}”",
)
OTHER_PRICE = Phrase(
    "SKU {sku} was sold at {sold}, Products says {listed}",
    "商品 {sku} 售价为 {sold}，“商品”中为 {listed}",
)
TOO_LITTLE = Phrase(
    "the lines come to {lines}, the order to {order} only", "明细合计 {lines}，订单金额只有 {order}"
)
PROHIBITED = Phrase(
    "{kind} (SKU {sku}) may not be sent to {country}", "{kind}（{sku}）禁止发往 {country}"
)
SENSITIVE = Phrase(
    "{kind} (SKU {sku}) is sensitive in {country}", "{kind}（{sku}）在 {country} 属敏感商品"
)
BRANDED = Phrase("'{word}' in the title of SKU {sku}", "商品 {sku} 的名称中有“{word}”")

BRAND_WORDS = (
    "replica", "knock-off", "knockoff", "counterfeit", "fake", "in the style of", "style of",
    "inspired by", "dupe", "aaa quality", "1:1 copy", "mirror quality", "高仿", "仿品", "复刻",
    "同款", "山寨", "原单", "尾单", "大牌平替", "明星款",
)  # fmt: skip
"""Words of a title that speak of somebody else's brand."""
BRAND = re.compile("|".join(
    rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)
    for word in BRAND_WORDS
))  # fmt: skip


def article(file: OrderFile) -> Iterator[Finding]:
    """Look at each line: a known SKU, a quantity, and the specification of the catalogue."""
    if not file.lines:
        yield found(Check.ARTICLE, NO_LINES)
    for line, product in file.articles():
        yield from _line(line, product)


def _line(line: OrderLine, product: Product | None) -> Iterator[Finding]:
    if not line.sku:
        yield found(Check.ARTICLE, NO_SKU, line=line.id)
        return
    if product is None:
        yield found(Check.ARTICLE, UNKNOWN_SKU, sku=line.sku)
    if line.quantity is None or line.quantity <= 0:
        said = EMPTY if line.quantity is None else line.quantity
        yield found(Check.ARTICLE, NO_QUANTITY, sku=line.sku, quantity=said)
    listed, ordered = product.specification if product else "", line.specification
    most = unlike(listed, ordered) if listed and ordered else Outcome.PASS
    if most is not Outcome.PASS:
        yield found(Check.ARTICLE, OTHER_KIND, most, sku=line.sku, ordered=ordered, listed=listed)


def price(file: OrderFile) -> Iterator[Finding]:
    """Compare prices with the catalogue's of the same currency, and lines with the amount."""
    for line, product in file.articles():
        listed, sold = product.money if product else None, _price(line, file)
        if sold and listed and sold.currency == listed.currency and sold.amount != listed.amount:
            yield found(Check.PRICE, OTHER_PRICE, sku=line.sku, sold=sold, listed=listed)
    total, lines = file.order.total, _sum(file)
    if total and lines and lines.currency == total.currency and lines > total:
        yield found(Check.PRICE, TOO_LITTLE, Outcome.FLAG, lines=lines, order=total)


def _price(line: OrderLine, file: OrderFile) -> Money | None:
    """Return the price of a line; one without a currency is in that of the order."""
    currency = (line.currency.strip() or file.order.currency.strip()).upper()
    return Money(line.price, currency) if line.price is not None and currency else None


def _sum(file: OrderFile) -> Money | None:
    """Return what all lines come to, where each has a price and all are in one currency."""
    prices = [(_price(line, file), line.quantity) for line in file.lines]
    currencies = {sold.currency for sold, _ in prices if sold}
    if len(currencies) != 1 or any(sold is None or count is None for sold, count in prices):
        return None
    whole = sum((s.amount * n for s, n in prices if s and n is not None), Decimal())
    return Money(whole, currencies.pop())


def prohibited(file: OrderFile) -> Iterator[Finding]:
    """Look for goods that may not be sent to the country."""
    classes = file.market.prohibited if file.market else ()
    yield from _classed(file, Check.PROHIBITED, PROHIBITED, classes)


def sensitive(file: OrderFile) -> Iterator[Finding]:
    """Look for goods that a person should look at before they go to the country."""
    classes = file.market.sensitive if file.market else ()
    yield from _classed(file, Check.SENSITIVE, SENSITIVE, classes)


def _classed(
    file: OrderFile, check: Check, what: Phrase, classes: tuple[str, ...]
) -> Iterator[Finding]:
    named = {kind(one) for one in classes}
    for line, product in file.articles() if named else ():
        for said in product.classes if product else ():
            if kind(said) in named:
                yield found(check, what, kind=said, sku=line.sku, country=file.country)


def brand(file: OrderFile) -> Iterator[Finding]:
    """Look for words in titles that speak of somebody else's brand."""
    for line, product in file.articles():
        word = _branded(f"{line.title} {product.title if product else ''}")
        if word:
            yield found(Check.BRAND, BRANDED, word=word, sku=line.sku)


@lru_cache(4096)
def _branded(title: str) -> str:
    match = BRAND.search(folded_text(title))
    return match[0] if match else ""
