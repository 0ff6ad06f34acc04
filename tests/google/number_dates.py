"""Serial numbers as dates, times and durations, in patterns."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.google.number_locale import Locale

DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001
"""Serial 0. A cell knows no zone, so neither does this."""

_DAY = 86400
_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[h+\]|\[m+\]|\[s+\]|am/pm|a/p|y+|m+|d+|h+|s+|\.0+|.',
    re.IGNORECASE | re.DOTALL,
)
_LETTERS = re.compile(r"\[?(y+|m+|d+|h+|s+)\]?", re.IGNORECASE)


class Moment(NamedTuple):
    """A serial number taken apart."""

    at: datetime
    seconds: float
    """Since day zero: what durations count."""
    half_day: bool
    """Hours go up to 12."""


Piece = Callable[[Moment], str]


def serial(moment: datetime) -> float:
    """Return the serial number of a wall-clock time."""
    since = moment - DAY_ZERO
    return since.days + (since.seconds + since.microseconds / 1e6) / _DAY


def wall_clock(number: float, step: float = 1e-3) -> datetime:
    """Return the wall-clock time of a serial number, rounded to a step in seconds."""
    return DAY_ZERO + timedelta(seconds=round(number * _DAY / step) * step)


def date_writer(section: str, marks: Locale) -> Callable[[float], str]:
    """Return what writes serial numbers in one section of a date pattern."""
    words = _TOKEN.findall(section)
    fraction = next((len(w) - 1 for w in words if re.fullmatch(r"\.0+", w)), 0)
    half_day = any(word.lower() in ("am/pm", "a/p") for word in words)
    pieces = [_piece(word, marks) for word in _with_minutes(words)]
    step = 10.0**-fraction

    def write(number: float) -> str:
        try:
            at = wall_clock(number, step)
        except OverflowError:
            return "###"
        moment = Moment(at, round(number * _DAY / step) * step, half_day)
        return "".join([piece(moment) for piece in pieces])

    return write


def _with_minutes(words: list[str]) -> list[str]:
    """Return the words with each m that means minutes written as M."""
    letters = [i for i, word in enumerate(words) if _LETTERS.fullmatch(word)]
    words = [word if word[0] in '"\\' else word.lower() for word in words]
    for place, i in enumerate(letters):
        before = words[letters[place - 1]].strip("[]")[0] if place else ""
        after = words[letters[place + 1]].strip("[]")[0] if place + 1 < len(letters) else ""
        if words[i][0] == "m" and (before == "h" or after == "s"):
            words[i] = words[i].upper()
    return words


def _piece(word: str, marks: Locale) -> Piece:
    kind, width = word[0], len(word)
    if kind == "[":
        unit = {"h": 3600, "m": 60, "s": 1}[word[1]]
        return lambda m: (
            f"{'-' if m.seconds < 0 else ''}{int(abs(m.seconds) // unit):0{width - 2}d}"
        )
    if word in ("am/pm", "a/p"):
        return lambda m: marks.noon[m.at.hour >= 12][: 1 if word == "a/p" else None]
    if kind in _CALENDAR:
        return _CALENDAR[kind](width, marks)
    if kind in _CLOCK:
        two = min(width, 2)
        value = _CLOCK[kind]
        return lambda m: f"{value(m):0{two}d}"
    if re.fullmatch(r"\.0+", word):
        return lambda m: marks.decimal + f"{m.at.microsecond:06d}"[: width - 1]
    text = {'"': word[1:-1], "\\": word[1:], "_": " ", "*": ""}.get(kind, word)
    return lambda _: text


def _year(width: int, _: Locale) -> Piece:
    return (lambda m: f"{m.at.year % 100:02d}") if width <= 2 else (lambda m: f"{m.at.year:04d}")


def _month(width: int, marks: Locale) -> Piece:
    if width == 3:
        return lambda m: marks.months_short[m.at.month - 1]
    if width == 5:
        return lambda m: marks.months[m.at.month - 1][0]
    if width > 3:
        return lambda m: marks.months[m.at.month - 1]
    return lambda m: f"{m.at.month:0{width}d}"


def _day(width: int, marks: Locale) -> Piece:
    if width == 3:
        return lambda m: marks.days_short[m.at.weekday()]
    if width > 3:
        return lambda m: marks.days[m.at.weekday()]
    return lambda m: f"{m.at.day:0{width}d}"


def _hour(moment: Moment) -> int:
    return (moment.at.hour + 11) % 12 + 1 if moment.half_day else moment.at.hour


_CALENDAR = {"y": _year, "m": _month, "d": _day}
_CLOCK: dict[str, Callable[[Moment], int]] = {
    "h": _hour,
    "M": lambda m: m.at.minute,
    "s": lambda m: m.at.second,
}
