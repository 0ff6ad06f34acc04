"""Acting: what a reminder asks people to do, so that its clock ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.sla.rule import Rule

FILL = Phrase("Act, then fill in: {way}", "请跟进，并填写：{way}")
EITHER = Phrase("{one} or {other}", "{one}或{other}")
SETTLE = Phrase(
    "Settle what the row's {step} says; the desk then ends the clock by itself",
    "请处理本行“{step}”中的事项；之后系统会自动结束计时",
)
HELD = Phrase(
    "It is on hold: first do what the row's {step} says",
    "该行处于暂缓状态：请先处理本行“{step}”中的事项",
)
KEPT_BACK = frozenset({"approved", "paid_out", "shipped"})
"""Fields that nobody fills in while the desk holds the record: money and goods that leave."""
BY_DESK: Mapping[str, Phrase] = {
    "approval_decided": Phrase(
        "See that whoever was asked answers by the link in the mail; nothing is to be filled in",
        "请提醒审批人通过邮件中的链接答复；无需填写任何内容",
    ),
    "recorded": Phrase(
        "Mend what Problems says of the row; the desk then files the closed case by itself",
        "请修正“问题清单”中列出的本行内容；之后系统会自动将工单入库",
    ),
    "rating": Phrase(
        "Only the customer's answer ends it; nothing is to be filled in",
        "须等客户评价；无需填写任何内容",
    ),
}
"""By the field that ends a clock and that the desk writes: what brings it about."""
WAIT = Phrase("Act; the desk itself ends the clock", "请跟进；系统会自动结束计时")


def acting(rule: Rule, record: Any = None) -> Phrase:
    """Return what ends a clock, as something that people can do.

    They are asked to fill in only what is theirs to fill, and nothing that a hold forbids.
    """
    fields = [moment.field for way in rule.stop for moment in way]
    held = getattr(record, "outcome", None) is Outcome.HOLD
    if held and KEPT_BACK.intersection(fields[:1]) and "step" in rule.headings:
        return HELD.fill(step=rule.headings["step"])
    if rule.by_people:
        return FILL.fill(way=_ways(*rule.by_people[:2]))
    said = next((BY_DESK[field] for field in fields if field in BY_DESK), None)
    if said is not None:
        return said
    return SETTLE.fill(step=rule.headings["step"]) if "step" in rule.headings else WAIT


def _ways(one: str, other: str = "") -> Phrase | str:
    """Return the first two ways, for one is enough: a mail's subject holds no more."""
    return EITHER.fill(one=one, other=other) if other else one
