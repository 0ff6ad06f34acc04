"""The workbooks that ship: current, the same every time, and what the product reads."""

from io import BytesIO

import openpyxl
import pytest

from chalicelib.adapters.xlsx.new import create, rendered
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.model.face import ClockState
from chalicelib.model.problem import Rank
from chalicelib.model.word import Language
from chalicelib.ports.workbook import WorkbookExistsError
from chalicelib.sample.contents import START
from chalicelib.tables.codec import Shape
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import BY_KEY, CASES, OVERVIEW, SLA, TABS
from chalicelib.tables.workbook_read import opened, titles
from sheets_templates import build

LANGUAGES = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def made():
    return build.made()


def template(language, name="desk"):
    return build.HERE / f"{name}-{language}.xlsx"


def book(language, name="desk"):
    return openpyxl.load_workbook(template(language, name))


def test_every_generated_file_is_current(made):
    assert list(build.stale(made)) == []


def test_a_workbook_comes_out_the_same_byte_for_byte(made):
    assert made == build.made()


def test_the_check_names_what_is_stale(capsys, monkeypatch):
    monkeypatch.setattr(build, "made", lambda: {build.HERE / "README.md": b"old"})
    assert build.main(["--check"]) == 1
    assert "sheets_templates/README.md" in capsys.readouterr().err


@LANGUAGES
def test_an_empty_desk_lacks_nothing_but_a_team(language):
    read = opened(XlsxWorkbook(template(language)).read(titles()), START)
    grave = [(p.tab, p.column) for p in read.problems if p.rank is Rank.LAYOUT]
    assert grave == [("team", "email")]
    assert {table.key for table in TABS} == set(read.parsed)
    assert language is read.settings.locale.language


@LANGUAGES
def test_every_default_rule_is_understood(language):
    read = opened(XlsxWorkbook(template(language)).read(titles()), START)
    chosen = [c for rules in read.rulebook.rulesets.values() for c in rules.choosers]
    assert len(default_rows(home(language))["sla"]) == sum(len(c.rules) for c in chosen)


@LANGUAGES
def test_every_heading_stands_and_says_what_belongs_there(language):
    shown = book(language)
    for table in TABS:
        first = shown[table.name.said(language)][1]
        for cell, column in zip(first, table.columns, strict=False):
            assert column.heading.said(language) == cell.value
            assert column.help.said(language) in cell.comment.text


@LANGUAGES
def test_every_choice_has_its_dropdown_and_none_bars_pasting(language):
    shown = book(language)
    for table in (t for t in TABS if t.room is not Room.DESK):
        rules = shown[table.name.said(language)].data_validations.dataValidation
        places = {str(rule.sqref).partition("2:")[0] for rule in rules}
        wanted = {
            openpyxl.utils.get_column_letter(n)
            for n, c in enumerate(table.columns, start=1)
            if c.codec.shape in (Shape.CHOICE, Shape.YES_NO) and c.owner is not Owner.DESK
        }
        assert wanted <= places
        assert {"warning"} >= {rule.errorStyle for rule in rules}


@LANGUAGES
def test_ids_and_rules_are_plain_text_and_instants_are_dates(language):
    shown = book(language, "sample")
    for table, key, wanted in (
        (CASES, "id", "@"),
        (CASES, "opened", "yyyy-mm-dd hh:mm"),
        (CASES, "due", "yyyy-mm-dd hh:mm"),
        (SLA, "target", "@"),
    ):
        place = [c.key for c in table.columns].index(key) + 1
        letter = openpyxl.utils.get_column_letter(place)
        sheet = shown[table.name.said(language)]
        assert wanted == sheet.column_dimensions[letter].number_format


@LANGUAGES
def test_words_of_the_desk_beside_a_record_wrap_and_nothing_else_does(language):
    shown = book(language)
    for table in (t for t in TABS if t.room is Room.RECORDS):
        widths = shown[table.name.said(language)].column_dimensions
        for n, column in enumerate(table.columns, start=1):
            told = column.owner is Owner.DESK and column.codec.shape is Shape.TEXT
            look = widths[openpyxl.utils.get_column_letter(n)].alignment
            assert bool(look.wrap_text) == told, (table.key, column.key)


@LANGUAGES
def test_the_overviews_chart_counts_the_states(language):
    (chart,) = book(language)[OVERVIEW.name.said(language)]._charts  # noqa: SLF001
    (series,) = chart.series
    last = 2 + len(ClockState)
    assert series.cat.strRef.f.endswith(f"$A$3:$A${last}")
    assert series.val.numRef.f.endswith(f"$B$3:$B${last}")


@LANGUAGES
def test_text_that_looks_like_a_formula_stays_text(language):
    named = CASES.record("CASE-1", customer="=1+1", problem="@SUM(A1)")
    content = rendered(language, {**default_rows(home(language)), "cases": [named]})
    sheet = openpyxl.load_workbook(BytesIO(content))[CASES.name.said(language)]
    assert sheet.cell(2, 10).data_type == "s"
    assert sheet.cell(2, 10).value == "=1+1"


@LANGUAGES
def test_what_is_created_is_read_back_as_it_was(language, tmp_path):
    rows = default_rows(home(language))
    create(tmp_path / "desk.xlsx", language, rows)
    read = opened(XlsxWorkbook(tmp_path / "desk.xlsx").read(titles()), START)
    for key in ("sla", "hours", "settings"):
        assert list(rows[key]) == read.parsed[key].records


def test_nothing_is_overwritten(tmp_path):
    path = tmp_path / "desk.xlsx"
    path.write_text("mine")
    with pytest.raises(WorkbookExistsError) as raised:
        create(path, Language.EN, {})
    assert "desk.xlsx" in str(raised.value)
    assert path.read_text() == "mine"
    assert [path] == list(tmp_path.iterdir())


def test_a_value_no_cell_can_hold_leaves_no_file(tmp_path):
    row = [None] * len(BY_KEY["cases"].columns)
    row[13] = "x" * 40_000
    with pytest.raises(ValueError, match="32767"):
        create(tmp_path / "desk.xlsx", Language.EN, {"cases": [row]})
    assert list(tmp_path.iterdir()) == []
