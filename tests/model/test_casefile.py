"""A case file holds what belongs to its case, and nothing of other cases."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.casefile import CaseFiles, Records
from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderLine
from chalicelib.model.refund import Refund
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.shipment import Shipment

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
ORDER = Order("O-1", country="de", amount=Decimal(80), currency="EUR")
LINES = (
    OrderLine("L-1", "O-1", "CUP", quantity=2, price=Decimal(10)),
    OrderLine("L-2", "O-1", "LAMP", quantity=1, price=Decimal(60), currency="EUR"),
)


def file(case, **tabs):
    tabs = {"cases": [case], "orders": [ORDER], "order_lines": LINES} | tabs
    return CaseFiles(Records(**tabs)).file(case)


def test_an_order_is_found_however_its_id_is_spelled():
    found = file(Case("C-1", order=" o-1 "))
    assert found.order is ORDER
    assert [line.id for line in found.lines] == ["L-1", "L-2"]
    assert found.country == "DE"


def test_a_case_about_no_order_holds_nothing():
    found = file(Case("C-1"))
    assert (found.order, found.lines, found.refunds, found.earlier) == (None, (), (), None)


def test_the_value_is_that_of_the_article_or_of_the_whole_order():
    assert file(Case("C-1", order="O-1", sku="cup")).value == Money(Decimal(20), "EUR")
    assert file(Case("C-1", order="O-1")).value == Money(Decimal(80), "EUR")
    assert file(Case("C-1", order="O-1", sku="HAT")).value == Money(Decimal(80), "EUR")
    assert file(Case("C-1", order="O-9")).value is None
    alone = file(Case("C-1", order="O-1"), order_lines=LINES[:1])
    assert alone.value == Money(Decimal(20), "EUR")


def test_a_refund_belongs_to_the_case_it_names():
    refunds = [Refund("R-1", "O-1", "c-1"), Refund("R-2", "O-1", "C-2"), Refund("R-3", "O-1")]
    cases = [Case("C-1", order="O-1"), Case("C-2", order="O-1")]
    found = file(cases[0], cases=cases, refunds=refunds)
    assert [r.id for r in found.refunds] == ["R-1"]
    assert [r.id for r in found.others] == ["R-2", "R-3"]


def test_money_that_knows_only_its_order_belongs_to_the_only_case_of_it():
    refunds, back = [Refund("R-3", "O-1")], [Return("B-1", "O-1")]
    found = file(Case("C-1", order="O-1"), refunds=refunds, returns=back)
    assert (found.refunds, found.others, found.returns) == (refunds, [], back)


def test_a_return_that_knows_only_its_order_is_loose_where_that_has_several_cases():
    refused = Return("B-3", "O-1", status=ReturnStatus.REFUSED)
    back = [Return("B-1", "O-1"), Return("B-2", "O-1", "C-2"), refused, Return("B-4", "O-2")]
    cases = [Case("C-1", order="O-1"), Case("C-2", order="O-1")]
    found = file(cases[0], cases=cases, returns=back)
    assert (found.returns, found.loose) == ((), back[:1])
    assert file(cases[0], returns=back[:1]).loose == ()


def test_a_cancelled_case_is_no_other_case():
    cases = [Case("C-1", order="O-1"), Case("C-2", order="O-1", status=CaseStatus.CANCELLED)]
    found = file(cases[0], cases=cases, refunds=[Refund("R-3", "O-1")])
    assert [r.id for r in found.refunds] == ["R-3"]


def test_earlier_cases_of_an_order_are_siblings_in_order():
    cases = [Case(f"C-{n}", order="O-1", opened=NOW + n * DAY) for n in (3, 1, 2)]
    assert [c.id for c in file(cases[0], cases=cases).siblings] == ["C-1", "C-2"]
    assert file(cases[1], cases=cases).siblings == []


def test_earlier_cases_of_a_customer_count_for_a_year():
    days = (0, -1, -365, -366, 1)
    cases = [Case(f"C{n}", email="A@x.example", opened=NOW + n * DAY) for n in days]
    assert file(cases[0], cases=cases).earlier == 2
    blank = [Case(f"C{n}", opened=NOW + n * DAY) for n in days]
    assert file(blank[0], cases=blank).earlier is None


def test_goods_had_arrived_when_the_last_parcel_did():
    parcels = [Shipment(f"S{n}", "O-1", delivered=NOW + n * DAY) for n in (1, 4, 2)]
    assert file(Case("C-1", order="O-1"), shipments=parcels).delivered == NOW + 4 * DAY


def test_many_cases_of_one_customer_about_one_order_are_told_apart():
    cases = [
        Case(f"C{n}", order="O-1", email="a@x.example", opened=NOW + n * DAY) for n in range(10_000)
    ]
    files = CaseFiles(Records(cases=cases, orders=[ORDER]))
    assert files.file(cases[-1]).earlier == 365
    assert len(files.file(cases[-1]).siblings) == 9_999
