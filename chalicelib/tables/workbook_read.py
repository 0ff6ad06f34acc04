"""Read a whole workbook: every tab as records, the rulebook understood, problems gathered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language
from chalicelib.sla.rulebook import Rulebook
from chalicelib.tables.cell import Grid, Sheets, folded
from chalicelib.tables.codec import Locale
from chalicelib.tables.parse import Parsed, parse
from chalicelib.tables.rulebook import read_rulebook
from chalicelib.tables.saying import NO_TAB
from chalicelib.tables.settings import DeskSettings, read_settings
from chalicelib.tables.table import Room, Table
from chalicelib.tables.team import strangers
from chalicelib.tables.workbook import BY_KEY, SETTINGS, TABS


class Opened(NamedTuple):
    """A workbook, read and understood."""

    parsed: Mapping[str, Parsed[Any]]
    settings: DeskSettings
    rulebook: Rulebook
    problems: list[Problem]
    missing: Mapping[str, frozenset[str]]
    """By tab, fields that nothing can be told from: headings lost or doubled."""


def titles() -> dict[str, tuple[str, str]]:
    """Return the titles under which each tab is looked for."""
    return {table.key: table.titles() for table in TABS}


def opened(sheets: Sheets, now: datetime) -> Opened:
    """Turn what was read of a workbook into records, rules and problems."""
    settled = _settled(sheets)
    locale = settled.settings.locale
    parsed = {key: parse(BY_KEY[key], grid, locale) for key, grid in sheets.grids.items()}
    understood = read_rulebook(parsed, settled.settings, now)
    problems = [*settled.problems, *understood.problems]
    for tab in parsed.values():
        problems += [*tab.problems, *strangers(tab, understood.rulebook.team)]
    problems += [_absent(table, understood.rulebook) for table in TABS if table.key not in parsed]
    missing = {
        key: understood.missing.get(key, frozenset()) | _lost(tab) for key, tab in parsed.items()
    }
    return Opened(parsed, settled.settings, understood.rulebook, problems, missing)


def _settled(sheets: Sheets) -> Any:
    fallback = Locale(language=_language(sheets.grids))
    grid = sheets.grids.get(SETTINGS.key)
    return read_settings(parse(SETTINGS, grid, fallback) if grid else None, fallback)


def _language(grids: Mapping[str, Grid]) -> Language:
    """Return the language of most tabs' titles, for a workbook that does not say."""
    chinese = sum(folded(g.title) == folded(BY_KEY[key].name.zh) for key, g in grids.items())
    return Language.ZH if chinese * 2 > len(grids) else Language.EN


def _absent(table: Table[Any], rulebook: Rulebook) -> Problem:
    needed = table.room is not Room.RECORDS or table.key in rulebook.rulesets
    rank = Rank.LAYOUT if needed else Rank.LOW
    return Problem(table.key, 0, "", NO_TAB.fill(tab=table.name), rank)


def _lost(tab: Parsed[Any]) -> frozenset[str]:
    return frozenset(p.column for p in tab.problems if p.rank is Rank.LAYOUT and p.row == 1)
