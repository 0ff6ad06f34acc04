"""Default policy (RULEBOOK 7 and its playbooks): rows to edit, never constants; the first that fits decides."""

from __future__ import annotations

from typing import Any

from chalicelib.model.case import Category, Remedy
from chalicelib.model.returns import Condition
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Payer, PolicyLine
from chalicelib.tables.defaults_twin import (
    CANCELLATION,
    CUSTOM,
    CUSTOMS,
    FAULT,
    FUNCTION,
    LATE,
    LAW,
    LISTING,
    MISSING,
    NO_REASON,
    NORMS,
    OURS,
    SERVICE,
    SIZE,
    TWICE,
    WORN,
    Twin,
    listed,
    tests,
)

UNKNOWN = Phrase("unknown", "未知")
YES, NO_OR_UNKNOWN = Phrase("yes", "是"), Phrase("no, unknown", "否, 未知")
FORTNIGHT = Phrase("<= 14 days, unknown", "<= 14 天, 未知")
WEEK = Phrase("<= 7 days, unknown", "<= 7 天, 未知")
MONTH = Phrase("<= 30 days, unknown", "<= 30 天, 未知")
CLOSE_FITTING = Phrase("underwear, food, custom-made", "内衣, 食品, 定制商品")

R = Remedy
_KEEPS: dict[str, Any] = {"goods_back": False}
_FREE_RETURN: dict[str, Any] = {"goods_back": True, "postage": Payer.SELLER}
_OWN_RETURN: dict[str, Any] = {"goods_back": True, "postage": Payer.BUYER}
_OR_KEEPS: dict[str, Any] = {"postage": Payer.SELLER}
"""Who takes a part of the price keeps the goods; they only come back for all of it."""


def _row(id_: str, *remedies: Remedy, tell: tuple[str, str], **cells: Any) -> Twin:
    own = {"id": id_, "active": True, "remedies": remedies, "buyer_text": Phrase(*tell)}
    return Twin(PolicyLine, own | tests(cells))


# fmt: off
POLICY_ROWS = (
    _row("P01", R.REFUND, topic=CANCELLATION, parcel=listed(ShipmentStatus.PREPARED, UNKNOWN), source=NORMS, tell=("Your order has not left us: the full price goes back the way you paid.", "订单尚未发出：全款将按原支付方式退回。")),
    _row("P02", R.REFUND, R.EXPLANATION, category=Category.PAYMENT, topic=TWICE, source=SERVICE, tell=("We compare the payments and return what was charged twice, the way you paid.", "我们核对付款记录，重复扣除的部分按原支付方式退回。")),
    _row("P03", R.EXPLANATION, category=Category.PAYMENT, source=SERVICE, tell=("We explain what the bank or the payment provider shows, and what to do next.", "我们说明银行或支付渠道的记录及下一步操作。")),
    _row("P04", R.EXPLANATION, R.REFUND, R.COUPON, parcel=ShipmentStatus.PREPARED, source=NORMS, tell=("Your order has not left us yet: you may wait or have your money back.", "订单尚未发出：可以等待，也可以退款。")),
    _row("P05", R.RESHIP, R.REFUND, parcel=listed(ShipmentStatus.LOST, ShipmentStatus.DAMAGED), source=NORMS, **_KEEPS, tell=("The carrier has confirmed it: we send the goods again or return your money, as you like.", "承运商已确认：可为您补发或退款，由您选择。")),
    _row("P06", R.RESHIP, R.REFUND, R.COUPON, parcel=ShipmentStatus.RETURNED, source=OURS, tell=("The parcel came back to us: we send it again once the address is confirmed.", "包裹已退回：确认地址后为您重新寄出。")),
    _row("P07", R.EXPLANATION, R.RESHIP, topic=MISSING, parcel=ShipmentStatus.DELIVERED, source=OURS, **_KEEPS, tell=("The carrier reports the parcel as delivered: we ask for proof of delivery and tell you the answer.", "物流显示已签收：我们向承运商索取签收证明后回复您。")),
    _row("P08", R.EXPLANATION, R.COUPON, topic=MISSING, cap="5 %", source=NORMS, tell=("We have the carrier search for the parcel; once it is confirmed as lost you choose a new one or your money.", "已请承运商查找包裹；确认丢失后可选择补发或退款。")),
    _row("P09", R.EXPLANATION, R.COUPON, parcel=ShipmentStatus.HELD, cap="5 %", source=NORMS, tell=("Customs asks for papers: we tell you which ones and how to hand them in.", "海关需要资料：我们告知需要哪些及如何提交。")),
    _row("P10", R.EXPLANATION, category=Category.LOGISTICS, topic=CUSTOMS, source=NORMS, tell=("We explain which papers or duties customs asks for, and who pays them.", "我们说明海关要求的资料或税费及由谁承担。")),
    _row("P11", R.EXPLANATION, R.COUPON, R.GIFT, category=Category.LOGISTICS, topic=LATE, cap="5 %", source=SERVICE, tell=("We tell you the reason and the new arrival date, and thank you for waiting with a coupon.", "我们告知原因和新的到达时间，并以优惠券感谢您的等待。")),
    _row("P12", R.EXCHANGE, R.RETURN, topic=FAULT, repeats=">= 3", source=OURS, **_FREE_RETURN, tell=("Please send the goods back with our label: we exchange them or return your money after inspection.", "请使用我们的面单寄回：验货后换货或退款。")),
    _row("P13", R.EXPLANATION, topic=FAULT, evidence=NO_OR_UNKNOWN, source=SERVICE, tell=("Please send photos of the fault from several angles, with the packaging if it is damaged.", "请提供多角度的问题照片；如有破损请含包装。")),
    _row("P14", R.RESHIP, R.REFUND, R.PARTIAL, R.COUPON, topic=FAULT, value="<= 15 USD", source=SERVICE, **_KEEPS, tell=("We are sorry: we send a new one or return your money, and you keep the goods.", "非常抱歉：为您补发或退款，商品无需退回。")),
    _row("P15", R.RESHIP, R.EXCHANGE, R.RETURN, R.PARTIAL, topic=FAULT, source=SERVICE, **_OR_KEEPS, tell=("We are sorry: we replace the goods free of charge; we pay the return and insure it.", "非常抱歉：为您免费更换；退货运费及保险由我们承担。")),
    _row("P16", R.REPAIR, R.EXCHANGE, R.PARTIAL, topic=WORN, cap="50 %", source=OURS, **_OR_KEEPS, tell=("We repair or replace what stopped working; the warranty terms stand in our policy.", "使用中出现故障的商品可维修或更换；保修条款见售后政策。")),
    _row("P17", R.EXCHANGE, R.RETURN, R.PARTIAL, topic=LISTING, source=SERVICE, **_OR_KEEPS, tell=("Our page was wrong: we send the right one first, free of charge.", "页面描述有误：先为您免费寄出正确的商品。")),
    _row("P18", R.PARTIAL, R.EXPLANATION, R.REFUSAL, condition=listed(Condition.USED, Condition.DAMAGED), cap="50 %", source=OURS, tell=("The goods came back used or damaged: we return the part that their condition allows.", "退回商品已使用或损坏：按商品状况退还部分款项。")),
    _row("P19", R.REFUSAL, R.EXPLANATION, condition=Condition.WRONG, source=OURS, tell=("What came back is not what we sent: please tell us whether goods were mixed up.", "退回的不是我们发出的商品：请确认是否寄错。")),
    _row("P20", R.REFUSAL, R.COUPON, R.EXPLANATION, topic=listed(NO_REASON, SIZE), product_class=CLOSE_FITTING, cap="10 %", source=NORMS, tell=("Goods of this kind cannot be taken back unless they are faulty; we offer a coupon instead.", "此类商品无质量问题不支持退换；可为您提供优惠券。")),
    _row("P21", R.EXCHANGE, R.EXPLANATION, topic=SIZE, days=MONTH, source=SERVICE, **_OWN_RETURN, tell=("Here is the size chart; we exchange for another size, the way back is yours.", "请参考尺码表；可换其他尺码，退回运费由您承担。")),
    _row("P22", R.EXPLANATION, R.EXCHANGE, R.COUPON, topic=FUNCTION, cap="10 %", source=SERVICE, tell=("We show how it works, or recommend what suits you better.", "我们说明使用方法，或推荐更合适的商品。")),
    _row("P23", R.RETURN, topic=NO_REASON, country="EU, GB", days=FORTNIGHT, source=LAW, **_OWN_RETURN, tell=("You may withdraw within 14 days of delivery; price and standard delivery go back the way you paid.", "签收后 14 天内可撤回购买；货款及标准运费按原支付方式退回。")),
    _row("P24", R.RETURN, R.EXCHANGE, topic=NO_REASON, days=WEEK, source=SERVICE, **_OWN_RETURN, tell=("You may send the goods back within 7 days of delivery; the way back is yours.", "签收后 7 天内可退货，退回运费由您承担。")),
    _row("P25", R.REFUSAL, R.COUPON, topic=NO_REASON, cap="10 %", source=NORMS, tell=("The time for returns is over; we offer a coupon for your next order.", "已超过退货期限；可为您提供下次购物的优惠券。")),
    _row("P26", R.EXPLANATION, R.GIFT, topic=CUSTOM, cap="10 %", source=SERVICE, tell=("We look at what can be done and come back to you.", "我们了解可行的方案后回复您。")),
    _row("P99", R.EXPLANATION, R.COUPON, cap="5 %", source=OURS, tell=("We look into it and tell you what we can do.", "我们核实后告知处理办法。")),
)
# fmt: on
