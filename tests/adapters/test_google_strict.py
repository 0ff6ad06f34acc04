"""Strict mode on the Sheets server: lookups spill, people sort and insert, rows stay theirs."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.tables.layout import laid_out, letters
from chalicelib.tables.strict import strict_formulas
from chalicelib.tables.workbook import BY_KEY, SETTINGS
from tests.google import transport
from tests.google.clock import VirtualClock
from tests.google.person import InsertRow, Ours, Person, SortRows, TypeCell
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.state import Row
from tests.memory import desk_of, small_book

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
NAMES = ("C-1", "C-2", "C-3")
OURS = Ours(tabs=("Overview", "Clocks", "Problems", "Desk"), blanks={"Cases": ["Case ID"]})


class Shared:
    """A spreadsheet in strict mode, set up, with three cases of different age."""

    def __init__(self, folder):
        rows = [
            {"id": name, "status": "new", "opened": NOW - n * timedelta(days=1), "owner": "Anna"}
            for n, name in enumerate(NAMES)
        ]
        made = small_book(cases=rows)
        made.typed(SETTINGS, SettingKey.STRICT, value="yes")
        self.world = small_world(made.tabs)
        self.service, self.book = Service(self.world), self.world.spreadsheets[KEY]
        for sheet in self.book.sheets:
            sheet.rows += [Row([None] * len(sheet.columns)) for _ in range(60 - len(sheet.rows))]
        clock = VirtualClock()
        watch = Watch(clock.monotonic, clock.sleep, lambda: 0.5)
        self.client = GoogleClient(transport.session(self.service), watch)
        self.set_up()
        self.desk = desk_of(GoogleWorkbook(self.client, KEY), folder, NOW)

    def set_up(self):
        """Write the lookups into the headings of the faces, as set-up does."""
        places = {
            key: laid_out(table, table.heading_row(Language.EN)).at for key, table in BY_KEY.items()
        }
        found = strict_formulas(places, "Desk", Language.EN).items()
        ranges = [
            {
                "range": f"'{BY_KEY[key].name.en}'!{letters(places[key][column])}1",
                "values": [[formula]],
            }
            for (key, column), formula in found
        ]
        body = {"valueInputOption": "USER_ENTERED", "data": ranges}
        self.client.change(f"{KEY}/values:batchUpdate", body)

    def states(self):
        """Return the state that each case's row shows."""
        rows = self.book.by_title("Cases").rows
        headings = [cell.value if cell else None for cell in rows[0].cells]
        at = headings.index("Clock state")
        cells = [(row.cells[0], row.cells[at]) for row in rows[1:] if row.cells and row.cells[0]]
        return {name.value: state.value if state else None for name, state in cells}


@pytest.fixture
def shared(tmp_path):
    return Shared(tmp_path)


def test_rows_show_their_states_and_nothing_is_written_into_them(shared):
    person = Person(ours=OURS).beside(shared.service)
    report = shared.desk.run("sla_sweep", NOW).report
    assert shared.states() == {"C-1": "on track", "C-2": "overdue", "C-3": "overdue"}
    assert [p for p in report.problems if "strict" in p.what.en] == []
    assert shared.desk.run("sla_sweep", NOW).report.written.cells == 0
    assert person.trespasses() == []
    assert shared.service.violations == []


@pytest.mark.parametrize("n", range(1, 7))
def test_whatever_people_do_meanwhile_each_row_shows_its_own_state(n, shared):
    script = {
        n: [
            SortRows("Cases", "Case ID", descending=True),
            InsertRow("Cases", 2),
            TypeCell("Cases", 2, "Status", "new"),
            SortRows("Desk", "Lookup key", descending=True),
        ]
    }
    person = Person(script, ours=OURS).beside(shared.service)
    for hours in range(3):
        shared.desk.run("sla_sweep", NOW + hours * timedelta(hours=1))
    states = shared.states()
    assert [states[name] for name in NAMES] == ["overdue"] * 3
    assert person.trespasses() == []


def test_a_cell_typed_into_a_lookup_is_said_and_nothing_else_breaks(shared):
    shared.desk.run("sla_sweep", NOW)
    person = Person()
    person.does(TypeCell("Cases", "C-2", "Clock state", "met"), shared.world)
    report = shared.desk.run("sla_sweep", NOW).report
    (found,) = [p for p in report.problems if p.tab == "cases" and p.column == "state"]
    assert "is blocked" in found.what.en
    assert found.link.endswith("&range=1:1")
