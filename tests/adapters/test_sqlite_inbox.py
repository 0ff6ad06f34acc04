"""The inbox on SQLite: makes itself, forgets what ran out, and says where it is broken."""

import sqlite3
from contextlib import closing
from functools import partial

import pytest

from chalicelib.adapters.sqlite.inbox import SqliteInbox
from chalicelib.intake.marks import hint
from chalicelib.ports.inbox import InboxError, Mark
from tests.adapters.inbox_contract import NINE, SECOND, TEN, InboxContract
from tests.intake.fake_inbox import MemoryInbox


@pytest.fixture
def place(tmp_path):
    return tmp_path / "home" / "inbox.sqlite3"


class TestSqliteInbox(InboxContract):
    """The contract, on SQLite."""

    @pytest.fixture
    def inbox(self, place):
        return SqliteInbox(place)


class TestMemoryInbox(InboxContract):
    """The contract, on the fake of the tests."""

    @pytest.fixture
    def inbox(self):
        return MemoryInbox()


def test_another_program_sees_what_was_heard(place):
    SqliteInbox(place).revise("S-1", partial(hint, now=NINE))
    SqliteInbox(place).take("n1", TEN, NINE)
    assert SqliteInbox(place).mark("S-1") == Mark(NINE, NINE)
    assert not SqliteInbox(place).take("n1", TEN, NINE)


def test_nonces_that_ran_out_take_no_room(place):
    inbox = SqliteInbox(place)
    for number in range(50):
        inbox.take(f"n{number}", NINE + (number + 1) * SECOND, NINE + number * SECOND)
    with closing(sqlite3.connect(place)) as db:
        assert db.execute("SELECT count(*) FROM nonce").fetchone() == (1,)


def test_a_file_that_is_no_inbox_is_named(place):
    place.parent.mkdir()
    place.write_bytes(b"not a database at all" * 100)
    with pytest.raises(InboxError) as caught:
        SqliteInbox(place).mark("S-1")
    assert caught.value.args == (place,)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(InboxError):
        SqliteInbox(tmp_path / "home" / "inbox.sqlite3").take("n1", TEN, NINE)
