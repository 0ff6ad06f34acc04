"""Ledgers and outboxes on a small AWS."""

from __future__ import annotations

from threading import Lock

from chalicelib.adapters.aws.ledger import DynamoLedger
from chalicelib.adapters.aws.outbox import DynamoOutbox
from chalicelib.adapters.aws.store import Store
from tests.adapters.ledger_contract import NINE, Desk

_TURN = Lock()


class OneAtATime:
    """A client whose calls never overlap: moto looks at a condition and writes in two steps."""

    def __init__(self, client):
        self._client = client

    def __getattr__(self, name):
        call = getattr(self._client, name)

        def alone(**asked):
            with _TURN:
                return call(**asked)

        return alone


SPREADSHEET = "1AbC"


def store_of(world, spreadsheet=SPREADSHEET, **fields):
    """Return the place of a workbook's state."""
    dynamodb = OneAtATime(world.dynamodb)
    return Store(dynamodb, world.s3, world.table, world.bucket, spreadsheet, **fields)


def desk_on(store, lease=None):
    """Return the desk as a fresh container sees it."""
    return Desk(DynamoLedger(store, lease), DynamoOutbox(store, lease))


def new_desk(store, lease=None):
    """Return a desk whose ledger was just made."""
    DynamoLedger.create(store, "w1", NINE)
    return desk_on(store, lease)
