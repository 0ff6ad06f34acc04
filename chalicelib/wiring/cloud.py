"""Builds what keeps a desk's state in the cloud, each once a container, on first use."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.ports.inbox import Inbox
from chalicelib.ports.wake import Queues, Register
from chalicelib.settings_cloud import Cloud, cloud_from, is_reference

if TYPE_CHECKING:
    from chalicelib.adapters.aws.clients import Clients
    from chalicelib.adapters.aws.dead_letters import DeadLetters
    from chalicelib.adapters.aws.ledger import DynamoLedger
    from chalicelib.adapters.aws.store import Store


@cache
def cloud() -> Cloud:
    """Return the settings of this container, or raise SettingMissingError."""
    return cloud_from(os.environ)


@cache
def clients() -> Clients:
    """Return the connections to AWS, each made when first used."""
    from chalicelib.adapters.aws.clients import Clients as Made  # noqa: PLC0415

    return Made()


def clock() -> datetime:
    """Return the instant that leases go by."""
    return datetime.now(UTC)


def register_of() -> Register:
    """Return the register of workbooks."""
    from chalicelib.adapters.aws.register import DynamoRegister  # noqa: PLC0415

    return DynamoRegister(clients().dynamodb, cloud().table)


def inbox_of() -> Inbox:
    """Return what remembers hints."""
    from chalicelib.adapters.aws.inbox import DynamoInbox  # noqa: PLC0415

    return DynamoInbox(clients().dynamodb, cloud().table)


def queues_of() -> Queues:
    """Return the ways to a run."""
    from chalicelib.adapters.aws.queues import Addresses, SqsQueues  # noqa: PLC0415

    at = cloud()
    return SqsQueues(clients().sqs, Addresses(at.runs, at.deliveries, at.later))


def dead_letters_of() -> DeadLetters:
    """Return what was given up by each queue."""
    from chalicelib.adapters.aws.dead_letters import DeadLetters as Made  # noqa: PLC0415

    at = cloud()
    return Made(clients().sqs, {"runs": at.runs, "deliveries": at.deliveries, "later": at.later})


def store_of(spreadsheet: str) -> Store:
    """Return the place of one workbook's state."""
    from chalicelib.adapters.aws.store import Store as Made  # noqa: PLC0415

    at = cloud()
    return Made(clients().dynamodb, clients().s3, at.table, at.bucket, spreadsheet)


def ledger_of(spreadsheet: str) -> DynamoLedger:
    """Return the ledger of a workbook, to look at."""
    from chalicelib.adapters.aws.ledger import DynamoLedger as Made  # noqa: PLC0415

    return Made(store_of(spreadsheet))


def new_ledger(spreadsheet: str, workbook: str, now: datetime) -> None:
    """Make the ledger of a workbook, or raise LedgerExistsError."""
    from chalicelib.adapters.aws.ledger import DynamoLedger as Made  # noqa: PLC0415

    Made.create(store_of(spreadsheet), workbook, now)


def plain(text: str) -> str:
    """Return a setting, fetched where it only names a secret."""
    if not is_reference(text):
        return text
    from chalicelib.adapters.aws.secrets import secret  # noqa: PLC0415

    return secret(clients(), text, clock())
