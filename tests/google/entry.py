"""What USER_ENTERED makes of typed text in a spreadsheet's locale; how a cell's value is shown."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple

from tests.google.entry_dates import dated
from tests.google.number_format import formatted, formatted_text
from tests.google.number_locale import Locale, locale_of
from tests.google.state import Cell, CellError, Spreadsheet, Value

_DIGIT = re.compile(r"[0-9]")


class Entered(NamedTuple):
    """What a cell holds after typing."""

    value: Value
    formula: str | None = None
    number_format: dict[str, str] | None = None
    """The number format the typing gives the cell; None where it keeps what it has."""


def typed(text: str, cell_format: dict[str, Any] | None, book: Spreadsheet) -> Entered:
    """Return what typing a text makes of a cell that has this format."""
    own = (cell_format or {}).get("numberFormat")
    if own and own.get("type") == "TEXT":
        return Entered(text[1:] if text.startswith("'") else text or None)
    if text.startswith("=") and len(text) > 1:
        book.formulas = True
        return Entered(None, text)
    if text.startswith("'"):
        return Entered(text[1:])
    entered = _read(text, book.locale, book.clock().year)
    return entered._replace(number_format=None) if own else entered


def shown(cell: Cell | None, book: Spreadsheet) -> str:
    """Return the text a cell shows."""
    value = None if cell is None else cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        style = cell.format and cell.format.get("numberFormat")
        pattern = style.get("pattern", "") if style else ""
        return formatted_text(value, pattern) if _frames(pattern, value) else value
    return displayed(value, cell.format, book.locale)


def displayed(value: float | bool, style: dict[str, Any] | None, locale: str) -> str:  # noqa: FBT001
    """Return the text of a number or a truth value in a cell with this format."""
    marks = locale_of(locale)
    if value is True or value is False:
        return marks.true if value else marks.false
    number_format = (style or {}).get("numberFormat")
    if not number_format:
        return formatted(value, "", locale)
    pattern = number_format.get("pattern") or marks.pattern(number_format.get("type", ""))
    return formatted(value, pattern, locale)


def _frames(pattern: str, value: str) -> bool:
    """Return whether a pattern may put something around a text."""
    return "@" in pattern and len(pattern) > 1 and not isinstance(value, CellError)


@lru_cache(maxsize=65536)
def _read(text: str, locale: str, year: int) -> Entered:
    marks = locale_of(locale)
    bare = text.strip()
    if not bare:
        return Entered(text or None)
    word = _truth(bare, marks) or _failed(bare)
    if word or not _DIGIT.search(bare):
        return word or Entered(text)
    return _number(bare, marks) or _dated(bare, marks, year) or Entered(text)


def _truth(text: str, marks: Locale) -> Entered | None:
    word = text.upper()
    if word in ("TRUE", marks.true):
        return Entered(value=True)
    return Entered(value=False) if word in ("FALSE", marks.false) else None


def _failed(text: str) -> Entered | None:
    """Return the error that was typed as a word, such as #N/A."""
    known = text.upper() in {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}
    return Entered(CellError(text.upper())) if known else None


def _dated(text: str, marks: Locale, year: int) -> Entered | None:
    found = dated(text, marks, year)
    if found is None:
        return None
    kind, number, pattern = found
    return Entered(number, number_format={"type": kind, "pattern": pattern})


@lru_cache(maxsize=64)
def _digits(marks: Locale) -> re.Pattern[str]:
    group, decimal = re.escape(marks.group), re.escape(marks.decimal)
    if marks.group.isspace():
        group = r"[\u202f\u00a0 ]"
    money = f"{re.escape(marks.currency)}|[$€£¥]"
    return re.compile(
        rf"""(?P<open>\()?\s*(?P<sign>[-+])?\s*(?P<money>{money})?\s*(?P<minus>[-])?
        (?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d*)(?P<part>{decimal}\d*)?
        (?P<power>[eE][-+]?\d+)?\s*(?P<percent>%)?[\s\u00a0\u202f]*(?P<after>{money})?\s*(?P<close>\))?""",
        re.VERBOSE | re.ASCII,
    )


def _number(text: str, marks: Locale) -> Entered | None:
    match = _digits(marks).fullmatch(text)
    if match is None or not (match["whole"] or len(match["part"] or "") > 1):
        return None
    if bool(match["open"]) != bool(match["close"]) or (match["money"] and match["after"]):
        return None
    whole = re.sub(r"\D", "", match["whole"])
    part = (match["part"] or "")[1:]
    number = float(f"{whole or 0}.{part or 0}{match['power'] or ''}")
    if not isfinite(number):
        return None
    negative = match["sign"] == "-" or match["minus"] or match["open"]
    number = (-number if negative else number) / (100 if match["percent"] else 1)
    return Entered(number, number_format=_style(match, whole, bool(part), marks))


def _style(match: re.Match[str], whole: str, part: bool, marks: Locale) -> dict[str, str] | None:  # noqa: FBT001
    """Return the number format that the way of typing asks for."""
    money = match["money"] or match["after"]
    grouped = len(match["whole"]) > len(whole)
    if match["percent"]:
        return {"type": "PERCENT", "pattern": "0.00%" if part else "0%"}
    if money:
        digits = "#,##0.00" if part else "#,##0"
        pattern = f'"{money}"{digits}' if match["money"] else f'{digits}\\ "{money}"'
        return {"type": "CURRENCY", "pattern": pattern}
    if match["power"]:
        return {"type": "SCIENTIFIC", "pattern": marks.pattern("SCIENTIFIC")}
    if grouped:
        return {"type": "NUMBER", "pattern": "#,##0.00" if part else "#,##0"}
    return None


def number_of(text: str, locale: str, year: int = 2026) -> float | None:
    """Return the number that a text would be if it were typed; None if it is none."""
    value = _read(text, locale, year).value
    return value if isinstance(value, float) else None
