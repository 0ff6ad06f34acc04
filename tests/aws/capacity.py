"""What DynamoDB charges for calls, by its published rules and the sizes of what is there.

moto tells consumed capacity without looking at sizes, so it is counted here: 4 KB a strongly
consistent read unit, 1 KB a write unit of the larger of before and after, twice that in a
transaction, and the local index written where its entry appears, changes or goes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import ceil

KB = 1024


@dataclass
class Counted:
    """A client of DynamoDB that counts read and write units, and calls."""

    client: object
    units: Counter = field(default_factory=Counter)
    calls: Counter = field(default_factory=Counter)

    def __getattr__(self, name):
        call = getattr(self.client, name)

        def counted(**asked):
            self.calls[name] += 1
            if name in WRITES or name == "transact_write_items":
                return self._written(name, call, asked)
            answer = call(**asked)
            self.units["read"] += READS[name](answer)
            return answer

        return counted

    def _written(self, name, call, asked):
        parts = asked["TransactItems"] if name == "transact_write_items" else [asked]
        factor = 2 if name == "transact_write_items" else 1
        places = [_place(part) for part in parts]
        before = [self._there(*place) for place in places]
        answer = call(**asked)
        for old, place in zip(before, places, strict=True):
            new = self._there(*place)
            self.units["write"] += factor * max(1, ceil(max(size(old), size(new)) / KB))
            self.units["index"] += factor * _indexed(old, new)
        return answer

    def _there(self, table, key):
        return self.client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")


def _place(part):
    asked = part if "TableName" in part else next(iter(part.values()))
    whole = asked.get("Key") or asked["Item"]
    return asked["TableName"], {name: whole[name] for name in ("pk", "sk")}


def _indexed(old, new):
    """Return the units of the local index: it is written where an entry changes or moves."""
    was, now = (item if item and "open" in item else None for item in (old, new))
    if was == now:
        return 0
    moved = was and now and was["open"] != now["open"]
    units = [max(1, ceil(size(item) / KB)) for item in (was, now) if item]
    return sum(units) if moved else max(units)


def size(item):
    """Return the bytes of an entry: names and values."""
    return sum(len(name) + _bytes(value) for name, value in (item or {}).items())


def _bytes(typed):
    ((kind, value),) = typed.items()
    if kind == "S":
        return len(value.encode())
    return {"N": len(str(value)) // 2 + 2, "BOOL": 1}.get(kind) or len(value)


def _strong(items):
    return max(1, ceil(sum(map(size, items)) / (4 * KB)))


READS = {
    "get_item": lambda answer: _strong([answer.get("Item")]),
    "query": lambda answer: _strong(answer["Items"]),
    "batch_get_item": lambda answer: sum(
        _strong([item]) for items in answer["Responses"].values() for item in items
    ),
}
WRITES = {"put_item", "update_item", "delete_item"}
