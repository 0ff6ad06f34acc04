"""Formulas written another way when a spreadsheet gets another locale; they mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.formula_tokens import FormulaSyntaxError, Token, tokens
from tests.google.number_locale import locale_of
from tests.google.state import Spreadsheet

_SEPARATORS = {
    ".": {"(": ",", "{": ","},
    ",": {"(": ";", "{": "\\"},
}
"""What stands between arguments, and between the columns of an array, per decimal mark."""


def set_locale(book: Spreadsheet, locale: str) -> None:
    """Give a spreadsheet another locale; formulas are replaced by what they are called there."""
    old, new = locale_of(book.locale).decimal, locale_of(locale).decimal
    book.locale = locale
    if old == new or not book.formulas:
        return
    for row in (row for sheet in book.sheets for row in sheet.rows):
        for index, cell in enumerate(row.cells):
            if cell is not None and cell.formula:
                row.cells[index] = copy = cell.copy()
                copy.formula = translated(cell.formula, old, new)


def translated(formula: str, old: str, new: str) -> str:
    """Return a formula written with one decimal mark as it is written with another."""
    try:
        return "=" + "".join(_written(tokens(formula[1:], old), old, new))
    except FormulaSyntaxError:
        return formula


def _written(found: list[Token], old: str, new: str) -> Iterator[str]:
    inside = ["("]
    for kind, text in found:
        if kind == "number":
            yield text.replace(old, new)
        elif kind == "sign":
            yield _sign(text, inside, old, new)
        else:
            yield text


def _sign(text: str, inside: list[str], old: str, new: str) -> str:
    """Return a sign as it is written now; brackets are kept count of."""
    if text in "({":
        inside.append(text)
    elif text in ")}" and len(inside) > 1:
        inside.pop()
    between = _SEPARATORS[old][inside[-1]]
    also = {";"} if inside[-1] == "(" else set()
    return _SEPARATORS[new][inside[-1]] if text in {between} | also else text
