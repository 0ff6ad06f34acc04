"""Ids: which record each row is; empty ones are given, doubled ones told apart by people."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import count
from typing import Any

from chalicelib.model.problem import Problem, Rank
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, plain, shown
from chalicelib.tables.reading import Parsed, Reading

DIGITS = 8
"""Hexadecimal digits of a given id."""
Remembered = Collection[tuple[str, str]]
"""Tab key and id of records that the ledger knows, on the tab still or not."""


def ids_of(reading: Reading, read: list[str], remembered: Remembered = ()) -> list[str]:
    """Return an id for every row: its own, or a given one if its cell is empty."""
    tab, out = reading.parsed.table.key, []
    taken = {*read, *(name for key, name in remembered if key == tab)} if "" in read else set(read)
    for n, (row, name) in enumerate(zip(reading.numbers, read, strict=True)):
        if not name and "id" not in reading.bad.get(row, ()):
            name = _given(reading, n, taken)  # noqa: PLW2901
        out.append(name)
    return out


def _given(reading: Reading, n: int, taken: set[str]) -> str:
    """Return the id that the desk gives a row; empty where only people name rows."""
    table, at = reading.parsed.table, reading.parsed.at
    if not table.prefix:
        reading.wrong(n, table.fields["id"], saying.EMPTY, Rank.ROW)
        return ""
    cells = [reading.cells[at[c.key]][n] for c in table.own if c.key in at]
    name = _fresh(table.prefix, cells, taken)
    taken.add(name)
    reading.parsed.given[reading.numbers[n]] = name
    return name


def _fresh(prefix: str, cells: Sequence[Cell], taken: set[str]) -> str:
    """Return an id not taken yet; the same row gets the same id if a run is repeated."""
    said = [*map(plain, cells)]
    seeds = ("\x1f".join([str(salt), *said]) for salt in count())
    digests = (hashlib.sha256(seed.encode()).hexdigest() for seed in seeds)
    names = (f"{prefix}-{digest[:DIGITS].upper()}" for digest in digests)
    return next(name for name in names if name not in taken)


def single(parsed: Parsed[Any], reading: Reading, ids: list[str]) -> list[bool]:
    """Return which rows can be told apart; doubled ids become problems."""
    doubled = {name for name, times in Counter(ids).items() if times > 1 and name}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in zip(reading.numbers, ids, strict=True):
        if name in doubled:
            rows[name].append(row)
    for name in sorted(doubled):
        said = ", ".join(map(str, rows[name]))
        what = saying.DOUBLED_ID.fill(cell=shown(name), rows=said)
        parsed.problems += [
            Problem(parsed.table.key, r, "id", what, Rank.ROW, name) for r in rows[name]
        ]
    return [bool(name) and name not in doubled for name in ids]
