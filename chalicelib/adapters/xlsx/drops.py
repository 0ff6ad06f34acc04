"""Dropdowns of a new workbook: choices, yes and no, and names that other tabs hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from chalicelib.adapters.xlsx.hint import allowed
from chalicelib.adapters.xlsx.places import MOST_ROWS
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.table import Column, Owner, Room, Table
from chalicelib.tables.workbook import HOURS, TABS, TEAM

NAMES: Mapping[tuple[str, str], Table[Any]] = MappingProxyType(
    {
        ("team", "hours"): HOURS,
        ("team", "reports_to"): TEAM,
        ("holidays", "calendar"): HOURS,
    }
)
"""Columns that name a row of another tab; every Owner column names one of Team."""

CLOCKED = frozenset({("sla", "tab"), ("deadlines", "tab")})
"""Columns that name a tab whose rows have instants to go by."""

UNKNOWN = Phrase("Not in the list", "不在列表中")
KEEP = Phrase(
    "The desk may not understand this word. Keep it anyway?",
    "系统可能无法识别该内容。仍要保留吗？",
)


def drops(sheet: Any, table: Table[Any], language: Language) -> None:
    """Let people choose where only some words are understood; pasting is never barred."""
    for number, column in enumerate(table.columns):
        source = _source(table, column, language)
        if source and column.owner is not Owner.DESK:
            rule = {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": UNKNOWN.said(language),
                "error_message": KEEP.said(language),
            }
            sheet.data_validation(1, number, MOST_ROWS - 1, number, rule)


def _source(table: Table[Any], column: Column, language: Language) -> list[str] | str:
    words = allowed(column)
    if (table.key, column.key) in CLOCKED:
        words = tuple(tab.name for tab in TABS if tab.faced)
    if words:
        return [word.said(language) for word in words]
    named = TEAM if _names_owner(table, column) else NAMES.get((table.key, column.key))
    return f"='{named.name.said(language)}'!$A$2:$A$300" if named else []


def _names_owner(table: Table[Any], column: Column) -> bool:
    return column.key == "owner" and table.room is Room.RECORDS
