"""The tabs of goods on their way: Shipments out, Returns back."""

from __future__ import annotations

from chalicelib.model.returns import Condition, Return, ReturnStatus
from chalicelib.model.shipment import Shipment, ShipmentStatus
from chalicelib.model.word import Phrase
from chalicelib.tables.codecs import ID, TEXT, YES_NO, choice
from chalicelib.tables.columns import CASE, COUNTRY, FACE, ORDER, OWNER, col, source
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import WHOLE
from chalicelib.tables.spans import SPAN
from chalicelib.tables.table import Table

# fmt: off
_SHIPMENT_COLUMNS = (
    source("id", ("Shipment ID", "包裹编号"), ID, ("A name of its own for the parcel; often the tracking number.", "包裹的唯一编号；通常就是运单号。"), required=True),
    source("order", *ORDER),
    source("tracking", ("Tracking number", "运单号"), ID, ("The carrier's number, as text, e.g. LP00123456789CN.", "承运商的运单号，以文本保存，例如 LP00123456789CN。"), width=22),
    source("carrier", ("Carrier", "承运商"), TEXT, ("Who carries the parcel, e.g. DHL.", "由谁承运，例如 DHL。")),
    col("route", ("Route", "线路"), TEXT, ("The route chosen: express, special line, postal or overseas warehouse.", "所选线路：快递、专线、邮政或海外仓。")),
    source("country", *COUNTRY, width=10),
    source("status", ("Status", "状态"), choice(ShipmentStatus), ("Where the parcel stands, e.g. in transit.", "包裹的进展，例如 运输中。"), required=True),
    col("owner", *OWNER),
    source("shipped", ("Shipped", "发货时间"), INSTANT, ("When the carrier took the parcel.", "承运商揽收的时间。"), width=18),
    source("last_event", ("Last carrier event", "最近物流时间"), INSTANT, ("When the carrier last reported anything.", "承运商最近一次更新的时间。"), width=18),
    col("silent_after", ("Silent after", "无更新时限"), SPAN, ("How long the route may stay without news, e.g. 7 days.", "线路允许多久没有更新，例如 7 天。")),
    col("customs_planned", ("Customs date", "计划报关时间"), INSTANT, ("When the parcel is planned to reach customs.", "计划到达海关的时间。"), width=18),
    col("predeclared", ("Pre-declared", "预申报时间"), INSTANT, ("When the pre-entry was submitted to customs.", "向海关提交预申报的时间。"), width=18),
    col("anomaly_seen", ("Anomaly seen", "发现异常时间"), INSTANT, ("When you saw that something is wrong with the parcel.", "发现包裹异常的时间。"), width=18),
    col("buyer_told", ("Buyer told", "告知买家时间"), INSTANT, ("When the buyer was told the reason, the new arrival date and the offer.", "告知买家原因、新到达时间和补偿的时间。"), width=18),
    col("loss_known", ("Loss known", "确认丢损时间"), INSTANT, ("When loss or damage was known.", "确认丢失或破损的时间。"), width=18),
    col("claim_limit", ("Claim by", "索赔截止时间"), INSTANT, ("The carrier's or insurer's last day for a claim.", "承运商或保险公司接受索赔的最后时间。"), width=18),
    col("claim_filed", ("Claim filed", "提出索赔时间"), INSTANT, ("When the claim was filed.", "提出索赔的时间。"), width=18),
    source("delivered", ("Delivered", "签收时间"), INSTANT, ("When the parcel was signed for.", "包裹签收的时间。"), width=18),
    *FACE,
)

_RETURN_COLUMNS = (
    col("id", ("Return ID", "退货编号"), ID, ("A name of its own for the return; leave it empty and one is given.", "退货的唯一编号；留空则自动生成。"), required=True),
    col("order", *ORDER),
    col("case", *CASE),
    col("status", ("Status", "状态"), choice(ReturnStatus), ("Where the goods are, e.g. on the way.", "退货的进展，例如 退回中。"), required=True),
    col("owner", *OWNER),
    col("reason", ("Reason", "退货原因"), TEXT, ("Why the goods come back, e.g. wrong size.", "为何退货，例如 尺码不符。"), width=24),
    col("sku", ("SKU", "商品编码"), ID, ("The article that comes back, as text.", "退回的商品编码，以文本保存。")),
    col("quantity", ("Quantity", "数量"), WHOLE, ("How many come back, e.g. 1.", "退回数量，例如 1。"), width=10),
    col("country", *COUNTRY, width=10),
    col("tracking", ("Tracking number", "退货运单号"), ID, ("The number of the parcel on its way back, as text.", "退回包裹的运单号，以文本保存。"), width=22),
    col("asked", ("Asked", "申请时间"), INSTANT, ("When the customer asked to send the goods back.", "客户申请退货的时间。"), required=True, width=18),
    col("agreed", ("Agreed", "同意时间"), INSTANT, ("When you agreed to the return.", "同意退货的时间。"), width=18),
    col("guide_sent", ("Guide sent", "指引发送时间"), INSTANT, ("When the customer got address, steps and label.", "向客户发送地址、步骤和面单的时间。"), width=18),
    col("received", ("Received", "收货时间"), INSTANT, ("When the goods were back with you.", "收到退货的时间。"), width=18),
    col("inspected", ("Inspected", "验货时间"), INSTANT, ("When the goods were inspected.", "完成验货的时间。"), width=18),
    col("condition", ("Condition", "商品状况"), choice(Condition), ("How the goods came back, e.g. as new or damaged.", "退回商品的状况，例如 完好 或 破损。")),
    col("finished", ("Finished", "完成时间"), INSTANT, ("When refund or exchange was done.", "退款或换货完成的时间。"), width=18),
    col("resellable", ("Resellable", "可再售"), YES_NO, ("Whether the goods can be sold again: yes or no.", "商品能否再次销售：是或否。"), width=10),
    *FACE,
)
# fmt: on

SHIPMENTS = Table(
    "shipments",
    Phrase("Shipments", "包裹"),
    Shipment,
    _SHIPMENT_COLUMNS,
    Phrase("One parcel on its way to a buyer a row.", "每行一个发往买家的包裹。"),
    prefix="SHP",
)

RETURNS = Table(
    "returns",
    Phrase("Returns", "退货"),
    Return,
    _RETURN_COLUMNS,
    Phrase(
        "One return a row, from asking to refund or exchange.", "每行一个退货，从申请到退款或换货。"
    ),
    prefix="RET",
)
