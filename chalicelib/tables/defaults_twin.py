"""Default rows on judgement in both languages at once: where they come from, and their topics."""

from __future__ import annotations

from typing import Any, NamedTuple

from chalicelib.model.word import Language, Phrase, Word, spoken
from chalicelib.tables.defaults_sla import NORMS, OURS, RISK, SERVICE, SYSTEM

__all__ = ["NORMS", "OURS", "RISK", "SERVICE", "SYSTEM"]

LAW = Phrase("EU and UK consumer law", "欧盟、英国消费者法")

# A word that begins with not stands in quotation marks, so that it is not taken for the contrary.
CANCELLATION = Phrase('cancellation, "not shipped"', "取消订单, 未发货")
MISSING = Phrase('lost, "not received"', "丢失, 未收到")
LATE = Phrase("late, delay", "延误, 晚到")
CUSTOMS = Phrase("customs, duties", "清关, 关税")
FAULT = Phrase(
    'damaged, defective, "not as described", wrong goods, missing parts',
    "破损, 质量问题, 描述不符, 发错货, 少件",
)
WORN = Phrase("stopped working, warranty", "使用后故障, 保修")
LISTING = Phrase("listing error", "页面描述错误")
SIZE = Phrase("wrong size", "尺码不符")
FUNCTION = Phrase("how to use, misunderstood function", "使用方法, 功能误解")
TWICE = Phrase("charged twice", "重复扣款")
MONEY = Phrase("charge failed, exchange rate", "扣款失败, 汇率")
NO_REASON = Phrase(
    "no reason, changed mind, withdrawal",
    "无理由退货, 七天无理由, 7天无理由, 无理由, 改变主意, 不想要",
)
CUSTOM = Phrase("custom request", "定制需求")


class Twin(NamedTuple):
    """A default row, in both languages at once."""

    kind: type[Any]
    cells: dict[str, Any]

    def line(self, language: Language) -> Any:
        """Return the row in one language."""
        return self.kind(**{key: _said(value, language) for key, value in self.cells.items()})


def listed(*words: Word | Phrase) -> Phrase:
    """Return words as a cell lists them."""
    return Phrase(
        ", ".join(str(spoken(word, Language.EN)) for word in words),
        ", ".join(str(spoken(word, Language.ZH)) for word in words),
    )


def tests(cells: dict[str, Any]) -> dict[str, Any]:
    """Return cells of a row of tests: what they choose from a list, in words of either language."""
    return {
        key: listed(cell) if isinstance(cell, Word) and key in TESTED else cell
        for key, cell in cells.items()
    }


TESTED = frozenset({"category", "parcel", "condition"})


def _said(value: Any, language: Language) -> Any:
    """Return what a cell holds: phrases, and words in lists, in the language."""
    if isinstance(value, Phrase):
        return value.said(language)
    if isinstance(value, tuple):
        return tuple(str(spoken(word, language)) for word in value)
    return value
