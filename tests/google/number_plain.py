"""Numbers without a format, and patterns of digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

from tests.google.number_locale import Locale

_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|[0#?.,]+(?:[eE][+-]0+)?|.', re.DOTALL)
EXACT = Context(prec=800)
"""Room for every digit of any number."""
_TOO_LONG = 1e15
_TOO_SMALL = 1e-9


def plain(number: float, decimal: str = ".") -> str:
    """Return a number as a cell without a format shows it."""
    size = abs(number)
    if size >= _TOO_LONG or 0 < size < _TOO_SMALL:
        return scientific(number, 5).replace(".", decimal)
    if number == int(number):
        return str(int(number))
    whole = len(str(int(size))) if size >= 1 else 0
    text = f"{number:.{min(10, 15 - whole)}f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal)


def scientific(number: float, places: int) -> str:
    """Return a number such as 1.23457E+16, with at most so many decimals."""
    mantissa, exponent = f"{number:.{places}E}".split("E")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}E{int(exponent):+03d}"


def digits_writer(section: str, marks: Locale) -> Callable[[float], str]:
    """Return what writes numbers in one section of a pattern of digits."""
    pieces = _PIECE.findall(section)
    slot = next((i for i, piece in enumerate(pieces) if piece[0] in "0#?.,"), None)
    before = "".join(map(_literal, pieces[:slot]))
    if slot is None:
        return lambda number: ("-" if number < 0 else "") + before
    after = "".join(map(_literal, pieces[slot + 1 :]))
    scale = Decimal(100) ** sum(piece == "%" for piece in pieces)
    digits = _digits(pieces[slot], marks)

    def write(number: float) -> str:
        text = digits(Decimal(repr(abs(number))) * scale)
        minus = "-" if number < 0 and any(c in "123456789" for c in text) else ""
        return minus + before + text + after

    return write


def _literal(piece: str) -> str:
    """Return what a piece of a pattern that holds no digits puts out."""
    match piece[0]:
        case '"':
            return piece[1:-1]
        case "\\":
            return piece[1:]
        case "_":
            return " "
        case "*":
            return ""
    return piece


def _digits(mask: str, marks: Locale) -> Callable[[Decimal], str]:
    mantissa, exponent, zeros = re.fullmatch(r"([^eE]*)(?:[eE]([+-])(0+))?", mask).groups()
    if exponent:
        write = _exponent(mantissa, exponent, len(zeros))
        return lambda number: write(number, marks)
    thousands = len(mantissa) - len(mantissa.rstrip(","))
    mantissa = mantissa.rstrip(",")
    return lambda number: _fixed(number.scaleb(-3 * thousands), mantissa, marks)


def _fixed(number: Decimal, mask: str, marks: Locale) -> str:
    whole_mask, dot, part_mask = mask.partition(".")
    least = part_mask.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-len(part_mask)), ROUND_HALF_UP, EXACT)
    whole, _, part = f"{rounded:f}".partition(".")
    whole = "" if whole == "0" else whole
    whole = whole.rjust(whole_mask.count("0"), "0")
    if "," in whole_mask:
        whole = f"{int(whole or 0):,}".replace(",", marks.group) if whole.strip("0") else whole
    part = part[:least] + part[least:].rstrip("0")
    return whole + (marks.decimal + part if dot else "")


def _exponent(mantissa: str, sign: str, width: int) -> Callable[[Decimal, Locale], str]:
    def write(number: Decimal, marks: Locale) -> str:
        power = number.adjusted() if number else 0
        part = _fixed(number.scaleb(-power), mantissa, marks)
        mark = "-" if power < 0 else "+" if sign == "+" else ""
        return f"{part}E{mark}{abs(power):0{width}d}"

    return write
