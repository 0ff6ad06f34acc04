"""Movement: where goods and money of a case are, whatever was decided (RULEBOOK 7)."""

from __future__ import annotations

from decimal import Decimal

from chalicelib.model.case import Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.refund import RefundStatus
from chalicelib.model.verdict import Movement
from chalicelib.policy.goods import awaited, stage
from chalicelib.policy.refunding import CASH, Exchange, paid_out

SENT_AGAIN = frozenset({Remedy.RESHIP, Remedy.EXCHANGE})
TO_PAY = frozenset({RefundStatus.ASKED, RefundStatus.APPROVED, RefundStatus.FAILED})
"""A refund that failed is still to be paid."""
UNFINISHED = frozenset(
    {
        Movement.AWAITING_GOODS,
        Movement.GOODS_BACK,
        Movement.INSPECTED,
        Movement.TO_REFUND,
        Movement.PARTLY_REFUNDED,
    }
)
"""What a closed case still shows."""


def moved(
    file: CaseFile, exchange: Exchange, *, stands: bool, goods_first: bool | None = None
) -> Movement | None:
    """Return where goods and money are; ``stands``: the remedy in the row may be carried out.

    ``goods_first``: whether its money waits for goods, as the pay-out of its refunds does; None:
    nobody says. Money that went out tells most; then what the rest waits for, then goods on their
    way back, then what is still to be done.
    """
    paid, due = _paid(file, exchange), _to_pay(file, stands=stands)
    waits = _awaited(file) if due and goods_first else None
    if paid is Movement.REFUNDED or (paid and not waits):
        return paid
    return (
        waits
        or _sent(file)
        or (due if goods_first is not None else None)
        or _goods(file, unseen=True)
        or due
        or (Movement.TO_SHIP if stands and file.case.remedy in SENT_AGAIN else None)
        or _goods(file, unseen=False)
    )


def _paid(file: CaseFile, exchange: Exchange) -> Movement | None:
    if not any(refund.status is RefundStatus.PAID_OUT for refund in file.refunds):
        return None
    granted = file.case.granted if file.case.remedy in CASH else None
    short = granted is not None and paid_out(file, granted.currency, exchange) < granted.amount
    return Movement.PARTLY_REFUNDED if short else Movement.REFUNDED


def _sent(file: CaseFile) -> Movement | None:
    """Return that goods went out again: a parcel that left after the remedy was proposed."""
    proposed = file.case.proposed
    if file.case.remedy not in SENT_AGAIN or proposed is None:
        return None
    left = (parcel.shipped for parcel in file.shipments if parcel.shipped is not None)
    return Movement.SHIPPED if any(at > proposed for at in left) else None


def _awaited(file: CaseFile) -> Movement | None:
    """Return where goods are that money waits for; None: it waits for none any more."""
    if awaited(file.returns) is None:
        return None
    return _goods(file, unseen=True) or Movement.AWAITING_GOODS


def _goods(file: CaseFile, *, unseen: bool) -> Movement | None:
    """Return where returned goods are, the least far of them first."""
    if not file.returns:
        return None
    stages = set(map(stage, file.returns))
    order = (Movement.AWAITING_GOODS, Movement.GOODS_BACK) if unseen else (Movement.INSPECTED,)
    return next((one for one in order if one in stages), None)


def _to_pay(file: CaseFile, *, stands: bool) -> Movement | None:
    asked = any(refund.status in TO_PAY for refund in file.refunds)
    granted = file.case.granted if stands and file.case.remedy in CASH else None
    due = granted is not None and granted.amount > Decimal()
    return Movement.TO_REFUND if asked or due else None
