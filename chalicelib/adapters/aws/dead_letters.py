"""Messages that were given up: counted, and sent back to the queue they came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.aws.queues import digest
from chalicelib.adapters.aws.table import evidence
from chalicelib.ports.wake import RegisterError

MOST = 10_000
"""Messages that one call sends back at most."""
BATCH = 10
UNSEEN = 60
"""Seconds in which a message taken is sent back and deleted; after that it is there again."""


class Depth(NamedTuple):
    """How many messages a queue holds; SQS only knows about how many."""

    waiting: int
    """To be taken now."""
    under_way: int
    """Taken, and not done with."""
    delayed: int
    """Not to be taken yet."""
    dead: int
    """Given up, to be sent back by a person."""
    oldest: datetime | None = None
    """When the oldest of some messages given up was sent."""


class DeadLetters:
    """The queues by their names, and the queue beside each that takes what was given up."""

    def __init__(self, sqs: Any, urls: Mapping[str, str], unseen: int = UNSEEN) -> None:
        self._sqs = sqs
        self._urls = dict(urls)
        self._unseen = unseen

    def names(self) -> tuple[str, ...]:
        """Return what the queues are called."""
        return tuple(self._urls)

    def depth(self, name: str) -> Depth:
        """Return how many messages a queue holds, and how many were given up."""
        counted = self._attributes(self._urls[name])
        dead = self._attributes(self._beside(name))
        return Depth(
            int(counted["ApproximateNumberOfMessages"]),
            int(counted["ApproximateNumberOfMessagesNotVisible"]),
            int(counted["ApproximateNumberOfMessagesDelayed"]),
            given_up := int(dead["ApproximateNumberOfMessages"]),
            self._oldest(name) if given_up else None,
        )

    def redrive(self, name: str, most: int = MOST) -> int:
        """Send what was given up back to its queue; return how many messages that were.

        A message is sent before it is deleted: one that is cut off in between comes twice.
        """
        beside, sent = self._beside(name), 0
        while sent < most:
            found = self._taken(beside, min(BATCH, most - sent), self._unseen)
            if not found:
                return sent
            for message in found:
                self._send(self._urls[name], message)
                self._ask("delete_message", QueueUrl=beside, ReceiptHandle=message["ReceiptHandle"])
                sent += 1
        return sent

    def _oldest(self, name: str) -> datetime | None:
        """Look at some of what was given up without keeping any of it from being taken."""
        sent = [
            int(message["Attributes"]["SentTimestamp"])
            for message in self._taken(self._beside(name), BATCH, 0)
        ]
        return datetime.fromtimestamp(min(sent) / 1000, UTC) if sent else None

    def _taken(self, url: str, most: int, unseen: int) -> list[dict[str, Any]]:
        answer = self._ask(
            "receive_message",
            QueueUrl=url,
            MaxNumberOfMessages=most,
            WaitTimeSeconds=1,
            VisibilityTimeout=unseen,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        found: list[dict[str, Any]] = answer.get("Messages", [])
        return found

    def _send(self, url: str, message: Mapping[str, Any]) -> None:
        """Send a message again as it was.

        It goes under a name of its own, for within five minutes its old one would be dropped.
        """
        told = {"QueueUrl": url, "MessageBody": message["Body"]}
        if "MessageAttributes" in message:
            told["MessageAttributes"] = message["MessageAttributes"]
        group = message.get("Attributes", {}).get("MessageGroupId")
        if url.endswith(".fifo") and group:
            told["MessageGroupId"] = group
            told["MessageDeduplicationId"] = digest("again", message["MessageId"])
        self._ask("send_message", **told)

    def _beside(self, name: str) -> str:
        """Return the URL of the queue that takes what this one gives up."""
        url = self._urls[name]
        policy = self._attributes(url).get("RedrivePolicy")
        if not policy:
            raise RegisterError(url, "no queue takes what this one gives up")
        parts = json.loads(policy)["deadLetterTargetArn"].split(":")
        answer = self._ask("get_queue_url", QueueName=parts[-1], QueueOwnerAWSAccountId=parts[-2])
        return str(answer["QueueUrl"])

    def _attributes(self, url: str) -> Mapping[str, str]:
        answer = self._ask("get_queue_attributes", QueueUrl=url, AttributeNames=["All"])
        found: Mapping[str, str] = answer["Attributes"]
        return found

    def _ask(self, call: str, **told: Any) -> Any:
        try:
            return getattr(self._sqs, call)(**told)
        except (ClientError, BotoCoreError) as fault:
            place = told.get("QueueUrl") or told.get("QueueName")
            raise RegisterError(place, evidence(fault)) from fault
