"""Unread rules: what stands still while a rule tab, or a row of it, cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.model.problem import Problem
from chalicelib.model.word import Phrase


class Stands(NamedTuple):
    """What stands still: without the whole tab, and without one of its rows."""

    tab: Phrase
    row: Phrase


_APPROVALS = Phrase("Approvals stand still until then.", "在此之前审批暂停。")
_LEFT_OUT = Phrase("It does not count until then.", "在此之前其内容不生效。")
_REST = Stands(_LEFT_OUT, _LEFT_OUT)
STANDS_STILL: Mapping[str, Stands] = {
    "sla": Stands(
        Phrase("No clock runs until then.", "在此之前不计时。"),
        Phrase("No clock runs by this row until then.", "在此之前不按本行计时。"),
    ),
    "hours": Stands(
        Phrase(
            "Clocks that go by its calendars stand still until then.",
            "在此之前使用其中日历的时效不计时。",
        ),
        Phrase(
            "What cannot be read of it counts as closed until then.",
            "在此之前无法读取的时段按休息计算。",
        ),
    ),
    "holidays": Stands(
        Phrase("No day of it is skipped until then.", "在此之前其中的日期不会跳过。"),
        _LEFT_OUT,
    ),
    "policy": Stands(
        Phrase("Cases are not judged until then.", "在此之前不判断工单。"),
        Phrase(
            "Approvals, and cases that it may decide, wait until then.",
            "在此之前审批以及可能由本行决定的工单暂停。",
        ),
    ),
    "evidence": Stands(
        Phrase("Cases are not judged until then.", "在此之前不判断工单。"),
        Phrase("Cases that it may ask about wait until then.", "在此之前可能涉及的工单暂停。"),
    ),
    "authority": Stands(
        Phrase(
            "Approvals stand still until then, and so do cases and refunds unless confirmed limits"
            " count.",
            "在此之前审批暂停；若无已确认的权限，工单和退款也暂停。",
        ),
        _APPROVALS,
    ),
    "checks": Stands(
        Phrase("Orders are not reviewed until then.", "在此之前不审核订单。"),
        Phrase(
            "Orders that it may speak of are held until then.",
            "在此之前可能涉及的订单暂缓。",
        ),
    ),
    "team": Stands(_APPROVALS, _APPROVALS),
    "settings": Stands(
        Phrase("The usual settings count until then.", "在此之前按默认设置运行。"),
        Phrase("The usual value counts until then.", "在此之前按默认值运行。"),
    ),
    **dict.fromkeys(("markets", "routes", "deadlines", "phrases", "keywords"), _REST),
}
"""By key of each rule tab."""


def stands_still(problem: Problem) -> Phrase | None:
    """Return what stands still for a rule that cannot be read; None: it is no rule."""
    stands = STANDS_STILL.get(problem.tab)
    if stands is None:
        return None
    return stands.row if problem.id or problem.row > 1 else stands.tab
