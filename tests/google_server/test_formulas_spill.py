"""Array formulas that spill into their neighbours."""

from __future__ import annotations

from tests.google.formulas import recalculate
from tests.google.state import Cell
from tests.google_server.formula_bench import book_of, put, values


def test_array_literals_spill():
    book = book_of(T=[["={1,2;3,4}"]])
    assert values(book.sheets[0]) == [[1, 2], [3, 4]]
    assert book.sheets[0].cell(1, 1).spilled
    assert not book.sheets[0].cell(0, 0).spilled


def test_functions_that_give_arrays_spill():
    lines = [["b", 2, "=SORT(A1:B3,2,TRUE)"], ["a", 1], ["b", 2]]
    assert [line[2:] for line in values(book_of(T=lines).sheets[0])] == [
        ["a", 1], ["b", 2], ["b", 2],
    ]  # fmt: skip
    lines[0][2] = "=UNIQUE(A1:B3)"
    assert [line[2:] for line in values(book_of(T=lines).sheets[0])] == [["b", 2], ["a", 1], []]
    lines[0][2] = "=TRANSPOSE(A1:A3)"
    assert values(book_of(T=lines).sheets[0])[0][2:] == ["b", "a", "b"]


def test_a_spill_over_a_value_shows_ref_and_spills_nothing():
    book = book_of(T=[["={1;2;3}"], [], ["mine"]])
    cell = book.sheets[0].cell(0, 0)
    assert cell.value == "#REF!"
    assert cell.reason == ("Array result was not expanded because it would overwrite data in A3.")
    assert values(book.sheets[0]) == [["#REF!"], [], ["mine"]]


def test_a_spill_comes_back_when_the_place_is_free_and_shrinks_with_its_source():
    book = book_of(T=[["={1;2;3}"], [], ["mine"]])
    sheet = book.sheets[0]
    sheet.rows[2].cells[0] = None
    recalculate(book)
    assert values(sheet) == [[1], [2], [3]]
    sheet.cell(0, 0).formula = "={1;2}"
    recalculate(book)
    assert values(sheet) == [[1], [2]]


def test_a_spill_that_does_not_fit_the_grid_says_how_much_is_missing():
    book = book_of(rows=2, T=[["={1;2;3}"]])
    assert book.sheets[0].cell(0, 0).reason == (
        "Result was not automatically expanded, please insert more rows (1)."
    )


def test_two_spills_do_not_take_each_others_place():
    book = book_of(T=[["={1;2}"], []])
    put(book.sheets[0].rows[1].touch(1), "={9,9}", book)
    book.sheets[0].rows[1].cells[0] = None
    put(book.sheets[0].rows[1].touch(0), "={7,7}", book)
    recalculate(book)
    assert book.sheets[0].value(0, 0) == "#REF!"


def test_cells_are_replaced_so_that_an_undo_may_keep_the_old_ones():
    book = book_of(T=[["=B1", 1, "={1;2}"]])
    sheet = book.sheets[0]
    before, kept = sheet.cell(0, 0), sheet.cell(1, 2)
    sheet.rows[0].put(1, Cell(5.0))
    sheet.cell(0, 2).formula = "={3;4}"
    recalculate(book)
    assert (sheet.value(0, 0), sheet.value(1, 2)) == (5, 4)
    assert (before.value, kept.value) == (1, 2)


def test_what_spills_keeps_the_look_of_the_cells():
    book = book_of(T=[["={1;2}"]])
    bold = {"textFormat": {"bold": True}}
    book.sheets[0].rows[1].put(0, Cell(2.0, format=bold, spilled=True))
    recalculate(book)
    assert book.sheets[0].cell(1, 0).format == bold


def test_others_see_what_was_spilled():
    book = book_of(T=[["=SUM(B1:B3)", "=Other!A2"]], Other=[["={1;2;3}", "=SUM(A1:A3)"]])
    assert book.sheets[0].value(0, 0) == 2
    assert book.sheets[1].value(0, 1) == 6


HEADING = '={"State";ARRAYFORMULA(IF(A2:A="","",IFERROR(VLOOKUP(A2:A,\'Desk\'!A2:E,2,FALSE),"")))}'


def mirror(heading=HEADING, locale="en_US"):
    team = [["Id", heading], ["b"], ["a"], [], ["zzz"], ["B"]]
    desk = [["Id", "State"], ["a", "paid"], ["b", "waiting"], ["b", "twice"]]
    return book_of(locale, Team=team, Desk=desk)


def test_the_heading_that_mirrors_another_tab():
    column = [mirror().sheets[0].value(row, 1) for row in range(7)]
    assert column == ["State", "waiting", "paid", "", "", "waiting", ""]


def test_the_heading_in_a_locale_with_a_decimal_comma():
    heading = HEADING.replace(",", ";")
    column = [mirror(heading, "de_DE").sheets[0].value(row, 1) for row in range(4)]
    assert column == ["State", "waiting", "paid", ""]


def test_arrayformula_side_by_side():
    book = book_of(T=[[1, 10, "=ARRAYFORMULA(A1:A3+B1:B2)"], [2, 20], [3]])
    assert [book.sheets[0].value(row, 2) for row in range(3)] == [11, 22, "#N/A"]
    book = book_of(T=[[1, 2, "=ARRAYFORMULA(A1:B1*A1:A2)"], [3]])
    assert [line[2:] for line in values(book.sheets[0])] == [[1, 2], [3, 6]]


def test_without_formulas_nothing_is_looked_at():
    book = book_of(T=[["1"]])
    assert not book.formulas
    book.sheets = None
    recalculate(book)


def test_the_last_formula_gone_its_spill_goes_too():
    book = book_of(T=[["={1;2}"]])
    book.sheets[0].rows[0].cells[0] = None
    recalculate(book)
    assert values(book.sheets[0]) == []


def test_thousands_of_lookups_take_one_index():
    desk = [["Id", "State"], *[[f"c{n}", f"s{n}"] for n in range(5000)]]
    team = [["Id", HEADING], *[[f"c{n * 7 % 5000}"] for n in range(5000)]]
    sheet = book_of(Team=team, Desk=desk).sheets[0]
    assert all(sheet.value(n + 1, 1) == f"s{n * 7 % 5000}" for n in range(5000))
