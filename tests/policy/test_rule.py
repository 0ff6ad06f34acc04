"""Decision tables: what rows decide, and that a compiled table says what its cells ask."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.money import Money
from chalicelib.policy import column
from chalicelib.policy.input import CellFault, InputKind
from chalicelib.policy.rule import HitPolicy, Row, compiled
from tests.policy.asking import (
    AMOUNT,
    COUNTRY,
    FAULT,
    INPUTS,
    Fault,
    Pen,
    an,
    as_compared,
    asks,
    pens,
    records,
)

DESK = (AMOUNT, COUNTRY, FAULT)


def rows(text):
    """Rows written as a table: id, amount, country, fault; the outcome is the last word."""
    for line in text.strip().splitlines():
        name, *cells, outcome = (cell.strip() for cell in line.split("/"))
        yield Row(name, dict(zip(("amount", "country", "fault"), cells, strict=True)), outcome)


def table(text, hit=HitPolicy.FIRST):
    made = compiled(DESK, rows(text), hit, "USD")
    assert made.faults == []
    return made.table


def case(amount, country="DE", fault=Fault.DAMAGED):
    return {"amount": Money(Decimal(amount), "USD"), "country": country, "fault": fault}


POLICY = """
R1 / <= 20      / any        / not wrong goods / refund
R2 / (20..100]  / DE, FR     / damaged         / reship
R3 / any        / not DE     / 发错货           / exchange
R4 / any        / any        / any             / ask
"""


@pytest.mark.parametrize(
    ("record", "rule", "outcome"),
    [
        (case(20), "R1", "refund"),
        (case("20.01"), "R2", "reship"),
        (case(100, "fr"), "R2", "reship"),
        (case(101), "R4", "ask"),
        (case(5, "IT", Fault.WRONG), "R3", "exchange"),
        (case(5, None, Fault.WRONG), "R4", "ask"),
        (case(5, "IT", None), "R4", "ask"),
    ],
)
def test_the_uppermost_row_that_fits_decides(record, rule, outcome):
    decision = table(POLICY).decide(record)
    assert (decision.rules, decision.outcomes, decision.clash) == ((rule,), (outcome,), ())
    assert decision.inputs == record


def test_collected_rows_count_together():
    decision = table(POLICY, HitPolicy.COLLECT).decide(case(20))
    assert (decision.rules, decision.outcomes) == (("R1", "R4"), ("refund", "ask"))


def test_rows_that_clash_decide_nothing_and_are_named():
    decision = table(POLICY, HitPolicy.UNIQUE).decide(case(20))
    assert decision == ((), (), ("R1", "R4"), ("amount", "country", "fault"), decision.given)


def test_where_no_row_fits_nothing_is_decided():
    nothing = table("R1 / <= 20 / / / refund").decide(case(21))
    assert (nothing.rules, nothing.outcomes, nothing.clash) == ((), (), ())


def test_every_row_says_why_not():
    assert table(POLICY).why_not(case(150, "DE", Fault.WRONG)) == {
        "R1": ("amount", "fault"),
        "R2": ("amount", "fault"),
        "R3": ("country",),
        "R4": (),
    }


@pytest.mark.parametrize(
    ("hit", "record", "english", "chinese"),
    [
        (HitPolicy.FIRST, case(20), "R1: Amount 20 USD, Country DE, Fault damaged",
         "R1：Amount 20 USD，Country DE，Fault 破损"),
        (HitPolicy.UNIQUE, case(20, ""), "R1, R4 clash: Amount 20 USD, Country unknown, Fault damaged",
         "R1, R4 互相冲突：Amount 20 USD，Country 未知，Fault 破损"),
    ],
)  # fmt: skip
def test_a_decision_is_explained_in_both_languages(hit, record, english, chinese):
    made = table(POLICY, hit)
    assert made.explained(made.decide(record)) == (english, chinese)


def test_an_input_that_is_not_given_at_all_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        table(POLICY).decide({"amount": None, "country": None})


def test_a_row_with_a_broken_cell_is_left_out_and_every_fault_is_told():
    broken = Row("R0", {"amount": "7-14, x", "country": 7.0, "fault": "damged"}, "gift")
    made = compiled(DESK, [broken, *rows(POLICY)], HitPolicy.FIRST, "USD")
    assert made.table.decide(case(20)).rules == ("R1",)
    assert "R0" not in made.table.ids
    places = [(fault.column, fault.row, fault.at) for fault in made.faults]
    assert places == [
        ("amount", "R0", 1), ("amount", "R0", 7), ("country", "R0", 1), ("fault", "R0", 1),
    ]  # fmt: skip
    assert all(isinstance(fault, CellFault) for fault in made.faults)


@pytest.mark.parametrize("inputs", [(), (COUNTRY,)])
def test_tables_of_few_inputs(inputs):
    made = compiled(inputs, [Row("R1", {"country": "DE"}, 1)], HitPolicy.FIRST).table
    assert made.decide(case(1)).rules == ("R1",)
    assert compiled(inputs, [], HitPolicy.FIRST).table.decide(case(1)).rules == ()


def test_texts_that_differ_for_ever_are_not_all_remembered():
    made = compiled((COUNTRY,), [Row("R1", {"country": "DE"}, 1)], HitPolicy.FIRST).table
    found = [
        made.decide({"country": text}) for n in range(column.MOST + 9) for text in (f"x{n}", "DE")
    ]
    assert [decision.rules for decision in found[-2:]] == [(), ("R1",)]
    assert made.decide({"country": None}).rules == ()
    assert len(made.columns[0].rows.__self__) <= column.MOST


def test_ends_far_apart_in_digits_stay_exact():
    rate = an("rate", InputKind.NUMBER)
    made = compiled(
        (rate,), [Row("R1", {"rate": "< 0.1000000000000000000001"}, 1)], HitPolicy.FIRST
    )
    assert made.table.decide({"rate": Decimal("0.1")}).rules == ("R1",)
    assert made.table.decide({"rate": Decimal("0.1000000000000000000001")}).rules == ()


# Laws


asked_rows = st.lists(
    st.tuples(
        st.fixed_dictionaries({}, optional={mine.key: asks(mine.kind) for mine in INPUTS}), pens
    ),
    max_size=4,
)


some_records = st.lists(records(), min_size=1, max_size=3)


def made_of(asked, hit, order=None):
    found = [
        Row(f"R{n}", {key: pen.cell(ask) for key, ask in row.items()}, n)
        for n, (row, pen) in enumerate(asked)
    ]
    made = compiled(INPUTS, order(found) if order else found, hit, "USD")
    assert made.faults == []
    return made.table


def fitting(asked, record):
    """Return for each row the inputs that do not fit, judged cell by cell."""
    compared = {mine.key: as_compared(mine, record[mine.key]) for mine in INPUTS}
    return {
        f"R{n}": tuple(key for key in compared if key in row and not row[key].holds(compared[key]))
        for n, (row, _) in enumerate(asked)
    }


@given(asked_rows, some_records)
def test_a_compiled_table_says_what_its_cells_ask(asked, some):
    first, unique, collect = (made_of(asked, hit) for hit in HitPolicy)
    for record in some:
        judged = fitting(asked, record)
        fit = tuple(name for name, failing in judged.items() if not failing)
        assert first.why_not(record) == judged
        assert first.decide(record).rules == fit[:1]
        assert collect.decide(record).rules == fit
        one, clash = (fit, ()) if len(fit) < 2 else ((), fit)
        found = unique.decide(record)
        assert (found.rules, found.clash) == (one, clash)
        assert found.outcomes == tuple(int(name[1:]) for name in one)


@given(asked_rows, some_records, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_where_one_may_fit(asked, some, chance):
    shuffled = made_of(asked, HitPolicy.UNIQUE, lambda found: chance.sample(found, len(found)))
    straight = made_of(asked, HitPolicy.UNIQUE)
    for record in some:
        one, other = straight.decide(record), shuffled.decide(record)
        assert (one.rules, one.outcomes) == (other.rules, other.outcomes)
        assert sorted(one.clash) == sorted(other.clash)


@given(asked_rows, some_records)
def test_both_languages_make_the_same_table(asked, some):
    english, chinese = (
        made_of([(row, Pen(n, pen.style)) for row, pen in asked], HitPolicy.FIRST) for n in (0, 1)
    )
    assert list(english.decide_all(some)) == list(chinese.decide_all(some))
    assert english.meanings == chinese.meanings
