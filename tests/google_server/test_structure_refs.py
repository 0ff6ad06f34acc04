"""Formulas whose references follow what moves."""

import pytest

from tests.google import structure as st
from tests.google.state import Rect, Spreadsheet, World
from tests.google.structure_formula import shift

WORLD = World()


def tab(book, title):
    size = {"rowCount": 10, "columnCount": 5}
    return st.add_sheet(WORLD, book, {"title": title, "gridProperties": size})


@pytest.fixture
def book():
    return Spreadsheet("id", "Desk")


@pytest.fixture
def sheet(book):
    return tab(book, "Cases")


def put(sheet, formula, row=9, index=4):
    cell = sheet.rows[row].touch(index)
    cell.formula = formula
    return lambda: next(
        c.formula for r in sheet.rows for c in r.cells if c is not None and c.formula
    )


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=A1", "=A1"),
        ("=A3", "=A5"),
        ("=$A$3", "=$A$5"),
        ("=SUM(A1:A2)", "=SUM(A1:A2)"),
        ("=SUM(A1:A3)", "=SUM(A1:A5)"),
        ("=SUM(A2:A)", "=SUM(A2:A)"),
        ("=SUM(A3:A)", "=SUM(A5:A)"),
        ("=SUM(A:A)+SUM(3:4)", "=SUM(A:A)+SUM(5:6)"),
        ('="A3"&A3', '="A3"&A5'),
        ("=cases!A3+Other!A3", "=cases!A5+Other!A3"),
        ("=LOG10(A3)", "=LOG10(A5)"),
    ],
)
def test_references_follow_inserted_rows(book, sheet, formula, after):
    tab(book, "Other")
    now = put(sheet, formula)
    st.insert(book, sheet, "ROWS", 2, 2)
    assert now() == after


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=A1", "=A1"),
        ("=A3", "=#REF!"),
        ("=A5", "=A3"),
        ("=SUM(A3:A4)", "=SUM(#REF!)"),
        ("=SUM(A2:A5)", "=SUM(A2:A3)"),
        ("=SUM(A4:A6)", "=SUM(A3:A4)"),
        ("=SUM(A4:A)", "=SUM(A3:A)"),
    ],
)
def test_references_follow_deleted_rows(book, sheet, formula, after):
    now = put(sheet, formula)
    st.delete(book, sheet, "ROWS", 2, 4)
    assert now() == after


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=A1", "=A1"),
        ("=A2", "=A6"),
        ("=A3", "=A2"),
        ("=A6", "=A5"),
        ("=A7", "=A7"),
        ("=SUM(A2:A10)", "=SUM(A2:A10)"),
        ("=SUM(A2:A)", "=SUM(A2:A)"),
    ],
)
def test_references_follow_a_moved_row(book, sheet, formula, after):
    now = put(sheet, formula)
    st.move(book, sheet, "ROWS", 1, 2, 6)
    assert now() == after


def test_a_reference_from_another_sheet_follows_and_is_lost_with_its_sheet(book, sheet):
    other = tab(book, "It's other")
    now = put(sheet, "='It''s other'!C3")
    st.insert(book, other, "COLUMNS", 0, 1)
    assert now() == "='It''s other'!D3"
    st.retitle(book, other, "Plain")
    assert now() == "=Plain!D3"
    st.delete_sheet(book, other)
    assert now() == "=#REF!"


def test_a_copy_of_a_formula_looks_from_its_own_place():
    assert shift("=A1+$A1+A$1+$A$1+SUM(B:B)", 2, 1) == "=B3+$A3+B$1+$A$1+SUM(C:C)"
    assert shift("=A1", -1, 0) == "=#REF!"
    assert shift('="A1"', 5, 5) == '="A1"'


def test_rules_that_look_at_other_cells_follow(book, sheet):
    values = [{"userEnteredValue": "=Cases!A3:A5"}]
    cell = sheet.rows[0].touch(0)
    cell.validation = {"condition": {"type": "ONE_OF_RANGE", "values": values}}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A3>1"}]}
    sheet.conditional = [{"rects": [Rect(sheet.id)], "booleanRule": {"condition": condition}}]
    st.insert(book, sheet, "ROWS", 1, 1)
    followed = sheet.rows[0].cell(0).validation["condition"]["values"]
    assert followed == [{"userEnteredValue": "=Cases!A4:A6"}]
    rule = sheet.conditional[0]["booleanRule"]["condition"]["values"]
    assert rule == [{"userEnteredValue": "=A4>1"}]
    assert values == [{"userEnteredValue": "=Cases!A3:A5"}]
