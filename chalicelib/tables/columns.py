"""Builders that keep a tab's columns one line each, and the four columns of a face."""

from __future__ import annotations

from typing import Any

from chalicelib.model.face import ClockState
from chalicelib.model.word import Phrase
from chalicelib.tables.codec import Codec
from chalicelib.tables.codecs import ID, TEXT, choice
from chalicelib.tables.instants import INSTANT
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

ORDER = (("Order ID", "订单编号"), ID, ("The order it belongs to, as in the Orders tab, e.g. 114-3941689.", "所属订单的编号，与“订单”表一致，例如 114-3941689。"))
CASE = (("Case ID", "工单编号"), ID, ("The case it belongs to, as in the Cases tab.", "所属工单的编号，与“工单”表一致。"))
PAYMENT = (("Payment ID", "付款编号"), ID, ("The payment it goes back to, as in the Payments tab.", "对应的付款编号，与“付款”表一致。"))
OWNER = (("Owner", "负责人"), TEXT, ("Who looks after this row: a name from the Team tab, e.g. Li Na.", "本行由谁负责：填“团队”表中的姓名，例如 李娜。"))
COUNTRY = (("Country", "国家"), TEXT, ("The customer's country as two letters, e.g. DE.", "客户所在国家，两个字母，例如 DE。"))
CHANNEL = (("Channel", "渠道"), TEXT, ("Where the customer comes from, e.g. Amazon or Shop.", "客户来自哪个渠道，例如 Amazon 或 独立站。"))
PROVIDER = (("Provider", "支付渠道"), TEXT, ("Who moves the money, e.g. PayPal or Stripe.", "由谁收付款，例如 PayPal 或 Stripe。"))
CURRENCY = (("Currency", "币种"), TEXT, ("The currency as three letters, e.g. USD.", "币种，三个字母，例如 USD。"))
# fmt: on
