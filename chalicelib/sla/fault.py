"""Why a clock cannot tell, in words (CLOCKS 13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chalicelib.model.word import Phrase

UNREAD = Phrase("a cell it needs cannot be read: {fields}", "所需单元格无法读取：{fields}")
FUTURE = Phrase("its start lies in the future: {start} UTC", "起始时间在未来：{start} UTC")
NEVER_OPEN = Phrase(
    "the calendar '{calendar}' has no open time that the target could use",
    "日历“{calendar}”没有可用的工作时间",
)


TOO_FAR = Phrase("its deadline lies too far ahead to be told", "截止时间过于遥远，无法计算")


def unread(headings: Iterable[Phrase]) -> Phrase:
    """Return the words for cells that cannot be read, by the headings of their columns."""
    named = sorted(headings)
    return UNREAD.fill(
        fields=Phrase(", ".join(h.en for h in named), "、".join(h.zh for h in named))
    )


def future(start: datetime) -> Phrase:
    """Return the words for a start that has not come yet."""
    return FUTURE.fill(start=f"{start:%Y-%m-%d %H:%M}")


def never_open(calendar: str) -> Phrase:
    """Return the words for a calendar without open time."""
    return NEVER_OPEN.fill(calendar=calendar)
