"""Dates and times as people type them, in the order of their locale."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from tests.google.number_dates import serial
from tests.google.number_locale import Locale, locale_of

Dated = tuple[str, float, str]
"""NumberFormatType, serial number, pattern."""

_ISO = re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})", re.ASCII)
_CHINESE = re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]", re.ASCII)
_FIGURES = {
    "mdy": r"(?P<m>\d{1,2})(?P<sep>[-/])(?P<d>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?",
    "dmy": r"(?P<d>\d{1,2})(?P<sep>[-/.])(?P<m>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2})?)?",
    "ymd": r"(?P<y>\d{2}(?=\D\d+\D))?(?P<sep>(?<=\d)[-/])?(?P<m>\d{1,2})[-/](?P<d>\d{1,2})",
}
_TIME = re.compile(
    r"(?P<noon1>上午|下午)?\s*(?P<h>\d{1,4})(?::(?P<m>\d{2}))?(?::(?P<s>\d{2})(?P<f>[.]\d+)?)?"
    r"\s*(?P<noon>[ap]m?)?",
    re.IGNORECASE | re.ASCII,
)
_SPLIT = re.compile(r"(.*?\D.*?\d(?:日|号|\.)?),?\s+(\S+(?:\s*[AaPp][Mm]?)?)")


def dated(text: str, marks: Locale, year: int) -> Dated | None:
    """Return the date, time or both that a text says; None if it says none."""
    whole = _date(text, marks, year)
    if whole:
        return "DATE", *whole
    whole = _time(text, marks)
    if whole:
        return "TIME", *whole
    halves = _SPLIT.fullmatch(text)
    date = halves and _date(halves[1], marks, year)
    time = halves and _time(halves[2], marks)
    if not date or not time or time[0] >= 1:
        return None
    pattern = marks.date_time if date[1] == marks.date and _plain(time[1]) else _both(date, time)
    return "DATE_TIME", date[0] + time[0], pattern


def _both(date: tuple[float, str], time: tuple[float, str]) -> str:
    return f"{date[1]} {time[1]}"


def _plain(pattern: str) -> bool:
    """Return whether a time was typed in full and by 24 hours."""
    return "ss" in pattern and "am" not in pattern


def _date(text: str, marks: Locale, year: int) -> tuple[float, str] | None:
    for form, pattern in _forms(marks):
        match = form.fullmatch(text)
        number = match and _serial(match, marks, year)
        if number is not None and match is not None:
            return number, pattern or _as_typed(match)
    return None


@lru_cache(maxsize=64)
def _forms(marks: Locale) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return how a date may be typed, each with its pattern ('' means: as it was typed)."""
    words = {*marks.months, *marks.months_short, *_english()} - set(_numbered(marks))
    month = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    named = [
        rf"(?P<mon>{month})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>\d{{4}})",
        rf"(?P<d>\d{{1,2}})\.?[\s-]+(?P<mon>{month})\.?,?[\s-]+(?P<y>\d{{4}})",
    ]
    return (
        (_ISO, ""),
        (_CHINESE, 'yyyy"年"m"月"d"日"'),
        (re.compile(_FIGURES[marks.order], re.ASCII), marks.date),
        *((re.compile(form, re.IGNORECASE), "") for form in named),
    )


def _english() -> tuple[str, ...]:
    english = locale_of("en_US")
    return english.months + english.months_short


def _numbered(marks: Locale) -> tuple[str, ...]:
    """Return the locale's month names that are figures, which other forms read."""
    return tuple(name for name in marks.months_short if name[0].isdigit())


def _serial(match: re.Match[str], marks: Locale, year: int) -> float | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else _month(parts["mon"], marks)
    try:
        day = datetime(_year(parts.get("y"), year), month, int(parts["d"]))  # noqa: DTZ001
    except ValueError:
        return None
    return serial(day)


def _year(text: str | None, this_year: int) -> int:
    if not text:
        return this_year
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 30 else 1900)


def _month(word: str, marks: Locale) -> int:
    word = word.lower()
    names = (marks.months, marks.months_short, _english()[:12], _english()[12:])
    return next(
        index + 1 for row in names for index, name in enumerate(row) if name.lower() == word
    )


def _as_typed(match: re.Match[str]) -> str:
    """Return the pattern that shows a date the way it was typed."""
    parts = match.groupdict()
    if "mon" not in parts:
        return parts["sep"].join(("yyyy", "m" * len(parts["m"]), "d" * len(parts["d"])))
    month = "mmm" if len(parts["mon"]) == 3 else "mmmm"
    return f"{month} d, yyyy" if match.start("mon") == 0 else f"d {month} yyyy"


def _time(text: str, marks: Locale) -> tuple[float, str] | None:
    match = _TIME.fullmatch(text)
    if match is None or not (match["m"] or match["noon"]):
        return None
    hours, noon = int(match["h"]), (match["noon"] or match["noon1"] or "").lower()
    if int(match["m"] or 0) > 59 or int(match["s"] or 0) > 59 or (noon and not 0 < hours < 13):
        return None
    if noon:
        hours = hours % 12 + (12 if noon in ("p", "pm", "下午") else 0)
    seconds = (
        hours * 3600 + int(match["m"] or 0) * 60 + float((match["s"] or "0") + (match["f"] or ""))
    )
    return seconds / 86400, _time_pattern(match, hours, bool(noon), marks)


def _time_pattern(match: re.Match[str], hours: int, noon: bool, marks: Locale) -> str:  # noqa: FBT001
    if hours > 23:
        return "[h]:mm:ss"
    if noon:
        return "h:mm:ss am/pm" if match["s"] else "h:mm am/pm"
    hour = "hh" if marks.order == "dmy" or len(match["h"]) > 1 else "h"
    return f"{hour}:mm:ss" if match["s"] else f"{hour}:mm"
