"""Which external deadline a case stands under: the next that can still be met."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.casefile import CaseFile
from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.order import Order
from chalicelib.model.payment import Payment
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.word import Language
from chalicelib.policy.book import Deadline
from chalicelib.policy.limits import Limits, Wall
from chalicelib.policy.lines import DeadlineLine

NOW = datetime(2026, 3, 6, 8, tzinfo=UTC)
"""A Friday."""
DAY = timedelta(days=1)
WALL = Wall(NOW, ZoneInfo("Asia/Shanghai"))


def row(id_, tab, start, *who, verify=False, **span):
    line = DeadlineLine(id_, who=who, must="Respond.", verify=verify)
    return Deadline(line, tab, start, **{"span": None} | span)


TEN = row("D1", "disputes", "opened", "PayPal", span=10 * DAY)
FIVE = row("D2", "disputes", "opened", "AliExpress", span=5 * DAY, verify=True)
ANSWER = row("D3", "cases", "customer_wrote", "Amazon", span=DAY)
BACK = row("D4", "returns", "received", "eBay", business_days=2)
SHIP = row("D5", "orders", "paid", "US", span=30 * DAY)
RIGHT = row("D6", "orders", "delivered", "EU", span=14 * DAY)
ROWS = (TEN, FIVE, ANSWER, BACK, SHIP, RIGHT)
OPEN = Dispute("X-1", provider="PayPal", opened=NOW)


def case(**cells):
    return Case("C-1", **{"status": CaseStatus.OPEN} | cells)


def found(file):
    limit = Limits(ROWS).limit(file, WALL)
    return (limit.at, limit.by.said(Language.EN).partition(" ")[0]) if limit else None


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (CaseFile(case()), None),
        (CaseFile(case(), disputes=[OPEN]), (NOW + 10 * DAY, "D1")),
        (CaseFile(case(channel="AliExpress"), disputes=[OPEN]), (NOW + 10 * DAY, "D1")),
        (CaseFile(case(channel="Amazon.de", customer_wrote=NOW)), (NOW + DAY, "D3")),
        (CaseFile(case(channel="Amazonia", customer_wrote=NOW)), None),
        (CaseFile(case(channel="Amazon", customer_wrote=NOW, last_reply=NOW)), None),
        (
            CaseFile(case(channel="Amazon", customer_wrote=NOW, last_reply=NOW - DAY)),
            (NOW + DAY, "D3"),
        ),
        (
            CaseFile(case(channel="Amazon", customer_wrote=NOW - 9 * DAY)),
            (NOW - 8 * DAY, "past:"),
        ),
        (CaseFile(case(channel="Amazon", customer_wrote=NOW, status=CaseStatus.SOLVED)), None),
        (CaseFile(case(), Order("O", country="US", paid=NOW)), (NOW + 30 * DAY, "D5")),
        (CaseFile(case(country="DE"), Order("O", country="US", paid=NOW)), None),
        (CaseFile(case(), Order("O", country="US", paid=NOW, shipped=NOW)), None),
        (CaseFile(case(country="fr"), Order("O", delivered=NOW)), (NOW + 14 * DAY, "D6")),
        (CaseFile(case(country="FR"), Order("O", delivered=NOW - 15 * DAY)), None),
        (
            CaseFile(case(channel="eBay"), returns=[Return("B", received=NOW)]),
            (NOW + 4 * DAY, "D4"),
        ),
        (
            CaseFile(
                case(channel="eBay"),
                returns=[Return("B", received=NOW, status=ReturnStatus.FINISHED)],
            ),
            None,
        ),
        (
            CaseFile(case(), payments=[Payment("P", provider="Shop (AliExpress)")],
                     disputes=[Dispute("X", opened=NOW)]),
            (NOW + 5 * DAY, "D2"),
        ),
    ],
)  # fmt: skip
def test_rows_bind_by_channel_provider_and_country_until_it_is_done(file, expected):
    assert found(file) == expected


STRIPE = Dispute("X-2", provider="Stripe", opened=NOW, respond_by=NOW + 20 * DAY)
LATE = Dispute("X-3", provider="Stripe", opened=NOW - 40 * DAY, respond_by=NOW - 30 * DAY)
LEFT = Dispute("X-4", provider="PayPal", opened=NOW - 12 * DAY)
WROTE = case(channel="Amazon", customer_wrote=NOW)


def own(days, provider="PayPal"):
    return Dispute("X-5", provider=provider, opened=NOW, respond_by=NOW + days * DAY)


def said(file):
    return Limits(ROWS).limit(file, WALL)


@pytest.mark.parametrize("days", [3, 12, 20])
def test_of_one_dispute_the_platforms_own_date_comes_before_the_row(days):
    limit = said(CaseFile(case(), disputes=[own(days)]))
    assert (limit.at, limit.by.en, limit.by.zh) == (
        NOW + days * DAY, "PayPal's own date", "PayPal 给出的日期",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "days", "by"),
    [
        (CaseFile(WROTE, disputes=[STRIPE]), 1, "D3 Amazon: Respond."),
        (CaseFile(case(), disputes=[OPEN, STRIPE]), 10, "D1 PayPal: Respond."),
        (CaseFile(case(), disputes=[STRIPE, own(8)]), 8, "PayPal's own date"),
        (CaseFile(case(), disputes=[LATE, own(3)]), 3, "PayPal's own date"),
        (CaseFile(case(), disputes=[LATE, OPEN]), 10, "D1 PayPal: Respond."),
        (CaseFile(WROTE, disputes=[LEFT]), 1, "D3 Amazon: Respond."),
        (CaseFile(case(), disputes=[LEFT, STRIPE]), 20, "Stripe's own date"),
        (CaseFile(case(), disputes=[own(10), OPEN]), 10, "PayPal's own date"),
    ],
)
def test_of_several_the_next_that_can_still_be_met_is_shown(file, days, by):
    limit = said(file)
    assert (limit.at, limit.by.en) == (NOW + days * DAY, by)


@pytest.mark.parametrize(
    ("disputes", "days", "by"),
    [
        ([LEFT], -2, "past: D1 PayPal: Respond."),
        ([LATE, LEFT], -30, "past: Stripe's own date"),
        ([own(-1), LEFT], -1, "past: PayPal's own date"),
    ],
)
def test_one_that_is_past_is_shown_where_none_is_ahead(disputes, days, by):
    limit = said(CaseFile(case(), disputes=disputes))
    assert (limit.at, limit.by.en) == (NOW + days * DAY, by)


@pytest.mark.parametrize(
    "done",
    [
        {"submitted": NOW},
        {"decided": NOW},
        {"status": DisputeStatus.SUBMITTED},
        {"status": DisputeStatus.ACCEPTED},
    ],
)
def test_an_answered_dispute_waits_no_more(done):
    for cells in ({"respond_by": NOW - DAY}, {}):
        dispute = Dispute("X", provider="PayPal", opened=NOW, **cells, **done)
        assert found(CaseFile(case(), disputes=[dispute])) is None
    late = Dispute("X", provider="PayPal", respond_by=NOW - DAY)
    assert found(CaseFile(case(), disputes=[late]))[0] == NOW - DAY


def test_a_row_that_nobody_confirmed_says_so():
    dispute = Dispute("X", provider="AliExpress", opened=NOW)
    limit = Limits(ROWS).limit(CaseFile(case(), disputes=[dispute]), WALL)
    assert limit.by.en == "D2 AliExpress: Respond. (verify!)"


@pytest.mark.parametrize(("days", "later"), [(1, 3), (2, 4), (5, 7), (6, 10), (10, 14)])
def test_business_days_leave_weekends_out(days, later):
    rows = (row("D", "disputes", "opened", business_days=days),)
    limit = Limits(rows).limit(CaseFile(case(), disputes=[Dispute("X", opened=NOW)]), WALL)
    assert limit.at == NOW + later * DAY
