"""Builds the doors to questions: in the cloud, and for one desk on this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from chalice.app import Response

from chalicelib.pages import words
from chalicelib.pages.door import Door, Posted, Reply
from chalicelib.pages.page import refused, welcome
from chalicelib.pages.render import headers, render
from chalicelib.ports.questions import Questions
from chalicelib.settings import (
    WORKBOOK,
    Place,
    SettingError,
    SettingMissingError,
    Spreadsheet,
)
from chalicelib.settings_cloud import is_cloud, pages_are_public

if TYPE_CHECKING:
    from chalice.app import Request

_LOG = logging.getLogger(__name__)


def answered(request: Request | None, token: str, now: datetime) -> Response:
    """Return what a container answers whoever opens a link, or sends an answer through it."""
    return _response(request, _open_door, token, now)


def answered_here(place: Place, request: Request | None, token: str, now: datetime) -> Response:
    """Return what the desk of one workbook on this machine answers."""
    return _response(request, partial(own_door, place), token, now)


def welcomed(request: Request | None) -> Response:
    """Return what the front page of the pages on this machine says; it knows of no question."""
    body = "" if request is not None and request.method == "HEAD" else render(welcome())
    return Response(body, {**headers(secure=pages_are_public(os.environ))}, int(HTTPStatus.OK))


def _response(
    request: Request | None, door: Callable[[], Door], token: str, now: datetime
) -> Response:
    """Return a reply as the gateway wants it; who asked for the headers alone gets no body."""
    if request is None:
        return Response("", status_code=HTTPStatus.BAD_REQUEST)
    reply = _reply(door, request, token, now)
    body = render(reply.page) if reply.page and request.method != "HEAD" else ""
    way = {"Location": reply.location} if reply.location else {}
    return Response(
        body, {**headers(secure=pages_are_public(os.environ)), **way}, int(reply.status)
    )


def _reply(door: Callable[[], Door], request: Request, token: str, now: datetime) -> Reply:
    try:
        if request.method == "POST":
            return door().take(token, _posted(request), now)
        return door().show(token, now)
    except SettingError as error:
        _LOG.warning("answers by link are not taken: %s", error)
        return Reply(HTTPStatus.NOT_FOUND, refused(words.CLOSED))


def _posted(request: Request) -> Posted:
    body = request.raw_body
    return Posted(
        body=body.encode() if isinstance(body, str) else body,
        kind=request.headers.get("content-type", ""),
        address=request.context.get("identity", {}).get("sourceIp") or "",
        agent=request.headers.get("user-agent", ""),
    )


def _open_door() -> Door:
    """Return the door of this container, with the keys of now; or raise SettingError."""
    if is_cloud(os.environ):
        return _cloud_door()
    from chalicelib.wiring.desk import place_of  # noqa: PLC0415

    named = os.environ.get(WORKBOOK, "")
    if not named:
        raise SettingMissingError(WORKBOOK)
    return own_door(place_of(named))


def _cloud_door() -> Door:
    """Return the door to the questions of every workbook in the cloud."""
    from chalicelib.wiring.questions import cloud_links, questions_of  # noqa: PLC0415

    def of(place: str) -> Questions | None:
        return questions_of(Spreadsheet(place)) if place else None

    return Door(cloud_links(), of, _woken)


def own_door(place: Place) -> Door:
    """Return the door to the questions of one workbook, kept on this machine."""
    from chalicelib.wiring.questions import links_of, place_in_links, questions_of  # noqa: PLC0415

    def of(named: str) -> Questions | None:
        return questions_of(place) if named == place_in_links(place) else None

    return Door(links_of(place), of, _left)


def _left(_place: str, _now: datetime) -> None:
    """Leave the answer to the next run, which whoever has the desk starts."""


def _woken(place: str, now: datetime) -> None:
    """Have a workbook looked at soon; the answer is kept, so a run comes to it in any case."""
    from chalicelib.wiring.waking import waking  # noqa: PLC0415

    try:
        waking().hinted(place, now)
    except Exception:  # noqa: BLE001 - whatever it is: the answer is kept, and its giver told so
        _LOG.exception("an answer waits for the next run: the workbook could not be woken")
