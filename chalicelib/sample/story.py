"""The sample's story: what people do to the sheet on four days in March."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

from chalicelib.model.case import CaseStatus, Category, Kind, Priority, Remedy
from chalicelib.model.order import OrderStatus
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import Condition, ReturnStatus
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import Language, Phrase
from chalicelib.sample import messy
from chalicelib.sample.cases import case_id, found, remedies
from chalicelib.sample.edits import Added, Edit, Renamed, Typed
from chalicelib.sample.judged import CLOSING, SENT_BACK, WAITED, scenes
from chalicelib.sample.parcels import TROUBLES, shipments
from chalicelib.sample.people import CHEN_JING, DIEGO, EMMA, LI_NA, WANG_LEI, ZHANG_WEI
from chalicelib.sample.step import NOBODY, NOW, Step, Told
from chalicelib.sample.stories import COMPLAINTS, COURSES
from chalicelib.sample.trade import order_id, orders
from chalicelib.sample.world import SHOP
from chalicelib.tables.workbook import CASES

CARRIER = Phrase("The carrier", "承运商")
CARRIERS = Phrase("The carriers", "各承运商")
PROVIDERS = Phrase("The payment providers", "各支付渠道")
TEAM = Phrase("The team", "团队")
FIRST_REPLY = CASES.fields["first_reply"].heading
MISTAKE = Phrase("1st answer!!", "第一次回答！！")


def silent_parcel(start: datetime) -> str:
    """Return the id of the parcel that has been silent for longest."""
    parcels = shipments(Language.EN, orders(Language.EN, start), start)
    longest = max(trouble.get("last_event", 0) for trouble in TROUBLES)
    return next(p.id for p in parcels if p.last_event == start - timedelta(hours=longest))


WAITING = found("met", 3)
URGENT = found("untouched")

_MET = ("met", "answered", "tardy")
_DONE = {"contacted": NOW, "evidence_complete": NOW, "last_reply": NOW}
_OFFERED = {"proposed": NOW, "last_reply": NOW}
_REPLIED = {"first_reply": NOW, "last_reply": NOW}
_INSPECTED = {
    "status": ReturnStatus.INSPECTED,
    "inspected": NOW,
    "condition": Condition.AS_NEW,
    "resellable": True,
}
_NEW_CASE = {
    "order": order_id(152),
    "kind": Kind.COMPLAINT,
    "category": Category.LOGISTICS,
    "topic": Phrase("late", "延误"),
    "priority": Priority.HIGH,
    "channel": SHOP,
    "country": "FR",
    "status": CaseStatus.NEW,
    "customer": "Inès Lambert",
    "email": "ines.lambert@example.com",
    "owner": EMMA,
    "problem": Phrase("Third week without a parcel.", "已经第三周没有收到包裹。"),
    "opened": NOW,
}


# fmt: off
def story(start: datetime) -> list[Step]:
    """Return the steps in order; the desk looks at the sheet after each."""
    told = (*_monday(), *_tuesday(start), *_later(start), *scenes(start))
    return [one.step(start) for one in sorted(told, key=attrgetter("hours"))]


def _monday() -> Iterator[Told]:
    yield Told(0.6, LI_NA, Phrase("answers a new inquiry and takes it on.", "回复了一条新咨询并接手。"), (Typed("cases", URGENT, {**_REPLIED, "status": CaseStatus.OPEN, "owner": LI_NA}),))
    yield Told(2.5, EMMA, Phrase("types a new case in a hurry, without an id.", "匆忙新增一条工单，没有填编号。"), (Added("cases", _NEW_CASE),))
    yield Told(3, ZHANG_WEI, Phrase("asks a customer for photos: the case waits on the customer.", "向客户索要照片：工单改为等待客户。"), (Typed("cases", WAITING, {"status": CaseStatus.WAITING_CUSTOMER, "waiting_since": NOW, "last_reply": NOW}),))
    yield Told(6, DIEGO, Phrase("overtypes the heading 'First reply' by mistake.", "误改了表头“首次回复时间”。"), (Renamed("cases", FIRST_REPLY, MISTAKE),))
    yield Told(6.5, WANG_LEI, Phrase("reads the mail about it and puts the heading back.", "看到提醒邮件，把表头改了回来。"), (Renamed("cases", MISTAKE, FIRST_REPLY),))
    yield Told(8.5, TEAM, Phrase("types up what it did in the afternoon.", "补录下午完成的工作。"), tuple(_typed_up(_MET, _DONE)))


def _tuesday(start: datetime) -> Iterator[Told]:
    yield Told(22, CARRIERS, Phrase("report overnight: most parcels have moved.", "夜间更新：多数包裹有了新进展。"), _moved(start))
    yield Told(24, LI_NA, Phrase("goes through the Problems tab and mends four cells.", "按“问题清单”修正了四个单元格。"), (
        Typed("cases", messy.NO_SUCH_DAY, {"opened": start - timedelta(hours=29)}),
        Typed("cases", messy.UNKNOWN_STATUS, {"status": CaseStatus.OPEN}),
        Typed("cases", messy.DECIMAL_COMMA, {"amount": Decimal("12.5")}),
        Typed("cases", messy.DOUBLED, {"id": "CASE-1112"}, nth=1),
    ))
    yield Told(25, CARRIER, Phrase("reports the parcel that had been silent for days.", "更新了沉默多日的包裹。"), (Typed("shipments", silent_parcel(start), {"last_event": NOW, "status": ShipmentStatus.OUT_FOR_DELIVERY}),))
    yield Told(28, ZHANG_WEI, Phrase("has the photos from the customer: the wait is over, and a reship is proposed.", "收到客户的照片：等待结束，并提出补发方案。"), (Typed("cases", WAITING, {"status": CaseStatus.OPEN, "waiting_since": None, "customer_wrote": NOW, "on_file": Phrase("photos", "照片"), "last_reply": NOW, "evidence_complete": NOW, "proposed": NOW, **remedies(orders(Language.EN, start), start)[WAITING], "remedy": Remedy.RESHIP}),))
    yield Told(31, EMMA, Phrase("closes a case: the new one has arrived.", "关闭一条工单：补发的商品已送达。"), (Typed("cases", CLOSING, {"status": CaseStatus.CLOSED, "closed": NOW, "last_reply": NOW}),))


def _later(start: datetime) -> Iterator[Told]:
    yield Told(47, PROVIDERS, Phrase("settle what was delivered by Monday.", "结算周一前签收的订单。"), _settled(start))
    yield Told(49, EMMA, Phrase("opens it again: the new one broke after a day.", "重开该工单：补发的商品用了一天又坏了。"), (Typed("cases", CLOSING, {"status": CaseStatus.OPEN, "closed": None, "customer_wrote": NOW}),))
    yield Told(50, CHEN_JING, Phrase("has two returns inspected: a refund waits for one of them.", "完成两笔退货的验货，其中一笔有退款在等待。"), (
        Typed("returns", "RET-1005", {**_INSPECTED}),
        Typed("returns", SENT_BACK, {"received": NOW, **_INSPECTED}),
    ))
    yield Told(51, CHEN_JING, Phrase("pays out the refund that waited for the goods.", "为等待退货的退款打款。"), (Typed("refunds", WAITED, {"status": RefundStatus.PAID_OUT, "paid_out": NOW}),))
    yield Told(52, TEAM, Phrase("proposes remedies for what is still open.", "为未结工单提出处理方案。"), tuple(_proposed(start)))
    yield Told(72, NOBODY, Phrase("touches the sheet; Thursday morning begins.", "动过表格；周四早上开始。"), ())
# fmt: on


def _typed_up(courses: tuple[str, ...], cells: Mapping[str, Any]) -> Iterator[Typed]:
    """Yield the same edit of every case that has come just so far, with the evidence it needs."""
    for n, (name, _, _) in enumerate(COURSES):
        if name in courses and case_id(n) != WAITING:
            proof = COMPLAINTS[n % len(COMPLAINTS)].proof
            filed = Phrase(", ".join(p.en for p in proof), ", ".join(p.zh for p in proof))
            yield Typed("cases", case_id(n), {**cells, **({"on_file": filed} if proof else {})})


def _proposed(start: datetime) -> Iterator[Typed]:
    """Yield a remedy for every case that is still open, as its complaint asks."""
    offers = remedies(orders(Language.EN, start), start)
    for edit in _typed_up((*_MET, "filed"), _OFFERED):
        yield edit._replace(cells={**edit.cells, **offers[edit.id]})


def _moved(start: datetime) -> tuple[Edit, ...]:
    """Return news of every parcel on its way about which nothing is wrong."""
    parcels = shipments(Language.EN, orders(Language.EN, start), start)
    well = [p for p in parcels if p.status is ShipmentStatus.IN_TRANSIT and not p.anomaly_seen]
    silent = silent_parcel(start)
    told = [parcel.id for parcel in well if parcel.id != silent]
    return tuple(Typed("shipments", name, {"last_event": NOW}) for name in told)


def _settled(start: datetime) -> tuple[Edit, ...]:
    """Return money for every order that was delivered and not yet settled."""
    owed = [order for order in orders(Language.EN, start) if order.status is OrderStatus.DELIVERED]
    cells = {"settled": NOW, "status": OrderStatus.SETTLED}
    return tuple(Typed("orders", order.id, cells) for order in owed)
