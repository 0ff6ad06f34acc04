"""Default promises on parcels, refunds, returns and disputes: rows to edit, never constants."""

from __future__ import annotations

from chalicelib.model.dispute import DisputeStatus
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import ReturnStatus
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.tables import wording as w
from chalicelib.tables.defaults_sla import (
    AT_ONCE,
    BANK,
    LATE,
    LATER,
    NORMS,
    OFFICE,
    OURS,
    RISK,
    SERVICE,
    SOON,
    SYSTEM,
    promise,
)
from chalicelib.tables.workbook import DISPUTES, REFUNDS, RETURNS, SHIPMENTS

LAW = Phrase("EU and UK consumer law: 14 days", "欧盟、英国消费者法：14 天")

_A_DAY_AHEAD = w.rung(w.before(w.HOURS.fill(n=24)), w.OWNER, w.LEAD)
_WELL_AHEAD = w.either(w.rung(w.before(w.DAYS.fill(n=3)), w.OWNER), _A_DAY_AHEAD)

_ENDED = w.when(SHIPMENTS, "status", ShipmentStatus.RETURNED, ShipmentStatus.LOST)
_REFUND_OFF = w.when(REFUNDS, "status", RefundStatus.REFUSED)
_KEPT_BACK = w.when(REFUNDS, "outcome", Outcome.HOLD)
"""While the desk itself keeps money back, nobody is late with it."""
_RETURN_OFF = w.when(RETURNS, "status", ReturnStatus.REFUSED)
_DECIDED = w.when(DISPUTES, "status", DisputeStatus.ACCEPTED, DisputeStatus.WON, DisputeStatus.LOST)

# fmt: off
PARCEL_PROMISES = (
    promise("P01", SHIPMENTS, ("Customs pre-declaration", "海关预申报"), start=w.at(SHIPMENTS, "customs_planned"), stop=w.at(SHIPMENTS, "predeclared"), target=w.before(w.DAYS.fill(n=3)), warn=w.rung(w.before(w.HOURS.fill(n=24)), w.OWNER), escalate=LATE, cancel=_ENDED, source=SYSTEM),
    promise("P02", SHIPMENTS, ("Tracking silence", "物流无更新"), start=w.at(SHIPMENTS, "last_event"), stop=w.at(SHIPMENTS, "delivered"), target=w.at(SHIPMENTS, "silent_after"), warn=SOON, escalate=LATE, cancel=_ENDED, source=NORMS),
    promise("P03", SHIPMENTS, ("Delay notice", "延误告知"), start=w.at(SHIPMENTS, "anomaly_seen"), stop=w.at(SHIPMENTS, "buyer_told"), target=w.HOURS.fill(n=2), warn=w.rung(w.SHARE.fill(n=50), w.ON_DUTY), escalate=AT_ONCE, urgent=True, source=SERVICE),
    promise("P04", SHIPMENTS, ("Carrier or insurance claim", "承运商或保险索赔"), start=w.at(SHIPMENTS, "loss_known"), stop=w.at(SHIPMENTS, "claim_filed"), target=w.at(SHIPMENTS, "claim_limit"), warn=_WELL_AHEAD, escalate=LATER, source=RISK),
)

MONEY_PROMISES = (
    promise("F01", REFUNDS, ("Refund decided", "退款审批"), start=w.at(REFUNDS, "asked"), stop=w.either(w.at(REFUNDS, "approved"), w.when(REFUNDS, "status", RefundStatus.REFUSED)), target=w.HOURS.fill(n=48), pause=_KEPT_BACK, warn=SOON, escalate=LATE, source=OURS),
    promise("F02", REFUNDS, ("Refund paid out", "退款打款"), start=w.at(REFUNDS, "approved"), stop=w.at(REFUNDS, "paid_out"), target=w.BUSINESS_DAYS.fill(n=3), calendar=BANK, pause=_KEPT_BACK, warn=SOON, escalate=LATER, cancel=_REFUND_OFF, source=NORMS),
    promise("D01", DISPUTES, ("Dispute response", "争议回应"), start=w.at(DISPUTES, "opened"), stop=w.either(w.at(DISPUTES, "submitted"), _DECIDED), target=w.at(DISPUTES, "respond_by"), warn=_WELL_AHEAD, escalate=LATER, source=OURS),
)

RETURN_PROMISES = (
    promise("R01", RETURNS, ("Return answered", "退货答复"), start=w.at(RETURNS, "asked"), stop=w.either(w.at(RETURNS, "agreed"), _RETURN_OFF), target=w.HOURS.fill(n=24), warn=SOON, escalate=LATE, source=OURS),
    promise("R02", RETURNS, ("Return guide sent", "退货指引"), start=w.at(RETURNS, "agreed"), stop=w.either(w.at(RETURNS, "guide_sent"), w.at(RETURNS, "received")), target=w.HOURS.fill(n=24), warn=SOON, escalate=LATE, cancel=_RETURN_OFF, source=OURS),
    promise("R03", RETURNS, ("Return inspected", "退货验货"), start=w.at(RETURNS, "received"), stop=w.at(RETURNS, "inspected"), target=w.BUSINESS_DAYS.fill(n=2), calendar=OFFICE, warn=SOON, escalate=LATE, cancel=_RETURN_OFF, source=OURS),
    promise("R04", RETURNS, ("Return settled", "退货结清"), start=w.at(RETURNS, "received"), stop=w.at(RETURNS, "finished"), target=w.DAYS.fill(n=14), warn=w.either(SOON, _A_DAY_AHEAD), escalate=LATER, cancel=_RETURN_OFF, source=LAW),
)
# fmt: on
