"""Platforms by what people call them: 亚马逊, E-bay and Amazon.de are Amazon, eBay and Amazon."""

from __future__ import annotations

import re

from chalicelib.model.region import coded
from chalicelib.model.word import folded_text

_CALLED = """
AliExpress: Ali Express, 全球速卖通, 速卖通
Amazon: Amzn, Amz, 亚马逊
eBay: E-bay, E bay, 易贝, 亿贝
Etsy:
Lazada: 来赞达
Mastercard: Master Card, 万事达卡, 万事达
PayPal: Pay Pal, 贝宝
Shopee: 虾皮
Shopify:
Stripe:
TikTok Shop: TikTok 小店, TikTok小店, Tik Tok Shop, TikTok, Tik Tok
Visa: 维萨
Walmart: Wal-Mart, Wal Mart, 沃尔玛
"""
PLATFORMS = {
    folded_text(name): line.partition(":")[0]
    for line in _CALLED.strip().splitlines()
    for name in line.replace(":", ",").split(",")
    if name.strip()
}
"""Platforms and providers that deadlines are usual for, by what people call them, folded."""
_WORDS = "|".join(sorted(map(re.escape, PLATFORMS), key=len, reverse=True))
_NAMED = re.compile(rf"(?<![a-z])(?:{_WORDS})(?![a-z])")
_PART = re.compile(r"[㐀-鿿]+|[^\W_㐀-鿿]+")
"""A word: Chinese and Latin letters part even where no blank stands between them."""


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a channel, a provider or a row's name for one, by their usual names.

    Countries in it are two letters: TikTok小店越南 is tiktok, shop, vn.
    """
    usual = _NAMED.sub(lambda match: f" {PLATFORMS[match[0]]} ", folded_text(name))
    return tuple(_PART.findall(folded_text(coded(usual))))


def platform_in(name: str) -> str:
    """Return the platform or provider that a name speaks of; nothing if none is known by it."""
    found = _NAMED.search(folded_text(name))
    return PLATFORMS[found[0]] if found else ""
