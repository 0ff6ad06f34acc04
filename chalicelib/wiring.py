"""Builds a desk of its adapters, once, on first use."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from chalicelib.desk import Desk, Owner
from chalicelib.ports import Ledger, LedgerMissingError, Workbook
from chalicelib.runner import Runner, StrangeWorkbookError
from chalicelib.settings import (
    GoogleSettings,
    Place,
    Settings,
    Spreadsheet,
    from_environment,
    google_from,
    home_from,
    settings_of,
)
from chalicelib.tables.identity import Identity, borne
from chalicelib.tables.workbook import OVERVIEW
from chalicelib.tables.workbook_read import Opened, opened, titles

if TYPE_CHECKING:
    from chalicelib.adapters.google.client import GoogleClient


class Places(NamedTuple):
    """Where a workbook keeps what belongs to it.

    A workbook on disk has a folder of its name beside it, a spreadsheet one of its id at home.
    """

    workbook: Place

    @property
    def folder(self) -> Path:
        """The folder of the ledger and the mails."""
        if isinstance(self.workbook, Spreadsheet):
            return home_from(os.environ) / self.workbook.id
        return self.workbook.with_name(f"{self.workbook.stem}.aftersheet")

    @property
    def ledger(self) -> Path:
        """The desk's memory."""
        return self.folder / "ledger.sqlite3"

    @property
    def outbox(self) -> Path:
        """Mails as files, with index.html to look at them."""
        return self.folder / "outbox"


def place_of(text: str) -> Place:
    """Return the place that a path, a spreadsheet's URL or its id names."""
    from chalicelib.adapters.google.access import is_url, spreadsheet_id  # noqa: PLC0415

    path, found = Path(text), spreadsheet_id(text)
    on_disk = found is None or (not is_url(text) and path.exists())
    return path if on_disk else Spreadsheet(str(found))


def google_client(settings: GoogleSettings | None = None) -> GoogleClient:
    """Return a client that speaks to Google as the settings say, or else the environment."""
    from chalicelib.adapters.google.access import session_of  # noqa: PLC0415
    from chalicelib.adapters.google.client import GoogleClient as Client  # noqa: PLC0415

    found = settings or google_from(os.environ)
    return Client(session_of(found.key, found.endpoint))


def workbook_of(place: Place) -> Workbook:
    """Return the workbook at a place, not opened yet."""
    if isinstance(place, Spreadsheet):
        from chalicelib.adapters.google.workbook import GoogleWorkbook  # noqa: PLC0415

        settings = google_from(os.environ)
        return GoogleWorkbook(google_client(settings), place.id, settings.key.address)
    from chalicelib.adapters.xlsx.workbook import XlsxWorkbook  # noqa: PLC0415

    return XlsxWorkbook(place)


def desk(workbook: Place, now: datetime) -> Desk:
    """Return the desk of a workbook; its ledger is made where there is none yet."""
    return _embedded(settings_of(workbook, os.environ), now)


@cache
def container_desk() -> Desk:
    """Return the desk that this container serves, as the environment says."""
    from datetime import UTC  # noqa: PLC0415

    return _embedded(from_environment(os.environ, place_of), datetime.now(UTC))


def _embedded(settings: Settings, now: datetime) -> Desk:
    from chalicelib.adapters.lock import single_run  # noqa: PLC0415
    from chalicelib.adapters.mail_folder import MailFolder  # noqa: PLC0415
    from chalicelib.adapters.sqlite.ledger import SqliteLedger  # noqa: PLC0415
    from chalicelib.adapters.sqlite.outbox import SqliteOutbox  # noqa: PLC0415

    places = Places(settings.workbook)
    workbook = workbook_of(settings.workbook)
    ledger = SqliteLedger(places.ledger)
    if not ledger.is_made():
        _check_nobodys(workbook, now)  # no ledger for what is no workbook, or a copy
        new_ledger(places, now)
    return Desk(
        runner=Runner(workbook, ledger),
        ledger=ledger,
        outbox=SqliteOutbox(places.ledger),
        mailer=MailFolder(places.outbox),
        address=settings.sender,
        owner=_owner(settings),
        alone=partial(single_run, places.ledger),
    )


def _owner(settings: Settings) -> Owner:
    place = settings.workbook
    if not isinstance(place, Spreadsheet):
        return Owner(settings.owner)
    bot = google_from(os.environ).key.address
    return Owner(settings.owner, bot, f"https://docs.google.com/spreadsheets/d/{place.id}/edit")


def _check_nobodys(workbook: Workbook, now: datetime) -> None:
    read = opened(workbook.read(titles()), now)
    identity = borne(read.parsed.get(OVERVIEW.key))
    if identity.workbook:
        raise StrangeWorkbookError(identity, Identity())


def desk_that_ran(workbook: Place, now: datetime) -> Desk:
    """Return the desk of a workbook that has a ledger, or raise LedgerMissingError."""
    place = Places(workbook).ledger
    if not place.exists():
        looked_at(workbook, now)  # a workbook that is missing is to be said first
        raise LedgerMissingError(place)
    return desk(workbook, now)


def runner_that_looks(workbook: Place) -> Runner:
    """Return a runner for what changes nothing: where there is no ledger, none is made."""
    from chalicelib.adapters.no_ledger import NoLedger  # noqa: PLC0415
    from chalicelib.adapters.sqlite.ledger import SqliteLedger  # noqa: PLC0415

    place = Places(workbook).ledger
    ledger = SqliteLedger(place) if place.exists() else cast("Ledger", NoLedger())
    return Runner(workbook_of(workbook), ledger)


def new_ledger(places: Places, now: datetime) -> None:
    """Make the ledger of a workbook that has none, under an identity of its own."""
    from chalicelib.adapters.sqlite.ledger import SqliteLedger  # noqa: PLC0415

    if isinstance(places.workbook, Spreadsheet):
        places.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    places.folder.mkdir(exist_ok=True)
    SqliteLedger.create(places.ledger, f"W-{secrets.token_hex(4)}", now)


def looked_at(workbook: Place, now: datetime) -> Opened:
    """Return a workbook, read and understood; no ledger is asked or made."""
    return opened(workbook_of(workbook).read(titles()), now)
