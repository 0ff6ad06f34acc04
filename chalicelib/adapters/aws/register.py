"""The register of workbooks in DynamoDB: found by when each is due, over eight shards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any
from zlib import crc32

from chalicelib.adapters.aws.table import Attributes, Table, key, text, texts
from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.ports.wake import Registered, RegisterError

SHARDS = tuple(f"S{number}" for number in range(8))
"""Parts of the index ``wake``: one part alone takes no more than 1000 writes a second."""

PAUSED = "~paused"
"""Stands where the instant would; it sorts after every instant."""

_THERE = "attribute_exists(pk)"
_NAMES = {"#wake": "wake"}


class DynamoRegister:
    """The BOOK of each workbook. Every change is one conditional write, so that none is lost."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._table = Table(dynamodb, table, RegisterError)

    def add(self, spreadsheet: str, name: str, now: datetime) -> bool:
        """Look after a workbook, at once for the first time; False if it is there already."""
        kept = {
            **_key(spreadsheet),
            "name": text(name),
            "since": text(stamp(now)),
            "shard": text(_shard(spreadsheet)),
            "wake": text(stamp(now)),
        }
        missing = "attribute_not_exists(pk)"
        return self._table.ask_if("put_item", Item=kept, ConditionExpression=missing)

    def remove(self, spreadsheet: str) -> bool:
        """Look after it no more; False if it is not there. Its ledger stays."""
        return self._table.ask_if("delete_item", Key=_key(spreadsheet), ConditionExpression=_THERE)

    def pause(self, spreadsheet: str) -> bool:
        """Let it rest until it is resumed; False if it is not there."""
        return self._wake(spreadsheet, _THERE, at=PAUSED)

    def resume(self, spreadsheet: str, now: datetime) -> bool:
        """Look after it again, at once; False if it is not there."""
        return self._wake(spreadsheet, _THERE, at=stamp(now))

    def find(self, spreadsheet: str) -> Registered | None:
        """Return one workbook, or None if it is not looked after."""
        kept = self._table.found(_key(spreadsheet))
        return _registered(kept) if kept else None

    def listed(self) -> Sequence[Registered]:
        """Return all of them by name; for people, not for each minute."""
        found = [_registered(kept) for shard in SHARDS for kept in self._shard(shard, PAUSED)]
        return sorted(found, key=lambda book: (book.name.casefold(), book.spreadsheet))

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Registered]:
        """Return those whose time has come and that are not paused, the oldest first."""
        shards = (self._shard(shard, stamp(now)) for shard in SHARDS)
        oldest = merge(*shards, key=lambda kept: kept["wake"]["S"])
        return [_registered(kept) for kept in islice(oldest, limit)]

    def take(self, spreadsheet: str, seen: datetime, until: datetime) -> bool:
        """Put ``until`` in the place of the ``wake_at`` that was seen; False if it is another."""
        return self._wake(spreadsheet, "#wake = :seen", at=stamp(until), seen=stamp(seen))

    def lower(self, spreadsheet: str, at: datetime) -> None:
        """Have it looked at by then: an earlier ``wake_at`` stays, and so does a pause."""
        later = "#wake > :at AND #wake < :paused"
        self._wake(spreadsheet, later, at=stamp(at), paused=PAUSED)

    def looked(self, spreadsheet: str, began: datetime, failed: str = "") -> None:
        """Note a finished run; one that began before the newest is not noted."""
        newer = "attribute_not_exists(#looked) OR #looked <= :began"
        self._table.ask_if(
            "update_item",
            Key=_key(spreadsheet),
            UpdateExpression="SET #looked = :began, #failed = :failed",
            ConditionExpression=f"{_THERE} AND ({newer})",
            ExpressionAttributeNames={"#looked": "looked", "#failed": "failed"},
            ExpressionAttributeValues=texts(began=stamp(began), failed=failed),
        )

    def _wake(self, spreadsheet: str, condition: str, **values: str) -> bool:
        """Set when it is looked at next, under a condition."""
        names = {"ExpressionAttributeNames": _NAMES}
        return self._table.ask_if(
            "update_item",
            Key=_key(spreadsheet),
            UpdateExpression="SET #wake = :at",
            ConditionExpression=condition,
            ExpressionAttributeValues=texts(**values),
            **names,
        )

    def _shard(self, shard: str, until: str) -> Iterator[Attributes]:
        """Yield the workbooks of a shard, the oldest first, as the index knows them."""
        return self._table.pages(
            IndexName="wake",
            KeyConditionExpression="#shard = :shard AND #wake <= :until",
            ExpressionAttributeNames={**_NAMES, "#shard": "shard"},
            ExpressionAttributeValues=texts(shard=shard, until=until),
        )


def _key(spreadsheet: str) -> dict[str, Any]:
    return key(f"W#{spreadsheet}", "BOOK")


def _shard(spreadsheet: str) -> str:
    return SHARDS[crc32(spreadsheet.encode()) % len(SHARDS)]


def _registered(kept: Attributes) -> Registered:
    wake = kept["wake"]["S"]
    return Registered(
        spreadsheet=kept["pk"]["S"].removeprefix("W#"),
        name=kept["name"]["S"],
        since=datetime.fromisoformat(kept["since"]["S"]),
        wake_at=None if wake == PAUSED else instant(wake),
        paused=wake == PAUSED,
        looked=instant(_text(kept, "looked")),
        failed=_text(kept, "failed") or "",
    )


def _text(kept: Mapping[str, Any], name: str) -> str | None:
    return kept[name]["S"] if name in kept else None
