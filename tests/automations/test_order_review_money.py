"""Money that went back, or is disputed, stops an order on a whole desk."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.model.dispute import DisputeStatus
from chalicelib.model.refund import RefundStatus
from chalicelib.tables.workbook import BY_KEY
from tests.automations.reviewed import MINUTE, NOW, Reviewing

REFUND = {"id": "R-1", "status": RefundStatus.PAID_OUT, "amount": Decimal(40), "currency": "USD"}
DISPUTE = {"id": "D-1", "status": DisputeStatus.NEEDS_RESPONSE}
STOPS = [
    ("refunds", {**REFUND, "order": "O-1"}, ("hold", "40.00 USD went back, or is to")),
    ("refunds", {**REFUND, "payment": "p-o-1"}, ("hold", "40.00 USD went back, or is to")),
    (
        "refunds",
        {**REFUND, "order": "O-1", "amount": Decimal("5.00")},
        ("flag", "5.00 USD of 40.00 USD"),
    ),
    ("refunds", {**REFUND, "order": "O-1", "amount": "all"}, ("hold", "cannot tell: mend Amount")),
    ("refunds", {**REFUND, "order": "O-2"}, ("pass", "")),
    ("disputes", {**DISPUTE, "order": "O-1"}, ("hold", "dispute D-1 is open")),
    ("disputes", {**DISPUTE, "payment": "P-O-1"}, ("hold", "dispute D-1 is open")),
]


@pytest.mark.parametrize(("tab", "cells", "said"), STOPS)
def test_an_order_is_stopped_once_its_money_goes(tmp_path, tab, cells, said):
    desk = Reviewing.of(tmp_path)
    desk.run()
    desk.book.added(BY_KEY[tab], **cells)
    desk.run(NOW + MINUTE)
    outcome, because = said
    assert desk.shown() == outcome
    assert because in (desk.shown(key="because") or "")
    assert desk.run(NOW + 2 * MINUTE).written.cells == 0
