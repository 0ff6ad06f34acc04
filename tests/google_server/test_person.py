from __future__ import annotations

from datetime import date

import gspread
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.word import Language
from chalicelib.sample.contents import sample
from chalicelib.tables.defaults import home
from chalicelib.tables.table import Owner
from chalicelib.tables.workbook import CASES
from tests.google import person as p
from tests.google.person import Ours, Person
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.state import World
from tests.google.story import busy_day
from tests.google.strategies import actions, scripts
from tests.google.transport import session

HEADINGS = ["Case", "Topic", "Opened", "State"]
ROWS = [["C-3", "late", 3.0, "ok"], ["C-1", "broken", 1.0, "ok"], ["C-2", "late", 2.0, "due"]]
TABS = {"Cases": [HEADINGS, *ROWS], "Clocks": [["Clock"], ["x"]]}
NAMES = {"Cases": HEADINGS, "Clocks": ["Clock"]}
OURS = Ours(columns={"Cases": ["State"]}, blanks={"Cases": ["Case"]}, tabs=["Clocks"])


@pytest.fixture
def world() -> World:
    return small_world(TABS)


def client_of(service: Service) -> gspread.Spreadsheet:
    return gspread.authorize(None, session=session(service)).open_by_key(KEY)


def test_a_person_edits_before_the_nth_request_and_keeps_a_diary(world):
    service = Service(world)
    sheet = client_of(service).worksheet("Cases")
    person = Person({2: [p.DeleteRow("Cases", "C-3")]}).beside(service)
    assert [sheet.acell("A2").value for _ in range(3)] == ["C-3", "C-1", "C-1"]
    assert [(note.n, note.words) for note in person.diary] == [(2, "deletes row 2 on Cases")]


def test_a_person_can_be_told_to_do_something_now(world):
    person = Person()
    assert person.does(p.ClearCell("Cases", 2, 1), world) == "clears Case in row 2 on Cases"
    assert person.diary[0].n == 0


def test_who_writes_only_what_is_its_own_trespasses_nowhere(world):
    service = Service(world)
    sheet = client_of(service).worksheet("Cases")
    person = Person({2: [p.SortRows("Cases", "State")]}, ours=OURS).beside(service)
    person.does(p.ClearCell("Cases", 4, 1), world)
    sheet.update([["ok"], ["met"], ["late"]], "D2:D4")
    sheet.update([["C-9"]], "A2", raw=True)
    assert person.trespasses() == []


def test_a_write_that_lands_on_a_row_that_moved_is_noticed(world):
    service = Service(world)
    sheet = client_of(service).worksheet("Cases")
    moves = {1: [p.MoveColumn("Cases", "Topic", 5)], 2: [p.SortRows("Cases", "Case")]}
    person = Person(moves, ours=OURS).beside(service)
    sheet.update([["mine"]], "D3")
    sheet.get("A1")
    (found,) = person.trespasses()
    assert found == ("Cases", 3, "Topic", ("str", "broken"), ("str", "mine"))


@pytest.mark.parametrize("closely", [False, True])
def test_who_looks_closely_also_sees_what_was_mended(world, closely):
    service = Service(world)
    sheet = client_of(service).worksheet("Cases")
    person = Person(ours=OURS, closely=closely).beside(service)
    sheet.update([["wrong"]], "B2")
    sheet.update([["late"]], "B2")
    assert len(person.trespasses()) == 2 * closely


def test_a_new_column_of_people_is_people_s(world):
    service = Service(world)
    sheet = client_of(service).worksheet("Cases")
    person = Person({1: [p.InsertColumn("Cases", "State", "Notes")]}, ours=OURS).beside(service)
    sheet.update([["mine"]], "D3")
    assert [(t.heading, t.now) for t in person.trespasses()] == [("Notes", ("str", "mine"))]


def test_headings_an_id_that_is_there_and_whole_tabs_are_people_s(world):
    service = Service(world)
    book = client_of(service)
    person = Person(ours=OURS).beside(service)
    book.worksheet("Cases").batch_update(
        [{"range": "D1", "values": [["x"]]}, {"range": "A2", "values": [["C-8"]]}]
    )
    book.worksheet("Clocks").update([["anything"]], "A2")
    assert [(t.row, t.heading) for t in person.trespasses()] == [(2, "Case"), (1, "State")]
    book.del_worksheet(book.worksheet("Cases"))
    assert person.trespasses()[-1].was == ("tab", "Cases")


def test_what_the_bot_adds_is_its_own(world):
    service = Service(world)
    book = client_of(service)
    person = Person(ours=OURS).beside(service)
    sheet = book.add_worksheet("Problems", 5, 5)
    sheet.update([["a"]], "A1")
    person.trespasses()
    sheet.update([["b"]], "A1")
    assert person.trespasses() == []


@given(st.lists(actions(NAMES), max_size=8))
def test_whatever_people_do_the_spreadsheet_stays_sound(deeds):
    world = small_world(TABS)
    for deed in deeds:
        assert deed.do(world, world.spreadsheets[KEY])
        assert eval(repr(deed), vars(p)) == deed  # noqa: S307  # our own words
    for sheet in world.spreadsheets[KEY].sheets:
        assert sheet.rows
        assert sheet.columns
        assert all(len(row.cells) <= len(sheet.columns) for row in sheet.rows)
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}?includeGridData=true"
    shut_out = any(isinstance(deed, p.RevokeAccess) for deed in deeds)
    assert session(Service(world)).get(url).status_code == (403 if shut_out else 200)


@given(scripts(NAMES, requests=4))
def test_people_never_trespass_on_themselves(script):
    world = small_world(TABS)
    service = Service(world)
    person = Person(script, ours=OURS).beside(service)
    caller = session(service)
    for _ in range(4):
        caller.get(f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}/values/Cases")
    assert person.trespasses() == []


@pytest.mark.parametrize("language", Language)
def test_everything_of_the_busy_day_takes_place(language):
    locale = home(language)
    lines = [CASES.heading_row(language)]
    lines += [
        CASES.render(record, locale) for record in sample(language)["cases"] if _whole(record)
    ]
    world = small_world({CASES.name.said(language): lines})
    ours = Ours({CASES.name.said(language): _own(language)})
    person = Person(ours=ours)
    for moment in busy_day(language, date(2026, 3, 2)):
        for action in moment.actions:
            assert not person.does(action, world).startswith(("finds no", "is refused")), moment
    assert len(person.diary) > 30


def _whole(record: object) -> bool:
    return hasattr(record, "id")


def _own(language: Language) -> list[str]:
    return [c.heading.said(language) for c in CASES.columns if c.owner is Owner.DESK]
