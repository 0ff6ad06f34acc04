"""Writes to the table as values, and what DynamoDB calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal, NamedTuple

Plain = str | int | bool | bytes
Fields = Mapping[str, Plain | None]
"""Named values; None stands for one that is not there."""

_NAMED = re.compile(r"#(\w+)")
_LONGEST = 900
"""Bytes of a key's variable part: a sort key holds 1024."""


class Action(NamedTuple):
    """One write; it is done only if its condition holds."""

    verb: Literal["Put", "Update", "Delete", "ConditionCheck"]
    sk: str
    fields: Mapping[str, Plain | None] = {}
    when: str = ""
    """Speaks of ``#field`` and ``:value``."""
    given: Mapping[str, Plain] = {}
    """The values that ``when`` speaks of."""
    grown: Sequence[str] = ()
    """Numbers that become one more."""


def request(action: Action, table: str, pk: str) -> dict[str, Any]:
    """Return what DynamoDB's call for this one action takes."""
    asked: dict[str, Any] = {"TableName": table}
    if action.verb == "Put":
        asked["Item"] = packed({"pk": pk, "sk": action.sk, **action.fields})
    else:
        asked["Key"] = packed({"pk": pk, "sk": action.sk})
    if action.when:
        asked["ConditionExpression"] = action.when
    values: dict[str, Plain | None] = dict(action.given)
    if action.verb == "Update":
        asked["UpdateExpression"] = _update(action)
        values |= {**action.fields, **({"one": 1} if action.grown else {})}
    return asked | _names(asked) | _values(values)


def _update(action: Action) -> str:
    sets = [f"#{name} = :{name}" for name, value in action.fields.items() if value is not None]
    drops = [f"#{name}" for name, value in action.fields.items() if value is None]
    adds = [f"#{name} :one" for name in action.grown]
    clauses = (("SET", sets), ("REMOVE", drops), ("ADD", adds))
    return " ".join(f"{clause} {', '.join(parts)}" for clause, parts in clauses if parts)


def _names(asked: Mapping[str, Any]) -> dict[str, Any]:
    text = asked.get("ConditionExpression", "") + asked.get("UpdateExpression", "")
    names = {f"#{name}": name for name in _NAMED.findall(text)}
    return {"ExpressionAttributeNames": names} if names else {}


def _values(values: Fields) -> dict[str, Any]:
    given = {f":{name}": value for name, value in packed(values).items()}
    return {"ExpressionAttributeValues": given} if given else {}


def packed(fields: Fields) -> dict[str, dict[str, Any]]:
    """Return fields as DynamoDB writes them; what is None is left out."""
    return {name: _packed(value) for name, value in fields.items() if value is not None}


def _packed(value: Plain) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    return {"B": value} if isinstance(value, bytes) else {"S": value}


def unpacked(item: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what ``packed`` was given."""
    return {
        name: int(value) if kind == "N" else value
        for name, typed in item.items()
        for kind, value in typed.items()
    }


def shortened(text: str) -> str:
    """Return a text that fits into a key: itself, or its digest."""
    return text if len(text.encode()) <= _LONGEST else sha256(text.encode()).hexdigest()
