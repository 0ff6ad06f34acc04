"""Next steps of a case in words: one sentence, what to do now."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chalicelib.model.case import Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.verdict import Movement
from chalicelib.model.word import Phrase
from chalicelib.policy.goods import stage
from chalicelib.policy.refunding import CASH

NOTHING = Phrase("", "")
CLASSIFY = Phrase("Type the category.", "请填写类别。")
CLASSIFY_AS = Phrase(
    "Type the category; the words speak for {category}.", "请填写类别；从用词看像是“{category}”。"
)
SUGGESTED = Phrase("{category}: {words}", "{category}：{words}")
TOPIC_MEANT = Phrase(
    "No rule knows the topic '{topic}': did you mean '{near}'?",
    "没有规则涉及主题“{topic}”：是“{near}”吗？",
)
TOPIC_UNKNOWN = Phrase(
    "No rule knows the topic '{topic}': correct it, or add a row of Policy for it.",
    "没有规则涉及主题“{topic}”：请更正，或在“政策”表中添加规则。",
)
MEND = Phrase("Cannot tell: mend {cells}.", "无法判断：请修正 {cells}。")
MEND_ROWS = Phrase("Cannot tell: mend row {rows} of {tab}.", "无法判断：请修正“{tab}”表的 {rows}。")
OF_POLICY = Phrase("Policy", "政策")
OF_EVIDENCE = Phrase("Evidence", "证据")
BROKEN = Phrase("{rows} cannot be read", "{rows} 无法读取")
ASK_FOR = Phrase("Ask the customer for: {kinds}.", "请向客户索取：{kinds}。")
PUT_ON_FILE = Phrase("Look up and fill in: {kinds}.", "请查明并填写：{kinds}。")
NO_ORDER = Phrase(
    "There is no order {order}: correct the number, or enter the order.",
    "没有订单 {order}：请更正订单号，或录入该订单。",
)
WRITE_DOWN = Phrase(
    "Write down what the customer asks (What happened).", "请写明客户的问题（问题描述）。"
)
BOTH = Phrase("{one} {other}", "{one}{other}")
NO_ROW = Phrase(
    "No row of Policy fits: ask the lead, or add a row.",
    "“政策”表中没有适用的规则：请询问主管或补充规则。",
)
OFFER = Phrase("Offer: {remedy}. Tell the buyer: {text}", "建议：{remedy}。告知买家：{text}")
OFFER_BARE = Phrase("Offer: {remedy}.", "建议：{remedy}。")
INSTEAD = Phrase("{remedy} is not allowed: offer {options}.", "不允许{remedy}：可提供 {options}。")
NOTHING_ELSE = Phrase(
    "{remedy} is not allowed, and nothing else is: ask the lead.",
    "不允许{remedy}，也没有其他方案：请询问主管。",
)
TOO_MUCH = Phrase("At most {most} is allowed: lower the amount.", "最多允许 {most}：请降低金额。")
NOTHING_LEFT = Phrase(
    "Nothing is left to refund: refunds and earlier cases of the order take it all; choose another"
    " remedy.",
    "已无可退金额：该订单的退款和此前的工单已占用全部款项；请选择其他方案。",
)
UNPRICED = Phrase(
    "Refund {refund} has no exchange rate, or no amount: fill it in.",
    "退款 {refund} 缺少汇率或金额：请填写。",
)
OVERSIZED = Phrase(
    "Nothing is left to refund: refund {refund} asks more than came in; correct it.",
    "已无可退金额：退款 {refund} 超过已收款项，请更正。",
)
AMOUNT = Phrase("Fill in amount and currency.", "请填写金额和币种。")
AMOUNT_TO = Phrase(
    "Fill in amount and currency: at most {most}.", "请填写金额和币种：最多 {most}。"
)
COST = Phrase(
    "Fill in amount and currency: what the remedy costs.", "请填写金额和币种：处理方案的成本。"
)
RATE = Phrase("Fill in the exchange rate from {currency}.", "请填写 {currency} 的汇率。")
CURRENCY = Phrase("Fill in the currency.", "请填写币种。")
ABOVE_ZERO = Phrase("The amount must be above 0.", "金额必须大于 0。")
WHOLE_UNITS = Phrase(
    "The smallest unit of {currency} is {unit}: write {near}.",
    "{currency} 的最小单位是 {unit}：请写成 {near}。",
)
PAID_UNKNOWN = Phrase(
    "Nothing shows what was paid: enter the order's payment first.",
    "没有付款记录：请先录入订单的付款。",
)
VALUE_UNKNOWN = Phrase(
    "The cap is a share of the value: fill in the SKU, or the order's amount.",
    "上限按商品价值计算：请填写商品编码或订单金额。",
)
ASK_ROLE = Phrase(
    "{remedy} is beyond {role}: {decider} decides.", "{remedy}超出{role}的权限：由{decider}审批。"
)
ASK_NOBODY = Phrase(
    "{remedy} is beyond {role}, and no row of Authority lets anybody grant it.",
    "{remedy}超出{role}的权限，且“权限”表中无人可批准。",
)
REFUSE = Phrase(
    "Refuse, and give the reason: {text} Offer instead: {others}.",
    "说明原因后拒绝：{text}可改为提供：{others}。",
)
REFUSE_BARE = Phrase("Refuse, and give the reason: {text}", "说明原因后拒绝：{text}")
EXPLAIN = Phrase("Explain it to the customer: {text}", "向客户说明：{text}")
PAY_REST = Phrase("Refund the rest of {amount}.", "请退还 {amount} 中的余额。")

GOODS_SENT = Phrase(
    "Send the goods, and enter the parcel in Shipments.", "请发出商品，并在“包裹”表中登记。"
)
ENTER_REFUND = Phrase("Enter the refund in Refunds.", "请在“退款”表中登记退款。")
AGREE_RETURN = Phrase(
    "Agree the return in Returns and send the guide; refund after inspection.",
    "请在“退货”表中同意退货并发送指引；验货后退款。",
)
BY_REMEDY: Mapping[Remedy, Phrase] = {
    Remedy.RESHIP: GOODS_SENT,
    Remedy.EXCHANGE: Phrase(
        "Send the other article, enter the parcel in Shipments, and agree the return.",
        "请发出更换的商品，在“包裹”表中登记，并约定退货。",
    ),
    Remedy.COUPON: Phrase("Send the coupon.", "请发送优惠券。"),
    Remedy.GIFT: Phrase("Send the gift.", "请寄出小礼品。"),
    Remedy.REPAIR: Phrase("Arrange the repair.", "请安排维修。"),
    Remedy.EXPLANATION: Phrase("Explain it to the customer.", "请向客户说明。"),
    Remedy.REFUSAL: Phrase(
        "Refuse, with reason and an alternative.", "请说明原因后拒绝，并给出替代方案。"
    ),
}
"""What to do about a remedy that gives no money back."""
BY_MOVEMENT: Mapping[Movement, Phrase] = {
    Movement.AWAITING_GOODS: Phrase(
        "Wait for the goods; inspect them when they arrive.", "等待退货；收到后验货。"
    ),
    Movement.GOODS_BACK: Phrase(
        "Inspect the goods, and say in Returns how they came back.",
        "请验货，并在“退货”表中填写退回状况。",
    ),
    Movement.REFUNDED: Phrase("The money is back: close the case.", "款项已退：请关闭工单。"),
    Movement.SHIPPED: Phrase(
        "The goods are on their way: tell the customer, and close the case.",
        "商品已补发：请告知客户并关闭工单。",
    ),
}
"""What follows from where goods and money are, once a remedy may be carried out."""
REFUND_ASKED = Phrase("Have the refund paid out.", "请安排退款打款。")


def listed(parts: Collection[Phrase | str]) -> Phrase:
    """Return words as a sentence lists them."""
    if not parts:
        return NOTHING
    pairs = [part if isinstance(part, Phrase) else Phrase(part, part) for part in parts]
    return Phrase(", ".join(p.en for p in pairs), "、".join(p.zh for p in pairs))


def carried_on(file: CaseFile, movement: Movement | None) -> Phrase | None:
    """Return what follows from where goods and money are, once the remedy may be carried out.

    None while nothing is on its way: then what the remedy asks for is to be done.
    """
    case, stages = file.case, set(map(stage, file.returns))
    if movement is Movement.PARTLY_REFUNDED:
        return PAY_REST.fill(amount=case.granted)
    if movement is Movement.TO_REFUND and file.refunds:
        return REFUND_ASKED
    if movement in (Movement.INSPECTED, Movement.TO_REFUND) and file.returns:
        return ENTER_REFUND if case.remedy in CASH else None
    if movement is Movement.AWAITING_GOODS and movement not in stages:
        return None
    return BY_MOVEMENT.get(movement) if movement else None
