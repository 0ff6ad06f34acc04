"""Rules: the rows of the SLA tab, understood one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.lines import Reopen, SlaLine
from chalicelib.sla.rule import Calendar, Condition, Moments, Rule
from chalicelib.tables.calendars import NO_CALENDAR, ROUND_THE_CLOCK, round_the_clock
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.codec import Locale
from chalicelib.tables.ended_by import by_people
from chalicelib.tables.grammar import Grammar, rungs
from chalicelib.tables.parse import Parsed
from chalicelib.tables.saying import EMPTY, NO_HEADING, Unreadable
from chalicelib.tables.table import Table
from chalicelib.tables.tabs_rules import SLA
from chalicelib.tables.workbook import BY_KEY

CONDITIONS = ("kind", "category", "priority", "channel", "country", "topic")

NO_TAB = Phrase("there is no tab '{cell}' that clocks can run on", "没有可计时的工作表“{cell}”")


class Surroundings(NamedTuple):
    """What a rule speaks of: calendars, people, and how the workbook writes."""

    hours: Mapping[str, BusinessHours]
    people: Mapping[str, object]
    locale: Locale


class Rules:
    """Reads the rows of the SLA tab into rules.

    A row with a cell that cannot be understood is left out whole, and said: half a
    promise would be a wrong one.
    """

    def __init__(self, parsed: Parsed[SlaLine], around: Surroundings) -> None:
        self.parsed = parsed
        self.around = around
        self.problems: list[Problem] = []
        always = Calendar(ROUND_THE_CLOCK, round_the_clock(around.locale.zone), always=True)
        named = {folded(n): Calendar(n, h, always=False) for n, h in around.hours.items()}
        self._calendars = {**named, ROUND_THE_CLOCK: always, "": always}
        faced = (table for table in BY_KEY.values() if table.faced)
        self._tabs = {folded(name): table for table in faced for name in table.name}

    def read(self) -> Iterator[Rule]:
        """Yield the rules that can be understood, in the order of the sheet."""
        for line in self.parsed.records:
            if line.active is not False and (rule := self._rule(line)) is not None:
                yield rule

    def _rule(self, line: SlaLine) -> Rule | None:
        table = self._cell(line, "tab", self._table)
        if table is None:
            return None
        before, found = len(self.problems), self._promise(line, table)
        if len(self.problems) > before:
            return None
        return Rule(
            id=line.id,
            clock=line.clock,
            tab=table.key,
            pause_cap=line.pause_cap,
            urgent=bool(line.urgent),
            reopen=line.reopen or Reopen.RESUME,
            by_people=by_people(line.stop, Grammar(table, self.around.locale)),
            headings={column.key: column.heading for column in table.columns},
            **found,
        )

    def _promise(self, line: SlaLine, table: Table[Any]) -> dict[str, Any]:
        """Return what the cells of a row say, by the fields of a rule."""
        grammar = Grammar(table, self.around.locale)
        return {
            "start": self._cell(line, "start", lambda text: _filled(grammar.moments(text))),
            "stop": self._cell(line, "stop", lambda text: _filled(grammar.moments(text))),
            "target": self._cell(line, "target", grammar.target),
            "calendar": self._cell(line, "calendar", self._calendar),
            "waits": self._cell(line, "pause", grammar.waits),
            "cancel": self._cell(line, "cancel", grammar.waits),
            "conditions": self._conditions(line, grammar),
            "rungs": self._ladder(line),
        }

    def _conditions(self, line: SlaLine, grammar: Grammar) -> tuple[Condition, ...]:
        found = []
        for key in CONDITIONS:
            column = SLA.fields[key]
            if getattr(line, key):
                found.append(self._cell(line, key, partial(grammar.condition, column)))
        return tuple(condition for condition in found if condition)

    def _ladder(self, line: SlaLine) -> Any:
        people = self.around.people
        warn = self._cell(line, "warn", lambda text: rungs(text, "", people))
        escalate = self._cell(line, "escalate", lambda text: rungs("", text, people))
        return (*(warn or ()), *(escalate or ()))

    def _table(self, name: str) -> Table[Any]:
        table = self._tabs.get(folded(name))
        if table is None:
            raise Unreadable(NO_TAB.fill(cell=shown(name)))
        return table

    def _calendar(self, name: str) -> Calendar:
        calendar = self._calendars.get(folded(name).replace("×", "x"))
        if calendar is None:
            raise Unreadable(NO_CALENDAR.fill(cell=shown(name)))
        return calendar

    def _cell(self, line: SlaLine, key: str, read: Callable[[str], Any]) -> Any:
        """Return what a cell of the row says, or None, its problem being noted."""
        try:
            return read(getattr(line, key))
        except Unreadable as found:
            row = self.parsed.rows[line.id]
            self.problems.append(Problem("sla", row, key, found.what, Rank.LAYOUT, line.id))
            return None


def _filled(moments: Moments) -> Moments:
    if not moments:
        raise Unreadable(EMPTY)
    return moments


def lost(rule: Rule, tab: Parsed[Any]) -> frozenset[str]:
    """Return the columns that a rule cannot do without and that its tab has lost."""
    needed = {m.field for way in rule.stop for m in way} | ({rule.target.field} - {""})
    return frozenset(needed - tab.at.keys())


def loss(tab: str, field: str) -> Problem:
    """Return the problem of a column that clocks need and that is not there."""
    what = NO_HEADING.fill(heading=BY_KEY[tab].fields[field].heading)
    return Problem(tab, 1, field, what, Rank.LAYOUT)
