"""Movement: where goods and money of a case are, whatever was decided (RULEBOOK 7)."""

from __future__ import annotations

from decimal import Decimal

from chalicelib.model.case import Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.verdict import Movement
from chalicelib.policy.refunding import CASH, Exchange, paid_out

COMING = frozenset({ReturnStatus.AGREED, ReturnStatus.ON_THE_WAY})
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


def moved(file: CaseFile, exchange: Exchange, *, stands: bool) -> Movement | None:
    """Return where goods and money are; ``stands``: the remedy in the row may be carried out.

    Money that went out tells most; then goods on their way back, then what is still to be done.
    """
    return (
        _paid(file, exchange)
        or _sent(file)
        or _goods(file, unseen=True)
        or _to_pay(file, stands=stands)
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


def _goods(file: CaseFile, *, unseen: bool) -> Movement | None:
    """Return where returned goods are, the least far of them first."""
    if not file.returns:
        return None
    stages = {stage for one in file.returns if (stage := _stage(one)) is not None}
    order = (Movement.AWAITING_GOODS, Movement.GOODS_BACK) if unseen else (Movement.INSPECTED,)
    return next((stage for stage in order if stage in stages), None)


def _stage(one: Return) -> Movement | None:
    if one.status in (ReturnStatus.REFUSED, ReturnStatus.ASKED):
        return None
    if one.inspected is not None or one.status in (ReturnStatus.INSPECTED, ReturnStatus.FINISHED):
        return Movement.INSPECTED
    if one.received is not None or one.status is ReturnStatus.RECEIVED:
        return Movement.GOODS_BACK
    return Movement.AWAITING_GOODS if one.status in COMING or one.agreed is not None else None


def _to_pay(file: CaseFile, *, stands: bool) -> Movement | None:
    asked = any(refund.status in TO_PAY for refund in file.refunds)
    granted = file.case.granted if stands and file.case.remedy in CASH else None
    due = granted is not None and granted.amount > Decimal()
    return Movement.TO_REFUND if asked or due else None
