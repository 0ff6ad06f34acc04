"""Waiting: whether what somebody outside waits for is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.returns import Return, ReturnStatus

DELIVERED = "delivered"
"""A field of Orders: from here on it is the buyer who has time."""
LEFT = frozenset(
    {
        OrderStatus.SHIPPED,
        OrderStatus.DELIVERED,
        OrderStatus.SETTLED,
        OrderStatus.CANCELLED,
        OrderStatus.REFUSED,
    }
)
"""An order that needs no shipping any more."""
OF_CASE = frozenset({CaseStatus.SOLVED, CaseStatus.CLOSED, CaseStatus.CANCELLED})


def is_answered(dispute: Dispute) -> bool:
    """Whether nobody waits for an answer to a dispute any more."""
    open_ = dispute.status in (None, DisputeStatus.NEEDS_RESPONSE)
    return dispute.submitted is not None or dispute.decided is not None or not open_


def _sent_back(one: Return) -> bool:
    return one.finished is not None or one.status in (ReturnStatus.FINISHED, ReturnStatus.REFUSED)


def _shipped(order: Order, field: str) -> bool:
    """Whether an order is past what a row asks; what counts from delivery begins then."""
    left = order.shipped is not None or order.delivered is not None or order.status in LEFT
    return field != DELIVERED and left


def _replied(case: Case, field: str) -> bool:
    """Whether a case is past what a row asks: an answer, where it counts from a message."""
    if case.status in OF_CASE or case.closed is not None:
        return True
    start = getattr(case, field)
    replies = [at for at in (case.first_reply, case.last_reply) if at is not None]
    return field == "customer_wrote" and start is not None and any(at >= start for at in replies)


_DONE: Mapping[type, Callable[[Any, str], bool]] = {
    Case: _replied,
    Order: _shipped,
    Return: lambda one, _: _sent_back(one),
    Dispute: lambda one, _: is_answered(one),
}


def is_done(record: Any, field: str) -> bool:
    """Whether what a row asks, that counts from a field of a record, is done."""
    return _DONE[type(record)](record, field)
