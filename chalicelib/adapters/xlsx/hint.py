"""What a heading's note says: what belongs into the column, who writes it, which words it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chalicelib.model.word import Language, Phrase
from chalicelib.tables.codec import Shape
from chalicelib.tables.table import Column, Owner, Table

WRITTEN_BY: Mapping[Owner, Phrase] = MappingProxyType(
    {
        Owner.PEOPLE: Phrase("your team", "团队"),
        Owner.SOURCE: Phrase("imports; you may overrule it", "导入；可手动修改"),
        Owner.DESK: Phrase("the desk; leave it", "系统；请勿改动"),
    }
)
WRITES = Phrase("Who writes it: {owner}", "由谁填写：{owner}")
REQUIRED = Phrase("Must be filled in.", "必填。")
ONE_OF = Phrase("One of: {words}", "可选值：{words}")
YES_NO = (Phrase("yes", "是"), Phrase("no", "否"))


def allowed(column: Column) -> tuple[Phrase, ...]:
    """Return the words that a column takes, or none where it takes any."""
    if column.codec.shape is Shape.YES_NO:
        return YES_NO
    return tuple(Phrase(word.value, word.zh) for word in column.codec.choices or ())


def said_list(words: tuple[Phrase, ...], language: Language) -> str:
    """Return words as a sentence lists them."""
    return ("、" if language is Language.ZH else ", ").join(w.said(language) for w in words)


def needed(table: Table[Any], column: Column) -> bool:
    """Whether people must fill a column; an id that is left empty is given by the desk."""
    return column.required and not (column.key == "id" and table.prefix)


def hint(table: Table[Any], column: Column, language: Language) -> str:
    """Return the note of a column's heading."""
    words = allowed(column)
    lines = [column.help, WRITES.fill(owner=WRITTEN_BY[column.owner])]
    lines += [REQUIRED] if needed(table, column) else []
    said = [line.said(language) for line in lines]
    if words:
        said.append(ONE_OF.said(language).format(words=said_list(words, language)))
    return "\n".join(said)


def breadth(text: str) -> int:
    """Return how many narrow letters wide a text is: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
