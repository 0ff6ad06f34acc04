"""Where one workbook's state lies on AWS: reading, writing, and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.aws.action import Action, request, unpacked
from chalicelib.adapters.aws.fault import ConflictError, RefusedError, named
from chalicelib.ports.ledger import LedgerBusyError

AT_ONCE = 100
"""Actions of one transaction, and entries of one batch."""

TRIES = 8
"""How often a write that another one crossed is tried before it counts as busy."""


@dataclass
class Meter:
    """Counts calls by name, and the capacity units that DynamoDB says they took."""

    calls: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    def count(self, call: str, answer: Mapping[str, Any]) -> None:
        """Add one call."""
        self.calls[call] += 1
        told = answer.get("ConsumedCapacity", [])
        for one in told if isinstance(told, list) else [told]:
            self.units[call] += one.get("CapacityUnits", 0)


@dataclass(frozen=True)
class Store:
    """One workbook's part of the table, and of the bucket.

    Errors: LedgerBusyError where trying again may do, LedgerBrokenError where it will not,
    LedgerDeniedError where the account may not do it, RefusedError where a condition did not hold, ConflictError where another write crossed.
    """

    dynamodb: Any
    s3: Any
    table: str
    bucket: str
    spreadsheet: str
    meter: Meter | None = None
    at_once: int = AT_ONCE

    @property
    def pk(self) -> str:
        """Return the partition of the workbook."""
        return f"W#{self.spreadsheet}"

    @property
    def place(self) -> str:
        """Return what errors say of where it lies."""
        return f"{self.table} {self.pk}"

    def one(self, sk: str) -> dict[str, Any] | None:
        """Return what stands under a key, as of now."""
        answer = self._asked("get_item", Key=self._key(sk), ConsistentRead=True)
        return unpacked(answer["Item"]) if "Item" in answer else None

    def those(self, sks: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield what stands under the keys, as of now, in no order."""
        for start in range(0, len(sks), self.at_once):
            keys = [self._key(sk) for sk in sks[start : start + self.at_once]]
            left: dict[str, Any] = {self.table: {"Keys": keys, "ConsistentRead": True}}
            while left:
                answer = self._call("batch_get_item", RequestItems=left)
                found = answer["Responses"].get(self.table, ())
                yield from map(unpacked, found)
                left = answer.get("UnprocessedKeys", {})
                if left and not found:
                    raise LedgerBusyError(self.place)

    def under(self, prefix: str, by: str = "sk") -> Iterator[dict[str, Any]]:
        """Yield what stands under a prefix, in order; ``by`` may name a local index."""
        asked: dict[str, Any] = {} if by == "sk" else {"IndexName": by}
        asked["KeyConditionExpression"] = "pk = :pk"
        asked["ExpressionAttributeValues"] = {":pk": {"S": self.pk}}
        if prefix:
            asked["KeyConditionExpression"] += " AND begins_with(#by, :prefix)"
            asked["ExpressionAttributeValues"][":prefix"] = {"S": prefix}
            asked["ExpressionAttributeNames"] = {"#by": by}
        while True:
            answer = self._asked("query", ConsistentRead=True, **asked)
            yield from map(unpacked, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def write(self, actions: Sequence[Action]) -> None:
        """Do all actions or none; at most 100."""
        if len(actions) == 1:
            (action,) = actions
            self._call(f"{action.verb.lower()}_item", **self._request(action))
        else:
            asked = [{action.verb: self._request(action)} for action in actions]
            self._call("transact_write_items", TransactItems=asked)

    def revised(self, action: Action) -> dict[str, Any]:
        """Do one update, and return what it left."""
        answer = self._call("update_item", ReturnValues="ALL_NEW", **self._request(action))
        return unpacked(answer["Attributes"])

    def settle(self, actions: Sequence[Action]) -> int:
        """Do all actions whose condition holds, in order, some at a time; count them."""
        parts = range(0, len(actions), self.at_once)
        return sum(self._settled(actions[start : start + self.at_once]) for start in parts)

    def _settled(self, left: Sequence[Action]) -> int:
        crossed = 0
        while left and crossed < TRIES:
            try:
                self.write(left)
            except RefusedError as error:
                pairs = zip(left, error.refused, strict=True)
                left = [action for action, refused in pairs if not refused]
            except ConflictError:
                crossed += 1
            else:
                return len(left)
        if left:
            raise LedgerBusyError(self.place)
        return 0

    def keep(self, key: str, body: bytes) -> None:
        """Put an object into the bucket."""
        with named(f"{self.bucket}/{key}"):
            self._s3("put_object", Key=key, Body=body)

    def fetch(self, key: str) -> bytes | None:
        """Return an object, None if it is not there."""
        with named(f"{self.bucket}/{key}"):
            try:
                body: bytes = self._s3("get_object", Key=key)["Body"].read()
            except self.s3.exceptions.NoSuchKey:
                return None
            return body

    def drop(self, keys: Sequence[str]) -> None:
        """Delete objects, as far as that can be done: one that stays does no harm."""
        for key in filter(None, keys):
            with suppress(ClientError, BotoCoreError):
                self._s3("delete_object", Key=key)

    def _key(self, sk: str) -> dict[str, Any]:
        return {"pk": {"S": self.pk}, "sk": {"S": sk}}

    def _request(self, action: Action) -> dict[str, Any]:
        return request(action, self.table, self.pk)

    def _asked(self, call: str, **asked: Any) -> dict[str, Any]:
        return self._call(call, TableName=self.table, **asked)

    def _call(self, call: str, **asked: Any) -> dict[str, Any]:
        if self.meter:
            asked["ReturnConsumedCapacity"] = "TOTAL"
        with named(self.place):
            answer: dict[str, Any] = getattr(self.dynamodb, call)(**asked)
        if self.meter:
            self.meter.count(call, answer)
        return answer

    def _s3(self, call: str, **asked: Any) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(self.s3, call)(Bucket=self.bucket, **asked)
        if self.meter:
            self.meter.count(call, {})
        return answer
