"""A workbook that cannot be opened any more: its owner is told once, and again after it was well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.desk import Owner
from chalicelib.ports.workbook import WorkbookMissingError, WorkbookRefusedError
from tests.memory import desk_of, small_book

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINK = "https://docs.google.com/spreadsheets/d/abc/edit"


class Book:
    """A workbook in memory that can be lost."""

    def __init__(self):
        self.inner = small_book(cases=[{"id": "C-1", "status": "open"}])
        self.error = None

    def read(self, titles):
        if self.error:
            raise self.error
        return self.inner.read(titles)

    def __getattr__(self, name):
        return getattr(self.inner, name)


@pytest.fixture
def book():
    return Book()


@pytest.fixture
def desk(book, tmp_path):
    made = desk_of(book, tmp_path, NINE)
    return replace(made, owner=Owner("boss@shop.example", "bot@desk.example", LINK))


def subjects(desk):
    return [i for i, status, _ in desk.outbox.listed() if i.kind.name == "LAYOUT"]


@pytest.mark.parametrize("error", [WorkbookRefusedError("no"), WorkbookMissingError("gone")])
def test_the_owner_is_told_once_and_the_error_stays(desk, book, error):
    desk.run("round", NINE)
    book.error = error
    for hours in (1, 2, 3):
        with pytest.raises(type(error)):
            desk.run("round", NINE + hours * HOUR)
    (told,) = subjects(desk)
    assert (told.to, told.link) == ("boss@shop.example", LINK)
    assert "bot@desk.example" in told.step


def test_it_is_told_again_after_it_was_well(desk, book):
    for hour, error in enumerate([None, WorkbookMissingError("gone"), None] * 2):
        book.error = error
        if error is None:
            desk.run("round", NINE + hour * HOUR)
        else:
            with pytest.raises(WorkbookMissingError):
                desk.run("round", NINE + hour * HOUR)
    assert len(subjects(desk)) == 2


def test_a_run_that_saw_nothing_does_not_count_as_having_looked(desk, book):
    desk.run("round", NINE)
    book.error = WorkbookMissingError("gone")
    with pytest.raises(WorkbookMissingError):
        desk.run("round", NINE + HOUR)
    assert desk.ledger.recall().last_run == NINE


def test_nobody_is_told_where_no_owner_is_pinned(book, tmp_path):
    desk = desk_of(book, tmp_path, NINE)
    book.error = WorkbookRefusedError("no")
    with pytest.raises(WorkbookRefusedError):
        desk.run("round", NINE)
    assert subjects(desk) == []
