"""Make and adopt workbooks on disk, and set desks up in spreadsheets."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from chalicelib.model.word import Language, Phrase
from chalicelib.settings import Place, Spreadsheet, settings_from
from chalicelib.tables.cell import Patch, Sheets
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.diff import cell
from chalicelib.tables.identity import REVISION, WORKBOOK, borne
from chalicelib.tables.workbook import OVERVIEW
from chalicelib.tables.workbook_read import opened, titles
from chalicelib.wiring.desk import (
    desk_that_ran,
    has_ledger,
    is_in_cloud,
    new_ledger,
    workbook_of,
)
from chalicelib.wiring.places import Places

if TYPE_CHECKING:
    from chalicelib.adapters.google.setup import SetUp


def make(path: Path, language: Language, *, sample: bool) -> None:
    """Make a new workbook, with a sample desk in it if asked; never overwrite."""
    from chalicelib.adapters.xlsx.new import create  # noqa: PLC0415
    from chalicelib.sample.contents import sample as filled  # noqa: PLC0415

    create(path, language, filled(language) if sample else default_rows(home(language)))


def make_google(place: Spreadsheet, language: Language, *, sample: bool) -> SetUp:
    """Set a desk up in a spreadsheet that is shared with us; complete one that is there."""
    from chalicelib.adapters.google.setup import set_up_as  # noqa: PLC0415
    from chalicelib.adapters.google.setup_wish import Asked  # noqa: PLC0415
    from chalicelib.sample.contents import sample as filled  # noqa: PLC0415
    from chalicelib.wiring.desk import google_client, google_settings  # noqa: PLC0415

    settings, owner = google_settings(), settings_from(os.environ).owner
    asked = Asked(language, filled(language) if sample else None, owner, settings.key.address)
    return set_up_as(asked, google_client(settings), place.id)


def clear_demo(folder: Path) -> None:
    """Remove what an earlier demo left in a folder, and nothing else."""
    from chalicelib.sample.demo import WORKBOOK as DEMO  # noqa: PLC0415

    places = Places(folder / DEMO)
    (folder / DEMO).unlink(missing_ok=True)
    rmtree(places.folder, ignore_errors=True)


def adopt_restored(path: Place, now: datetime) -> None:
    """Let a restored or wiped workbook take the place of the one the ledger knows."""
    sheets = workbook_of(path).read(titles())
    identity = borne(opened(sheets, now).parsed.get(OVERVIEW.key))
    if identity.workbook and not has_ledger(path):
        raise NotItsOwnError(path, NOT_ITS_OWN.fill(file=path))
    desk = desk_that_ran(path, now)
    with desk.alone():
        if identity.workbook not in ("", desk.ledger.recall().workbook):
            raise NotItsOwnError(path, NOT_ITS_OWN.fill(file=path))
        desk.ledger.accept(identity.revision, now, "restored")


NOT_ITS_OWN = Phrase(
    "{file} belongs to another desk: it can only become one of its own."
    " Run: aftersheet adopt {file} --as-copy",
    "{file} 属于另一个客服台：只能作为副本独立使用。请运行：aftersheet adopt {file} --as-copy",
)


class NotItsOwnError(ValueError):
    """The workbook belongs to another desk; carries what to do, in words."""


def adopt_copy(path: Place, now: datetime) -> None:
    """Give a copied workbook an identity and a ledger of its own; nothing else changes.

    A ledger that is kept in the cloud under the same spreadsheet goes on, and says so.
    """
    places = Places(path)
    workbook = workbook_of(path)
    sheets = workbook.read(titles())
    workbook.write(sheets, _nameless(sheets, now))
    if is_in_cloud(path) and has_ledger(path):
        desk = desk_that_ran(path, now)
        with desk.alone():
            desk.ledger.accept("", now, "copied")
        return
    if places.folder.exists():
        places.folder.rename(places.folder.with_name(f"{places.folder.name}.{now:%Y%m%d%H%M%S}"))
    new_ledger(places, now)


def _nameless(sheets: Sheets, now: datetime) -> list[Patch]:
    """Return the cells to clear for a workbook to say nothing of whose it is."""
    overview = opened(sheets, now).parsed.get(OVERVIEW.key)
    if overview is None or "words" not in overview.at:
        return []
    index, topic = overview.at["words"], overview.at["topic"]
    names = {*WORKBOOK, *REVISION}
    return [
        Patch(OVERVIEW.key, row, index + 1, cell(overview.grid, row, index), None)
        for row in range(2, len(overview.grid.rows) + 1)
        if cell(overview.grid, row, topic) in names
    ]
