"""The Cases tab: one customer's problem a row."""

from __future__ import annotations

from chalicelib.model.case import Case, CaseStatus, Category, Kind, Priority, Remedy
from chalicelib.model.word import Phrase
from chalicelib.tables.codecs import EMAIL, ID, LIST, TEXT, choice
from chalicelib.tables.columns import CHANNEL, COUNTRY, CURRENCY, FACE, ORDER, OWNER, VERDICT, col
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import AMOUNT
from chalicelib.tables.table import Table

# fmt: off
_COLUMNS = (
    col("id", ("Case ID", "工单编号"), ID, ("A name of its own for the case; leave it empty and one is given.", "工单的唯一编号；留空则自动生成。"), required=True),
    col("order", *ORDER),
    col("kind", ("Kind", "类型"), choice(Kind), ("Inquiry or complaint: decides how fast the first reply must be.", "咨询或投诉：决定首次回复的时限。")),
    col("category", ("Category", "类别"), choice(Category), ("What the case is about: logistics, product, payment or other.", "工单涉及：物流类、商品类、支付类或其他类。")),
    col("topic", ("Topic", "主题"), TEXT, ("The matter in a word or two, e.g. damaged, late.", "用一两个词说明，例如 破损、延误。")),
    col("priority", ("Priority", "优先级"), choice(Priority), ("How urgent it is: low, normal, high or urgent.", "紧急程度：低、普通、高或紧急。"), width=10),
    col("channel", *CHANNEL),
    col("country", *COUNTRY, width=10),
    col("status", ("Status", "状态"), choice(CaseStatus), ("Where the case stands; start with new.", "工单的进展；从“新建”开始。"), required=True, width=20),
    col("customer", ("Customer", "客户"), TEXT, ("The customer's name.", "客户姓名。"), personal=True),
    col("email", ("E-mail", "邮箱"), EMAIL, ("The customer's e-mail address, e.g. anna@example.com.", "客户的邮箱，例如 anna@example.com。"), personal=True, width=24),
    col("language", ("Language", "语言"), TEXT, ("The language the customer writes in, e.g. German.", "客户使用的语言，例如 德语。"), width=12),
    col("owner", *OWNER),
    col("problem", ("What happened", "情况描述"), TEXT, ("What the customer says happened, in a sentence or two.", "用一两句话记录客户反映的情况。"), personal=True, width=40),
    col("demand", ("Customer wants", "客户诉求"), choice(Remedy), ("What the customer asks for, e.g. refund.", "客户要求的处理，例如 仅退款。")),
    col("sku", ("SKU", "商品编码"), ID, ("The article it is about, as in the Products tab; needed where an order has several.", "涉及的商品编码，与“商品”表一致；订单含多种商品时必填。")),
    col("on_file", ("On file", "已有证据"), LIST, ("What evidence lies ready besides what other tabs hold, e.g. photos, packaging photos.", "其他表中没有、但已存档的证据，例如 照片, 包装照片。"), width=24),
    col("opened", ("Opened", "受理时间"), INSTANT, ("When the customer's first message came in, e.g. 2026-03-02 14:05.", "收到客户第一条消息的时间，例如 2026-03-02 14:05。"), required=True, width=18),
    col("customer_wrote", ("Customer wrote", "客户来信时间"), INSTANT, ("When the customer last wrote to you.", "客户最近一次来信的时间。"), width=18),
    col("first_reply", ("First reply", "首次回复时间"), INSTANT, ("When a person first answered the customer.", "客服第一次回复客户的时间。"), width=18),
    col("last_reply", ("Last reply", "最近回复时间"), INSTANT, ("When you last answered the customer.", "最近一次回复客户的时间。"), width=18),
    col("waiting_since", ("Waiting since", "等待开始时间"), INSTANT, ("Since when you wait on the customer or a third party; clear it when the wait is over.", "从何时开始等待客户或第三方；等待结束后清空。"), width=18),
    col("contacted", ("Customer contacted", "联系客户时间"), INSTANT, ("When you had confirmed the problem with the customer.", "与客户确认问题的时间。"), width=18),
    col("evidence_complete", ("Evidence complete", "证据齐全时间"), INSTANT, ("When order, logistics and chat evidence were all on file.", "订单、物流和聊天证据全部收齐的时间。"), width=18),
    col("proposed", ("Remedy proposed", "方案提出时间"), INSTANT, ("When you proposed a remedy to the customer.", "向客户提出处理方案的时间。"), width=18),
    col("remedy", ("Remedy", "处理方案"), choice(Remedy), ("What the customer gets, e.g. reship or partial refund.", "客户得到的处理，例如 补发 或 部分退款。")),
    col("amount", ("Amount", "金额"), AMOUNT, ("What the remedy costs, as a bare number, e.g. 12.50.", "处理方案的金额，只填数字，例如 12.50。"), width=12),
    col("currency", *CURRENCY, width=10),
    col("rate", ("Exchange rate", "汇率"), AMOUNT, ("What one unit of the row's currency is worth in the desk's own, e.g. 1.08; only where they differ.", "本行币种一单位折合系统币种的金额，例如 1.08；币种不同时填写。"), width=12),
    col("postage", ("Return postage", "退货运费"), AMOUNT, ("What sending the goods back costs, in the row's currency.", "退回商品的运费，按本行币种。"), width=12),
    col("reply", ("Reply draft", "回复草稿"), TEXT, ("What you are about to write to the customer; checked against the tab Phrases.", "准备发给客户的回复；系统按“用语”表检查。"), personal=True, width=50),
    col("promised", ("Promised for", "承诺回复时间"), INSTANT, ("By when you promised the customer an answer, e.g. 2026-03-05 10:00.", "答应客户最迟何时回复，例如 2026-03-05 10:00。"), width=18),
    col("promise_kept", ("Promise kept", "承诺兑现时间"), INSTANT, ("When the promised answer went out.", "承诺的回复发出的时间。"), width=18),
    col("documents_asked", ("Documents asked", "单证索取时间"), INSTANT, ("When the buyer asked for a certificate or document.", "买家索取证书或单证的时间。"), width=18),
    col("documents_sent", ("Documents sent", "单证发送时间"), INSTANT, ("When the certificate or document went out.", "证书或单证发出的时间。"), width=18),
    col("closed", ("Closed", "关闭时间"), INSTANT, ("When return, refund or reship was done and the case closed; clear it to reopen.", "退货、退款或补发完成并关闭工单的时间；清空即重开。"), width=18),
    *FACE,
    *VERDICT,
)
# fmt: on

CASES = Table(
    "cases",
    Phrase("Cases", "工单"),
    Case,
    _COLUMNS,
    Phrase(
        "One customer's problem a row, from the first message to the case library.",
        "每行一个客户问题，从第一条消息到案例入库。",
    ),
    prefix="CASE",
)
