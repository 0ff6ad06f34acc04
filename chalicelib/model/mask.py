"""Personal data veiled for display: enough is left to tell two customers apart."""

from __future__ import annotations

import re

STARS = "****"
"""Always four: how much is hidden stays hidden too."""
_LONG, _SHORT = 11, 7
"""Digits of a phone number that shows three and four, or two and two."""

_COMPOUND = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 "  # noqa: SIM905
    "公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 西门 南门 "
    "歐陽 司馬 東方 獨孤 萬俟 聞人 諸葛 尉遲 赫連 澹臺 濮陽 公孫 仲孫 鍾離 長孫 鮮于 東郭 西門 南門".split()
)
"""Chinese surnames of two characters."""

PLAIN = str.maketrans("０１２３４５６７８９＋＠（）－–‐．\u00a0\u3000", "0123456789+@()---.  ")
"""Full-width twins as plain letters, one for one."""

_COUNTRY = re.compile(r"(?:\+|00)(86(?=\D*1)|\d{1,3}(?=[ ().-]))")


def name(text: str) -> str:
    """Return a first letter, or a Chinese surname: A***, 张**, 欧阳**."""
    known = text.strip()
    if not known:
        return ""
    if known[:2] in _COMPOUND and len(known) > len("欧阳"):
        return known[:2] + "**"
    return known[0] + ("**" if "\u3400" <= known[0] <= "\u9fff" else "***")


def email(text: str) -> str:
    """Return an address's first letter and its domain: a***@example.com."""
    local, at, domain = text.strip().rpartition("@")
    return f"{(local or domain)[:1]}***{at}{domain if at else ''}" if local or domain else ""


def phone(text: str) -> str:
    """Return a phone's head and tail: 138****1234, +86 138****1234, 91****78."""
    plain = text.translate(PLAIN).strip()
    country = _COUNTRY.match(plain)
    rest = plain[country.end() :] if country else plain
    plus = "+" if plain.startswith("+") else ""
    return (f"+{country[1]} " if country else plus) + _ends(re.sub(r"\D", "", rest))


def number(text: str) -> str:
    """Return a card's, account's or identity number's last four characters."""
    return STARS + re.sub(r"[ -]", "", text)[-4:]


def _ends(digits: str) -> str:
    if len(digits) >= _LONG:
        return digits[:3] + STARS + digits[-4:]
    if len(digits) >= _SHORT:
        return digits[:2] + STARS + digits[-2:]
    return STARS if digits else ""
