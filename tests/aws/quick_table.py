"""A table of DynamoDB in the process: its entries by key, and by each of its indexes.

Entries are never changed in place, so whoever got one keeps it as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests.aws.quick_words import Entry, InvalidError, Value

KB = 1024
MOST = 400 * KB
"""Bytes of an entry."""

LONGEST = (2048, 1024)
"""Bytes of a hash key, and of a range key."""

Key = tuple[str, str]


class Row(NamedTuple):
    """An entry, and its bytes."""

    entry: Entry
    size: int


class Table:
    """What is kept; ``told`` is the template's definition of the table."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        local, all_over = told["LocalSecondaryIndexes"], told["GlobalSecondaryIndexes"]
        named = {index["IndexName"]: index for index in (*local, *all_over)}
        self.keys = {"": _keys(told)} | {name: _keys(index) for name, index in named.items()}
        """Hash and range key of each index; "" is the table itself."""
        self.strong = {"", *(index["IndexName"] for index in local)}
        """What can be read consistently."""
        self._rows: dict[Key, Row] = {}
        self._parts: dict[str, dict[str, dict[Key, Row]]]
        self._parts = {index: defaultdict(dict) for index in self.keys}

    @property
    def names(self) -> tuple[str, str]:
        """Return the names of the hash and the range key."""
        return self.keys[""]

    def key(self, fields: Entry) -> Key:
        """Return the key that some fields are, or raise InvalidError."""
        if fields.keys() != set(self.names):
            raise InvalidError("The provided key element does not match the schema")
        _check_keys(fields, self.names)
        hash_, range_ = self.names
        return fields[hash_][1], fields[range_][1]

    def get(self, key: Key) -> Entry | None:
        """Return an entry."""
        row = self._rows.get(key)
        return row and row.entry

    def check(self, entry: Entry) -> int:
        """Return the bytes of an entry that could be put, or raise InvalidError."""
        for names in self.keys.values():
            _check_keys(entry, names)
        found = size(entry)
        if found > MOST:
            raise InvalidError("Item size has exceeded the maximum allowed size")
        return found

    def put(self, key: Key, entry: Entry | None) -> None:
        """Put an entry in the place of what is there, or take away what is there."""
        old = self._rows.pop(key, None)
        for index, part in self._homes(old.entry if old else {}):
            del self._parts[index][part][key]
        if entry is not None:
            row = self._rows[key] = Row(entry, size(entry))
            for index, part in self._homes(entry):
                self._parts[index][part][key] = row

    def _homes(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield each index that an entry is in, and the part of it."""
        for index, (hash_, range_) in self.keys.items():
            if hash_ in entry and range_ in entry:
                yield index, entry[hash_][1]

    def part(self, index: str, hash_: str) -> list[Row]:
        """Return the rows of one part of an index, in no order."""
        found = self._parts[index].get(hash_)
        return list(found.values()) if found else []

    def place(self, index: str, entry: Entry) -> tuple[str, ...]:
        """Return what a part of an index is ordered by."""
        hash_, range_ = self.names
        return entry[self.keys[index][1]][1], entry[hash_][1], entry[range_][1]

    def marker(self, index: str, entry: Entry) -> dict[str, Value]:
        """Return the fields by which a query goes on after an entry."""
        return {name: entry[name] for name in (*self.names, *self.keys[index])}


def size(entry: Entry) -> int:
    """Return the bytes of an entry: names and values."""
    return sum(len(name) + _size(*value) for name, value in entry.items())


def _size(kind: str, value: Any) -> int:
    if kind == "S":
        return len(value) if value.isascii() else len(value.encode())
    return {"N": len(str(value)) // 2 + 2, "BOOL": 1}.get(kind) or len(value)


def _keys(told: Mapping[str, Any]) -> tuple[str, str]:
    if told.get("Projection", {}).get("ProjectionType", "ALL") != "ALL":
        raise NotImplementedError(told["Projection"])
    hash_, range_ = (key["AttributeName"] for key in told["KeySchema"])
    return hash_, range_


def _check_keys(fields: Entry, names: tuple[str, str]) -> None:
    """Raise InvalidError for a field that cannot be a key."""
    for name, longest in zip(names, LONGEST, strict=True):
        kind, value = fields.get(name, ("S", "-"))
        if kind != "S" or not value:
            raise InvalidError(f"One or more parameter values were invalid: key {name}")
        if len(value) > longest // 4 and len(value.encode()) > longest:
            raise InvalidError(f"One or more parameter values were invalid: size of {name}")
