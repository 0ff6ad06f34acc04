"""Where goods and money are, whatever was decided."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.model.case import Case, Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.shipment import Shipment
from chalicelib.model.verdict import Movement
from chalicelib.policy.movement import moved
from chalicelib.policy.refunding import Exchange

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
M, S = Movement, ReturnStatus


def case(remedy=Remedy.RETURN, amount=50):
    return Case("C", remedy=remedy, amount=Decimal(amount), currency="USD", proposed=NOW)


def back(status=None, **cells):
    return Return("B", status=status, **cells)


def money(amount, status=RefundStatus.PAID_OUT, currency="USD", **cells):
    return Refund(f"R{amount}", status=status, amount=Decimal(amount), currency=currency, **cells)


@pytest.mark.parametrize(
    ("file", "stands", "expected"),
    [
        (CaseFile(case()), False, None),
        (CaseFile(case()), True, M.TO_REFUND),
        (CaseFile(case(Remedy.COUPON)), True, None),
        (CaseFile(case(), returns=[back(S.ASKED)]), False, None),
        (CaseFile(case(), returns=[back(S.AGREED)]), True, M.AWAITING_GOODS),
        (CaseFile(case(), returns=[back(S.ON_THE_WAY)]), True, M.AWAITING_GOODS),
        (CaseFile(case(), returns=[back(agreed=NOW)]), True, M.AWAITING_GOODS),
        (CaseFile(case(), returns=[back(S.RECEIVED)]), True, M.GOODS_BACK),
        (CaseFile(case(), returns=[back(S.AGREED), back(S.RECEIVED)]), True, M.AWAITING_GOODS),
        (CaseFile(case(), returns=[back(S.INSPECTED)]), False, M.INSPECTED),
        (CaseFile(case(), returns=[back(S.INSPECTED)]), True, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.REFUSED, received=NOW)]), False, None),
        (CaseFile(case(), refunds=[money(50, RefundStatus.ASKED)]), False, M.TO_REFUND),
        (CaseFile(case(), refunds=[money(50, RefundStatus.FAILED)]), False, M.TO_REFUND),
        (CaseFile(case(), refunds=[money(50, RefundStatus.REFUSED)]), False, None),
        (CaseFile(case(), refunds=[money(49)]), True, M.PARTLY_REFUNDED),
        (CaseFile(case(), refunds=[money(20), money(30)]), True, M.REFUNDED),
        (CaseFile(case(), refunds=[money(40, currency="EUR", rate=Decimal("1.25"))]), True, M.REFUNDED),
        (CaseFile(case(None), refunds=[money(5)]), False, M.REFUNDED),
        (CaseFile(case(Remedy.RESHIP)), False, None),
        (CaseFile(case(Remedy.RESHIP)), True, M.TO_SHIP),
        (CaseFile(case(Remedy.RESHIP), shipments=[Shipment("S", shipped=NOW - HOUR)]), True, M.TO_SHIP),
        (CaseFile(case(Remedy.EXCHANGE), shipments=[Shipment("S", shipped=NOW + HOUR)]), True, M.SHIPPED),
    ],
)  # fmt: skip
def test_movement_follows_what_happened(file, stands, expected):
    assert moved(file, Exchange("USD"), stands=stands) is expected


ASKED = [money(50, RefundStatus.ASKED)]


@pytest.mark.parametrize(
    ("file", "first", "after"),
    [
        (CaseFile(case()), M.AWAITING_GOODS, M.TO_REFUND),
        (CaseFile(case(), refunds=ASKED), M.AWAITING_GOODS, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.REFUSED, inspected=NOW)]), M.AWAITING_GOODS, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.ASKED)]), M.AWAITING_GOODS, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.ON_THE_WAY)]), M.AWAITING_GOODS, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.RECEIVED)]), M.GOODS_BACK, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.INSPECTED), back()]), M.AWAITING_GOODS, M.TO_REFUND),
        (CaseFile(case(), returns=[back(S.INSPECTED)]), M.TO_REFUND, M.TO_REFUND),
        (CaseFile(case(), returns=[back(inspected=NOW)]), M.TO_REFUND, M.TO_REFUND),
        (CaseFile(case(), refunds=[money(49)]), M.AWAITING_GOODS, M.PARTLY_REFUNDED),
        (CaseFile(case(), refunds=[money(50)]), M.REFUNDED, M.REFUNDED),
    ],
)  # fmt: skip
def test_money_waits_for_goods_where_they_come_first(file, first, after):
    for goods_first, expected in ((True, first), (False, after)):
        assert moved(file, Exchange("USD"), stands=True, goods_first=goods_first) is expected


def test_a_closed_case_without_money_to_pay_waits_for_nothing():
    for goods_first in (True, False, None):
        assert (
            moved(CaseFile(case()), Exchange("USD"), stands=False, goods_first=goods_first) is None
        )
