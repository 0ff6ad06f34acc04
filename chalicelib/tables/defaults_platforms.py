"""Default deadlines that marketplaces set (RULEBOOK 11): rows to check, never constants."""

from __future__ import annotations

from chalicelib.tables.defaults_deadlines import (
    LAW_ROWS,
    PAYMENT_ROWS,
    business,
    days,
    due,
    hours,
    runs,
)
from chalicelib.tables.workbook import CASES, DISPUTES, ORDERS, RETURNS

_ALIEXPRESS = "ssopdot 35242, 99383, 99404"
_WALMART = "marketplacelearn.walmart.com"
_TIKTOK = "seller_next_action_response.deadline"
# fmt: off
MARKETPLACE_ROWS = (
    due("D14", ("Amazon",), ("Buyer wrote", "买家来信"), ("Answer, weekends too.", "回复，含周末。"), **runs(CASES, "customer_wrote"), **hours(24), consequence=("Response figures suffer.", "影响回复指标。"), source="eDesk, seller forum", verify=True),
    due("D15", ("Amazon",), ("Buyer contacted you or asked for a return", "买家联系或申请退货"), ("Solve it before a claim becomes possible.", "在买家可提出索赔前解决。"), **runs(CASES, "opened"), **hours(48), consequence=("A-to-z claim.", "A-to-z 索赔。"), source="Amazon G202041210"),
    due("D16", ("Amazon",), ("A-to-z claim opened", "A-to-z 索赔"), ("Give the information asked for (an older text says 48 h).", "提供所需信息（旧文本为 48 小时）。"), **runs(DISPUTES, "opened"), **hours(72), consequence=("Granted and debited.", "判买家胜并扣款。"), source="Amazon 27951", verify=True),
    due("D17", ("Amazon",), ("A-to-z claim decided", "A-to-z 索赔裁决"), ("Appeal.", "申诉。"), **days(30), consequence=("The decision is final.", "裁决生效。"), source="Amazon"),
    due("D18", ("Amazon",), ("Order placed", "下单"), ("Ship by the latest ship date; confirm before it is cancelled.", "在最晚发货日前发货，并在自动取消前确认。"), **runs(ORDERS, "paid"), consequence=("Late shipment rate; cancelled.", "影响迟发率；被取消。"), api_field="ORDER_CHANGE.LatestShipDate, CancelNotifyDate", source="Amazon SP-API"),
    due("D19", ("eBay",), ("Return asked for", "申请退货"), ("Respond.", "回应。"), **runs(RETURNS, "asked"), **business(3), consequence=("The buyer may ask eBay to step in.", "买家可请 eBay 介入。"), api_field="actionDeadlines", source="eBay Post-Order API"),
    due("D20", ("eBay",), ("Item not received", "未收到物品"), ("Respond.", "回应。"), **runs(DISPUTES, "opened"), **business(3), consequence=("The buyer may ask eBay to step in.", "买家可请 eBay 介入。"), api_field="actionDeadlines", source="eBay Post-Order API"),
    due("D21", ("eBay",), ("Return delivered", "退货送达"), ("Inspect and refund (an older text says 5).", "验货并退款（旧文本为 5 天）。"), **runs(RETURNS, "received"), **business(2), consequence=("eBay refunds for you.", "eBay 代为退款。"), api_field="actionDeadlines", source="eBay", verify=True),
    due("D22", ("eBay",), ("Case closed", "案件关闭"), ("Appeal.", "申诉。"), **days(30), consequence=("The decision is final.", "裁决生效。"), source="eBay"),
    due("D23", ("Etsy",), ("Buyer asked for help", "买家求助"), ("Solve it.", "解决问题。"), **runs(CASES, "opened"), **hours(48), consequence=("The buyer may open a case.", "买家可发起案件。"), source="help.etsy.com 13241489600919"),
    due("D24", ("Walmart",), ("Customer or Walmart asked", "客户或 Walmart 询问"), ("Answer, weekends too; more than 95 % of them.", "回复，含周末；须超过 95 %。"), **runs(CASES, "customer_wrote"), **hours(48), consequence=("Cancelled, refunded or suspended; that refund cannot be disputed.", "取消、退款或停用；该退款不可申诉。"), source=_WALMART),
    due("D25", ("Walmart",), ("Return received", "收到退货"), ("Refund.", "退款。"), **runs(RETURNS, "received"), **hours(48), consequence=("Walmart refunds for you.", "Walmart 代为退款。"), source=_WALMART),
    due("D26", ("Walmart",), ("Complaint through an authority", "经监管机构投诉"), ("Answer.", "答复。"), **hours(1), source=_WALMART),
    due("D27", ("AliExpress",), ("Dispute opened or changed", "发起或修改纠纷"), ("Accept, or reject with a counter-offer.", "接受，或拒绝并给出方案。"), **runs(DISPUTES, "opened"), **days(5), consequence=("Done as the buyer asked.", "按买家要求执行。"), source=_ALIEXPRESS, verify=True),
    due("D28", ("AliExpress",), ("Dispute opened", "发起纠纷"), ("Settle before the platform steps in.", "在平台介入前协商。"), **days(7), consequence=("The platform decides.", "由平台裁决。"), source=_ALIEXPRESS, verify=True),
    due("D29", ("AliExpress",), ("Return agreed", "同意退货"), ("The buyer ships the goods back.", "由买家寄回。"), **days(10), consequence=("Closed in the seller's favour.", "判卖家胜。"), source=_ALIEXPRESS, verify=True),
    due("D30", ("TikTok Shop TH", "TikTok Shop VN"), ("Return or refund asked for", "申请退货或退款"), ("Approve or reject.", "同意或拒绝。"), **runs(RETURNS, "asked"), **business(1), consequence=("Approved by itself.", "自动同意。"), api_field=_TIKTOK, source="seller-th, seller-vn"),
    due("D31", ("TikTok Shop ID",), ("Return or refund asked for", "申请退货或退款"), ("Approve or reject.", "同意或拒绝。"), **runs(RETURNS, "asked"), **hours(48), consequence=("Approved by itself.", "自动同意。"), api_field=_TIKTOK, source="seller-id"),
    due("D32", ("TikTok Shop TH", "TikTok Shop VN", "TikTok Shop ID"), ("Request rejected", "申请被拒"), ("The buyer may ask again.", "买家可再次申请。"), **hours(48), consequence=("Closed.", "关闭。"), source="seller-th, seller-vn, seller-id"),
    due("D33", ("TikTok Shop TH", "TikTok Shop VN", "TikTok Shop ID"), ("Request approved", "申请已同意"), ("The buyer ships the goods back.", "由买家寄回。"), **days(5), consequence=("Closed.", "关闭。"), source="seller-th, seller-vn, seller-id"),
    due("D34", ("TikTok Shop ID",), ("Return shipped", "退货已寄出"), ("Inspect, then accept or reject.", "验货后接受或拒绝。"), **days(8), consequence=("Approved by itself.", "自动同意。"), api_field=_TIKTOK, source="seller-id"),
    due("D35", ("TikTok Shop TH",), ("Return shipped by the buyer's own carrier", "买家自寄退货"), ("Inspect, then accept or reject.", "验货后接受或拒绝。"), **days(10), consequence=("Approved by itself.", "自动同意。"), api_field=_TIKTOK, source="seller-th"),
    due("D36", ("TikTok Shop US", "TikTok Shop UK", "TikTok Shop EU"), ("Return or refund asked for", "申请退货或退款"), ("Approve or reject by the date that the platform names.", "在平台给出的日期前同意或拒绝。"), **runs(RETURNS, "asked"), api_field=_TIKTOK, source="TikTok Shop", verify=True),
)
# fmt: on
DEADLINE_ROWS = (*LAW_ROWS, *PAYMENT_ROWS, *MARKETPLACE_ROWS)
"""No row has a day on which it was checked: whoever compares one with its source puts it in."""
