"""Default external deadlines of law, cards and payment providers (RULEBOOK 11): rows to check, never constants."""

from __future__ import annotations

from typing import Any

from chalicelib.model.word import Phrase
from chalicelib.policy.lines import DeadlineLine, Reckoning
from chalicelib.tables import wording as w
from chalicelib.tables.defaults_twin import Twin
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import DISPUTES, ORDERS, RETURNS


def calendar(amount: Phrase) -> dict[str, Any]:
    """Return a limit that runs over weekends."""
    return {"limit": amount, "reckoning": Reckoning.CALENDAR}


def business(days: int) -> dict[str, Any]:
    """Return a limit in business days."""
    return {"limit": w.BUSINESS_DAYS.fill(n=days), "reckoning": Reckoning.BUSINESS}


def days(count: int) -> dict[str, Any]:
    """Return a limit in calendar days."""
    return calendar(w.DAYS.fill(n=count))


def hours(count: int) -> dict[str, Any]:
    """Return a limit in hours."""
    return calendar(w.HOURS.fill(n=count))


def runs(table: Table[Any], start: str) -> dict[str, Any]:
    """Return whose rows are bound, and from which instant."""
    return {"tab": table.name, "start": w.at(table, start)}


def due(
    id_: str, who: tuple[str, ...], event: tuple[str, str], must: tuple[str, str], **cells: Any
) -> Twin:
    """Return a default row; where no tab is named it is for reading only."""
    own = {"id": id_, "active": True, "who": who, "event": Phrase(*event), "must": Phrase(*must)}
    told = {
        k: Phrase(*v) if isinstance(v, tuple) and k == "consequence" else v
        for k, v in cells.items()
    }
    return Twin(DeadlineLine, {"verify": False} | own | told)


CRD = "EU 2011/83; evz.de, ecclatvia"
# fmt: off
LAW_ROWS = (
    due("D01", ("EU",), ("Goods delivered", "商品签收"), ("Accept a withdrawal; a year longer if the buyer was not told of it.", "接受撤回；若未告知买家，期限延长一年。"), **days(14), consequence=("The right to withdraw stays open.", "撤回权继续有效。"), source=CRD),
    due("D02", ("EU",), ("Withdrawal declared", "买家撤回"), ("Refund everything with standard delivery, the way it was paid; you may wait for the goods or proof of return.", "退还全部货款及标准运费，原路退回；可等收到商品或寄回凭证。"), **runs(RETURNS, "asked"), **days(14), consequence=("A breach of the law.", "违法。"), source=CRD),
    due("D03", ("EU",), ("Withdrawal declared", "买家撤回"), ("The buyer sends the goods back.", "由买家寄回商品。"), **days(14), consequence=("You may refuse.", "可以拒绝。"), source=CRD),
    due("D04", ("EU",), ("Any sale on the web since 2026-06-19", "2026-06-19 起的任何网络销售"), ("Offer a withdrawal button; confirm at once with date and time in a form that lasts.", "提供撤回按钮；立即以可保存的形式确认并注明日期时间。"), consequence=("An unfair practice; the time to withdraw grows.", "构成不正当行为，撤回期延长。"), source="EU 2023/2673; mondaq 1799028, edwincoe", verify=True),
    due("D05", ("GB",), ("Goods delivered", "商品签收"), ("Accept a cancellation.", "接受撤回。"), **days(14), source="UK CCR 2013; which.co.uk, businesscompanion", verify=True),
    due("D06", ("GB",), ("Goods or proof of return received", "收到退货或寄回凭证"), ("Refund with basic delivery.", "退还货款及基本运费。"), **runs(RETURNS, "received"), **days(14), source="UK CCR 2013; which.co.uk, businesscompanion", verify=True),
    due("D07", ("US",), ("Order completed", "订单成立"), ("Ship in the time stated, else within 30 days (50 if the buyer applies for credit); or offer to wait or cancel.", "在承诺时间内发货，未承诺则 30 天内（买家申请信贷为 50 天）；否则须让买家选择等待或取消。"), **runs(ORDERS, "paid"), **days(30), consequence=("Silence counts as consent only for a first delay of at most 30 days.", "仅首次且不超过 30 天的延误，沉默才视为同意。"), source="16 CFR 435; FTC business guide"),
    due("D08", ("US",), ("Order cancelled under that rule", "依该规则取消订单"), ("Refund cash, cheque or card; own credit within one billing cycle.", "退还现金、支票或信用卡款；自有信贷在一个账单周期内。"), **business(7), consequence=("Civil penalty.", "民事罚款。"), source="16 CFR 435; FTC business guide"),
)

PAYMENT_ROWS = (
    due("D09", ("PayPal",), ("Dispute opened", "发起争议"), ("Settle with the buyer before it becomes a claim.", "在升级为索赔前与买家协商解决。"), **runs(DISPUTES, "opened"), **days(20), consequence=("It becomes a claim, or closes by itself.", "升级为索赔，或自动关闭。"), source="PayPal"),
    due("D10", ("PayPal",), ("Claim or chargeback", "索赔或拒付"), ("Respond with evidence; usually 10 days.", "提交证据；通常为 10 天。"), **runs(DISPUTES, "opened"), **days(10), consequence=("Closed in the buyer's favour.", "判买家胜。"), api_field="seller_response_due_date", source="PayPal"),
    due("D11", ("Stripe",), ("Dispute", "争议"), ("Submit evidence, once only; usually 7 to 21 days.", "提交证据，仅一次机会；通常为 7 至 21 天。"), **runs(DISPUTES, "opened"), **days(7), consequence=("Lost.", "败诉。"), api_field="evidence_details.due_by", source="Stripe"),
    due("D12", ("Shopify Payments", "Shopify"), ("Chargeback or inquiry", "拒付或查询"), ("Complete the evidence; what is there is sent on the due date; usually 7 to 21 days.", "补全证据；到期自动提交已有内容；通常为 7 至 21 天。"), **runs(DISPUTES, "opened"), **days(7), consequence=("Lost; the bank takes up to 120 days.", "败诉；银行最长 120 天裁决。"), api_field="evidence_due_by", source="Shopify"),
    due("D13", ("Visa", "Mastercard"), ("Chargeback at the network", "卡组织拒付"), ("Respond through the acquirer, who asks for it sooner (9 days at one since 2025-07).", "通过收单行回应，收单行要求更早（某行自 2025-07 起为 9 天）。"), **days(30), consequence=("Lost.", "败诉。"), source="acquirers' guides", verify=True),
)
# fmt: on
