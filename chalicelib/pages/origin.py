"""From where an answer came, told without telling who: a masked address, a kind of device."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from chalicelib.model.word import Language, Phrase
from chalicelib.pages import words


class Sign(NamedTuple):
    """What in a browser's own description speaks for what."""

    pattern: re.Pattern[str]
    means: Phrase


def _sign(pattern: str, means: Phrase | str) -> Sign:
    return Sign(re.compile(pattern), Phrase(means, means) if isinstance(means, str) else means)


DEVICES = (
    _sign(r"iPad|Tablet|PlayBook|Android(?!.*Mobile)", words.TABLET),
    _sign(r"Mobi|iPhone|iPod|Android", words.PHONE),
    _sign(r"Windows NT|Macintosh|X11|CrOS|Linux", words.COMPUTER),
)
BROWSERS = (
    _sign(r"MicroMessenger", words.WECHAT),
    _sign(r"DingTalk", words.DINGTALK),
    _sign(r"Edg(?:e|A|iOS)?/", "Edge"),
    _sign(r"OPR/|Opera", "Opera"),
    _sign(r"SamsungBrowser", "Samsung Internet"),
    _sign(r"Firefox/|FxiOS/", "Firefox"),
    _sign(r"Chrom(?:e|ium)/|CriOS/", "Chrome"),
    _sign(r"Safari/", "Safari"),
)
"""The first that is found counts: most browsers also name those that they resemble."""


def origin(address: str, agent: str, language: Language) -> str:
    """Return from where in words: 203.0.113.*, phone, Safari. What cannot be told is left out."""
    parts = [masked(address), *(_meant(agent, signs, language) for signs in (DEVICES, BROWSERS))]
    return words.COMMA.said(language).join(part for part in parts if part)


def masked(address: str) -> str:
    """Return a network address with its last part hidden; empty if it is none.

    Of IPv4 the last of four numbers is hidden, of IPv6 all but the first 48 bits.
    """
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return _masked_long(found)
    return f"{str(found).rpartition('.')[0]}.*"


def _masked_long(found: IPv6Address) -> str:
    mapped: IPv4Address | None = found.ipv4_mapped
    if mapped:
        return masked(str(mapped))
    return str(IPv6Network((int(found), 48), strict=False))


def _meant(agent: str, signs: Sequence[Sign], language: Language) -> str:
    found = (sign.means for sign in signs if sign.pattern.search(agent[:1000]))
    return next(found, Phrase("", "")).said(language)
