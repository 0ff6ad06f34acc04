"""The tabs of judgement on cases: Policy, Evidence, Authority, Phrases, Keywords."""

from __future__ import annotations

from chalicelib.model.case import Category
from chalicelib.model.person import Role
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import (
    AuthorityLine,
    EvidenceLine,
    KeywordLine,
    Payer,
    PhraseLine,
    PolicyLine,
)
from chalicelib.tables.codecs import LIST, RAW, TEXT, YES_NO, choice
from chalicelib.tables.columns import ACTIVE, GROUNDS, RULE_ID, col
from chalicelib.tables.numbers import MONEY
from chalicelib.tables.spans import MINUTES
from chalicelib.tables.table import Room, Table

# fmt: off
_CATEGORY = (("Category", "类别"), RAW, ("Only for these categories, e.g. logistics, product; empty: any.", "仅适用于这些类别，例如 物流类, 商品类；留空：不限。"))
_TOPIC = (("Topic", "主题"), RAW, ("Only for these topics, e.g. damaged, late; empty: any.", "仅适用于这些主题，例如 破损, 延误；留空：不限。"))

_POLICY_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("active", *ACTIVE, width=8),
    col("category", *_CATEGORY, width=14),
    col("topic", *_TOPIC, width=24),
    col("product_class", ("Product class", "商品类别"), RAW, ("Only for these classes of the Products tab, e.g. food or not food; empty: any.", "仅适用于“商品”表中的这些类别，例如 食品 或 非 食品；留空：不限。"), width=20),
    col("country", ("Country", "国家"), RAW, ("Only for these countries, e.g. DE, FR or EU, GB; EU is all its members; empty: any.", "仅适用于这些国家，例如 DE, FR 或 EU, GB；EU 指全部成员国；留空：不限。"), width=14),
    col("days", ("Days since delivery", "签收后天数"), RAW, ("Days from delivery to the opening of the case: <= 14, 8..30, unknown; empty: any.", "从签收到受理的天数：<= 14、8..30、未知；留空：不限。"), width=14),
    col("value", ("Value", "商品价值"), RAW, ("What the article cost: <= 15 USD, 10..50 EUR; empty: any.", "商品金额：<= 15 USD、10..50 EUR；留空：不限。"), width=14),
    col("parcel", ("Parcel", "包裹状态"), RAW, ("Where the parcel stands, e.g. lost, delivered; unknown: none was sent; empty: any.", "包裹的状态，例如 丢失, 已签收；未知：尚未发货；留空：不限。"), width=18),
    col("evidence", ("Evidence on file", "证据齐全"), RAW, ("yes: all that the Evidence tab asks for is there; no: something is missing; empty: any.", "是：“证据”表所列已齐；否：尚缺；留空：不限。"), width=12),
    col("repeats", ("Earlier cases", "历史工单数"), RAW, ("How many cases the same customer opened within a year before: >= 3; empty: any.", "同一客户一年内此前的工单数：>= 3；留空：不限。"), width=12),
    col("condition", ("Goods came back", "退货状况"), RAW, ("How returned goods came back, e.g. used, damaged; unknown: not inspected; empty: any.", "退回商品的状况，例如 已使用, 破损；未知：未验货；留空：不限。"), width=18),
    col("remedies", ("Allowed remedies", "可用方案"), LIST, ("What may be granted, the recommended one first, e.g. reship, refund.", "允许的处理方案，推荐的排在最前，例如 补发, 仅退款。"), required=True, width=30),
    col("cap", ("At most", "上限"), TEXT, ("The most that may be granted: a share of the value (30 %) or an amount (20 USD); empty: no cap.", "最多可给：商品价值的比例（30 %）或金额（20 USD）；留空：不限。"), width=12),
    col("postage", ("Return postage", "退货运费"), choice(Payer), ("Who pays for sending the goods back: buyer or seller.", "退回运费由谁承担：买家或卖家。"), width=12),
    col("goods_back", ("Goods back", "需退回商品"), YES_NO, ("yes: no money before the goods are inspected; no: the customer keeps them; empty: only a return for refund waits for them.", "是：验货后才退款；否：客户无需退回；留空：仅“退货退款”须先退回。"), width=10),
    col("buyer_text", ("Tell the buyer", "告知买家"), TEXT, ("What the buyer is told; never promise more than the row grants.", "告知买家的内容；不要承诺超出本行的内容。"), width=40),
    col("source", *GROUNDS, width=30),
)

_EVIDENCE_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("active", *ACTIVE, width=8),
    col("category", *_CATEGORY, width=14),
    col("topic", *_TOPIC, width=24),
    col("needs", ("Must be on file", "须存档"), LIST, ("What must be there; what other tabs hold is found by its name, all else by On file in Cases.", "必须具备的材料；其他表中已有的按名称查找，其余看“工单”表的“已有证据”。"), required=True, width=50),
    col("source", *GROUNDS, width=30),
)

_AUTHORITY_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("role", ("Role", "角色"), choice(Role), ("A role of the Team tab; one row for each.", "“团队”表中的角色；每个角色一行。"), required=True, width=20),
    col("remedies", ("May grant", "可批准方案"), LIST, ("Remedies the role may grant alone, e.g. gift, coupon; empty: any.", "该角色可自行批准的方案，例如 小礼品, 优惠券；留空：不限。"), width=50),
    col("cap", ("At most", "上限"), MONEY, ("The most that one grant may cost, e.g. 50 USD; empty: no limit.", "单次最多可批准的金额，例如 50 USD；留空：不限。"), width=12),
    col("next", ("Above it decides", "上级审批"), choice(Role), ("Which role decides what goes beyond; empty: nobody.", "超出权限时由哪个角色决定；留空：无。"), width=20),
    col("minutes", ("Minutes to answer", "审批分钟数"), MINUTES, ("How long the role has for an answer when asked, on its own shift, e.g. 30.", "被申请后在当班时间内须答复的分钟数，例如 30。"), width=12),
    col("source", *GROUNDS, width=30),
)

_PHRASE_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("active", *ACTIVE, width=8),
    col("words", ("Never write", "禁用语"), LIST, ("Ways to say it, in any language, with commas between.", "各种说法，不限语言，用逗号隔开。"), required=True, width=60),
    col("why", ("Why not", "原因"), TEXT, ("What is wrong with it.", "为何不能这样写。"), width=40),
    col("instead", ("Write instead", "建议改为"), TEXT, ("What can be said in its place.", "可以改用的说法。"), width=50),
    col("source", *GROUNDS, width=30),
)

_KEYWORD_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("words", ("Words", "关键词"), LIST, ("Words in a problem that speak for the category, in any language, with commas between.", "情况描述中说明该类别的词，不限语言，用逗号隔开。"), required=True, width=60),
    col("category", ("Category", "类别"), choice(Category), ("The category they speak for.", "这些词对应的类别。"), required=True),
    col("topic", ("Topic", "主题"), TEXT, ("The topic they speak for, e.g. damaged; empty: none.", "这些词对应的主题，例如 破损；留空：无。"), width=20),
)
# fmt: on

POLICY = Table(
    "policy",
    Phrase("Policy", "政策"),
    PolicyLine,
    _POLICY_COLUMNS,
    Phrase(
        "What may be granted, a rule a row: the first row that fits a case decides.",
        "每行一条规则，说明可给予什么：第一条符合的行生效。",
    ),
    room=Room.RULES,
    prefix="POL",
    optional=True,
)

EVIDENCE = Table(
    "evidence",
    Phrase("Evidence", "证据"),
    EvidenceLine,
    _EVIDENCE_COLUMNS,
    Phrase(
        "What must be on file before a remedy is decided: all rows that fit a case count.",
        "决定处理方案前须存档的材料：所有符合的行都适用。",
    ),
    room=Room.RULES,
    prefix="EVD",
    optional=True,
)

AUTHORITY = Table(
    "authority",
    Phrase("Authority", "权限"),
    AuthorityLine,
    _AUTHORITY_COLUMNS,
    Phrase(
        "What each role may grant alone, and who decides above it.",
        "每个角色可自行批准什么，超出时由谁决定。",
    ),
    room=Room.RULES,
    prefix="AUT",
    optional=True,
)

PHRASES = Table(
    "phrases",
    Phrase("Phrases", "用语"),
    PhraseLine,
    _PHRASE_COLUMNS,
    Phrase(
        "What must never be promised or written; reply drafts are checked against it.",
        "绝不能承诺或书写的内容；回复草稿按此检查。",
    ),
    room=Room.RULES,
    prefix="PHR",
    optional=True,
)

KEYWORDS = Table(
    "keywords",
    Phrase("Keywords", "关键词"),
    KeywordLine,
    _KEYWORD_COLUMNS,
    Phrase(
        "Words that speak for a category; the desk suggests it, a person decides.",
        "说明类别的词；系统据此建议，由人确定。",
    ),
    room=Room.RULES,
    prefix="KEY",
    optional=True,
)
