"""Queries on a table of the double: one part of an index, in order, page by page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tests.aws.quick_expressions import Test, condition
from tests.aws.quick_table import KB, Row, Table
from tests.aws.quick_values import given, inner, outer
from tests.aws.quick_words import Given, InvalidError, Value

PAGE = 1024 * KB
"""Bytes."""

_SPOKEN = re.compile(r"(#?\w+) = (:\w+)(?: AND (?!.*(?:\bOR\b|\bNOT\b|\bIN\b|<>))(.+))?")


class Sought(NamedTuple):
    """What a query is after."""

    hash: Value
    holds: Test
    given: Given


def answered(table: Table, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return one page, or raise InvalidError."""
    index = asked.get("IndexName", "")
    if index not in (table.strong if asked.get("ConsistentRead") else table.keys):
        raise InvalidError("The table has no such index, or none to be read consistently")
    found = _rows(table, index, asked)
    page = found[: _fitting(found, asked.get("Limit", len(found) + 1))]
    answer = {"Items": [outer(row.entry) for row in page], "Count": len(page)}
    if page and (len(page) < len(found) or len(page) == asked.get("Limit")):
        answer["LastEvaluatedKey"] = outer(table.marker(index, page[-1].entry))
    return answer | {"ScannedCount": len(page)}


def _rows(table: Table, index: str, asked: Mapping[str, Any]) -> list[Row]:
    """Return what is found from the start key on."""
    sought = _sought(table.keys[index], asked)
    rows = table.part(index, sought.hash[1])
    found = [(table.place(index, row.entry), row) for row in rows if _fits(row, sought)]
    found.sort(key=lambda one: one[0], reverse=not asked.get("ScanIndexForward", True))
    if "ExclusiveStartKey" not in asked:
        return [row for _, row in found]
    start = inner(asked["ExclusiveStartKey"])
    if start.keys() != {*table.names, *table.keys[index]}:
        raise InvalidError("The provided starting key is invalid")
    last, on = table.place(index, start), asked.get("ScanIndexForward", True)
    return [row for place, row in found if (place > last if on else place < last)]


def _fits(row: Row, sought: Sought) -> bool:
    return sought.holds(row.entry, sought.given)


def _fitting(rows: Sequence[Row], most: int) -> int:
    """Return how many rows a page holds: so many, and 1 MB."""
    if most < 1:
        raise InvalidError("Limit must be at least 1")
    left, count = PAGE, 0
    for row in rows[:most]:
        left -= row.size
        if left < 0:
            break
        count += 1
    return count


def _sought(keys: tuple[str, str], asked: Mapping[str, Any]) -> Sought:
    spoken = _SPOKEN.fullmatch(asked["KeyConditionExpression"])
    if not spoken:
        raise NotImplementedError(asked["KeyConditionExpression"])
    hash_, value, rest = spoken.groups()
    when = condition(rest) if rest else None
    used = {word for word in (hash_, value) if word[0] in "#:"}
    found = given(asked, used | when.used if when else used)
    ranges = {found.name(path) for path in when.paths} if when else set()
    if found.name(hash_) != keys[0] or not ranges <= {keys[1]}:
        raise InvalidError("Query key condition not supported")
    if found.values[value][0] != "S":
        raise InvalidError("Condition parameter type does not match schema type")
    return Sought(found.values[value], when.holds if when else _all, found)


def _all(*_: object) -> bool:
    return True
