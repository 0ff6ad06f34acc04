"""Strict mode: nothing of ours is ever written into a row of people, whatever happens."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from chalicelib.tables.workbook import CASES, DESK
from tests.laws.desks import MONDAY, NOWS, SOME, books
from tests.laws.test_hands_off import HandsOff
from tests.laws.test_projection import scribble
from tests.memory import at, desk_of, small_book
from tests.strict_book import FACED, StrictBook

FEW = settings(SOME, max_examples=max(10, SOME.max_examples // 2))


class Strict(HandsOff):
    """People do all that they do to a desk, which is in strict mode as long as they leave it so."""

    @initialize(book=books())
    def begin(self, book):
        self.folder = TemporaryDirectory()
        self.now = MONDAY
        self.book = StrictBook(book)
        self.desk = desk_of(self.book, Path(self.folder.name), self.now)

    @invariant()
    def nothing_of_ours_stands_in_a_row(self):
        if hasattr(self, "book"):
            assert self.book.strays == []


TestStrict = Strict.TestCase
TestStrict.settings = FEW


@FEW
@given(books(), NOWS)
def test_rows_show_what_they_would_show_without_strict_mode(book, now):
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        strict = StrictBook(book)
        desk_of(book, Path(one), now).run("round", now)
        desk_of(strict, Path(other), now).run("round", now)
        for table in FACED:
            for key in ("state", "due", "clock", "why"):
                shown = strict.shows(table, key)
                for name in named_once(book, table):
                    assert shown[name] == book.cell(table, name, key)


def named_once(book, table):
    """Return the ids of records that a lookup can tell apart."""
    ids = [row[0] for row in book.rows(table)[1:] if row and isinstance(row[0], str) and row[0]]
    return [name for name in ids if ids.count(name) == 1]


@FEW
@given(books(), NOWS, st.randoms(use_true_random=False))
def test_a_second_run_writes_nothing_and_a_garbled_desk_tab_is_restored(book, now, chance):
    with TemporaryDirectory() as folder:
        strict = StrictBook(book)
        desk = desk_of(strict, Path(folder), now)
        desk.run("round", now)
        assert desk.run("round", now).report.written.cells == 0
        before = lines(strict)
        strict.arranged(DESK, lambda rows: chance.sample(rows, len(rows)))
        for row in strict.rows(DESK)[1:]:
            scribble(row, chance.sample(range(5), 2), chance.choice(["", "K-1", 4.5, "overdue"]))
        strict.state += 1
        desk.run("round", now)
        assert lines(strict) == before


def lines(book):
    """Return the lines of the Desk tab, in no order."""
    cells = ([at(row, n) for n in range(5)] for row in book.rows(DESK)[1:])
    return sorted([row for row in cells if any(row)], key=repr)


def test_rows_that_are_sorted_while_the_desk_writes_keep_their_own_faces(tmp_path):
    rows = [{"id": n, "status": "new", "opened": MONDAY, "owner": "Anna"} for n in ("C-1", "C-2")]
    book = StrictBook(small_book(cases=[*rows, {"id": "C-3", "status": "closed"}]))
    desk = desk_of(book, tmp_path, MONDAY)
    desk.run("round", MONDAY)
    shown = book.shows(CASES)
    book.arranged(CASES, lambda held: held[::-1])
    assert book.shows(CASES) == shown
    assert [*shown.values()] == ["on track", "on track", "cannot tell"]
