"""The rows of one tab on judgement, understood one by one."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, NamedTuple, TypeVar

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.input import Cell, Input
from chalicelib.policy.rule import DecisionTable, HitPolicy, Row, compiled, loosely
from chalicelib.tables.codec import Locale
from chalicelib.tables.codecs import NO
from chalicelib.tables.judged_by import asked
from chalicelib.tables.parse import Parsed
from chalicelib.tables.saying import NO_HEADING, Unreadable

R = TypeVar("R")
NO_ROW = Phrase(
    "the tab has no row that counts: put its rows back, each with an id of its own",
    "表中没有可用的行：请恢复各行，每行编号唯一",
)


class Left(NamedTuple):
    """A row that is left out."""

    number: int
    id: str
    cells: Mapping[str, Cell]


class RuleTab(Generic[R]):
    """Reads the rows of a rule tab.

    A row with a cell that cannot be understood is left out whole, and said: half a rule
    would be a wrong one. A row that is not active is left out.
    """

    def __init__(self, parsed: Parsed[R], locale: Locale) -> None:
        self.parsed = parsed
        self.locale = locale
        self.problems: list[Problem] = []
        self.oddities: list[Problem] = []
        parsed.problems[:] = [_grave(parsed, problem) for problem in parsed.problems]

    def lines(self) -> Iterator[R]:
        """Yield the rows that count and whose cells can all be read, from top to bottom."""
        for line in self.parsed.records:
            name = line.id  # type: ignore[attr-defined]
            if getattr(line, "active", None) is not False and name not in self.parsed.unread:
                yield line

    def cell(self, line: R, key: str, read: Callable[[Any], Any]) -> Any:
        """Return what a cell of a row says, or None, its problem being noted."""
        try:
            return read(getattr(line, key))
        except Unreadable as found:
            self.wrong(line, key, found.what)
            return None

    def wrong(self, line: Any, key: str, what: Phrase) -> None:
        """Note what is wrong with a cell of a row."""
        self.problems.append(self._problem(line.id, key, what, Rank.LAYOUT))

    def odd(self, line: Any, key: str, what: Phrase) -> None:
        """Note what a person should know of a cell of a row that counts all the same."""
        self.oddities.append(self._problem(line.id, key, what, Rank.LOW))

    def _problem(self, name: str, key: str, what: Phrase, rank: Rank) -> Problem:
        return Problem(self.parsed.table.key, self.parsed.rows[name], key, what, rank, name)

    def emptied(self) -> None:
        """Say of a tab whose headings are there that no row of it is."""
        if "id" in self.parsed.at and not self.parsed.records:
            key = self.parsed.table.key
            self.problems.append(Problem(key, 0, "", NO_ROW, Rank.LAYOUT))

    def understood(self, read: Callable[[R], Any]) -> Iterator[tuple[R, Any]]:
        """Yield the rows with what each says; those with a problem are left out."""
        for line in self.lines():
            before, found = len(self.problems), read(line)
            if len(self.problems) == before:
                yield line, found

    def table(
        self, inputs: Sequence[Input], hit: HitPolicy, read: Callable[[R], Any]
    ) -> DecisionTable | None:
        """Return the rows as a table of decisions; None where there is none to go by.

        Without the column of an input its rows would fit more than they say: then nothing is
        decided by them.
        """
        if self._lost(inputs) or not self.parsed.records:
            return None
        rows = (
            Row(line.id, _cells(inputs, line), found)  # type: ignore[attr-defined]
            for line, found in self.understood(read)
        )
        table, faults = compiled(inputs, list(rows), hit, self.locale.currency)
        self.problems += [self._problem(f.row, f.column, f.what, Rank.LAYOUT) for f in faults]
        return table

    def broken(self, inputs: Sequence[Input], table: DecisionTable | None) -> DecisionTable | None:
        """Return the rows that a first-match table lacks as they cannot be read; None: all can.

        Each of them may have decided where it stands; its outcome is how many rows of the table
        stand above it. Rows that share an id are among them.
        """
        if table is None:
            return None
        at = [self.parsed.rows[name] for name in table.ids]
        left = [*self._left_out(inputs, frozenset(table.ids)), *self._doubled(inputs)]
        rows = [
            Row(name, cells, bisect(at, number))
            for number, name, cells in sorted(left, key=_number)
        ]
        return loosely(inputs, rows, self.locale.currency) if rows else None

    def _left_out(self, inputs: Sequence[Input], read: frozenset[str]) -> Iterator[Left]:
        for line in self.parsed.records:
            name = line.id  # type: ignore[attr-defined]
            if name not in read and getattr(line, "active", None) is not False:
                bad = self.parsed.unread.get(name, frozenset())
                kept = [mine for mine in inputs if mine.key not in bad]
                yield Left(self.parsed.rows[name], name, _cells(kept, line))

    def _doubled(self, inputs: Sequence[Input]) -> Iterator[Left]:
        """Yield the rows that share an id: they are no records, only cells."""
        parsed = self.parsed
        for number in parsed.stale:
            row = dict(enumerate(parsed.grid.rows[number - 1]))
            name, active = (row.get(parsed.at.get(key, -1)) for key in ("id", "active"))
            if name and folded_text(str(active)) not in (*NO, "false"):
                cells = {m.key: asked(m, row.get(parsed.at[m.key])) for m in inputs}
                yield Left(number, str(name), cells)

    def _lost(self, inputs: Iterable[Input]) -> bool:
        """Whether the column of an input is missing or doubled, which is then said."""
        return self.lacks({mine.key for mine in inputs}) or "id" not in self.parsed.at

    def lacks(self, keys: AbstractSet[str]) -> bool:
        """Whether any of some columns that are needed is missing or doubled, which is then said."""
        lost = keys - self.parsed.at.keys()
        self.parsed.problems[:] = [
            _needed(self.parsed, p) if p.row == 1 and p.column in lost else p
            for p in self.parsed.problems
        ]
        return bool(lost)


def _number(left: Left) -> int:
    return left.number


def _cells(inputs: Sequence[Input], line: Any) -> dict[str, Any]:
    return {mine.key: asked(mine, getattr(line, mine.key)) for mine in inputs}


def _grave(parsed: Parsed[Any], problem: Problem) -> Problem:
    """Return the problem as it counts here: a cell that cannot be read breaks its rule, by name."""
    name = problem.id or parsed.names.get(problem.row, "")
    rank = Rank.LAYOUT if problem.rank is Rank.CELL else problem.rank
    return problem._replace(id=name, rank=rank)


def _needed(parsed: Parsed[Any], problem: Problem) -> Problem:
    if problem.rank is Rank.LAYOUT:
        return problem
    what = NO_HEADING.fill(heading=parsed.table.fields[problem.column].heading)
    return problem._replace(what=what, rank=Rank.LAYOUT)
