"""The codec of a country: two letters, or a name people usually call it by."""

from __future__ import annotations

from chalicelib.model.region import country_code
from chalicelib.model.word import Phrase
from chalicelib.tables.cell import Cell, plain, shown
from chalicelib.tables.codecs import coded
from chalicelib.tables.saying import Unreadable

NO_COUNTRY = Phrase(
    "cannot tell which country '{cell}' is: write the country as two letters, such as DE",
    "无法判断“{cell}”是哪个国家：请用两个字母填写国家，例如 DE",
)


def _read(cell: Cell) -> str:
    text = plain(cell).strip()
    code = country_code(text)
    if text and not code:
        raise Unreadable(NO_COUNTRY.fill(cell=shown(cell)))
    return code


COUNTRY = coded(_read)
"""A country by its two letters, however it is written."""
