"""Builds a desk of its adapters, once, on first use."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from chalicelib.automations.plan import Trust
from chalicelib.desk import Desk, Kept, Owner
from chalicelib.facts import StrangeWorkbookError
from chalicelib.model.problem import Problem
from chalicelib.ports.ledger import Ledger, LedgerMissingError
from chalicelib.ports.mail import Mailer
from chalicelib.ports.workbook import Workbook
from chalicelib.runner import Runner
from chalicelib.settings import (
    KEY,
    GoogleSettings,
    Place,
    Spreadsheet,
    google_from,
    settings_from,
)
from chalicelib.settings_cloud import is_cloud, pages_are_public
from chalicelib.tables.identity import Identity, borne
from chalicelib.tables.workbook import BY_KEY, OVERVIEW
from chalicelib.tables.workbook_read import Opened, opened, titles
from chalicelib.wiring import cloud
from chalicelib.wiring.kept import kept
from chalicelib.wiring.places import Places

if TYPE_CHECKING:
    from chalicelib.adapters.aws.ledger import DynamoLedger
    from chalicelib.adapters.google.client import GoogleClient
    from chalicelib.adapters.sqlite.ledger import SqliteLedger


def place_of(text: str) -> Place:
    """Return the place that a path, a spreadsheet's URL or its id names."""
    from chalicelib.adapters.google.access import is_url, spreadsheet_id  # noqa: PLC0415

    path, found = Path(text), spreadsheet_id(text)
    on_disk = found is None or (not is_url(text) and path.exists())
    return path if on_disk else Spreadsheet(str(found))


def google_settings() -> GoogleSettings:
    """Return what it takes to speak to Google, the key fetched where only its name is set."""
    return google_from({**os.environ, KEY: cloud.plain(os.environ.get(KEY, ""))})


def google_client(settings: GoogleSettings | None = None) -> GoogleClient:
    """Return a client that speaks to Google as the settings say, or else the environment."""
    from chalicelib.adapters.google.access import session_of  # noqa: PLC0415
    from chalicelib.adapters.google.client import GoogleClient as Client  # noqa: PLC0415

    found = settings or google_settings()
    return Client(session_of(found.key, found.endpoint))


def workbook_of(place: Place) -> Workbook:
    """Return the workbook at a place, not opened yet."""
    if isinstance(place, Spreadsheet):
        from chalicelib.adapters.google.workbook import GoogleWorkbook  # noqa: PLC0415

        settings = google_settings()
        return GoogleWorkbook(google_client(settings), place.id, settings.key.address)
    from chalicelib.adapters.xlsx.workbook import XlsxWorkbook  # noqa: PLC0415

    return XlsxWorkbook(place)


def desk(place: Place, now: datetime) -> Desk:
    """Return the desk of a workbook; its ledger is made where there is none yet."""
    workbook = workbook_of(place)
    if not has_ledger(place):
        if not is_in_cloud(place):  # there the first run is soon enough
            _check_nobodys(workbook, now)  # no ledger for what is no workbook, or a copy
        new_ledger(Places(place), now)
    kept, owner = kept_of(place), _owner(place)
    runner = _runner(place, workbook, kept.ledger)
    return Desk(**kept._asdict(), runner=runner, owner=owner)


def _runner(place: Place, workbook: Workbook, ledger: Ledger) -> Runner:
    """Return what runs automations: of a file, whoever is at the machine is the owner."""
    from chalicelib.wiring.questions import questions_of  # noqa: PLC0415

    settings = settings_from(os.environ)
    mine = not isinstance(place, Spreadsheet)
    pages = pages_are_public(os.environ)
    trust = Trust(mine, settings.approvers, pinned=bool(settings.owner), pages=pages)
    return Runner(workbook, ledger, settings.owner, questions_of(place), trust)


def kept_of(place: Place) -> Kept:
    """Return what is kept of a workbook: on this machine, or in the cloud if that is set up."""
    from chalicelib.adapters.lock import single_run  # noqa: PLC0415
    from chalicelib.adapters.sqlite.ledger import SqliteLedger  # noqa: PLC0415
    from chalicelib.adapters.sqlite.outbox import SqliteOutbox  # noqa: PLC0415
    from chalicelib.wiring.answers import way_of  # noqa: PLC0415

    if is_in_cloud(place):
        return kept(place.name)
    at, settings = Places(place), settings_from(os.environ)
    return Kept(
        ledger=SqliteLedger(at.ledger),
        outbox=SqliteOutbox(at.ledger),
        mailer=_mailer(at, settings.smtp),
        address=settings.sender,
        alone=partial(single_run, at.ledger),
        way=way_of(place),
    )


def _mailer(at: Places, smtp: str) -> Mailer:
    """Return what sends the mails of a desk on this machine: a server, or else a folder."""
    if smtp:
        from chalicelib.adapters.smtp import SmtpMailer, smtp_place  # noqa: PLC0415

        return SmtpMailer(smtp_place(smtp))
    from chalicelib.adapters.mail_folder import MailFolder  # noqa: PLC0415

    return MailFolder(at.outbox)


def has_ledger(place: Place) -> bool:
    """Whether a workbook's ledger was made."""
    return _ledger(place).is_made()


def _ledger(place: Place) -> SqliteLedger | DynamoLedger:
    if is_in_cloud(place):
        return cloud.ledger_of(place.name)
    from chalicelib.adapters.sqlite.ledger import SqliteLedger as Made  # noqa: PLC0415

    return Made(Places(place).ledger)


def is_in_cloud(place: Place) -> bool:
    """Whether what is kept of a workbook is kept in the cloud."""
    return isinstance(place, Spreadsheet) and is_cloud(os.environ)


def _owner(place: Place) -> Owner:
    email = settings_from(os.environ).owner
    if not isinstance(place, Spreadsheet):
        return Owner(email)
    bot = google_settings().key.address
    return Owner(email, bot, f"https://docs.google.com/spreadsheets/d/{place.id}/edit")


def _check_nobodys(workbook: Workbook, now: datetime) -> None:
    read = opened(workbook.read(titles()), now)
    identity = borne(read.parsed.get(OVERVIEW.key))
    if identity.workbook:
        raise StrangeWorkbookError(identity, Identity())


def desk_that_ran(workbook: Place, now: datetime) -> Desk:
    """Return the desk of a workbook that has a ledger, or raise LedgerMissingError."""
    if not has_ledger(workbook):
        looked_at(workbook, now)  # a workbook that is missing is to be said first
        raise LedgerMissingError(Places(workbook).ledger)
    return desk(workbook, now)


def runner_that_looks(workbook: Place) -> Runner:
    """Return a runner for what changes nothing: where there is no ledger, none is made."""
    from chalicelib.adapters.no_ledger import NoLedger  # noqa: PLC0415

    ledger = _ledger(workbook) if has_ledger(workbook) else cast("Ledger", NoLedger())
    return _runner(workbook, workbook_of(workbook), ledger)


def rules_gone_of(workbook: Place, read: Opened) -> list[Problem]:
    """Return the rule tabs that a workbook had when it ran, and has no more; none if it never ran."""
    from chalicelib.automations.rules_gone import gone  # noqa: PLC0415

    memories = _ledger(workbook).recall().memories if has_ledger(workbook) else {}
    return gone(read.policies, memories, {key: table.name for key, table in BY_KEY.items()})


def new_ledger(places: Places, now: datetime) -> None:
    """Make the ledger of a workbook that has none, under an identity of its own."""
    from chalicelib.adapters.sqlite.ledger import SqliteLedger  # noqa: PLC0415

    identity = f"W-{secrets.token_hex(4)}"
    if is_in_cloud(places.workbook):
        cloud.new_ledger(places.workbook.name, identity, now)
        return
    if isinstance(places.workbook, Spreadsheet):
        places.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    places.folder.mkdir(exist_ok=True)
    SqliteLedger.create(places.ledger, identity, now)


def looked_at(workbook: Place, now: datetime) -> Opened:
    """Return a workbook, read and understood; no ledger is asked or made."""
    return opened(workbook_of(workbook).read(titles()), now)
