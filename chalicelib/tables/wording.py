"""Cells of the SLA tab built from headings and words, so that both languages say the same."""

from __future__ import annotations

from typing import Any

from chalicelib.model.word import Language, Phrase, Word
from chalicelib.tables.table import Table

DUE = Phrase("due", "到期")
SECONDS = Phrase("{n} s", "{n} 秒")
MINUTES = Phrase("{n} min", "{n} 分钟")
HOURS = Phrase("{n} h", "{n} 小时")
DAYS = Phrase("{n} days", "{n} 天")
BUSINESS_DAYS = Phrase("{n} business days", "{n} 个工作日")
SHARE = Phrase("{n} %", "{n} %")

OWNER = Phrase("owner", "负责人")
ON_DUTY = Phrase("on duty", "值班")
LEAD = Phrase("lead", "主管")
MANAGER = Phrase("manager", "经理")
SHOP_OWNER = Phrase("shop owner", "店主")


def at(table: Table[Any], key: str) -> Phrase:
    """Return the heading of a column: the instant that stands in it."""
    return table.fields[key].heading


def when(table: Table[Any], key: str, *words: Word) -> Phrase:
    """Return the condition that a column holds one of some words."""
    return Phrase("{heading} = {words}", "{heading} = {words}").fill(
        heading=at(table, key), words=_joined(", ", [Phrase(w.value, w.zh) for w in words])
    )


def first(heading: Phrase) -> Phrase:
    """Return the first unanswered instant of a column (CLOCKS 12)."""
    return Phrase("first {heading}", "首次 {heading}").fill(heading=heading)


def either(*parts: Phrase) -> Phrase:
    """Return alternatives, or the rungs of a ladder."""
    return _joined("; ", list(parts))


def before(length: Phrase) -> Phrase:
    """Return a length counted back from a coming event."""
    return Phrase("{length} before", "{length}前").fill(length=length)


def rung(mark: Phrase, *receivers: Phrase) -> Phrase:
    """Return whom to tell at a mark: ``4 h before: owner, lead``."""
    return Phrase("{mark}: {tell}", "{mark}: {tell}").fill(
        mark=mark, tell=_joined(", ", list(receivers))
    )


def said(value: object, language: Language) -> Any:
    """Return a Phrase in a language, and anything else, words of a choice too, as it is."""
    return value.said(language) if isinstance(value, Phrase) else value


def _joined(glue: str, parts: list[Phrase]) -> Phrase:
    return Phrase(glue.join(p.en for p in parts), glue.join(p.zh for p in parts))
