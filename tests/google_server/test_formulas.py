from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.formula_locale import set_locale, translated
from tests.google.formulas import recalculate
from tests.google.state import CellError, Rect
from tests.google_server.formula_bench import book_of, values

CIRCLE = "Circular dependency detected"
TABLE = [
    [None, "a", "b", "c"],
    [None, 1, 2, 3],
    [None, 4, 5, 6],
    [None, "x", None, True],
]


def outcome(formula, locale="en_US"):
    """What a formula in A1 beside the table gives."""
    lines = [[formula, *TABLE[0][1:]], *TABLE[1:]]
    cell = book_of(locale, T=lines, Other=[["far", 9]]).sheets[0].rows[0].cells[0]
    return cell.value


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=1+2*3", 7),
        ("=(1+2)*3", 9),
        ("=2^3^2", 64),
        ("=-2^2", 4),
        ("=10-4-3", 3),
        ("=50%", 0.5),
        ("=1/4", 0.25),
        ('="a"&1.5&TRUE', "a1.5TRUE"),
        ('="say ""hi"""', 'say "hi"'),
        ("=1<>2", True),
        ('="a"="A"', True),
        ('="b">"A"', True),
        ('=2<"1"', True),  # numbers come before texts
        ("=1=TRUE", False),
        ('=A9=""', True),
        ("=A9=0", True),
        ('="12"+1', 13),
        ("=$B$2+B3", 5),
        ("=Other!B1", 9),
        ("='Other'!A1", "far"),
        ("=SUM(B2:D3)", 21),
        ("=SUM(B2:B)", 5),
        ("=SUM(B:B,1)", 6),
        ("=SUM(2:2)", 6),
        ("=AVERAGE(B2:C3)", 3),
        ("=MIN(B2:D3)", 1),
        ("=MAX(B2:D3,10)", 10),
        ("=COUNT(B1:D4)", 6),
        ("=COUNTA(B1:D4)", 11),
        ('=COUNTIF(B1:D3,">3")', 3),
        ('=COUNTIF(B1:D4,"a*")', 1),
        ('=COUNTIF(B1:D4,"<>a")', 11),
        ("=COUNTIF(B1:D4,4)", 1),
        ('=COUNTIFS(B2:B3,">0",C2:C3,5)', 1),
        ('=SUMIF(B2:B3,">1",C2:C3)', 5),
        ("=ROUND(2.5)", 3),
        ("=ROUND(-1.005,2)", -1.01),
        ("=ROUND(1234,-2)", 1200),
        ("=ABS(-3)", 3),
        ("=ROUND(1E300)", 1e300),
        ("=VLOOKUP(5,5,1)", 5),
        ('=IF(B2=1,"y","n")', "y"),
        ('=IF(B2>1,"y")', False),
        ('=IF(TRUE,"fine",1/0)', "fine"),
        ('=IFERROR(1/0,"e")', "e"),
        ('=IFERROR(5,"e")', 5),
        ('=IFNA(VLOOKUP(9,B2:C3,2,FALSE),"none")', "none"),
        ('=IFS(B2>1,"big",TRUE,"small")', "small"),
        ("=AND(TRUE,B2=1,B4:D4)", True),
        ("=OR(FALSE,B2=2)", False),
        ("=NOT(B2=2)", True),
        ("=ISBLANK(A9)", True),
        ("=ISBLANK(B1)", False),
        ('=LEN("abc")', 3),
        ('=LEFT("abc")&RIGHT("abc",2)&MID("abcdef",2,3)', "abcbcd"),
        ('=TRIM("  a   b ")', "a b"),
        ('=UPPER("a")&LOWER("B")', "Ab"),
        ("=CONCATENATE(B1:D1,1)", "abc1"),
        ('=TEXT(0.256,"0%")', "26%"),
        ('=TEXT(46347,"yyyy-mm-dd")', "2026-11-21"),
        ('=VALUE("1,234")', 1234),
        ('=VALUE("2026-11-21")', 46347),
        ("=TODAY()", 46347),  # past midnight in Shanghai
        ("=NOW()", 46347 + 0.5 / 24),
        ("=ROW()", 1),
        ("=ROW(B7)*100+COLUMN(C1)", 703),
        ("=VLOOKUP(4,B2:C3,2,FALSE)", 5),
        ("=VLOOKUP(3,B2:C3,2)", 2),
        ('=VLOOKUP("x*",B2:D4,3,FALSE)', True),
        ('=XLOOKUP("B",B1:D1,B2:D2)', 2),
        ('=XLOOKUP("q",B1:D1,B2:D2,"no")', "no"),
        ('=MATCH("c",B1:D1,0)', 3),
        ("=MATCH(3,B2:B3)", 1),
        ("=INDEX(B1:D3,2,3)", 3),
        ("=INDEX(B1:B3,3)", 4),
        ("=SUM(INDEX(B2:D3,0,2))", 7),
        ("=SUM(FILTER(B2:B3,C2:C3>2))", 4),
        ("=SUM(ARRAYFORMULA(B2:B3*C2:C3))", 22),
        ('=HYPERLINK("https://shop.example","order")', "order"),
        ("=true", True),
        ("= 1 + SUM( B2 , B3 )", 6),
    ],
)  # fmt: skip
def test_a_formula_gives(formula, result):
    got = outcome(formula)
    assert got == pytest.approx(result)
    assert isinstance(got, bool) == isinstance(result, bool)


@pytest.mark.parametrize(
    ("formula", "error", "reason"),
    [
        ("=1/0", "#DIV/0!", "Function DIVIDE parameter 2 cannot be zero."),
        ("=B4+1", "#VALUE!", "cannot be coerced to a number"),
        ("=VLOOKUP(9,B2:C3,2,FALSE)", "#N/A", "Did not find value '9' in VLOOKUP evaluation."),
        ("=VLOOKUP(1,B2:C3,5,FALSE)", "#REF!", "out of bounds"),
        ("=FOO(1)", "#NAME?", "Unknown function: 'FOO'."),
        ("=QUERY(B1:D3)", "#NAME?", "Unknown function"),
        ("=foo", "#NAME?", "Unknown range name: 'FOO'."),
        ("=1+", "#ERROR!", "Formula parse error."),
        ("=SUM(B2:B3", "#ERROR!", "Formula parse error."),
        ("=A1", "#REF!", CIRCLE),
        ("=SUM(A:A)", "#REF!", CIRCLE),
        ("=Nowhere!A1", "#REF!", "Unresolved sheet name 'Nowhere'."),
        ("=A99", "#REF!", "Reference does not exist."),
        ("=SUM(#REF!)", "#REF!", "Reference does not exist."),
        ("=IF(1)", "#N/A", "Wrong number of arguments to IF."),
        ("=ROUND()", "#N/A", "Wrong number of arguments to ROUND."),
        ("=UPPER(1,2)", "#N/A", "Wrong number of arguments to UPPER."),
        ("=COUNTIFS(B2:B3,1,C2:C3)", "#N/A", "Wrong number of arguments to COUNTIFS."),
        ("=SORT(B2:C3,5,TRUE)", "#VALUE!", "out of bounds"),
        ("=XLOOKUP(1,B2:B3,C2:C4)", "#VALUE!", "of different size"),
        ("=B3:B4", "#VALUE!", "An array value could not be found."),
        ("=FILTER(B2:B3,C2:C3>9)", "#N/A", "No matches are found in FILTER evaluation."),
        ("={1,2;3}", "#VALUE!", "missing values for one or more rows"),
        ('=MID("a",0,1)', "#NUM!", ""),
    ],
)
def test_a_formula_fails(formula, error, reason):
    cell = book_of(T=[[formula, *TABLE[0][1:]], *TABLE[1:]]).sheets[0].rows[0].cells[0]
    assert isinstance(cell.value, CellError)
    assert cell.value == error
    assert reason in cell.reason


def test_errors_pass_through_what_does_not_ask_for_them():
    assert outcome("=1+1/0") == "#DIV/0!"
    assert outcome("=SUM(1,1/0)") == "#DIV/0!"
    assert outcome('=IF(1/0,"a","b")') == "#DIV/0!"


def test_a_decimal_comma_moves_the_other_separators():
    assert outcome("=1,5*2", "de_DE") == 3
    assert outcome("=SUM(B2;B3)", "de_DE") == 5
    assert outcome("=SUM(B2,B3)", "de_DE") == "#ERROR!"
    assert outcome('=TEXT(1234,5;"#,##0.00")', "de_DE") == "1.234,50"
    assert outcome("=SUM({1\\2;3\\4})", "de_DE") == 10
    assert outcome("=SUM(B2;B3)", "en_US") == 5


def test_a_range_in_a_single_place_is_the_cell_in_the_same_row():
    book = book_of(T=[[1, "=A1:A3*10"], [2, "=A1:A3*10"], [3, "=$A$1:$A$3*10"]])
    assert values(book.sheets[0]) == [[1, 10], [2, 20], [3, 30]]


def test_formulas_are_worked_out_in_the_order_they_need():
    book = book_of(T=[["=B1+1", "=C1*2", "=Other!A1"]], Other=[["=B1", 5]])
    assert values(book.sheets[0]) == [[11, 10, 5]]


def test_formulas_in_a_circle_fail_each_by_itself_and_no_others():
    book = book_of(T=[["=B1", "=A1", "=1+1"]])
    assert values(book.sheets[0]) == [["#REF!", "#REF!", 2]]


def test_a_long_chain_of_formulas_is_worked_out_from_either_end():
    down = [[f"=A{row + 2}+1"] for row in range(3000)] + [[1]]
    up = [[1, "=A1"], *[[f"=B{row}+1", f"=A{row + 1}"] for row in range(1, 3000)]]
    book = book_of(Down=down, Up=up, rows=3002)
    assert book.sheets[0].value(0, 0) == 3001
    assert book.sheets[1].value(2999, 0) == 3000


def test_a_chain_asked_for_by_another_tab_first():
    chain = [[1], *[[f"=A{row}+1"] for row in range(1, 3000)]]
    assert book_of(First=[["=Chain!A3000"]], Chain=chain).sheets[0].value(0, 0) == 3000


def test_a_long_circle_is_a_circle():
    book = book_of(T=[*[[f"=A{row + 2}"] for row in range(2000)], ["=A1"]])
    assert book.sheets[0].value(0, 0) == "#REF!"


def test_a_branch_not_taken_makes_no_circle():
    assert values(book_of(T=[["=IF(TRUE,1,B1)", "=A1"]]).sheets[0]) == [[1, 1]]


def test_named_ranges():
    book = book_of(T=[[1, "=SUM(prices)"], [2]])
    assert book.sheets[0].value(0, 1) == "#NAME?"
    book.named["n"] = ("Prices", Rect(0, 0, 2, 0, 1))
    recalculate(book)
    assert book.sheets[0].value(0, 1) == 3


@given(st.text(max_size=30))
def test_no_text_after_an_equals_sign_breaks_the_server(text):
    book_of(T=[["=" + text, 1, 2]])


WORDS = st.sampled_from(
    ["1", "A1", "B2:C3", "A:A", '"x"', "+", "-", "*", "/", "&", "=", "(", ")", ",", ";", "{", "}",
     "SUM(", "IF(", "VLOOKUP(", "FILTER(", "INDEX(", "SORT(", "UNIQUE(", "ARRAYFORMULA(", "MATCH(",
     "XLOOKUP(", "COUNTIF(", "TEXT(", "MID(", "ROUND(", "TRANSPOSE(", "IFERROR(", "%", "TRUE"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12))
def test_no_heap_of_words_breaks_the_server(words):
    text = "=" + "".join(words)
    book_of(T=[[1, "a", None], ["b", 2.5, True], [None, text + ")" * text.count("(")]])


@pytest.mark.parametrize(
    ("us", "german"),
    [
        ("=SUM(A1,1.5)", "=SUM(A1;1,5)"),
        ('={1,2;3,IF(A1,"a,b;c",2)}', '={1\\2;3\\IF(A1;"a,b;c";2)}'),
        ("= A1 + 'My, tab'!B2 * .5", "= A1 + 'My, tab'!B2 * ,5"),
        ("=A1", "=A1"),
        ("=1+ä#", "=1+ä#"),
    ],
)
def test_a_formula_is_written_as_the_locale_writes_it(us, german):
    assert translated(us, ".", ",") == german
    assert translated(german, ",", ".") == us


def test_formulas_outlive_a_change_of_locale():
    book = book_of(T=[[1, "=SUM(A1,1.5)"]])
    set_locale(book, "de_DE")
    recalculate(book)
    assert book.sheets[0].cell(0, 1).formula == "=SUM(A1;1,5)"
    assert book.sheets[0].value(0, 1) == 2.5
