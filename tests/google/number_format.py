"""A number as its format pattern shows it: ``yyyy-mm-dd hh:mm``, ``#,##0.00``, ``[h]:mm``, ``0%``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from tests.google.number_dates import date_writer
from tests.google.number_locale import Locale, locale_of
from tests.google.number_plain import digits_writer, plain

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;])*')
_HINT = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.')
_DATE_LETTER = re.compile(r"[ymdhs]|am/pm|a/p", re.IGNORECASE)

Writer = Callable[[float], str]


@lru_cache(maxsize=65536)
def formatted(number: float, pattern: str, locale: str) -> str:
    """Return the number in a pattern, the way the locale writes it."""
    if not pattern or pattern.lower() == "general":
        return plain(number, locale_of(locale).decimal)
    return writer(pattern, locale)(number)


def formatted_text(text: str, pattern: str) -> str:
    """Return a text under a pattern: its section for texts, if it has one, frames it."""
    parts = sections(pattern)
    frame = parts[3] if len(parts) > 3 else next((part for part in parts if is_text(part)), "@")
    return "".join(_literal(piece, text) for piece in re.findall(r'"[^"]*"|\\.|.', frame))


def is_date(pattern: str) -> bool:
    """Return whether a pattern shows a date, a time or a duration."""
    return _DATE_LETTER.search(_SILENT.sub("", _HINT.sub("", pattern))) is not None


def is_text(section: str) -> bool:
    """Return whether a section of a pattern stands for texts."""
    return "@" in _SILENT.sub("", section)


def _literal(piece: str, text: str) -> str:
    if piece == "@":
        return text
    return piece[1:-1] if piece.startswith('"') else piece.lstrip("\\")


@lru_cache(maxsize=512)
def sections(pattern: str) -> tuple[str, ...]:
    """Return the sections of a pattern: positive, negative, zero, text."""
    parts, at = [], 0
    while True:
        match = _SECTION.match(pattern, at)
        parts.append(match.group())
        if match.end() >= len(pattern):
            return tuple(parts)
        at = match.end() + 1


@lru_cache(maxsize=512)
def writer(pattern: str, locale: str) -> Writer:
    """Return what writes numbers in a pattern; made once for each."""
    marks = locale_of(locale)
    parts = [_section_writer(part, marks) for part in sections(pattern)]
    if len(parts) == 1:
        return parts[0][1]

    def write(number: float) -> str:
        index = 1 if number < 0 else 2 if number == 0 and len(parts) > 2 else 0
        return parts[index][1](abs(number) if index == 1 else number)

    return write


def _section_writer(section: str, marks: Locale) -> tuple[str, Writer]:
    section = _HINT.sub("", section)
    if is_date(section):
        return section, date_writer(section, marks)
    bare = _SILENT.sub("", section)
    if "@" in bare or bare.strip().lower() == "general":
        return section, lambda number: plain(number, marks.decimal)
    return section, digits_writer(section, marks)
