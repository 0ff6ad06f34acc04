"""What an automation is told: all that one run has read and recalled, as Facts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.automations.plan import Facts, Recalled, Rows, Trust
from chalicelib.model.question import Asked
from chalicelib.ports.ledger import Recollection
from chalicelib.sla.say import Voice
from chalicelib.tables.cell import Sheets
from chalicelib.tables.identity import Identity
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY
from chalicelib.tables.workbook_read import Opened


class StrangeWorkbookError(Exception):
    """The workbook is not the one this ledger wrote last: copied, restored or wiped.

    Carries the Identity it bears and the one the ledger knows.
    """


class Looked(NamedTuple):
    """All that one try of a run has found out before it asks."""

    recollection: Recollection
    sheets: Sheets
    opened: Opened
    identity: Identity
    asked: Sequence[Asked] = ()
    """What people were asked by link, with what they answered."""

    def quiet(self, now: datetime) -> bool:
        """Whether an earlier write may yet be carried out, so that none may follow it."""
        until = self.recollection.quiet_until
        return until is not None and now < until


def check(identity: Identity, recollection: Recollection) -> None:
    """Refuse a workbook that is not as this ledger left it."""
    known = Identity(recollection.workbook, " ".join(recollection.revisions))
    if identity.workbook not in ("", recollection.workbook):
        raise StrangeWorkbookError(identity, known)
    if recollection.revisions and identity.revision not in recollection.revisions:
        raise StrangeWorkbookError(identity, known)


def facts_of(looked: Looked, now: datetime, trust: Trust) -> Facts:
    """Return what an automation is told of what was read and recalled."""
    read, locale = looked.opened, looked.opened.settings.locale
    run = hashlib.sha256(f"{looked.recollection.head}{now.isoformat()}".encode()).hexdigest()[:12]
    return Facts(
        now,
        run,
        Voice(locale.language, locale.zone),
        _rows(read),
        read.rulebook,
        _recalled(looked),
        names={key: table.name for key, table in BY_KEY.items()},
        problems=read.problems,
        policies=read.policies,
        trust=trust,
        desk=read.settings.desk,
        ratings=read.settings.ratings and trust.pages,
    )


def _rows(read: Opened) -> list[Rows]:
    return [
        Rows(key, tab.table.name, tab.records, tab.unread, read.missing.get(key, frozenset()))
        for key, tab in read.parsed.items()
        if tab.table.room is Room.RECORDS and "id" in tab.at
    ]


def _recalled(looked: Looked) -> Recalled:
    known = looked.recollection
    return Recalled(
        known.workbook,
        known.mode.live,
        known.last_run,
        known.memories,
        known.pending,
        known.suppressed,
        known.in_doubt,
        {one.question.id: one for one in looked.asked},
    )
