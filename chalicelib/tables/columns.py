"""Builders that keep a tab's columns one line each, and the four columns of a face."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.model.face import ClockState
from chalicelib.model.verdict import Movement, Outcome
from chalicelib.model.word import Phrase
from chalicelib.tables import codecs, country
from chalicelib.tables.codec import Codec
from chalicelib.tables.codecs import ID, TEXT, YES_NO, choice
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import WHOLE
from chalicelib.tables.table import Column, Owner

Twins = tuple[str, str]
"""The same words in English and in Chinese."""


def col(key: str, heading: Twins, codec: Codec, hint: Twins, **more: Any) -> Column:
    """Return a column that people fill."""
    return Column(key, Phrase(*heading), codec, Phrase(*hint), **more)


def source(key: str, heading: Twins, codec: Codec, hint: Twins, **more: Any) -> Column:
    """Return a column that webhooks and imports fill."""
    return col(key, heading, codec, hint, owner=Owner.SOURCE, **more)


def desk(key: str, heading: Twins, codec: Codec, hint: Twins, **more: Any) -> Column:
    """Return a column that the desk fills."""
    return col(key, heading, codec, hint, owner=Owner.DESK, **more)


# fmt: off
FACE = (
    desk("state", ("Clock state", "时效状态"), choice(ClockState), ("The worst state of the row's clocks; the desk writes it.", "本行各时效中最差的状态；由系统填写。")),
    desk("due", ("Due", "截止时间"), INSTANT, ("When the next promise falls due; the desk writes it.", "下一个承诺的截止时间；由系统填写。"), width=18),
    desk("clock", ("Clock", "时效目标"), TEXT, ("Which clock is meant; the desk writes it.", "指的是哪一个时效目标；由系统填写。"), width=20),
    desk("why", ("Why", "原因"), TEXT, ("How the state came about, in short; the desk writes it.", "状态的简短依据；由系统填写。"), width=40),
)

VERDICT = (
    desk("outcome", ("Decision", "决定"), choice(Outcome), ("What the rule book comes to; the desk writes it.", "按政策规则得出的结论；由系统填写。"), width=18),
    desk("step", ("Next step", "下一步"), TEXT, ("What to do next; the desk writes it.", "接下来做什么；由系统填写。"), width=50),
    desk("missing", ("Missing evidence", "缺少证据"), TEXT, ("What must be on file and is not yet; the desk writes it.", "应存档而尚缺的材料；由系统填写。"), width=26),
    desk("options", ("Allowed remedies", "可用方案"), TEXT, ("What the policy allows, with its caps; the desk writes it.", "政策允许的处理方案及上限；由系统填写。"), width=30),
    desk("movement", ("Goods and money", "货款流转"), choice(Movement), ("Where goods and money are, apart from what was decided; the desk writes it.", "货物与款项的进展，与决定分开；由系统填写。"), width=18),
    desk("assignee", ("Suggested owner", "建议负责人"), TEXT, ("Who should look after the row, while no owner is named; the desk writes it.", "未填负责人时建议由谁负责；由系统填写。")),
    desk("suggested", ("Suggested category", "建议类别"), TEXT, ("What words of the problem speak for; type the category yourself.", "根据情况描述建议的类别；请自行填写类别。"), width=20),
    desk("external", ("External deadline", "外部截止时间"), INSTANT, ("When a platform, a bank or a law stops waiting; the desk writes it.", "平台、银行或法规的最后期限；由系统填写。"), width=18),
    desk("limit_by", ("Deadline set by", "期限依据"), TEXT, ("Whose deadline that is; the desk writes it.", "该期限由谁规定；由系统填写。"), width=24),
    desk("because", ("Decided by", "决定依据"), TEXT, ("Which rule rows decided, and on what; the desk writes it.", "由哪些规则、依据什么得出；由系统填写。"), width=40),
    desk("approval_asked", ("Approval asked", "审批申请时间"), INSTANT, ("When the desk asked for a yes beyond the owner's authority.", "超出负责人权限、系统发出审批申请的时间。"), width=18),
    desk("approval_decided", ("Approval decided", "审批完成时间"), INSTANT, ("When the approver said yes or no by the link.", "审批人通过链接同意或拒绝的时间。"), width=18),
    desk("rating", ("Rating", "评分"), WHOLE, ("What the customer gave after the case closed, 1 to 5.", "结案后客户给出的评分，1 至 5。"), width=10),
    desk("recorded", ("Recorded", "案例入库时间"), INSTANT, ("When the desk put demand, solution and rating into the Library.", "系统将诉求、方案和评价写入案例库的时间。"), width=18),
)


def verdict(*keys: str, **named: tuple[Twins, Twins]) -> tuple[Column, ...]:
    """Return some columns of a verdict; ``named`` gives heading and hint of those called otherwise."""
    mine = {column.key: column for column in VERDICT}
    other = {
        key: replace(mine[key], heading=Phrase(*heading), help=Phrase(*hint))
        for key, (heading, hint) in named.items()
    }
    return tuple(other.get(column.key, column) for column in VERDICT if column.key in {*keys, *named})


ORDER = (("Order ID", "订单编号"), ID, ("The order it belongs to, as in the Orders tab, e.g. 114-3941689.", "所属订单的编号，与“订单”表一致，例如 114-3941689。"))
CASE = (("Case ID", "工单编号"), ID, ("The case it belongs to, as in the Cases tab.", "所属工单的编号，与“工单”表一致。"))
PAYMENT = (("Payment ID", "付款编号"), ID, ("The payment it goes back to, as in the Payments tab.", "对应的付款编号，与“付款”表一致。"))
OWNER = (("Owner", "负责人"), TEXT, ("Who looks after this row: a name from the Team tab, e.g. Li Na.", "本行由谁负责：填“团队”表中的姓名，例如 李娜。"))
COUNTRY = (("Country", "国家"), country.COUNTRY, ("The customer's country as two letters, e.g. DE.", "客户所在国家，两个字母，例如 DE。"))
CHANNEL = (("Channel", "渠道"), TEXT, ("Where the customer comes from, e.g. Amazon or Shop.", "客户来自哪个渠道，例如 Amazon 或 独立站。"))
PROVIDER = (("Provider", "支付渠道"), TEXT, ("Who moves the money, e.g. PayPal or Stripe.", "由谁收付款，例如 PayPal 或 Stripe。"))
RULE_ID = (("Rule ID", "规则编号"), ID, ("A name of its own for the row; leave it empty and one is given.", "规则的唯一编号；留空则自动生成。"))
ACTIVE = (("Active", "启用"), YES_NO, ("yes or empty: the row counts; no: it is set aside.", "是或留空：本行生效；否：停用。"))
GROUNDS = (("Source", "来源"), TEXT, ("Where the rule comes from: a law, a platform, your own choice.", "规则的出处：法规、平台或自定。"))
CURRENCY = (("Currency", "币种"), codecs.CURRENCY, ("The currency as three letters, e.g. USD.", "币种，三个字母，例如 USD。"))
# fmt: on
