"""The queues of the desk, made in the small AWS of the tests."""

from __future__ import annotations

import json
import time
from typing import Any, NamedTuple
from uuid import uuid4

from chalicelib.adapters.aws.queues import Addresses, SqsQueues

NAMES = ("runs", "deliveries", "later")
IN_TURN = ("runs", "deliveries")
GIVEN_UP_AFTER = 2
EMPTY = 3
"""Empty answers in a row after which nothing is left: giving up is one of them, too."""


class Made(NamedTuple):
    """Queues, each with one beside it for what is given up."""

    sqs: Any
    at: dict[str, str]
    beside: dict[str, str]

    @property
    def queues(self) -> SqsQueues:
        return SqsQueues(self.sqs, Addresses(**self.at))

    def received(self, url: str, **told: Any) -> list[dict[str, Any]]:
        """Receive what is there by now."""
        every = {"AttributeNames": ["All"], "MessageAttributeNames": ["All"]}
        asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, **every, **told}
        return self.sqs.receive_message(**asked).get("Messages", [])

    def taken(self, name: str) -> list[dict[str, Any]]:
        """Take what is there by now out of a queue."""
        found = self.received(self.at[name])
        for message in found:
            self.sqs.delete_message(QueueUrl=self.at[name], ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in found]

    def give_up(self, name: str) -> None:
        """Fail with all that is in a queue until none of it is left."""
        empty = 0
        while empty < EMPTY:
            empty = 0 if self.received(self.at[name], VisibilityTimeout=0) else empty + 1

    def passes(self, seconds: float) -> None:
        time.sleep(seconds)


def made(sqs: Any) -> Made:
    """Make the queues as the template has them, but for their patience."""
    stem = uuid4().hex[:8]
    at, beside = {}, {}
    for name in NAMES:
        kind = {"FifoQueue": "true"} if name in IN_TURN else {}
        end = ".fifo" if kind else ""
        beside[name] = _queue(sqs, f"{stem}-{name}-dead{end}", kind)
        arn = sqs.get_queue_attributes(QueueUrl=beside[name], AttributeNames=["QueueArn"])
        policy = {
            "deadLetterTargetArn": arn["Attributes"]["QueueArn"],
            "maxReceiveCount": GIVEN_UP_AFTER,
        }
        more = {**kind, "RedrivePolicy": json.dumps(policy), "VisibilityTimeout": "30"}
        at[name] = _queue(sqs, f"{stem}-{name}{end}", more)
    return Made(sqs, at, beside)


def _queue(sqs: Any, name: str, attributes: dict[str, str]) -> str:
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
