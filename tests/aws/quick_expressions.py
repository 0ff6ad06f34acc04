"""DynamoDB's expressions, as far as our adapters speak them; what is not understood is loud.

A text is compiled once, to a closure over an entry and what its ``#names`` and ``:values``
stand for.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from tests.aws.quick_words import Entry, Given, UnfitError, Value, Words

Test = Callable[[Entry, Given], bool]
Operand = Callable[[Entry, Given], Value | None]
Change = Callable[[dict[str, Value], Entry, Given], None]


class Condition(NamedTuple):
    """A condition, the placeholders it uses, and the paths it speaks of."""

    holds: Test
    used: frozenset[str]
    paths: frozenset[str]


class Update(NamedTuple):
    """What an update does, the paths it writes, and the placeholders it uses."""

    changes: tuple[Change, ...]
    written: tuple[str, ...]
    used: frozenset[str]


_COMPARED = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ORDERED = {"S", "N", "B"}


@lru_cache(maxsize=1000)
def condition(text: str) -> Condition:
    """Compile a condition."""
    words = Words(text)
    found = _any(words)
    words.ends()
    return Condition(found, frozenset(words.used), frozenset(words.paths))


@lru_cache(maxsize=1000)
def update(text: str) -> Update:
    """Compile an update."""
    words, changes, written = Words(text), [], []
    clauses = {"SET": _set, "REMOVE": _remove, "ADD": _add}
    while words.next:
        clause = clauses.pop(words.take(), None)
        if clause is None:
            raise words.strange()
        changes.append(clause(words, written))
        while words.took(","):
            changes.append(clause(words, written))
    return Update(tuple(changes), tuple(written), frozenset(words.used))


def _any(words: Words) -> Test:
    found = _all(words)
    while words.took("OR"):
        found = _either(found, _all(words))
    return found


def _all(words: Words) -> Test:
    found = _negated(words)
    while words.took("AND"):
        found = _both(found, _negated(words))
    return found


def _either(one: Test, other: Test) -> Test:
    return lambda entry, given: one(entry, given) or other(entry, given)


def _both(one: Test, other: Test) -> Test:
    return lambda entry, given: one(entry, given) and other(entry, given)


def _negated(words: Words) -> Test:
    if words.took("NOT"):
        inner = _negated(words)
        return lambda entry, given: not inner(entry, given)
    if words.took("("):
        inner = _any(words)
        words.must(")")
        return inner
    return _function(words) if words.next in _FUNCTIONS else _comparison(words)


def _function(words: Words) -> Test:
    name = words.take()
    words.must("(")
    found = _FUNCTIONS[name](words)
    words.must(")")
    return found


def _exists(words: Words) -> Test:
    path = words.path()
    return lambda entry, given: given.name(path) in entry


def _exists_not(words: Words) -> Test:
    path = words.path()
    return lambda entry, given: given.name(path) not in entry


def _begins(words: Words) -> Test:
    operand = _operand(words)
    words.must(",")
    prefix = words.value()

    def holds(entry: Entry, given: Given) -> bool:
        whole, (kind, start) = operand(entry, given), given.values[prefix]
        if kind not in ("S", "B"):
            raise UnfitError("Incorrect operand type for begins_with")
        return whole is not None and whole[0] == kind and whole[1].startswith(start)

    return holds


_FUNCTIONS = {
    "attribute_exists": _exists,
    "attribute_not_exists": _exists_not,
    "begins_with": _begins,
}


def _operand(words: Words) -> Operand:
    if words.next.startswith(":"):
        value = words.value()
        return lambda _, given: given.values[value]
    path = words.path()
    return lambda entry, given: entry.get(given.name(path))


def _comparison(words: Words) -> Test:
    left = _operand(words)
    if words.took("BETWEEN"):
        low = _operand(words)
        words.must("AND")
        return _both(_compared(left, ">=", low), _compared(left, "<=", _operand(words)))
    if words.took("IN"):
        return _in(words, left)
    sign = words.take()
    if sign not in _COMPARED:
        raise words.strange(sign)
    return _compared(left, sign, _operand(words))


def _in(words: Words, left: Operand) -> Test:
    words.must("(")
    found = _compared(left, "=", _operand(words))
    while words.took(","):
        found = _either(found, _compared(left, "=", _operand(words)))
    words.must(")")
    return found


def _compared(left: Operand, sign: str, right: Operand) -> Test:
    compare = _COMPARED[sign]
    if sign in ("=", "<>"):
        return lambda entry, given: _equally(compare, left(entry, given), right(entry, given))

    def holds(entry: Entry, given: Given) -> bool:
        one, other = left(entry, given), right(entry, given)
        if not _ORDERED.issuperset(side[0] for side in (one, other) if side):
            raise NotImplementedError(sign, one, other)
        return one is not None and other is not None and one[0] == other[0] and compare(one, other)

    return holds


def _equally(compare: Callable[..., bool], one: Value | None, other: Value | None) -> bool:
    """Compare for (in)equality: what is not there is unlike all."""
    if one is None or other is None:
        return compare is operator.ne
    return compare(one, other)


def _set(words: Words, written: list[str]) -> Change:
    path = words.path()
    words.must("=")
    value = _if_absent(words) if words.took("if_not_exists") else _operand(words)
    written.append(path)

    def change(after: dict[str, Value], before: Entry, given: Given) -> None:
        found = value(before, given)
        if found is None:
            raise UnfitError("The provided expression refers to an attribute that does not exist")
        after[given.name(path)] = found

    return change


def _if_absent(words: Words) -> Operand:
    words.must("(")
    there = _operand(words)
    words.must(",")
    other = _operand(words)
    words.must(")")
    return lambda entry, given: there(entry, given) or other(entry, given)


def _remove(words: Words, written: list[str]) -> Change:
    path = words.path()
    written.append(path)

    def change(after: dict[str, Value], _: Entry, given: Given) -> None:
        after.pop(given.name(path), None)

    return change


def _add(words: Words, written: list[str]) -> Change:
    path, value = words.path(), words.value()
    written.append(path)

    def change(after: dict[str, Value], before: Entry, given: Given) -> None:
        name, (kind, more) = given.name(path), given.values[value]
        was = before.get(name, ("N", 0))
        if (kind, was[0]) != ("N", "N"):
            raise UnfitError("Incorrect operand type for operator or function; operator: ADD")
        after[name] = ("N", was[1] + more)

    return change
