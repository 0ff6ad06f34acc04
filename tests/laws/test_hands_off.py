"""Law 2: whatever people type and whenever we run, their cells stay theirs, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from chalicelib.automations.plan import Change, Plan
from chalicelib.runner import Runner
from chalicelib.tables.cell import folded
from chalicelib.tables.codecs import LIST
from chalicelib.tables.diff import NotOurColumnError
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import CASES, SHIPMENTS, TABS
from tests.laws.desks import MESSY, MONDAY, SOME, books, good, lines
from tests.memory import desk_of, small_book, theirs

THEIRS = [t for t in TABS if t.room is not Room.DESK]
RECORDS = [t for t in TABS if t.room is Room.RECORDS]
STEPS = st.sampled_from([0, 1, 60, 480, 1440, 10_000])


class HandsOff(RuleBasedStateMachine):
    """People type, sort, drop, double and empty; the desk runs and may be disturbed."""

    @initialize(book=books())
    def begin(self, book):
        self.folder = TemporaryDirectory()
        self.now = MONDAY
        self.book = book
        self.desk = desk_of(book, Path(self.folder.name), self.now)

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(data=st.data(), table=st.sampled_from(RECORDS), messy=st.booleans())
    def somebody_types(self, data, table, messy):
        column = data.draw(st.sampled_from(table.columns))
        cell = data.draw(MESSY if messy else good(column, self.book.locale))
        self.into(data, table, column.key, cell)

    @rule(data=st.data(), table=st.sampled_from(THEIRS))
    def somebody_types_into_any_tab(self, data, table):
        column = data.draw(st.sampled_from(table.columns))
        self.into(data, table, column.key, data.draw(MESSY))

    def into(self, data, table, key, cell):
        rows = self.book.rows(table)
        if folded(key) and len(rows) > 1 and key in self.there(table):
            row = data.draw(st.sampled_from(rows[1:]))
            row.extend([None] * (self.book.column(table, key) + 1 - len(row)))
            row[self.book.column(table, key)] = cell
            self.book.state += 1

    def there(self, table):
        return {table.headings.get(folded(said)) for said in self.book.rows(table)[0]}

    @rule(data=st.data(), table=st.sampled_from(RECORDS))
    def somebody_adds_a_row(self, data, table):
        cells = data.draw(lines(table, self.book.locale))
        there = self.there(table)
        self.book.added(table, **{k: v for k, v in cells.items() if k in there})

    @rule(table=st.sampled_from(RECORDS), chance=st.randoms(use_true_random=False))
    def somebody_sorts(self, table, chance):
        self.book.arranged(table, lambda rows: chance.sample(rows, len(rows)))

    @rule(table=st.sampled_from(THEIRS), chance=st.randoms(use_true_random=False))
    def somebody_drops_or_doubles_rows(self, table, chance):
        self.book.arranged(
            table, lambda rows: [list(r) for r in chance.choices(rows, k=len(rows))] if rows else []
        )

    @rule(table=st.sampled_from(RECORDS), chance=st.randoms(use_true_random=False))
    def somebody_moves_a_column(self, table, chance):
        rows = self.book.rows(table)
        width = max(map(len, rows))
        one, other = chance.sample(range(width), 2)
        for row in rows:
            row.extend([None] * (width - len(row)))
            row[one], row[other] = row[other], row[one]
        self.book.state += 1

    @rule(table=st.sampled_from(THEIRS), place=st.integers(0, 30), heading=st.text(max_size=5))
    def somebody_renames_a_heading(self, table, place, heading):
        headings = self.book.rows(table)[0]
        headings[place % len(headings)] = heading
        self.book.state += 1

    @rule(step=STEPS)
    def the_desk_runs(self, step):
        self.now += timedelta(minutes=step)
        self.look()
        self.desk.run("round", self.now)
        self.nothing_of_theirs_changed()

    @rule(step=STEPS, table=st.sampled_from(RECORDS))
    def the_desk_runs_while_somebody_saves(self, step, table):
        there = self.there(table) & {"id", "owner"}
        self.book.meanwhile.append(self.look)
        self.book.meanwhile.append(lambda: self.book.added(table, **dict.fromkeys(there, "N")))
        self.the_desk_runs(step)
        self.book.meanwhile.clear()

    def look(self):
        """Look at the sheet as people left it."""
        self.before, self.blank = theirs(self.book), self.blank_ids()

    def nothing_of_theirs_changed(self):
        after = theirs(self.book)
        given = {place: said for place, said in after.items() if place not in self.before}
        assert {place: after.get(place) for place in self.before} == self.before
        assert given.keys() <= self.blank.keys()
        assert all(said[1].startswith(f"'{self.blank[place]}-") for place, said in given.items())

    def blank_ids(self):
        """Return the empty id cells of filled rows, with what an id given there begins with."""
        filled = {(title, row) for title, row, _ in theirs(self.book)}
        known = theirs(self.book)
        places = {}
        for table in THEIRS:
            if "id" in self.there(table) and table.prefix:
                title = next(t for t in self.book.tabs if folded(t) in map(folded, table.name))
                index = self.book.column(table, "id")
                rows = [row for name, row in filled if name == title and row]
                places |= {(title, row, index): table.prefix for row in rows}
        return {place: prefix for place, prefix in places.items() if place not in known}


TestHandsOff = HandsOff.TestCase
TestHandsOff.settings = SOME


@pytest.mark.parametrize("table", [CASES, SHIPMENTS])
def test_an_automation_that_would_change_what_is_not_ours_is_stopped(table, tmp_path):
    for column in table.own:
        if column.owner is Owner.DESK or column.key == "id":
            continue
        book = small_book(**{table.key: [{"id": "K-1"}]})
        desk = desk_of(book, tmp_path / column.key, MONDAY) if _folder(tmp_path, column) else None
        before, links = theirs(book), len(list(desk.ledger.links()))
        with pytest.raises(NotOurColumnError):
            Runner(book, desk.ledger).run(_meddling(table, column), MONDAY)
        assert theirs(book) == before
        assert len(list(desk.ledger.links())) == links


def _folder(folder, column):
    (folder / column.key).mkdir()
    return True


def _meddling(table, column):
    """Return an automation that would fill in a column of people."""
    values = {"text": "x", "id": "x", "amount": 1, "choice": None, "duration": timedelta(1)}
    value = values.get(column.codec.shape, MONDAY)
    if column.codec.choices:
        value = next(iter(column.codec.choices))
    if column.codec is LIST:
        value = ("x",)

    def automation(facts):
        rows = next(rows for rows in facts.tabs if rows.key == table.key)
        (record,) = rows.records
        return Plan([Change(table.key, record, replace(record, **{column.key: value}))])

    return automation
