"""A verdict: what the rule book says of a row, in the cells that the desk writes beside it."""

from __future__ import annotations

from datetime import datetime

from pydantic.dataclasses import dataclass

from chalicelib.model.word import Word


class Outcome(Word):
    """What was decided, or still has to be (RULEBOOK 1, 4, 6 and 7)."""

    HOLD = "hold", "暂缓"
    """Not to be shipped, or not to be paid out, before a person has settled it."""
    FLAG = "flag", "提示"
    """May go on; a person should look."""
    PASS = "pass", "放行"  # a word of the sheet
    TO_CLASSIFY = "to classify", "待分类"
    NEEDS_EVIDENCE = "needs evidence", "待补证据"
    TO_DECIDE = "to decide", "待决定"
    """Which remedies are allowed is known; nobody has chosen one yet."""
    GRANTED = "may be granted", "可执行"
    """Within the authority of whoever answers for the case."""
    NEEDS_APPROVAL = "needs approval", "待审批"
    APPROVED = "approved", "已批准"
    REJECTED = "rejected", "已驳回"
    """An approver said no."""
    NOT_ALLOWED = "not allowed", "不允许"
    """The policy does not allow what was chosen."""


class Movement(Word):
    """Where goods and money are; kept apart from what was decided (Solidus keeps them so too)."""

    AWAITING_GOODS = "awaiting goods", "待退回"
    GOODS_BACK = "goods received", "已收到退货"
    INSPECTED = "goods inspected", "已验货"
    TO_REFUND = "to refund", "待退款"
    PARTLY_REFUNDED = "partly refunded", "部分已退"
    REFUNDED = "refunded", "已退款"
    TO_SHIP = "to ship", "待发出"
    SHIPPED = "shipped again", "已补发"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule book says of one row; a tab shows those fields that it has columns for."""

    outcome: Outcome | None = None
    step: str = ""
    """What to do next, in words."""
    missing: str = ""
    """Evidence that must be on file and is not."""
    options: str = ""
    """What may be chosen: remedies with their caps, or routes with cost and days."""
    movement: Movement | None = None
    assignee: str = ""
    """Who should look after the row, while nobody is named."""
    suggested: str = ""
    """A category that words of the problem speak for; a person types it or another."""
    external: datetime | None = None
    """When somebody outside stops waiting: a platform, a bank, a law."""
    limit_by: str = ""
    """Whose deadline that is: the platform's own date, a row of Deadlines, or our policy."""
    because: str = ""
    """Which rule rows decided, and on what."""
    approval_asked: datetime | None = None
    approval_decided: datetime | None = None
    rating: int | None = None
    """What the customer gave, 1 to 5."""
    recorded: datetime | None = None
    """When the case came into the Library."""


UNJUDGED = Verdict()
"""The verdict on a row of which the rule book says nothing."""
