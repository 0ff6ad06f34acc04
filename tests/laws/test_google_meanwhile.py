"""What people may do at the worst moment, one by one, and what the desk makes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.google import person as p
from tests.google.mishaps import LostResponse, Timeout, TooMany
from tests.laws.google_book import QUIET
from tests.laws.google_desk import Office, Step, in_use, new, settled
from tests.laws.google_truth import stands_true

LATER = timedelta(minutes=50)
"""After so long faces change, and the layout is not looked at again yet."""
WORST = {
    "a row is inserted": p.InsertRow("Cases", 3),
    "a row is deleted": p.DeleteRow("Cases", 3),
    "a row is dragged": p.MoveRow("Cases", 2, 9),
    "a row is cut and pasted": p.CutPaste("Cases", 4, 16),
    "a row is doubled": p.DuplicateRow("Cases", 5),
    "a row is copied over another": p.DuplicateRow("Cases", 5, 7),
    "rows are sorted by a column of theirs": p.SortRows("Cases", "Customer", descending=True),
    "rows are sorted by a column of ours": p.SortRows("Cases", "Clock state"),
    "a row gets the id of another": p.TypeCell("Cases", 6, "Case ID", "C-1"),
    "an id is cleared": p.ClearCell("Cases", 6, "Case ID"),
    "an id becomes a number": p.TypeCell("Cases", 6, "Case ID", "12.50"),
    "a column is inserted": p.InsertColumn("Cases", "Clock state", "Notes"),
    "a column is inserted before the ids": p.InsertColumn("Cases", "Case ID", "Notes"),
    "a column of ours is dragged": p.MoveColumn("Cases", "Due", "Status"),
    "the column of the ids is dragged": p.MoveColumn("Cases", "Case ID", "Status"),
    "a column of ours is deleted": p.DeleteColumn("Cases", "Clock"),
    "the column of the ids is deleted": p.DeleteColumn("Cases", "Case ID"),
    "a heading of ours is renamed": p.RenameHeading("Cases", "Due", "Faellig"),
    "a column of ours is cut and pasted": p.CutColumn("Cases", "Due", 23),
    "a column of ours changes places with one of theirs": p.SwapColumns("Cases", "Due", "Owner"),
    "the column of the ids changes places": p.SwapColumns("Cases", "Case ID", "Owner"),
    "two columns of ours change places": p.SwapColumns("Cases", "Due", "Clock state"),
    "a column is protected": p.ProtectColumn("Cases", "Due"),
    "the column of the ids is protected": p.ProtectColumn("Cases", "Case ID"),
    "the tab is protected": p.ProtectTab("Cases"),
    "a tab of ours is protected": p.ProtectTab("Clocks"),
    "the tab is doubled": p.DuplicateTab("Cases"),
    "a tab of ours is doubled": p.DuplicateTab("Overview"),
    "the tab is renamed": p.RetitleTab("Cases", "Old cases"),
    "the tab is deleted": p.DeleteTab("Cases"),
    "a tab of ours is deleted": p.DeleteTab("Clocks"),
    "the grid is cut off": p.ShrinkGrid("Cases", 6, 0),
    "the grid is trimmed": p.TrimGrid("Cases"),
    "a grid of ours is trimmed": p.TrimGrid("Clocks"),
    "a row is inserted into our figures": p.InsertRow("Overview", 4),
    "a row of our figures is deleted": p.DeleteRow("Overview", 4),
    "our figures are sorted": p.SortRows("Overview", "Subject", descending=True),
    "the locale changes": p.ChangeLocale("de_DE"),
}
MISHAPS = {
    "": None,
    " and the answer is lost": LostResponse(),
    " and the write lands late": Timeout(lands=100.0),
}


@pytest.mark.parametrize("mishap", MISHAPS.values(), ids=MISHAPS.keys())
@pytest.mark.parametrize(("start", "n"), [(new, 5), (settled, 2), (in_use, 2), (in_use, 5)])
@pytest.mark.parametrize("action", WORST.values(), ids=WORST.keys())
def test_at_the_worst_moment(action, start, n, mishap):
    office = Office(start(), warm=True)
    office.lives([Step(LATER, {n: [action]}, {n: mishap} if mishap else {})])
    office.does(p.RetitleTab("Old cases", "Cases"))
    office.rests(timedelta(hours=1))
    stands_true(office)
    assert [str(error) for error in office.errors] == []


def test_a_late_write_of_a_slow_run_lands_before_anything_else_is_written():
    office = Office(in_use(), warm=True)
    office.clock.sleep(LATER.total_seconds())
    slow = [*[TooMany()] * 5, None, *([*[TooMany()] * 4, None] * 3), *[TooMany()] * 5, None]
    mishaps = [*slow, *[TooMany()] * 5, Timeout(lands=180.0)]
    began = office.clock.monotonic()
    office.scripts({}, {n: m for n, m in enumerate(mishaps, start=1) if m})
    office.runs()
    office.weather.clears()
    office.clock.sleep(began + QUIET.total_seconds() - office.clock.monotonic())
    office.runs()
    office.rests()
    stands_true(office)
    assert office.errors == []
