"""Builds the doors for what comes in from outside, once, on first use."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.intake.hint import Door
from chalicelib.intake.keys import HINT_SECRETS, HintSecretsError, hint_keys
from chalicelib.intake.signature import Key, Posted
from chalicelib.settings import WORKBOOK, home_from
from chalicelib.settings_cloud import is_cloud

if TYPE_CHECKING:
    from chalice.app import Request

_LOG = logging.getLogger(__name__)


@cache
def container_door() -> Door:
    """Return the door for hints of this container, as the environment says."""
    return _cloud_door() if is_cloud(os.environ) else _own_door()


def _cloud_door() -> Door:
    """Return the door to every workbook in the register; its keys are put in for each hint."""
    from chalicelib.wiring.cloud import inbox_of, register_of  # noqa: PLC0415
    from chalicelib.wiring.waking import waking  # noqa: PLC0415

    register = register_of()
    return Door(
        (),
        inbox_of(),
        serves=lambda name: register.find(name) is not None,
        hinted=waking().hinted,
    )


def _own_door() -> Door:
    """Return the door to the one workbook that the environment names."""
    from chalicelib.adapters.google.access import spreadsheet_id  # noqa: PLC0415
    from chalicelib.adapters.sqlite.inbox import SqliteInbox  # noqa: PLC0415

    place = home_from(os.environ) / "inbox.sqlite3"
    served = spreadsheet_id(os.environ.get(WORKBOOK, ""))
    return Door(_keys(os.environ), SqliteInbox(place), lambda name: name == served)


def hinted(request: Request | None, now: datetime) -> int:
    """Return the status that answers a hint; the type that it gives its body is not asked."""
    if request is None:
        return 400
    body = request.raw_body
    raw = body.encode() if isinstance(body, str) else body
    return open_door().answer(Posted(request.headers, raw), now)


def open_door() -> Door:
    """Return the door with the keys of now: a changed secret counts within five minutes."""
    if not is_cloud(os.environ):
        return container_door()
    from chalicelib.wiring.cloud import plain  # noqa: PLC0415

    secrets = plain(os.environ.get(HINT_SECRETS, ""))
    return container_door()._replace(keys=_keys({HINT_SECRETS: secrets}))


def _keys(environment: Mapping[str, str]) -> tuple[Key, ...]:
    try:
        return hint_keys(environment)
    except HintSecretsError as error:
        _LOG.warning("edit hints are not taken: %s", error)
        return ()
