"""Which mails SES said it took: what settles a mail in doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

KEPT = timedelta(days=60)
"""A mail that was in doubt so long is settled by a person, or was settled before."""


class AcceptedMails(NamedTuple):
    """The mails of all workbooks that SES took, each an entry of the table that ends by itself."""

    dynamodb: Any
    table: str

    def note(self, spreadsheet: str, mail: str, now: datetime) -> None:
        """Note that SES took a mail; noting it again changes nothing."""
        ends = int((now + KEPT).timestamp())
        entry = {**_key(spreadsheet, mail), "ttl": {"N": str(ends)}}
        try:
            self.dynamodb.put_item(
                TableName=self.table, Item=entry, ConditionExpression="attribute_not_exists(pk)"
            )
        except self.dynamodb.exceptions.ConditionalCheckFailedException:
            return

    def has(self, spreadsheet: str, mail: str) -> bool:
        """Whether SES said that it took a mail, as of this instant."""
        found = self.dynamodb.get_item(
            TableName=self.table, Key=_key(spreadsheet, mail), ConsistentRead=True
        )
        return "Item" in found


def _key(spreadsheet: str, mail: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": f"W#{spreadsheet}"}, "sk": {"S": f"ACCEPTED#{mail}"}}
