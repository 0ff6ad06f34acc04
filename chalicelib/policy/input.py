"""Inputs: the columns of a policy tab that a decision goes by, and what their cells can hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from chalicelib.model.word import Phrase, Word, folded_text

Cell = str | float | int | bool | datetime | date | time | timedelta | None
"""What a cell can hold, as the spreadsheet hands it over."""


class InputKind(Word):
    """What an input is made of."""

    NUMBER = "number", "数字"
    """An int or a Decimal; 50% is 0.5."""
    TEXT = "text", "文本"
    """A str, compared folded; an empty one counts as unknown."""
    YES_NO = "yes or no", "是或否"
    CHOICE = "choice", "选项"
    """A Word of the input's ``choices``."""
    MONEY = "amount of money", "金额"
    """A Money, compared within its own currency only."""
    DATE = "date", "日期"
    """A date on the desk's wall calendar, never a datetime."""
    DAYS = "number of days", "天数"
    """Whole days as an int; of a timedelta the full days count."""
    WORDS = "words", "词语"
    """A set or tuple of texts or Words."""


class Input(NamedTuple):
    """A column that rows ask something of."""

    key: str
    heading: Phrase
    kind: InputKind
    choices: type[Word] | None = None
    """Of a CHOICE, and of WORDS that are chosen from a list."""
    domain: frozenset[str] | None = None
    """The texts that occur, for lint; of MONEY the currencies that occur. None: any."""
    whole: bool = False
    """Of a NUMBER: only whole ones occur."""
    negative: bool = False
    """Values below zero occur."""
    known: bool = False
    """It is never unknown."""


def texts_of(mine: Input) -> frozenset[str]:
    """Return the texts that occur as they are compared; none if any may, or if it is no text."""
    if mine.domain is None or mine.kind not in (InputKind.TEXT, InputKind.WORDS):
        return frozenset()
    return _folded(mine.domain)


@cache
def _folded(domain: frozenset[str]) -> frozenset[str]:
    return frozenset(map(folded_text, domain))


class CellFault(NamedTuple):
    """A cell that is no test; its whole row is left out, as half a rule is a wrong one."""

    column: str
    """Key of the input."""
    row: str
    """Id of the row."""
    what: Phrase
    """What is wrong and what to write instead."""
    at: int = 1
    """The character it begins at, counted from 1."""
