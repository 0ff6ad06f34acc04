from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.model.chain import canonical
from chalicelib.model.intent import Suppression
from chalicelib.model.word import Language
from chalicelib.ports.ledger import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerExistsError,
    LedgerMissingError,
    LedgerNewerError,
    Recording,
)
from tests.adapters.ledger_contract import (
    ADDRESS,
    HOUR,
    NINE,
    OPEN,
    REMINDER,
    Desk,
    LedgerContract,
    changed,
)
from tests.adapters.outbox_contract import OutboxContract


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.xlsx.ledger"


@pytest.fixture
def desk(path):
    return Desk(SqliteLedger.create(path, "w1", NINE), SqliteOutbox(path))


class TestSqliteLedger(LedgerContract):
    """The ledger's contract, on SQLite."""


class TestSqliteOutbox(OutboxContract):
    """The outbox's contract, on SQLite."""


def tampered(path, statement, values=()):
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement, values)
        db.commit()


def test_there_is_one_file_beside_the_workbook(desk, path):
    desk.record(entries=[changed("C-1")])
    assert list(path.parent.iterdir()) == [path]


def test_opening_asks_for_a_ledger_that_is_there(path):
    with pytest.raises(LedgerMissingError):
        SqliteLedger(path).recall()
    assert not path.exists()


def test_a_ledger_is_made_once(desk, path):
    with pytest.raises(LedgerExistsError):
        SqliteLedger.create(path, "w2", NINE)
    assert desk.ledger.recall().workbook == "w1"


def test_a_making_cut_short_is_no_ledger_and_can_be_made_again(path):
    path.touch()
    with pytest.raises(LedgerMissingError):
        SqliteLedger(path).recall()
    assert SqliteLedger.create(path, "w1", NINE).recall().workbook == "w1"


@pytest.mark.parametrize("content", [b"not a ledger at all, just text\n" * 40, None])
def test_another_programs_file_is_left_alone(path, content):
    if content:
        path.write_bytes(content)
    else:
        tampered(path, "CREATE TABLE notes (words TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerBrokenError):
        SqliteLedger(path).recall()
    assert path.read_bytes() == before


def test_a_newer_ledger_says_what_to_do(desk, path):
    tampered(path, "PRAGMA user_version = 7")
    with pytest.raises(LedgerNewerError) as caught:
        desk.ledger.recall()
    (words,) = caught.value.args
    assert "newer" in words.said(Language.EN)
    assert path.name in words.said(Language.ZH)


@pytest.mark.parametrize("form", [1, 2])
def test_a_ledger_of_an_older_form_is_brought_up_when_it_is_opened(desk, path, form):
    desk.record(live=True, intents=[REMINDER], memories={("cases", "C-1"): OPEN})
    before = desk.ledger.recall()
    tampered(path, "DROP TABLE suppressed")
    if form == 1:
        tampered(path, "ALTER TABLE meta DROP COLUMN quiet_until")
    tampered(path, f"PRAGMA user_version = {form}")
    assert desk.ledger.recall() == before
    desk.outbox.suppress(ADDRESS, Suppression.BOUNCED, NINE)
    desk.ledger.quieten(NINE)
    known = desk.ledger.recall()
    assert [one.address for one in known.suppressed] == [ADDRESS]
    assert known.quiet_until == NINE


def test_a_held_ledger_is_busy_and_keeps_what_it_had(desk, path):
    ledger = SqliteLedger(path, wait=0.05)
    head = ledger.recall().head
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusyError):
            ledger.record(Recording("r1", NINE, [changed("C-1")]), head)
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerBusyError):
            ledger.recall()
    assert desk.ledger.recall().head == head


def test_nothing_new_is_not_written(desk, path):
    news = {"memories": {("cases", "C-1"): OPEN}, "revision": "a", "intents": [REMINDER]}
    desk.record(**news)
    before = path.read_bytes(), path.stat().st_mtime_ns
    desk.record(**news)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_each_ledger_has_its_own_digest_of_an_address(desk, path):
    other = SqliteLedger.create(path.with_name("other"), "w2", NINE)
    mine = desk.ledger.digest(ADDRESS)
    assert mine == SqliteLedger(path).digest(ADDRESS.upper())
    assert mine != other.digest(ADDRESS)
    assert ADDRESS not in mine


def test_a_link_is_kept_as_the_bytes_that_its_hash_covers(desk, path):
    desk.record(entries=[changed("C-1")])
    with closing(sqlite3.connect(path)) as db:
        kept = [text for (text,) in db.execute("SELECT entry FROM link ORDER BY number")]
    assert kept == [canonical(link.entry).decode() for link in desk.ledger.links()]


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE link SET entry = replace(entry, 'C-2', 'C-7') WHERE number = 3", (3, "altered")),
        ("UPDATE link SET entry = 'nonsense' WHERE number = 3", (3, "altered")),
        ("UPDATE link SET entry = '[]' WHERE number = 3", (3, "altered")),
        ("UPDATE link SET hash = 'xyz' WHERE number = 3", (3, "altered")),
        ("UPDATE link SET hash = before WHERE number = 5", (5, "altered")),
        ("DELETE FROM link WHERE number = 3", (3, "missing")),
        ("DELETE FROM link WHERE number = 1", (1, "missing")),
        ("DELETE FROM link WHERE number > 3", (4, "cut off")),
        ("DELETE FROM link", (1, "cut off")),
        ("UPDATE link SET number = 9 WHERE number = 3", (3, "missing")),
        ("UPDATE link SET number = -3 WHERE number = 3", (-3, "out of order")),
        ("UPDATE meta SET links = 4", (5, "out of order")),
        ("UPDATE meta SET head = 'ab'", (5, "altered")),
    ],
)
def test_what_was_done_to_the_file_is_found_and_named(desk, path, statement, flaw):
    desk.record(entries=[changed(f"C-{n}") for n in range(1, 5)])
    tampered(path, statement)
    assert desk.ledger.verify() == flaw


def test_a_rewritten_end_is_found_by_the_head(desk, path):
    desk.record(entries=[changed("C-1")])
    other = Desk(SqliteLedger.create(path.with_name("other"), "w1", NINE), None)
    other.record(entries=[changed("C-2")])
    row = list(other.ledger.links())[1]
    forged = canonical(row.entry).decode(), row.hash
    tampered(path, "UPDATE link SET entry = ?, hash = ? WHERE number = 2", forged)
    assert desk.ledger.verify() == (2, "altered")


def test_reading_stops_at_an_entry_made_unreadable(desk, path):
    tampered(path, "UPDATE link SET entry = '{'")
    with pytest.raises(LedgerBrokenError):
        list(desk.ledger.links())


def test_a_forgotten_person_is_not_in_the_file(desk, path):
    desk.record(live=True, intents=[REMINDER])
    desk.outbox.claim("m1", [REMINDER.key], NINE)
    desk.outbox.sent("m1", NINE)
    assert ADDRESS.encode() in path.read_bytes()
    desk.outbox.forget_sent(NINE + HOUR)
    for personal in (ADDRESS, "Ann Lee", "ann.lee", REMINDER.about, REMINDER.why):
        assert personal.encode() not in path.read_bytes()


def test_no_link_row_holds_an_address_or_a_name(desk, path):
    desk.record(live=True, intents=[REMINDER])
    desk.outbox.claim("m1", [REMINDER.key], NINE)
    desk.outbox.sent("m1", NINE)
    with closing(sqlite3.connect(path)) as db:
        rows = str(db.execute("SELECT * FROM link").fetchall()).casefold()
    assert "told" in rows
    assert not any(personal in rows for personal in ("ann", "lee", "example"))
