"""A new spreadsheet that its owner shared with the desk, and what stands in it afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy

import pytest

from chalicelib.adapters.google import dress_wish
from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.layout import TAG
from chalicelib.adapters.google.setup import set_up
from chalicelib.model.word import Language
from chalicelib.tables.workbook import DESK, TABS
from tests.google import sheet, transport
from tests.google.clock import VirtualClock
from tests.google.person import Ours, Person
from tests.google.server import Service
from tests.google.state import World, blank_sheet

ANNA = "anna@shop.example"
READS = {"reads", "drive"}
USUAL = [table for table in TABS if table is not DESK]
"""The tabs of a desk that is not in strict mode."""


@contextmanager
def small_tabs(rows=20, **more):
    """Let new tabs have few rows, by key other ones, so that the test server has less to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dress_wish, "MOST_TABS_HAVE", rows)
        patch.setattr(dress_wish, "ROWS", more)
        yield


class Shared:
    """A spreadsheet on the test server, with Anna at the keyboard."""

    def __init__(self, tabs=None, *, zone="Europe/Berlin", locale="de_DE"):
        self.take(World())
        self.book = sheet.create(self.service.world, "Our desk", owner=ANNA)
        self.book.zone, self.book.locale = zone, locale
        for number, (title, rows) in enumerate((tabs or {}).items(), start=1):
            self.put(number, title, rows)
        if tabs:
            del self.book.sheets[0]

    def take(self, world):
        """Stand on a world, whose only spreadsheet it is about."""
        self.service, clock = Service(world), VirtualClock()
        watch = Watch(clock.monotonic, clock.sleep, lambda: 0.5)
        self.client = GoogleClient(transport.session(self.service), watch)
        self.book = next(iter(world.spreadsheets.values()), None)
        self.person = None

    def double(self):
        """Return another one that is just like this, and shares nothing with it."""
        made = self.__class__.__new__(self.__class__)
        made.take(deepcopy(self.service.world))
        return made

    def put(self, number, title, rows):
        made = blank_sheet(number, title, max(len(rows), 20), 12)
        self.book.sheets.append(made)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    made.rows[r].touch(c).value = cell

    def set_up(self, language=Language.EN, contents=None, script=None):
        """Set the desk up while Anna watches every cell that is there."""
        return self.watched(
            Ours(), lambda: set_up(self.client, self.book.id, language, contents), script
        )

    def watched(self, ours, act, script=None, spared=lambda _: False):
        """Let something be done while Anna watches all cells but a few."""
        self.person = Person(script, ours=ours, closely=True).beside(self.service)
        done = act()
        assert [t for t in self.person.trespasses() if not spared(t)] == []
        assert self.service.violations == []
        self.service.before.remove(self.person.before)
        self.service.after.remove(self.person.after)
        return done

    def does(self, *deeds):
        """Let Anna do something; return what she did, in words."""
        return [deed.do(self.service.world, self.book) for deed in deeds]

    def tab(self, title):
        return self.book.by_title(title)

    def titles(self):
        return [made.title for made in self.book.sheets]

    def headings(self, title):
        made = self.tab(title)
        return [made.value(0, n) for n in range(len(made.columns))]

    def column(self, title, heading):
        return self.headings(title).index(heading)

    def cell(self, title, row, heading):
        """Return a cell by its row as people count, and its heading."""
        return self.tab(title).cell(row - 1, self.column(title, heading))

    def rows(self, title):
        made = self.tab(title)
        rows = [[made.value(r, c) for c in range(len(made.columns))] for r in range(len(made.rows))]
        return [row for row in rows[1:] if any(cell is not None for cell in row)]

    def tags(self, title):
        """Return what is tagged on a tab: our words by heading, the tab's own under ""."""
        made = self.tab(title)
        found = {"": [tag.value for tag in made.tags if tag.key == TAG]} if made.tags else {}
        for n, column in enumerate(made.columns):
            if column.tags:
                found[made.value(0, n)] = [tag.value for tag in column.tags]
        return found


def wrote(done):
    """Return how many calls changed something."""
    return sum(n for kind, n in done.calls.items() if kind not in READS)


def of(done, key):
    """Return what became of a tab."""
    return next(tab for tab in done.tabs if tab.table.key == key)


def words(done, key, language=Language.EN):
    return " ".join(said.said(language) for said in of(done, key).said)
