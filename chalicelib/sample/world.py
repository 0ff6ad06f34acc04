"""The sample's world: buyers and where they live, articles, channels, carriers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase


class Country(NamedTuple):
    """Where buyers live: how they are called, reached and charged."""

    code: str
    language: Phrase
    currency: str
    rate: str
    """What a dollar is there; prices are made of it."""
    place: tuple[str, str, str, str]
    """Region, city, street, postcode."""
    phone: str
    first: tuple[str, ...]
    last: tuple[str, ...]

    @property
    def worth(self) -> Decimal | None:
        """What one unit of the currency is worth in dollars; None of dollars themselves."""
        if self.currency == "USD":
            return None
        return (1 / Decimal(self.rate)).quantize(Decimal("0.00001")).normalize()


class Article(NamedTuple):
    """Something that is sold."""

    sku: str
    title: Phrase
    specification: Phrase
    price: str
    """In dollars."""
    kind: Phrase
    """In the words of the rule tabs, where they speak of it."""
    stock: int
    returnable: bool = True


GERMAN, ENGLISH = Phrase("German", "德语"), Phrase("English", "英语")
FRENCH, SPANISH = Phrase("French", "法语"), Phrase("Spanish", "西班牙语")
JAPANESE, ITALIAN = Phrase("Japanese", "日语"), Phrase("Italian", "意大利语")
DUTCH = Phrase("Dutch", "荷兰语")
CLOTHES, BATTERY = Phrase("clothing", "服装"), Phrase("battery", "电池")

# fmt: off
COUNTRIES = (
    Country("DE", GERMAN, "EUR", "0.92", ("Sachsen", "Dresden", "Lindenweg {n}", "01067"), "+49 351 5550{n:03}", ("Anna", "Jonas", "Mia", "Felix"), ("Schmidt", "Vogel", "Keller", "Brandt")),
    Country("US", ENGLISH, "USD", "1", ("Oregon", "Portland", "{n} Alder Street", "97205"), "+1 503 555 0{n:03}", ("Emily", "Noah", "Grace", "Tyler"), ("Carter", "Nguyen", "Brooks", "Diaz")),
    Country("FR", FRENCH, "EUR", "0.92", ("Rhône", "Lyon", "{n} rue des Tilleuls", "69003"), "+33 4 72 55 0{n:03}", ("Camille", "Hugo", "Léa", "Louis"), ("Moreau", "Girard", "Petit", "Roux")),
    Country("GB", ENGLISH, "GBP", "0.79", ("Greater Manchester", "Manchester", "{n} Mill Lane", "M4 1HN"), "+44 161 555 0{n:03}", ("Oliver", "Amelia", "Harry", "Isla"), ("Hughes", "Patel", "Walsh", "Reid")),
    Country("JP", JAPANESE, "JPY", "150", ("Osaka", "Osaka", "Kitahama {n}-2", "541-0041"), "+81 6 5550 0{n:03}", ("Yuki", "Haruto", "Sakura", "Ren"), ("Tanaka", "Mori", "Ishii", "Ono")),
    Country("ES", SPANISH, "EUR", "0.92", ("Valencia", "Valencia", "Calle del Mar {n}", "46003"), "+34 96 555 0{n:03}", ("Lucía", "Mateo", "Sofía", "Pablo"), ("García", "Romero", "Vidal", "Ortega")),
    Country("AU", ENGLISH, "AUD", "1.5", ("Victoria", "Melbourne", "{n} Wattle Road", "3000"), "+61 3 5550 0{n:03}", ("Chloe", "Jack", "Ruby", "Liam"), ("Thompson", "Kelly", "Novak", "Wright")),
    Country("IT", ITALIAN, "EUR", "0.92", ("Bologna", "Bologna", "Via Nova {n}", "40121"), "+39 051 555 0{n:03}", ("Giulia", "Marco", "Chiara", "Luca"), ("Rossi", "Conti", "Greco", "Fontana")),
    Country("CA", ENGLISH, "CAD", "1.36", ("Ontario", "Ottawa", "{n} Maple Avenue", "K1P 5M7"), "+1 613 555 0{n:03}", ("Ella", "Ethan", "Maya", "Owen"), ("Tremblay", "Singh", "Campbell", "Roy")),
    Country("NL", DUTCH, "EUR", "0.92", ("Utrecht", "Utrecht", "Kanaalstraat {n}", "3531 CG"), "+31 30 555 0{n:03}", ("Sanne", "Daan", "Lotte", "Bram"), ("de Vries", "Jansen", "Bakker", "Smit")),
)
EU = frozenset({"DE", "FR", "ES", "IT", "NL"})

ARTICLES = (
    Article("TS-RED-M", Phrase("Linen T-shirt", "亚麻 T 恤"), Phrase("red, M", "红色 M"), "24.90", CLOTHES, 60),
    Article("TS-BLU-L", Phrase("Linen T-shirt", "亚麻 T 恤"), Phrase("blue, L", "蓝色 L"), "24.90", CLOTHES, 45),
    Article("MUG-CEL", Phrase("Celadon mug", "青瓷马克杯"), Phrase("350 ml", "350 毫升"), "18.50", Phrase("crockery", "餐具"), 38),
    Article("EB-PRO-W", Phrase("Wireless earbuds", "无线耳机"), Phrase("white", "白色"), "49.00", BATTERY, 25),
    Article("LAMP-DSK", Phrase("Folding desk lamp", "折叠台灯"), Phrase("EU plug", "欧规插头"), "36.80", Phrase("electronics", "电子产品"), 18),
    Article("BAG-CNV", Phrase("Canvas backpack", "帆布背包"), Phrase("olive, 20 l", "橄榄绿 20 升"), "42.00", Phrase("bags", "箱包"), 22),
    Article("KNF-SET", Phrase("Kitchen knife set", "厨房刀具套装"), Phrase("5 pieces", "5 件"), "118.00", Phrase("magnet", "磁性物品"), 9),
    Article("SCF-SLK", Phrase("Silk scarf", "真丝围巾"), Phrase("90 x 90 cm", "90 x 90 厘米"), "33.00", CLOTHES, 30),
    Article("TEA-OOL", Phrase("Oolong tea", "乌龙茶"), Phrase("250 g", "250 克"), "16.20", Phrase("food", "食品"), 54, returnable=False),
    Article("CHG-65W", Phrase("65 W charger", "65W 充电器"), Phrase("UK plug", "英规插头"), "27.50", Phrase("electronics", "电子产品"), 17),
    Article("YOG-MAT", Phrase("Yoga mat", "瑜伽垫"), Phrase("6 mm, green", "6 毫米 绿色"), "29.90", Phrase("sports", "运动用品"), 26),
    Article("SHO-RUN-42", Phrase("Running shoes", "跑鞋"), Phrase("grey, 42", "灰色 42"), "64.00", Phrase("shoes", "鞋类"), 0),
)

SHOP = Phrase("Shop", "独立站")
CHANNELS = (
    (Phrase("Amazon", "Amazon"), "114-39{n:05}-20{m:05}"),
    (SHOP, "SH-{n:05}"),
    (Phrase("eBay", "eBay"), "12-1{n:04}-6{m:04}"),
    (Phrase("AliExpress", "速卖通"), "81234{n:05}{m:06}"),
    (Phrase("TikTok Shop", "TikTok Shop"), "57691{n:06}{m:07}"),
)
CARRIERS = (
    ("DHL", Phrase("express", "快递"), 5, "JD01460{n:08}"),
    ("Yanwen", Phrase("special line", "专线"), 10, "UM{n:09}YP"),
    ("China Post", Phrase("postal", "邮政"), 14, "LP{n:09}CN"),
    ("4PX", Phrase("special line", "专线"), 9, "4PX30{n:08}CN"),
)
"""Carrier, route, days on the way, tracking number."""
# fmt: on


class Buyer(NamedTuple):
    """Who a parcel goes to."""

    country: Country
    name: str
    email: str
    number: int


def buyer(n: int) -> Buyer:
    """Return the buyer of the n-th order; some buy again."""
    country = COUNTRIES[n % len(COUNTRIES)]
    kind = n // len(COUNTRIES)
    first, last = country.first[kind % 4], country.last[(kind // 4 + n) % 4]
    plain = f"{first}.{last}".replace(" ", "").lower()
    ascii_ = plain.translate(str.maketrans("éèíóáñ", "eeioan"))
    return Buyer(country, f"{first} {last}", f"{ascii_}@example.com", 3 + 7 * n % 90)


def price(article: Article, country: Country, quantity: int = 1) -> Decimal:
    """Return what an article costs there; yen have no cents."""
    cents = Decimal(1) if country.currency == "JPY" else Decimal("0.01")
    return (Decimal(article.price) * Decimal(country.rate)).quantize(cents) * quantity


def ago(start: datetime, hours: Mapping[str, float]) -> dict[str, Any]:
    """Return instants by name, told in hours before the start."""
    return {key: start - timedelta(hours=before) for key, before in hours.items()}
