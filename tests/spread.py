"""A desk in a spreadsheet on the test server, and the environment in which a command finds it."""

import json
from contextlib import contextmanager
from functools import cache

from chalicelib.model.word import Language
from chalicelib.sample.contents import sample
from chalicelib.settings import ENDPOINT, HOME, KEY
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import TABS
from tests.google import transport
from tests.google.server import Server, Service
from tests.google.small import KEY as ID
from tests.google.small import small_world
from tests.google.state import Row

ROOM = 120
"""Rows of every tab."""
FEW = 8
"""Records of every tab in a filled desk."""
URL = f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=0"


def desk_world(language=Language.EN, *, filled=False, zone=None):
    """Return a world with one desk of all tabs, the first of the sample's rows in it if asked."""
    locale = home(language)
    contents = sample(language)
    if not filled:
        contents = {**default_rows(locale), "team": contents["team"]}
    world = small_world(
        {
            table.name.said(language): [
                table.heading_row(language),
                *(_cells(table, row, locale) for row in _first(table, contents)),
            ]
            for table in TABS
        },
        zone or locale.zone.key,
    )
    for tab in book(world).sheets:
        tab.rows += [Row([None] * len(tab.columns)) for _ in range(ROOM - len(tab.rows))]
    return world


def _first(table, contents):
    rows = contents.get(table.key, ())
    return rows[:FEW] if table.room is Room.RECORDS else rows


def _cells(table, row, locale):
    cells = row if isinstance(row, list) else table.render(row, locale)
    return [None if cell == "" else cell for cell in cells]


def book(world):
    return world.spreadsheets[ID]


def tab(world, title):
    return book(world).by_title(title)


def put(sheet, row, column, value):
    sheet.rows[row - 1].touch(column).value = value


@cache
def key():
    """Return a made-up key; making one takes a moment."""
    return dict(transport.key_file(""))


@contextmanager
def at_google(world, folder, monkeypatch):
    """Serve a world over HTTP, and let commands find it there with a made-up key."""
    service = Service(world)
    service.open = False
    with Server(service) as server:
        place = folder / "key.json"
        place.write_text(json.dumps(key() | {"token_uri": f"{server.url}/token"}))
        monkeypatch.setenv(KEY, str(place))
        monkeypatch.setenv(ENDPOINT, server.url)
        monkeypatch.setenv(HOME, str(folder / "home"))
        yield service
    assert service.violations == []
