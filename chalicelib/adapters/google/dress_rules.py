"""Dropdowns and colours that follow the cells, as requests to Google."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from chalicelib.adapters.google.dress import BODY, Dress, Request, area, cell_format
from chalicelib.adapters.xlsx.drops import CLOCKED, KEEP, NAMES
from chalicelib.adapters.xlsx.hint import allowed
from chalicelib.adapters.xlsx.look import LATE_ROW, OUTCOME_TONES, TONES, tone_look
from chalicelib.model.face import ClockState
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language, Word
from chalicelib.tables.layout import letters
from chalicelib.tables.table import Column, Owner, Room, Table
from chalicelib.tables.workbook import OVERVIEW, TABS, TEAM

Names = Mapping[str, str]
"""By key of a tab, the formula of the cells that hold its rows' names."""


def names_of(title: str, index: int) -> str:
    """Return the formula of the names on a tab; its title may hold quotes."""
    column = letters(index)
    quoted = title.replace("'", "''")
    return f"='{quoted}'!${column}$2:${column}"


def drops(table: Table[Any], names: Names, language: Language) -> dict[str, Any]:
    """Return the dropdowns of a tab by column: other words are warned of, never barred."""
    found = {c.key: _condition(table, c, names, language) for c in table.columns}
    said = {"inputMessage": KEEP.said(language), "showCustomUi": True, "strict": False}
    return {key: {"condition": rule, **said} for key, rule in found.items() if rule}


def _condition(
    table: Table[Any], column: Column, names: Names, language: Language
) -> dict[str, Any] | None:
    if column.owner is Owner.DESK:
        return None
    words = allowed(column)
    if (table.key, column.key) in CLOCKED:
        words = tuple(tab.name for tab in TABS if tab.faced)
    if words:
        return _kind("ONE_OF_LIST", [word.said(language) for word in words])
    of_owner = column.key == "owner" and table.room is Room.RECORDS
    named = TEAM if of_owner else NAMES.get((table.key, column.key))
    return _kind("ONE_OF_RANGE", [names[named.key]]) if named else None


def _kind(kind: str, values: Sequence[str]) -> dict[str, Any]:
    return {"type": kind, "values": [{"userEnteredValue": text} for text in values]}


def tones(dress: Dress, shape: Mapping[str, Any], keys: Collection[str]) -> list[Request]:
    """Colour what stands in some columns where nothing of it is coloured; people's rules first."""
    rules: list[Rule] = []
    if not coloured(shape, ClockState.OVERDUE):
        rules += _of_clocks(dress, "topic" if dress.table is OVERVIEW else "state", keys)
    if "outcome" in keys and not coloured(shape, Outcome.NEEDS_APPROVAL):
        at = dress.at["outcome"]
        rules += [((at, at + 1), (at, word), tone_look(t)) for word, t in OUTCOME_TONES.items()]
    first = len(shape.get("conditionalFormats", ()))
    return [
        _rule(area(dress.sheet, BODY, span), says(*told), (look, rank))
        for rank, (span, told, look) in enumerate(rules, first)
    ]


Rule = tuple[tuple[int, int], tuple[int, Word], dict[str, Any]]
"""The columns it colours, which column holds which word, and the look."""


def _of_clocks(dress: Dress, key: str, keys: Collection[str]) -> list[Rule]:
    """Return how states are coloured, in either language, and the rows of overdue clocks."""
    if key not in keys:
        return []
    at, due = dress.at[key], dress.at.get("due")
    rules: list[Rule] = [((at, at + 1), (at, s), tone_look(tone)) for s, tone in TONES.items()]
    if key == "state":
        if due is not None:
            rules += [((due, due + 1), (at, state), _due_look(state)) for state in PRESSING]
        rules.append(((0, dress.end), (at, ClockState.OVERDUE), {"bg_color": LATE_ROW}))
    return rules


PRESSING = (ClockState.OVERDUE, ClockState.DUE_SOON)


def _due_look(state: ClockState) -> dict[str, Any]:
    behind = {"bg_color": LATE_ROW} if state is ClockState.OVERDUE else {}
    return {"font_color": TONES[state].words, "bold": True, **behind}


def says(at: int, state: Word) -> str:
    """Return the formula of whether a row's cell holds a word, in either language.

    A sum instead of OR: some countries part arguments by a comma, others by a semicolon.
    """
    column = letters(at)
    return f'=(${column}2="{state.value}")+(${column}2="{state.zh}")'


def _rule(where: Mapping[str, int], formula: str, look: tuple[dict[str, Any], int]) -> Request:
    condition = _kind("CUSTOM_FORMULA", [formula])
    boolean = {"condition": condition, "format": cell_format(look[0])}
    rule = {"ranges": [where], "booleanRule": boolean}
    return {"addConditionalFormatRule": {"rule": rule, "index": look[1]}}


def coloured(shape: Mapping[str, Any], told: Word) -> bool:
    """Whether a tab has a colour for a word already, ours or a person's."""
    word = f'"{told.value}"'
    return any(word in str(rule) for rule in shape.get("conditionalFormats", ()))
