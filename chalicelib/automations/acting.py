"""Acting: what a reminder asks people to do, so that its clock ends."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.model.word import Phrase
from chalicelib.sla.rule import Rule

FILL = Phrase("Act, then fill in: {stop}", "请跟进，并填写：{stop}")
SETTLE = Phrase(
    "Settle what the row's {step} says; the desk then ends the clock by itself",
    "请处理本行“{step}”中的事项；之后系统会自动结束计时",
)
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


def acting(rule: Rule) -> Phrase:
    """Return what ends a clock, as something that people can do.

    They are asked to fill in only what is theirs to fill.
    """
    if rule.stop_text:
        return FILL.fill(stop=rule.stop_text)
    fields = [moment.field for way in rule.stop for moment in way]
    said = next((BY_DESK[field] for field in fields if field in BY_DESK), None)
    if said is not None:
        return said
    return SETTLE.fill(step=rule.headings["step"]) if "step" in rule.headings else WAIT
