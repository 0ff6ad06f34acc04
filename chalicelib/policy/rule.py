"""Decision tables: rows of a policy tab compiled, so that a decision costs microseconds.

Each column tells with one bit a row which rows a value suits; a decision is what all columns
agree on. A row with a broken cell is left out whole and reported: half a rule is a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase, Word
from chalicelib.policy.cell import Meaning, read_cell
from chalicelib.policy.column import column
from chalicelib.policy.input import Cell, CellFault, Input
from chalicelib.policy.say import said_values

MOST = 4096
"""Answers that a table remembers."""


class HitPolicy(Word):
    """What counts when several rows fit."""

    FIRST = "first", "第一条"
    """The uppermost row decides."""
    UNIQUE = "unique", "唯一"
    """No two rows may fit; where they do, nothing is decided."""
    COLLECT = "collect", "全部"
    """All rows count together."""


class Row(NamedTuple):
    """A rule as it stands in the sheet."""

    id: str
    """Its own; no two rows share one."""
    cells: Mapping[str, Cell]
    """By key of the input; one that is missing is empty and asks nothing."""
    outcome: Any = None


class Decision(NamedTuple):
    """What a table says of a record, with all it went by."""

    rules: tuple[str, ...]
    """Ids of the rows that decided, uppermost first; none: no row fits, or several clash."""
    outcomes: tuple[Any, ...]
    """The outcome of each."""
    clash: tuple[str, ...]
    """Ids of all rows that fit, where only one may."""
    keys: tuple[str, ...]
    given: tuple[Any, ...]

    @property
    def inputs(self) -> dict[str, Any]:
        """The values it went by, by key of the input."""
        return dict(zip(self.keys, self.given, strict=True))


_decision = partial(tuple.__new__, Decision)
"""Makes a decision of its parts, sparing what the constructor checks."""


class DecisionTable:
    """Rows that are understood, ready to decide."""

    def __init__(
        self, inputs: Sequence[Input], understood: Sequence[tuple[Row, Sequence[Meaning]]],
        hit: HitPolicy,
    ) -> None:  # fmt: skip
        self.inputs = tuple(inputs)
        self.hit = hit
        self.understood = understood
        self.ids = tuple(row.id for row, _ in understood)
        self.outcomes = tuple(row.outcome for row, _ in understood)
        self.meanings = [meanings for _, meanings in understood]
        cells = [[row[n] for row in self.meanings] for n in range(len(self.inputs))]
        self.columns = tuple(map(column, self.inputs, cells))
        self.keys = tuple(mine.key for mine in self.inputs)
        self.all = (1 << len(self.ids)) - 1
        self.asking = dict(zip(self.ids, map(_asked, self.meanings), strict=True))
        self._given = _getter(self.keys)
        self._asked = tuple(one.rows for one in self.columns)
        self._one_decides = hit is HitPolicy.FIRST
        self._several = _Several(self)
        nothing: Answer = ((), (), ())
        ones = zip(self.ids, self.outcomes, strict=True)
        self._single = [nothing, *(((name,), (outcome,), ()) for name, outcome in ones)]

    def decide(self, values: Mapping[str, Any]) -> Decision:
        """Return what the rows say of a record; KeyError if an input is not given at all."""
        given = self._given(values)
        rows = self.all
        for asked, value in zip(self._asked, given):  # noqa: B905  # both are as long as the inputs
            rows &= asked(value)
        first = rows & -rows
        if first == rows or self._one_decides:
            return _decision((*self._single[first.bit_length()], self.keys, given))
        return _decision((*self._several[rows], self.keys, given))

    def decide_all(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Decision]:
        """Return the decision on each record, in order."""
        return map(self.decide, records)

    def why_not(self, values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Return for each row the inputs that it does not fit; none if it fits."""
        given = self._given(values)
        asked = [(key, ask(v)) for key, ask, v in zip(self.keys, self._asked, given, strict=True)]
        return {
            name: tuple(key for key, rows in asked if not rows >> row & 1)
            for row, name in enumerate(self.ids)
        }

    def explained(self, decision: Decision) -> Phrase:
        """Return a decision in words: which rows, and the values they went by."""
        if decision.clash:
            said, rules = CLASH, decision.clash
        else:
            said, rules = (DECIDED if decision.rules else NOTHING), decision.rules
        values = said_values(self.inputs, decision.inputs)
        return said.fill(rules=", ".join(rules), values=values)


DECIDED = Phrase("{rules}: {values}", "{rules}：{values}")
NOTHING = Phrase("no row fits: {values}", "没有规则适用：{values}")
CLASH = Phrase("{rules} clash: {values}", "{rules} 互相冲突：{values}")

Answer = tuple[tuple[str, ...], tuple[Any, ...], tuple[str, ...]]


class _Several(dict[int, Answer]):
    """The first three parts of a decision on which several rows fit, remembered by these."""

    def __init__(self, table: DecisionTable) -> None:
        super().__init__()
        self.ids, self.outcomes, self.hit = table.ids, table.outcomes, table.hit

    def __missing__(self, rows: int) -> Answer:
        fitting = [row for row in range(rows.bit_length()) if rows >> row & 1]
        ids = tuple(self.ids[row] for row in fitting)
        outcomes = tuple(self.outcomes[row] for row in fitting)
        found: Answer = ((), (), ids) if self.hit is HitPolicy.UNIQUE else (ids, outcomes, ())
        if len(self) >= MOST:
            self.clear()
        self[rows] = found
        return found


def _asked(row: Sequence[Meaning]) -> tuple[int, ...]:
    """Return which inputs a row asks about, by their places."""
    return tuple(place for place, cell in enumerate(row) if not cell.anything)


def _getter(keys: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda values: tuple(values[key] for key in keys)


class Compiled(NamedTuple):
    """A table, and the cells that kept rows out of it."""

    table: DecisionTable
    faults: list[CellFault]


def compiled(
    inputs: Sequence[Input], rows: Iterable[Row], hit: HitPolicy, currency: str = ""
) -> Compiled:
    """Return the table of all rows that can be read, and every cell that cannot.

    A bare number in a column of money is in ``currency``, the workbook's own.
    """
    understood, faults = [], []
    for row in rows:
        meanings, wrong = _read(inputs, row, currency)
        faults += wrong
        if not wrong:
            understood.append((row, meanings))
    return Compiled(DecisionTable(inputs, understood, hit), faults)


def loosely(inputs: Sequence[Input], rows: Iterable[Row], currency: str = "") -> DecisionTable:
    """Return a table of rows of which cells cannot be read; such a cell may fit anything."""
    understood = [(row, [_loose(mine, row, currency) for mine in inputs]) for row in rows]
    return DecisionTable(inputs, understood, HitPolicy.COLLECT)


def _loose(mine: Input, row: Row, currency: str) -> Meaning:
    meaning, wrong = read_cell(row.cells.get(mine.key), mine, currency)
    return Meaning(anything=True) if wrong else meaning


def broken_above(
    broken: DecisionTable | None, table: DecisionTable | None, values: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the broken rows that may have decided on a record, had they been readable.

    Their outcomes are how many rows of the table stand above each.
    """
    if broken is None:
        return ()
    rules = table.decide(values).rules if table else ()
    depth = table.ids.index(rules[0]) if table and rules else None
    found = broken.decide(values)
    pairs = zip(found.rules, found.outcomes, strict=True)
    return tuple(rule for rule, above in pairs if depth is None or above <= depth)


def broken_beside(broken: DecisionTable | None, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the broken rows that may have counted for a record, where all that fit count."""
    return broken.decide(values).rules if broken else ()


def _read(
    inputs: Sequence[Input], row: Row, currency: str
) -> tuple[list[Meaning], list[CellFault]]:
    meanings, faults = [], []
    for mine in inputs:
        meaning, wrong = read_cell(row.cells.get(mine.key), mine, currency)
        meanings.append(meaning)
        faults += [CellFault(mine.key, row.id, found.what, found.at + 1) for found in wrong]
    return meanings, faults
