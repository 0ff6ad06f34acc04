"""What if: the same rules change nothing, other rules exactly what they speak of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.automations.differences import Aspect, totals
from chalicelib.automations.whatif import compared
from chalicelib.model.case import CaseStatus, Remedy
from chalicelib.model.order import OrderStatus
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.policy.lines import Check
from chalicelib.sla.memory import ClockMemory, Done, Memory
from chalicelib.tables.workbook import BY_KEY
from tests import memory
from tests.automations.triaged import DAY, NOW, PEOPLE, book_of, known, read
from tests.laws.desks import books

FEW = settings(max_examples=max(12, settings.default.max_examples // 8))


def facts(book, memories=None, now=NOW):
    return known(read(book, now), now, memories)


def edited(book, *, tab, row, **cells):
    """Return the same workbook with some cells of one rule row changed."""
    book.typed(BY_KEY[tab], row, **cells)
    return book


def marked(facts_):
    """Return the facts as if every rule tab had changed, so that everything is looked at."""
    marks = dict.fromkeys({*facts_.rulebook.marks, *facts_.policies.marks}, "other")
    policies = replace(facts_.policies, marks=marks)
    return replace(facts_, policies=policies, rulebook=replace(facts_.rulebook, marks=marks))


@FEW
@given(books())
def test_the_same_rules_change_nothing(book):
    here = facts(book)
    assert compared(here, marked(facts(book))) == []


def case(number, amount="60", **cells):
    return {
        "id": f"CASE-{number:02}",
        "order": f"A-{number:02}",
        "topic": "cancellation",
        "category": "other",
        "problem": "please cancel",
        "remedy": Remedy.REFUND,
        "amount": amount,
        "currency": "USD",
        **cells,
    }


def order(number, amount="1000", **cells):
    paid = {"status": OrderStatus.PAID, "placed": NOW - 3 * DAY, "paid": NOW - 3 * DAY}
    return {"id": f"A-{number:02}", "amount": amount, "currency": "USD", **paid, **cells}


def cases_of(amounts):
    numbered = list(enumerate(amounts))
    return {
        "cases": [case(n, str(amount)) for n, amount in numbered],
        "orders": [order(n) for n, _ in numbered],
    }


AMOUNTS = st.lists(st.integers(1, 200), min_size=1, max_size=8)


@FEW
@given(AMOUNTS, st.integers(20, 80))
def test_a_raised_cap_of_a_role_shows_exactly_the_cases_between_the_caps(amounts, cap):
    rows = cases_of(amounts)
    before = facts(edited(book_of(**rows), tab="authority", row="A01", cap="20 USD"))
    after = facts(edited(book_of(**rows), tab="authority", row="A01", cap=f"{cap} USD"))
    found = compared(before, after)
    between = [f"CASE-{n:02}" for n, amount in enumerate(amounts) if 20 < amount <= cap]
    assert sorted(one.id for one in found) == between
    assert {one.what for one in found} <= {Aspect.APPROVAL}
    assert totals(found).mails == -len(between)


@FEW
@given(AMOUNTS)
def test_forward_and_back_are_opposites(amounts):
    rows = cases_of(amounts)
    sides = (
        facts(book_of(**rows)),
        facts(edited(book_of(**rows), tab="policy", row="P01", cap="5 %")),
    )
    there, back = compared(*sides), compared(*reversed(sides))
    assert [(d.id, d.what, d.was, d.would_be, d.more) for d in there] == [
        (d.id, d.what, d.would_be, d.was, -d.more) for d in back
    ]
    over = sum((Decimal(amount - 50) for amount in amounts if amount > 50), Decimal())
    cost = totals(there).cost
    assert cost.get("USD", Decimal()) == -over


def test_a_lowered_cap_tells_cost_and_decision_and_the_row():
    rows = {"cases": [case(1)], "orders": [order(1)]}
    sides = (
        facts(book_of(**rows)),
        facts(edited(book_of(**rows), tab="policy", row="P01", cap="5 %")),
    )
    found = compared(*sides)
    assert [(d.what, d.was, d.would_be, d.rule) for d in found] == [
        (Aspect.DECISION, "allowed", "not allowed", "P01"),
        (Aspect.APPROVAL, "intermediate agent", "", "P01"),
        (Aspect.COST, "60 USD", "50.00 USD", "P01"),
    ]


def test_a_remedy_that_is_no_longer_allowed_costs_nothing():
    rows = {"cases": [case(1)], "orders": [order(1)]}
    other = edited(book_of(**rows), tab="policy", row="P01", remedies="explanation")
    (cost,) = [d for d in compared(facts(book_of(**rows)), facts(other)) if d.what is Aspect.COST]
    assert (cost.was, cost.would_be, cost.more) == ("60 USD", "0 USD", Decimal(-60))


LACKING = {"category": "other", "topic": "cancellation", "needs": "photos"}


@pytest.mark.parametrize(
    ("cells", "lacking"),
    [({"amount": "60.005"}, {}), ({}, LACKING)],
    ids=["no whole cents", "no evidence"],
)
def test_what_is_still_to_be_decided_costs_nothing_yet(cells, lacking):
    books = [book_of(cases=[case(1, **cells)], orders=[order(1)]) for _ in range(2)]
    for book in books if lacking else ():
        book.added(BY_KEY["evidence"], id="E99", **lacking)
    sides = (facts(books[0]), facts(edited(books[1], tab="policy", row="P01", cap="5 %")))
    found = compared(*sides)
    assert not [d for d in found if d.what is Aspect.COST]
    assert totals(found).cost == {}


RESHIP = {
    "remedy": Remedy.RESHIP,
    "amount": None,
    "currency": "",
    "topic": "not received",
    "category": "logistics",
}


def asked_for_goods(people, amount):
    """Return who is asked for goods without an amount, before and after the lowest cap is gone."""
    lost = {"id": "S-1", "order": "A-01", "status": ShipmentStatus.LOST, "tracking": "T1"}
    paid = {"status": OrderStatus.SHIPPED, "shipped": NOW - 2 * DAY, "country": "DE"}
    cells = {**RESHIP, "on_file": "order number, tracking number, ship date"}
    rows = {
        "cases": [case(1, **cells)],
        "orders": [order(1, amount, **paid)],
        "shipments": [lost | {"shipped": NOW - 2 * DAY}],
    }
    books = [book_of(memory.Plan(team=people), **rows) for _ in range(2)]
    other = edited(books[1], tab="authority", row="A01", remedies="", cap="500 USD")
    return [
        (d.was, d.would_be)
        for d in compared(facts(books[0]), facts(other))
        if d.what is Aspect.APPROVAL
    ]


def test_goods_without_an_amount_are_asked_of_whom_their_worth_is_asked_of():
    assert asked_for_goods(PEOPLE, "60") == [("intermediate agent", "")]
    assert asked_for_goods(PEOPLE, "300") == [("senior agent", "")]


def test_only_a_role_that_somebody_has_is_named():
    ben, ida, _, lina = PEOPLE
    assert asked_for_goods((ben, lina), "60") == [("lead", "")]
    assert asked_for_goods((ben, ida, lina), "300") == [("lead", "")]


def test_a_closed_case_is_judged_as_if_it_were_open_at_its_closing():
    over = {"status": CaseStatus.CLOSED, "closed": NOW - DAY}
    rows = {"cases": [case(1, opened=NOW - 9 * DAY, **over)], "orders": [order(1)]}
    other = edited(book_of(**rows), tab="authority", row="A01", cap="70 USD")
    assert [d.what for d in compared(facts(book_of(**rows)), facts(other))] == [Aspect.APPROVAL]
    other = edited(book_of(**rows), tab="sla", row="C07", target="7 days")
    found = compared(facts(book_of(**rows)), facts(other))
    assert [(d.was[-3:], d.would_be[-8:]) for d in found if d.what is Aspect.DEADLINE] == [
        ("met", "met late")
    ]
    assert totals(found).mails > 0


def test_what_was_agreed_under_old_rules_does_not_hide_a_changed_promise():
    opened, closed = NOW - 12 * DAY, NOW - DAY
    over = {"status": CaseStatus.CLOSED, "opened": opened, "closed": closed}
    rows = {"cases": [case(1, **over)]}
    done = Done(1, opened, closed, opened + 15 * DAY, "15 days", late=False)
    agreed = ClockMemory(agreed_target="15 days", agreed_due=opened + 15 * DAY, done=(done,))
    memories = {("cases", "CASE-01"): Memory(clocks={"Resolution": agreed})}
    other = edited(book_of(**rows), tab="sla", row="C07", target="10 days")
    found = compared(facts(book_of(**rows), memories), facts(other, memories))
    assert [d.rule for d in found if d.what is Aspect.DEADLINE] == ["C07"]


def test_what_came_after_a_case_was_closed_is_not_held_against_its_clocks():
    over = {"status": CaseStatus.CLOSED, "closed": NOW - 9 * DAY}
    rows = {"cases": [case(1, opened=NOW - 20 * DAY, documents_asked=NOW - 10 * DAY, **over)]}
    sides = [
        facts(edited(book_of(**rows), tab="sla", row="C12", escalate=f"due: lead; {n} d: manager"))
        for n in (2, 30)
    ]
    assert compared(*sides) == []


def test_the_external_deadline_of_a_closed_case_is_that_of_when_it_was_open():
    over = {"status": CaseStatus.CLOSED, "closed": NOW - DAY, "channel": "Amazon"}
    rows = {"cases": [case(1, **over)]}
    other = edited(book_of(**rows), tab="deadlines", row="D15", limit="3 days")
    (found,) = compared(facts(book_of(**rows)), facts(other))
    assert found.what is Aspect.DEADLINE
    assert "D15 Amazon" in found.would_be


def test_a_holiday_that_is_added_moves_deadlines():
    delivered = {"status": OrderStatus.DELIVERED, "shipped": NOW - 4 * DAY, "delivered": NOW - DAY}
    rows = {"orders": [order(1, **delivered), order(2)]}
    other = book_of(**rows)
    tomorrow = f"{NOW + DAY:%Y-%m-%d}"
    other.added(BY_KEY["holidays"], day=tomorrow, kind="day off", calendar="Bank")
    found = compared(facts(book_of(**rows)), facts(other))
    assert [(d.tab, d.id, d.what) for d in found] == [("orders", "A-01", Aspect.DEADLINE)]
    was, would = (datetime.fromisoformat(said.split(": ")[1][:10]) for said in found[0][3:5])
    assert would - was == timedelta(days=1)


BUYER = {
    "buyer": "Anna Kern",
    "email": "anna@gmail.com",
    "phone": "+49 30 901820",
    "address": "Unter den Linden 77",
    "city": "Berlin",
    "postcode": "10117",
    "country": "DE",
    "note": "gift wrap, please",
}
PAYMENT = {"id": "P-1", "order": "A-01", "status": "captured", "amount": "1000", "currency": "USD"}


@pytest.mark.parametrize("status", [OrderStatus.PAID, OrderStatus.SHIPPED])
def test_a_check_that_is_made_stricter_holds_open_and_past_orders(status):
    rows = {"orders": [order(1, **BUYER | {"status": status})], "payments": [PAYMENT]}
    lines = facts(book_of()).policies.checks.outcomes
    row = next(line.id for line in lines if line.check is Check.NOTE)
    sides = [edited(book_of(**rows), tab="checks", row=row, outcome=o) for o in ("flag", "hold")]
    (found,) = compared(*map(facts, sides))
    told = (found.id, found.what, found.was, found.would_be)
    assert told == ("A-01", Aspect.DECISION, "flag", "hold")
    assert row in found.rule


def test_only_what_changed_is_looked_at():
    rows = {"cases": [case(1)], "orders": [order(1)]}
    steps = []
    compared(
        facts(book_of(**rows)), facts(book_of(**rows)), lambda done, of: steps.append((done, of))
    )
    assert steps == []
    other = edited(book_of(**rows), tab="authority", row="A01", cap="70 USD")
    compared(facts(book_of(**rows)), facts(other), lambda done, of: steps.append((done, of)))
    assert steps == [(1, 1)]


def test_a_refund_follows_its_case():
    refund = {"id": "R-1", "order": "A-01", "case": "CASE-01", "status": "asked", "asked": NOW}
    rows = {
        "cases": [case(1, amount="40")],
        "orders": [order(1)],
        "payments": [PAYMENT],
        "refunds": [refund | {"amount": "40", "currency": "USD"}],
    }
    other = edited(book_of(**rows), tab="authority", row="A01", cap="30 USD")
    found = compared(facts(book_of(**rows)), facts(other))
    assert [(d.tab, d.what, d.was, d.would_be) for d in found] == [
        ("cases", Aspect.APPROVAL, "", "intermediate agent"),
        ("refunds", Aspect.DECISION, "pass", "hold"),
    ]


@pytest.mark.parametrize("tab", ["policy", "authority"])
def test_rules_that_nothing_can_be_judged_by_are_not_taken_for_generous_ones(tab):
    refund = {"id": "R-1", "order": "A-01", "case": "CASE-01", "status": "asked", "asked": NOW}
    rows = {
        "cases": [case(1, amount="20")],
        "orders": [order(1)],
        "payments": [PAYMENT],
        "refunds": [refund | {"amount": "20", "currency": "USD"}],
    }
    sides = [facts(book_of(**rows)), facts(emptied(book_of(**rows), tab))]
    assert [(d.tab, d.what, d.was, d.would_be) for d in compared(*sides)] == [
        ("cases", Aspect.DECISION, "allowed", "not judged"),
        ("refunds", Aspect.DECISION, "pass", "hold"),
    ]


def emptied(book, tab):
    book.rows(BY_KEY[tab])[1:] = []
    return book


def test_a_first_policy_shows_what_it_would_say_of_every_case():
    rows = {"cases": [case(1)], "orders": [order(1)]}
    none = book_of(**rows)
    none.tabs.pop(BY_KEY["policy"].name.en)
    told = {(d.what, d.was, d.would_be) for d in compared(facts(none), facts(book_of(**rows)))}
    assert (Aspect.DECISION, "not judged", "allowed") in told
    assert (Aspect.APPROVAL, "", "intermediate agent") in told
