"""A new spreadsheet becomes a desk: what stands in it then, and at what cost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.model.face import ClockState
from chalicelib.model.problem import Rank
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language
from chalicelib.ports.workbook import WorkbookRefusedError
from chalicelib.sample.contents import sample
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, OVERVIEW
from chalicelib.tables.workbook_read import opened, titles
from tests.adapters.set_up_made import USUAL, Shared, small_tabs, wrote
from tests.google.person import RevokeAccess

EN, ZH = Language.EN, Language.ZH
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def few_rows():
    """Tabs of few rows, so that the test server has less to do."""
    with small_tabs(40, overview=40):
        yield


@pytest.fixture(scope="module", params=[EN, ZH], ids=str)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def new(few_rows, language):  # noqa: ARG001
    """A spreadsheet that was new and empty, set up; nobody changes it any more."""
    shared = Shared()
    shared.done = shared.set_up(language)
    return shared


@pytest.fixture
def filled(few_rows, language):  # noqa: ARG001
    shared = Shared(zone="Asia/Shanghai")
    shared.set_up(language, sample(language))
    return shared


def test_a_new_sheet_costs_one_write_and_ten_calls_at_most():
    shared = Shared()
    done = shared.set_up()
    assert wrote(done) == 1
    assert sum(shared.service.calls.values()) == sum(done.calls.values()) <= 10
    assert all(tab.made and not tab.said for tab in done.tabs)
    assert len(shared.tab("Cases").rows) == 1000
    assert len(shared.tab("Clocks").rows) == 2000


def test_all_tabs_stand_in_their_order_and_the_empty_one_became_the_overview(new, language):
    assert new.titles() == [table.name.said(language) for table in USUAL]
    assert new.tab(OVERVIEW.name.said(language)).id == 0


@pytest.mark.parametrize("table", USUAL, ids=lambda table: table.key)
def test_every_tab_has_its_headings_and_rows(new, language, table):
    title, count = table.name.said(language), len(table.columns)
    assert new.headings(title)[:count] == table.heading_row(language)
    made = new.tab(title)
    assert made.frozen_rows == 1
    assert made.tab_color
    assert all(made.cell(0, n).note and made.cell(0, n).format for n in range(count))
    assert len(made.banded) == 1
    assert bool(made.basic_filter) == (table is not OVERVIEW)
    if made.basic_filter:
        assert (made.basic_filter["rect"].left, made.basic_filter["rect"].right) == (0, count)


@pytest.mark.parametrize("table", USUAL, ids=lambda table: table.key)
def test_ids_and_our_columns_bear_tags_and_what_is_not_everybodys_warns(new, language, table):
    title = table.name.said(language)
    ours = [c for c in table.columns if c in table.desk or table.room is Room.DESK]
    ids = [c for c in table.columns if c.key == "id"]
    tags = {c.heading.said(language): [f"{table.key}.{c.key}"] for c in (*ours, *ids)}
    assert new.tags(title) == {"": [table.key], **tags}
    protected = new.tab(title).protected
    assert all(entry["warningOnly"] for entry in protected)
    spans = {(entry["rect"].left, entry["rect"].right) for entry in protected}
    places = [table.columns.index(c) for c in ours]
    wanted = {(n, n + 1) for n in places}
    assert spans == (wanted if table.room is Room.RECORDS else {(None, None)})


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("cases.id", ("TEXT", "@")),
        ("cases.opened", ("DATE_TIME", "yyyy-mm-dd hh:mm")),
        ("cases.due", ("DATE_TIME", "yyyy-mm-dd hh:mm")),
        ("cases.amount", ("NUMBER", "#,##0.00")),
        ("cases.problem", None),
        ("sla.target", ("TEXT", "@")),
        ("holidays.day", ("DATE", "yyyy-mm-dd")),
        ("clocks.record", ("TEXT", "@")),
    ],
)
def test_columns_show_what_they_hold(new, language, column, kind):
    tab, _, key = column.partition(".")
    table = BY_KEY[tab]
    cell = new.cell(table.name.said(language), 30, table.fields[key].heading.said(language))
    found = ((cell and cell.format) or {}).get("numberFormat")
    assert found == (kind and {"type": kind[0], "pattern": kind[1]})


@pytest.mark.parametrize(
    ("column", "wraps"),
    [
        ("cases.step", True),
        ("cases.why", True),
        ("orders.because", True),
        ("cases.problem", False),
        ("cases.due", False),
        ("clocks.why", False),
    ],
)
def test_long_words_of_the_desk_beside_a_record_wrap(new, language, column, wraps):
    tab, _, key = column.partition(".")
    table = BY_KEY[tab]
    cell = new.cell(table.name.said(language), 30, table.fields[key].heading.said(language))
    found = ((cell and cell.format) or {}).get("wrapStrategy")
    assert found == ("WRAP" if wraps else None)


def test_people_choose_words_and_names_and_are_never_barred(new, language):
    cases = BY_KEY["cases"]
    title, status, owner = (
        p.said(language)
        for p in (cases.name, cases.fields["status"].heading, cases.fields["owner"].heading)
    )
    rule = new.cell(title, 30, status).validation
    words = [value["userEnteredValue"] for value in rule["condition"]["values"]]
    assert words == [word.said(language) for word in cases.fields["status"].codec.choices]
    assert not rule["strict"]
    named = new.cell(title, 30, owner).validation["condition"]
    team = BY_KEY["team"].name.said(language)
    assert named["type"] == "ONE_OF_RANGE"
    assert named["values"] == [{"userEnteredValue": f"='{team}'!$A$2:$A"}]


def test_states_have_colours_in_both_languages_whatever_parts_arguments(new, language):
    rules = new.tab(BY_KEY["cases"].name.said(language)).conditional
    said = [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]
    assert len(said) == len(ClockState) + 3 + len(Outcome)
    for word in (*ClockState, *Outcome):
        assert any(f'"{word.value}"' in text and f'"{word.zh}"' in text for text in said)
    assert not any("," in text or ";" in text for text in said)


def test_the_overview_shows_two_charts_of_its_figures(new, language):
    overview = new.tab(OVERVIEW.name.said(language))
    charts = [chart["spec"]["basicChart"] for chart in overview.charts]
    sources = [c["series"][0]["series"]["sourceRange"]["sources"][0] for c in charts]
    spans = [(s["startRowIndex"], s["endRowIndex"], s["startColumnIndex"]) for s in sources]
    assert spans == [(2, 11, 1), (11, 17, 1)]


def test_the_rules_are_the_default_ones_in_the_sheets_own_zone(new, language):
    sla = new.rows(BY_KEY["sla"].name.said(language))
    assert len(sla) > 10
    held = {row[0]: row[1] for row in new.rows(BY_KEY["settings"].name.said(language))}
    assert "Europe/Berlin" in held.values()
    assert "Asia/Shanghai" not in held.values()
    assert (new.book.zone, new.book.locale) == ("Europe/Berlin", "de_DE")
    assert new.done.zone == "Europe/Berlin"


def test_the_desk_reads_it_without_a_problem(new, language):
    read = opened(GoogleWorkbook(new.client, new.book.id).read(titles()), NOW)
    assert [p for p in read.problems if p.rank is Rank.LAYOUT] == [
        p for p in read.problems if (p.tab, p.column) == ("team", "email")
    ]
    assert len(read.parsed) == len(USUAL)
    assert read.settings.locale.zone.key == "Europe/Berlin"
    assert read.settings.locale.language is language


def test_a_sample_reads_as_it_does_on_disk(filled, language):
    read = opened(GoogleWorkbook(filled.client, filled.book.id).read(titles()), NOW)
    expected = {key: len(rows) for key, rows in sample(language).items()}
    held = {title: len(filled.rows(BY_KEY[title].name.said(language))) for title in expected}
    assert held == expected
    assert read.parsed["cases"].records


@pytest.mark.usefixtures("few_rows")
def test_words_stay_words_whatever_they_look_like():
    rest = [""] * (len(BY_KEY["team"].columns) - 5)
    team = [["=1+1", "0042", "TRUE", "2026-01-01", "+49 30", *rest]]
    shared = Shared()
    shared.set_up(EN, {"team": team})
    assert shared.rows("Team")[0][:5] == team[0][:5]
    assert shared.tab("Team").cell(1, 0).formula is None


def test_a_sheet_that_is_not_shared_is_refused_and_stays_as_it_is():
    shared = Shared()
    shared.does(RevokeAccess())
    with pytest.raises(WorkbookRefusedError):
        shared.set_up()
    assert shared.titles() == ["Sheet1"]


@pytest.mark.usefixtures("few_rows")
@pytest.mark.parametrize(
    ("tabs", "first"),
    [
        ({"Sheet1": []}, "Overview"),
        ({"工作表1": []}, "Overview"),
        ({"Sheet1": [[None], [None, "mine"]]}, "Sheet1"),
        ({"Mine": []}, "Mine"),
        ({"Mine": [], "Sheet1": []}, "Mine"),
    ],
    ids=["empty", "empty, in Chinese", "used", "another title", "not the first"],
)
def test_only_a_wholly_empty_first_tab_becomes_the_overview(tabs, first):
    shared = Shared(tabs)
    shared.set_up()
    assert shared.titles()[0] == first
    assert len(shared.titles()) == len(USUAL) + len(tabs) - (first == "Overview")


@pytest.mark.usefixtures("few_rows")
def test_a_note_makes_a_tab_somebodys(language):
    shared = Shared({"Sheet1": []})
    shared.tab("Sheet1").rows[3].touch(2).note = "remember"
    shared.set_up(language)
    assert shared.titles()[0] == "Sheet1"
