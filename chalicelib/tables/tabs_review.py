"""The tabs of judgement on orders and on what is due outside: Order checks, Markets, Routes, Deadlines."""

from __future__ import annotations

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import (
    Check,
    CheckLine,
    Danger,
    DeadlineLine,
    MarketLine,
    Reckoning,
    RouteKind,
    RouteLine,
)
from chalicelib.tables.codecs import ID, LIST, RAW, TEXT, YES_NO, choice
from chalicelib.tables.columns import ACTIVE, GROUNDS, RULE_ID, col
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import MONEY, WHOLE
from chalicelib.tables.spans import SPAN
from chalicelib.tables.table import Room, Table

REVIEWED = (Outcome.HOLD, Outcome.FLAG, Outcome.PASS)
"""What a check may come to."""

# fmt: off
_CHECK_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("active", *ACTIVE, width=8),
    col("check", ("Check", "检查项"), choice(Check), ("What an order is looked at for; without a row it is not looked at.", "检查订单的哪一项；没有对应行则不检查。"), required=True, width=20),
    col("countries", ("Countries", "国家"), RAW, ("Only for orders to these countries, e.g. DE, EU or not US; empty: any.", "仅适用于发往这些国家的订单，例如 DE, EU 或 非 US；留空：不限。"), width=14),
    col("outcome", ("Then", "结果"), choice(REVIEWED), ("hold: not shipped before it is settled; flag: a person should look; pass: nothing follows.", "暂缓：解决前不发货；提示：需人工查看；放行：不作处理。"), required=True, width=10),
    col("ask", ("What to do", "处理要求"), TEXT, ("What the seller is asked to do.", "要求卖家做什么。"), width=50),
    col("source", *GROUNDS, width=30),
)

_MARKET_COLUMNS = (
    col("id", ("Country", "国家"), ID, ("Two letters, e.g. DE; EU for its members, * for any other country.", "两个字母，例如 DE；EU 指其成员国，* 指其他国家。"), required=True, width=10),
    col("withdrawal_days", ("Withdrawal days", "无理由退货天数"), WHOLE, ("How many days from delivery a buyer may withdraw without a reason, e.g. 14.", "签收后买家可无理由退货的天数，例如 14。"), width=14),
    col("prohibited", ("Prohibited classes", "禁运类别"), LIST, ("Product classes that may not be sent there, e.g. weapons, seeds.", "不可发往该国的商品类别，例如 武器, 种子。"), width=40),
    col("sensitive", ("Sensitive classes", "敏感类别"), LIST, ("Product classes that need a look before they are sent there, e.g. battery, liquid.", "发往该国前须人工查看的商品类别，例如 电池, 液体。"), width=40),
    col("postcode", ("Postcode", "邮编格式"), TEXT, ("no: none is needed; or a pattern, 9 a digit and A a letter, e.g. 99999; empty: the country's own rule.", "否：无需邮编；或写格式，9 为数字、A 为字母，例如 99999；留空：按该国规则。"), width=14),
    col("source", *GROUNDS, width=30),
)

_ROUTE_COLUMNS = (
    col("id", ("Route", "线路"), ID, ("What the route is called; parcels in Shipments name it.", "线路名称；“包裹”表中引用此名。"), required=True, width=24),
    col("active", *ACTIVE, width=8),
    col("carrier", ("Carrier", "承运商"), TEXT, ("Who carries the parcel, e.g. DHL.", "由谁承运，例如 DHL。")),
    col("kind", ("Kind", "类型"), choice(RouteKind), ("express, special line, postal or overseas warehouse.", "快递、专线、邮政或海外仓。"), width=20),
    col("countries", ("Countries", "国家"), RAW, ("Where it goes, e.g. US, EU or not BR; empty: anywhere.", "可到达的国家，例如 US, EU 或 非 BR；留空：不限。"), width=20),
    col("attributes", ("Takes", "可运类别"), RAW, ("Which product classes it takes, e.g. not battery, liquid; empty: any.", "可运的商品类别，例如 非 电池, 液体；留空：不限。"), width=24),
    col("days_least", ("Days at least", "最少天数"), WHOLE, ("How many days the quickest parcels take, e.g. 3.", "最快几天到达，例如 3。"), width=12),
    col("days_most", ("Days at most", "最多天数"), WHOLE, ("How many days the slowest parcels take, e.g. 7.", "最慢几天到达，例如 7。"), width=12),
    col("cost", ("Cost", "运费"), MONEY, ("What a parcel costs, e.g. 18 USD.", "每个包裹的运费，例如 18 USD。"), width=12),
    col("danger", ("Risk", "风险"), choice(Danger), ("How likely a parcel is late or lost: low, medium or high.", "延误或丢失的可能：低、中或高。"), width=10),
    col("handling", ("Handling time", "备货时限"), SPAN, ("How long from review to hand-over, e.g. 2 days.", "从审核到交运的时长，例如 2 天。"), width=14),
    col("silent_after", ("Silent after", "无更新时限"), SPAN, ("How long the route may stay without news, e.g. 7 days.", "线路允许多久没有更新，例如 7 天。"), width=14),
    col("source", *GROUNDS, width=30),
)

_DEADLINE_COLUMNS = (
    col("id", *RULE_ID, required=True, width=10),
    col("active", *ACTIVE, width=8),
    col("who", ("Binds", "适用对象"), LIST, ("Channels, providers or countries it binds, as your rows name them; EU for its members; empty: everybody.", "适用的渠道、支付渠道或国家，与各表写法一致；EU 指其成员国；留空：全部。"), width=24),
    col("tab", ("Tab", "工作表"), TEXT, ("Whose rows it binds, e.g. Disputes; empty: for reading only, nothing is counted.", "适用于哪个工作表的行，例如 争议；留空：仅供查阅，不计算。"), width=12),
    col("event", ("What happened", "事件"), TEXT, ("What sets it off, in words.", "由什么引起，用文字说明。"), width=30),
    col("start", ("Runs from", "起算"), TEXT, ("A heading of that tab: from which instant it runs, e.g. Opened.", "该表的列名：从哪个时间起算，例如 发起时间。"), width=18),
    col("must", ("What to do", "须完成"), TEXT, ("What the seller has to do until then.", "卖家在此之前须做什么。"), width=40),
    col("limit", ("How long", "期限"), TEXT, ("10 days, 48 h, 3 business days; empty: only the platform's own date counts.", "10 天、48 小时、3 个工作日；留空：只看平台给出的日期。"), width=16),
    col("reckoning", ("Counted in", "计算方式"), choice(Reckoning), ("Calendar days, over weekends; or business days.", "自然日（含周末），或工作日。"), width=16),
    col("consequence", ("If missed", "逾期后果"), TEXT, ("What happens otherwise.", "逾期会怎样。"), width=30),
    col("api_field", ("Platform's field", "平台字段"), TEXT, ("Where the platform itself names the date; that one comes first.", "平台在哪个字段给出日期；以该日期为准。"), width=30),
    col("source", *GROUNDS, width=30),
    col("checked", ("Checked", "核对日期"), INSTANT, ("When somebody last compared the row with its source, e.g. 2026-03-02.", "最近一次与出处核对的日期，例如 2026-03-02。"), width=14),
    col("verify", ("Verify", "待核实"), YES_NO, ("yes: not confirmed; look it up before you rely on it.", "是：尚未证实，使用前请核实。"), width=8),
)
# fmt: on

CHECKS = Table(
    "checks",
    Phrase("Order checks", "审单规则"),
    CheckLine,
    _CHECK_COLUMNS,
    Phrase(
        "What holds an order, a check a row: of rows for one check the first that fits applies.",
        "每行一项审单检查：同一检查项取第一条符合的行。",
    ),
    room=Room.RULES,
    prefix="CHK",
    optional=True,
)

MARKETS = Table(
    "markets",
    Phrase("Markets", "市场"),
    MarketLine,
    _MARKET_COLUMNS,
    Phrase(
        "What holds for a country: the nearest row counts, a country before EU, EU before *.",
        "各国的规定：取最具体的一行，国家先于 EU，EU 先于 *。",
    ),
    room=Room.RULES,
    optional=True,
)

ROUTES = Table(
    "routes",
    Phrase("Routes", "线路"),
    RouteLine,
    _ROUTE_COLUMNS,
    Phrase(
        "One way to send a parcel a row: where it goes, what it takes, cost, days and risk.",
        "每行一种发货方式：可到达地区、可运类别、费用、时间和风险。",
    ),
    room=Room.RULES,
    optional=True,
)

DEADLINES = Table(
    "deadlines",
    Phrase("Deadlines", "外部期限"),
    DeadlineLine,
    _DEADLINE_COLUMNS,
    Phrase(
        "What somebody outside expects by when; a date that the platform names comes first.",
        "外部机构要求在何时之前完成什么；平台给出的日期优先。",
    ),
    room=Room.RULES,
    prefix="EXT",
    optional=True,
)
