"""Read a whole workbook: every tab as records, the rulebook understood, problems gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language
from chalicelib.policy.book import NO_BOOK, PolicyBook
from chalicelib.sla.rulebook import Rulebook
from chalicelib.tables.cell import Grid, Sheets, folded
from chalicelib.tables.codec import Locale
from chalicelib.tables.desk_tab import held, whole
from chalicelib.tables.ids import Remembered
from chalicelib.tables.links import linked
from chalicelib.tables.parse import Parsed, Terms, parse
from chalicelib.tables.policybook import read_policybook
from chalicelib.tables.rulebook import read_rulebook
from chalicelib.tables.saying import NO_TAB, OPTIONAL_TAB
from chalicelib.tables.settings import DeskSettings, Settled, read_settings
from chalicelib.tables.strict import looked_up
from chalicelib.tables.table import Room
from chalicelib.tables.team import strangers
from chalicelib.tables.workbook import BY_KEY, DESK, SETTINGS, TABS


class Opened(NamedTuple):
    """A workbook, read and understood."""

    parsed: Mapping[str, Parsed[Any]]
    settings: DeskSettings
    rulebook: Rulebook
    problems: list[Problem]
    missing: Mapping[str, frozenset[str]]
    """By tab, fields that nothing can be told from: headings lost or doubled."""
    shut: frozenset[tuple[str, str]] = frozenset()
    """Tab and column that may not be written; a whole tab without column, all without either."""
    policies: PolicyBook = NO_BOOK


def titles() -> dict[str, tuple[str, str]]:
    """Return the titles under which each tab is looked for."""
    return {table.key: table.titles() for table in TABS}


def opened(sheets: Sheets, now: datetime, remembered: Remembered = ()) -> Opened:
    """Turn what was read of a workbook into records, rules and problems.

    Ids that the ledger remembers are given to no other row. In a file they may be: there a run
    that ended before it saved must give a row, already remembered, the same id again.
    """
    settled = _settled(sheets)
    settings, grids = settled.settings, sheets.grids
    kept = () if sheets.steady else remembered
    terms = Terms(sheets.steady, bool(settings.strict), kept)
    parsed = {key: parse(BY_KEY[key], g, settings.locale, terms) for key, g in grids.items()}
    if not terms.strict and DESK.key in parsed and not whole(parsed[DESK.key]):
        del parsed[DESK.key]  # a tab of that name that people made for themselves
    astray = looked_up(parsed, settings.locale) if terms.strict else []
    understood = read_rulebook(parsed, settings, now)
    judging = read_policybook(parsed, settings)
    problems = [*settled.problems, *understood.problems, *judging.problems, *astray]
    problems += _faults(sheets)
    for tab in parsed.values():
        problems += [*tab.problems, *strangers(tab, understood.rulebook.team)]
    problems += _absent(parsed, understood.rulebook, strict=terms.strict)
    missing = {
        key: understood.missing.get(key, frozenset()) | _lost(tab) for key, tab in parsed.items()
    }
    shut = frozenset((fault.tab, fault.column) for fault in sheets.faults if fault.shuts)
    told = linked(problems, parsed)
    return Opened(parsed, settings, understood.rulebook, told, missing, shut, judging.book)


def _settled(sheets: Sheets) -> Settled:
    """Return the settings; where they are silent, strict mode is on while the Desk tab is in use."""
    fallback = Locale(language=_language(sheets.grids))
    grid, kept = sheets.grids.get(SETTINGS.key), sheets.grids.get(DESK.key)
    parsed = parse(SETTINGS, grid, fallback) if grid else None
    settled = read_settings(parsed, fallback, steady=sheets.steady)
    if settled.settings.strict is not None:
        return settled
    used = bool(kept and held(parse(DESK, kept, fallback), fallback))
    return settled._replace(settings=settled.settings._replace(strict=used))


def _faults(sheets: Sheets) -> Iterator[Problem]:
    for fault in sheets.faults:
        yield Problem(fault.tab, 0, fault.column, fault.what, Rank.LAYOUT)


def _language(grids: Mapping[str, Grid]) -> Language:
    """Return the language of most tabs' titles, for a workbook that does not say."""
    chinese = sum(folded(g.title) == folded(BY_KEY[key].name.zh) for key, g in grids.items())
    return Language.ZH if chinese * 2 > len(grids) else Language.EN


def _absent(
    parsed: Mapping[str, Parsed[Any]], rulebook: Rulebook, *, strict: bool
) -> Iterator[Problem]:
    for table in TABS:
        if table.key not in parsed and (strict or table is not DESK):
            needed = table.room is not Room.RECORDS or table.key in rulebook.rulesets
            rank = Rank.LAYOUT if needed and not table.optional else Rank.LOW
            said = OPTIONAL_TAB if table.optional else NO_TAB
            yield Problem(table.key, 0, "", said.fill(tab=table.name), rank)


def _lost(tab: Parsed[Any]) -> frozenset[str]:
    return frozenset(p.column for p in tab.problems if p.rank is Rank.LAYOUT and p.row == 1)
