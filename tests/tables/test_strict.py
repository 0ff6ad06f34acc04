"""Strict mode: what lookups say, what stands on the Desk tab, and what is said when it fails."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from chalicelib.model.face import ClockState, Face
from chalicelib.model.lines import DeskLine
from chalicelib.model.problem import Rank
from chalicelib.model.setting import SettingKey
from chalicelib.model.verdict import Movement, Outcome, Verdict
from chalicelib.model.word import Language
from chalicelib.tables.cell import Sheets
from chalicelib.tables.edits import Wishes, edits
from chalicelib.tables.identity import Identity
from chalicelib.tables.strict import strict_formulas
from chalicelib.tables.workbook import CASES, DESK, SETTINGS, TABS
from chalicelib.tables.workbook_read import opened
from tests.google_server.formula_bench import book_of, values
from tests.memory import small_book
from tests.strict_book import StrictBook, strays

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATE = Face(ClockState.OVERDUE, NOW, "Resolution", "because")
SOON = Face(ClockState.DUE_SOON, NOW, "Response", "since")
DESK_AT = {column.key: index for index, column in enumerate(DESK.columns)}
WIDTH = len(DESK_AT)
CASES_AT = {"id": 0, "status": 1, "state": 2, "due": 3}


def desk(*ids, language="yes"):
    rows = [{"id": name, "status": "new", "opened": NOW} for name in ids]
    book = StrictBook(small_book(cases=rows))
    book.typed(SETTINGS, SettingKey.STRICT, value=language)
    return book


def read(book):
    return opened(book.read({table.key: table.titles() for table in TABS}), NOW)


def grave(found, tab="cases"):
    return [(p.column, p.what.en) for p in found.problems if p.tab == tab and p.rank >= Rank.CELL]


def wishes(found, **faces):
    """Return the wish that records of Cases have these faces; C_1 stands for C-1."""
    records = {record.id: record for record in found.parsed["cases"].records}
    named = {key.replace("_", "-"): face for key, face in faces.items()}
    changes = [("cases", records[n], CASES.record(n, face=face)) for n, face in named.items()]
    same = [(tab, old, _with(old, new.face)) for tab, old, new in changes]
    return Wishes(same, {}, [])


def _with(record, face):
    return type(record)(**{f: getattr(record, f) for f in record.__slots__} | {"face": face})


def written(book, **faces):
    """Write faces as a run does; return the patches."""
    found = read(book)
    patches = [p for p in edits(found, wishes(found, **faces), Identity()) if p.tab == DESK.key]
    book.write(book.read({t.key: t.titles() for t in TABS}), patches)
    return patches


def keys(book):
    return [row[0] for row in book.rows(DESK)[1:] if row]


# --- formulas ---


def test_a_lookup_shows_its_heading_and_below_it_what_the_desk_tab_holds():
    found = strict_formulas({"cases": CASES_AT, "desk": DESK_AT}, "Desk", Language.EN)
    assert found[("cases", "due")] == (
        '=ARRAYFORMULA(IF(ROW(A:A)=1,"Due",'
        "IFERROR(XLOOKUP(\"cases/\"&TRIM(A:A),'Desk'!A:A,'Desk'!C:C))))"
    )
    lines = [["Case ID", "Status", found[("cases", "state")], found[("cases", "due")]]]
    lines += [["C-2"], [], [" C-1 "], [7.0], ["c-9"]]
    states = [["Lookup key"], ["cases/C-1", "overdue", 46000.5], ["cases/7", "met"]]
    shown = [row[2:] for row in values(book_of(Cases=lines, Desk=states).sheets[0])]
    assert shown == [["Clock state", "Due"], [], [], ["overdue", 46000.5], ["met"], []]


def test_a_lookup_is_written_for_the_place_the_language_and_the_locale():
    places = {"cases": {**CASES_AT, "id": 27}, "desk": {**DESK_AT, "key": 4, "why": 0}}
    found = strict_formulas(places, "Anna's Desk", Language.ZH, ";")
    assert found[("cases", "why")] == (
        '=ARRAYFORMULA(IF(ROW(AB:AB)=1;"原因";'
        "IFERROR(XLOOKUP(\"cases/\"&TRIM(AB:AB);'Anna''s Desk'!E:E;'Anna''s Desk'!A:A))))"
    )


def test_a_lookup_is_understood_where_the_decimal_mark_is_a_comma():
    found = strict_formulas({"cases": CASES_AT, "desk": DESK_AT}, "Desk", Language.EN, ";")
    lines = [["Case ID", "Status", found[("cases", "state")]], ["C-1"]]
    states = [["Lookup key"], ["cases/C-1", "overdue"]]
    shown = book_of("de_DE", Cases=lines, Desk=states).sheets[0]
    assert values(shown)[1] == ["C-1", None, "overdue"]


def test_lookups_stand_on_tabs_with_clocks_only_and_need_a_whole_desk_tab():
    places = {"cases": CASES_AT, "sla": {"id": 0}, "orders": {"status": 0}, "desk": DESK_AT}
    assert {tab for tab, _ in strict_formulas(places, "Desk", Language.EN)} == {"cases"}
    assert strict_formulas({"cases": CASES_AT}, "Desk", Language.EN) == {}
    assert strict_formulas({**places, "desk": {"key": 0}}, "Desk", Language.EN) == {}


# --- the Desk tab ---


def test_faces_go_to_the_desk_tab_and_are_looked_up():
    book = desk("C-1", "C 2")
    patches = written(book, C_1=LATE)
    assert [p.tab for p in patches] == ["desk"] * WIDTH
    assert book.shows(CASES) == {"C-1": "overdue", "C 2": None}
    assert [r.face for r in read(book).parsed["cases"].records] == [LATE, Face()]
    assert grave(read(book)) == []
    assert written(book) == []


def test_a_verdict_comes_back_from_the_desk_tab_whole():
    words = {f.name: f"{f.name} in words" for f in fields(Verdict) if f.type == "str"}
    times = dict.fromkeys(("external", "approval_asked", "approval_decided", "recorded"), NOW)
    said = Verdict(Outcome.HOLD, movement=Movement.TO_SHIP, rating=5, **words, **times)
    assert all(getattr(said, f.name) != f.default for f in fields(Verdict))
    book, face = desk("C-1"), replace(LATE, verdict=said)
    written(book, C_1=face)
    found = read(book)
    assert [r.face for r in found.parsed["cases"].records] == [face]
    rendered = DESK.render(DeskLine("cases/C-1", face), found.settings.locale)
    assert rendered == book.rows(DESK)[1]


def test_lines_stay_where_they_stand_and_are_written_whole():
    book = desk("C-1", "C-2", "C-3")
    written(book, C_2=LATE, C_3=LATE)
    assert keys(book) == ["cases/C-2", "cases/C-3"]
    patches = written(book, C_1=SOON, C_3=SOON)
    assert [p.row for p in patches] == [3] * WIDTH + [4] * WIDTH
    assert keys(book) == ["cases/C-2", "cases/C-3", "cases/C-1"]
    written(book, C_2=Face())
    assert keys(book)[:2] == ["cases/C-1", "cases/C-3"]
    assert book.shows(CASES) == {"C-1": "due soon", "C-2": None, "C-3": "due soon"}


def test_out_of_strict_mode_the_desk_tab_is_emptied_and_rows_are_written():
    book = desk("C-1")
    written(book, C_1=LATE)
    book.typed(SETTINGS, SettingKey.STRICT, value="no")
    found = read(book)
    patches = edits(found, wishes(found, C_1=SOON), Identity())
    assert {p.value for p in patches if p.tab == "desk"} == {None}
    assert {p.tab for p in patches if strays(found, p)} == {"cases"}


@pytest.mark.parametrize("spoilt", ["perhaps", None, "row", "tab"])
def test_while_nobody_can_tell_strict_mode_stays_on_where_it_is_in_use(spoilt):
    book, unused = desk("C-1"), desk("C-1")
    written(book, C_1=LATE)
    for one in (book, unused):
        if spoilt == "tab":
            one.tabs["Choices"] = one.tabs.pop("Settings")
        elif spoilt == "row":
            one.arranged(SETTINGS, lambda rows: [r for r in rows if r[0] != SettingKey.STRICT])
        else:
            one.typed(SETTINGS, SettingKey.STRICT, value=spoilt)
    assert (read(book).settings.strict, read(unused).settings.strict) == (True, False)


def test_a_desk_tab_that_lacks_a_column_is_not_written():
    book = desk("C-1")
    book.rows(DESK)[0][2] = "By when"
    assert written(book, C_1=LATE) == []
    assert [column for column, _ in grave(read(book), "desk")] == ["due"]


def test_in_a_file_strict_mode_is_said_to_be_of_no_use_and_rows_are_written():
    sheets = desk("C-1").read({table.key: table.titles() for table in TABS})
    found = opened(Sheets(sheets.grids, sheets.stamp), NOW)
    said = [(p.tab, p.rank) for p in found.problems if "Google Sheets only" in p.what.en]
    assert said == [("settings", Rank.LOW)]
    patches = edits(found, wishes(found, C_1=LATE), Identity())
    assert {p.tab for p in patches if p.id == "C-1"} == {"cases"}


# --- what is said when a lookup fails ---


def test_a_cell_typed_into_a_lookup_blocks_it_and_is_said():
    book = desk("C-1", "C-2")
    written(book, C_1=LATE)
    book.typed(CASES, "C-2", state="met")
    ((column, what),) = grave(read(book))
    assert column == "state"
    assert "the lookup 'Clock state' is blocked: clear what was typed below it" in what
    assert written(book, C_1=LATE) == []


def test_a_heading_typed_over_is_said_to_lack_its_lookup():
    book = desk("C-1")
    book.rows(CASES)[0][book.column(CASES, "due")] = "By when"
    ((column, what),) = grave(read(book))
    assert column == "due"
    assert "the lookup 'Due' is not in row 1" in what


def test_a_column_without_its_lookup_is_said_to_show_something_else():
    """As after strict mode was turned on, before the sheet was set up again."""
    book = desk("C-1")
    written(book, C_1=LATE)
    sheets = book.read({table.key: table.titles() for table in TABS})
    row = sheets.grids["cases"].rows[1]
    row[book.column(CASES, "state")], row[book.column(CASES, "why")] = "met", None
    found = opened(sheets, NOW)
    assert [column for column, _ in grave(found)] == ["state", "why"]
    assert [r.face for r in found.parsed["cases"].records] == [LATE]
    assert "does not show what the tab 'Desk' holds" in grave(found)[0][1]


def test_ids_that_differ_in_case_only_show_nothing_and_are_named():
    book = desk("C-1", "c-1", "C-2")
    written(book, C_1=LATE, c_1=SOON, C_2=SOON)
    assert keys(book) == ["cases/C-2"]
    assert [column for column, _ in grave(read(book))] == ["id", "id"]
    assert "upper and lower case" in grave(read(book))[0][1]
