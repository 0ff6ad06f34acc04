"""A desk is switched to strict mode and back by setting it up again, while people use it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.adapters.google.dress_strict import separator, spoken_of
from chalicelib.adapters.google.setup import set_up
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.model.face import ClockState
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.ports.workbook import WorkbookUnsureError
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import CASES, DESK, SETTINGS, TABS
from tests.adapters.set_up_made import USUAL, Shared, of, small_tabs, words, wrote
from tests.google.mishaps import LostResponse, Timeout
from tests.google.person import (
    AppendRow,
    ClearCell,
    DeleteColumn,
    DeleteRow,
    DeleteTab,
    InsertColumn,
    InsertRow,
    MoveColumn,
    Ours,
    ProtectColumn,
    RenameHeading,
    RetitleTab,
    SortRows,
    TypeCell,
)
from tests.google.weather import Weather
from tests.memory import desk_of, written

EN, ZH = Language.EN, Language.ZH
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
SHOWN = {
    "C-1": ClockState.ON_TRACK,
    "C-2": ClockState.OVERDUE,
    "C-3": ClockState.OVERDUE,
}
FACED = [table for table in TABS if table.faced]
FACE_COLUMNS = sum(len(table.desk) for table in FACED)
FACES = {said for table in FACED for column in table.desk for said in column.heading}
NONE = dict.fromkeys(SHOWN)
PLACES = [("en_US", EN), ("de_DE", EN), ("zh_CN", ZH), ("de_DE", ZH)]


@pytest.fixture(autouse=True, scope="module")
def few_rows():
    """Tabs of few rows, so that the test server has less to do."""
    with small_tabs(overview=60):
        yield


class Desk(Shared):
    """A spreadsheet with three cases of different age; Anna switches the mode."""

    language = EN

    @classmethod
    def made(cls, locale="en_US", language=EN, *, strict=False):
        """Return a new desk, set up."""
        desk = cls(zone="Asia/Shanghai", locale=locale)
        desk.language = language
        contents = dict(default_rows(home(language))) | {"cases": list(_cases(language))}
        if strict:
            table, at = SETTINGS, home(language)
            rows = [table.render(row, at) for row in contents["settings"]]
            key = SettingKey.STRICT.said(language)
            contents["settings"] = [_with(row, 1, "yes") if row[0] == key else row for row in rows]
        desk.done = desk.set_up(language, contents)
        return desk

    def double(self):
        made = super().double()
        made.language = self.language
        return made

    def name(self, table):
        return table.name.said(self.language)

    def head(self, key, table=CASES):
        return table.fields[key].heading.said(self.language)

    def says(self, value):
        """Let Anna write a value at Strict mode."""
        row = SettingKey.STRICT.said(self.language)
        self.does(TypeCell(self.name(SETTINGS), row, self.head("value", SETTINGS), value))

    def again(self, script=None, language=None):
        """Set the desk up again: nobody's cell changes, faces and their headings aside."""
        tongue = language or self.language
        return self.watched(
            self.faces(), lambda: set_up(self.client, self.book.id, tongue), script, _is_heading
        )

    def switched(self, value):
        self.says(value)
        return self.again()

    def sweep(self, folder, hours=0, script=None, **more):
        """Let the desk run: in strict mode it may write on its own tabs only."""
        folder = folder / f"{len(list(folder.iterdir()))}"
        folder.mkdir()
        desk = desk_of(GoogleWorkbook(self.client, self.book.id), folder, NOW)
        ours = self.faces(**more)
        now = NOW + timedelta(hours=hours)
        return self.watched(ours, lambda: desk.run("sla_sweep", now), script).report

    def faces(self, *, strict=False):
        faced = {} if strict else {self.name(t): {*FACES, "#REF!"} for t in FACED}
        tabs = [self.name(table) for table in TABS if table.room is Room.DESK]
        return Ours(columns=faced, tabs=tabs)

    def states(self):
        """Return the state that each case's row shows."""
        rows, at = self.rows(self.name(CASES)), self.column(self.name(CASES), self.head("state"))
        names = self.column(self.name(CASES), self.head("id"))
        return {row[names]: row[at] for row in rows if row[names]}

    def formula(self, key, title=None):
        """Return the formula that stands in a face's heading, wherever that column is."""
        made = self.tab(title or self.name(CASES))
        tag = f"cases.{key}"
        index = next(
            n for n, column in enumerate(made.columns) if tag in [t.value for t in column.tags]
        )
        cell = made.cell(0, index)
        return cell and cell.formula

    def formulas(self):
        return {
            (made.title, n): cell.formula
            for made in self.book.sheets
            for n in range(len(made.columns))
            if (cell := made.cell(0, n)) and cell.formula
        }


def _with(row, index, value):
    return [*row[:index], value, *row[index + 1 :]]


def _cases(language):
    for n, name in enumerate(SHOWN):
        cells = {"id": name, "opened": NOW - n * timedelta(days=1), "owner": "Anna"}
        cells["status"] = next(iter(CASES.fields["status"].codec.choices))
        at = home(language)
        yield [written(CASES, c.key, cells.get(c.key), at) for c in CASES.columns]


def _is_heading(trespass):
    """Whether what changed is the heading of a face: that is what switching does."""
    texts = [str(seen[1]) for seen in (trespass.was, trespass.now) if seen]
    ours = [text in FACES or spoken_of(text) in FACES or text.startswith("#") for text in texts]
    return trespass.row == 1 and all(ours)


def as_said(states, language):
    return {name: state and state.said(language) for name, state in states.items()}


def nothing_is_left_to_do(desk, language=None):
    before = desk.formulas()
    again = desk.again(language=language)
    assert wrote(again) == 0
    assert sum(again.calls.values()) <= 4
    assert not again.changed
    assert desk.formulas() == before
    return again


@pytest.fixture(scope="module", params=PLACES, ids="-".join)
def usual(request):
    """A desk that is not in strict mode."""
    return Desk.made(*request.param)


@pytest.fixture(scope="module")
def strict_first(few_rows):  # noqa: ARG001
    return Desk.made("de_DE", EN, strict=True)


@pytest.fixture
def strict(strict_first):
    return strict_first.double()


# Switching.


def test_yes_and_no_switch_a_desk_there_and_back(usual, tmp_path):
    desk, language = usual.double(), usual.language
    desk.sweep(tmp_path)
    assert desk.states() == as_said(SHOWN, language)
    assert desk.titles() == [table.name.said(language) for table in USUAL]
    headings = desk.headings(desk.name(CASES))

    done = desk.switched("yes")
    assert sum(done.calls.values()) <= 10
    assert (done.strict, done.switched) == (True, True)
    assert of(done, "desk").made
    assert desk.headings(desk.name(CASES)) == headings
    assert len(desk.formulas()) == FACE_COLUMNS
    assert desk.states() == NONE
    nothing_is_left_to_do(desk)

    desk.sweep(tmp_path, strict=True)
    assert desk.states() == as_said(SHOWN, language)
    assert len(desk.rows(desk.name(DESK))) == 3
    nothing_is_left_to_do(desk)

    done = desk.switched("no")
    assert wrote(done) == 1
    assert (done.strict, done.switched) == (False, True)
    assert desk.formulas() == {}
    assert desk.headings(desk.name(CASES)) == headings
    assert desk.states() == NONE
    nothing_is_left_to_do(desk)

    desk.sweep(tmp_path)
    assert desk.states() == as_said(SHOWN, language)
    assert desk.rows(desk.name(DESK)) == []


def test_a_new_desk_may_be_strict_from_the_start(strict, tmp_path):
    assert set(strict.titles()) == {table.name.en for table in TABS}
    assert len(strict.formulas()) == FACE_COLUMNS
    strict.sweep(tmp_path, strict=True)
    assert strict.states() == as_said(SHOWN, EN)
    nothing_is_left_to_do(strict)


def test_a_new_strict_desk_costs_ten_calls_at_most(strict_first):
    assert sum(strict_first.done.calls.values()) <= 10
    assert wrote(strict_first.done) == 1


@pytest.mark.parametrize(
    ("locale", "sign"),
    [
        ("en_US", ","), ("en_GB", ","), ("zh_CN", ","), ("ja_JP", ","),
        ("de_DE", ";"), ("fr_FR", ";"), ("pt_BR", ";"), ("en_ZA", ";"), ("", ";"),
    ],
)  # fmt: skip
def test_arguments_are_parted_as_the_country_does_it(locale, sign):
    assert separator(locale) == sign


def test_a_run_in_the_other_language_keeps_the_lookups_as_they_are(strict):
    nothing_is_left_to_do(strict, ZH)


@pytest.mark.parametrize("silent", ["", "perhaps"])
def test_where_settings_do_not_say_the_mode_stays(strict, silent):
    strict.says(silent)
    nothing_is_left_to_do(strict)


def test_a_settings_row_that_is_gone_leaves_the_mode_as_it_is(strict):
    strict.does(DeleteRow("Settings", SettingKey.STRICT.value))
    nothing_is_left_to_do(strict)


def test_a_tab_that_people_call_desk_is_theirs_while_strict_mode_is_off():
    shared = Shared({"Desk": [["Who", "Due"], ["Li", "May"]]})
    shared.set_up()
    assert shared.rows("Desk") == [["Li", "May", *[None] * 10]]
    assert shared.headings("Desk")[:3] == ["Who", "Due", None]


# People use a strict desk, and it is set up again.

HARMLESS = {
    "rows typed, inserted and sorted": [
        AppendRow("Cases", {"Case ID": "C-4", "Status": "new"}),
        InsertRow("Cases", 3),
        SortRows("Cases", "Case ID", descending=True),
    ],
    "a column of her own": [InsertColumn("Cases", 1, "Mood"), InsertColumn("Desk", 1, "Mood")],
    "columns moved": [MoveColumn("Cases", "Case ID", "Kind"), MoveColumn("Desk", "Due", 1)],
    "our tab under its other name": [RetitleTab("Desk", "客服台")],
}


@pytest.mark.parametrize("deeds", HARMLESS.values(), ids=HARMLESS)
def test_what_people_do_with_their_sheet_needs_no_mending(strict, deeds, tmp_path):
    strict.sweep(tmp_path, strict=True)
    assert not any("finds no" in said for said in strict.does(*deeds))
    nothing_is_left_to_do(strict)
    assert {**strict.states(), "C-4": None} == {**as_said(SHOWN, EN), "C-4": None}


BROKEN = {
    "a word typed below a lookup": [TypeCell("Cases", "C-2", "Clock state", "met")],
    "a heading typed over": [TypeCell("Cases", 1, "Clock state", "Clock state")],
    "a heading in the other language": [TypeCell("Cases", 1, "Clock state", "时效状态")],
    "a heading emptied": [ClearCell("Cases", 1, "Clock state")],
    "a lookup of another column": [
        TypeCell(
            "Cases",
            1,
            "Clock state",
            '=ARRAYFORMULA(IF(ROW(B:B)=1;"Clock state";'
            'IFERROR(XLOOKUP("cases/"&TRIM(B:B);Desk!A:A;Desk!B:B))))',
        )
    ],
    "our column deleted": [DeleteColumn("Cases", "Clock state")],
    "our tab deleted": [DeleteTab("Desk")],
    "the ids of our tab deleted": [DeleteColumn("Desk", "Lookup key")],
}


@pytest.mark.parametrize("deeds", BROKEN.values(), ids=BROKEN)
def test_what_people_broke_is_put_right(strict, deeds, tmp_path):
    strict.sweep(tmp_path, strict=True)
    assert not any("finds no" in said for said in strict.does(*deeds))
    done = strict.again()
    assert done.changed
    assert sum(done.calls.values()) <= 10
    strict.sweep(tmp_path, strict=True)
    head = next(h for h in strict.headings("Cases") if h in CASES.fields["state"].heading)
    at = strict.column("Cases", head)
    assert [row[at] for row in strict.rows("Cases")[:3]] == [s.value for s in SHOWN.values()]
    assert spoken_of(strict.formula("state")) == head
    nothing_is_left_to_do(strict)


def test_what_stands_under_an_emptied_heading_may_be_somebodys(strict):
    strict.does(ClearCell("Cases", 1, "Clock state"))
    strict.does(TypeCell("Cases", "C-2", CASES.columns.index(CASES.fields["state"]) + 1, "call"))
    done = strict.again()
    assert "is blocked" in words(done, "cases")
    assert "call" in strict.rows("Cases")[1]


def test_a_heading_with_other_words_is_said_and_stays(strict):
    strict.does(RenameHeading("Cases", "Clock state", "Light"))
    again = nothing_is_left_to_do(strict)
    assert "the heading 'Clock state' in column AK was changed" in words(again, "cases")


def test_a_column_that_is_protected_is_said_and_the_others_are_switched(tmp_path):
    desk = Desk.made()
    desk.sweep(tmp_path)
    desk.does(ProtectColumn("Cases", "Due"))
    done = desk.switched("yes")
    assert "'Due' is protected against the desk" in words(done, "cases")
    assert "“截止时间”列受保护" in words(done, "cases", ZH)
    assert len(desk.formulas()) == FACE_COLUMNS - 1


def test_a_column_that_bore_no_mark_is_told_before_it_is_cleared(tmp_path):
    desk = Desk.made()
    desk.sweep(tmp_path)
    for column in desk.tab("Cases").columns:
        column.tags = []
    done = desk.switched("yes")
    assert sum(done.calls.values()) <= 10
    assert "'Due' bore no mark" in words(done, "cases")
    assert "“截止时间”列此前没有系统标记" in words(done, "cases", ZH)
    assert desk.states() == as_said(SHOWN, EN)
    desk.again()
    assert desk.states() == NONE
    assert not words(nothing_is_left_to_do(desk), "cases")


def test_without_a_usable_desk_tab_nothing_is_looked_up():
    shared = Desk.made()
    shared.put(77, "Desk", [["Who"], ["Li"]])
    done = shared.switched("yes")
    assert "none of the headings" in words(done, "desk")
    assert shared.formulas() == {}


# People edit while the desk is being switched.

MEANWHILE = {
    "inserts a column before ours": [InsertColumn("Cases", "Owner", "Mood")],
    "inserts a column at the front": [InsertColumn("Cases", 1, "Mood")],
    "moves the ids": [MoveColumn("Cases", "Case ID", "Kind")],
    "moves a column of ours": [MoveColumn("Cases", "Due", "Status")],
    "deletes a column of ours": [DeleteColumn("Cases", "Due")],
    "types into a column of ours": [TypeCell("Cases", "C-2", "Clock state", "met")],
    "sorts": [SortRows("Cases", "Case ID", descending=True)],
    "inserts a row": [InsertRow("Cases", 2)],
    "deletes rows": [DeleteRow("Cases", 9), DeleteRow("Cases", 10)],
    "says no after all": [TypeCell("Settings", SettingKey.STRICT.value, "Value", "no")],
}
WRITES = (4, 5, 6)
"""Before either write of a switch, and while it is looked at again."""


@pytest.fixture(scope="module")
def swept(few_rows, tmp_path_factory):  # noqa: ARG001
    desk = Desk.made()
    desk.sweep(tmp_path_factory.mktemp("swept"))
    for row in range(3):
        desk.does(TypeCell("Cases", row + 2, "Kind", "mine"))
    return desk


@pytest.mark.parametrize("deeds", MEANWHILE.values(), ids=MEANWHILE)
@pytest.mark.parametrize("n", WRITES)
def test_whatever_is_done_meanwhile_no_cell_of_people_changes(swept, deeds, n):
    desk = swept.double()
    desk.says("yes")
    desk.again({n: deeds})
    desk.again()
    nothing_is_left_to_do(desk)
    assert sum("mine" in row for row in desk.rows("Cases")) == 3


@pytest.mark.parametrize(("n", "stays"), [(3, True), (4, False), (5, False), (6, True)])
def test_words_typed_over_a_heading_of_ours_stay_but_for_the_second_of_the_switch(swept, n, stays):
    desk = swept.double()
    desk.says("yes")
    script = {n: [RenameHeading("Cases", "Due", "Mine")]}
    act = lambda: set_up(desk.client, desk.book.id, EN)  # noqa: E731
    desk.watched(desk.faces(), act, script, lambda trespass: trespass.row == 1)
    assert ("Mine" in desk.headings("Cases")) == stays
    nothing_is_left_to_do(desk)


@pytest.mark.parametrize("mishap", [LostResponse(), Timeout(lands=179), Timeout()], ids=str)
@pytest.mark.parametrize("write", [4, 5])
def test_a_switch_of_which_nobody_knows_is_done_by_the_next_run(swept, mishap, write, tmp_path):
    desk = swept.double()
    desk.says("yes")
    weather = Weather.script({write: mishap}, latency=0.0).over(desk.service)
    with pytest.raises(WorkbookUnsureError):
        set_up(desk.client, desk.book.id, EN)
    desk.again()
    weather.lands(desk.service, everything=True)
    nothing_is_left_to_do(desk)
    desk.sweep(tmp_path, strict=True)
    assert desk.states() == as_said(SHOWN, EN)
    assert desk.titles().count("Desk") == 1


def test_the_tab_desk_takes_another_title_meanwhile(swept):
    desk = swept.double()
    desk.says("yes")
    desk.again({5: [RetitleTab("Desk", "Tafel")]})
    assert "'Tafel'!" in desk.formula("state")
