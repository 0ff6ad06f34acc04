"""From each trigger of app.py to what answers it; a trigger imports what it needs, and no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.unhurried import unhurried

if TYPE_CHECKING:
    from chalice.app import Request, Response

STAGE = "AFTERSHEET_STAGE"


def uncollected(event: Any, answer: Callable[[Any], Any]) -> Any:
    """Answer without the garbage collector: a middleware of chalice.

    What a trigger imports and builds is alive to its end; looking through all of it again and
    again took a third of a cold start's CPU (bench/imports.py).
    """
    with unhurried():
        return answer(event)


def dispatch(now: datetime) -> dict[str, int]:
    """Ask for a run of every workbook whose time has come; return how many."""
    from chalicelib.wiring.waking import waking  # noqa: PLC0415

    return {"runs": waking().dispatch(now)}


def run(event: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Run the workbooks of a batch; return which messages failed."""
    from chalicelib import triggers  # noqa: PLC0415
    from chalicelib.wiring.works import works  # noqa: PLC0415

    return triggers.run(works(), event, now)


def deliver(event: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Send the released mails of a batch; return which messages failed."""
    from chalicelib import triggers  # noqa: PLC0415
    from chalicelib.wiring.works import works  # noqa: PLC0415

    return triggers.deliver(works(), event, now)


def ring(event: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Look again at the workbooks of a batch; return which messages failed."""
    from chalicelib.wiring.waking import rung  # noqa: PLC0415

    return rung(event, now)


def mail_event(message: str, now: datetime) -> dict[str, int]:
    """Take in what became of mails; return how many events were understood."""
    from chalicelib.wiring.news import heard  # noqa: PLC0415

    return heard(message, now)


def hinted(request: Request | None, now: datetime) -> int:
    """Return the status that answers a hint."""
    from chalicelib.wiring.intake import hinted as answered  # noqa: PLC0415

    return answered(request, now)


def question(request: Request | None, token: str, now: datetime) -> Response:
    """Return the page of a question, or what became of the answer that was sent."""
    from chalicelib.wiring.pages import answered  # noqa: PLC0415

    return answered(request, token, now)


def health() -> dict[str, str]:
    """Return what anybody may know."""
    return {"status": "ok", "stage": os.environ.get(STAGE, "")}
