"""Intents as they are kept: under a key without an address, the whole of them as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from pydantic import TypeAdapter

from chalicelib.adapters.keeping.meta import Meta
from chalicelib.model.intent import AWAITED, FOR_OWNER, Intent, Suppressed, Suppression
from chalicelib.ports.mail import Claim

SETTLED = ("sent", "shadow", "withdrawn")
"""How an intent ends."""

_WHY = {word.value: word for word in Suppression}
_BODY = TypeAdapter(Intent)
_ADDRESS = re.compile(r"[^/\s]+@[^/\s]+")


def masked(meta: Meta, key: str) -> str:
    """Return a key with the address in it, if any, as its digest."""
    return _ADDRESS.sub(lambda found: meta.digest(found[0]), key)


def to_body(intent: Intent) -> str:
    """Return the whole intent as JSON."""
    return _BODY.dump_json(intent).decode()


def to_intent(body: str) -> Intent:
    """Return what ``to_body`` was given."""
    return _BODY.validate_json(body)


def first_status(intent: Intent, *, live: bool, hold: bool) -> str:
    """Return how an intent begins: what is for the owner is never kept back."""
    if intent.kind in FOR_OWNER:
        return "pending"
    kept_back = hold and intent.kind not in AWAITED
    return ("held" if kept_back else "pending") if live else "shadow"


def bare(body: str, key: str) -> str:
    """Return a body without what tells who was told what about whom."""
    stripped = replace(to_intent(body), key=key, to="", name="", about="", why="", step="")
    return to_body(stripped)


def claims(rows: Iterable[tuple[str, str, str]]) -> list[Claim]:
    """Gather (instant, mail, body) rows, which come in that order, into claims."""
    return [
        Claim(mail, datetime.fromisoformat(since), [to_intent(row[2]) for row in group])
        for (since, mail), group in groupby(rows, key=lambda row: row[:2])
    ]


def suppressed(address: str, why: str, since: str) -> Suppressed:
    """Return an address that mail does not reach, as it was kept."""
    return Suppressed(address, _WHY[why], datetime.fromisoformat(since))
