"""Partition: one value for every way in which a column can take a value that a record can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from chalicelib.model.money import Money
from chalicelib.policy.column import Bag, Column, Line, Names, Purse
from chalicelib.policy.input import Input, InputKind, texts_of
from chalicelib.policy.say import ANOTHER

MOST = 4096
"""Ways to take a set of words that are told apart."""
ELSEWHERE = "XXX"
"""No currency, in ISO 4217."""


class TooManyError(Exception):
    """The words of a column combine in more ways than are looked at."""


def partition(mine: Input, column: Column) -> dict[int, Any]:
    """Return rows with a value that just these rows suit, for every value that can occur.

    TooManyError where the words of a column combine in too many ways.
    """
    found: dict[int, Any] = {}
    for value in _values(mine, column):
        found.setdefault(column.rows(value), value)
    if not mine.known:
        found.setdefault(column.rows(None), None)
    return found


def _values(mine: Input, column: Column) -> Iterator[Any]:
    if isinstance(column, Names):
        yield from _names(mine, column)
    elif isinstance(column, Bag):
        yield from _sets(mine, column)
    elif isinstance(column, Purse):
        yield from _amounts(mine, column)
    elif isinstance(column, Line):
        yield from on_line(mine, column)


def _names(mine: Input, column: Names | Bag) -> Iterator[Any]:
    if mine.choices is not None:
        yield from mine.choices
    elif mine.kind is InputKind.YES_NO:
        yield from (True, False)
    elif mine.domain is not None:
        yield from sorted(texts_of(mine))
    else:
        yield from sorted(column.named)
        yield _another(column.named)


def _another(named: set[Any]) -> str:
    name = ANOTHER
    while name in named:
        name += ANOTHER
    return name


def _sets(mine: Input, column: Bag) -> Iterator[frozenset[Any]]:
    """Return sets that touch rows in every way; a set is told from another by what it touches."""
    kept: dict[int, tuple[Any, ...]] = {}
    for name in _names(mine, column):
        touched = column.touched.get(name, 0)
        kept |= {t: s for t, s in _with(kept, name, touched) if t not in kept}
        if len(kept) > MOST:
            raise TooManyError
    yield frozenset()
    yield from map(frozenset, kept.values())


def _with(
    kept: Mapping[int, tuple[Any, ...]], name: Any, touched: int
) -> list[tuple[int, tuple[Any, ...]]]:
    alone: list[tuple[int, tuple[Any, ...]]] = [(touched, (name,))]
    return alone + [(before | touched, (*names, name)) for before, names in kept.items()]


def _amounts(mine: Input, column: Purse) -> Iterator[Money]:
    for currency, line in column.lines.items():
        if mine.domain is None or currency in mine.domain:
            yield from (Money(amount, currency) for amount in on_line(mine, line))
    others = [ELSEWHERE] if mine.domain is None else sorted(mine.domain - column.lines.keys())
    yield from (Money(Decimal(1), currency) for currency in others)


def on_line(mine: Input, line: Line) -> Iterator[Any]:
    """Return a value in every segment that has one."""
    if mine.kind is InputKind.DATE:
        ordinals = [day.toordinal() for day in line.points]
        inside = _whole(ordinals, date.min.toordinal())
        return (date.fromordinal(n) for n in inside if n <= date.max.toordinal())
    least = None if mine.negative else 0
    if mine.kind is InputKind.DAYS or mine.whole:
        return _whole(line.points, least)
    return (value for value in _exact(line.points) if least is None or value >= least)


def _whole(points: list[Any], least: int | None) -> Iterator[int]:
    """Return whole numbers: below, at, between and above points."""
    if not points:
        yield 1
        return
    found = {ceil(points[0]) - 1, floor(points[-1]) + 1}
    for point, after in zip(points, [*points[1:], None], strict=True):
        next_one = floor(point) + 1
        found |= {int(point)} if point == int(point) else set()
        found |= {next_one} if after is None or next_one < after else set()
    yield from sorted(n for n in found if least is None or n >= least)


def _exact(points: list[Decimal]) -> Iterator[Decimal]:
    """Return numbers: below, at, between and above points."""
    if not points:
        yield Decimal(1)
        return
    yield from (points[0] - 1, points[0] / 2)  # half of it is below, where it is above zero
    for point, after in pairwise(points):
        yield point
        yield point + 1 if point + 1 < after else _middle(point, after)
    yield from (points[-1], points[-1] + 1)


def _middle(low: Decimal, high: Decimal) -> Decimal:
    """Return a number between two, with all the digits that takes."""
    middle = (Fraction(low) + Fraction(high)) / 2
    places = max(0, -int(low.as_tuple().exponent), -int(high.as_tuple().exponent)) + 1
    return Decimal(int(middle * 10**places)).scaleb(-places)
