"""Words of a request for a yes: the page that asks, and the mails about it."""

from __future__ import annotations

from chalicelib.model.word import Phrase

TITLE = Phrase("Approve for {case}: {what}?", "工单 {case}：是否批准{what}？")
WHAT = Phrase("{remedy} {amount}", "{remedy} {amount}")
CASE = Phrase("Case", "工单")
ORDER = Phrase("Order", "订单")
COUNTRY = Phrase("Country", "国家")
REMEDY = Phrase("Remedy", "处理方案")
AMOUNT = Phrase("Amount", "金额")
GOODS_COST = Phrase("What it costs, in {currency}", "成本（{currency}）")
UNTIL = Phrase("To be answered", "答复期限")
DUE = Phrase(
    "asked until {due}; after that the next person is asked too; the link stays open until {over}",
    "请在 {due} 前答复；逾期将同时询问下一位；链接有效至 {over}",
)
BEFORE = Phrase("Refused before", "此前已拒绝")
BY = Phrase("{what} by {by}", "{what}（{by}）")
HAPPENED = Phrase("What happened", "情况描述")
COST = Phrase("In the desk's currency", "折合本系统币种")
WORTH = Phrase("The order's amount", "订单金额")
OWNER = Phrase("Asked by", "申请人")
ABOUT = Phrase("What it is about", "事由")
WANTS = Phrase("Customer wants", "客户诉求")
BECAUSE = Phrase("Policy", "政策依据")
REFUNDS = Phrase("Earlier refunds to this customer", "该客户此前退款")
TIMES = Phrase("{n}", "{n} 次")
DECIDE = Phrase("Approve or refuse: {what}", "请批准或拒绝：{what}")
LABELLED = Phrase("{label}: {value}", "{label}：{value}")
