"""The edit hint: a sheet says that it was edited, and is looked at soon. Nothing else of it counts."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from chalicelib.intake.marks import hint
from chalicelib.intake.signature import SCHEMES, Key, Posted, Refusal, RefusedError, verified
from chalicelib.ports.inbox import Inbox

_LOG = logging.getLogger(__name__)
_SPREADSHEET = re.compile(r"[A-Za-z0-9_-]{20,100}")


class Door(NamedTuple):
    """Where hints come in; without keys it is closed."""

    keys: Sequence[Key]
    inbox: Inbox
    serves: Callable[[str], bool]
    """Whether a spreadsheet, by its id, is one that the desk looks after."""
    hinted: Callable[[str, datetime], object] | None = None
    """Takes a good hint in; without it the hint is a mark in the inbox, and nothing else."""

    def answer(self, posted: Posted, now: datetime) -> HTTPStatus:
        """Mark the spreadsheet of a good hint; every refusal looks the same from outside."""
        if not self.keys:
            return HTTPStatus.NOT_FOUND
        try:
            spreadsheet = self._believed(posted, now)
        except RefusedError as refused:
            _LOG.warning("hint refused: %s", refused.args[0])
            return HTTPStatus.UNAUTHORIZED
        self._take_in(spreadsheet, now)
        return HTTPStatus.ACCEPTED

    def _take_in(self, spreadsheet: str, now: datetime) -> None:
        if self.hinted:
            self.hinted(spreadsheet, now)
        else:
            self.inbox.revise(spreadsheet, partial(hint, now=now))

    def _believed(self, posted: Posted, now: datetime) -> str:
        proven = verified(posted, SCHEMES["hint"], self.keys, now)
        spreadsheet = _spreadsheet(posted.body)
        if not self.serves(spreadsheet):
            raise RefusedError(Refusal.STRANGE)
        if not self.inbox.take(f"hint/{proven.nonce}", proven.until, now):
            raise RefusedError(Refusal.AGAIN)
        return spreadsheet


def _spreadsheet(body: bytes) -> str:
    """Return the id that a body names; no other part of it is used."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(Refusal.SHAPE) from None
    found = said.get("spreadsheet") if isinstance(said, dict) else None
    if not isinstance(found, str) or not _SPREADSHEET.fullmatch(found):
        raise RefusedError(Refusal.SHAPE)
    return found
