"""Codecs for lengths of time: 3 min, 72 h, 15 days, T+3, 3 days before; 中文 too."""

from __future__ import annotations

import re
from datetime import time, timedelta

from chalicelib.model.word import Language
from chalicelib.sla.target import Target, Unit
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, folded, plain, shown
from chalicelib.tables.codec import Codec, Locale, Memo, Shape, Write
from chalicelib.tables.numbers import read_whole
from chalicelib.tables.saying import Unreadable

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3600, 86400))
UNITS = (
    (("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), SECOND),
    (("m", "min", "mins", "minute", "minutes", "分", "分钟"), MINUTE),
    (("h", "hr", "hrs", "hour", "hours", "小时", "时"), HOUR),
    (("d", "day", "days", "天", "日"), DAY),
    (("w", "week", "weeks", "周", "星期"), 7 * DAY),
)
LENGTHS = {name: length for names, length in UNITS for name in names}
PART = re.compile(r"(\d+(?:\.\d+)?)\s*个?([a-z]+|[一-鿿]+)\s*")
ONES = {"两": 2, **{digit: n for n, digit in enumerate("一二三四五六七八九", 1)}}
NUMERALS = ONES | {
    f"{tens}十{ones}": 10 * ten + one
    for tens, ten in {"": 1, **ONES}.items()
    for ones, one in {"": 0, **ONES}.items()
}
"""Chinese numerals up to 99."""
NUMERAL = re.compile(r"(?<![\d.])[两一二三四五六七八九十]+(?![\d.])")
BUSINESS = re.compile(
    r"t\s*\+\s*(\d{1,6})|(\d{1,6})\s*(?:business|working|work)[- ]days?|(\d{1,6})\s*个?工作日"
)
DAYS = re.compile(r"(\d{1,6})\s*(?:calendar[- ]days?|个?自然日|days?|天|日|d)")
WITHIN = re.compile(r"(.+?)\s*[以之]?内")
BEFORE = re.compile(r"(.*?)\s*(?:before|之前|前)")


def read_span(cell: Cell) -> timedelta | None:
    """Return the length of time a cell names; a bare number is refused, as it names no unit."""
    if isinstance(cell, timedelta):
        return cell
    if isinstance(cell, time):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    text = _normal(cell)
    return _sum(text, cell) if text else None


def _sum(text: str, cell: Cell) -> timedelta:
    try:
        total = _total(text)
    except OverflowError:
        total = None
    if total is None:
        raise Unreadable(saying.NO_SPAN.fill(cell=shown(cell)))
    return total


def _total(text: str) -> timedelta | None:
    total, at = timedelta(), 0
    for match in PART.finditer(text):
        if match.start() != at or match[2] not in LENGTHS:
            break
        total += float(match[1]) * LENGTHS[match[2]]
        at = match.end()
    return total if at == len(text) else None


def span_text(span: timedelta, language: Language) -> str:
    """Return a length of time in words: 2 days 3 h 5 min, or 2 天 3 小时 5 分钟."""
    left, parts = abs(span), []
    for names, length in reversed(UNITS[:4]):
        count = left // length
        if count:
            left -= count * length
            parts.append(f"{count} {_unit(names, count, language)}")
    if left or not parts:
        parts.append(f"{left.total_seconds():g} {_unit(UNITS[0][0], 0, language)}")
    return ("-" if span < timedelta() else "") + " ".join(parts)


def _unit(names: tuple[str, ...], count: int, language: Language) -> str:
    if language is Language.ZH:
        return {"s": "秒", "m": "分钟", "h": "小时", "d": "天"}[names[0]]
    return {"s": "s", "m": "min", "h": "h", "d": "day" if count == 1 else "days"}[names[0]]


def read_target(cell: Cell) -> Target:
    """Return the target a cell names; Unreadable if it names none or one of no length."""
    text = _normal(cell)
    within, before = WITHIN.fullmatch(text), BEFORE.fullmatch(text)
    text = within[1] if within else text
    target = _forward(cell, before[1] if before else text)
    if not (target.span or target.days):
        raise Unreadable(saying.NO_SPAN.fill(cell=shown(cell)))
    return target._replace(text=plain(cell), backwards=before is not None)


def _forward(cell: Cell, text: str) -> Target:
    if match := BUSINESS.fullmatch(text):
        return Target("", Unit.BUSINESS_DAYS, days=int(next(g for g in match.groups() if g)))
    if match := DAYS.fullmatch(text):
        return Target("", Unit.DAYS, days=int(match[1]))
    span = read_span(cell if text == _normal(cell) else text)
    return Target("", Unit.SPAN, span=span or timedelta())


def _normal(cell: Cell) -> str:
    return NUMERAL.sub(_arabic, folded(cell))


def _arabic(run: re.Match[str]) -> str:
    """Return a Chinese numeral in digits, as 15 of 十五; other runs of them stay as they are."""
    return str(NUMERALS.get(run[0], run[0]))


def _read_minutes(cell: Cell) -> int | None:
    """Return whole minutes, with or without a unit at them; None for an empty cell."""
    text = _normal(cell)
    if not PART.match(text):
        return read_whole(cell)
    minutes, rest = divmod(_sum(text, cell), MINUTE)
    if rest:
        raise Unreadable(saying.NO_WHOLE.fill(cell=shown(cell)))
    return minutes


def _writer(locale: Locale) -> Write:
    return lambda span: None if span is None else span_text(span, locale.language)


SPAN = Codec(Shape.SPAN, lambda _l, _n: Memo(read_span).__getitem__, _writer)
MINUTES = Codec(Shape.WHOLE, lambda _l, _n: _read_minutes, lambda _l: lambda minutes: minutes)
