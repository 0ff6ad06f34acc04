"""A run may be killed at any step: run again, and it is the same sheet, the same mails once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.tables.cell import Patch, folded
from chalicelib.tables.identity import REVISION
from chalicelib.tables.workbook import CASES
from chalicelib.tables.workbook_read import titles
from chalicelib.wiring.desk import Places, desk
from tests.adapters.workbook_contract import levelled
from tests.adapters.xlsx_made import by_openpyxl
from tests.laws.desks import MONDAY
from tests.memory import small_book

ROOT = Path(__file__).parents[2]
LATER = MONDAY + timedelta(hours=30)
ROWS = {
    "cases": [
        {"id": "C-1", "status": "open", "owner": "Anna", "opened": MONDAY},
        {"id": "", "status": "new", "owner": "Max", "opened": MONDAY, "customer": "Zoë Q."},
        {"id": "C-3", "status": "waiting on customer", "owner": "Li Na", "opened": MONDAY},
        {"id": "C-4", "status": "someday", "owner": "Anna", "opened": "31/02/2026"},
    ],
    "shipments": [{"id": "", "status": "in transit", "owner": "Anna", "anomaly_seen": MONDAY}],
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


def new_desk(folder):
    """Save a workbook as a team begins with it."""
    book = small_book(**ROWS)
    folder.mkdir()
    return by_openpyxl(folder / "desk.xlsx", book.tabs)


def lived_in(folder):
    """Let a desk run live for a while, then let people go on typing."""
    path = new_desk(folder)
    desk(path, MONDAY).go_live(MONDAY)
    desk(path, MONDAY).run("sla_sweep", MONDAY + timedelta(minutes=1))
    book = XlsxWorkbook(path)
    status = [column.key for column in CASES.columns].index("status") + 1
    book.write(book.read(titles()), [Patch("cases", 4, status, "waiting on customer", "open")])


@pytest.fixture(params=["the first run of all", "a run of a live desk"], scope="module")
def killings(request, tmp_path_factory):
    """Return the folder of desks whose runs were killed, the instant, and each killed step."""
    folder, now = tmp_path_factory.mktemp("desks"), LATER
    if request.param == "the first run of all":
        desk(new_desk(folder / "whole"), MONDAY)
    else:
        lived_in(folder / "whole")
    command = [sys.executable, "-m", "tests.crash.driver", str(folder), now.isoformat()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return folder, now, [json.loads(line) for line in done.stdout.splitlines()]


class Found(NamedTuple):
    """All that a desk leaves behind."""

    sheet: dict[str, Any]
    files: list[str]
    mails: dict[str, bytes]
    preview: bytes
    reminders: dict[str, str]
    entries: Counter[str]
    memories: Any


def found(folder):
    """Return what a desk left behind, but for the mark of its revision."""
    path = folder / "desk.xlsx"
    places, mails = Places(path), {}
    for place in places.outbox.glob("*.eml"):
        raw = place.read_bytes()
        name = message_from_bytes(raw, policy=default)["Message-ID"]
        assert name not in mails, "one mail stands in two files"
        mails[name] = raw
    ledger = SqliteLedger(places.ledger)
    assert ledger.verify() is None
    return Found(
        {key: levelled(_unmarked(grid.rows)) for key, grid in _grids(path).items()},
        sorted(str(place.relative_to(folder)) for place in folder.rglob("*")),
        mails,
        (places.outbox / "index.html").read_bytes(),
        {intent.key: status for intent, status, _ in SqliteOutbox(places.ledger).listed()},
        Counter(repr(link.entry._replace(run="")) for link in ledger.links()),
        ledger.recall().memories,
    )


def _grids(path):
    return XlsxWorkbook(path).read(titles()).grids


def _unmarked(rows):
    return [row for row in rows if folded(row[0]) not in map(folded, REVISION)]


def same(one, other, where):
    """Compare part by part, so that a difference is named."""
    for part in Found._fields:
        assert getattr(one, part) == getattr(other, part), (part, where)


def test_killed_at_any_step_the_next_run_makes_it_good(killings):
    folder, now, steps = killings
    *cut_short, (last, _) = steps
    whole = found(folder / str(last))
    assert len(whole.mails) == len(set(whole.mails)) > 0
    assert "sent" in whole.reminders.values()
    for step, where in cut_short:
        place = folder / str(step)
        desk(place / "desk.xlsx", now).run("sla_sweep", now)
        same(found(place), whole, where)
    each_step_was_tried({where for _, where in steps})
    what_was_made_good_stays_so(folder / str(last), now)


def each_step_was_tried(where):
    acts = ("record", "write", "replacing a file", "claim", "send", "sent")
    assert {f"{when} {act}" for when in ("before", "after") for act in acts} <= where


def what_was_made_good_stays_so(place, now):
    before = found(place)
    assert desk(place / "desk.xlsx", now).run("sla_sweep", now).report.written.cells == 0
    same(found(place), before, "")


def test_a_ledger_whose_making_was_cut_short_is_made(tmp_path):
    path = new_desk(tmp_path / "new")
    Places(path).folder.mkdir()
    Places(path).ledger.touch()
    assert desk(path, MONDAY).run("sla_sweep", MONDAY).report.written.cells > 0
