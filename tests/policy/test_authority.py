"""Who may grant what, and who is asked above: never somebody whose own cap would not do."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.case import Remedy
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.policy.authority import chain, deciders, may_grant
from chalicelib.policy.book import Authority, PolicyBook

R, HALF = Remedy, timedelta(minutes=30)


def usd(amount):
    return None if amount is None else Money(Decimal(amount), "USD")


def row(role, cap, above, *remedies):
    return Authority(f"A-{role.name}", role, frozenset(remedies), usd(cap), above, HALF)


BOOK = PolicyBook(
    authority={
        Role.JUNIOR: row(Role.JUNIOR, 50, Role.INTERMEDIATE, R.GIFT, R.REFUND, R.REFUSAL),
        Role.INTERMEDIATE: row(Role.INTERMEDIATE, 100, Role.LEAD),
        Role.LEAD: row(Role.LEAD, None, None),
    }
)


@pytest.mark.parametrize(
    ("role", "remedy", "cost", "expected"),
    [
        (Role.JUNIOR, R.REFUND, usd(50), True),
        (Role.JUNIOR, R.REFUND, usd("50.01"), False),
        (Role.JUNIOR, R.RETURN, usd(1), False),
        (Role.JUNIOR, R.REFUND, None, False),
        (Role.JUNIOR, R.REFUND, Money(Decimal(1), "EUR"), False),
        (Role.JUNIOR, R.REFUSAL, Money(Decimal(0), "EUR"), True),
        (Role.INTERMEDIATE, R.RETURN, usd(100), True),
        (Role.LEAD, R.RETURN, None, True),
        (Role.LEAD, R.RETURN, usd(10**6), True),
        (Role.MANAGER, R.GIFT, usd(1), False),
    ],
)
def test_a_role_grants_what_its_row_says(role, remedy, cost, expected):
    assert may_grant(BOOK, role, remedy, cost) is expected


@pytest.mark.parametrize(
    ("role", "cost", "expected"),
    [
        (Role.JUNIOR, 80, (Role.INTERMEDIATE, Role.LEAD)),
        (Role.JUNIOR, 120, (Role.LEAD,)),
        (Role.INTERMEDIATE, 120, (Role.LEAD,)),
        (Role.LEAD, 120, ()),
        (Role.SENIOR, 80, (Role.LEAD,)),
        (Role.JUNIOR, None, (Role.LEAD,)),
    ],
)
def test_the_lowest_whose_cap_suffices_is_asked_first(role, cost, expected):
    assert deciders(BOOK, role, R.REFUND, usd(cost)) == expected


def test_a_circle_of_roles_ends():
    book = PolicyBook(
        authority={
            Role.JUNIOR: row(Role.JUNIOR, 1, Role.LEAD),
            Role.LEAD: row(Role.LEAD, 1, Role.JUNIOR),
        }
    )
    assert list(chain(book, Role.JUNIOR)) == [Role.LEAD]


CAPS = st.none() | st.integers(0, 200)
BOOKS = st.dictionaries(
    st.sampled_from(Role), st.tuples(CAPS, st.none() | st.sampled_from(Role))
).map(
    lambda rows: PolicyBook(authority={r: row(r, cap, above) for r, (cap, above) in rows.items()})
)


@given(BOOKS, st.sampled_from(Role), st.sampled_from(Remedy), st.integers(0, 200))
def test_nobody_is_asked_beyond_the_own_cap(book, role, remedy, cost):
    asked = deciders(book, role, remedy, usd(cost))
    assert role not in asked
    assert len(set(asked)) == len(asked)
    for one in asked:
        cap = book.authority[one].cap
        assert cap is None or usd(cost) <= cap
