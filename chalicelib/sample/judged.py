"""The scenes of the rule book: triage, an approval by link, a held order, a refusal, a rating."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.model.case import Case, CaseStatus, Category, Kind, Remedy
from chalicelib.model.order import OrderStatus
from chalicelib.model.payment import PaymentStatus
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import ReturnStatus
from chalicelib.model.word import Language, Phrase
from chalicelib.sample.cases import case_id, cases, found, remedies
from chalicelib.sample.edits import Added, Typed
from chalicelib.sample.page import Visit
from chalicelib.sample.people import (
    CHEN_JING,
    CHEN_JING_ADDRESS,
    DIEGO,
    EMMA,
    LI_NA,
    ZHANG_WEI,
    ZHANG_WEI_ADDRESS,
)
from chalicelib.sample.step import NOBODY, NOW, Told
from chalicelib.sample.stories import COURSES
from chalicelib.sample.trade import NEVER_CAME, orders
from chalicelib.sample.world import ARTICLES, COUNTRIES, ENGLISH, SHOP, buyer, price

CUSTOMER = Phrase("A customer", "一位客户")
IMPORT = Phrase("The shop", "店铺")

LOST, PAID_BACK, MISTYPED = case_id(len(COURSES)), "RFD-2012", "SH-05100"
WAITED, SENT_BACK = "RFD-2004", "RET-1010"
"""A refund that waits for goods, and the return they come in."""
TEA, CLOSING = found("untouched", 1), found("offered", 2)
GERMANY = COUNTRIES[0]
MUG = next(article for article in ARTICLES if article.sku == "MUG-CEL")

# fmt: off
NEVER_ARRIVED = Phrase("My package never arrived, and the tracking is not moving.", "包裹一直没收到，物流不动了。")
TOO_GOOD = Phrase("Sorry for the trouble! Send it back any time, no questions asked.", "很抱歉！随时可以寄回，我们无条件退款。")
POLITE = Phrase("Tea cannot be taken back once it has left us, I am sorry. I have put a coupon on your account.", "很抱歉，茶叶寄出后无法退回。我已为您发放一张优惠券。")
RELEASED = Phrase("The second charge was only reserved, and the bank has released it.", "第二笔只是预授权，银行已解除。")
FRIENDLY = Phrase("Friendly and quick; the second box was packed much better.", "客服友好又迅速，第二次包装好多了。")


def scenes(start: datetime) -> Iterator[Told]:
    """Yield the scenes; others come between them."""
    yield from _lost(start)
    yield from _mistyped()
    yield from _sent_back(start)
    yield Told(5, EMMA, Phrase("wants to take tea back, and drafts an answer that promises too much.", "想让客户退回茶叶，回复草稿承诺过多。"), (Typed("cases", TEA, {"owner": EMMA, "status": CaseStatus.OPEN, "first_reply": NOW, "last_reply": NOW, "contacted": NOW, "evidence_complete": NOW, **remedies(orders(Language.EN, start), start)[TEA], "reply": TOO_GOOD}),))
    yield Told(5.4, EMMA, Phrase("refuses with the reason, offers a coupon instead, and writes it otherwise.", "说明原因后拒绝，改为提供优惠券，并改写草稿。"), (Typed("cases", TEA, {"remedy": Remedy.REFUSAL, "amount": None, "reply": POLITE, "proposed": NOW, "last_reply": NOW}),))
    yield Told(8.8, ZHANG_WEI, Phrase("refuses another refund by the link of his mail, with the reason.", "通过邮件中的链接拒绝了另一笔退款，并说明原因。"), visit=Visit(ZHANG_WEI_ADDRESS, "no", RELEASED))
    yield Told(31.5, CUSTOMER, Phrase("rates it by the link of the mail.", "通过邮件中的链接评价。"), visit=Visit(_address(CLOSING, start), "4", FRIENDLY))


def _lost(start: datetime) -> Iterator[Told]:
    order, country = orders(Language.EN, start)[NEVER_CAME], buyer(NEVER_CAME).country
    words = {"id": LOST, "order": order.id, "kind": Kind.COMPLAINT, "channel": SHOP, "country": order.country, "status": CaseStatus.NEW, "customer": order.buyer, "email": order.email, "language": ENGLISH, "problem": NEVER_ARRIVED, "demand": Remedy.REFUND, "opened": NOW}
    money = {"amount": order.amount, "currency": order.currency}
    yield Told(0.8, CUSTOMER, Phrase("complains: the words are pasted into a new row, without a category.", "来信投诉：内容贴进新的一行，没有填类别。"), (Added("cases", words),))
    yield Told(1, DIEGO, Phrase("types category and topic, and takes it on.", "填写类别和主题，并接手。"), (Typed("cases", LOST, {"category": Category.LOGISTICS, "topic": Phrase("lost", "丢失"), "owner": DIEGO, "status": CaseStatus.OPEN, "first_reply": NOW, "last_reply": NOW, "contacted": NOW}),))
    yield Told(1.2, DIEGO, Phrase("chooses a refund above his authority.", "选择了超出自己权限的退款。"), (Typed("cases", LOST, {"remedy": Remedy.REFUND, **money, "rate": country.worth, "evidence_complete": NOW}),))
    yield Told(1.75, NOBODY, Phrase("has answered for half an hour: the role above is asked as well.", "半小时内答复：再向上一级询问。"))
    yield Told(2, CHEN_JING, Phrase("opens the link of her mail, and presses Approve.", "打开邮件中的链接，点击“批准”。"), visit=Visit(CHEN_JING_ADDRESS, "yes"))
    yield Told(2.2, DIEGO, Phrase("enters the refund.", "登记了这笔退款。"), (Added("refunds", {"id": PAID_BACK, "order": order.id, "case": LOST, "status": RefundStatus.APPROVED, "owner": DIEGO, **money, "reason": Phrase("lost", "丢失"), "asked": NOW, "approved": NOW}), Typed("cases", LOST, {"proposed": NOW, "last_reply": NOW})))


def _mistyped() -> Iterator[Told]:
    sum_ = {"amount": price(MUG, GERMANY), "currency": GERMANY.currency}
    region, city, street, postcode = GERMANY.place
    order = {"id": MISTYPED, "channel": SHOP, "status": OrderStatus.PAID, "owner": LI_NA, "buyer": "Nora Winkler", "email": "nora.winkler@example.com", "phone": GERMANY.phone.format(n=44), "country": GERMANY.code, "region": region, "city": city, "address": street.format(n=44), "postcode": postcode[:-1], **sum_, "placed": NOW, "paid": NOW}
    line = {"id": f"{MISTYPED}-1", "order": MISTYPED, "sku": MUG.sku, "title": MUG.title, "specification": MUG.specification, "quantity": 1, "price": price(MUG, GERMANY), "currency": GERMANY.currency}
    paid: dict[str, Any] = {"id": "ST990014", "order": MISTYPED, "provider": "Stripe", "status": PaymentStatus.CAPTURED, **sum_, "fee": Decimal("0.58"), "captured": NOW}
    yield Told(3.5, IMPORT, Phrase("imports an order whose postcode lacks a digit.", "导入了一笔邮编少一位的订单。"), (Added("orders", order), Added("order_lines", line), Added("payments", paid)))
    yield Told(3.8, LI_NA, Phrase("has asked the buyer, and types the postcode.", "向买家核实后填写了邮编。"), (Typed("orders", MISTYPED, {"postcode": postcode}),))


def _sent_back(start: datetime) -> Iterator[Told]:
    case = _case(found("solved"), start)
    sent: dict[str, Any] = {"asked": start - timedelta(hours=72), "agreed": start - timedelta(hours=70), "guide_sent": start - timedelta(hours=70)}
    row = {"id": SENT_BACK, "order": case.order, "case": case.id, "status": ReturnStatus.ON_THE_WAY, "owner": LI_NA, "reason": Phrase("changed mind", "不想要了"), "sku": case.sku, "quantity": 1, "country": case.country, "tracking": "RT4470330", **sent}
    yield Told(4, LI_NA, Phrase("enters the return that a refund waits for: the goods are on their way.", "登记退款所等待的退货：商品正在退回途中。"), (Added("returns", row),))
# fmt: on


def _address(case: str, start: datetime) -> str:
    return _case(case, start).email


def _case(name: str, start: datetime) -> Case:
    held = cases(Language.EN, orders(Language.EN, start), start)
    return next(one for one in held if one.id == name)
