"""The inbox in DynamoDB: nonces that go by themselves, and a mark beside each workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import Any

from chalicelib.adapters.aws.table import Attributes, Table, key, text, texts
from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.ports.inbox import InboxError, Mark

TRIES = 100
"""How often a mark is revised anew because another revised it meanwhile; one of them always wins."""


class DynamoInbox:
    """Nonces and marks. A nonce stays as long as it may be asked for, and some hours at most."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        self._table = Table(dynamodb, table, InboxError)

    def take(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Remember a nonce until an instant; False if it is remembered already."""
        ends = str(ceil(until.timestamp()))
        kept = {**key(f"N#{nonce}", "NONCE"), "until": text(stamp(until)), "ttl": {"N": ends}}
        return self._table.ask_if(
            "put_item",
            Item=kept,
            ConditionExpression="attribute_not_exists(pk) OR #until <= :now",
            ExpressionAttributeNames={"#until": "until"},
            ExpressionAttributeValues=texts(now=stamp(now)),
        )

    def mark(self, workbook: str) -> Mark:
        """Return a workbook's mark; an empty one if nothing was heard of it."""
        return _mark(self._kept(workbook))

    def revise(self, workbook: str, change: Callable[[Mark], Mark]) -> Mark:
        """Replace a mark by what ``change`` makes of it, in one step, and return it."""
        for _ in range(TRIES):
            kept = self._kept(workbook)
            before = _mark(kept)
            after = change(before)
            if after == before or self._replaced(workbook, kept, after):
                return after
        raise InboxError(self._table.name, "too many revise one mark at once")

    def _kept(self, workbook: str) -> Attributes:
        return self._table.found(_key(workbook)) or {}

    def _replaced(self, workbook: str, kept: Attributes, after: Mark) -> bool:
        """Put a mark in the place of the one that was read; False if it is another by now."""
        turn = int(kept["turn"]["N"]) if kept else 0
        mark = {name: text(stamp(at)) for name, at in after._asdict().items() if at is not None}
        return self._table.ask_if(
            "put_item",
            Item={**_key(workbook), **mark, "turn": {"N": str(turn + 1)}},
            ConditionExpression="#turn = :turn" if kept else "attribute_not_exists(#turn)",
            ExpressionAttributeNames={"#turn": "turn"},
            **({"ExpressionAttributeValues": {":turn": kept["turn"]}} if kept else {}),
        )


def _key(workbook: str) -> dict[str, Any]:
    return key(f"W#{workbook}", "MARK")


def _mark(kept: Attributes) -> Mark:
    return Mark(*(instant(kept[name]["S"]) if name in kept else None for name in Mark._fields))
