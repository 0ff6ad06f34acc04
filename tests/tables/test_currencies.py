"""A currency means the same wherever a cell names it: in records, rules and settings."""

from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.model.money import Money, code_of
from chalicelib.model.person import Role
from chalicelib.tables.cell import Grid
from chalicelib.tables.codecs import CURRENCY
from chalicelib.tables.parse import parse
from chalicelib.tables.workbook import BY_KEY
from tests.tables.rows import SHANGHAI
from tests.tables.test_policybook import authority, policy, read, said, words

NAMED = ("cases", "orders", "order_lines", "payments", "refunds", "disputes", "products")


@pytest.mark.parametrize("key", [k for k in BY_KEY if "currency" in BY_KEY[k].fields])
def test_every_column_of_currencies_reads_them_alike(key):
    assert BY_KEY[key].fields["currency"].codec is CURRENCY


def test_these_tabs_name_currencies():
    assert {*NAMED} <= {key for key in BY_KEY if "currency" in BY_KEY[key].fields}


@pytest.mark.parametrize("typed", ["usd", "$", "US dollars", "ＵＳＤ", "美元"])
def test_a_case_is_granted_in_the_currency_that_is_meant(typed):
    grid = Grid("Cases", [("Case ID", "Amount", "Currency"), ("C-1", 30, typed)], {})
    (case,) = parse(BY_KEY["cases"], grid, SHANGHAI).records
    assert case.granted == Money(Decimal(30), "USD")


def test_a_currency_that_is_none_is_named_and_the_row_stays():
    grid = Grid("Cases", [("Case ID", "Amount", "Currency"), ("C-1", 30, "bucks!")], {})
    parsed = parse(BY_KEY["cases"], grid, SHANGHAI)
    assert [p.column for p in parsed.problems if p.row == 2] == ["currency"]
    assert [case.granted for case in parsed.records] == [None]


@pytest.mark.parametrize("typed", ["usd", "$", "美元"])
def test_the_desks_own_currency_is_read_like_any_other(typed):
    found = authority({"role": "lead", "cap": 50})
    mine = read(currency=typed, authority=[{"id": "A1", "role": "lead", "cap": 50}])
    assert mine.policies.currency == "USD"
    assert mine.policies.authority == found.policies.authority
    assert said(mine, "settings") == []


def test_a_desks_currency_that_is_none_is_named_and_no_money_is_in_it():
    found = read(currency="bucks!", authority=[{"id": "A1", "role": "lead", "cap": 50}])
    assert "is not a currency: write three letters" in words(found, "settings")
    assert code_of(found.policies.currency) is None
    assert found.policies.authority[Role.LEAD].cap == Money(Decimal(50), "bucks!")


@pytest.mark.parametrize("typed", ["不限", "unlimited", "no limit"])
def test_no_limit_in_words_breaks_the_row_and_names_the_mend(typed):
    for found, tab in ((policy({"cap": typed}), "policy"), (_lead(cap=typed), "authority")):
        assert "leave the cell empty for no limit" in words(found, tab)
    assert _lead(cap=typed).policies.authority == {}


@pytest.mark.parametrize("typed", ["20 rmb", "20人民币", "￥20", "20 元"])
def test_rules_and_records_know_the_same_names(typed):
    (row,) = policy({"cap": typed}, currency="CNY").policies.policy.outcomes
    assert row.cap == Money(Decimal(20), "CNY")


@pytest.mark.parametrize("typed", ["15 min", "15分钟", "十五分钟", 15])
def test_a_role_has_the_minutes_that_its_cell_names(typed):
    assert _lead(minutes=typed).policies.authority[Role.LEAD].patience == timedelta(minutes=15)


def _lead(**cells):
    return authority({"role": "lead", **cells})
