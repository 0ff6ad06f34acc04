"""Builds a desk of its adapters, once, on first use."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, cast

from chalicelib.desk import Desk
from chalicelib.ports import Ledger, LedgerMissingError
from chalicelib.runner import Runner, StrangeWorkbookError
from chalicelib.settings import NOBODY, SENDER, Settings, from_environment
from chalicelib.tables.identity import Identity, borne
from chalicelib.tables.workbook import OVERVIEW
from chalicelib.tables.workbook_read import Opened, opened, titles


class Places(NamedTuple):
    """Where a workbook on disk keeps what belongs to it: a folder of its name beside it."""

    workbook: Path

    @property
    def folder(self) -> Path:
        """The folder beside the workbook."""
        return self.workbook.with_name(f"{self.workbook.stem}.aftersheet")

    @property
    def ledger(self) -> Path:
        """The desk's memory."""
        return self.folder / "ledger.sqlite3"

    @property
    def outbox(self) -> Path:
        """Mails as files, with index.html to look at them."""
        return self.folder / "outbox"


def desk(workbook: Path, now: datetime) -> Desk:
    """Return the desk of a workbook on disk; its ledger is made where there is none yet."""
    sender = os.environ.get(SENDER) or NOBODY
    return _embedded(Settings(workbook, sender), now)


@cache
def container_desk() -> Desk:
    """Return the desk that this container serves, as the environment says."""
    from datetime import UTC  # noqa: PLC0415

    return _embedded(from_environment(os.environ), datetime.now(UTC))


def _embedded(settings: Settings, now: datetime) -> Desk:
    from chalicelib.adapters.lock import single_run  # noqa: PLC0415
    from chalicelib.adapters.mail_folder import MailFolder  # noqa: PLC0415
    from chalicelib.adapters.sqlite_ledger import SqliteLedger  # noqa: PLC0415
    from chalicelib.adapters.sqlite_outbox import SqliteOutbox  # noqa: PLC0415
    from chalicelib.adapters.xlsx_workbook import XlsxWorkbook  # noqa: PLC0415

    places = Places(settings.workbook)
    workbook = XlsxWorkbook(settings.workbook)
    ledger = SqliteLedger(places.ledger)
    if not ledger.is_made():
        _check_nobodys(settings.workbook, now)  # no ledger for what is no workbook, or a copy
        new_ledger(places, now)
    return Desk(
        runner=Runner(workbook, ledger),
        ledger=ledger,
        outbox=SqliteOutbox(places.ledger),
        mailer=MailFolder(places.outbox),
        address=settings.sender,
        alone=partial(single_run, places.ledger),
    )


def _check_nobodys(workbook: Path, now: datetime) -> None:
    identity = borne(looked_at(workbook, now).parsed.get(OVERVIEW.key))
    if identity.workbook:
        raise StrangeWorkbookError(identity, Identity())


def desk_that_ran(workbook: Path, now: datetime) -> Desk:
    """Return the desk of a workbook that has a ledger, or raise LedgerMissingError."""
    place = Places(workbook).ledger
    if not place.exists():
        looked_at(workbook, now)  # a workbook that is missing is to be said first
        raise LedgerMissingError(place)
    return desk(workbook, now)


def runner_that_looks(workbook: Path) -> Runner:
    """Return a runner for what changes nothing: where there is no ledger, none is made."""
    from chalicelib.adapters.no_ledger import NoLedger  # noqa: PLC0415
    from chalicelib.adapters.sqlite_ledger import SqliteLedger  # noqa: PLC0415
    from chalicelib.adapters.xlsx_workbook import XlsxWorkbook  # noqa: PLC0415

    place = Places(workbook).ledger
    ledger = SqliteLedger(place) if place.exists() else cast("Ledger", NoLedger())
    return Runner(XlsxWorkbook(workbook), ledger)


def new_ledger(places: Places, now: datetime) -> None:
    """Make the ledger of a workbook that has none, under an identity of its own."""
    from chalicelib.adapters.sqlite_ledger import SqliteLedger  # noqa: PLC0415

    places.folder.mkdir(exist_ok=True)
    SqliteLedger.create(places.ledger, f"W-{secrets.token_hex(4)}", now)


def looked_at(workbook: Path, now: datetime) -> Opened:
    """Return a workbook on disk, read and understood; no ledger is asked or made."""
    from chalicelib.adapters.xlsx_workbook import XlsxWorkbook  # noqa: PLC0415

    return opened(XlsxWorkbook(workbook).read(titles()), now)
