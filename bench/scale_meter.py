"""Counts what calls to a small AWS would cost on the real one, and takes the small one's time off.

moto says what DynamoDB's calls consume without looking at sizes and without the indexes, so both
are counted: what it says, and what the published rules make of the entries' own sizes. A read
unit is 4 KB read as of now (half of it from the index ``wake``), a write unit 1 KB of the larger
of before and after, and twice that in a transaction. The local index ``open`` is written where
its entry appears, changes or goes, the global index ``wake`` likewise; an entry that moves within
one is written twice there. A write whose condition fails costs as much as one that is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from math import ceil
from time import process_time
from typing import Any

from tests.aws.capacity import KB, size

INDEXES = {"open": ("open",), "wake": ("shard", "wake")}
"""Each index of the table, and the fields without which an entry is not in it."""
TRANSACTION = "transact_write_items"
CHANGES = {"put_item", "update_item", "delete_item", TRANSACTION}

Entry = Mapping[str, Any]


class Counted:
    """What was used since it was last asked."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()
        self._away = self._left = 0.0

    def watch(self, client: Any) -> None:
        """Take the time that the small AWS needs to answer a client off ours."""
        client.meta.events.register_first("before-send.*", self._leaves)
        client.meta.events.register_first("before-parse.*", self._comes_back)

    def of(self, deed: Callable[[], object]) -> Counter[str]:
        """Return what a deed used: calls, units, and seconds of CPU as ``cpu``."""
        self.used, self._away = Counter(), 0.0
        start = process_time()
        deed()
        used, self.used = self.used, Counter()
        used["cpu"] = process_time() - start - self._away
        return used

    def elsewhere(self, call: Callable[[], Any]) -> Any:
        """Return what a call answers, its time taken off ours."""
        start, before = process_time(), self._away
        try:
            return call()
        finally:
            self._away = before + process_time() - start

    def _leaves(self, **_: Any) -> None:
        self._left = process_time()

    def _comes_back(self, **_: Any) -> None:
        self._away += process_time() - self._left


class Metered:
    """A client of AWS whose calls are counted under a name."""

    def __init__(self, client: Any, counted: Counted, name: str) -> None:
        self._client, self._counted, self._name = client, counted, name
        counted.watch(client)

    def __getattr__(self, name: str) -> Any:
        """Return what the client has, counted if it is a call."""
        found = getattr(self._client, name)
        if name in ("meta", "exceptions"):
            return found

        def counted(**asked: Any) -> Any:
            self._counted.used.update({f"{self._name}.{name}": 1, "aws": 1})
            return found(**asked)

        return counted


class MeteredTable:
    """A client of DynamoDB whose calls and units are counted."""

    def __init__(self, client: Any, counted: Counted) -> None:
        self._client, self._counted = client, counted
        counted.watch(client)

    def __getattr__(self, name: str) -> Any:
        """Return what the client has, counted if it is a call."""
        found = getattr(self._client, name)
        if name in ("meta", "exceptions"):
            return found

        def counted(**asked: Any) -> Any:
            self._counted.used.update({f"dynamodb.{name}": 1, "aws": 1})
            asked["ReturnConsumedCapacity"] = "TOTAL"
            if name in CHANGES:
                return self._changed(name, found, asked)
            answer = found(**asked)
            self._counted.used["reads"] += _read(name, asked, answer)
            self._says("says_reads", answer)
            return answer

        return counted

    def _changed(self, name: str, call: Callable[..., Any], asked: dict[str, Any]) -> Any:
        parts = [_part(part) for part in asked["TransactItems"]] if name == TRANSACTION else [asked]
        before = [self._there(part) for part in parts]
        try:
            answer = call(**asked)
            self._says("says_writes", answer)
            return answer
        finally:
            pairs = list(zip(before, map(self._there, parts), strict=True))
            twice = 2 if name == TRANSACTION else 1
            self._counted.used["writes"] += twice * sum(_units(*pair) for pair in pairs)
            indexed = sum(_indexed(*pair, index) for pair in pairs for index in INDEXES)
            self._counted.used["index_writes"] += twice * indexed

    def _says(self, what: str, answer: Mapping[str, Any]) -> None:
        told = answer.get("ConsumedCapacity") or []
        tables = told if isinstance(told, list) else [told]
        self._counted.used[what] += sum(one.get("CapacityUnits", 0) for one in tables)

    def _there(self, part: Mapping[str, Any]) -> Entry | None:
        whole = part.get("Key") or part["Item"]
        key = {name: whole[name] for name in ("pk", "sk")}
        asked = {"TableName": part["TableName"], "Key": key, "ConsistentRead": True}
        found = self._counted.elsewhere(lambda: self._client.get_item(**asked))
        entry: Entry | None = found.get("Item")
        return entry


def _part(part: Mapping[str, Any]) -> Mapping[str, Any]:
    (asked,) = part.values()
    return asked  # type: ignore[no-any-return]


def _read(name: str, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> float:
    if name == "query":
        units = max(1, ceil(sum(map(size, answer["Items"])) / (4 * KB)))
        return units if asked.get("ConsistentRead") else units / 2
    if name == "batch_get_item":
        found = [item for items in answer["Responses"].values() for item in items]
        return float(sum(max(1, ceil(size(item) / (4 * KB))) for item in found))
    return max(1, ceil(size(answer.get("Item")) / (4 * KB)))


def _units(old: Entry | None, new: Entry | None) -> int:
    return max(1, ceil(max(size(old), size(new)) / KB))


def _indexed(old: Entry | None, new: Entry | None, index: str) -> int:
    """Return the units that an index takes."""
    keys = INDEXES[index]
    was, now = (item if item and all(key in item for key in keys) else None for item in (old, new))
    if was == now:
        return 0
    moved = was and now and any(was[key] != now[key] for key in keys)
    units = [max(1, ceil(size(item) / KB)) for item in (was, now) if item]
    return sum(units) if moved else max(units)
