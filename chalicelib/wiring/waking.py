"""Builds what wakes workbooks, once a container, on first use: no sheet is opened here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from chalicelib.batch import Answer, Message, each
from chalicelib.waking import Waking
from chalicelib.wiring.cloud import cloud, inbox_of, queues_of, register_of


@cache
def waking() -> Waking:
    """Return what wakes the workbooks that this container knows of."""
    return Waking(register_of(), inbox_of(), queues_of(), most=cloud().runs_a_minute)


def rung(event: Mapping[str, Any], now: datetime) -> Answer:
    """Look again at each workbook that a batch of messages names."""

    def act(message: Message) -> None:
        waking().ring(message["spreadsheet"], now)

    return each(event, act, waking().queues.put_off)
