"""Why a refund is kept back, and what to do then, in words."""

from __future__ import annotations

from typing import NamedTuple

from chalicelib.model.word import Phrase


class Why(NamedTuple):
    """What keeps a refund back, and what to do."""

    what: Phrase
    step: Phrase

    def fill(self, **values: object) -> Why:
        """Return it with each ``{name}`` replaced, as Phrase does."""
        return Why(self.what.fill(**values), self.step.fill(**values))


NO_AMOUNT = Why(
    Phrase("it has no amount above zero, or no currency", "缺少大于零的金额或币种"),
    Phrase("Fill in amount and currency.", "请填写金额和币种。"),
)
NO_PAYMENT = Why(
    Phrase("no captured payment is on file for the order", "该订单没有已收款的付款记录"),
    Phrase("Find the payment it goes back to.", "请找到对应的付款。"),
)
NO_SUCH_PAYMENT = Why(
    Phrase("the payment it names is not on file for the order", "所填付款不属于该订单或不存在"),
    Phrase("Correct the payment ID.", "请更正付款编号。"),
)
ANOTHER_ORDER = Why(
    Phrase("the payment it names is of another order", "所填付款属于其他订单"),
    Phrase("Correct the order or the payment ID.", "请更正订单编号或付款编号。"),
)
IN_SEVERAL = Why(
    Phrase("the order was paid in several currencies", "该订单以多种币种付款"),
    Phrase("Name the payment it goes back to.", "请填写对应的付款编号。"),
)
NO_RATE = Why(
    Phrase("it is in another currency than the payment", "币种与付款不同"),
    Phrase("Fill in an exchange rate above 0.", "请填写大于 0 的汇率。"),
)
OTHER_RATE = Why(
    Phrase(
        "refund {refund} was paid out, and nobody can tell how much of the payment it took",
        "退款 {refund} 已打款，但无法确定占用了多少付款",
    ),
    Phrase("Fill in its amount, currency and exchange rate first.", "请先补全其金额、币种和汇率。"),
)
TOO_MUCH = Why(
    Phrase("more would go back than came in", "退款总额将超过实收"),
    Phrase("Lower the amount, or withdraw another refund.", "请减少金额，或撤回其他退款。"),
)
ALL_BACK = Why(
    Phrase("everything that came in was paid back", "实收款项已全部退回"),
    Phrase("Refuse it: everything was paid back.", "请拒绝：款项已全部退回。"),
)
TWICE = Why(
    Phrase(
        "refund {refund} of the same case paid out the same amount already",
        "同一工单的退款 {refund} 已打款相同金额",
    ),
    Phrase("Refuse it, unless it is meant as a second one.", "如非第二笔退款，请拒绝。"),
)
REFUNDED = Why(
    Phrase("the provider sent the payment back already", "支付渠道已退回该笔付款"),
    Phrase("Do not pay it out again; refuse it.", "请勿再次打款，并拒绝该退款。"),
)
DISPUTED = Why(
    Phrase(
        "the payment is disputed: the bank may send the same money back",
        "该付款存在争议：银行可能退回同一笔钱",
    ),
    Phrase(
        "Settle the dispute first; offer the refund there.", "请先处理争议，可在争议中提出退款。"
    ),
)
NO_CASE = Why(
    Phrase("no case grants it", "没有工单批准该退款"),
    Phrase("Name the case that grants it.", "请填写批准该退款的工单编号。"),
)
NO_SUCH_CASE = Why(
    Phrase("the case it names is not there", "所填工单不存在"),
    Phrase("Correct the case ID.", "请更正工单编号。"),
)
CASE_OF_ANOTHER = Why(
    Phrase("its case is about another order, or about none", "所填工单属于其他订单或未填写订单"),
    Phrase("Correct the case or the order ID.", "请更正工单编号或订单编号。"),
)
NOT_GRANTED = Why(
    Phrase("case {case} does not grant it yet ({outcome})", "工单 {case} 尚未批准（{outcome}）"),
    Phrase("Have the case decided first.", "请先完成工单的决定。"),
)
NOT_CASH = Why(
    Phrase("case {case} grants {remedy}, no money", "工单 {case} 批准的是{remedy}，不是退款"),
    Phrase(
        "Change the case's remedy, or refuse the refund.", "请更改工单的处理方案，或拒绝该退款。"
    ),
)
NO_GRANT = Why(
    Phrase("case {case} does not say how much it grants", "工单 {case} 未写明批准金额"),
    Phrase("Fill in amount and currency of the case.", "请填写工单的金额和币种。"),
)
BEYOND_GRANT = Why(
    Phrase(
        "case {case} grants {granted}, its refunds come to {sum}",
        "工单 {case} 批准 {granted}，其退款合计 {sum}",
    ),
    Phrase("Lower the amount, or have more granted.", "请减少金额，或申请提高批准金额。"),
)
OTHER_MONEY = Why(
    Phrase(
        "case {case} grants an amount in {currency}: they cannot be compared",
        "工单 {case} 的批准金额为 {currency}，无法比较",
    ),
    Phrase("Write the refund in the case's currency.", "请使用工单的币种填写退款。"),
)
NO_CASE_RATE = Why(
    Phrase(
        "case {case} grants {granted}: nobody can tell how much of the payment that is",
        "工单 {case} 批准 {granted}，无法确定折合多少付款",
    ),
    Phrase(
        "Fill in the case's exchange rate, or write it in the currency of the payment.",
        "请填写工单的汇率，或使用付款的币种填写工单。",
    ),
)
NO_RETURN = Why(
    Phrase(
        "the goods of case {case} must come back first, and no return is on file",
        "工单 {case} 须先退回商品，但没有退货记录",
    ),
    Phrase("Enter the return.", "请登记退货。"),
)
NAMES_NO_CASE = Why(
    Phrase(
        "the goods of case {case} must come back first, and return {back} of order {order}"
        " names no case",
        "工单 {case} 须先退回商品，而订单 {order} 的退货 {back} 未填写工单",
    ),
    Phrase(
        "Return {back} of order {order} names no case: fill in its Case ID.",
        "订单 {order} 的退货 {back} 未填写工单：请填写其工单编号。",
    ),
)
CAME_OTHERWISE = Why(
    Phrase(
        "the goods of case {case} came back as {condition}, after it was granted",
        "工单 {case} 批准后，退回商品的状况为“{condition}”",
    ),
    Phrase(
        "Open the case again: the goods came back as {condition}.",
        "请重开工单：退回商品的状况为“{condition}”。",
    ),
)
GOODS_FIRST = Why(
    Phrase("the goods of case {case} are not inspected yet", "工单 {case} 的退货尚未验货"),
    Phrase("Wait until the goods are inspected.", "请等待验货完成。"),
)
GOODS_UNTOLD = Why(
    Phrase(
        "nobody can tell whether the goods of case {case} must come back first",
        "无法判断工单 {case} 的商品是否须先退回",
    ),
    Phrase("Open the case again, so that it is decided anew.", "请重开工单，以便重新判断。"),
)
APPROVE = Phrase("Approve it: fill in Approved.", "请审批：填写“批准时间”。")
PAY = Phrase("Pay it out, then fill in Paid out.", "请打款，然后填写“打款时间”。")
PAY_AGAIN = Phrase("Pay it out again, or refuse it.", "请重新打款，或拒绝该退款。")
NO_VERDICT = Phrase("undecided", "未决定")
CANNOT_TELL = Phrase("cannot tell: mend {cells}", "无法判断：请修正 {cells}")
NO_TAB = Phrase("cannot tell: the tab {tab} is missing", "无法判断：缺少“{tab}”表")
GRANTED_BY = Phrase("{case} grants {granted}", "{case} 批准 {granted}")
