"""A batch of queue messages: each on its own, those that fail named, so that only they come back."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
"""The body of a queue message, read."""

Answer = dict[str, list[dict[str, str]]]
"""What tells Lambda which messages failed."""

_LOG = logging.getLogger(__name__)

FIRST = 30
"""Seconds until a message that failed comes back; twice as many the second time, and so on."""


def each(
    event: Mapping[str, Any],
    act: Callable[[Message], object],
    put_off: Callable[[str, str, int], object],
) -> Answer:
    """Act on every message; return which failed.

    ``put_off`` is given a failed message's queue (ARN), its receipt and the seconds until it
    may come back. A message after one that failed in its own group is not begun: messages
    of a group keep their order.
    """
    failed: list[str] = []
    stuck: set[str] = set()
    for record in event["Records"]:
        group = record["attributes"].get("MessageGroupId", "")
        if group in stuck or not _done(record, act):
            failed.append(record["messageId"])
            stuck |= {group} - {""}
            _put_off(record, put_off)
    return {"batchItemFailures": [{"itemIdentifier": name} for name in failed]}


def _done(record: Mapping[str, Any], act: Callable[[Message], object]) -> bool:
    try:
        body = json.loads(record["body"])
        if not isinstance(body, dict):
            raise ValueError("not a message of ours")  # noqa: TRY301, TRY004
        act(body)
    except Exception:  # noqa: BLE001 - whatever it is: the others go on, this one comes back
        _LOG.exception("message failed", extra={"message_id": record["messageId"]})
        return False
    return True


def _put_off(record: Mapping[str, Any], put_off: Callable[[str, str, int], object]) -> None:
    times = int(record["attributes"].get("ApproximateReceiveCount", 1))
    try:
        put_off(record["eventSourceARN"], record["receiptHandle"], FIRST * times)
    except Exception:  # noqa: BLE001 - it comes back all the same, when its time is over
        _LOG.exception("message not put off")
