"""The tabs of what was sold: Orders and Order lines."""

from __future__ import annotations

from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.word import Phrase
from chalicelib.tables.codecs import EMAIL, ID, TEXT, YES_NO, choice
from chalicelib.tables.columns import (
    CHANNEL,
    COUNTRY,
    CURRENCY,
    FACE,
    ORDER,
    OWNER,
    col,
    source,
    verdict,
)
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import AMOUNT, WHOLE
from chalicelib.tables.spans import SPAN
from chalicelib.tables.table import Table

# fmt: off
_ORDER_COLUMNS = (
    source("id", ("Order ID", "订单编号"), ID, ("The order number of the shop or marketplace, as text, e.g. 114-3941689.", "店铺或平台的订单号，以文本保存，例如 114-3941689。"), required=True),
    source("channel", *CHANNEL),
    source("status", ("Status", "状态"), choice(OrderStatus), ("Where the order stands, e.g. paid, held or shipped.", "订单的进展，例如 已付款、人工审核 或 已发货。"), required=True),
    col("owner", *OWNER),
    source("buyer", ("Buyer", "买家"), TEXT, ("The name of the person the parcel goes to.", "收件人姓名。"), personal=True),
    source("email", ("E-mail", "邮箱"), EMAIL, ("The buyer's e-mail address, e.g. anna@example.com.", "买家的邮箱，例如 anna@example.com。"), personal=True, width=24),
    source("phone", ("Phone", "电话"), ID, ("The buyer's phone number with country code, as text, e.g. +49 30 123456.", "买家电话，带国家代码，以文本保存，例如 +49 30 123456。"), personal=True),
    source("country", *COUNTRY, width=10),
    source("region", ("Region", "省州"), TEXT, ("State or province, e.g. California.", "州或省，例如 加利福尼亚。"), personal=True),
    source("city", ("City", "城市"), TEXT, ("The town the parcel goes to.", "收件城市。"), personal=True),
    source("address", ("Address", "地址"), TEXT, ("Street and house number.", "街道和门牌号。"), personal=True, width=30),
    source("postcode", ("Postcode", "邮编"), ID, ("Postcode as text, so that a leading zero stays, e.g. 01067.", "邮编，以文本保存以保留开头的 0，例如 01067。"), personal=True, width=10),
    source("amount", ("Amount", "金额"), AMOUNT, ("What the buyer pays in all, as a bare number, e.g. 59.90.", "买家应付总额，只填数字，例如 59.90。"), width=12),
    source("currency", *CURRENCY, width=10),
    source("note", ("Buyer's note", "买家备注"), TEXT, ("What the buyer asked for; read it before shipping.", "买家的要求；发货前请阅读。"), personal=True, width=30),
    col("note_read", ("Note read", "备注已读"), YES_NO, ("yes once a person has read the buyer's note and acted on it.", "已阅读买家备注并处理时填 是。"), width=10),
    source("placed", ("Placed", "下单时间"), INSTANT, ("When the buyer placed the order, e.g. 2026-03-02 14:05.", "买家下单的时间，例如 2026-03-02 14:05。"), required=True, width=18),
    source("paid", ("Paid", "付款时间"), INSTANT, ("When the payment came in.", "收到付款的时间。"), width=18),
    col("held", ("Held", "转人工时间"), INSTANT, ("When the order was held for a person to review.", "订单转人工审核的时间。"), width=18),
    col("reviewed", ("Reviewed", "审核完成时间"), INSTANT, ("When the review passed or refused the order.", "审核通过或拒绝的时间。"), width=18),
    col("handling", ("Handling time", "备货时限"), SPAN, ("How long the route allows from review to hand-over, e.g. 2 days.", "线路允许的从审核到交运的时长，例如 2 天。")),
    source("shipped", ("Shipped", "发货时间"), INSTANT, ("When the carrier took the parcel and the tracking number was uploaded.", "交运并上传运单号的时间。"), width=18),
    source("delivered", ("Delivered", "签收时间"), INSTANT, ("When delivery was confirmed.", "确认签收的时间。"), width=18),
    source("settled", ("Settled", "结算时间"), INSTANT, ("When the money was settled to you.", "货款结算到账的时间。"), width=18),
    *FACE,
    *verdict(
        "step",
        outcome=(("Review", "审单结果"), ("Whether the order may ship: hold, flag or pass; the desk writes it.", "订单能否发货：暂缓、提示或放行；由系统填写。")),
        options=(("Route options", "线路方案"), ("Ways to send it, with cost, days and risk; the desk writes it.", "可选线路及费用、时间和风险；由系统填写。")),
        because=(("Review reasons", "审单原因"), ("Which checks held or flagged the order, and why; the desk writes it.", "哪些检查暂缓或提示了该订单及原因；由系统填写。")),
    ),
)

_LINE_COLUMNS = (
    source("id", ("Line ID", "明细编号"), ID, ("A name of its own for the line, e.g. 114-3941689-1.", "明细的唯一编号，例如 114-3941689-1。"), required=True),
    source("order", *ORDER, required=True),
    source("sku", ("SKU", "商品编码"), ID, ("The article's code, as text, e.g. TS-RED-M.", "商品编码，以文本保存，例如 TS-RED-M。")),
    source("title", ("Title", "商品名称"), TEXT, ("What the article is called.", "商品的名称。"), width=30),
    source("specification", ("Specification", "规格"), TEXT, ("Colour, size and the like, e.g. red, M.", "颜色、尺码等，例如 红色 M。")),
    source("quantity", ("Quantity", "数量"), WHOLE, ("How many were ordered, e.g. 2.", "订购数量，例如 2。"), width=10),
    source("price", ("Unit price", "单价"), AMOUNT, ("The price of one, as a bare number, e.g. 29.95.", "单件价格，只填数字，例如 29.95。"), width=12),
    source("currency", *CURRENCY, width=10),
)
# fmt: on

ORDERS = Table(
    "orders",
    Phrase("Orders", "订单"),
    Order,
    _ORDER_COLUMNS,
    Phrase("One order a row, from payment to settlement.", "每行一个订单，从付款到结算。"),
    prefix="ORD",
)

ORDER_LINES = Table(
    "order_lines",
    Phrase("Order lines", "订单明细"),
    OrderLine,
    _LINE_COLUMNS,
    Phrase("One article of one order a row.", "每行是一个订单中的一种商品。"),
    prefix="LINE",
)
