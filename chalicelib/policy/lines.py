"""Rows of the tabs on judgement, as people wrote them; tables/policybook.py makes rules of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pydantic.dataclasses import dataclass

from chalicelib.model.case import Category
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Word

Raw = Any
"""A cell with a test in it, kept as the sheet holds it: the table of decisions reads it."""


class Payer(Word):
    """Who pays the return postage."""

    BUYER = "buyer", "买家"
    SELLER = "seller", "卖家"


class Check(Word):
    """What an order is looked at for (RULEBOOK 4)."""

    RECIPIENT = "recipient", "收件人"
    ADDRESS = "address", "地址"
    PHONE = "phone", "电话"
    EMAIL = "e-mail", "邮箱"
    ARTICLE = "article", "商品"
    """SKU, specification and quantity agree with the catalogue and with what was ordered."""
    PRICE = "price", "价格"
    PAYMENT = "payment", "付款"
    NOTE = "buyer's note", "买家备注"
    PROHIBITED = "prohibited goods", "禁运商品"
    SENSITIVE = "sensitive goods", "敏感商品"
    BRAND = "brand risk", "侵权风险"
    """Words in an article's title that speak of somebody else's brand."""
    STOCK = "stock", "库存"
    DUPLICATE = "duplicate order", "重复订单"
    TRACKING = "tracking number", "运单号"


class RouteKind(Word):
    """How parcels go (RULEBOOK 5)."""

    EXPRESS = "express", "快递"
    SPECIAL = "special line", "专线"
    POSTAL = "postal", "邮政"
    WAREHOUSE = "overseas warehouse", "海外仓"


class Danger(Word):
    """How likely a parcel is late or lost on a route."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class Reckoning(Word):
    """How the days of an external deadline are counted."""

    CALENDAR = "calendar days", "自然日"
    BUSINESS = "business days", "工作日"


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A row of the Policy tab: conditions, and what may then be granted (RULEBOOK 7).

    The first row that fits a case decides.
    """

    id: str
    active: bool | None = None
    category: Raw = None
    topic: Raw = None
    product_class: Raw = None
    country: Raw = None
    days: Raw = None
    """Days since delivery, at the moment the case was opened; unknown while not delivered."""
    value: Raw = None
    """What the article the case is about cost, else the order."""
    parcel: Raw = None
    """Where the parcel stands, a word of Shipments' status; unknown while none was sent."""
    evidence: Raw = None
    """yes: all that must be on file is there."""
    repeats: Raw = None
    """How many earlier cases the same customer opened within a year."""
    condition: Raw = None
    """How returned goods came back; unknown before they are inspected."""
    remedies: tuple[str, ...] = ()
    """Allowed remedies, the recommended one first."""
    cap: str = ""
    """The most that may be granted: a share of the value (30 %) or an amount (20 USD)."""
    postage: Payer | None = None
    goods_back: bool | None = None
    buyer_text: str = ""
    """What the buyer is told."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A row of the Evidence tab: what must be on file (RULEBOOK 6); all rows that fit count."""

    id: str
    active: bool | None = None
    category: Raw = None
    topic: Raw = None
    needs: tuple[str, ...] = ()
    """Kinds of evidence: those that other tabs hold, by name; any other by the case's On file."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """A row of the Authority tab: what a role may grant alone (RULEBOOK 1)."""

    id: str
    role: Role | None = None
    remedies: tuple[str, ...] = ()
    """Remedies the role may grant; empty: any."""
    cap: Money | None = None
    """The most a grant may cost; empty: no limit."""
    next: Role | None = None
    """Which role decides above it; empty: nobody does."""
    minutes: int | None = None
    """How long this role has for an answer when asked, on its own shift."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A row of the Order checks tab (RULEBOOK 4)."""

    id: str
    active: bool | None = None
    check: Check | None = None
    countries: Raw = None
    """For orders to these countries; empty: any."""
    outcome: Outcome | None = None
    """hold, flag or pass; pass: looked at, and nothing follows."""
    ask: str = ""
    """What the seller is asked to do."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MarketLine:
    """A row of the Markets tab: what holds for a country."""

    id: str
    """The country as two letters; EU for its members, * for any other country."""
    withdrawal_days: int | None = None
    """How long a buyer may withdraw without a reason, from delivery."""
    prohibited: tuple[str, ...] = ()
    """Product classes that may not be sent there."""
    sensitive: tuple[str, ...] = ()
    """Product classes that need a look before they are sent there."""
    postcode: str = ""
    """no: none is needed (否 is read as no); a pattern such as 99999 or A9A 9A9 (9 a digit, A a
    letter); empty: the rule of the country's own address format."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A row of the Routes tab: one way to send a parcel (RULEBOOK 5); all rows that fit count."""

    id: str
    active: bool | None = None
    carrier: str = ""
    kind: RouteKind | None = None
    countries: Raw = None
    attributes: Raw = None
    """Product classes the route takes, as a test of all classes in the parcel: not battery."""
    days_least: int | None = None
    days_most: int | None = None
    cost: Money | None = None
    """What a parcel costs."""
    danger: Danger | None = None
    handling: timedelta | None = None
    """From review to hand-over."""
    silent_after: timedelta | None = None
    """How long the route may stay without news."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A row of the Deadlines tab: what somebody outside expects by when (RULEBOOK 11)."""

    id: str
    active: bool | None = None
    who: tuple[str, ...] = ()
    """Channels, providers or countries it binds, EU for its members; empty: everybody."""
    tab: str = ""
    """The tab whose rows it binds: Cases, Orders, Returns or Disputes."""
    event: str = ""
    """What happened, in words."""
    start: str = ""
    """A heading of that tab: from which instant it runs."""
    must: str = ""
    """What the seller has to do."""
    limit: str = ""
    """How long, e.g. 10 days, 48 h; empty: only the platform's own date counts."""
    reckoning: Reckoning | None = None
    consequence: str = ""
    api_field: str = ""
    """Where the platform itself names the date; that one comes first."""
    source: str = ""
    checked: datetime | None = None
    """When somebody last compared the row with its source."""
    verify: bool | None = None
    """yes: not confirmed, look it up before relying on it."""


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """A row of the Phrases tab: what must never be promised or written (RULEBOOK 7)."""

    id: str
    active: bool | None = None
    words: tuple[str, ...] = ()
    """Ways to say it, in any language."""
    why: str = ""
    instead: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class KeywordLine:
    """A row of the Keywords tab: words in a problem that speak for a category."""

    id: str
    words: tuple[str, ...] = ()
    category: Category | None = None
    topic: str = ""
