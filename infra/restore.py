"""Make a restored table safe to run on: python infra/restore.py --stage prod --table NAME."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import click
import replace
import stack
from cloud import Cloud, plain_words, stop

from chalicelib.adapters.aws.ledger import DynamoLedger
from chalicelib.adapters.aws.outbox import DynamoOutbox
from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.adapters.aws.store import Store
from chalicelib.delivery import by_receiver
from chalicelib.ports.ledger import LedgerError, Recording
from chalicelib.ports.wake import RegisterError

OBJECTS = ("snapshot", "object")
"""Attributes that name an object of the bucket."""


class Restored(NamedTuple):
    """A table as it was at an earlier instant, and the bucket as it is."""

    cloud: Cloud
    table: str
    now: datetime

    def calm(self) -> Iterator[str]:
        """Let nothing happen by itself on what the table holds; yield a line for each workbook.

        Every workbook rests before anything else is done. May be done again.
        """
        register = DynamoRegister(self.cloud.client("dynamodb"), self.table)
        books = register.listed()
        for book in books:
            register.pause(book.spreadsheet)
        back = sum(self._back(name) for name in self._objects())
        yield f"{len(books)} workbooks rest; {back} deleted objects are there again."
        for book in books:
            yield f"{book.name} {book.spreadsheet}: {self._calmed(book.spreadsheet)}"

    def _calmed(self, spreadsheet: str) -> str:
        s3, dynamodb = self.cloud.client("s3"), self.cloud.client("dynamodb")
        store = Store(dynamodb, s3, self.table, self.cloud.memory["Bucket"], spreadsheet)
        if not DynamoLedger(store).is_made():
            return "nothing is remembered of it."
        number = self._doubted(DynamoOutbox(store))
        self._shadowed(DynamoLedger(store))
        return f"{number} mails are in doubt; it goes on in a shadow run."

    def _doubted(self, outbox: DynamoOutbox) -> int:
        """Leave to a person what was to be sent by now: nobody knows what went out since."""
        groups = list(by_receiver(outbox.released(self.now)))
        for number, intents in enumerate(groups):
            name = f"restored-{self.now:%Y%m%d%H%M%S}-{number}"
            outbox.claim(name, [intent.key for intent in intents], self.now)
        return len(outbox.in_doubt())

    def _shadowed(self, ledger: DynamoLedger) -> None:
        """Tell nobody what fell due since, and was told then."""
        known = ledger.recall()
        if known.mode.live:
            quiet = Recording(run="", at=self.now, live=False, looked=False)
            ledger.record(quiet, known.head)

    def _objects(self) -> Iterator[str]:
        """Yield the objects that the table speaks of."""
        names = {f"#{name}": name for name in OBJECTS}
        some = " OR ".join(f"attribute_exists({name})" for name in names)
        pages = self.cloud.client("dynamodb").get_paginator("scan")
        found = pages.paginate(
            TableName=self.table, FilterExpression=some, ExpressionAttributeNames=names
        )
        for page in found:
            for kept in page["Items"]:
                yield from (kept[name]["S"] for name in OBJECTS if name in kept)

    def _back(self, name: str) -> int:
        """Take back that an object was deleted; 0 if it was not."""
        s3, bucket = self.cloud.client("s3"), self.cloud.memory["Bucket"]
        found = s3.list_object_versions(Bucket=bucket, Prefix=name)
        gone = [
            one for one in found.get("DeleteMarkers", []) if one["IsLatest"] and one["Key"] == name
        ]
        for one in gone:
            s3.delete_object(Bucket=bucket, Key=name, VersionId=one["VersionId"])
        return len(gone)


def _unused(cloud: Cloud) -> None:
    if stack.found(cloud):
        stop(f"{cloud.name} runs on that table: `make destroy STAGE={cloud.stage}` first.")


@click.command()
@click.option("--stage", required=True)
@click.option("--table", required=True, help="The table that was restored.")
@click.option("--into-place", is_flag=True, help="Put it in the place of the stage's table.")
def restore(stage: str, table: str, *, into_place: bool) -> None:
    """Pause all that a restored table holds, and leave its mails to a person."""
    cloud = Cloud(stage)
    with plain_words():
        if into_place or table == cloud.name:
            _unused(cloud)
        try:
            for line in Restored(cloud, table, datetime.now(UTC)).calm():
                click.echo(line)
        except (RegisterError, LedgerError) as error:
            stop(f"{table}: {error}")
        if into_place:
            click.confirm(f"Delete {cloud.name}, and put a copy of {table} there?", abort=True)
            replace.replaced(cloud, table)
            click.echo(f"{cloud.name} is as {table}. Now deploy.")


if __name__ == "__main__":
    restore()
