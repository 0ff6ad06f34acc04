"""The ways to a run on SQS: two FIFO queues in which each workbook is a group, and one that delays."""

from __future__ import annotations

import json
import re
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.aws.table import evidence
from chalicelib.adapters.keeping.instants import stamp
from chalicelib.ports.wake import RegisterError

LONGEST = 900
"""Seconds that SQS delays a message at most."""
LONGEST_OUT = 43_200
"""Seconds that SQS keeps a message out of sight at most."""

_GROUP = re.compile(r"[!-~]{1,128}")


class Addresses(NamedTuple):
    """The URLs of the queues."""

    runs: str
    deliveries: str
    later: str


class SqsQueues:
    """Messages to the functions that run, deliver and ring."""

    def __init__(self, sqs: Any, addresses: Addresses) -> None:
        self._sqs = sqs
        self._at = addresses

    def run(self, spreadsheet: str, asked: datetime) -> None:
        """Ask for a run; asking twice for the same instant is asking once (for 5 minutes)."""
        self._in_turn(self._at.runs, {"spreadsheet": spreadsheet, "asked": stamp(asked)})

    def deliver(self, spreadsheet: str, asked: datetime, desk: str) -> None:
        """Ask for a delivery, mails signed with the desk's name; once per instant, as above."""
        said = {"spreadsheet": spreadsheet, "asked": stamp(asked), "desk": desk}
        self._in_turn(self._at.deliveries, said)

    def later(self, spreadsheet: str, seconds: int) -> None:
        """Ring after so many seconds (at most 900), at least once, in no order."""
        body = json.dumps({"spreadsheet": spreadsheet})
        delay = max(0, min(LONGEST, seconds))
        self._ask("send_message", QueueUrl=self._at.later, MessageBody=body, DelaySeconds=delay)

    def put_off(self, queue: str, receipt: str, seconds: int) -> None:
        """Let a message that failed come back so late; ``queue`` is its ARN."""
        self._ask(
            "change_message_visibility",
            QueueUrl=self._url(queue),
            ReceiptHandle=receipt,
            VisibilityTimeout=max(0, min(LONGEST_OUT, seconds)),
        )

    def _in_turn(self, url: str, said: dict[str, str]) -> None:
        """Send to a FIFO queue, in the group of the workbook, once for its instant."""
        spreadsheet = said["spreadsheet"]
        self._ask(
            "send_message",
            QueueUrl=url,
            MessageBody=json.dumps(said),
            MessageGroupId=group(spreadsheet),
            MessageDeduplicationId=digest(spreadsheet, said["asked"]),
        )

    def _url(self, arn: str) -> str:
        name = arn.rpartition(":")[2]
        for url in self._at:
            if url.rpartition("/")[2] == name:
                return url
        raise RegisterError(arn, "no queue of ours")

    def _ask(self, call: str, **told: Any) -> Any:
        try:
            return getattr(self._sqs, call)(**told)
        except (ClientError, BotoCoreError) as fault:
            raise RegisterError(told["QueueUrl"], evidence(fault)) from fault


def group(name: str) -> str:
    """Return a name as SQS takes one: up to 128 printable characters."""
    return name if _GROUP.fullmatch(name) else digest(name)


def digest(*parts: str) -> str:
    """Return one short text for some; another for any others."""
    return sha256("\n".join(parts).encode()).hexdigest()
