"""Lacking: a tab or a column that keeps checks of orders from being made, in words for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Check
from chalicelib.policy.needs import HEADINGS

NO_TAB = Phrase(
    "orders are not checked for {checks}: the tab {tab} is missing or empty",
    "订单未检查 {checks}：“{tab}”表缺失或为空",
)
NO_COLUMN = Phrase(
    "orders are not checked for {checks}: the column {column} of {tab} is missing",
    "订单未检查 {checks}：“{tab}”表缺少“{column}”列",
)
GONE = Phrase(
    "order reviews wait, and what the last one said stays: for {checks}, {place} was there and is"
    " not now: put it back, or switch the rows off in Order checks",
    "审单暂停，沿用上次结论：{checks} 所需的{place}原来有、现在没有：请恢复，或在“审单规则”中停用相应行",
)
TAB = Phrase("the tab {tab}", "“{tab}”表")
COLUMN = Phrase("the column {column} of {tab}", "“{tab}”表的“{column}”列")


class Lack(NamedTuple):
    """What keeps checks from being made: a tab, or a column of it."""

    tab: str
    column: str = ""

    def place(self, tab: Phrase) -> Phrase:
        """Return what people call it, given what they call its tab."""
        if not self.column:
            return TAB.fill(tab=tab)
        return COLUMN.fill(column=HEADINGS[self.column], tab=tab)

    def said(self, checks: Sequence[Check], tab: Phrase, *, lost: bool) -> Phrase:
        """Return which checks are not made for it; ``lost`` where they were made before."""
        named = Phrase(", ".join(c.value for c in checks), "、".join(c.zh for c in checks))
        if lost:
            return GONE.fill(checks=named, place=self.place(tab))
        if not self.column:
            return NO_TAB.fill(checks=named, tab=tab)
        return NO_COLUMN.fill(checks=named, column=HEADINGS[self.column], tab=tab)
