"""Colours that follow the cells: each state and decision its own, a tint behind what is overdue."""

from __future__ import annotations

from typing import Any

from chalicelib.adapters.xlsx.look import LATE_ROW, OUTCOME_TONES, TONES, tone_look
from chalicelib.adapters.xlsx.places import MOST_ROWS
from chalicelib.model.face import ClockState
from chalicelib.model.word import Word
from chalicelib.tables.layout import letters
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import OVERVIEW


def tones(book: Any, sheet: Any, table: Table[Any]) -> None:
    """Colour states and decisions, in either language, and the rows of overdue clocks."""
    keys = [column.key for column in table.columns]
    if table is OVERVIEW:
        for state, tone in TONES.items():
            _rule(sheet, (0, 0), _says("A", state), book.add_format(tone_look(tone)))
    if "outcome" in keys:
        at = keys.index("outcome")
        for outcome, tone in OUTCOME_TONES.items():
            _rule(sheet, (at, at), _says(letters(at), outcome), book.add_format(tone_look(tone)))
    if "state" in keys:
        _clocks(book, sheet, keys)


def _clocks(book: Any, sheet: Any, keys: list[str]) -> None:
    at = keys.index("state")
    for state, tone in TONES.items():
        _rule(sheet, (at, at), _says(letters(at), state), book.add_format(tone_look(tone)))
        if state in (ClockState.OVERDUE, ClockState.DUE_SOON) and "due" in keys:
            due = keys.index("due")
            behind = {"bg_color": LATE_ROW} if state is ClockState.OVERDUE else {}
            look = book.add_format({"font_color": tone.words, "bold": True, **behind})
            _rule(sheet, (due, due), _says(letters(at), state), look)
    late = book.add_format({"bg_color": LATE_ROW})
    _rule(sheet, (0, len(keys) - 1), _says(letters(at), ClockState.OVERDUE), late)


def _says(column: str, word: Word) -> str:
    """Return the condition that a row's cell holds a word, in either language."""
    return f'=OR(${column}2="{word.value}",${column}2="{word.zh}")'


def _rule(sheet: Any, columns: tuple[int, int], criteria: str, look: Any) -> None:
    rule = {"type": "formula", "criteria": criteria, "format": look}
    sheet.conditional_format(1, columns[0], MOST_ROWS - 1, columns[1], rule)
