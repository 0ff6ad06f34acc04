"""A desk is set up again after people have changed things: theirs stays, ours is completed."""

from __future__ import annotations

from copy import deepcopy

import pytest

from chalicelib.model.word import Language
from chalicelib.ports.workbook import WorkbookUnsureError
from chalicelib.sample.contents import sample
from chalicelib.tables.workbook import BY_KEY
from tests.adapters.set_up_made import USUAL, Shared, of, small_tabs, words, wrote
from tests.google.mishaps import LostResponse, Timeout
from tests.google.person import (
    AppendRow,
    DeleteColumn,
    DeleteRow,
    DeleteTab,
    DuplicateTab,
    HideRow,
    InsertColumn,
    MoveColumn,
    ProtectColumn,
    ProtectTab,
    RenameHeading,
    RetitleTab,
    ShrinkGrid,
    TypeCell,
    Unprotect,
)
from tests.google.state import Rect
from tests.google.weather import Weather

EN, ZH = Language.EN, Language.ZH
BOTH = pytest.mark.parametrize("language", [EN, ZH], ids=str)
LAST_READ = 3
"""The requests of a first survey; the next is the write."""


@pytest.fixture(autouse=True, scope="module")
def few_rows():
    """Tabs of few rows, so that the test server has less to do."""
    with small_tabs(overview=40):
        yield


@pytest.fixture(scope="module")
def first(few_rows):  # noqa: ARG001
    shared = Shared()
    shared.set_up()
    return shared


@pytest.fixture
def desk(first):
    return first.double()


def laid(shared):
    """Return what lies over the cells of every tab, to hold against what lies there later."""
    return {
        made.title: deepcopy(
            (made.protected, made.banded, made.conditional, made.basic_filter, made.charts,
             [tag.value for tag in made.tags], len(made.columns), len(made.rows))
        )
        for made in shared.book.sheets
    }  # fmt: skip


def nothing_is_left_to_do(shared, language=EN):
    before = laid(shared)
    again = shared.set_up(language)
    assert wrote(again) == 0
    assert not again.changed
    assert laid(shared) == before
    return again


@BOTH
def test_a_second_run_only_reads(language):
    shared = Shared()
    shared.set_up(language)
    again = nothing_is_left_to_do(shared, language)
    assert sum(again.calls.values()) == 3
    assert all(not tab.said for tab in again.tabs)


def test_a_second_run_in_the_other_language_keeps_the_first_ones_words(desk):
    headings = desk.headings("Cases")
    nothing_is_left_to_do(desk, ZH)
    assert desk.headings("Cases") == headings
    assert desk.titles() == [table.name.en for table in USUAL]


def test_a_sample_is_not_put_in_twice():
    shared = Shared()
    shared.set_up(EN, sample(EN))
    rows = shared.rows("Cases")
    again = shared.set_up(EN, sample(EN))
    assert wrote(again) == 0
    assert "no rows were put in" in words(again, "cases")
    assert shared.rows("Cases") == rows


# People change things, and the desk is set up again.

HARMLESS = {
    "a column of her own": [InsertColumn("Cases", "Order ID", "Mood")],
    "columns moved": [MoveColumn("Cases", "Due", "Kind"), MoveColumn("Cases", "Case ID", "Status")],
    "rows typed, hidden and deleted": [
        AppendRow("Cases", {"Case ID": "C-1", "Customer": "Li Na"}),
        TypeCell("Cases", 2, "Customer", "Anna"),
        HideRow("Cases", 2),
        DeleteRow("SLA", 3),
    ],
    "a heading in the other language": [RenameHeading("Cases", "Status", "状态")],
    "a value in a column of ours": [TypeCell("Cases", 3, "Why", "because")],
    "a tab in the other language": [RetitleTab("Cases", "工单")],
}


@pytest.mark.parametrize("deeds", HARMLESS.values(), ids=HARMLESS)
def test_what_people_do_with_their_sheet_needs_no_mending(desk, deeds):
    assert not any("finds no" in said for said in desk.does(*deeds))
    again = nothing_is_left_to_do(desk)
    assert all(not tab.said for tab in again.tabs)


@pytest.mark.parametrize("heading", ["Clock state", "Case ID", "Kind"])
def test_a_deleted_column_comes_back_at_the_right_end(desk, heading):
    desk.does(InsertColumn("Cases", "Why", "Mood"), DeleteColumn("Cases", heading))
    desk.does(TypeCell("Cases", 2, len(BY_KEY["cases"].columns) + 2, "a stray word"))
    before = desk.headings("Cases")
    again = desk.set_up()
    assert [added.en for added in of(again, "cases").added] == [heading]
    after = [h for h in desk.headings("Cases") if h]
    assert after == [*(h for h in before if h), heading]
    key = next(c.key for c in BY_KEY["cases"].columns if c.heading.en == heading)
    tagged = [f"cases.{key}"] if key != "kind" else None
    assert desk.tags("Cases").get(heading) == tagged
    assert desk.tab("Cases").value(1, desk.column("Cases", heading) - 1) == "a stray word"
    nothing_is_left_to_do(desk)


def test_a_new_column_comes_under_the_filter_which_keeps_what_it_hides(desk):
    hides = {"condition": {"type": "NOT_BLANK"}}
    desk.does(AppendRow("Cases", {"Case ID": "C-1"}), DeleteColumn("Cases", "Kind"))
    made = desk.tab("Cases")
    made.basic_filter["filterSpecs"] = [{"columnIndex": 0, "filterCriteria": hides}]
    desk.set_up()
    assert made.basic_filter["rect"].right == desk.column("Cases", "Kind") + 1
    assert made.basic_filter["filterSpecs"] == [{"columnIndex": 0, "filterCriteria": hides}]
    nothing_is_left_to_do(desk)


def test_a_deleted_tab_is_made_again_with_its_rules(desk):
    rules = desk.rows("SLA")
    desk.does(DeleteTab("SLA"), DeleteTab("Disputes"))
    again = desk.set_up()
    assert {tab.table.key for tab in again.tabs if tab.made} == {"sla", "disputes"}
    assert desk.rows("SLA") == rules
    nothing_is_left_to_do(desk)


def test_a_tab_with_another_title_is_known_by_its_tag_and_said(desk):
    desk.does(RetitleTab("Cases", "Tickets of May"))
    again = nothing_is_left_to_do(desk)
    assert "name it Cases again" in words(again, "cases")
    assert "请改回“工单”" in words(again, "cases", ZH)
    assert "Cases" not in desk.titles()


def test_a_heading_that_was_renamed_is_said_and_not_added_anew(desk):
    desk.does(RenameHeading("Cases", "Clock state", "Light"))
    again = nothing_is_left_to_do(desk)
    assert "the heading 'Clock state' in column AK was changed" in words(again, "cases")


def test_a_heading_that_stands_twice_is_said(desk):
    desk.does(InsertColumn("Cases", "Kind", "Clock state"))
    again = nothing_is_left_to_do(desk)
    assert "'Clock state' stands in columns C, AL" in words(again, "cases")


def test_two_tabs_for_one_are_said(desk):
    desk.put(77, "工单", [["工单编号"]])
    again = desk.set_up()
    assert "the tabs 工单 could be Cases too" in words(again, "cases")
    assert desk.headings("工单")[:2] == ["工单编号", None]


def test_a_copy_of_a_tab_loses_our_tags_and_nothing_else(desk):
    desk.does(TypeCell("Cases", 2, "Case ID", "C-1"), DuplicateTab("Cases"))
    tags = desk.tags("Cases")
    desk.set_up()
    copy = next(title for title in desk.titles() if title.startswith("Copy of"))
    assert desk.tags(copy) == {}
    assert desk.tags("Cases") == tags
    assert desk.rows(copy) == desk.rows("Cases")
    nothing_is_left_to_do(desk)


def test_warnings_come_back_and_looks_that_people_took_away_do_not(desk):
    made = desk.tab("Cases")
    count = len(made.protected)
    desk.does(Unprotect("Cases"))
    made.banded, made.conditional, made.basic_filter = [], [], None
    desk.tab("Overview").charts = []
    desk.set_up()
    assert len(made.protected) == count
    assert (made.banded, made.conditional, made.basic_filter) == ([], [], None)
    assert desk.tab("Overview").charts == []
    nothing_is_left_to_do(desk)


def test_a_column_that_people_protect_needs_no_warning(desk):
    desk.does(Unprotect("Cases"), ProtectColumn("Cases", "Due"))
    desk.set_up()
    at = desk.column("Cases", "Due")
    covering = [e for e in desk.tab("Cases").protected if e["rect"].left == at]
    assert len(covering) == 1
    assert not covering[0].get("warningOnly")


def test_tabs_of_ours_grow_again(desk):
    desk.does(ShrinkGrid("Clocks", rows=3), ShrinkGrid("Cases", rows=3))
    desk.set_up()
    assert len(desk.tab("Clocks").rows) == 20
    assert len(desk.tab("Cases").rows) == 3


def test_a_protected_tab_is_left_alone_and_said(desk):
    desk.does(DeleteColumn("Orders", "Country"), DeleteColumn("Cases", "Kind"))
    desk.does(ProtectTab("Cases"))
    again = desk.set_up()
    assert "protected against the desk" in words(again, "cases")
    assert "Kind" not in desk.headings("Cases")
    assert "Country" in desk.headings("Orders")
    nothing_is_left_to_do(desk)


def test_a_protected_heading_row_keeps_one_tab_back_and_no_other(desk):
    desk.does(DeleteColumn("Cases", "Kind"), DeleteTab("Orders"))
    desk.does(ProtectColumn("Cases", "Why"))
    held = desk.tab("Cases").protected[-1]
    held["rect"] = type(held["rect"])(desk.tab("Cases").id, 0, 1)
    again = desk.set_up()
    assert "Google refused to change it" in words(again, "cases")
    assert not of(again, "cases").changed
    assert not of(again, "cases").added
    assert of(again, "orders").made
    assert "Orders" in desk.titles()
    assert "Kind" not in desk.headings("Cases")


# A team's own sheet becomes a desk.

OWN = [
    ["Notes", "订单编号", "Paid", None, "Country"],
    ["mind", "114-1", 46000.5, None, "DE"],
    [None, "0042", None, None, None, None, "far right"],
]


def test_a_teams_own_tab_is_completed_to_the_right_of_all_it_holds():
    shared = Shared({"orders ": OWN})
    done = shared.set_up()
    headings = shared.headings("orders ")
    assert headings[:7] == [*OWN[0], None, None]
    assert shared.tab("orders ").value(2, 6) == "far right"
    assert set(BY_KEY["orders"].heading_row(EN)) <= {*headings, "Order ID"}
    assert headings.count("Country") == 1
    assert "Order ID" not in headings
    assert shared.cell("orders ", 5, "订单编号").format["numberFormat"]["type"] == "TEXT"
    assert of(done, "orders").added
    assert not of(done, "orders").made
    assert shared.titles()[0] == "orders "
    nothing_is_left_to_do(shared)


def test_what_a_team_gave_its_tab_is_not_doubled():
    shared = Shared({"Orders": OWN})
    made = shared.tab("Orders")
    band = {"bandedRangeId": 5, "rect": _rect(made, 0, 3), "rowProperties": {}}
    made.banded = [band]
    made.basic_filter = {"rect": _rect(made, 0, 3)}
    made.frozen_rows = 2
    shared.set_up()
    assert made.banded == [band]
    assert made.basic_filter == {"rect": _rect(made, 0, 3)}
    assert made.frozen_rows == 2
    assert not made.cell(0, 0).format
    nothing_is_left_to_do(shared)


def _rect(made, left, right):
    return Rect(made.id, 0, 3, left, right)


def test_a_tab_whose_headings_are_not_known_is_left_alone_and_said():
    shared = Shared({"Cases": [["When", "Who"], ["May", "Li"]], "Orders": [[None], ["x"]]})
    done = shared.set_up()
    assert "none of the headings" in words(done, "cases")
    assert "none of the headings" in words(done, "orders")
    assert shared.headings("Cases")[:3] == ["When", "Who", None]
    nothing_is_left_to_do(shared)


def test_an_empty_tab_of_the_right_title_is_filled():
    shared = Shared({"Mine": [["x"]], "团队": [], "SLA": []})
    done = shared.set_up(ZH)
    assert of(done, "team").made
    assert shared.headings("团队")[0] == "姓名"
    nothing_is_left_to_do(shared, ZH)


# People edit while the desk is being set up.

MEANWHILE = {
    "types into the empty tab": [TypeCell("Sheet1", 1, 1, "mine")],
    "retitles the empty tab": [RetitleTab("Sheet1", "Mine")],
    "takes a title that we want": [RetitleTab("Sheet1", "Cases")],
}


@pytest.mark.parametrize("deeds", MEANWHILE.values(), ids=MEANWHILE)
@pytest.mark.parametrize("before", [LAST_READ, LAST_READ + 1])
def test_nothing_is_lost_of_what_is_done_to_a_new_sheet_meanwhile(deeds, before):
    shared = Shared()
    shared.set_up(script={before: deeds})
    shared.set_up()
    assert {"Overview", "Cases", "Settings"} <= set(shared.titles())
    nothing_is_left_to_do(shared)


COLUMNS = {
    "inserts a column at the front": [InsertColumn("Cases", 1, "Mood")],
    "inserts a column at the end": [InsertColumn("Cases", "Why", "Mood")],
    "deletes a column": [DeleteColumn("Cases", "Channel")],
    "moves a column of ours": [MoveColumn("Cases", "Due", "Country")],
    "deletes the tab": [DeleteTab("Cases")],
    "retitles the tab": [RetitleTab("Cases", "Old cases")],
}


@pytest.mark.parametrize("deeds", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize("before", [LAST_READ, LAST_READ + 2])
def test_columns_that_move_meanwhile_end_up_with_their_own_tags(desk, deeds, before):
    desk.does(DeleteColumn("Cases", "Kind"), TypeCell("Cases", 2, "Status", "new"))
    for column in desk.tab("Cases").columns:
        column.tags = []
    desk.set_up(script={before: deeds})
    desk.set_up()
    for title in desk.titles():
        for heading, tags in desk.tags(title).items():
            key = tags[0].partition(".")[2]
            assert heading == (
                BY_KEY[tags[0].partition(".")[0]].fields[key].heading.en if key else ""
            )
    nothing_is_left_to_do(desk)


@pytest.mark.parametrize("mishap", [LostResponse(), Timeout(lands=179), Timeout()], ids=str)
@pytest.mark.parametrize("tabs", [{}, {"Orders": OWN}], ids=["new", "own"])
def test_a_write_of_which_nobody_knows_is_never_done_twice(mishap, tabs):
    shared = Shared(tabs)
    write = LAST_READ + 1 + bool(tabs)
    weather = Weather.script({write: mishap}, latency=0.0).over(shared.service)
    with pytest.raises(WorkbookUnsureError):
        shared.set_up()
    shared.set_up()
    weather.lands(shared.service, everything=True)
    headings = [h for h in shared.headings("Orders") if h]
    assert len(headings) == len(set(headings))
    assert len(shared.titles()) == len(USUAL)
    nothing_is_left_to_do(shared)
