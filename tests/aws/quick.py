"""DynamoDB in the process, called as botocore's client is, and a hundred times as quick.

It knows what our adapters ask, and raises NotImplementedError for all else. Its answers are
those of moto (a test compares them); where moto is lenient it is as strict as the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from threading import Lock
from typing import Any, NamedTuple

from tests.aws.quick_expressions import condition, update
from tests.aws.quick_faults import classes, fault
from tests.aws.quick_query import answered
from tests.aws.quick_table import KB, Key, Table
from tests.aws.quick_values import given, inner, known, outer
from tests.aws.quick_words import Entry, Given, InvalidError, UnfitError

AT_ONCE = 100
"""Actions of a transaction, and keys of a batch."""

TOGETHER = 4 * 1024 * KB
"""Bytes of a transaction."""

UNMET = "ConditionalCheckFailedException"
CANCELLED = "TransactionCanceledException"

_SPOKEN = {"TableName", "ExpressionAttributeNames", "ExpressionAttributeValues"}
_IF = {*_SPOKEN, "ConditionExpression"}
_VERBS = {
    "Put": {*_IF, "Item"},
    "Update": {*_IF, "Key", "UpdateExpression"},
    "Delete": {*_IF, "Key"},
    "ConditionCheck": {*_IF, "Key"},
}
_PAGED = {"ScanIndexForward", "Limit", "ExclusiveStartKey"}
_CALLS = {
    "get_item": {"TableName", "Key", "ConsistentRead"},
    "put_item": {*_VERBS["Put"], "ReturnValues"},
    "update_item": {*_VERBS["Update"], "ReturnValues"},
    "delete_item": {*_VERBS["Delete"], "ReturnValues"},
    "batch_get_item": {"RequestItems"},
    "transact_write_items": {"TransactItems"},
    "query": {*_SPOKEN, *_PAGED, "IndexName", "KeyConditionExpression", "ConsistentRead"},
}


class RefusedError(Exception):
    """A condition does not hold."""


class Write(NamedTuple):
    """What one action found, and what it leaves; None: nothing."""

    table: Table
    key: Key
    before: Entry | None
    after: Entry | None

    def do(self) -> None:
        """Do it."""
        if self.after is not self.before:
            self.table.put(self.key, self.after)


def _call(method: Callable[..., Any]) -> Callable[..., Any]:
    """Make a client's call of a method: one at a time, its errors as botocore raises them."""
    name = method.__name__
    allowed = {*_CALLS[name], "ReturnConsumedCapacity"}

    @wraps(method)
    def called(self: QuickDynamo, **asked: Any) -> Any:
        known(asked, allowed)
        with self.lock:
            try:
                return method(self, asked)
            except RefusedError as error:
                raise fault(self.exceptions, name, UNMET) from error
            except InvalidError as error:
                said = str(error)
                raise fault(self.exceptions, name, "ValidationException", message=said) from error

    return called


class QuickDynamo:
    """A client of DynamoDB; nothing is ever late, and no capacity counted."""

    exceptions = classes(UNMET, CANCELLED, "ResourceNotFoundException")

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.lock = Lock()
        self._tables = tables

    @_call
    def get_item(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return one entry."""
        table, key = self._place(asked)
        found = table.get(key)
        return {} if found is None else {"Item": outer(found)}

    @_call
    def put_item(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Put one entry."""
        return self._alone("Put", asked)

    @_call
    def update_item(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Change one entry, or make it."""
        return self._alone("Update", asked)

    @_call
    def delete_item(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Take one entry away."""
        return self._alone("Delete", asked)

    @_call
    def query(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return a page of one part of the table, or of an index."""
        return answered(self._table(asked), asked)

    @_call
    def batch_get_item(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return the entries of up to 100 keys."""
        found: dict[str, list[Any]] = {}
        for name, told in asked["RequestItems"].items():
            known(told, {"Keys", "ConsistentRead"})
            places = [self._place({"TableName": name, "Key": key}) for key in told["Keys"]]
            _check_distinct(places)
            entries = (table.get(key) for table, key in places)
            found[name] = [outer(entry) for entry in entries if entry is not None]
        return {"Responses": found, "UnprocessedKeys": {}}

    @_call
    def transact_write_items(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Do up to 100 actions, or none of them."""
        parts = [pair for action in asked["TransactItems"] for pair in action.items()]
        for verb, part in parts:
            known(part, _VERBS[verb])
        _check_distinct([self._place(part) for _, part in parts])
        writes, reasons = self._tried(parts)
        if len(writes) < len(parts):
            call = "transact_write_items"
            raise fault(self.exceptions, call, CANCELLED, CancellationReasons=reasons)
        if sum(write.table.check(write.after or {}) for write in writes) > TOGETHER:
            raise InvalidError("Transaction is too big")
        for write in writes:
            write.do()
        return {}

    def _tried(self, parts: Sequence[tuple[str, Any]]) -> tuple[list[Write], list[dict[str, str]]]:
        """Return what all actions would do, and for each why it cannot be done."""
        writes, reasons = [], []
        for verb, part in parts:
            reason = {"Code": "None"}
            try:
                writes.append(self._write(verb, part))
            except RefusedError:
                reason = {"Code": "ConditionalCheckFailed", "Message": "The request failed"}
            except UnfitError as error:
                reason = {"Code": "ValidationError", "Message": str(error)}
            reasons.append(reason)
        return writes, reasons

    def _table(self, asked: Mapping[str, Any]) -> Table:
        table = self._tables.get(asked["TableName"])
        if table is None:
            raise fault(self.exceptions, "any", "ResourceNotFoundException")
        return table

    def _place(self, asked: Mapping[str, Any]) -> tuple[Table, Key]:
        """Return the table and the key that are asked for."""
        table = self._table(asked)
        key = asked.get("Key") or {n: asked["Item"][n] for n in table.names if n in asked["Item"]}
        return table, table.key(inner(key))

    def _alone(self, verb: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Do one action, and return what was asked for of it."""
        told = asked.get("ReturnValues", "NONE")
        if told not in {"NONE", "ALL_OLD", "ALL_NEW" if verb == "Update" else ""}:
            raise NotImplementedError(told)
        write = self._write(verb, asked)
        write.do()
        found = {"NONE": None, "ALL_OLD": write.before, "ALL_NEW": write.after}[told]
        return {} if found is None else {"Attributes": outer(found)}

    def _write(self, verb: str, asked: Mapping[str, Any]) -> Write:
        """Return what an action would do, or raise RefusedError or InvalidError."""
        table, key = self._place(asked)
        before, now = table.get(key), _given(asked)
        putting = inner(asked["Item"]) if verb == "Put" else None
        table.check(putting or {})
        when = asked.get("ConditionExpression")
        if when is not None and not condition(when).holds(before or {}, now):
            raise RefusedError
        if verb == "Update":
            return Write(table, key, before, _updated(table, asked, now, before))
        return Write(table, key, before, before if verb == "ConditionCheck" else putting)


def _check_distinct(places: Sequence[tuple[Table, Key]]) -> None:
    if not 0 < len(set(places)) == len(places) <= AT_ONCE:
        raise InvalidError("At least 1 and at most 100, each of another entry")


def _given(asked: Mapping[str, Any]) -> Given:
    """Return what the placeholders of a write stand for."""
    used: frozenset[str] = frozenset()
    if "ConditionExpression" in asked:
        used |= condition(asked["ConditionExpression"]).used
    if "UpdateExpression" in asked:
        used |= update(asked["UpdateExpression"]).used
    return given(asked, used)


def _updated(
    table: Table, asked: Mapping[str, Any], now: Given, before: Entry | None
) -> dict[str, Any]:
    """Return what an update leaves."""
    told = update(asked["UpdateExpression"])
    written = [now.name(path) for path in told.written]
    if len({*written, *table.names}) < len(written) + 2:
        raise InvalidError("Two document paths overlap, or one is part of the key")
    after = dict(before or inner(asked["Key"]))
    for change in told.changes:
        change(after, before or {}, now)
    try:
        table.check(after)
    except InvalidError as error:
        raise UnfitError(*error.args) from error
    return after
