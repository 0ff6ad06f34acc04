"""Law 1: our columns follow from people's columns, rulebook, ledger and now, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.desk import Desk
from chalicelib.model.word import Language
from chalicelib.tables.cell import folded
from chalicelib.tables.codec import Locale
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import CLOCKS, PROBLEMS, RETURNS, TABS
from tests.laws.desks import MONDAY, NOWS, SOME, books
from tests.memory import MemoryWorkbook, Plan, at, desk_of, identifies, shown, small_book

GARBAGE = st.sampled_from(["", "overdue", "已超时", "nonsense", 46_100.25, True, "K-1"])


@contextmanager
def desk_for(book: MemoryWorkbook, start: object) -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        yield desk_of(book, Path(folder), start)


@SOME
@given(books(), NOWS)
def test_a_second_run_at_the_same_instant_changes_nothing(book, now):
    with desk_for(book, now) as desk:
        desk.run("round", now)
        before, links = deepcopy(book.tabs), len(list(desk.ledger.links()))
        mails = len(desk.mailer.mails)
        again = desk.run("round", now).report
        assert (again.written.cells, again.told, again.withdrawn) == (0, 0, 0)
        assert (again.plan.memories, again.plan.intents) == ({}, [])
        assert book.tabs == before
        assert len(list(desk.ledger.links())) == links
        assert len(desk.mailer.mails) == mails


@SOME
@given(books(), NOWS, GARBAGE, st.randoms(use_true_random=False))
def test_what_is_garbled_in_our_cells_is_restored(book, now, garbage, chance):
    with desk_for(book, now) as desk:
        desk.run("round", now)
        true = shown(book)
        garble(book, garbage, chance)
        report = desk.run("round", now).report
        assert shown(book) == true
        assert report.plan.memories == {}


@pytest.mark.parametrize(
    ("column", "garbage"),
    [
        ("state", "overdue"),
        ("state", " 已超时"),
        ("due", "2026-03-03 09:00"),
        ("due", "2026年3月3日 09:00"),
        ("why", 7.0),
    ],
)
def test_what_reads_as_ours_but_is_written_otherwise_is_restored(column, garbage):
    book = small_book(
        Plan(Locale(Language.ZH, ZoneInfo("Asia/Shanghai"), "EUR")),
        returns=[{"id": "R-1", "status": "asked", "owner": "Anna", "asked": "2026-03-02 09:00"}],
    )
    now = MONDAY + timedelta(days=2)
    with desk_for(book, now) as desk:
        desk.run("round", now)
        true = shown(book)
        book.typed(RETURNS, "R-1", **{column: garbage})
        assert shown(book) != true
        desk.run("round", now)
        assert shown(book) == true


def garble(book, garbage, chance):
    """Let somebody type over cells that are ours, and below our listings."""
    for table in TABS:
        ours = [book.column(table, c.key) for c in table.columns if c.owner is Owner.DESK]
        below = [[], []] if table in (CLOCKS, PROBLEMS) else []
        rows = book.rows(table)
        rows += below
        for row in rows[1:]:
            if ours and not identifies(row):
                row.extend([None] * (max(ours) + 1 - len(row)))
                scribble(row, [n for n in ours if chance.random() < 0.7], garbage)
    book.state += 1


def scribble(row, places, garbage):
    for place in places:
        row[place] = garbage


def faces(book):
    """Return what our columns say of each record, wherever it stands."""
    out = []
    for table in TABS:
        if table.faced:
            rows = book.rows(table)
            keys = [book.column(table, c.key) for c in (table.fields["id"], *table.desk)]
            out += [(table.key, *(at(row, key) for key in keys)) for row in rows[1:]]
    return sorted(out, key=repr), book.rows(CLOCKS)[1:]


@SOME
@given(books(messy=False), NOWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(book, now, chance):
    other = deepcopy(book)
    shuffle(other, chance)
    with desk_for(book, now) as one, desk_for(other, now) as two:
        ours, theirs = one.run("round", now), two.run("round", now)
        assert faces(other) == faces(book)
        assert keys(theirs.report) == keys(ours.report)


def keys(report):
    return sorted(intent.key for intent in report.plan.intents)


def shuffle(book: MemoryWorkbook, chance: Random) -> None:
    """Sort the rows of the record tabs anew, and the columns with an own one among them."""
    for table in TABS:
        if table.room is Room.RECORDS:
            rows = book.rows(table)
            width = len(rows[0])
            order = chance.sample(range(width), width)
            moved = [["ours", *(at(row, n) for n in order)] for row in rows]
            rows[:] = [moved[0], *chance.sample(moved[1:], len(rows) - 1)]


@SOME
@given(books(), NOWS, st.randoms(use_true_random=False))
def test_the_language_of_titles_and_headings_does_not_matter(book, now, chance):
    other = deepcopy(book)
    translate(other, chance)
    with desk_for(book, now) as one, desk_for(other, now) as two:
        ours, theirs = one.run("round", now), two.run("round", now)
        assert body(other) == body(book)
        assert keys(theirs.report) == keys(ours.report)


def translate(book: MemoryWorkbook, chance: Random) -> None:
    """Give tabs and columns, some of them, their other name, written in any case."""
    for table in TABS:
        rows = book.rows(table)
        for index, said in enumerate(rows[0]):
            key = table.headings[folded(said)]
            language = chance.choice(list(Language))
            rows[0][index] = f" {table.fields[key].heading.said(language).upper()} "
    book.tabs = {_renamed(title, chance): rows for title, rows in book.tabs.items()}


def _renamed(title: str, chance: Random) -> str:
    table = next(t for t in TABS if folded(title) in map(folded, t.name))
    return table.name.said(chance.choice(list(Language)))


def body(book):
    """Return all cells below the headings, tabs in the order of the workbook."""
    return [rows[1:] for rows in shown(book).values()]
