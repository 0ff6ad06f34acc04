from __future__ import annotations

import gspread
import pytest

from tests.google import person as p
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.state import Sheet, Spreadsheet, Tag, World
from tests.google.transport import session

HEADINGS = ["Case", "Topic", "Opened", "State"]
ROWS = [["C-3", "late", 3.0, "ok"], ["C-1", "broken", 1.0, "ok"], ["C-2", "late", 2.0, "due"]]
TABS = {"Cases": [HEADINGS, *ROWS], "Clocks": [["Clock"], ["x"]]}


@pytest.fixture
def world() -> World:
    return small_world(TABS)


def book_of(world: World) -> Spreadsheet:
    return world.spreadsheets[KEY]


def cases(world: World) -> Sheet:
    return book_of(world).sheets[0]


def does(world: World, *deeds: p.Action) -> str:
    return [action.do(world, book_of(world)) for action in deeds][-1]


def column(world: World, index: int) -> list[object]:
    return [cases(world).value(row, index) for row in range(len(cases(world).rows))]


def ids(world: World) -> list[object]:
    return [value for value in column(world, 0)[1:] if value is not None]


def client_of(service: Service) -> gspread.Spreadsheet:
    return gspread.authorize(None, session=session(service)).open_by_key(KEY)


def test_inserting_pushes_rows_down(world):
    assert does(world, p.InsertRow("Cases", 3, 2)) == "inserts 2 rows above row 3 on Cases"
    assert column(world, 0)[1:6] == ["C-3", None, None, "C-1", "C-2"]


def test_a_row_can_be_told_by_its_id_or_from_the_end(world):
    does(world, p.DeleteRow("Cases", "C-1"))
    assert ids(world) == ["C-3", "C-2"]
    does(world, p.DeleteRow("Cases", -1))
    assert ids(world) == ["C-3"]


def test_a_dragged_row_takes_its_metadata_along(world):
    tag = Tag(1, "k", "v", "DOCUMENT")
    cases(world).rows[3].tags.append(tag)
    does(world, p.MoveRow("Cases", "C-2", 2))
    assert ids(world) == ["C-2", "C-3", "C-1"]
    assert cases(world).rows[1].tags == [tag]


def test_cut_and_pasted_contents_leave_the_metadata_behind(world):
    tag = Tag(1, "k", "v", "DOCUMENT")
    cases(world).rows[1].tags.append(tag)
    does(world, p.CutPaste("Cases", "C-3", 6))
    assert column(world, 0)[1:6] == [None, "C-1", "C-2", None, "C-3"]
    assert cases(world).rows[1].tags == [tag]
    assert cases(world).rows[5].tags == []


@pytest.mark.parametrize("follows", [True, False])
def test_whether_metadata_follows_a_sort_is_the_world_s_choice(world, follows):
    world.metadata_follows_sort = follows
    tag = Tag(1, "k", "v", "DOCUMENT")
    cases(world).rows[1].tags.append(tag)
    does(world, p.SortRows("Cases", "Case"))
    assert ids(world) == ["C-1", "C-2", "C-3"]
    assert [bool(row.tags) for row in cases(world).rows[1:4]] == [not follows, False, follows]


def test_sorting_downwards_leaves_the_headings(world):
    assert does(world, p.SortRows("Cases", 3, descending=True)).endswith("Opened, descending")
    assert column(world, 0)[:4] == ["Case", "C-3", "C-2", "C-1"]


def test_a_copied_row_bears_the_same_id(world):
    does(world, p.DuplicateRow("Cases", "C-1"))
    assert ids(world) == ["C-3", "C-1", "C-2", "C-1"]
    does(world, p.DuplicateRow("Cases", "C-1", "C-2"))
    assert ids(world) == ["C-3", "C-1", "C-1", "C-1"]


def test_a_new_row_is_typed_and_understood(world):
    does(world, p.AppendRow("Cases", {"Opened": "2026-03-02", "Topic": "007"}))
    assert [cases(world).value(4, index) for index in range(3)] == [None, 7, 46083]
    does(world, p.AppendRow("Cases", ["C-9", "lost"]))
    assert ids(world)[-1] == "C-9"


def test_a_new_row_at_the_end_of_the_grid_makes_room(world):
    does(world, p.TrimGrid("Cases"))
    assert len(cases(world).rows) == 4
    does(world, p.AppendRow("Cases", ["C-9"]))
    assert ids(world)[-1] == "C-9"


def test_a_hidden_row_keeps_its_values(world):
    does(world, p.HideRow("Cases", "C-1"))
    assert cases(world).rows[2].hidden_by_user
    assert len(ids(world)) == 3


def test_typing_is_understood_by_the_locale(world):
    does(world, p.ChangeLocale("de_DE"), p.TypeCell("Cases", "C-1", "Topic", "12,50"))
    assert cases(world).value(2, 1) == 12.5


def test_clearing_a_cell(world):
    does(world, p.ClearCell("Cases", "C-1", "Topic"))
    assert cases(world).value(2, 1) is None


def test_filling_down_goes_as_far_as_the_grid(world):
    words = does(world, p.FillDown("Cases", 2, "Topic", 99))
    assert column(world, 1)[1:] == ["late"] * 7
    assert words == "fills Topic in row 2 on Cases down over 6 more"


def test_a_formula_filled_down_looks_at_its_own_row(world):
    does(world, p.TypeCell("Cases", 2, 5, "=C2*2"), p.FillDown("Cases", 2, 5, 1))
    assert [cases(world).value(row, 4) for row in (1, 2)] == [6, 2]


def test_merging_loses_all_but_the_first_value(world):
    does(world, p.MergeCells("Cases", "C-1", "Case", 1, 3))
    assert [cases(world).value(2, index) for index in range(4)] == ["C-1", None, None, "ok"]
    words = does(world, p.MergeCells("Cases", 2, "Topic", 2, 1), p.SortRows("Cases", "Case"))
    assert words == "finds no way to sort merged cells on Cases"


def test_columns_come_go_and_move(world):
    does(world, p.InsertColumn("Cases", "Topic", "Notes"), p.MoveColumn("Cases", "State", 1))
    assert [cases(world).value(0, i) for i in range(5)] == [
        "State", "Case", "Notes", "Topic", "Opened",
    ]  # fmt: skip
    does(world, p.DeleteColumn("Cases", "Notes"), p.RenameHeading("Cases", "Topic", "Matter"))
    assert [cases(world).value(1, i) for i in range(4)] == ["ok", "C-3", "late", 3.0]
    assert cases(world).value(0, 2) == "Matter"


def test_tabs_are_renamed_doubled_and_deleted(world):
    does(world, p.DuplicateTab("Cases"), p.RetitleTab("Cases", "Old"), p.DeleteTab("Clocks"))
    assert [sheet.title for sheet in book_of(world).sheets] == ["Old", "Copy of Cases"]
    assert does(world, p.RetitleTab("Old", "COPY OF CASES")).startswith("is refused: A sheet")
    does(world, p.DeleteTab("Old"))
    assert does(world, p.DeleteTab("Copy of Cases")).startswith("is refused")


def test_grids_shrink_and_grow(world):
    does(world, p.ShrinkGrid("Cases", 3, 2))
    assert (len(cases(world).rows), len(cases(world).columns)) == (3, 2)
    assert does(world, p.GrowGrid("Cases", 1, 2)) == "grows Cases to 4 rows and 4 columns"


def test_a_filter_view_moves_nothing(world):
    does(world, p.FilterView("Cases", "Case"))
    assert ids(world) == ["C-3", "C-1", "C-2"]
    service = Service(world)
    found = client_of(service).fetch_sheet_metadata()["sheets"][0]["filterViews"]
    assert found[0]["title"] == "By Case"


@pytest.mark.parametrize("deed", [p.ProtectTab("Cases"), p.ProtectColumn("Cases", "State")])
def test_what_is_protected_the_bot_cannot_write(world, deed):
    service = Service(world)
    sheet = client_of(service).worksheet("Cases")
    does(world, deed)
    with pytest.raises(gspread.exceptions.APIError, match="protected cell"):
        sheet.update([["bad"]], "D2")
    does(world, p.Unprotect("Cases"))
    sheet.update([["fine"]], "D2")
    assert cases(world).value(1, 3) == "fine"


def test_a_file_without_access_is_forbidden_until_it_is_shared_again(world):
    service = Service(world)
    sheet = client_of(service).sheet1
    does(world, p.RevokeAccess())
    with pytest.raises(gspread.exceptions.APIError, match="permission"):
        sheet.get("A1")
    does(world, p.ShareAgain())
    assert sheet.acell("A1").value == "Case"


def test_a_file_in_the_bin_still_answers(world):
    does(world, p.TrashFile())
    assert world.files[KEY].trashed
    assert client_of(Service(world)).sheet1.acell("A1").value == "Case"
    does(world, p.RestoreFile())
    assert not world.files[KEY].trashed


def test_locale_and_zone_are_the_spreadsheet_s(world):
    does(world, p.ChangeLocale("zh_CN"), p.ChangeZone("Europe/Berlin"))
    assert (book_of(world).locale, book_of(world).zone) == ("zh_CN", "Europe/Berlin")


@pytest.mark.parametrize(
    ("deed", "missing"),
    [
        (p.DeleteRow("Cases", 99), "row 99 on Cases"),
        (p.DeleteRow("Cases", -9), "row -9 on Cases"),
        (p.MoveRow("Cases", "C-7", 2), "row of C-7 on Cases"),
        (p.InsertColumn("Cases", 99), "column 99 on Cases"),
        (p.TypeCell("Cases", 2, "Nothing", "x"), "column Nothing on Cases"),
        (p.DeleteTab("Nowhere"), "tab Nowhere"),
    ],
)
def test_where_nothing_is_nothing_is_done(world, deed, missing):
    before = [column(world, index) for index in range(4)]
    assert does(world, deed) == f"finds no {missing}"
    assert [column(world, index) for index in range(4)] == before
