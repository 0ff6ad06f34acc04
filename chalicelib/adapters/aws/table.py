"""Calls to one DynamoDB table whose faults are said as the errors of a port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

Attributes = Mapping[str, Any]
"""What is kept under a key, as DynamoDB writes it."""

UNMET = "ConditionalCheckFailedException"


class Table(NamedTuple):
    """A table, and the error that any fault of it becomes; it carries the table and the evidence."""

    dynamodb: Any
    name: str
    error: type[Exception]

    def ask(self, call: str, **told: Any) -> Any:
        """Return the answer to a call, by its name in botocore."""
        try:
            return getattr(self.dynamodb, call)(TableName=self.name, **told)
        except (ClientError, BotoCoreError) as fault:
            raise self.error(self.name, evidence(fault)) from fault

    def ask_if(self, call: str, **told: Any) -> bool:
        """Make a call under a condition; False if the condition is not met."""
        try:
            self.ask(call, **told)
        except self.error as error:
            if error.args[1].startswith(UNMET):
                return False
            raise
        return True

    def found(self, key: Attributes) -> Attributes | None:
        """Return what is kept under a key, as of this instant, or None."""
        answer = self.ask("get_item", Key=key, ConsistentRead=True)
        found: Attributes | None = answer.get("Item")
        return found

    def pages(self, **told: Any) -> Iterator[Attributes]:
        """Yield what a query finds, asking for more only as far as it is read."""
        start: Mapping[str, Any] = {}
        while True:
            answer = self.ask("query", **told, **start)
            yield from answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def key(first: str, second: str) -> dict[str, Any]:
    """Return the key of the table: what something belongs to, and what of it."""
    return {"pk": text(first), "sk": text(second)}


def text(value: str) -> dict[str, str]:
    """Return a text as DynamoDB writes it."""
    return {"S": value}


def texts(**values: str) -> dict[str, Any]:
    """Return the values of an expression, ``:name`` by ``name``."""
    return {f":{name}": text(value) for name, value in values.items()}


def evidence(fault: Exception) -> str:
    """Return what AWS says of a fault: its code first, if it has one."""
    if isinstance(fault, ClientError):
        said = fault.response.get("Error", {})
        return f"{said.get('Code', '?')}: {said.get('Message', '')}"
    return f"{type(fault).__name__}: {fault}"
