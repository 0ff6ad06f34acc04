"""What people call the cells that a case is decided by."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.model.word import Phrase

HEADINGS: Mapping[str, Phrase] = {
    "agreed": Phrase("Agreed", "同意时间"),
    "amount": Phrase("Amount", "金额"),
    "case": Phrase("Case ID", "工单编号"),
    "category": Phrase("Category", "类别"),
    "closed": Phrase("Closed", "关闭时间"),
    "condition": Phrase("Condition", "商品状况"),
    "country": Phrase("Country", "国家"),
    "currency": Phrase("Currency", "币种"),
    "delivered": Phrase("Delivered", "签收时间"),
    "inspected": Phrase("Inspected", "验货时间"),
    "on_file": Phrase("On file", "已有证据"),
    "opened": Phrase("Opened", "受理时间"),
    "order": Phrase("Order ID", "订单编号"),
    "paid": Phrase("Paid", "付款时间"),
    "postage": Phrase("Return postage", "退货运费"),
    "price": Phrase("Unit price", "单价"),
    "problem": Phrase("What happened", "情况描述"),
    "proposed": Phrase("Remedy proposed", "方案提出时间"),
    "quantity": Phrase("Quantity", "数量"),
    "rate": Phrase("Exchange rate", "汇率"),
    "received": Phrase("Received", "收货时间"),
    "remedy": Phrase("Remedy", "处理方案"),
    "resellable": Phrase("Resellable", "可再售"),
    "shipped": Phrase("Shipped", "发货时间"),
    "sku": Phrase("SKU", "商品编码"),
    "status": Phrase("Status", "状态"),
    "topic": Phrase("Topic", "主题"),
    "tracking": Phrase("Tracking number", "运单号"),
}
"""By field; the tabs call them the same (a test compares)."""
