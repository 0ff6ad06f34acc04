"""Ten thousand runs in bad weather: nothing twice, nothing lost, nothing slow."""

from __future__ import annotations

import random

import pytest

from chalicelib.adapters.google.client import PATIENCE, READ, GoogleClient, Watch
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.ports.workbook import WorkbookLaterError, WorkbookUnsureError
from chalicelib.runner import UNSURE
from chalicelib.tables.cell import Patch
from tests.google import transport
from tests.google.clock import VirtualClock
from tests.google.mishaps import (
    BadGateway,
    LostResponse,
    ServerError,
    Timeout,
    TooMany,
    Unavailable,
)
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.weather import Weather

TITLES = {"cases": ("Cases", "工单")}
BAD = {
    TooMany(): 0.08,
    Unavailable(): 0.06,
    ServerError(): 0.03,
    LostResponse(): 0.05,
    BadGateway(applied=False): 0.02,
    BadGateway(applied=True): 0.02,
    Timeout(lands=None): 0.02,
    Timeout(lands=20.0): 0.02,
    Timeout(lands=170.0): 0.02,
}
WORSE = {**{mishap: 2 * rate for mishap, rate in BAD.items()}, TooMany(): 0.3}
DAYS, RUNS = 100, 50
ID, TEXT, OURS = 0, 1, 2


class Day:
    """A small sheet, somebody who types into it, and a desk that copies what is typed."""

    def __init__(self, seed, rates):
        self.chance = random.Random(seed)  # noqa: S311  # reproducible
        rows = [[f"C-{n}", f"text {n}"] for n in range(5)]
        heads = ["Case ID", "Topic", "Clock state"]
        self.service = Service(small_world({"Cases": [heads, *rows]}))
        self.tab = self.service.world.spreadsheets[KEY].sheets[0]
        self.clock = VirtualClock()
        self.weather = Weather(seed, rates, clock=self.clock, patience=READ).over(self.service)
        watch = Watch(self.clock.monotonic, self._sleeps, self.chance.random)
        client = GoogleClient(transport.session(self.service), watch)
        self.workbook = GoogleWorkbook(client, KEY)
        self.quiet, self.slept, self.typed = 0.0, 0.0, [text for _, text in rows]

    def _sleeps(self, seconds):
        self.slept += seconds
        self.clock.sleep(seconds)

    def somebody_types(self):
        """Change a text, or add a row without an id."""
        row = self.chance.randrange(len(self.typed))
        if len(self.typed) < 7 and self.chance.random() < 0.1:
            row = len(self.typed)
            self.typed.append("")
        self.typed[row] = f"text {self.chance.random()}"
        self.tab.rows[row + 1].touch(TEXT).value = self.typed[row]

    def runs(self):
        """Read and write once, as the runner does; return how long it took."""
        began, self.slept = self.clock.monotonic(), 0.0
        try:
            sheets = self.workbook.read(TITLES)
            if self.clock.monotonic() >= self.quiet:
                assert not self.workbook.write(sheets, self.wishes(sheets)).conflicts
        except WorkbookUnsureError:
            self.quiet = began + UNSURE.total_seconds()
        except WorkbookLaterError:
            pass
        return self.clock.monotonic() - began

    def wishes(self, sheets):
        """Return a new id for rows without one, and what was typed for those with one."""
        patches = []
        for number, row in enumerate(sheets.grids["cases"].rows[1:], start=2):
            name, text, ours = (*row, "", "", "")[:3]
            if not name:
                patches.append(Patch("cases", number, 1, "", f"N-{self.chance.random()}"))
            elif ours != text:
                patches.append(Patch("cases", number, 3, ours, text, name))
        return patches

    def clears(self):
        """Let the weather clear, and one more run be made, twice where rows get ids."""
        self.weather.clears()
        self.clock.sleep(UNSURE.total_seconds())
        self.weather.lands(self.service, everything=True)
        self.runs()
        self.runs()

    def column(self, index):
        """Return what stands under a heading, blanks at the end aside."""
        cells = [row.cell(index) for row in self.tab.rows[1:]]
        shown = [cell.value if cell else None for cell in cells]
        while shown and shown[-1] is None:
            shown.pop()
        return shown


@pytest.mark.parametrize("rates", [BAD, WORSE], ids=["bad", "worse"])
@pytest.mark.parametrize("first", range(0, DAYS, 25))
def test_ten_thousand_runs_in_bad_weather(first, rates):
    for seed in range(first, first + 25):
        day = Day(seed, rates)
        for _ in range(RUNS):
            day.somebody_types()
            assert day.runs() <= 2 * PATIENCE + READ
            assert day.slept <= 2 * PATIENCE
            day.clock.sleep(day.chance.choice([1, 30, 200, 4000]))
        day.clears()
        assert day.column(TEXT) == day.typed
        assert day.column(OURS) == day.typed
        names = day.column(ID)
        assert len(set(names)) == len(names) == len(day.typed)
