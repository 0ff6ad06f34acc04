"""Comparisons and ranges as people write them: <= 50 USD, at least 5, [7..14), 7至14, 14天以内."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from chalicelib.model.money import SIGNS
from chalicelib.policy import words
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.quantity import (
    DAYS,
    Quantity,
    currency_of,
    measured,
    read_quantity,
    shared,
)
from chalicelib.policy.span import Span
from chalicelib.policy.unfit import Unfit

BEFORE = {
    "<=": "<= ≤ =< ⩽ 至多 最多 不超过 不多于 不大于 不高于 不晚于 小于等于 小于或等于|at most|up to|no more than"
    "|not more than|not over|until|till|within",
    ">=": ">= ≥ => ⩾ 至少 最少 不少于 不小于 不低于 不早于 大于等于 大于或等于|at least|no less than"
    "|not less than|not under|from|since",
    "<": "< 少于 小于 低于 不到 不足 不满 早于 under below before|less than|fewer than",
    ">": "> 超过 大于 多于 高于 晚于 over above after|more than|greater than",
    "=": "= == 等于 exactly",
}
BEHIND = {
    "<=": "以下 以内 之内 内|or less|or fewer|or below",
    ">=": "以上|or more|or above|or over",
}
"""以上, 以下 and 以内 include the number itself (Civil Code of China, article 1259)."""
BEHIND_A_DATE = {"<": "之前 以前", ">": "之后 以后"}
"""Of days they would not say whether 7 days ago is meant, or fewer than 7."""


def _signs(table: dict[str, str]) -> dict[str, str]:
    said = {}
    for sign, listed in table.items():
        singles, *phrases = listed.split("|")
        said.update(dict.fromkeys((*singles.split(), *phrases), sign))
    return said


def _either(signs: dict[str, str]) -> str:
    longest = sorted(signs, key=len, reverse=True)
    return "|".join(re.escape(s) + (r"\b" if s.isascii() and s.isalpha() else "") for s in longest)


SIGN_BEFORE, SIGN_BEHIND = _signs(BEFORE), _signs(BEHIND | BEHIND_A_DATE)
PREFIXED = re.compile(rf"({_either(SIGN_BEFORE)})\s*(.*)", re.IGNORECASE | re.DOTALL)
SUFFIXED = re.compile(rf"(.*?\S)\s*({_either(SIGN_BEHIND)})", re.IGNORECASE | re.DOTALL)
BETWEEN = re.compile(
    r"between\s+(.+?)\s+and\s+(.+)|介于\s*(.+?)\s*[和与到至]\s*(.+?)(?:之间)?", re.IGNORECASE
)
RANGE = re.compile(
    r"([\[\](])?\s*([^\[\]()]*?)\s*(?:\.\.+|…+|[~–—～〜]|至|到|\bto\b)\s*([^\[\]()]*?)\s*([\[\])])?",
    re.IGNORECASE,
)
AND = re.compile(r"\s*(?:&+|\band\b|并且|而且|且)\s*", re.IGNORECASE)
HYPHENED = re.compile(r"([^-]*\d[^-]*?)\s*-\s*([^-]*\d[^-]*)")


class Ordered(NamedTuple):
    """How an input whose values order reads its cells."""

    mine: Input
    currency: str

    def span(self, text: str) -> Span:
        """Return the values that a part of a cell asks for; Unfit if it asks nothing."""
        found = self._span(text)
        if found.hollow:
            raise Unfit(words.HOLLOW.fill(cell=text))
        return found

    def _span(self, text: str) -> Span:
        if between := BETWEEN.fullmatch(text):
            low, high = (group for group in between.groups() if group is not None)
            return self._range(("[", low, high, "]"), text)
        if len(parts := AND.split(text)) > 1:
            return self._all(parts, text)
        if prefixed := PREFIXED.fullmatch(text):
            return self._compared(SIGN_BEFORE[prefixed[1].lower()], prefixed[2], text)
        if ranged := RANGE.fullmatch(text):
            return self._range(ranged.groups(), text)
        return self._suffixed(text) or self._single(text)

    def _all(self, parts: list[str], text: str) -> Span:
        found = self._span(parts[0])
        for part in parts[1:]:
            more = self._span(part)
            if more.currency != found.currency:
                raise Unfit(words.TWO_CURRENCIES.fill(cell=text))
            found = found.both(more)
        return found

    def _suffixed(self, text: str) -> Span | None:
        suffixed = SUFFIXED.fullmatch(text)
        sign = SIGN_BEHIND[suffixed[2].lower()] if suffixed else ""
        if not suffixed or (sign in BEHIND_A_DATE and self.mine.kind is not InputKind.DATE):
            return None
        return self._compared(sign, suffixed[1], text)

    def _single(self, text: str) -> Span:
        if re.search(r"[\[\]()]", text):
            raise Unfit(words.BRACKET.fill(cell=text))
        hyphened = HYPHENED.fullmatch(text)
        if hyphened and self.mine.kind is not InputKind.DATE:
            raise Unfit(words.HYPHEN.fill(cell=text, mend=f"{hyphened[1]}..{hyphened[2]}"))
        return self._compared("=", text, text)

    def _compared(self, sign: str, typed: str, text: str) -> Span:
        found = read_quantity(typed.strip() or text, self.mine)
        value, money = measured(found, self.mine, text), self._currency(found, text)
        if sign == "=":
            return Span(value, low_in=True, high=value, high_in=True, currency=money)
        if sign[0] == "<":
            return Span(high=value, high_in=sign == "<=", currency=money)
        return Span(value, sign == ">=", currency=money)

    def _currency(self, found: Quantity, text: str) -> str:
        return currency_of(found, self.currency, text) if self.mine.kind is InputKind.MONEY else ""

    def _range(self, found: tuple[str | Any, ...], text: str) -> Span:
        opened, low, high, shut = found
        if not low or not high:
            raise Unfit(words.HALF.fill(cell=text, mend=f">= {low}" if low else f"<= {high}"))
        if bool(opened) != bool(shut):
            raise Unfit(words.BRACKET.fill(cell=text))
        ends = shared(read_quantity(low, self.mine), read_quantity(high, self.mine))
        one, two = (self._currency(end, text) for end in ends)
        if one != two:
            raise Unfit(words.TWO_CURRENCIES.fill(cell=text))
        first, last = (measured(end, self.mine, text) for end in ends)
        if first > last:
            _backwards(ends, found, text)
        return Span(first, opened in (None, "["), last, shut in (None, "]"), one)


def _backwards(
    ends: tuple[Quantity, Quantity], found: tuple[str | Any, ...], text: str
) -> NoReturn:
    low, high = (_typed(end) for end in ends)
    mend = f"{found[0] or ''}{high}..{low}{found[3] or ''}"
    raise Unfit(words.BACKWARDS.fill(cell=text, mend=mend))


def _typed(end: Quantity) -> str:
    value = f"{end.value:f}" if isinstance(end.value, Decimal) else str(end.value)
    if end.unit in ("", "%"):
        return value + end.unit
    return f"{value} {end.unit if end.unit in DAYS or end.unit in SIGNS else end.unit.upper()}"
