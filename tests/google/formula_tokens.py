"""A formula's text cut into tokens, and the references among them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tests.google.a1 import column_index

_TITLE = r"(?:'(?:[^']|'')+'|[^\W\d]\w*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
_END = rf"(?:{_CELL}|\$?[A-Za-z]{{1,3}}|\$?[1-9]\d*)"
_AREA = re.compile(rf"(?:(?P<title>{_TITLE}))?(?P<start>{_END})(?::(?P<end>{_END}))?")
_PART = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d*)")


class FormulaSyntaxError(ValueError):
    """The text cannot be read as a formula."""


class Token(NamedTuple):
    """A piece of a formula: its kind and its text as written."""

    kind: str
    text: str


class Reference(NamedTuple):
    """A cell or an area on a tab, by title or the formula's own (None); None where it is open."""

    title: str | None
    top: int | None
    bottom: int | None
    left: int | None
    right: int | None
    cell: bool
    """It names one cell, not an area."""


@lru_cache(maxsize=2)
def _form(decimal: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<space>\s+)
      | (?P<text>"(?:[^"]|"")*")
      | (?P<error>(?:{_TITLE})?\#(?:REF!|N/A|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|ERROR!))
      | (?P<area>(?:{_TITLE})?(?:{_END}:{_END}(?![\w(.!])|{_CELL}(?![\w(.!])))
      | (?P<number>(?:\d+(?:[{decimal}]\d*)?|[{decimal}]\d+)(?:[eE][+-]?\d+)?)
      | (?P<name>[^\W\d]\w*(?:\.\w+)*)
      | (?P<sign><>|<=|>=|[-+*/^&=<>%(){{}},;\\])
        """,
        re.VERBOSE,
    )


def tokens(text: str, decimal: str) -> list[Token]:
    """Cut a formula without its '=' into tokens, spaces among them; raises FormulaSyntaxError."""
    form, found, at = _form(decimal), [], 0
    while at < len(text):
        match = form.match(text, at)
        if match is None:
            raise FormulaSyntaxError(text[at:])
        found.append(Token(match.lastgroup or "", match.group()))
        at = match.end()
    return found


def reference(text: str) -> Reference:
    """Read the text of an area token."""
    match = _AREA.fullmatch(text)
    if match is None:
        raise FormulaSyntaxError(text)
    title = match["title"] and match["title"][:-1]
    if title and title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    column, row = _end(match["start"])
    last_column, last_row = _end(match["end"] or match["start"])
    return Reference(
        title, *_span(row, last_row), *_span(column, last_column), cell=match["end"] is None
    )


def _end(text: str) -> tuple[int | None, int | None]:
    column, row = _PART.fullmatch(text).groups()  # type: ignore[union-attr]
    return column_index(column) if column else None, int(row) - 1 if row else None


def _span(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    """Return the first index and the one after the last; open where either end is."""
    known = [index for index in (one, other) if index is not None]
    if not known:
        return None, None
    return min(known), None if len(known) == 1 else max(known) + 1
