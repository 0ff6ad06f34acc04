"""Questions on SQLite: the file makes itself, and says where it is broken."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing

import pytest

from chalicelib.adapters.sqlite.questions import SqliteQuestions
from chalicelib.model.question import Asked
from chalicelib.ports.questions import QuestionsError
from tests.adapters.questions_contract import NINE, QuestionsContract, answer, question


@pytest.fixture
def place(tmp_path):
    return tmp_path / "home" / "questions.sqlite3"


class TestSqliteQuestions(QuestionsContract):
    """The contract, on SQLite."""

    @pytest.fixture
    def questions(self, place):
        return SqliteQuestions(place)


def test_only_keeping_makes_a_file(place):
    store = SqliteQuestions(place)
    store.asked()
    store.find("a")
    store.drop(["a"])
    store.answer("a", answer())
    store.keep([])
    assert not place.parent.exists()
    store.keep([question()])
    assert place.exists()


def _told(told):
    place, number = told
    return SqliteQuestions(place).answer(question().id, answer(str(number), NINE))


def test_of_many_programs_that_answer_at_once_one_wins(place):
    SqliteQuestions(place).keep([question()])
    with multiprocessing.get_context("spawn").Pool(2) as crowd:
        won = crowd.map(_told, [(place, number) for number in range(8)], chunksize=1)
    assert sum(won) == 1
    assert SqliteQuestions(place).find(question().id).answer.choice == str(won.index(True))


def test_what_was_dropped_is_not_to_be_found_in_the_file(place):
    store = SqliteQuestions(place)
    store.keep([question(to="somebody@example.com"), question("b")])
    assert b"somebody@example.com" in place.read_bytes()
    store.drop([question().id])
    assert b"somebody@example.com" not in place.read_bytes()


def test_a_file_whose_making_was_cut_short_is_made_anew(place):
    place.parent.mkdir()
    place.touch()
    assert list(SqliteQuestions(place).asked()) == []
    SqliteQuestions(place).keep([question()])
    assert SqliteQuestions(place).find(question().id) == Asked(question())


def test_a_file_that_is_none_is_named(place):
    place.parent.mkdir()
    place.write_bytes(b"not a database at all" * 100)
    for call in (SqliteQuestions(place).asked, lambda: SqliteQuestions(place).keep([question()])):
        with pytest.raises(QuestionsError) as caught:
            call()
        assert caught.value.args == (place,)


def test_a_question_that_cannot_be_read_is_said_to_be_broken(place):
    SqliteQuestions(place).keep([question()])
    with closing(sqlite3.connect(place)) as db, db:
        db.execute("UPDATE question SET question = '{}'")
    with pytest.raises(QuestionsError):
        SqliteQuestions(place).asked()


def test_who_waits_too_long_is_told(place):
    SqliteQuestions(place).keep([question()])
    with closing(sqlite3.connect(place, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(QuestionsError):
            SqliteQuestions(place, wait=0).answer(question().id, answer())
    assert SqliteQuestions(place).answer(question().id, answer())


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(QuestionsError):
        SqliteQuestions(tmp_path / "home" / "questions.sqlite3").keep([question()])
