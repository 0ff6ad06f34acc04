"""Codecs for words: text, ids, currencies, choices, yes and no, lists, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from types import NoneType

from chalicelib.model.money import code_of
from chalicelib.model.word import Language, Phrase, Word
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, folded, plain, shown
from chalicelib.tables.codec import Codec, Locale, Memo, Read, Shape, Whole, Write
from chalicelib.tables.saying import Unreadable

MOST = 32_767
"""Characters that a spreadsheet cell can hold."""


def _read_text(cell: Cell) -> str:
    if type(cell) is str:
        if len(cell) > MOST:
            raise Unreadable(saying.TOO_LONG.fill(length=len(cell), most=MOST))
        return cell.strip()
    return plain(cell)


DAMAGED = re.compile(r"\d(\.\d+)?e\+\d+", re.IGNORECASE)
EXACT = 10**15
"""Whole numbers below it survive being a spreadsheet number."""


def _read_id(cell: Cell) -> str:
    if type(cell) is not str and isinstance(cell, float | int) and not isinstance(cell, bool):
        if not abs(cell) < EXACT or cell != int(cell):
            raise Unreadable(saying.DAMAGED_ID.fill(cell=f"{cell:G}"))  # as the sheet shows it
        return str(int(cell))
    text = _read_text(cell)
    if "+" in text and DAMAGED.fullmatch(text):
        raise Unreadable(saying.DAMAGED_ID.fill(cell=shown(cell)))
    return text


ADDRESS = re.compile(r"[^ ,;<>\r\n]+@[^ ,;<>\r\n@]*\.[^ ,;<>\r\n@]*")


def _read_email(cell: Cell) -> str:
    text = _read_text(cell)
    if text and not ADDRESS.fullmatch(text):
        raise Unreadable(saying.NO_EMAIL.fill(cell=shown(cell)))
    return text


def _whole_text(cells: Sequence[Cell]) -> list[str] | None:
    kinds = set(map(type, cells))
    if kinds == {str}:
        texts = list(map(str.strip, cells))  # type: ignore[arg-type]
    elif kinds <= TEXTUAL:
        texts = [cell.strip() if cell else "" for cell in cells]  # type: ignore[union-attr]
    else:
        return None
    return texts if max(map(len, texts), default=0) < MOST else None


TEXTUAL = {str, NoneType}


def _whole_ids(cells: Sequence[Cell]) -> list[str] | None:
    texts = _whole_text(cells)
    return None if texts is None or "e+" in "".join(texts).lower() else texts


def _whole_emails(cells: Sequence[Cell]) -> list[str] | None:
    texts = _whole_text(cells)
    good = texts is not None and all(map(ADDRESS.fullmatch, filter(None, texts)))
    return texts if good else None


def _textual(shape: Shape, read: Read, whole: Whole) -> Codec:
    return Codec(
        shape,
        lambda _locale, _noted: read,
        lambda _locale: lambda value: value or None,
        "",
        whole=lambda _read: whole,
    )


TEXT = _textual(Shape.TEXT, _read_text, _whole_text)
ID = _textual(Shape.ID, _read_id, _whole_ids)
EMAIL = _textual(Shape.TEXT, _read_email, _whole_emails)


def _whole_memo(read: Read) -> Whole:
    return lambda cells: list(map(read, cells))


def coded(read: Read) -> Codec:
    """Return the codec of a short code that cells write in few ways, each of them read once."""
    return Codec(
        Shape.TEXT,
        lambda _locale, _noted: Memo(read).__getitem__,
        lambda _locale: lambda code: code or None,
        "",
        whole=_whole_memo,
    )


def _read_currency(cell: Cell) -> str:
    text = _read_text(cell)
    code = code_of(text) if text else ""
    if code is None:
        raise Unreadable(saying.NO_CURRENCY.fill(cell=shown(cell)))
    return code


CURRENCY = coded(_read_currency)
"""A currency by its code, however it is written."""

YES = {"yes", "y", "true", "1", "是", "对", "有", "✓", "✔"}
NO = {"no", "n", "false", "0", "否", "不", "无", "✗", "✘"}


def _read_yes_no(cell: Cell) -> bool | None:
    word = folded(cell)
    if word in YES or word in NO:
        return word in YES
    if word:
        raise Unreadable(saying.NO_YES_NO.fill(cell=shown(cell)))
    return None


def _yes_no_words(locale: Locale) -> Write:
    words = (
        {True: "是", False: "否"} if locale.language is Language.ZH else {True: "yes", False: "no"}
    )
    return words.get


YES_NO = Codec(
    Shape.YES_NO, lambda _l, _n: Memo(_read_yes_no).__getitem__, _yes_no_words, whole=_whole_memo
)


def choice(kind: Iterable[Word]) -> Codec:
    """Return the codec of one word out of a fixed list, or of some words of it, in either language."""
    words = {folded(twin): word for word in kind for twin in (word.value, word.zh)}

    def read(cell: Cell) -> Word | None:
        word = folded(cell)
        if not word:
            return None
        if word not in words:
            raise Unreadable(_unknown(shown(cell), word, kind))
        return words[word]

    return Codec(
        Shape.CHOICE,
        lambda _l, _n: Memo(read).__getitem__,
        lambda locale: lambda word: None if word is None else word.said(locale.language),
        choices=kind,
        whole=_whole_memo,
    )


def _unknown(cell: str, word: str, kind: Iterable[Word]) -> Phrase:
    twins = {folded(twin): twin for member in kind for twin in (member.value, member.zh)}
    near = get_close_matches(word, twins, n=1, cutoff=0.75)
    if near:
        return saying.DID_YOU_MEAN.fill(cell=cell, near=twins[near[0]])
    choices = Phrase(", ".join(k.value for k in kind), "、".join(k.zh for k in kind))
    return saying.NO_CHOICE.fill(cell=cell, choices=choices)


def _read_raw(cell: Cell) -> Cell:
    return (_read_text(cell) or None) if isinstance(cell, str) else cell


RAW = Codec(Shape.TEXT, lambda _l, _n: _read_raw, lambda _l: lambda cell: cell)
"""A cell with a test in it, as it stands: a date shows that the spreadsheet spoiled 7-14."""

SPLIT = re.compile(r"\s*[,;，、；\n]\s*")


def _read_list(cell: Cell) -> tuple[str, ...]:
    return tuple(part for part in SPLIT.split(_read_text(cell)) if part)


LIST = Codec(
    Shape.TEXT,
    lambda _l, _n: _read_list,
    lambda _l: lambda parts: ", ".join(parts) or None,
    (),
)
