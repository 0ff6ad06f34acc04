"""Lint: what is wrong with a table as a whole, before any record meets it.

A table that lints clean under FIRST or UNIQUE decides every record that can occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import reduce
from itertools import islice
from operator import and_, or_
from types import MappingProxyType
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase, Word
from chalicelib.policy.cell import Meaning
from chalicelib.policy.cover import Budget, OverBudgetError, hole
from chalicelib.policy.input import Input, InputKind, texts_of
from chalicelib.policy.partition import TooManyError, partition
from chalicelib.policy.rule import DecisionTable, HitPolicy
from chalicelib.policy.say import said_value, said_values
from chalicelib.policy.span import Span

MOST = 50
"""Pairs of clashing rows that are told one by one."""


class FindingKind(Word):
    """What can be wrong with rows that are each understood."""

    CLASH = "clash", "冲突"
    GAP = "gap", "缺口"
    SHADOWED = "never reached", "不会命中"
    IMPOSSIBLE = "impossible value", "不可能的值"
    UNCHECKED = "not checked", "未检查"


class Finding(NamedTuple):
    """Something that the author of a table should look at."""

    kind: FindingKind
    rules: tuple[str, ...]
    """Ids of the rows it is about, the one to mend first."""
    what: Phrase
    example: Mapping[str, Any] = MappingProxyType({})
    """Values of a record that shows it, by key of the input."""


GAP = Phrase("no row answers: {values}", "没有规则适用于：{values}")
CLASHING = Phrase(
    "{one} and {other} both answer: {values}", "{one} 与 {other} 同时适用于：{values}"
)
MORE = Phrase("{count} more pairs of rows clash", "另有 {count} 对规则冲突")
SHADOWED = Phrase(
    "{rule} is never reached, as rows above answer all it asks for: {others}; move it up or remove it",
    "{rule} 永远不会命中，因为上面的规则已全部涵盖：{others}；请上移或删除",
)
NEVER = Phrase(
    "{rule} never fits: no record has a {heading} that its cell asks for",
    "{rule} 永远不会适用：没有记录的{heading}符合该单元格",
)
NO_SUCH = Phrase(
    "{rule} asks for {heading} {value}, which no record has{near}",
    "{rule} 要求{heading}为 {value}，但没有这样的记录{near}",
)
NEAR = Phrase(": did you mean '{near}'?", "：是“{near}”吗？")
UNCHECKED = Phrase(
    "the rows combine in too many ways to look at all of them for {what}",
    "规则组合过多，未能完整检查{what}",
)
GAPS, REACHED = Phrase("gaps", "缺口"), Phrase("rows that are never reached", "不会命中的规则")
EVERYTHING = Phrase("clashes and gaps", "冲突和缺口")

Ways = Sequence[Mapping[int, Any]]


def lint(table: DecisionTable, budget: Budget | None = None) -> list[Finding]:
    """Return what is wrong with a table; it says so where looking on would take too long."""
    single = list(_no_such(table))
    try:
        ways = [partition(m, c) for m, c in zip(table.inputs, table.columns, strict=True)]
    except TooManyError:
        return [*single, _unchecked(EVERYTHING)]
    suited = [reduce(or_, way, 0) for way in ways]
    found = _Lint(table, ways, reduce(and_, suited, table.all), budget or Budget())
    return [*single, *found.never(suited), *found.clashes(), *found.shadowed(), *found.gaps()]


def _unchecked(what: Phrase) -> Finding:
    return Finding(FindingKind.UNCHECKED, (), UNCHECKED.fill(what=what))


class _Lint(NamedTuple):
    table: DecisionTable
    ways: Ways
    live: int
    """Rows whose every cell some value suits."""
    budget: Budget

    def never(self, suited: Sequence[int]) -> Iterator[Finding]:
        """Tell of rows with a cell that no value suits."""
        for mine, rows in zip(self.table.inputs, suited, strict=True):
            for row in _rows(self.table.all & ~rows):
                name = self.table.ids[row]
                what = NEVER.fill(rule=name, heading=mine.heading)
                yield Finding(FindingKind.IMPOSSIBLE, (name,), what)

    def clashes(self) -> Iterator[Finding]:
        """Tell of pairs of rows that answer the same record, where only one may."""
        if self.table.hit is not HitPolicy.UNIQUE:
            return
        pairs = [(above, row) for row in _rows(self.live) for above in _rows(self._beside(row))]
        for above, row in islice(pairs, MOST):
            both = 1 << above | 1 << row
            example = self._example([_first(way, both) for way in self.ways])
            one, other = self.table.ids[above], self.table.ids[row]
            what = CLASHING.fill(one=one, other=other, values=self._said(example))
            yield Finding(FindingKind.CLASH, (one, other), what, example)
        if len(pairs) > MOST:
            yield Finding(FindingKind.CLASH, (), MORE.fill(count=len(pairs) - MOST))

    def shadowed(self) -> Iterator[Finding]:
        """Tell of rows that rows above leave nothing to answer."""
        if self.table.hit is not HitPolicy.FIRST:
            return
        try:
            for row in _rows(self.live):
                mine = self._where(row)
                above = self._beside(row)
                if hole(mine, above, self.budget) is None:
                    yield self._shadow(row, mine, above)
        except OverBudgetError:
            yield _unchecked(REACHED)

    def gaps(self) -> Iterator[Finding]:
        """Tell of a combination of values that no row answers."""
        if self.table.hit is HitPolicy.COLLECT:
            return
        try:
            missed = hole(self.ways, self.table.all, self.budget)
        except OverBudgetError:
            yield _unchecked(GAPS)
            return
        if missed is not None:
            example = self._example(missed)
            yield Finding(FindingKind.GAP, (), GAP.fill(values=self._said(example)), example)

    def _where(self, row: int) -> list[dict[int, Any]]:
        """Return the values that a row asks for."""
        return [{rows: v for rows, v in way.items() if rows >> row & 1} for way in self.ways]

    def _beside(self, row: int) -> int:
        """Return the rows above that some record suits together with a row."""
        above = self.live & ((1 << row) - 1)
        return reduce(and_, (reduce(or_, way, 0) for way in self._where(row)), above)

    def _shadow(self, row: int, mine: Ways, above: int) -> Finding:
        alone = (n for n in _rows(above) if hole(mine, 1 << n, self.budget) is None)
        one = next(alone, None)
        others = [self.table.ids[n] for n in (_rows(above) if one is None else [one])]
        what = SHADOWED.fill(rule=self.table.ids[row], others=", ".join(others))
        return Finding(FindingKind.SHADOWED, (self.table.ids[row], *others), what)

    def _example(self, values: Sequence[Any]) -> dict[str, Any]:
        return dict(zip(self.table.keys, values, strict=True))

    def _said(self, example: Mapping[str, Any]) -> Phrase:
        return said_values(self.table.inputs, example)


def _first(way: Mapping[int, Any], both: int) -> Any:
    return next(value for rows, value in way.items() if rows & both == both)


def _rows(rows: int) -> Iterator[int]:
    return (row for row in range(rows.bit_length()) if rows >> row & 1)


def _no_such(table: DecisionTable) -> Iterator[Finding]:
    """Tell of single values in cells that no record can have."""
    for rule, meanings in zip(table.ids, table.meanings, strict=True):
        for mine, meaning in zip(table.inputs, meanings, strict=True):
            for part, near in _impossible(mine, meaning):
                said = NEAR.fill(near=near) if near else Phrase("", "")
                what = NO_SUCH.fill(rule=rule, heading=mine.heading, value=part, near=said)
                yield Finding(FindingKind.IMPOSSIBLE, (rule,), what)


def _impossible(mine: Input, meaning: Meaning) -> Iterator[tuple[Phrase, str]]:
    for part in meaning.parts:
        if isinstance(part, Span):
            if _below(mine, part):
                yield Phrase("below zero", "负数"), ""
            elif mine.domain is not None and part.currency and part.currency not in mine.domain:
                yield Phrase(part.currency, part.currency), ""
        elif mine.choices is None and texts_of(mine) and part not in texts_of(mine):
            near = get_close_matches(part, texts_of(mine), n=1, cutoff=0.75)
            yield said_value(mine._replace(kind=InputKind.TEXT), part), "".join(near)


def _below(mine: Input, span: Span) -> bool:
    """Whether a span lies below zero, where nothing does."""
    if mine.negative or mine.kind is InputKind.DATE or span.high is None:
        return False
    return bool(span.high < 0 or (span.high == 0 and not span.high_in))
