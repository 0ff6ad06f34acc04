"""The tabs of money: Payments in, Refunds out, Disputes over it."""

from __future__ import annotations

from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.word import Phrase
from chalicelib.tables.codecs import ID, TEXT, choice
from chalicelib.tables.columns import (
    CASE,
    CURRENCY,
    FACE,
    ORDER,
    OWNER,
    PAYMENT,
    PROVIDER,
    col,
    source,
    verdict,
)
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import AMOUNT
from chalicelib.tables.table import Table

# fmt: off
_PAYMENT_COLUMNS = (
    source("id", ("Payment ID", "付款编号"), ID, ("The provider's number of the payment, as text.", "支付渠道的付款编号，以文本保存。"), required=True),
    source("order", *ORDER),
    source("provider", *PROVIDER),
    source("status", ("Status", "状态"), choice(PaymentStatus), ("Where the payment stands, e.g. captured.", "付款的进展，例如 已收款。"), required=True),
    source("amount", ("Amount", "金额"), AMOUNT, ("What came in, as a bare number, e.g. 59.90.", "收到的金额，只填数字，例如 59.90。"), width=12),
    source("currency", *CURRENCY, width=10),
    source("fee", ("Fee", "手续费"), AMOUNT, ("What the provider keeps, as a bare number, e.g. 1.75.", "支付渠道收取的费用，只填数字，例如 1.75。"), width=10),
    source("captured", ("Captured", "收款时间"), INSTANT, ("When the money was captured.", "收款成功的时间。"), width=18),
    source("settled", ("Settled", "结算时间"), INSTANT, ("When the provider paid the money out to you.", "支付渠道把货款结算给你的时间。"), width=18),
    *FACE,
)

_REFUND_COLUMNS = (
    col("id", ("Refund ID", "退款编号"), ID, ("A name of its own for the refund; leave it empty and one is given.", "退款的唯一编号；留空则自动生成。"), required=True),
    col("order", *ORDER),
    col("case", *CASE),
    col("payment", *PAYMENT),
    col("status", ("Status", "状态"), choice(RefundStatus), ("Where the refund stands, e.g. approved.", "退款的进展，例如 已批准。"), required=True),
    col("owner", *OWNER),
    col("amount", ("Amount", "金额"), AMOUNT, ("What goes back, as a bare number, e.g. 12.50.", "退回的金额，只填数字，例如 12.50。"), width=12),
    col("currency", *CURRENCY, width=10),
    col("rate", ("Exchange rate", "汇率"), AMOUNT, ("What one unit of this currency is worth in the payment's, e.g. 0.92; only where they differ.", "本币种一单位折合付款币种的金额，例如 0.92；币种不同时填写。"), width=12),
    col("reason", ("Reason", "退款原因"), TEXT, ("Why the money goes back, e.g. lost in transit.", "为何退款，例如 运输途中丢失。"), width=24),
    col("asked", ("Asked", "申请时间"), INSTANT, ("When the refund was asked for.", "申请退款的时间。"), required=True, width=18),
    col("approved", ("Approved", "批准时间"), INSTANT, ("When the refund was approved.", "批准退款的时间。"), width=18),
    source("paid_out", ("Paid out", "打款时间"), INSTANT, ("When the money went back on the route it came.", "按原支付路径退回的时间。"), width=18),
    *FACE,
    *verdict(
        "step",
        "because",
        outcome=(("Pay-out", "打款结论"), ("Whether the money may go back: hold or pass; the desk writes it.", "能否打款：暂缓或放行；由系统填写。")),
    ),
)

_DISPUTE_COLUMNS = (
    source("id", ("Dispute ID", "争议编号"), ID, ("The provider's number of the dispute, as text.", "支付渠道或平台的争议编号，以文本保存。"), required=True),
    source("order", *ORDER),
    source("payment", *PAYMENT),
    source("provider", *PROVIDER),
    source("status", ("Status", "状态"), choice(DisputeStatus), ("Where the dispute stands, e.g. needs response.", "争议的进展，例如 待回应。"), required=True, width=20),
    col("owner", *OWNER),
    source("reason", ("Reason", "争议原因"), TEXT, ("What the buyer claims, e.g. not received.", "买家主张的理由，例如 未收到货。"), width=24),
    source("amount", ("Amount", "金额"), AMOUNT, ("What is disputed, as a bare number, e.g. 59.90.", "争议的金额，只填数字，例如 59.90。"), width=12),
    source("currency", *CURRENCY, width=10),
    source("opened", ("Opened", "发起时间"), INSTANT, ("When the buyer's bank or the platform opened it.", "买家银行或平台发起争议的时间。"), required=True, width=18),
    source("respond_by", ("Respond by", "回应截止时间"), INSTANT, ("The provider's own last moment for your evidence.", "支付渠道或平台给出的最晚举证时间。"), width=18),
    col("submitted", ("Submitted", "提交时间"), INSTANT, ("When your evidence was submitted.", "提交证据的时间。"), width=18),
    source("decided", ("Decided", "裁决时间"), INSTANT, ("When the dispute was decided.", "争议裁决的时间。"), width=18),
    *FACE,
)
# fmt: on

PAYMENTS = Table(
    "payments",
    Phrase("Payments", "付款"),
    Payment,
    _PAYMENT_COLUMNS,
    Phrase("One payment for an order a row.", "每行一笔订单付款。"),
    prefix="PAY",
)

REFUNDS = Table(
    "refunds",
    Phrase("Refunds", "退款"),
    Refund,
    _REFUND_COLUMNS,
    Phrase("One refund a row, from asking to money returned.", "每行一笔退款，从申请到打款。"),
    prefix="RFD",
)

DISPUTES = Table(
    "disputes",
    Phrase("Disputes", "争议"),
    Dispute,
    _DISPUTE_COLUMNS,
    Phrase("One chargeback or platform claim a row.", "每行一个拒付或平台索赔。"),
    prefix="DSP",
)
