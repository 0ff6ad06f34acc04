"""External deadlines: the rows of the Deadlines tab, as what can be counted on a record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chalicelib.model.word import Phrase
from chalicelib.policy.book import Deadline
from chalicelib.policy.lines import DeadlineLine, Reckoning
from chalicelib.sla.rule import Moments
from chalicelib.sla.target import Target, Unit
from chalicelib.tables import saying
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.grammar import Grammar
from chalicelib.tables.rule_tab import RuleTab
from chalicelib.tables.rules import NO_TAB
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.spans import read_target
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import TABS

ONE_INSTANT = Phrase(
    "'{cell}' names more than one instant: write a single heading of {tab}, such as {some}",
    "“{cell}”不是单一的时间：请写“{tab}”的一个表头，例如 {some}",
)
WHOLE_DAYS = Phrase(
    "'{cell}' cannot be counted in business days: write a number of days, such as 3 days",
    "“{cell}”无法按工作日计算：请写天数，例如 3 天",
)
TWO_WAYS = Phrase(
    "'{cell}' names business days, but the row counts in calendar days: change one of them",
    "“{cell}”是工作日，但本行按自然日计算：请修改其一",
)

_TABS = {folded(name): table for table in TABS if table.faced for name in table.name}


def deadlines(tab: RuleTab[DeadlineLine]) -> tuple[Deadline, ...]:
    """Return the rows that bind a tab; those without one are for reading only."""
    found = tab.understood(lambda line: _deadline(tab, line) if line.tab else None)
    return tuple(deadline for _, deadline in found if deadline is not None)


def _deadline(tab: RuleTab[DeadlineLine], line: DeadlineLine) -> Deadline | None:
    table = tab.cell(line, "tab", _table)
    if table is None:
        return None
    field = tab.cell(line, "start", lambda text: _start(text, Grammar(table, tab.locale)))
    span, days = tab.cell(line, "limit", lambda text: limit(text, line.reckoning)) or (None, 0)
    return Deadline(line, table.key, field or "", span, days)


def _table(name: str) -> Table[Any]:
    table = _TABS.get(folded(name))
    if table is None:
        raise Unreadable(NO_TAB.fill(cell=shown(name)))
    return table


def _start(text: str, grammar: Grammar) -> str:
    """Return the field of the one instant that a cell names."""
    if not text:
        raise Unreadable(saying.EMPTY)
    found: Moments = grammar.moments(text)
    if len(found) != 1 or len(found[0]) != 1 or found[0][0].values or found[0][0].first:
        some = next(c.heading for c in grammar.table.columns if c.key in ("opened", "asked", "id"))
        said = ONE_INSTANT.fill(cell=shown(text), tab=grammar.table.name, some=some)
        raise Unreadable(said)
    return found[0][0].field


def limit(text: str, reckoning: Reckoning | None) -> tuple[timedelta | None, int]:
    """Return a limit as calendar time, or as so many business days; neither where it is empty."""
    if not text:
        return None, 0
    target = read_target(text)
    if target.backwards:
        raise Unreadable(saying.NO_SPAN.fill(cell=shown(text)))
    if target.unit is Unit.BUSINESS_DAYS or reckoning is Reckoning.BUSINESS:
        return None, _business(target, text, reckoning)
    return target.span or timedelta(days=target.days), 0


def _business(target: Target, text: str, reckoning: Reckoning | None) -> int:
    if reckoning is Reckoning.CALENDAR:
        raise Unreadable(TWO_WAYS.fill(cell=shown(text)))
    if not target.days:
        raise Unreadable(WHOLE_DAYS.fill(cell=shown(text)))
    return target.days
