"""Values as bytes of a cell: numbers, yes and no, instants, and text that stays text."""

from __future__ import annotations

import html
import math
import re

from chalicelib.tables.cell import Cell, Serial

LONGEST = 32_767
"""What one cell can hold, counted as spreadsheets count: in UTF-16 units."""
DAYS_TO_1904 = 1462

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def check(value: Cell) -> None:
    """Raise ValueError for what no cell holds."""
    if isinstance(value, str):
        if 2 * len(value) > LONGEST and len(value.encode("utf-16-le", "replace")) > 2 * LONGEST:
            raise ValueError(f"no cell holds more than {LONGEST} characters")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError("no cell holds an infinite number")
    elif value is not None and not isinstance(value, int | float):
        raise ValueError(f"no cell is written as a {type(value).__name__}")


def content(value: Cell, ahead: bytes, *, since_1904: bool) -> tuple[bytes, bytes]:
    """Return the type attribute and the inside of a cell with a checked value."""
    if isinstance(value, bool):
        return b' t="b"', _element(ahead, b"v", b"%d" % value)
    if isinstance(value, str):
        return b' t="inlineStr"', _element(ahead, b"is", _text(value, ahead))
    if isinstance(value, int | float):
        return b"", _element(ahead, b"v", _number(value, since_1904=since_1904))
    raise ValueError(f"no cell is written as a {type(value).__name__}")


def _number(value: float, *, since_1904: bool) -> bytes:
    if isinstance(value, Serial):
        return repr(float(value) - (DAYS_TO_1904 if since_1904 else 0)).encode()
    return repr(int(value) if isinstance(value, int) else float(value)).encode()


def _text(value: str, ahead: bytes) -> bytes:
    if value.isprintable() and "_x" not in value:
        return _leaf(html.escape(value, quote=False), ahead)
    marked = _LOOKS_ESCAPED.sub("_x005F_", _NO_CHARACTER.sub("\ufffd", value))
    told = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", marked)
    return _leaf(html.escape(told, quote=False), ahead)


def _leaf(escaped: str, ahead: bytes) -> bytes:
    return b'<%bt xml:space="preserve">%b</%bt>' % (ahead, escaped.encode(), ahead)


def _element(ahead: bytes, name: bytes, inside: bytes) -> bytes:
    return b"<%b%b>%b</%b%b>" % (ahead, name, inside, ahead, name)
